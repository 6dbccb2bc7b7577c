"""Checks pages in browsers, one browser a thread. The counterpart of ``workers.Workers`` for drawn pages."""

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

import msgspec

from a11ycheck.axe_rules import is_asked
from a11ycheck.browser.axe_script import find_axe
from a11ycheck.browser.diary import Diary
from a11ycheck.browser.faults import BrowserCrashedError, NotTestedError, PageStalledError, RefusedError
from a11ycheck.browser.firefox import FirefoxSession
from a11ycheck.browser.gallery import A_SCAN, Gallery, Taken
from a11ycheck.browser.launch import check_browser, needs_no_sandbox
from a11ycheck.browser.linked import Linked
from a11ycheck.browser.session import Session
from a11ycheck.browser.source import take_from_source
from a11ycheck.browser.timings import Timings
from a11ycheck.browser.twice import compared
from a11ycheck.browser.visit import Visit, take_apart
from a11ycheck.catalogue import choose
from a11ycheck.engine import Said
from a11ycheck.examine import ask_ahead, examine, examine_page, garbage_left, not_tested, with_outcomes_of_html
from a11ycheck.model import Examined, Fetched, Health, Reason, RuleInfo, Shot
from a11ycheck.notes import note
from a11ycheck.page import Page
from a11ycheck.page.parse import parse, parse_text
from a11ycheck.second_opinion import infos
from a11ycheck.settings import Settings
from a11ycheck.urls import Scope, normalise
from a11ycheck.workers import Checker


class BrowserWorkers(Checker):
    """Checks pages as they are drawn, ``jobs`` at a time."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        """Start no browser yet.

        Raises:
            NoBrowserError: where there is none to start.
        """
        check_browser(settings)
        self._settings = settings
        self._diary = Diary(_beginning(settings), settings.lang)
        # Twice as many as there are browsers: one draws the next page while another judges the last one.
        self._threads = ThreadPoolExecutor(2 * jobs, thread_name_prefix="a11ycheck-browser")
        needs = frozenset(need for rule in choose(settings) for need in (*rule.text.needs, *rule.text.uses))
        self._all = [_session(settings, needs) for _ in range(jobs)]
        self._free: SimpleQueue[Session | FirefoxSession] = SimpleQueue()
        for session in self._all:
            self._free.put(session)
        self._rules: dict[str, RuleInfo] = {}  # of axe
        self._linked = Linked(self._look)
        self._gallery = Gallery(A_SCAN if settings.pictures and settings.browser == "chromium" else 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        for session in self._all:
            session.close()

    @property
    def groups(self) -> tuple[int, ...]:
        """The process group of each browser that runs just now."""
        return tuple(filter(None, (session.group for session in self._all)))

    def _start(self, fetched: Fetched, done: Future[Examined]) -> None:
        def pass_on(ended: Future[Examined]) -> None:
            if ended.cancelled():  # the scan is ending
                done.cancel()
            elif (error := ended.exception()) is not None:
                done.set_exception(error)
            else:
                done.set_result(ended.result())

        self._threads.submit(self._check, fetched).add_done_callback(pass_on)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of how pages were drawn, complete once all are done."""
        return self._diary.notes

    @property
    def timings(self) -> dict[str, float]:
        """Seconds that each stage took, on all pages together."""
        return self._diary.timings

    @property
    def axe(self) -> str:
        """The version of axe-core that is asked for a second opinion, "" where none is."""
        asked = is_asked(self._settings) and self._settings.browser == "chromium"
        return find_axe(self._settings).number if asked else ""

    @property
    def rules(self) -> tuple[RuleInfo, ...]:
        """The rules of axe that looked at some page, by their ids."""
        return tuple(self._rules[rule] for rule in sorted(self._rules))

    @property
    def shots(self) -> Iterable[Shot]:
        """The pictures that were taken of issues, complete once all are done."""
        return self._gallery

    def _check(self, fetched: Fetched) -> Examined:
        if not self._can_be_drawn(fetched):
            return examine(fetched, self._settings)
        try:
            examined = self._look_at(fetched)
            if self._settings.twice and examined.record.health is Health.TESTED:
                return compared(examined, self._look_at(fetched), self._settings.lang)
        except NotTestedError as error:
            return self._not_drawn(fetched, error)
        except PageStalledError:
            said = note("fault-stalled", self._settings.lang, seconds=f"{self._settings.timeout:g}")
            return _not_tested(fetched, Reason.TIMEOUT, said)
        except BrowserCrashedError as error:
            said = note("fault-browser-ended", self._settings.lang, problem=str(error))
            return _not_tested(fetched, Reason.CRASHED, said)
        except RefusedError as error:
            return _not_tested(fetched, Reason.CRASHED, note("fault-not-read", self._settings.lang, problem=str(error)))
        return examined

    def _not_drawn(self, fetched: Fetched, error: NotTestedError) -> Examined:
        """Say why a page was not drawn, and of one that a refresh leads away from what its HTML tells of itself."""
        examined = _not_tested(fetched, error.reason, error.said(self._settings.lang))
        page = parse(fetched.body, url=fetched.final_url, charset=fetched.charset)
        refreshes = any(node.get("http-equiv").strip().lower() == "refresh" for node in page.tagged("meta"))
        if error.reason is not Reason.REDIRECT or not refreshes:
            return examined
        record = with_outcomes_of_html(examined.record, page, self._settings)
        return msgspec.structs.replace(examined, record=record)

    def _can_be_drawn(self, fetched: Fetched) -> bool:
        """A page that only a login opens is no page to the crawler, and yet one to the browser."""
        closed = self._settings.login is not None and fetched.status in _CLOSED
        return fetched.reason is None or closed

    def _look_at(self, fetched: Fetched) -> Examined:
        """Draw a page in the next browser that is free, and judge it.

        The browser is free again before that, unless pictures are to be taken of what is found.
        """
        early = Timings()
        fetched = self._with_linked(fetched, early)  # takes a browser itself, so before there is one to hold
        with garbage_left, ExitStack() as held:
            session = held.enter_context(self._borrowed())
            with _address(fetched, self._settings) as address:
                visit, said = self._visited(session, address, fetched)
            pictured = self._gallery.wants_more
            if not pictured:
                held.close()
            examined = self._judged(fetched, visit, said)
            photos = self._photographs(session, examined, visit) if pictured else []
            take_apart(visit.page)
        if photos:
            with visit.timings.of("pictures"):
                self._gallery.hang(photos, examined.record.final_url)
        visit.timings.seconds.update(early.seconds)
        self._diary.add(fetched.url, visit)
        return examined

    def _with_linked(self, fetched: Fetched, timings: Timings) -> Fetched:
        """Complete what is known of the pages that a page links to by how they are drawn."""
        if not fetched.linked:
            return fetched
        with timings.of("linked"):
            return msgspec.structs.replace(fetched, linked=self._linked.redrawn(fetched.linked))

    def _visited(self, session: Session | FirefoxSession, address: str, fetched: Fetched) -> tuple[Visit, Said | None]:
        """Draw a page, and ask rules that need no probe while axe keeps the browser busy: None where it does not."""
        if isinstance(session, FirefoxSession):
            return session.visit(address), None
        asked: list[tuple[Visit, Said]] = []  # the last one counts, where the page was tried again

        def meanwhile(visit: Visit) -> None:
            seen = self._complete(fetched, visit)
            asked.append((visit, ask_ahead(seen, visit.page, self._settings)))

        visit = session.visit(address, meanwhile=meanwhile)
        return visit, next((said for of, said in asked if of is visit), None)

    def _complete(self, fetched: Fetched, visit: Visit) -> Fetched:
        """Give a page what its source and its address tell; return what was fetched as the browser met it."""
        page, seen = visit.page, self._as_seen(fetched, visit)
        with visit.timings.of("source"):
            source = _source(fetched, seen, visit)
            if source is not None:
                take_from_source(page, source)
                source.take_apart()
        if not fetched.status:
            page.url = page.base = fetched.final_url
        return seen

    def _judged(self, fetched: Fetched, visit: Visit, said: Said | None) -> Examined:
        seen = self._complete(fetched, visit) if said is None else self._as_seen(fetched, visit)
        with visit.timings.of("rules"):
            self._rules |= {rule.id: rule for rule in infos(visit.page, self._settings)}
            return examine_page(seen, visit.page, self._settings, said or {})

    def _photographs(self, session: Session | FirefoxSession, examined: Examined, visit: Visit) -> list[Taken]:
        if isinstance(session, FirefoxSession):
            return []
        with visit.timings.of("pictures"):
            return self._gallery.photographs(session.show, examined.record, visit.page)

    @contextmanager
    def _borrowed(self) -> Iterator[Session | FirefoxSession]:
        """Wait for a browser that is free, and give it back in the end."""
        session = self._free.get()
        try:
            yield session
        finally:
            self._free.put(session)

    def _look(self, address: str) -> Page:
        """Draw a page only to compare another with it."""
        with self._borrowed() as session:
            visit = session.visit(address, probes=False) if isinstance(session, Session) else session.visit(address)
            return visit.page

    def _as_seen(self, fetched: Fetched, visit: Visit) -> Fetched:
        """Say of a page what the browser met: another address where a script led on, another status.

        Raises:
            NotTestedError: where it led out of the site.
        """
        if not fetched.status:
            return fetched
        look = visit.rest.look
        url = (normalise(look.url) or look.url) if visit.moved else fetched.final_url
        status = look.status or fetched.status
        if not Scope.of((fetched.final_url, fetched.url), self._settings.include_host).holds(url):
            raise NotTestedError(Reason.REDIRECT, "fault-script-elsewhere", address=url)
        bad = status >= HTTPStatus.BAD_REQUEST
        return msgspec.structs.replace(
            fetched,
            final_url=url,
            status=status,
            reason=Reason.HTTP_ERROR if bad else None,
            error=note("fault-status-in-browser", self._settings.lang, status=status) if bad else None,
        )


def _session(settings: Settings, needs: frozenset[str]) -> Session | FirefoxSession:
    return FirefoxSession(settings) if settings.browser == "firefox" else Session(settings, needs)


def _beginning(settings: Settings) -> tuple[str, ...]:
    """Return the notes that hold for every page."""
    if settings.browser == "firefox":
        return (note("only-scripts", settings.lang),)
    return (note("no-sandbox", settings.lang),) if not settings.grid and needs_no_sandbox() else ()


_CLOSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


def _source(fetched: Fetched, seen: Fetched, visit: Visit) -> Page | None:
    """Return what was sent for the page that was drawn: as the crawler got it, unless the browser went elsewhere."""
    if visit.source is not None:
        html, charset = visit.source
        return parse_text(html, url=seen.final_url, encoding=charset, declared_encoding=charset)
    if seen.final_url != fetched.final_url:
        return None
    return parse(fetched.body, url=fetched.final_url, charset=fetched.charset)


def _not_tested(fetched: Fetched, reason: Reason, error: str) -> Examined:
    return Examined(record=msgspec.structs.replace(not_tested(fetched, reason), error=error))


@contextmanager
def _address(fetched: Fetched, settings: Settings) -> Iterator[str]:
    """Give the address under which a browser finds a page; what came on standard input gets a file.

    Raises:
        NotTestedError: where the browser is on another machine than the file.
    """
    if fetched.status:
        yield fetched.url if settings.login is not None else fetched.final_url
        return
    if settings.grid:
        raise NotTestedError(Reason.UNREADABLE, "fault-grid-file")
    path = Path(fetched.url)
    if path.is_file():
        yield path.resolve().as_uri()
        return
    with tempfile.TemporaryDirectory(prefix="a11ycheck-page-") as folder:
        made = Path(folder, "page.html")
        made.write_bytes(fetched.body)
        yield made.as_uri()
