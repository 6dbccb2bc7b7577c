"""What the page's own style sheets turn on its side in one orientation of the screen (CSS Transforms 1, "rotate()")."""

import re
from itertools import islice

from turbohtml.cssom import StyleSheet

from a11ycheck.page.page import Element, Page
from a11ycheck.page.select import BadSelectorError, select

_ORIENTED = re.compile(
    r"@media[^{};(]{0,99}\(\s{0,9}orientation\s{0,9}:\s{0,9}(?:portrait|landscape)\s{0,9}\)[^{};]{0,99}\{",
    re.IGNORECASE,
)
_BRACE = re.compile(r"[{}]")
_ROTATED = re.compile(r"(-?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6}))(deg|turn)\b", re.IGNORECASE)
_LARGEST = 300_000  # characters; a larger sheet is a framework's
_MOST = 50  # blocks of a sheet that are read
_QUARTERS = frozenset({90, 270})


def turned_by_sheets(page: Page) -> list[Element]:
    """Return the elements that a rule for one orientation turns by a quarter, in document order, each once."""
    found: dict[int, Element] = {}
    for style in page.tagged("style"):
        text = "".join(child for child in style.children if isinstance(child, str))
        for match in islice(_ORIENTED.finditer(text), _MOST) if len(text) <= _LARGEST else ():
            found |= {node.order: node for node in _turned(page, _block(text, match.end()))}
    return [found[order] for order in sorted(found)]


def _block(text: str, start: int) -> str:
    """Return the text up to the brace that closes the one before ``start``."""
    depth = 1
    for brace in _BRACE.finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return text[start : brace.start()]
    return text[start:]


def _turned(page: Page, block: str) -> list[Element]:
    nodes: list[Element] = []
    for rule in StyleSheet(block).rules:
        values = (rule.style.get(name) or "" for name in ("transform", "rotate"))
        if not any(_is_a_quarter(value) for value in values):
            continue
        try:
            nodes += select(page, rule.selector_text)
        except BadSelectorError:
            continue
    return nodes


def _is_a_quarter(value: str) -> bool:
    turns = (float(number) * (360 if unit.lower() == "turn" else 1) for number, unit in _ROTATED.findall(value))
    return round(sum(turns)) % 360 in _QUARTERS
