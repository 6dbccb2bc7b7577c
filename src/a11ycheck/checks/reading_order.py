"""The order of the Tab key and of the source against the order that is seen (WCAG 1.3.2, 2.4.3)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from a11ycheck.checks.focus import tab_stops
from a11ycheck.page import Element, Page
from a11ycheck.page.layout import Box
from a11ycheck.page.painted import is_painted
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

type Step = tuple[Element, Element]

_SPECK = 2.0  # CSS pixels: what is drawn smaller stands elsewhere than people see it
_SHARED = 0.5  # of the smaller of two boxes: what shares so much stands in one line, or in one column
_WHOLE_PAGE = ("html", "body", "main")  # whose parts stand beside each other in many ways
_ARRANGING = ("flex", "grid", "inline-flex", "inline-grid")
_ROOM = 40  # characters of a name that a message shows
_NUMBERED = re.compile(r"(?:[^\W\d_]+ )?(\d{1,2})(?![\w%/-]|[.,:]? ?\d| ?[€–-])")
_FEW_WORDS = 8  # a text of fewer words, such as a date above a heading, means the same in any order


def _is_above(one: Box, other: Box) -> bool:
    """Tell whether a box lies wholly above another in the same column."""
    shared = min(one.right, other.right) - max(one.x, other.x)
    return one.bottom <= other.y and shared >= _SHARED * min(one.width, other.width)


def _is_left_of(one: Box, other: Box) -> bool:
    """Tell whether a box lies wholly to the left of another in the same line."""
    shared = min(one.bottom, other.bottom) - max(one.y, other.y)
    return one.right <= other.x and shared >= _SHARED * max(one.height, other.height)


def _comes_before(one: Box, other: Box) -> bool:
    return _is_above(one, other) or _is_left_of(one, other)


def _box(element: Element) -> Box | None:
    """Return where an element lies in the flow of the page, None where it is moved out of it, or drawn as a speck."""
    layout = element.layout
    if layout is None or min(layout.box.width, layout.box.height) <= _SPECK or layout.box.right <= 0:
        return None
    moved = any(node.computed("position") in ("fixed", "sticky", "absolute") for node in element.lineage)
    turned = any(node.get("dir").strip().lower() == "rtl" for node in element.lineage)
    return None if moved or turned else layout.box


def _steps(page: Page) -> dict[Element, list[Step]]:
    """The steps of the Tab key from one element to the next, by the smallest element that holds both."""
    found: dict[Element, list[Step]] = {}
    for one, other in pairwise(tab_stops(page)):
        around = next((node for node in one.ancestors if node.contains(other)), None)
        if around is not None and around.tag not in _WHOLE_PAGE and _box(one) and _box(other):
            found.setdefault(around, []).append((one, other))
    return found


def places_with_steps(page: Page) -> Iterator[Element]:
    """Elements inside which the Tab key goes from one stop to the next, both in the flow of the page."""
    yield from page.once(_steps)


@rule("focus-order-jumps-back", targets=places_with_steps)
def focus_order_jumps_back(place: Element) -> Verdict:
    """The Tab key goes on as people read: to the right and down (WCAG 2.4.3, failure F44).

    Where a tabindex leads backwards both in the source and on the screen inside one form, that is certain.
    """
    back = [step for step in place.page.once(_steps)[place] if _leads_back(*step)]
    if not back:
        return Passed("onwards")
    certain = next((step for step in back if _is_certain(*step)), None)
    one, other = certain or back[0]
    names = {"name": _name(one), "next": _name(other)}
    return Failed("tabindex", names, at=other) if certain else CantTell("back", names, at=other)


def _leads_back(one: Element, other: Element) -> bool:
    first, second = _box(one), _box(other)
    return first is not None and second is not None and _comes_before(second, first)


def _is_certain(one: Element, other: Element) -> bool:
    by_tabindex = max(one.tabindex or 0, other.tabindex or 0) > 0
    form = one.closest("form")
    return by_tabindex and other.order < one.order and form is not None and form.contains(other)


def _name(element: Element) -> str:
    return (element.name or element.tag)[:_ROOM]


def arranged(page: Page) -> Iterator[Element]:
    """Elements that arrange their parts by flexbox or grid, with two texts or more among them."""
    for node in page.elements:
        arranges = ":" not in node.tag and node.computed("display") in _ARRANGING
        if arranges and not node.aria_hidden and len(_texts(node)) > 1:
            yield node


def _texts(node: Element) -> list[tuple[Element, Box]]:
    parts = [(part, _box(part)) for part in node.children if isinstance(part, Element) and part.text]
    return [(part, box) for part, box in parts if box is not None and any(map(is_painted, (part, *part.descendants)))]


@rule("order-by-style-alone", targets=arranged)
def order_by_style_alone(node: Element) -> Verdict:
    """Texts that a style sheet puts in another order than the source's mean the same in both (WCAG 1.3.2, F1)."""
    for (first, first_box), (second, second_box) in pairwise(_texts(node)):
        if _comes_before(second_box, first_box) and _needs_order(node, first, second):
            return CantTell("turned", at=first, seen=_excerpt(second), read=_excerpt(first))
    return Passed("same")


def _needs_order(node: Element, first: Element, second: Element) -> bool:
    """Tell whether a heading is read after what it heads, or items or whole texts in another order than is seen."""
    long = len(first.text.split()) >= _FEW_WORDS
    heads = any(part.role == "heading" for part in (second, *second.descendants[:3]))
    both = long and len(second.text.split()) >= _FEW_WORDS
    return node.tag == "ol" or (heads and long) or both or 0 < _number(second) < _number(first)


def _number(part: Element) -> int:
    """Return the number that a text begins with, as in "2. Call us" and "Step 2"; 0 for none, dates and times."""
    match = _NUMBERED.match(part.text)
    return int(match[1]) if match else 0


def _excerpt(element: Element) -> str:
    return element.text[:_ROOM]
