"""Texts of a drawn page that lie on top of each other, so that neither can be read."""

from msgspec import Struct

from a11ycheck.page.clipping import cut, run_shows
from a11ycheck.page.layout import Box, TextRun
from a11ycheck.page.page import Element, Page
from a11ycheck.page.painted import painted_runs

_MUCH = 0.4  # of the lower and of the narrower of two lines: letters lie on letters
_LETTERS = 2  # characters of a text; a sign on another one is a drawing
_MOST = 2000  # lines of text that are compared


class Overlap(Struct, frozen=True):
    """A line of text that another one lies on."""

    below: Element
    text: str
    other: str  # the text that lies on it


class _Line(Struct):
    element: Element
    run: TextRun
    known: bool | None = None

    @property
    def counts(self) -> bool:
        """Whether it is seen as a whole and scrolls with the page. Few lines are asked: those that meet another."""
        if self.known is None:
            apart = any(_is_apart(each) for each in self.element.lineage)
            self.known = not apart and cut(self.element) is None and run_shows(self.element, self.run)
        return self.known


def overlaps(page: Page) -> list[Overlap]:
    """Return the texts in the flow of a page that other such texts lie on; each element once.

    What is fixed to the window or sticks to it is left out: a reader scrolls the page below it. So is what something
    with a background of its own covers, which is no text upon text, and what is scrolled out of sight in its box.
    """
    lines = sorted((line for node in page.elements for line in _lines(node)), key=lambda line: line.run.box.y)[:_MOST]
    found: dict[Element, Overlap] = {}
    open_lines: list[_Line] = []
    for line in lines:
        open_lines = [other for other in open_lines if other.run.box.bottom > line.run.box.y]
        for other in open_lines:
            if other.element not in found and _lie_on_each_other(line, other):
                found[other.element] = Overlap(other.element, other.run.text.strip(), line.run.text.strip())
        open_lines.append(line)
    return list(found.values())


def _lines(node: Element) -> list[_Line]:
    if ":" in node.tag:
        return []
    return [_Line(node, run) for run in painted_runs(node) if len(run.text.strip()) >= _LETTERS]


def _is_apart(node: Element) -> bool:
    """Tell whether an element stays in the window, or is turned or moved so that its box says little of its place."""
    return node.computed("position") in ("fixed", "sticky") or node.tag in ("option", "select", "svg:svg")


def _lie_on_each_other(one: _Line, other: _Line) -> bool:
    if one.element is other.element or not _share_much(one.run.box, other.run.box):
        return False
    if not one.counts or not other.counts:
        return False
    upper, lower = sorted((one, other), key=lambda line: line.run.paint_order)
    return not _has_ground(upper.element, lower.element) and not _has_ground(lower.element, upper.element)


def _share_much(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across >= _MUCH * min(one.width, other.width) and down >= _MUCH * min(one.height, other.height)


def _has_ground(element: Element, other: Element) -> bool:
    """Tell whether something around an element, and not around the other, paints a background of its own."""
    return any(
        node.computed("background-color") not in ("rgba(0, 0, 0, 0)", "transparent", "")
        or node.computed("background-image") not in ("none", "")
        for node in element.lineage
        if not node.contains(other) and node is not other
    )
