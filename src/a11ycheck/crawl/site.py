"""All pages of one site, in an order that does not depend on timing."""

from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event
from types import MappingProxyType, TracebackType
from typing import Self

from msgspec import Struct

from a11ycheck.crawl.content import HTML_TYPES, document_kind
from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.crawl.frontier import Entry, Frontier
from a11ycheck.crawl.sitemap import Sitemap
from a11ycheck.model import Document, Examined, Fetched, LeftOut, Link, Reason
from a11ycheck.notes import note
from a11ycheck.settings import Settings
from a11ycheck.urls import key_of, kind, normalise, start_address

THREADS = 4  # requests to a site at a time, unless it or the settings ask for a delay between them
LOOKAHEAD = 16  # pages on their way at a time: what bounds the memory
MAX_DOCUMENTS = 10_000
_GONE = frozenset({404, 410})
_UNREACHABLE = frozenset({Reason.CONNECTION, Reason.TLS, Reason.TIMEOUT, Reason.REDIRECT})


class Visit(Struct, frozen=True):
    """One address on its way."""

    url: str
    depth: int  # links from a start address
    asked: bool  # a target or an entry of --urls, whose absence the report must not hide
    fetched: Future[Fetched]
    linked_from: str = ""  # the page that brought it; "" for a start address and an entry of the sitemap


class Site:
    """The pages of one site: call ``begin`` for visits and ``learn`` with each in the order in which they began.

    The order is: the start addresses, the pages that they link to, the entries of the sitemap, then the links of later
    pages as they are found. So the menu comes first, which is what most visitors meet. All decisions fall in
    ``learn``, in the order of visits: the pages are the same on every run, however fast the server answers.

    At most ``settings.max_pages`` visits become pages. Duplicates and broken links do not count, but no site is asked
    for more than ``max(200, 5 * max_pages)`` addresses. Start addresses are always taken. With ``settings.urls``, or
    without crawling, they are all that is visited.

    Besides the rules of ``Frontier``, ``left_out`` names: ``max-pages`` and ``max-requests``, what waited in the queue
    when that bound was reached; ``canonical``, pages that name an earlier page as the real one;
    ``redirect-elsewhere``, addresses that lead to another site; ``interrupted``, what waited when it was closed early.
    """

    def __init__(
        self, start: Sequence[str], settings: Settings, fetcher: Fetcher, *, this_year: int | None = None
    ) -> None:
        """``start`` holds targets as people type them; ``this_year`` is for tests of calendars."""
        self._settings = settings
        self._fetcher = fetcher
        self._crawls = settings.crawl and settings.urls is None
        starts = tuple(dict.fromkeys(start_address(url) or url for url in start))
        self._scope = fetcher.scope(starts)
        self._frontier = Frontier(starts, settings, this_year or datetime.now(UTC).year)
        self._stop = Event()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="a11ycheck-fetch")
        self._on_their_way: deque[Visit] = deque()
        self._starts_left = len(starts)
        self._begun = 0
        self._taken = 0
        self._max_requests = max(200, 5 * settings.max_pages)
        self._pages: set[str] = set()  # keys of the final addresses of pages
        self._sitemap = Sitemap()
        self._unlisted: list[str] = []  # entries of the sitemap that do not exist
        self._documents: dict[str, Document] = {}
        self._broken: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin(self) -> Visit | None:
        """Start the next visit in a thread; None when nothing is queued, or nothing may start before a ``learn``.

        The site is done when it returns None and no visit is left to be learned.
        """
        entry = self._frontier.peek()
        if entry is None or len(self._on_their_way) >= LOOKAHEAD or not (entry.asked or self._limit() is None):
            return None
        self._frontier.pop()
        work = self._fetch_first if self._begun == 0 else self._fetch
        future = self._threads.submit(work, entry.url)
        visit = Visit(entry.url, entry.depth, entry.asked, future, entry.linked_from)
        self._begun += 1
        self._on_their_way.append(visit)
        return visit

    def learn(self, visit: Visit, examined: Examined | None) -> bool:
        """Take what a visited page tells of the site; return whether it makes a page of the report.

        ``examined`` is None where there was nothing to examine. The visit must be the earliest that was not learned
        yet, else ValueError is raised. No page of the report are: duplicates of an earlier page, and, unless they were
        asked for, documents, parts of pages (images, data), broken links and redirects to another site.
        """
        if not self._on_their_way or self._on_their_way[0] is not visit:
            raise ValueError("learn() takes visits in the order in which they began")
        fetched = visit.fetched.result()
        self._on_their_way.popleft()
        is_new = key_of(fetched.final_url) not in self._pages
        is_page = self._is_page(visit, fetched) and is_new and not self._names_earlier(visit, examined)
        if is_page:
            self._taken += 1
            self._pages.add(key_of(fetched.final_url))
            self._frontier.know(fetched.final_url)
        if examined is not None and is_new and fetched.reason is None:
            self._follow(visit, fetched, examined)
        self._count_start(visit)
        return is_page

    @property
    def documents(self) -> tuple[Document, ...]:
        """PDF, Office and other files of the site that its pages link to, in the order of their finding."""
        return tuple(self._documents.values())

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What is known and was not checked, by rule; final once the site is done or was closed early."""
        return self._frontier.left_out("interrupted" if self._on_their_way else self._limit())

    @property
    def broken(self) -> Mapping[str, int]:
        """Normalised addresses that answered 404 or 410, with that status."""
        return MappingProxyType(self._broken)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of the crawl, one line each."""
        if not self._unlisted:
            return self._sitemap.notes
        count, example = len(self._unlisted), self._unlisted[0]
        return (*self._sitemap.notes, note("unlisted", self._settings.lang, count=count, example=example))

    def close(self) -> None:
        """Break off visits that are on their way and end the threads."""
        self._stop.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _limit(self) -> str | None:
        """Return the name of the bound that keeps further visits from starting, for now or for good."""
        if self._taken + len(self._on_their_way) >= self._settings.max_pages:
            return "max-pages"
        return "max-requests" if self._begun >= self._max_requests else None

    def _fetch(self, url: str) -> Fetched:
        return self._fetcher.get(url, self._scope, self._stop)

    def _fetch_first(self, url: str) -> Fetched:
        """Fetch the first page and then the sitemap, so that this is at hand when the page is learned."""
        fetched = self._fetch(url)
        if self._crawls and self._settings.sitemap and fetched.reason not in _UNREACHABLE:
            self._sitemap = self._fetcher.sitemap(fetched.final_url, self._scope, self._stop)
        return fetched

    def _is_page(self, visit: Visit, fetched: Fetched) -> bool:
        if visit.asked:
            return True
        if fetched.status in _GONE:
            self._broken[visit.url] = fetched.status
            if not visit.linked_from:
                self._unlisted.append(visit.url)
            return False
        if fetched.reason is Reason.REDIRECT and not self._scope.holds(fetched.final_url):
            self._frontier.refuse(visit.url, "redirect-elsewhere")
            return False
        if fetched.reason is Reason.NOT_HTML and fetched.media_type not in HTML_TYPES:
            self._note_document(visit.url, document_kind(fetched.media_type), visit.linked_from)
            return False
        return True

    def _names_earlier(self, visit: Visit, examined: Examined | None) -> bool:
        """Say whether a page names another, earlier page as the real one (rel=canonical); queue it if it is later."""
        canonical = normalise(examined.canonical) if examined is not None and examined.canonical else None
        own = (key_of(visit.url), key_of(visit.fetched.result().final_url))
        if canonical is None or key_of(canonical) in own or not self._scope.holds(canonical):
            return False
        if key_of(canonical) in self._pages:
            if not visit.asked:
                self._frontier.refuse(visit.url, "canonical")
            return not visit.asked
        if self._crawls and kind(canonical) == "page":
            self._frontier.offer(Entry(canonical, visit.depth, asked=False, linked_from=visit.url))
        return False

    def _follow(self, visit: Visit, fetched: Fetched, examined: Examined) -> None:
        for link in examined.links:
            if self._scope.holds(link.url):
                self._take_link(visit, link, nofollow=link.nofollow or fetched.noindex_links)

    def _take_link(self, visit: Visit, link: Link, *, nofollow: bool) -> None:
        what = kind(link.url)
        if what in ("pdf", "office", "other"):
            self._note_document(link.url, what, visit.url)
        elif what == "page" and self._crawls:
            self._frontier.offer(
                Entry(link.url, visit.depth + 1, asked=False, linked_from=visit.url), nofollow=nofollow
            )

    def _note_document(self, url: str, what: str | None, linked_from: str) -> None:
        if what is not None and len(self._documents) < MAX_DOCUMENTS:
            self._documents.setdefault(key_of(url), Document(url=url, kind=what, linked_from=linked_from))

    def _count_start(self, visit: Visit) -> None:
        """Queue the sitemap once the links of all start addresses are queued; its entries count as links from there."""
        if not visit.asked:
            return
        self._starts_left -= 1
        if self._starts_left == 0:
            for url in self._sitemap.urls:
                if kind(url) == "page":
                    self._frontier.offer(Entry(url, 1, asked=False))
