"""The page in windows of other sizes: turned, zoomed, narrow, spaced (WCAG 1.3.4, 1.4.4, 1.4.10, 1.4.12)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, Unknown
from a11ycheck.page.clipping import Cut, cut, is_under_a_cutter, pixels
from a11ycheck.page.painted import painted_runs
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_QUARTER = 90.0  # degrees
_TOLERANCE = 1.0  # degrees
_ROOM = 60  # characters of a text that a message shows


def turned_by_orientation(page: Page) -> Iterator[Element]:
    """Elements with text that are turned otherwise in a broad window than in a high one (ACT b33eff)."""
    for number in page.facts.rotations or {}:
        element = page.by_node(number)
        if element is not None and element.visible and element.text:
            yield element


@rule("orientation-locked", targets=turned_by_orientation)
def orientation_locked(element: Element) -> Verdict:
    """Turning the device does not turn the content back (ACT b33eff)."""
    broad, high = (element.page.facts.rotations or {})[element.__dict__["backend"]]
    difference = abs(broad - high) % 180
    locked = abs(difference - _QUARTER) <= _TOLERANCE
    return Failed("turned-back", degrees=round(abs(broad - high))) if locked else Passed("follows")


def zoomed_twin(element: Element) -> Element:
    """Return an element as it is drawn at 200 %."""
    zoomed = element.page.facts.zoomed
    twin = zoomed.by_node(element.__dict__["backend"]) if zoomed is not None else None
    if twin is None:
        raise Unknown
    return twin


def texts_that_may_be_cut(page: Page) -> Iterator[Element]:
    """Elements with text of their own that shows at 200 %, inside something that clips (ACT 59br37)."""
    if page.facts.zoomed is None:
        raise Unknown
    for twin in page.facts.zoomed.elements:
        if ":" in twin.tag or not painted_runs(twin) or twin.aria_hidden or not is_under_a_cutter(twin):
            continue
        element = page.by_node(twin.__dict__.get("backend", -1))
        if element is not None:
            yield element


@rule("text-clipped-zoomed", targets=texts_that_may_be_cut)
def text_clipped_zoomed(element: Element) -> Verdict:
    """At 200 % no text is cut off (ACT 59br37)."""
    twin = zoomed_twin(element)
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
    beside = box.siblings_after[:1] + box.siblings_before[-1:]
    places = [*around.descendants, *beside]
    return any(node.role == "button" or node.has("aria-expanded") or node.tag == "summary" for node in places)
