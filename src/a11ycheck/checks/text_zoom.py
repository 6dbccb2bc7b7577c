"""Texts whose size follows the window, so that no zoom enlarges them (WCAG 1.4.4, failure F94)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.clipping import pixels
from a11ycheck.page.painted import painted_runs
from a11ycheck.page.text import own_text, words
from a11ycheck.rules import Failed, Passed, Verdict, rule

_ZOOMED, _NARROW = 2.0, 4.0  # how many times larger everything is drawn in these windows
_GROWTH = 1.2  # times the first size: what grows less at both zooms does not grow by zooming
_FEWEST_WORDS = 3
_ROOM = 60  # characters of a text that a message shows


def texts_drawn_thrice(page: Page) -> Iterator[tuple[Element, ...]]:
    """The texts that are seen at 100, at 200 and at 400 per cent, as one group."""
    zoomed, narrow = known(page.facts.zoomed), known(page.facts.narrow)
    found = tuple(
        node
        for node in page.elements
        if node.runs
        and len(words(own_text(node))) >= _FEWEST_WORDS
        and all(painted_runs(each) for each in (node, zoomed.by_node(node.number), narrow.by_node(node.number)) if each)
        and zoomed.by_node(node.number) is not None
        and narrow.by_node(node.number) is not None
    )
    if found:
        yield found


@rule("text-size-by-window", targets=texts_drawn_thrice)
def text_size_by_window(group: tuple[Element, ...]) -> Verdict:
    """Zooming makes texts larger (WCAG 1.4.4)."""
    found = [node for node in group if _stays_small(node)]
    if not found:
        return Passed("grows", count=len(group))
    return Failed("stays", at=found[0], count=len(found), text=own_text(found[0])[:_ROOM])


def _stays_small(node: Element) -> bool:
    size = pixels(node.computed("font-size"))
    later = ((node.page.facts.zoomed, _ZOOMED), (node.page.facts.narrow, _NARROW))
    return all(0 < times * _size_in(page, node) <= _GROWTH * size for page, times in later)


def _size_in(page: Page | None, node: Element) -> float:
    twin = known(page).by_node(node.number)
    return pixels(twin.computed("font-size")) if twin is not None else 0.0
