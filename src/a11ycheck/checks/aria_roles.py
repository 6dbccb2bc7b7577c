"""Roles: that they exist, suit their element and come with what they need.

Sources: WAI-ARIA 1.2 sections 5.2 to 5.4; ARIA in HTML section 4.1; the ACT rules named below.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from a11ycheck.page import Element, Page, aria
from a11ycheck.rules import Failed, Passed, Verdict, rule


def with_role_attribute(page: Page) -> list[Element]:
    """Elements of HTML and SVG whose role attribute says something."""
    return page.once(_with_role_attribute)


def _with_role_attribute(page: Page) -> list[Element]:
    return [
        node
        for node in page.elements
        if "role" in node.attrs and node.get("role").strip() and not node.tag.startswith("math:")
    ]


def perceivable_with_role_attribute(page: Page) -> Iterator[Element]:
    """Those of them that are not hidden from everybody or from assistive technology."""
    return (node for node in with_role_attribute(page) if node.visible and not node.aria_hidden)


@rule("role-invalid", targets=perceivable_with_role_attribute)
def role_invalid(node: Element) -> Verdict:
    """At least one of the words is a role that authors may use (ACT 674b10)."""
    if node.explicit_role:
        return Passed("valid", role=node.explicit_role)
    word = node.tokens("role")[0].lower()
    found = aria.role(word)
    if found is not None:
        return Failed("abstract", role=word)
    meant = get_close_matches(word, _USABLE, n=1, cutoff=0.7)
    return Failed("misspelt", role=word, meant=meant[0]) if meant else Failed("unknown", role=word)


_USABLE = [name for name in aria.ROLES if aria.is_valid_role(name)]


def exposed_with_another_role(page: Page) -> list[Element]:
    """Exposed elements whose role attribute gives them a role that they do not have by nature."""
    return page.once(_exposed_with_another_role)


def _exposed_with_another_role(page: Page) -> list[Element]:
    return [
        node
        for node in with_role_attribute(page)
        if node.explicit_role and node.explicit_role == node.role != node.implicit_role and node.exposed
    ]


def with_roles_that_need_an_attribute(page: Page) -> Iterator[Element]:
    """Exposed elements with such a role, other than headings."""
    return (node for node in exposed_with_another_role(page) if node.role != "heading" and _required(node))


def _required(node: Element) -> frozenset[str]:
    """Return what an author must give; what only WAI-ARIA 1.2 asks for and 1.3 does not is left out."""
    facts = aria.ROLES[node.role]
    return facts.required | facts.required_if_focusable if node.focusable else facts.required


@rule("role-lacks-required-attribute", targets=with_roles_that_need_an_attribute)
def role_lacks_required_attribute(node: Element) -> Verdict:
    """A control says its state: the attributes without which its role means nothing (ACT 4e8ab6)."""
    given = {name for name in node.attrs if node.get(name).strip()} | _said_natively(node)
    missing = sorted(_required(node) - given)
    return Failed("missing", role=node.role, attribute=missing[0]) if missing else Passed("complete", role=node.role)


def _said_natively(node: Element) -> set[str]:
    """Return the ARIA attributes that HTML says by its own means (HTML-AAM 1.0, section 3.6)."""
    said = set()
    if node.tag == "input":
        kind = node.get("type").strip().lower()
        said = {"aria-checked"} if kind in ("checkbox", "radio") else set()
        said |= {"aria-valuenow"} if kind in ("range", "number") else set()
    if node.tag in ("meter", "progress"):
        said.add("aria-valuenow")
    return said | {"aria-expanded"} if node.has("popovertarget") or node.tag == "select" else said


def headings_by_role(page: Page) -> Iterator[Element]:
    """Exposed elements that only their role attribute makes headings."""
    return (node for node in exposed_with_another_role(page) if node.role == "heading")


@rule("heading-role-without-level", targets=headings_by_role)
def heading_role_without_level(node: Element) -> Verdict:
    """A heading says its level (ACT 4e8ab6). Browsers take 2 where it does not, which may be right by chance."""
    level = node.get("aria-level").strip()
    return Passed("level", level=level) if level else Failed("no-level", name=node.name)


def with_valid_role(page: Page) -> Iterator[Element]:
    """Elements with a valid role attribute."""
    return (node for node in with_role_attribute(page) if node.explicit_role)


@rule("role-deprecated", targets=with_valid_role)
def role_deprecated(node: Element) -> Verdict:
    """The role is not on its way out."""
    word = next(word for word in node.get("role").lower().split() if aria.is_valid_role(word))
    return Failed("deprecated", role=word) if aria.ROLES[word].deprecated else Passed("current", role=word)


# Style sheets take these roles away: Safari's from lists without bullets, every browser's from tables drawn as blocks.
# Landmarks were said twice for browsers that did not know the elements; templates of Drupal and others still do so.
# Some screen readers read a fieldset's description only where its role is said once more.
_WORTH_REPEATING = frozenset(
    """banner cell columnheader complementary contentinfo group list listitem main navigation row rowgroup rowheader
    table""".split()
)


def pages_with_roles(page: Page) -> Iterator[tuple[Element, ...]]:
    """All elements with a valid role attribute, as one group: the repeated ones first."""
    found = list(with_valid_role(page))
    if found:
        yield tuple(sorted(found, key=lambda node: not _is_redundant(node)))


def _is_redundant(node: Element) -> bool:
    return node.explicit_role == node.implicit_role and node.explicit_role not in _WORTH_REPEATING


@rule("role-redundant", targets=pages_with_roles)
def role_redundant(group: tuple[Element, ...]) -> Verdict:
    """No role says what the element is anyway."""
    count = sum(map(_is_redundant, group))
    first = group[0]
    return Failed("redundant", count=count, tag=first.tag, role=first.explicit_role) if count else Passed("needed")
