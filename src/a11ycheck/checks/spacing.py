"""Spacing that a style attribute fixes, so that readers cannot widen it (WCAG 1.4.12)."""

from collections.abc import Callable
from typing import Any

from a11ycheck.page import Element, Page
from a11ycheck.page.painted import painted_runs
from a11ycheck.page.style import inline_style
from a11ycheck.rules import Failed, Passed, Verdict, rule

# WCAG 1.4.12, as parts of the font size.
_LETTERS = 0.12
_WORDS = 0.16
_LINES = 1.5
_NORMAL_LINE = 1.2  # CSS Inline 3, "line-height: normal": between 1.0 and 1.2, and about 1.2 in browsers
_ROUNDING = 0.001  # of a CSS pixel, lost in computed values
# Values that hand on what was declared elsewhere, where a reader's style may override it (CSS Cascade 5, section 7.3).
_HANDED_ON = frozenset({"inherit", "unset", "revert", "revert-layer"})


def _fixed(name: str) -> Callable[[Page], list[Element]]:
    def with_important(page: Page) -> list[Element]:
        """Elements with painted text whose style attribute fixes the property with ``!important``."""
        return [node for node in page.elements if node.has("style") and _is_fixed(node, name) and painted_runs(node)]

    return with_important


def _is_fixed(node: Element, name: str) -> bool:
    value, mark, _ = inline_style(node).get(name, "").partition(" !important")
    return bool(mark) and value.lower() not in _HANDED_ON


def _pixels(value: str) -> float:
    return float(value.removesuffix("px")) if value.endswith("px") else 0.0


def _judge(element: Element, name: str, least: float) -> Verdict:
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
    return [node for node in _fixed("line-height")(page) if len({run.box.y for run in painted_runs(node)}) > 1]


@rule("line-height-fixed", targets=_several_lines)
def line_height_fixed(element: Element) -> Verdict:
    """A line height that cannot be overridden is high enough (ACT 78fd32)."""
    return _judge(element, "line-height", _LINES)
