"""Dates of news and events that only a reader can tell (HTML standard 4.5.14, the time element)."""

import re
from collections.abc import Iterator
from functools import cache

from a11ycheck.page import Element, Page
from a11ycheck.page.prose import Passage, passages
from a11ycheck.rules import Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_LONGEST = 60  # characters of a passage that holds a date and nothing else
_OF_DATA = frozenset({"td", "th", "option", "label", "legend", "caption", "button", "summary", "figcaption"})
_CONTROLS = ("a", "button", "label", "table", "fieldset", "select")
_DAY = r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d"
_HOUR = r"\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?"
# HTML standard 2.4.5: months, days with or without a year and a time, times, weeks, years and durations.
_ZONE = r"(?:Z|[+-]\d\d:?\d\d)?"
_TIME = r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
_READABLE = re.compile(
    rf"\d{{4,}}-\d\d(?:-\d\d(?:[T ]{_TIME}{_ZONE})?)?|(?:--)?\d\d-\d\d|{_TIME}{_ZONE}|\d{{4,}}(?:-W\d\d)?"
    r"|P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?|(?:\d+(?:\.\d+)?\s*[wdhms]\s*)+",
    re.IGNORECASE,
)


@cache
def _only_a_date() -> re.Pattern[str]:
    """Match a text that is a date, with what it is the date of, a day of the week and a time of day at the most."""
    months, leads, days, at = (
        "|".join(sorted(map(re.escape, any_language(name)), key=len, reverse=True))
        for name in ("month_names", "date_leads", "weekday_names", "clock_words")
    )
    in_words = rf"\d{{1,2}}\.?\s(?:of\s)?(?:{months})\.?,?\s(?:19|20)\d\d|(?:{months})\.?\s\d{{1,2}},?\s(?:19|20)\d\d"
    day = rf"(?:(?:{days})\.?,?\s)?(?:den\s)?(?:{_DAY}|{in_words})"
    hours = rf"[,\s]+(?:{at})?\.?\s?{_HOUR}(?:\s?[-–]\s?{_HOUR})?"
    return re.compile(rf"(?:(?:{leads}):?\s)?{day}(?:{hours})?", re.IGNORECASE)


def dates(page: Page) -> Iterator[tuple[Element, ...]]:
    """The blocks that hold a date alone, and the time elements; as one group."""
    found = (*page.once(_plain), *(node for node in page.tagged("time") if node.visible and node.text))
    if found:
        yield found


def _plain(page: Page) -> dict[Element, str]:
    """Return the blocks whose own text is a date, with that text; dates of tables and controls have a place already."""
    return {passage.element: passage.text for passage in page.once(passages) if _is_a_date(passage)}


def _is_a_date(passage: Passage) -> bool:
    text, block = passage.text, passage.element
    if len(text) > _LONGEST or block.tag in _OF_DATA or not any(map(str.isdecimal, text)):
        return False
    if _only_a_date().fullmatch(text) is None or block.closest("time", *_CONTROLS) is not None:
        return False
    return not any(text in node.text or node.tag == "time" for node in block.inside("time", *_CONTROLS))


@rule("date-unreadable", targets=dates)
def date_unreadable(group: tuple[Element, ...]) -> Verdict:
    """The date of a text stands in a time element, whose text or datetime attribute programs can read."""
    wrong = [node for node in group if node.tag == "time" and not _READABLE.fullmatch(_value(node))]
    if wrong:
        return Failed("value", at=wrong[0], value=_value(wrong[0])[:_LONGEST], count=len(wrong))
    plain = group[0].page.once(_plain)
    if plain:
        first, text = next(iter(plain.items()))
        return Failed("plain", at=first, text=text, count=len(plain))
    return Passed("marked", count=len(group))


def _value(node: Element) -> str:
    """Return what programs read of a time element (HTML standard 4.5.14, "datetime value")."""
    return (node.get("datetime") if node.has("datetime") else node.text).strip()
