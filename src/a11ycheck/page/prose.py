"""The texts of a page, passage by passage, each with the language that is in force for it."""

from collections.abc import Iterator

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
    stack = [(_inside(page.root), page.root)]
    while stack:
        children, block = stack[-1]
        for child in children:
            if isinstance(child, str):
                _add(parts, block, child)
            elif child.tag == "br":
                _add(parts, block, " ")
            elif child.drawn and _is_prose(child):
                own = child if child.tag in BLOCKS or child.attrs.get("lang", "").strip() else block
                if child.last > child.order:
                    stack.append((_inside(child), own))
                    break
                for text in _inside(child):  # nothing but text, as in most elements
                    _add(parts, own, text)  # type: ignore[arg-type]  # as that comment says
        else:
            stack.pop()
    return [Passage(block, language_bearer(block), " ".join("".join(said).split())) for block, said in parts.items()]


def _inside(element: Element) -> Iterator[Element | str]:
    return iter(element.children if element.visible else element.elements)


def _is_prose(element: Element) -> bool:
    return element.tag not in _NOT_PROSE and element.attrs.get("translate") != "no"


def _add(parts: dict[Element, list[str]], block: Element, text: str) -> None:
    """Add a text to those of its block; space before all of them says nothing."""
    if block in parts:
        parts[block].append(text)
    elif not text.isspace():
        parts[block] = [text]


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
