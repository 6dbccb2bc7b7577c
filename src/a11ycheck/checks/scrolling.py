"""Boxes that scroll, and whether the keyboard scrolls them (WCAG 2.1.1)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.exposure import inert
from a11ycheck.page.painted import is_painted
from a11ycheck.rules import Failed, Passed, Verdict, rule

_SCROLLS = ("auto", "scroll")
_ITSELF = ("html", "body", "textarea", "select", "input")  # the keyboard scrolls them in every browser


def scrollable_boxes(page: Page) -> Iterator[Element]:
    """Elements that scroll by more than their padding and show something (ACT 0ssw9k).

    Nobody scrolls what is inert, as all behind an open modal dialog is.
    """
    for node in page.elements:
        if ":" in node.tag or node.tag in _ITSELF or not node.visible or inert(node):
            continue
        if (_scrolls(node, "x", 0, "left", "right") or _scrolls(node, "y", 1, "top", "bottom")) and _shows(node):
            yield node


def _scrolls(node: Element, axis: str, at: int, before: str, after: str) -> bool:
    layout = node.layout
    if layout is None or layout.style.get(f"overflow-{axis}") not in _SCROLLS or not layout.client[at]:
        return False
    distance = layout.scrolled[at] - layout.client[at]
    paddings = (float(layout.style.get(f"padding-{side}", "0px").removesuffix("px") or 0) for side in (before, after))
    return distance > min(paddings)


def _shows(node: Element) -> bool:
    return bool(node.text) or any(is_painted(inner) for inner in node.descendants)


@rule("scrollable-not-focusable", targets=scrollable_boxes)
def scrollable_not_focusable(box: Element) -> Verdict:
    """The keyboard reaches a scrollable box, or something inside it (ACT 0ssw9k)."""
    reached = box.tabbable or any(inner.tabbable for inner in box.descendants)
    return Passed("reached") if reached else Failed("unreached", name=box.name or box.text[:40] or box.tag)
