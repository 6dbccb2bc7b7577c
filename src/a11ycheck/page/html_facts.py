"""Facts about HTML elements as typed values, from ``rules/html.toml`` (which cites the sections).

Names are in lower case. Conditions are named, not judged: who asks says which of them hold for an element.
"""

import tomllib
from collections.abc import Callable
from typing import Any, Literal

import msgspec
from msgspec import Struct

from a11ycheck.files import rules_folder

Words = frozenset[str]


class RoleRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ARIA in HTML says of an element in one situation (section 4.1)."""

    names: Words  # elements
    when: str = ""  # a condition as rules/html.toml lists them, "" for always
    implicit: str = ""  # role without a role attribute, "" where ARIA knows none
    roles: Words = frozenset()  # that may be given instead; {"any"} for all
    naming: Literal["allowed", "prohibited"] = "allowed"  # by aria-label and aria-labelledby, without another role
    aria: Literal["all", "aria-hidden", "none"] = "all"  # which aria- attributes it may bear

    def allows(self, role: str) -> bool:
        """Whether an author may give the role; the implicit one is allowed, though redundant."""
        return role == self.implicit or role in self.roles or "any" in self.roles


class Equivalent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A native attribute and the ARIA one that says the same (ARIA in HTML, section 4.2)."""

    native: str
    aria: str
    elements: Words  # that know the native attribute
    conflict: Literal["must not", "never"]  # not beside the native one with another value; not on these at all


class Kinds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sets of elements; each is explained in the file."""

    void: Words
    parsed_as_void: Words
    labelable: Words
    disableable: Words
    user_input: Words
    sectioning: Words
    heading: Words
    script_supporting: Words
    embedded: Words


class Autofill(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of the autocomplete attribute (HTML 4.10.18.7.1), in the order in which they may stand."""

    switch: Words  # "on", "off": alone
    section_prefix: str
    delivery: Words
    contact: Words  # before a field of ``contact_fields`` only
    fields: dict[str, str]  # field to its control group, with those of ``contact_fields``
    contact_fields: Words
    credential: Words
    groups: dict[str, Words]  # control group to the types of input that it suits; textarea and select suit all


class HtmlFacts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of ``rules/html.toml``."""

    elements: tuple[RoleRow, ...]
    equivalents: tuple[Equivalent, ...]
    kinds: Kinds
    interactive: dict[str, str]  # element to condition, "" for always
    focusable: dict[str, str]
    input_types: dict[str, Words]  # what is asked for, to types
    autofill: Autofill
    children: dict[str, Words]  # parent to the only children it may have
    parents: dict[str, Words]  # child to the only parents it may have
    obsolete_elements: dict[str, str]  # element to what replaces it: an element, "css" or ""
    obsolete_attributes: dict[str, Words]  # element, or "any", to attributes


def _words(entry: dict[str, str]) -> dict[str, list[str]]:
    return {key: value.split() for key, value in entry.items()}


def _by_word(entry: dict[str, str]) -> dict[str, str]:
    """Turn words by their key into the key of each word."""
    return {word: key for key, value in entry.items() for word in value.split()}


def _row(entry: dict[str, str]) -> dict[str, Any]:
    return entry | {key: entry[key].split() for key in ("names", "roles", "elements") if key in entry}


def _autofill(entry: dict[str, Any]) -> dict[str, Any]:
    contact = _by_word(entry["contact_fields"])
    return {
        **_words({key: entry[key] for key in ("switch", "delivery", "contact", "credential")}),
        "section_prefix": entry["section_prefix"],
        "groups": _words(entry["groups"]),
        "fields": _by_word(entry["fields"]) | contact,
        "contact_fields": list(contact),
    }


def _load() -> HtmlFacts:
    content = tomllib.loads((rules_folder() / "html.toml").read_text(encoding="utf-8"))
    parts = {
        "elements": [_row(each) for each in content.pop("elements")],
        "equivalents": [_row(each) for each in content.pop("equivalents")],
        "autofill": _autofill(content.pop("autofill")),
    }
    plain = {key: content.pop(key) for key in ("interactive", "focusable", "obsolete_elements")}
    return msgspec.convert({**parts, **plain, **{key: _words(each) for key, each in content.items()}}, HtmlFacts)


FACTS = _load()

AUTOFILL = FACTS.autofill
CHILDREN = FACTS.children
DISABLEABLE = FACTS.kinds.disableable
EQUIVALENTS = FACTS.equivalents
FOCUSABLE = FACTS.focusable
INPUT_TYPES = {type_: kind for kind, types in FACTS.input_types.items() for type_ in types}
INTERACTIVE = FACTS.interactive
LABELABLE = FACTS.kinds.labelable
OBSOLETE = FACTS.obsolete_elements
OBSOLETE_ATTRIBUTES = FACTS.obsolete_attributes
PARENTS = FACTS.parents
SCRIPT_SUPPORTING = FACTS.kinds.script_supporting
VOID = FACTS.kinds.void

_ANY = RoleRow(names=frozenset(), implicit="generic", roles=frozenset({"any"}))
ALLOWED_ROLES: dict[str, tuple[RoleRow, ...]] = {
    name: tuple(row for row in FACTS.elements if name in row.names)
    for name in sorted(frozenset().union(*(row.names for row in FACTS.elements)))
}


def role_row(element: str, holds: Callable[[str], bool]) -> RoleRow:
    """Return what ARIA in HTML says of an element; of one that it does not know (a custom one), that any role may be.

    ``holds`` answers whether a condition of ``rules/html.toml`` holds for the element.
    """
    return next((row for row in ALLOWED_ROLES.get(element, ()) if not row.when or holds(row.when)), _ANY)


def obsolete_attributes(element: str) -> Words:
    """Return the attributes that HTML 16.2 calls obsolete on an element."""
    return OBSOLETE_ATTRIBUTES.get(element, frozenset()) | OBSOLETE_ATTRIBUTES["any"]
