"""Whether what several links or frames of one name lead to is the same (ACT glossary "equivalent resource")."""

from collections.abc import Sequence
from enum import Enum
from itertools import combinations

from a11ycheck.model import LinkedPage
from a11ycheck.page import Page
from a11ycheck.urls import normalise, query_of

_LITTLE_IN_COMMON = 0.2  # share of the words of the shorter page that the longer one has, too
_FEW_WORDS = 2  # a page of fewer says too little to compare
_LONGEST_WAY = 3  # refreshes that lead on
_MOST = 12  # addresses that are compared with each other


class Likeness(Enum):
    """What is known of two resources."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


def likeness(page: Page, addresses: Sequence[str]) -> tuple[Likeness, int]:
    """Tell whether all addresses lead to the same; and the place of the first that does not, or may not.

    Addresses are absolute. Certain are only: one address; pages of one text; pages of different headings and words, or
    of different telephone numbers and mail addresses.
    """
    worst, place = Likeness.SAME, 0
    for first, second in combinations(range(min(len(addresses), _MOST)), 2):
        found = _likeness(page, addresses[first], addresses[second])
        if found is Likeness.OTHER:
            return found, second
        if found is Likeness.UNKNOWN and worst is Likeness.SAME:
            worst, place = found, second
    return worst, place


def _likeness(page: Page, first: str, second: str) -> Likeness:
    if _bare(first) == _bare(second):
        return Likeness.SAME
    one, other = _end_of_way(page, first), _end_of_way(page, second)
    if one is None or other is None:
        return Likeness.UNKNOWN
    if _bare(one.final_url) == _bare(other.final_url):
        return Likeness.SAME if "#" not in f"{first}{second}" else Likeness.UNKNOWN
    if one.text == other.text:
        by_script = (one.scripted or other.scripted) and query_of(one.final_url) != query_of(other.final_url)
        return Likeness.UNKNOWN if by_script else Likeness.SAME
    return Likeness.OTHER if _is_other(one, other) else Likeness.UNKNOWN


def _bare(address: str) -> str:
    return (normalise(address) or address).removesuffix("/") + address[len(address.partition("#")[0]) :]


def _end_of_way(page: Page, address: str) -> LinkedPage | None:
    """Return the page that a visitor comes to at last, None where it is not known."""
    linked = page.facts.linked_pages or {}
    found = linked.get(normalise(address) or "")
    for _ in range(_LONGEST_WAY):
        if found is None or not found.leads_on:
            break
        leads_on = found.leads_on
        found = next((each for each in linked.values() if leads_on in (each.url, each.final_url)), None)
    return found


def _is_other(one: LinkedPage, other: LinkedPage) -> bool:
    """Tell whether two pages of different texts certainly serve different purposes; one may translate the other."""
    if one.language != other.language:
        return False
    if one.contacts and other.contacts and not one.contacts & other.contacts:
        return True
    fewer = min(len(one.words), len(other.words))
    common = len(one.words & other.words)
    return one.heading != other.heading and fewer >= _FEW_WORDS and common <= _LITTLE_IN_COMMON * fewer
