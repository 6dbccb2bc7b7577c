"""The texts of a page, passage by passage, each with the language that is in force for it."""

from collections import defaultdict
from typing import NamedTuple

from a11ycheck.page.page import Element, Page
from a11ycheck.page.text import BLOCKS
from a11ycheck.page.tree import throughout

# What is in no human language, or in a language of its own that nobody has to mark: code, input and addresses.
_NOT_PROSE = frozenset(
    "address code kbd math:math noscript pre samp script style svg:svg template textarea tt var".split()
)


class Passage(NamedTuple):
    """The text of one block as far as one element declares its language."""

    element: Element  # the block, or the element inside it that bears the lang attribute
    bearer: Element  # the nearest element that declares a language, the html element where none does
    text: str  # white space collapsed


def passages(page: Page) -> list[Passage]:
    """Return the drawn texts of a page in document order, code and the like left out. Ask by ``page.once``."""
    found: dict[int, Passage] = {}
    parts: defaultdict[int, list[str]] = defaultdict(list)
    stack: list[tuple[Element | str, Element, Element]] = [(page.root, page.root, page.root)]
    while stack:
        item, block, bearer = stack.pop()
        if isinstance(item, str):
            parts[block.order].append(item)
            if block.order not in found:
                found[block.order] = Passage(block, bearer, "")
            continue
        tag, attrs = item.tag, item.attrs
        if tag in _NOT_PROSE or not item.drawn or attrs.get("translate") == "no":
            continue
        if "lang" in attrs and attrs["lang"].strip():
            bearer = block = item
        elif tag in BLOCKS:
            block = item
        elif tag == "br":
            parts[block.order].append(" ")
        children = item.children if item.visible else item.elements
        stack.extend(
            [(child, block, bearer) for child in reversed(children) if not (isinstance(child, str) and child.isspace())]
        )
    return [
        Passage(each.element, each.bearer, " ".join("".join(parts[order]).split())) for order, each in found.items()
    ]


_NAMING_ATTRIBUTES = frozenset({"alt", "aria-label", "aria-labelledby", "title", "placeholder", "value"})


def attribute_names(page: Page) -> list[Passage]:
    """Return the accessible names that come from attributes, with the element that declares their language."""
    return [
        Passage(node, language_bearer(node), node.name)
        for node in page.elements
        if not _NAMING_ATTRIBUTES.isdisjoint(node.attrs) and node.exposed and node.naming.source in _NAMING_ATTRIBUTES
    ]


@throughout
def language_bearer(element: Element) -> Element:
    """Return the element itself or its nearest ancestor that declares a language, the html element where none does."""
    parent = element.parent
    return element if parent is None or element.get("lang").strip() else language_bearer(parent)


def title_element(page: Page) -> Element | None:
    """Return the element whose text is the page's title: the first that is the page's own."""
    return next((node for node in page.tagged("title") if node.scope is None), None)


def is_blank(page: Page) -> bool:
    """Tell whether a page holds nothing at all: no element but html, head and body, and no text."""
    return all(node.tag in ("html", "head", "body") for node in page.elements) and not page.root.text
