"""From an answer of the crawler to all that is kept of a page: parse, health, rules. Runs in worker processes."""

import gc
from functools import cache, partial
from threading import Lock

import msgspec

from a11ycheck import words
from a11ycheck.catalogue import Rule, choose, present_id
from a11ycheck.engine import NOTHING, Judged, Said, ahead, judge
from a11ycheck.health import health
from a11ycheck.look_again import looked_again
from a11ycheck.model import Examined, Fetched, Health, Link, PageRecord, Reason
from a11ycheck.page import Page
from a11ycheck.page.links import canonical, links
from a11ycheck.page.parse import parse
from a11ycheck.page.suppression import suppressions
from a11ycheck.second_opinion import joined
from a11ycheck.settings import Settings
from a11ycheck.suppressions import settled

_LONGEST_TITLE = 500  # characters
_MOST_WITHOUT_A_LOOK = 50  # pages that are judged before garbage is looked for


def _rules(settings: Settings) -> tuple[Rule, ...]:
    words.add_from(settings.project_rules)
    return _chosen(settings)


@cache
def _chosen(settings: Settings) -> tuple[Rule, ...]:
    return choose(settings)


def examine(fetched: Fetched, settings: Settings) -> Examined:
    """Check one page by its HTML, with the rules of the scan."""
    if fetched.reason not in (None, Reason.HTTP_ERROR):
        return Examined(record=not_tested(fetched, fetched.reason))
    with garbage_left:
        page = parse(fetched.body, url=fetched.final_url, charset=fetched.charset)
        try:
            return examine_page(fetched, page, settings)
        finally:
            page.take_apart()


class _GarbageLeft:
    """Looks for no garbage while any page is judged: a page makes nothing else than what it takes along at its end.

    Threads judge pages side by side, and collecting is one switch for all of them: the last one turns it on again.
    Where there is always another one, it is looked for now and then all the same.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages = 0
        self._since = 0  # pages judged without a look
        self._collecting = False

    def __enter__(self) -> None:
        with self._lock:
            if not self._pages:
                self._collecting = gc.isenabled()
                gc.disable()
            self._pages += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._pages -= 1
            self._since = self._since + 1 if self._pages else 0
            if not self._pages and self._collecting:
                gc.enable()
            if self._since == _MOST_WITHOUT_A_LOOK:
                self._since = 0
                gc.collect()


garbage_left = _GarbageLeft()


def ask_ahead(fetched: Fetched, page: Page, settings: Settings) -> Said:
    """Ask the rules that need nothing more than is known of a page by now, for ``examine_page`` to start from."""
    _take_linked(fetched, page)
    return ahead(page, _rules(settings))


def examine_page(fetched: Fetched, page: Page, settings: Settings, said: Said = NOTHING) -> Examined:
    """Check one page that an engine has read. Links are kept only of what was fetched from a site.

    ``said`` is what ``ask_ahead`` has returned of it, where that was asked.
    """
    reason = health(fetched, page)
    if reason is not None:
        record = not_tested(fetched, reason, page)
        if reason is Reason.EMPTY:
            record = with_outcomes_of_html(record, page, settings)
        return Examined(record=record, links=_links(fetched, page))
    _take_linked(fetched, page)
    judged = joined(page, _judged(fetched, page, settings, said), settings)
    record = PageRecord(
        url=fetched.url,
        final_url=fetched.final_url,
        status=fetched.status,
        title=page.title[:_LONGEST_TITLE],
        language=page.root.lang,
        health=Health.TESTED,
        outcomes=judged.outcomes,
        findings=judged.findings,
        suppressions=tuple(each.said for each in page.once(suppressions)),
    )
    return Examined(
        record=settled(record, partial(present_id, folder=settings.project_rules)),
        links=_links(fetched, page),
        canonical=canonical(page) if fetched.status else None,
        traits=judged.traits,
    )


def _take_linked(fetched: Fetched, page: Page) -> None:
    if fetched.linked is not None:
        page.facts = msgspec.structs.replace(page.facts, linked_pages={each.url: each for each in fetched.linked})


def _judged(fetched: Fetched, page: Page, settings: Settings, said: Said) -> Judged:
    rules = _rules(settings)
    judged = judge(page, rules, settings.lang, said)
    return looked_again(page, judged, fetched.sheets, rules, settings.lang) if fetched.sheets else judged


def with_outcomes_of_html(record: PageRecord, page: Page, settings: Settings) -> PageRecord:
    """Complete the record of a page that shows nothing, or leads elsewhere at once, by what its HTML tells of it."""
    judged = judge(page, _rules(settings), settings.lang)
    return msgspec.structs.replace(record, outcomes=judged.outcomes, findings=judged.findings)


def _links(fetched: Fetched, page: Page) -> tuple[Link, ...]:
    return tuple(links(page)) if fetched.status else ()


def not_tested(fetched: Fetched, reason: Reason | None, page: Page | None = None) -> PageRecord:
    """Make the record of a page that was not tested."""
    return PageRecord(
        url=fetched.url,
        final_url=fetched.final_url,
        status=fetched.status,
        title=page.title[:_LONGEST_TITLE] if page else "",
        language=page.root.lang if page else "",
        health=Health.NOT_TESTED,
        reason=reason,
        error=fetched.error,
    )
