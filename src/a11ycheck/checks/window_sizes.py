"""The page in windows of other sizes: turned, zoomed, narrow, spaced (WCAG 1.3.4, 1.4.4, 1.4.10, 1.4.12)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.clipping import Cut, cut, is_under_a_cutter, pixels
from a11ycheck.page.layout import TextRun
from a11ycheck.page.painted import painted_runs
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_QUARTER = 90.0  # degrees
_TOLERANCE = 1.0  # degrees
_NARROW = 320  # CSS pixels
_SCROLL_SLACK = 8  # CSS pixels that a page may be wider; nobody scrolls for less than a letter
_TWO_DIMENSIONS = frozenset({"table", "pre", "code", "svg:svg", "math:math", "iframe", "canvas", "video"})
_FONTS_DIFFER = 1.2  # times as wide: DejaVu Sans, which often stands in for others, next to Arial
_PICTURES = ("img", "video", "iframe", "canvas", "object", "embed", "svg:svg")
_ROOM = 60  # characters of a text that a message shows


def turned_by_orientation(page: Page) -> Iterator[Element]:
    """Elements with text that are turned otherwise in a broad window than in a high one (ACT b33eff)."""
    return (node for node in page.by_nodes(page.facts.rotations or {}) if node.visible and node.text)


@rule("orientation-locked", targets=turned_by_orientation)
def orientation_locked(element: Element) -> Verdict:
    """Turning the device does not turn the content back (ACT b33eff)."""
    broad, high = (element.page.facts.rotations or {})[element.number]
    difference = abs(broad - high) % 180
    locked = abs(difference - _QUARTER) <= _TOLERANCE
    return Failed("turned-back", degrees=round(abs(broad - high))) if locked else Passed("follows")


def _twin(element: Element, drawn: Page | None) -> Element:
    """Return an element as it is drawn otherwise."""
    return known(known(drawn).by_node(element.number))


def _may_be_cut(page: Page, drawn: Page | None) -> Iterator[Element]:
    """Elements with text of their own that shows where the page is drawn otherwise, inside something that clips."""
    for twin in known(drawn).elements:
        if ":" in twin.tag or not painted_runs(twin) or twin.aria_hidden or not is_under_a_cutter(twin):
            continue
        element = page.by_node(twin.number)
        if element is not None:
            yield element


def texts_that_may_be_cut(page: Page) -> Iterator[Element]:
    """Elements with text of their own that shows at 200 %, inside something that clips (ACT 59br37)."""
    yield from _may_be_cut(page, page.facts.zoomed)


@rule("text-clipped-zoomed", targets=texts_that_may_be_cut)
def text_clipped_zoomed(element: Element) -> Verdict:
    """At 200 % no text is cut off (ACT 59br37)."""
    return _judge(_twin(element, element.page.facts.zoomed))


def _judge(twin: Element) -> Verdict:
    found = cut(twin)
    if found is None or _is_cut_cleanly(found):
        return Passed("whole")
    text = found.text[:_ROOM]
    if found.moved or _may_be_opened(found.by) or _is_clamped(twin):
        return CantTell("may-be-shown", text=text)
    return Failed("across" if found.across else "down", text=text)


def _is_cut_cleanly(found: Cut) -> bool:
    """Tell whether the clipping element is made to show one line and no more."""
    by = found.by
    if found.across:
        wraps = by.computed("white-space") == "nowrap" or by.computed("text-wrap-mode") == "nowrap"
        return wraps and by.computed("text-overflow") not in ("clip", "")
    height = by.layout.box.height if by.layout is not None else 0
    line = by.computed("line-height")
    return (pixels(line) or 1.2 * pixels(by.computed("font-size"))) >= height


def _is_clamped(element: Element) -> bool:
    return any(node.computed("-webkit-line-clamp") not in ("none", "") for node in element.lineage)


def _may_be_opened(box: Element) -> bool:
    """Tell whether a button stands in or beside a box, and may show the rest of it."""
    around = box.parent if box.parent is not None and box.parent.tag != "body" else box
    beside = [each for each in (box.after, box.before) if each is not None]
    places = [*around.descendants, *beside]
    return any(node.role == "button" or node.has("aria-expanded") or node.tag == "summary" for node in places)


def _whole_before(page: Page, drawn: Page | None) -> Iterator[Element]:
    """Those of the texts that may be cut that are whole on the page as it comes."""
    return (node for node in _may_be_cut(page, drawn) if cut(node) is None)


def spaced_texts(page: Page) -> Iterator[Element]:
    """Texts inside something that clips, and that show as a whole as long as nobody widens the spacing."""
    yield from _whole_before(page, page.facts.spaced)


@rule("text-clipped-spaced", targets=spaced_texts)
def text_clipped_spaced(element: Element) -> Verdict:
    """With wider text spacing no text is cut off (WCAG 1.4.12, failure F104)."""
    return _judge(_twin(element, element.page.facts.spaced))


def narrow_texts(page: Page) -> Iterator[Element]:
    """Texts inside something that clips, and that show as a whole in a broad window."""
    yield from _whole_before(page, page.facts.narrow)


@rule("text-clipped-narrow", targets=narrow_texts)
def text_clipped_narrow(element: Element) -> Verdict:
    """In a window 320 pixels wide no text is cut off (WCAG 1.4.10, failure F102)."""
    return _judge(_twin(element, element.page.facts.narrow))


def narrow_page(page: Page) -> Iterator[Element]:
    """The page's body, where the page is known 320 pixels wide."""
    drawn = known(page.facts.narrow)
    if page.body is not None and drawn.body is not None and page.body.text:
        yield page.body


@rule("page-scrolls-sideways", targets=narrow_page)
def page_scrolls_sideways(body: Element) -> Verdict:
    """In a window 320 pixels wide nobody has to scroll sideways to read a line (WCAG 1.4.10)."""
    drawn = known(body.page.facts.narrow)
    width = round(known(drawn.facts.layout).width)
    if width <= _NARROW + _SCROLL_SLACK:
        return Passed("fits")
    wide = [twin for twin in drawn.elements if _reads_beyond(twin)]
    read = [(twin, run) for twin in wide if not _needs_its_width(twin) for run in twin.runs if _is_beyond(run)]
    if not read:
        exempt = bool(wide) or _is_as_wide_as_a_picture(drawn, width)
        return Passed("exempt", width=width) if exempt else CantTell("beside", width=width)
    twin, run = next((pair for pair in read if not _depends_on_the_font(pair[1])), read[0])
    at, text = body.page.by_node(twin.number), run.text.strip()[:_ROOM]
    verdict = CantTell if _depends_on_the_font(run) else Failed
    return verdict("word" if verdict is CantTell else "wide", at=at, width=width, text=text)


def _is_beyond(run: TextRun) -> bool:
    return bool(run.text.strip()) and 0 <= run.box.x < _NARROW and run.box.right > _NARROW + _SCROLL_SLACK


def _is_as_wide_as_a_picture(drawn: Page, width: int) -> bool:
    """Tell whether a picture, a film or the like is what makes the page wide: they may need two dimensions."""
    boxes = (node.layout.box for node in drawn.tagged(*_PICTURES) if node.visible and node.layout is not None)
    return any(box.right + _SCROLL_SLACK >= width for box in boxes)


def _depends_on_the_font(run: TextRun) -> bool:
    """Tell whether a line is one word that a narrower font would make room for: fonts of this machine may stand in."""
    one_word = len(re.split(r"[\s-]", run.text.strip())) == 1
    return one_word and run.box.x + run.box.width / _FONTS_DIFFER <= _NARROW + _SCROLL_SLACK


def _reads_beyond(twin: Element) -> bool:
    """Tell whether a line of an element's text begins inside the window and ends outside, and no box scrolls it."""
    if not any(map(_is_beyond, twin.runs)) or not any(map(_is_beyond, painted_runs(twin))):
        return False
    return not any(
        node.computed("overflow-x") in ("auto", "scroll", "hidden", "clip") and node.tag not in ("html", "body")
        for node in twin.lineage
    )


def _needs_its_width(twin: Element) -> bool:
    """Tell whether the text belongs to what has meaning in two dimensions, or no mercy for line breaks."""
    return any(
        node.tag in _TWO_DIMENSIONS or node.role in ("img", "toolbar", "grid", "application") for node in twin.lineage
    )
