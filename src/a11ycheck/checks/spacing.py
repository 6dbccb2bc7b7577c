"""Spacing that a style attribute fixes, so that readers cannot widen it (WCAG 1.4.12).

Where the page was not drawn, what is written as a part of the font size is judged, and nothing else.
"""

import math
import re
from collections.abc import Callable
from typing import Any

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.painted import painted_runs
from a11ycheck.page.style import inline_style
from a11ycheck.page.text import own_text
from a11ycheck.rules import Failed, Passed, Verdict, rule

# WCAG 1.4.12, as parts of the font size.
_LETTERS = 0.12
_WORDS = 0.16
_LINES = 1.5
_NORMAL_LINE = 1.2  # CSS Inline 3, "line-height: normal": between 1.0 and 1.2, and about 1.2 in browsers
_ROUNDING = 0.001  # of a CSS pixel, lost in computed values
# Values that hand on what was declared elsewhere, where a reader's style may override it (CSS Cascade 5, section 7.3).
_HANDED_ON = frozenset({"inherit", "unset", "revert", "revert-layer"})
_PART = re.compile(r"(-?\d{0,6}\.?\d{1,6})(em|%)?")
_WIDTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)px\b")
_NARROW = 4.0  # pixels that a letter takes at least, on the average, in a text of 16 pixels
_WRAPS = 200  # characters: at 16 pixels a text of more fills over one line of a 1280 pixels wide window


def _fixed(name: str) -> Callable[[Page], list[Element]]:
    def with_important(page: Page) -> list[Element]:
        """Elements with painted text whose style attribute fixes the property with ``!important``."""
        return [node for node in with_attribute(page, "style") if _is_fixed(node, name) and _is_read(node, name)]

    return with_important


def _is_fixed(node: Element, name: str) -> bool:
    value, mark, _ = inline_style(node).get(name, "").partition(" !important")
    return bool(mark) and value.lower() not in _HANDED_ON


def _is_read(node: Element, name: str) -> bool:
    if node.page.facts.layout is not None:
        return bool(painted_runs(node))
    seen = perceivable(node) and bool(own_text(node)) and not any(_is_moved(above) for above in node.lineage)
    return seen and _written_part(node, name) is not None


def _is_moved(node: Element) -> bool:
    """Tell whether the style attribute takes a text out of its place, perhaps out of sight."""
    style = inline_style(node)
    return "text-indent" in style or style.get("position", "").startswith(("absolute", "fixed"))


def _written_part(node: Element, name: str) -> float | None:
    """Return a spacing that is written as a part of the font size, None where it is written otherwise."""
    value = inline_style(node).get(name, "").partition(" !important")[0].lower()
    if value in ("normal", "initial"):
        return _NORMAL_LINE if name == "line-height" else 0.0
    match = _PART.fullmatch(value)
    if match is None or (name != "line-height" and match[2] != "em" and float(match[1]) != 0):
        return None
    return float(match[1]) / (100 if match[2] == "%" else 1)


def _pixels(value: str) -> float:
    return float(value.removesuffix("px")) if value.endswith("px") else 0.0


def _judge(element: Element, name: str, least: float) -> Verdict:
    if element.page.facts.layout is None:
        part = _written_part(element, name) or 0.0
        return Passed("wide", part=part, needed=least) if part >= least else Failed("narrow", part=part, needed=least)
    size = _pixels(element.computed("font-size"))
    value = element.computed(name)
    used = _NORMAL_LINE * size if name == "line-height" and value == "normal" else _pixels(value)
    figures: dict[str, Any] = {"part": round(used / size, 2) if size else 0, "needed": least}
    return Passed("wide", **figures) if used + _ROUNDING >= least * size else Failed("narrow", **figures)


@rule("letter-spacing-fixed", targets=_fixed("letter-spacing"))
def letter_spacing_fixed(element: Element) -> Verdict:
    """Letter spacing that cannot be overridden is wide enough (ACT 24afc2)."""
    return _judge(element, "letter-spacing", _LETTERS)


@rule("word-spacing-fixed", targets=_fixed("word-spacing"))
def word_spacing_fixed(element: Element) -> Verdict:
    """Word spacing that cannot be overridden is wide enough (ACT 9e45ec)."""
    return _judge(element, "word-spacing", _WORDS)


def _several_lines(page: Page) -> list[Element]:
    """Elements whose style attribute fixes the line height, and whose text wraps."""
    return [node for node in _fixed("line-height")(page) if _wraps(node)]


def _wraps(node: Element) -> bool:
    if node.page.facts.layout is None:
        widths = [_WIDTH.match(inline_style(node).get(name, "")) for name in ("width", "max-width")]
        width = min((float(match[1]) for match in widths if match), default=math.inf)
        return len(node.text) > _WRAPS or len(node.text) * _NARROW > width
    return len({run.box.y for run in painted_runs(node)}) > 1


@rule("line-height-fixed", targets=_several_lines)
def line_height_fixed(element: Element) -> Verdict:
    """A line height that cannot be overridden is high enough (ACT 78fd32)."""
    return _judge(element, "line-height", _LINES)
