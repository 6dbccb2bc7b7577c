"""What of a painted text its surroundings cut off, and whether a reader can still reach it by scrolling.

Source: ACT glossary "horizontally clipped by overflow", "vertically clipped by overflow"; CSS Overflow 3.
"""

from collections.abc import Iterator

from msgspec import Struct

from a11ycheck.page.layout import Box, Layout, TextRun
from a11ycheck.page.page import Element
from a11ycheck.page.painted import painted_runs

_CUTS = ("hidden", "clip")
_SCROLLS = ("auto", "scroll")
_SLACK_ACROSS = 2.0  # CSS pixels that slanted letters may hang over
_SLACK_DOWN = 0.35  # of a line's height, which is room above and below the letters
_AXES = (("overflow-x", "left", "right"), ("overflow-y", "top", "bottom"))


class Cut(Struct, frozen=True):
    """A text that an element around it cuts off."""

    by: Element
    across: bool  # it is cut off at the side; False: at the top or bottom
    text: str  # of the first line that suffers
    moved: bool  # the text lies outside because something moves it there, as the panels of a carousel


def pixels(value: str) -> float:
    """Return a computed length in CSS pixels, 0 where it is none ("auto", "normal")."""
    number = value.removesuffix("px")
    try:
        return float(number) if number else 0.0
    except ValueError:
        return 0.0


def is_under_a_cutter(element: Element) -> bool:
    """Tell whether some element around a text, or the one that holds it, may cut it off."""
    return any(
        node.computed(overflow) in _CUTS
        for node in element.lineage
        if node.layout is not None
        for overflow, _, _ in _AXES
    )


def cut(element: Element) -> Cut | None:
    """Return how the text directly in an element is cut off, None where it is all there, or nothing of it is seen."""
    found = None
    seen = False
    if not painted_runs(element):
        return None
    for run in element.runs:
        if not run.text.strip():
            continue
        window, hit = _follow(element, run)
        found = found or hit
        seen = seen or (window[0] < window[2] and window[1] < window[3])
    return found if seen else None


def shown_part(element: Element) -> Box | None:
    """Return what shows of an element's box as things are scrolled now, None where nothing does or it has none."""
    if element.layout is None:
        return None
    box = element.layout.box
    for window in _windows(element):
        x, y = max(box.x, window.x), max(box.y, window.y)
        box = Box(x, y, min(box.right, window.right) - x, min(box.bottom, window.bottom) - y)
        if box.width <= 0 or box.height <= 0:
            return None
    return box


def run_shows(element: Element, run: TextRun) -> bool:
    """Tell whether a piece of text directly in an element is not scrolled or cut out of sight, by half its height."""
    middle = Box(run.box.x, run.box.y + run.box.height / 2, run.box.width, 1)
    return all(window.meets(middle) for window in _windows(element, itself=True))


def _windows(element: Element, *, itself: bool = False) -> Iterator[Box]:
    """Yield the boxes beyond which nothing of an element shows: of what scrolls or cuts it, and of frames.

    ``itself`` counts the element's own box, beyond which its text does not show.
    """
    for node, layout in _around(element):
        values = {layout.style.get(overflow) for overflow, _, _ in _AXES}
        if (itself or node is not element) and not _is_page(node) and values & {*_CUTS, *_SCROLLS}:
            yield _padding_box(layout)
    scope = element.scope
    while scope is not None:
        if scope.url_inside and scope.layout is not None:
            yield _padding_box(scope.layout)
        scope = scope.scope


def _follow(element: Element, run: TextRun) -> tuple[list[float], Cut | None]:
    """Take a line of text outwards; return the part of it that shows, and what cuts it first."""
    window = [run.box.x, run.box.y, run.box.right, run.box.bottom]
    found: Cut | None = None
    moved = False
    for node, layout in _around(element):
        inner = _padding_box(layout)
        for axis, (overflow, _, _) in enumerate(_AXES):
            value = layout.style.get(overflow)
            if value in _SCROLLS:
                window[axis], window[axis + 2] = _along(inner, axis)
            elif value in _CUTS and not _is_page(node):
                if found is None and _loses(window, inner, axis, run):
                    found = Cut(node, axis == 0, run.text.strip(), moved or _is_moved(element, inner, axis))
                low, high = _along(inner, axis)
                window[axis], window[axis + 2] = max(window[axis], low), min(window[axis + 2], high)
        moved = moved or layout.style.get("transform", "none") != "none" or layout.style.get("position") == "absolute"
    return window, found


def _around(element: Element) -> Iterator[tuple[Element, Layout]]:
    """Yield the boxes that an element's text is laid out in, from the inside (CSS Positioned Layout 3, section 2.1)."""
    escaping = False
    for node in element.lineage:
        layout = node.layout
        if layout is None or layout.style.get("display") in ("inline", "contents"):
            continue
        position = layout.style.get("position")
        if escaping and position == "static":
            continue
        yield node, layout
        if position == "fixed":
            return
        escaping = position == "absolute"


def _is_page(node: Element) -> bool:
    return node.tag in ("html", "body")


def _padding_box(layout: Layout) -> Box:
    """Return where an element clips: the inside of its borders."""
    left, top, right, bottom = (
        pixels(layout.style.get(f"border-{side}-width", "")) for side in ("left", "top", "right", "bottom")
    )
    box = layout.box
    return Box(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom)


def _along(box: Box, axis: int) -> tuple[float, float]:
    return (box.x, box.right) if axis == 0 else (box.y, box.bottom)


def _loses(window: list[float], inner: Box, axis: int, run: TextRun) -> bool:
    low, high = _along(inner, axis)
    slack = _SLACK_ACROSS if axis == 0 else _SLACK_DOWN * run.box.height
    return low - window[axis] > slack or window[axis + 2] - high > slack


def _is_moved(element: Element, inner: Box, axis: int) -> bool:
    """Tell whether the text's own box begins outside, so that not the size of the text is what hides it."""
    block = next((layout for _, layout in _around(element)), None)
    if block is None:
        return False
    low, high = _along(inner, axis)
    start, _ = _along(block.box, axis)
    return start < low - 1 or start >= high
