"""Which role an author may give to which element (ARIA in HTML, section 4.1)."""

from collections.abc import Callable, Iterator

from a11ycheck.checks.aria_roles import with_valid_role
from a11ycheck.page import Element, Page, aria
from a11ycheck.page.html_facts import ALLOWED_ROLES, role_row
from a11ycheck.rules import Failed, Passed, Verdict, rule

_SECTIONING = frozenset({"article", "aside", "main", "nav", "section"})
_SECTIONING_ROLES = frozenset({"article", "complementary", "main", "navigation", "region"})


def _name(node: Element) -> str:
    """Return the element's name as ARIA in HTML has it: of SVG and MathML it knows the root only."""
    return node.tag.removeprefix("svg:").removeprefix("math:") if node.tag in ("svg:svg", "math:math") else node.tag


def known_elements_with_a_role(page: Page) -> Iterator[Element]:
    """Visible elements that ARIA in HTML speaks of, with a valid role attribute."""
    return (node for node in with_valid_role(page) if _name(node) in ALLOWED_ROLES and node.visible)


@rule("role-not-allowed", targets=known_elements_with_a_role)
def role_not_allowed(node: Element) -> Verdict:
    """The role is one that the element may have."""
    word = next(word for word in node.get("role").lower().split() if aria.is_valid_role(word))
    row = role_row(_name(node), lambda condition: _holds(node, condition))
    if word == "button" and node.implicit_role == "checkbox" and not node.has("aria-pressed"):
        return Failed("unpressed")
    allowed = row.allows(word) or node.explicit_role == node.implicit_role
    return Passed("allowed", role=word) if allowed else Failed("not-allowed", role=word, tag=_name(node))


def _holds(node: Element, condition: str) -> bool:
    """Tell whether a condition of ``rules/html.toml`` holds for an element."""
    if condition.startswith("type="):
        return node.get("type").strip().lower() == condition.removeprefix("type=")
    return _CONDITIONS[condition](node)


def _has_several_lines(node: Element) -> bool:
    size = node.get("size").strip()
    return node.has("multiple") or (size.isdecimal() and int(size) > 1)


def _has_author_name(node: Element) -> bool:
    return bool(
        node.get("aria-label").strip() or node.get("title").strip() or node.referenced("aria-labelledby")
    ) or bool(node.tag == "img" and node.get("alt").strip())


def _in_table(node: Element, *roles: str) -> bool:
    table = node.closest("table")
    return table is not None and table.role in roles


_CONDITIONS: dict[str, Callable[[Element], bool]] = {
    "href": lambda node: node.has("href"),
    "list": lambda node: node.has("list"),
    "figcaption": lambda node: any(child.tag == "figcaption" for child in node.elements),
    "named": _has_author_name,
    "alt empty": lambda node: node.has("alt") and not node.get("alt") and not _has_author_name(node),
    "multiple or size": _has_several_lines,
    "in sectioning": lambda node: any(
        above.tag in _SECTIONING or above.explicit_role in _SECTIONING_ROLES for above in node.ancestors
    ),
    "in list": lambda node: (
        node.parent is not None and node.parent.tag in ("ul", "ol", "menu") and node.parent.role == "list"
    ),
    "in dl": lambda node: node.parent is not None and node.parent.tag == "dl",
    "in table": lambda node: _in_table(node, "table"),
    "in grid": lambda node: _in_table(node, "grid", "treegrid"),
    "of details": lambda node: node.parent is not None and node.parent.tag == "details",
}
