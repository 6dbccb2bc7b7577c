"""Where an element stands, in a form that outlives its page."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from a11ycheck.model import Mark
from a11ycheck.page.frames import other_site
from a11ycheck.page.identity import destination, identity, make, markup, place
from a11ycheck.page.page import Element, Page
from a11ycheck.page.region import region
from a11ycheck.page.selector import selector
from a11ycheck.page.suppression import suppressed
from a11ycheck.page.tree import facet

SNIPPET_LENGTH = 300  # characters
_NAME_LENGTH = 200  # characters of an accessible name
_VALUE_LENGTH = 120  # characters of one attribute's value in a snippet

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # HTML 13.1.2
_SPACE = re.compile(r"\s+")


@facet
def mark(element: Element) -> Mark:
    """Describe an element's place: how to find it, what it looks like in the source, and what makes it itself."""
    return _mark(element, place(element))


@facet
def component_mark(element: Element) -> Mark:
    """Describe an element's place for a fault of how it is styled or scripted: all of its make have one cause."""
    return replace(mark(element), place=make(element))


@facet
def markup_mark(element: Element) -> Mark:
    """Describe an element's place for a fault of its markup: whatever it says, a template repeats it."""
    return replace(mark(element), place=markup(element))


def marked(page: Page) -> Iterator[tuple[Element, Mark]]:
    """Yield the elements whose place was asked for so far, as it is for each finding."""
    return ((node, node.__dict__[mark.__name__]) for node in page.elements if mark.__name__ in node.__dict__)


def link_mark(link: Element) -> Mark:
    """Describe a link's place; its issue is where it leads to, wherever it stands: a page that is gone is one cause."""
    return _mark(link, destination(link))


def _mark(element: Element, cause: str) -> Mark:
    role, name = _role_and_name(element)
    return Mark(
        target=selector(element),
        snippet=snippet(element),
        line=element.line,
        column=element.column,
        where=region(element),
        identity=identity(element),
        place=cause,
        role=role,
        name=name,
        frame=other_site(element),
        suppressed=suppressed(element),
    )


def _role_and_name(element: Element) -> tuple[str, str]:
    """Return role and accessible name as computed, the name shortened; nothing where computing them fails."""
    try:
        role, name = element.role or "", element.name
    except Exception:  # noqa: BLE001 - the rule that fell over it has said so, and its finding has to be kept
        return "", ""
    return role, name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"


def snippet(element: Element) -> str:
    """Return the element as source, shortened: its start tag, then as much of its content as fits."""
    pieces: list[str] = []
    length = 0
    for piece in _source(element):
        pieces.append(piece)
        length += len(piece)
        if length > SNIPPET_LENGTH:
            return "".join(pieces)[: SNIPPET_LENGTH - 1] + "…"
    return "".join(pieces)


def _source(element: Element) -> Iterator[str]:
    stack: list[Element | str] = [element]
    opened: set[int] = set()
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield _SPACE.sub(" ", item[: 2 * SNIPPET_LENGTH])
            continue
        name = item.tag.rpartition(":")[2]
        if item.order in opened:
            yield f"</{name}>"
            continue
        opened.add(item.order)
        yield f"<{name}{''.join(_attribute(*pair) for pair in item.attrs.items())}>"
        if item.tag in _VOID or item.tag in ("html", "head", "body"):
            continue
        stack.append(item)
        stack.extend(reversed(item.children[:SNIPPET_LENGTH]))


def _attribute(name: str, value: str) -> str:
    if not value:
        return f" {name}"
    shown = value if len(value) <= _VALUE_LENGTH else value[:_VALUE_LENGTH] + "…"
    return f' {name}="{shown}"'.replace("\n", " ")
