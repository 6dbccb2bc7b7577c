"""Lists: items in lists, and nothing else in them (WCAG 1.3.1, techniques H40 and H48)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.html_facts import CHILDREN, SCRIPT_SUPPORTING
from a11ycheck.page.reopened import is_reopened
from a11ycheck.page.text import own_text
from a11ycheck.rules import Failed, Passed, Verdict, rule

LISTS = ("ul", "ol", "menu")
# Where a shadow tree takes up the children, what stands between a list and its items is not drawn.
_TRANSPARENT = frozenset({"slot"})


def lists(page: Page) -> list[Element]:
    """Lists that assistive technology meets as such, definition lists too."""
    return page.once(_lists)


def _lists(page: Page) -> list[Element]:
    found = [node for node in page.exposed(*LISTS) if node.role == "list"]
    return found + [node for node in page.exposed("dl") if not node.explicit_role]


def lists_and_lone_items(page: Page) -> Iterator[Element]:
    """Lists with anything in them, and items that no list holds."""
    yield from (node for node in lists(page) if node.children)
    yield from (item for item in page.exposed("li", "dt", "dd") if not item.explicit_role and _is_lone(item))


def _is_lone(item: Element) -> bool:
    """Tell whether no list holds an item, and no list is found broken because of it."""
    above = item.parent
    while above is not None and above.tag in _TRANSPARENT:
        above = above.parent
    if above is None or "-" in above.tag or above.explicit_role in ("list", "associationlist"):
        return False  # a component of the page's own may make a list of itself
    owners = LISTS if item.tag == "li" else ("dl",)
    around = above.parent
    if item.tag != "li" and above.tag == "div" and around is not None and around.tag == "dl":
        return False
    return above.tag not in owners and (around is None or around.tag not in owners)


@rule("list-structure-broken", targets=lists_and_lone_items)
def list_structure_broken(node: Element) -> Verdict:
    """Items stand in a list, and a list holds items only."""
    if node.tag in ("li", "dt", "dd"):
        return Failed("lone", tag=node.tag)
    stranger = next((child for child in node.elements if _is_strange(child, node)), None)
    if stranger is not None:
        nested = stranger.tag in LISTS
        return Failed("nested" if nested else "child", at=stranger, tag=stranger.tag, list=node.tag)
    if own_text(node):
        return Failed("text", list=node.tag, text=own_text(node)[:60])
    return Passed("items", list=node.tag)


def _is_strange(child: Element, parent: Element) -> bool:
    """Tell whether a child has no place in a list (HTML 4.4.5 to 4.4.9, content models)."""
    if child.tag in CHILDREN[parent.tag] or child.tag in SCRIPT_SUPPORTING or child.tag in _TRANSPARENT:
        return False
    if not child.exposed or "-" in child.tag or is_reopened(child):
        return False
    return child.role != "listitem" if parent.tag in LISTS else child.explicit_role not in ("term", "definition")
