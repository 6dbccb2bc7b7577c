"""The texts of a page, passage by passage, each with the language that is in force for it."""

from msgspec import Struct

from a11ycheck.page.page import Element, Page
from a11ycheck.page.text import BLOCKS
from a11ycheck.page.tree import passed_down

# What is in no human language, or in a language of its own that nobody has to mark: code, input and addresses.
_NOT_PROSE = frozenset(
    "address code kbd math:math noscript pre samp script style svg:svg template textarea tt var".split()
)


class Passage(Struct, frozen=True, gc=False):
    """The text of one block as far as one element declares its language."""

    element: Element  # the block, or the element inside it that bears the lang attribute
    bearer: Element  # the nearest element that declares a language, the html element where none does
    text: str  # white space collapsed


def passages(page: Page) -> list[Passage]:
    """Return the drawn texts of a page in document order, code and the like left out. Ask by ``page.once``."""
    parts: dict[Element, list[str]] = {}  # by block
    stack: list[tuple[Element | str, Element]] = [(page.root, page.root)]
    while stack:
        item, block = stack.pop()
        if isinstance(item, str):
            parts.setdefault(block, []).append(item)
            continue
        tag, attrs = item.tag, item.attrs
        if tag in _NOT_PROSE or not item.drawn or ("translate" in attrs and attrs["translate"] == "no"):
            continue
        if tag in BLOCKS or ("lang" in attrs and attrs["lang"].strip()):
            block = item
        elif tag == "br" and block in parts:
            parts[block].append(" ")
        children = item.children if item.visible else item.elements
        shown = [child for child in children if not (isinstance(child, str) and child.isspace())]
        if item.last > item.order:
            stack += [(child, block) for child in reversed(shown)]
        elif shown:  # nothing but text is in it, as in most elements
            parts.setdefault(block, []).extend([child for child in shown if isinstance(child, str)])
    return [Passage(block, language_bearer(block), " ".join("".join(said).split())) for block, said in parts.items()]


_NAMING_ATTRIBUTES = frozenset({"alt", "aria-label", "aria-labelledby", "title", "placeholder", "value"})


def attribute_names(page: Page) -> list[Passage]:
    """Return the accessible names that come from attributes, with the element that declares their language."""
    return [
        Passage(node, language_bearer(node), node.name)
        for node in page.elements
        if not _NAMING_ATTRIBUTES.isdisjoint(node.attrs) and node.exposed and node.naming.source in _NAMING_ATTRIBUTES
    ]


@passed_down
def language_bearer(element: Element, around: Element | None) -> Element:
    """Return the element itself or its nearest ancestor that declares a language, the html element where none does."""
    return element if around is None or element.attrs.get("lang") else around


def title_element(page: Page) -> Element | None:
    """Return the element whose text is the page's title: the first that is the page's own."""
    return next((node for node in page.tagged("title") if node.scope is None), None)


def is_blank(page: Page) -> bool:
    """Tell whether a page holds nothing at all: no element but html, head and body, and no text."""
    return all(node.tag in ("html", "head", "body") for node in page.elements) and not page.root.text
