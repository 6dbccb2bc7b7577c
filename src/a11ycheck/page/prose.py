"""The texts of a page, passage by passage, each with the language that is in force for it."""

from typing import NamedTuple

from a11ycheck.page.exposure import drawn, visible
from a11ycheck.page.page import Element, Page
from a11ycheck.page.text import BLOCKS

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
    parts: dict[int, list[str]] = {}
    stack: list[tuple[Element | str, Element, Element]] = [(page.root, page.root, page.root)]
    while stack:
        item, block, bearer = stack.pop()
        if isinstance(item, str):
            if not item.isspace():
                parts.setdefault(block.order, []).append(item)
                found.setdefault(block.order, Passage(block, bearer, ""))
            continue
        tag, attrs = item.tag, item.attrs
        if tag in _NOT_PROSE or not drawn(item) or attrs.get("translate") == "no":
            continue
        if attrs.get("lang", "").strip():
            bearer = block = item
        elif tag in BLOCKS:
            block = item
        elif tag == "br":
            parts.setdefault(block.order, []).append(" ")
        children = item.children if visible(item) else item.elements
        stack.extend([(child, block, bearer) for child in reversed(children)])
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


def language_bearer(element: Element) -> Element:
    """Return the element itself or its nearest ancestor that declares a language, the html element where none does."""
    return next((node for node in element.lineage if node.get("lang").strip()), element.page.root)


def title_element(page: Page) -> Element | None:
    """Return the element whose text is the page's title: the first that is the page's own."""
    return next((node for node in page.tagged("title") if node.scope is None), None)


def is_blank(page: Page) -> bool:
    """Tell whether a page holds nothing at all: no element but html, head and body, and no text."""
    return all(node.tag in ("html", "head", "body") for node in page.elements) and not page.root.text
