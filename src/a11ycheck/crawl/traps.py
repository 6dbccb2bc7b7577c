"""Addresses without end: what a site makes up for as long as a crawler follows."""

import re
from collections import defaultdict

from a11ycheck.urls import path_of, query_of

MAX_LENGTH = 2_000  # characters of an address
MAX_SEGMENTS = 20  # of a path
MAX_PERMUTATIONS = 25  # queries of one path that bring no new value of a parameter
MAX_QUERIES = 1_000  # of one path
MAX_CALENDAR = 500  # addresses under one path that end in a date: forty years of months
FIRST_YEAR = 1990  # no website is older
YEARS_AHEAD = 2
_LONGEST_CYCLE = 6  # segments
_PATH_DATE = re.compile(r"/(?P<year>\d{4})[/-](?:0?[1-9]|1[0-2])(?:[/-]\d{1,2})?(?P<rest>/[^/]+)?/?$")
_QUERY_DATE = re.compile(
    r"(?:^|[=&_-])(?:(?:y|year|vuosi|ar|%C3%A5r)=(?P<year>\d{4})(?=&|$)|(?P<first>\d{4})-(?:0[1-9]|1[0-2])(?:-\d\d)?(?=\D|$))",
    re.IGNORECASE,
)


class Traps:
    """Finds the addresses of one site that only lead deeper into a trap.

    - ``trap-length``, ``trap-depth``: longer than ``MAX_LENGTH`` characters, or ``MAX_SEGMENTS`` path segments.
    - ``trap-repeat``: segments that repeat three times in a row, /a/b/a/b/a/b, as faulty relative links make them.
    - ``trap-query``: the same values in ever new combinations (sort orders, filters): a query none of whose parameters
      has a value new to its path is a permutation, and ``MAX_PERMUTATIONS`` of them are enough. ?page=2, ?page=3 and
      ?id=500 bring new values, so archives are not cut before ``MAX_QUERIES``.
    - ``trap-calendar``: a month or day more than ``YEARS_AHEAD`` years ahead, before ``FIRST_YEAR``, or more than
      ``MAX_CALENDAR`` of them under one path. An article below its month, /1985/05/title, counts only if in the future.
    """

    def __init__(self, this_year: int) -> None:
        self._last_year = this_year + YEARS_AHEAD
        self._values: dict[str, set[str]] = defaultdict(set)
        self._permutations: dict[str, int] = defaultdict(int)
        self._queries: dict[str, int] = defaultdict(int)
        self._dates: dict[str, int] = defaultdict(int)

    def rule_against(self, url: str) -> str | None:
        """Return the name of the rule that keeps a normalised address out, None where it may be fetched.

        What was seen before decides, so each address is to be asked about once.
        """
        if len(url) > MAX_LENGTH:
            return "trap-length"
        path, query = path_of(url), query_of(url)
        segments = path.strip("/").split("/")
        if len(segments) > MAX_SEGMENTS:
            return "trap-depth"
        if _repeats(segments):
            return "trap-repeat"
        if self._is_endless_date(path, query):
            return "trap-calendar"
        return "trap-query" if query and self._is_permutation(path, query) else None

    def _is_endless_date(self, path: str, query: str) -> bool:
        in_path = _PATH_DATE.search(path)
        in_query = _QUERY_DATE.search(query)
        if in_path is not None:
            prefix, year = path[: in_path.start()], int(in_path["year"])
        elif in_query is not None:
            prefix, year = path, int(in_query["year"] or in_query["first"])
        else:
            return False
        if year > self._last_year:
            return True
        if in_path is not None and in_path["rest"]:  # an article
            return False
        self._dates[prefix] += 1
        return year < FIRST_YEAR or self._dates[prefix] > MAX_CALENDAR

    def _is_permutation(self, path: str, query: str) -> bool:
        values = self._values[path]
        pairs = set(query.split("&"))
        is_permutation = pairs <= values
        self._permutations[path] += is_permutation
        values |= pairs
        self._queries[path] += 1
        too_many = is_permutation and self._permutations[path] > MAX_PERMUTATIONS
        return too_many or self._queries[path] > MAX_QUERIES


def _repeats(segments: list[str]) -> bool:
    """Say whether a group of segments stands three times in a row; a number alone may: /hits/0/0/0."""
    for size in range(1, min(_LONGEST_CYCLE, len(segments) // 3) + 1):
        for start in range(len(segments) - 3 * size + 1):
            group = segments[start : start + size]
            twice = group * 2
            if segments[start + size : start + 3 * size] == twice and not all(map(str.isdigit, group)):
                return True
    return False
