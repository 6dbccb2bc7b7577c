"""What a CSS selector asks for, before it is looked for: how much it weighs, and which names it cannot do without.

Source: Selectors 4, sections 3.3 "Pseudo-classes" and 17 "Calculating a selector's specificity".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\(?:[0-9a-fA-F]{1,6}\s?|.))"
_PIECE = re.compile(
    rf"""(?P<attribute>\[(?:[^\]"']|"[^"]*"|'[^']*')*+\])
    |(?P<id>\#{_NAME}++)
    |(?P<class>\.{_NAME}++)
    |(?P<part>::{_NAME}++)
    |(?P<state>:{_NAME}++)
    |(?P<brackets>\()
    |(?P<tag>{_NAME}++)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_END = re.compile(r"""[()]|\\.|"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'""", re.DOTALL)
_COMMA = re.compile(r"""[\[\](),]|\\.|"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)

# What only the tree decides, which no user and hardly any script changes.
_OF_THE_TREE = frozenset(
    "root first-child last-child only-child nth-child nth-last-child first-of-type last-of-type only-of-type "
    "nth-of-type nth-last-of-type not is where".split()
)
_OLD_PARTS = frozenset({"before", "after", "first-line", "first-letter"})
_ELSEWHERE = re.compile(r":-(?:moz|ms|o)-", re.IGNORECASE)  # what only other browsers know
_DEEPEST = 4  # brackets in brackets
_LONGEST = 300  # characters of a selector
_MOST = 12  # pieces of one that combinators join: each multiplies what has to be tried

type Weight = tuple[int, int, int]  # ids, classes, tags


class Asked(Struct, frozen=True):
    """What one selector asks for."""

    names: frozenset[str]  # ``#id``, ``.class`` and ``tag`` that a page must have somewhere
    weight: Weight  # specificity
    settled: bool  # the tree alone decides: no state, no pseudo-element, nothing unusual


def split(selectors: str) -> list[str]:
    """Return the selectors of a list, as written."""
    if "," not in selectors:
        return [selectors.strip()]
    found: list[str] = []
    depth = start = 0
    for match in _COMMA.finditer(selectors):
        mark = match[0]
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif mark == "," and depth <= 0:
            found.append(selectors[start : match.start()].strip())
            start = match.end()
    return [*found, selectors[start:].strip()]


@lru_cache(maxsize=4096)
def read(selector: str) -> Asked | None:
    """Return what one selector asks for, None where it is too long, unknown or none."""
    if not selector or len(selector) > _LONGEST:
        return None
    return _read(selector, _DEEPEST)


def _read(selector: str, depth: int) -> Asked | None:
    if not selector or _ELSEWHERE.search(selector):
        return None
    names: set[str] = set()
    weight: Weight = (0, 0, 0)
    settled = len(re.split(r"[\s>+~]+", selector)) <= _MOST
    for kind, text, inside in _pieces(selector):
        if kind in ("id", "class", "tag"):
            names.add(_unescaped(text) if kind != "tag" else text.lower())
        elif kind == "state" and text[1:].lower() not in _OLD_PARTS:
            within = _within(text[1:].lower(), inside, depth)
            if within is None:
                return None
            weight, settled = _sum(weight, within.weight), settled and within.settled
            continue
        elif kind in ("part", "state", "brackets"):
            settled = False
        weight = _sum(weight, _WEIGHTS.get(kind, (0, 0, 0)))
    return Asked(frozenset(names), weight, settled)


_WEIGHTS: dict[str, Weight] = {"id": (1, 0, 0), "class": (0, 1, 0), "attribute": (0, 1, 0), "tag": (0, 0, 1)}


def _pieces(selector: str) -> Iterator[tuple[str, str, str]]:
    """Yield each piece of a selector: its kind, itself, and what stands in brackets behind it."""
    at = 0
    while at < len(selector):
        match = _PIECE.match(selector, at)
        if match is None:
            return
        kind, text, at = str(match.lastgroup), match[0], match.end()
        inside = ""
        if kind in ("state", "part") and selector.startswith("(", at):
            end = _closing(selector, at)
            inside, at = selector[at + 1 : end].strip(), end + 1
        yield kind, text, inside


def _closing(selector: str, opening: int) -> int:
    """Return where the bracket that opens at a place is closed: the end where it is not."""
    depth = 0
    for match in _END.finditer(selector, opening):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if not depth:
            return match.start()
    return len(selector)


def _within(name: str, inside: str, depth: int) -> Asked | None:
    """Return what a pseudo-class asks for; names inside of it are not needed, for it may ask for their absence."""
    known = name in _OF_THE_TREE and not (name.startswith("nth-") and " of " in inside)
    if name not in ("not", "is", "where", "has", "matches"):
        return Asked(frozenset(), (0, 1, 0), known)
    each = [_read(selector, depth - 1) for selector in split(inside)] if depth else []
    found = [asked for asked in each if asked is not None]
    if not found or len(found) < len(each):
        return None
    weight = (0, 0, 0) if name == "where" else max(asked.weight for asked in found)
    return Asked(frozenset(), weight, known and all(asked.settled for asked in found))


def _sum(one: Weight, other: Weight) -> Weight:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _unescaped(name: str) -> str:
    return _ESCAPE.sub(lambda found: _character(found[1]) if found[1] else found[2], name)


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if 0 < code < 0x11_0000 else "\ufffd"
