"""Roles, states and properties of WAI-ARIA 1.2 as typed facts, from ``rules/aria.toml`` (which cites the sections).

Names are in lower case, as ``role="button"`` and ``aria-label`` are compared. What an element's role is, is worked out
in ``role.py``; here are only the facts about roles.
"""

import tomllib
from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from a11ycheck.files import rules_folder

ValueType = Literal[
    "true/false",
    "tristate",
    "true/false/undefined",
    "id",
    "id list",
    "integer",
    "number",
    "string",
    "token",
    "token list",
]
Scope = Literal["all", "deprecated", "listed"]


class Attribute(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state or property (WAI-ARIA 1.2, section 6.6)."""

    name: str  # "aria-label"
    type: ValueType
    tokens: frozenset[str] = frozenset()  # allowed words of a token or token list
    default: str | None = None  # value where the attribute is absent or not understood
    scope: Scope = field(default="listed", name="global")  # on every role, so by a deprecated use, or as roles list it
    state: bool = False  # a state, not a property
    deprecated: str | None = None  # the version that deprecated it
    since: str = "1.2"  # "1.3" where 1.2 does not know it


class Role(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A role (WAI-ARIA 1.2, section 5.4), with what it says itself; see ``supported`` for what it inherits."""

    name: str
    superclass: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()  # attributes without an implicit value that an author must give
    required_until_1_3: frozenset[str] = frozenset()  # required by 1.2, merely supported by 1.3
    required_if_focusable: frozenset[str] = frozenset()
    supported: frozenset[str] = frozenset()  # its own attributes besides global and inherited ones
    supported_if_focusable: frozenset[str] = frozenset()
    prohibited: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()  # required context roles, any one of them
    children: frozenset[str] = frozenset()  # required owned elements, any one of them
    allowed_children: frozenset[str] = frozenset()  # what may stand beside them
    grouping: frozenset[str] = frozenset()  # owned roles that may stand between it and its children
    presentational_children: bool = False
    name_from: frozenset[Literal["author", "contents", "prohibited"]] = frozenset({"author"})
    name_required: bool = False
    implicit: dict[str, str] = {}  # implicit values of attributes for this role
    synonym: str | None = None
    abstract: bool = False
    deprecated: bool = False
    since: str = "1.2"


_WORD_LISTS = frozenset(key.name for key in msgspec.structs.fields(Role) if "frozenset" in str(key.type)) | {"tokens"}


def _facts[T: Struct](of: type[T], entries: dict[str, dict[str, Any]]) -> dict[str, T]:
    """Make a fact of each entry of the file, whose word lists are words parted by spaces."""
    return {
        name: msgspec.convert(
            {"name": name} | {key: value.split() if key in _WORD_LISTS else value for key, value in entry.items()}, of
        )
        for name, entry in entries.items()
    }


_FILE = tomllib.loads((rules_folder() / "aria.toml").read_text(encoding="utf-8"))
ATTRIBUTES = _facts(Attribute, _FILE["attributes"])
ROLES = _facts(Role, _FILE["roles"])

GLOBAL_ATTRIBUTES = frozenset(each.name for each in ATTRIBUTES.values() if each.scope != "listed")
GLOBAL_BY_DEPRECATED_USE = frozenset(each.name for each in ATTRIBUTES.values() if each.scope == "deprecated")
NAME_FROM_CONTENT = frozenset(each.name for each in ROLES.values() if "contents" in each.name_from)
NAME_PROHIBITED = frozenset(each.name for each in ROLES.values() if "prohibited" in each.name_from)
CHILDREN_PRESENTATIONAL = frozenset(each.name for each in ROLES.values() if each.presentational_children)


def role(name: str) -> Role | None:
    """Return the facts of a role, abstract ones too, or None for a word that is no role."""
    return ROLES.get(name)


def attribute(name: str) -> Attribute | None:
    """Return the facts of a state or property, or None for an ``aria-`` attribute that does not exist."""
    return ATTRIBUTES.get(name)


def is_valid_role(name: str) -> bool:
    """Whether an author may use the word as a role: it exists and is not abstract."""
    found = ROLES.get(name)
    return found is not None and not found.abstract


@cache
def kinds(name: str) -> frozenset[str]:
    """Return a role with all that it inherits from: "button" is also a "widget". Empty for a word that is no role."""
    found = ROLES.get(name)
    return frozenset({name}).union(*map(kinds, found.superclass)) if found else frozenset()


@cache
def listed(name: str, *, focusable: bool = False) -> frozenset[str]:
    """Return the attributes that the role lists or inherits, without the global ones.

    ``focusable`` says whether the element takes the focus, which makes a widget of a separator.
    """
    found: set[str] = set()
    for each in (ROLES[kind] for kind in kinds(name)):
        found |= each.required | each.required_until_1_3 | each.supported
        if focusable:
            found |= each.required_if_focusable | each.supported_if_focusable
    return frozenset(found)


@cache
def supported(name: str, *, focusable: bool = False) -> frozenset[str]:
    """Return all attributes that may be used on a role: listed, inherited and global, less the prohibited ones.

    An element without a role (``""``) takes the global ones. Those in ``deprecated_use(name)`` are included.
    """
    found = ROLES.get(name)
    return (listed(name, focusable=focusable) | GLOBAL_ATTRIBUTES) - (found.prohibited if found else frozenset())


@cache
def deprecated_use(name: str) -> frozenset[str]:
    """Return the attributes whose use on this role WAI-ARIA 1.2 deprecates (section 6.4), though they are global."""
    return GLOBAL_BY_DEPRECATED_USE - listed(name, focusable=True)


@cache
def required(name: str, *, focusable: bool = False) -> frozenset[str]:
    """Return the attributes that an author must give with the role, by WAI-ARIA 1.2, and that have no implicit value.

    Those in ``Role.required_until_1_3`` are included; see there what the next version no longer asks for.
    """
    found = ROLES.get(name)
    if found is None:
        return frozenset()
    needed = found.required | found.required_until_1_3
    return needed | found.required_if_focusable if focusable else needed
