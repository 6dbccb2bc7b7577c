"""Fetches pages that a page links to, where a chosen rule compares it with them: few, once a scan, same-site only."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from threading import Lock

import msgspec

from a11ycheck.completing import Completing
from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.model import Fetched, LinkedPage
from a11ycheck.page import Page
from a11ycheck.page.linked import addresses_of_one_name, all_addresses, pages_to_compare_with, summary_of
from a11ycheck.page.parse import parse
from a11ycheck.rule_text import Rule
from a11ycheck.urls import Scope

NEED = "linked-pages"  # of rules that compare a page with those that it links to
BY_NAME = "linked-by-name"  # of rules that compare what all links of one name lead to
_BESIDE = 3  # pages whose blocks are compared with those of a page
_COMPARED = 12  # pages that links and frames of one name lead to, of one page
_A_SCAN = 500  # requests of a scan, beyond which no more is compared
_THREADS = 4


class Neighbours(Completing):
    """Completes what was fetched by summaries of the pages that it links to."""

    def __init__(self, fetcher: Fetcher, rules: Iterable[Rule]) -> None:
        """``rules`` are those of the scan: where none of them compares pages, nothing is fetched."""
        wanted = {need for rule in rules for need in (*rule.text.needs, *rule.text.uses)}
        super().__init__(_THREADS, "a11ycheck-linked", wanted=NEED in wanted)
        self._anywhere = BY_NAME in wanted
        self._fetcher = fetcher
        self._known: dict[str, Future[LinkedPage | None]] = {}
        self._asked = 0
        self._lock = Lock()

    def _concerns(self, fetched: Fetched) -> bool:
        return fetched.reason is None

    def _completed(self, fetched: Fetched) -> Fetched:
        return msgspec.structs.replace(fetched, linked=self._beside(fetched))

    def _beside(self, fetched: Fetched) -> tuple[LinkedPage, ...]:
        page = parse(fetched.body, url=fetched.final_url, charset=fetched.charset)
        self._keep(fetched, page)
        scope = self._fetcher.scope((fetched.final_url,))
        found: dict[str, LinkedPage] = {}
        for url in all_addresses(addresses_of_one_name(page, _COMPARED, anywhere=self._anywhere)):
            summary = self._summary(url, scope)
            if summary is not None:
                found[url] = msgspec.structs.replace(summary, blocks=frozenset(), compared=True)
        for url in pages_to_compare_with(page, _BESIDE):
            summary = self._summary(url, scope)
            if summary is not None:
                found[url] = msgspec.structs.replace(summary, compared=url in found)
        return tuple(found.values())

    def _keep(self, fetched: Fetched, page: Page) -> None:
        """Keep the summary of a page that the crawl has fetched, so that it is not asked for again."""
        mine = self._claim(fetched.url)
        if mine is not None:
            _answer(mine, lambda: summary_of(page, fetched.url))

    def _summary(self, url: str, scope: Scope) -> LinkedPage | None:
        if not scope.holds(url):
            return None
        mine = self._claim(url)
        if mine is not None:
            _answer(mine, lambda: self._fetch(url, scope))
        return self._known[url].result()

    def _claim(self, url: str) -> Future[LinkedPage | None] | None:
        """Return the future that the caller has to answer, None where another has it already."""
        with self._lock:
            if url in self._known:
                return None
            mine = self._known[url] = Future()
            return mine

    def _fetch(self, url: str, scope: Scope) -> LinkedPage | None:
        with self._lock:
            self._asked += 1
            too_many = self._asked > _A_SCAN
        fetched = None if too_many else self._fetcher.get(url, scope)
        if fetched is None or fetched.reason is not None:
            return None
        return summary_of(parse(fetched.body, url=fetched.final_url, charset=fetched.charset), url)


def _answer(mine: Future[LinkedPage | None], work: Callable[[], LinkedPage | None]) -> None:
    """Do the work that others wait for, too; a fault gives None to all of them."""
    try:
        mine.set_result(work())
    except Exception:  # noqa: BLE001  (whatever a page holds: it is not compared with)
        mine.set_result(None)
