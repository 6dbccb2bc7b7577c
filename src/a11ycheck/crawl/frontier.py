"""The addresses of a site that wait for their turn, and those that were kept out, each with the rule that did it."""

import re
from collections import deque
from collections.abc import Iterable
from fnmatch import translate
from urllib.parse import unquote

from msgspec import Struct

from a11ycheck.crawl.traps import Traps
from a11ycheck.model import LeftOut
from a11ycheck.settings import Settings
from a11ycheck.urls import key_of, path_of

MAX_KNOWN = 250_000  # addresses that are kept in mind, so that no site fills the memory


class Entry(Struct, frozen=True):
    """An address in the queue."""

    url: str
    depth: int  # links from a start address
    asked: bool  # a start address
    linked_from: str = ""


class Frontier:
    """A first-in, first-out queue that takes each address of a site once. What is in it depends on calls alone.

    Rules that keep an address out: ``nofollow``, ``depth``, ``include``, ``exclude``, those of ``Traps``, and
    ``max-addresses`` once ``MAX_KNOWN`` addresses are known. Globs are matched against the path, decoded or as it is
    written; ``*`` also matches a slash.
    """

    def __init__(self, starts: Iterable[str], settings: Settings, this_year: int) -> None:
        self._depth = settings.depth
        self._include = _matcher(settings.include)
        self._exclude = _matcher(settings.exclude)
        self._traps = Traps(this_year)
        self._queue = deque(Entry(url, 0, asked=True) for url in dict.fromkeys(starts))
        self._known = {key_of(entry.url) for entry in self._queue}
        self._refused: dict[str, tuple[str, str]] = {}  # key to rule and address
        self._surplus = 0
        self._surplus_example = ""

    def offer(self, entry: Entry, *, nofollow: bool = False) -> None:
        """Queue an address of the site unless it is known or a rule is against it."""
        key = key_of(entry.url)
        if key in self._known:
            return
        if len(self._known) + len(self._refused) >= MAX_KNOWN and key not in self._refused:
            self._surplus += 1
            self._surplus_example = self._surplus_example or entry.url
            return
        rule = self._rule_against(entry, key, nofollow=nofollow)
        if rule is not None:
            self._refused[key] = (rule, entry.url)
            return
        self._refused.pop(key, None)
        self._known.add(key)
        self._queue.append(entry)

    def know(self, url: str) -> None:
        """Take an address as known, so that it is not queued any more."""
        self._known.add(key_of(url))

    def refuse(self, url: str, rule: str) -> None:
        """Count an address that was found useless in another way."""
        self._refused.setdefault(key_of(url), (rule, url))

    def peek(self) -> Entry | None:
        """Return the next address without taking it."""
        return self._queue[0] if self._queue else None

    def pop(self) -> Entry:
        """Take the next address; raises IndexError where there is none."""
        return self._queue.popleft()

    def left_out(self, limit: str | None) -> tuple[LeftOut, ...]:
        """Return what was kept out, by rule; ``limit`` names the rule for what is still in the queue, if any."""
        counts: dict[str, tuple[int, str]] = {}
        for rule, url in self._refused.values():
            count, example = counts.get(rule, (0, url))
            counts[rule] = (count + 1, example)
        if limit is not None and self._queue:
            counts[limit] = (len(self._queue), self._queue[0].url)
        if self._surplus:
            counts["max-addresses"] = (self._surplus, self._surplus_example)
        return tuple(LeftOut(rule=rule, count=count, example=url) for rule, (count, url) in sorted(counts.items()))

    def _rule_against(self, entry: Entry, key: str, *, nofollow: bool) -> str | None:
        if nofollow:
            return "nofollow"
        if self._depth is not None and entry.depth > self._depth:
            return "depth"
        path = path_of(entry.url)
        paths = (path, unquote(path))
        if self._include is not None and not any(map(self._include.match, paths)):
            return "include"
        if self._exclude is not None and any(map(self._exclude.match, paths)):
            return "exclude"
        earlier = self._refused.get(key)
        if earlier is not None and earlier[0].startswith("trap-"):
            return earlier[0]
        return self._traps.rule_against(entry.url)


def _matcher(globs: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(translate, globs))) if globs else None
