"""Whether a media query holds on a desktop screen, as far as that is sure without one (Media Queries 4)."""

import re
from functools import cache

WIDTH = 1280  # CSS pixels of the screen that is asked about: the window of the browser engine
_PIXELS = {"px": 1.0, "em": 16.0, "rem": 16.0}
_MEDIA = {"all": True, "screen": True, "print": False, "speech": False, "aural": False, "handheld": False, "tv": False}
_BOUND = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem)\s*\)")
_RANGE = re.compile(r"\(\s*width\s*([<>])=?\s*([\d.]+)(px|em|rem)\s*\)")
_LONGEST = 300  # characters; longer ones are not read


@cache
def holds(query: str) -> bool | None:
    """Tell whether a list of media queries holds on a screen 1280 px wide, None where that cannot be said.

    Queries of width and of the kind of medium are understood; those of height, pointers, preferences and the like
    are not, nor is the unusual ``or``.
    """
    text = " ".join(query.lower().split())
    if not text:
        return True
    if len(text) > _LONGEST:
        return None
    found = [_one(each.strip()) for each in text.split(",")]
    if True in found:
        return True
    return None if None in found else False


def _one(query: str) -> bool | None:
    """Judge one query of the list."""
    negated = query.startswith("not ")
    parts = [_part(part.strip()) for part in query.removeprefix("not ").removeprefix("only ").split(" and ")]
    if False in parts:
        held: bool | None = False
    else:
        held = None if None in parts else True
    return held if held is None or not negated else not held


def _part(part: str) -> bool | None:
    """Judge one condition of a query: a kind of medium, or something in brackets."""
    if part in _MEDIA:
        return _MEDIA[part]
    bound = _BOUND.fullmatch(part)
    if bound is not None:
        size = _size(bound[2], bound[3])
        return None if size is None else (size <= WIDTH if bound[1] == "min" else size >= WIDTH)
    ranged = _RANGE.fullmatch(part)
    if ranged is not None:
        size = _size(ranged[2], ranged[3])
        return None if size is None else (size <= WIDTH if ranged[1] == ">" else size >= WIDTH)
    return None


def _size(number: str, unit: str) -> float | None:
    try:
        return float(number) * _PIXELS[unit]
    except ValueError:
        return None
