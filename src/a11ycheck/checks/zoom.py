"""Whether visitors may enlarge the page on a touch screen (WCAG 1.4.4)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.rules import Failed, Passed, Verdict, rule

_NEEDED = 2.0  # WCAG 1.4.4: 200 per cent
_PROPERTY = re.compile(r"([a-z-]+)\s*=\s*([^\s,;=]+)")
# CSS Device Adaptation section 10.4: what words mean as a number.
_WORDS = {"yes": 1.0, "device-width": 10.0, "device-height": 10.0}
_UNKNOWN_WORD = 0.1


def viewports(page: Page) -> Iterator[Element]:
    """Viewport declarations that say something about zooming (ACT b4f0c3)."""
    for node in page.tagged("meta"):
        if node.get("name").strip().lower() == "viewport" and _properties(node).keys() & {
            "user-scalable",
            "maximum-scale",
        }:
            yield node


def _properties(node: Element) -> dict[str, str]:
    return dict(_PROPERTY.findall(node.get("content").lower()))


def _number(value: str) -> float:
    match = re.match(r"[+-]?(?:\d+\.?\d*|\.\d+)", value)
    return float(match[0]) if match else _WORDS.get(value, _UNKNOWN_WORD)


@rule("zoom-blocked", targets=viewports)
def zoom_blocked(viewport: Element) -> Verdict:
    """The page may be enlarged to twice its size (ACT b4f0c3).

    Of user-scalable, numbers between -1 and 1 and unknown words mean "no"; a negative maximum-scale is ignored.
    """
    properties = _properties(viewport)
    scalable = properties.get("user-scalable", "yes")
    if abs(_number(scalable)) < 1:
        return Failed("not-scalable", value=scalable)
    limit = properties.get("maximum-scale", "device-width")
    if 0 <= _number(limit) < _NEEDED:
        return Failed("limited", value=limit)
    return Passed("free")
