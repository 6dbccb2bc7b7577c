"""The size of what is pressed, and the room around it (WCAG 2.5.8, 2.5.5)."""

import re
from collections.abc import Iterator

from msgspec import Struct

from a11ycheck.page import Element, Page
from a11ycheck.page.clipping import pixels
from a11ycheck.page.layout import Box, Generated
from a11ycheck.page.painted import is_painted, opacity, painted_runs
from a11ycheck.page.text import BLOCKS
from a11ycheck.rules import Failed, Passed, Verdict, rule

_MINIMUM = 24.0  # CSS pixels, WCAG 2.5.8
_ENHANCED = 44.0  # CSS pixels, WCAG 2.5.5
_SPECK = 2.0  # CSS pixels: what is smaller is hidden from sight
_ROUNDING = 0.5  # CSS pixels that layout loses to fractions
_FIELDS = ("input", "select", "textarea", "button")
_DRAWN_BY_BROWSER = ("checkbox", "radio", "range", "color", "file", "date", "time")
_BROWSERS_FONT_SIZE = 13.4  # CSS pixels: up to there a control has the size that browsers give it
_BROWSERS_BUTTON = "rgb(239, 239, 239)"  # the colour that Chromium gives a button
_SAID = re.compile(r"[^\W_]+")  # words, dates and sums: what stands beside a link in its line
_ROLES = frozenset(
    """button link checkbox radio switch tab menuitem menuitemcheckbox menuitemradio option slider spinbutton
    combobox listbox textbox searchbox treeitem summary""".split()
)


class Target(Struct, frozen=True):
    """What a pointer may press, and where."""

    element: Element
    box: Box

    def smaller_than(self, size: float) -> bool:
        """Tell whether a square of this size, in CSS pixels, does not fit."""
        return self.box.width + _ROUNDING < size or self.box.height + _ROUNDING < size

    def distance_from(self, x: float, y: float) -> float:
        """Return how far a point is from the box."""
        across = max(self.box.x - x, x - self.box.right, 0.0)
        down = max(self.box.y - y, y - self.box.bottom, 0.0)
        return float((across**2 + down**2) ** 0.5)

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box."""
        return self.box.x + self.box.width / 2, self.box.y + self.box.height / 2


def pointer_targets(page: Page) -> dict[int, Target]:
    """Return what a pointer may press on a page, by the elements' order; frames are pages of their own."""
    return page.once(_pointer_targets)


def _pointer_targets(page: Page) -> dict[int, Target]:
    found: dict[int, Target] = {}
    end = -1  # of the target that is being looked at: what lies in it belongs to it
    for node in page.elements:
        if node.order <= end or not _can_be_pressed(node):
            continue
        box = _pressed_box(node)
        if min(box.width, box.height) > _SPECK and box.right > 0 and box.bottom > 0:
            found[node.order] = Target(node, box)
            end = node.last
    return found


def _can_be_pressed(node: Element) -> bool:
    if ":" in node.tag or node.layout is None or not node.focusable or node.role not in _ROLES or _in_a_frame(node):
        return False
    return node.computed("pointer-events") != "none" and opacity(node) > 0


def _in_a_frame(node: Element) -> bool:
    return node.closest("iframe", "frame", "object") is not None


def _pressed_box(node: Element) -> Box:
    """Return the box around an element and what is drawn in it: an inline link may hold what is higher than it is."""
    layouts = [inner.layout for inner in (node, *node.descendants) if inner is node or is_painted(inner)]
    boxes = [layout.box for layout in layouts if layout is not None and layout.box.width and layout.box.height]
    boxes += [run.box for run in painted_runs(node)]
    if not boxes:
        return Box(0, 0, 0, 0)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _sized_by_browser(node: Element) -> bool:
    """Tell whether the browser and not the page decides about the size (WCAG 2.5.8, exception "user agent control")."""
    if node.tag not in _FIELDS or node.computed("appearance") == "none":
        return False
    if node.get("type").strip().lower() in _DRAWN_BY_BROWSER:
        return True
    if pixels(node.computed("font-size")) >= _BROWSERS_FONT_SIZE or pixels(node.computed("padding-top")) > 1:
        return False
    # A button of its own colour is drawn by the page: browsers leave the size that its text gives it to the page, too.
    pushed = node.tag == "button" or node.get("type").strip().lower() in ("submit", "reset", "button")
    return not pushed or node.computed("background-color") == _BROWSERS_BUTTON


def _stands_in_a_sentence(node: Element) -> bool:
    """Tell whether text around an inline target sets its height (WCAG 2.5.8, exception "inline")."""
    if node.computed("display") != "inline":
        return False
    block = next(
        (above for above in node.ancestors if above.tag in BLOCKS or above.computed("display") != "inline"), None
    )
    if block is None:
        return False
    links = block.inside("a", "button")
    linked = sum(len(_SAID.findall(link.text)) for link in links)
    return len(_SAID.findall(block.text)) > linked or (len(links) > 1 and _writes_signs(block))


def _writes_signs(node: Element) -> bool:
    """Tell whether brackets, bars or other signs stand in a line beside the targets, which is text as well."""
    return any(
        _writes_signs(child) if isinstance(child, Element) else not isinstance(child, Generated) and child.strip()
        for child in node.children
        if not (isinstance(child, Element) and (child.tag in ("a", "button") or not child.visible))
    )


def sized_targets(page: Page) -> Iterator[Element]:
    """What is pressed and has a size that the page gives it."""
    for target in pointer_targets(page).values():
        if not _sized_by_browser(target.element) and not _stands_in_a_sentence(target.element):
            yield target.element


def _same_aim(one: Element, other: Element) -> bool:
    return bool(one.get("href")) and one.get("href") == other.get("href")


@rule("target-too-small", targets=sized_targets)
def target_too_small(element: Element) -> Verdict:
    """What is pressed measures 24 pixels each way, or has as much room around it (WCAG 2.5.8)."""
    targets = pointer_targets(element.page)
    target = targets[element.order]
    width, height = round(target.box.width), round(target.box.height)
    if not target.smaller_than(_MINIMUM):
        return Passed("large", width=width, height=height)
    others = [other for other in targets.values() if other is not target and not _same_aim(element, other.element)]
    if any(_same_aim(element, other.element) and not other.smaller_than(_MINIMUM) for other in targets.values()):
        return Passed("another", width=width, height=height)
    near = next((other for other in others if _too_near(target, other)), None)
    if near is None:
        return Passed("room", width=width, height=height)
    name, beside = element.name or element.tag, near.element.name or near.element.tag
    return Failed("near", name=name[:60], width=width, height=height, beside=beside[:60])


def _too_near(target: Target, other: Target) -> bool:
    """Tell whether a circle of 24 pixels around a small target meets another target, or the circle of another."""
    x, y = target.middle
    if other.distance_from(x, y) + _ROUNDING < _MINIMUM / 2:
        return True
    if not other.smaller_than(_MINIMUM):
        return False
    across, down = other.middle[0] - x, other.middle[1] - y
    return float((across**2 + down**2) ** 0.5) + _ROUNDING < _MINIMUM


def all_sized_targets(page: Page) -> Iterator[tuple[Element, ...]]:
    """All that is pressed and has a size that the page gives it, as one group."""
    found = tuple(sized_targets(page))
    if found:
        yield found


@rule("target-below-enhanced", targets=all_sized_targets)
def target_below_enhanced(group: tuple[Element, ...]) -> Verdict:
    """What is pressed measures 44 pixels each way (WCAG 2.5.5)."""
    targets = pointer_targets(group[0].page)
    aims = {node.get("href") for node in group if node.get("href") and not targets[node.order].smaller_than(_ENHANCED)}
    small = [node for node in group if targets[node.order].smaller_than(_ENHANCED) and node.get("href") not in aims]
    if not small:
        return Passed("large", count=len(group))
    name = small[0].name or small[0].tag
    return Failed("small", at=small[0], count=len(small), name=name[:60])
