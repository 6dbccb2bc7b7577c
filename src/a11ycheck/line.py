"""The line: targets, pages, outcomes, issues, report. The only module that knows all of it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec.structs import replace

from a11ycheck.catalogue import choose
from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.crawl.site import Site, Visit
from a11ycheck.issues import Issues
from a11ycheck.linked_sheets import SheetsOfFiles, SheetsOfSites
from a11ycheck.model import (
    Document,
    Examined,
    Fetched,
    Health,
    LeftOut,
    PageRecord,
    Report,
    RuleInfo,
    ScanInfo,
    Shot,
    Summary,
    Tool,
)
from a11ycheck.neighbours import Neighbours
from a11ycheck.notes import note
from a11ycheck.serve import Served, serving
from a11ycheck.settings import Settings
from a11ycheck.site import SiteRules
from a11ycheck.spool import Spool
from a11ycheck.targets import Targets, read_files, read_targets
from a11ycheck.version import VERSION
from a11ycheck.workers import Checker, Workers, cores

if TYPE_CHECKING:
    from a11ycheck.browser.workers import BrowserWorkers

_LOOKAHEAD = 16  # files on their way at a time: what bounds the memory
_FEW = 4  # files that are checked faster here than by processes that have to be started
_MANY = 20  # files, some of which need the model of languages in all likelihood


class Listener(Protocol):
    """Who wants to know how a scan goes on. Called from several threads, one call at a time."""

    def page(self, done: int, queued: int, record: PageRecord) -> None:
        """Take note of a page that was checked; ``queued`` are known to come."""


class Silent:
    """A listener that does nothing."""

    def page(self, done: int, queued: int, record: PageRecord) -> None:
        """Do nothing."""


def scan(
    settings: Settings, listener: Listener | None = None, *, processes: bool = True, keep_interrupted: bool = False
) -> Report:
    """Scan the targets of the settings and return the report.

    With ``keep_interrupted``, Ctrl-C ends the scan with a report of the pages that were checked by then, if any.
    Without ``processes`` all HTML is checked in this one. A program that did not expect to be imported by others needs
    that: each process would run it again.

    Raises:
        NoBrowserError: where the browser is asked for and there is none.
        TargetError: where a target is nothing that can be scanned.
        UnknownRuleError: where the settings name a rule that does not exist.
    """
    started = _now()
    settings = replace(settings, engine=engine_of(settings))  # looked for once: all that follows has the same answer
    targets = read_targets(settings)
    rules = tuple(rule.info(settings.lang) for rule in choose(settings))
    with serving(targets, settings) as served:
        visited = _Visited(1 + len(served.targets.sites), listener or Silent())
        try:
            _visit(served.targets, served.settings, visited, processes=processes)
        except KeyboardInterrupt:
            if not (keep_interrupted and visited.done):
                raise
            visited.interrupt(settings)
    rules += visited.rules
    issues = Issues(rules)
    records = Spool(PageRecord)
    for record in map(served.restored, visited.records(settings)):
        issues.add(record)
        records.append(record)
    for shot in map(served.shot, visited.shots):
        issues.add_picture(shot)
    visited.restore(served, targets)
    return Report(_summary(settings, started, rules, issues, visited), records, visited.shots)


class _Visited:
    """What the scan brought in, kept in the order of targets whatever came first."""

    def __init__(self, lanes: int, listener: Listener) -> None:
        self._lanes: list[Spool[Examined]] = [Spool(Examined) for _ in range(lanes)]
        self._listener = listener
        self._lock = Lock()
        self.done = self.tested = 0
        self.statuses: dict[str, int] = {}
        self.documents: list[Document] = []
        self.left_out: list[LeftOut] = []
        self.notes: list[str] = []
        self.timings: dict[str, float] = {}
        self.rules: tuple[RuleInfo, ...] = ()  # of a second opinion
        self.axe = ""
        self.shots: Iterable[Shot] = ()
        self.interrupted = False

    def take(self, lane: int, examined: Examined, queued: int) -> None:
        with self._lock:
            record = examined.record
            self._lanes[lane].append(examined)
            self.done += 1
            self.tested += record.health is Health.TESTED
            if record.status:
                self.statuses[record.url] = self.statuses[record.final_url] = record.status
            self._listener.page(self.done, queued, record)

    def interrupt(self, settings: Settings) -> None:
        """Take note that somebody ended the scan early, and say so to the reader."""
        self.interrupted = True
        self.notes.insert(0, note("interrupted", settings.lang))

    def close_site(self, site: Site) -> None:
        with self._lock:
            self.statuses.update(site.broken)
            self.documents += site.documents
            self.left_out += site.left_out
            self.notes += site.notes

    def restore(self, served: Served, targets: Targets) -> None:
        """Name files in place of the addresses at which they were served, and what the choice of targets left out."""
        self.documents = list(served.documents(tuple(self.documents)))
        self.left_out = [*targets.left_out, *served.left_out(tuple(self.left_out), targets.files)]
        self.notes = [*targets.notes, *self.notes]

    def _all(self) -> Iterator[Examined]:
        return chain.from_iterable(self._lanes)

    def records(self, settings: Settings) -> Iterator[PageRecord]:
        """Yield the record of each page, completed by the rules over the whole site."""
        site_rules = SiteRules(choose(settings), settings.lang)
        site_rules.site.statuses = self.statuses
        for examined in self._all():
            site_rules.note(examined)
        yield from map(site_rules.complete, self._all())


def _visit(targets: Targets, settings: Settings, visited: _Visited, *, processes: bool) -> None:
    """Visit files first, then all sites at once."""
    workers = _checker(targets, settings, processes=processes)
    try:
        with workers:
            _visit_files(targets, settings, workers, visited)
            if targets.sites:
                _visit_sites(targets.sites, settings, workers, visited)
    finally:
        visited.notes += workers.notes
        visited.timings = workers.timings
        visited.rules = workers.rules
        visited.axe = workers.axe
        visited.shots = workers.shots


def _checker(targets: Targets, settings: Settings, *, processes: bool) -> "Workers | BrowserWorkers":
    """Return who checks the pages: processes that parse HTML, or browsers that draw it."""
    jobs = settings.jobs or cores()
    alone = not processes or (not targets.sites and len(targets.files) <= _FEW)
    if settings.engine == "static":
        many = bool(targets.sites) or len(targets.files) >= _MANY
        return Workers(settings, 0 if alone else jobs, many=many)
    from a11ycheck.browser.workers import BrowserWorkers  # noqa: PLC0415 - Selenium loads slowly, and only here

    return BrowserWorkers(settings, 1 if alone else jobs)


def engine_of(settings: Settings) -> Literal["static", "browser"]:
    """Return the engine that a scan uses: with "auto" the browser where there is one.

    Raises:
        NoBrowserError: where the browser is asked for, or needed to sign in, and there is none.
    """
    from a11ycheck.browser.faults import NoBrowserError  # noqa: PLC0415 - as above

    if settings.engine == "static":
        if settings.login is not None:
            raise NoBrowserError("--login signs in with a browser: leave out --engine static, or --login.")
        return "static"
    from a11ycheck.browser.launch import check_browser  # noqa: PLC0415 - as above

    try:
        check_browser(settings)
    except NoBrowserError:
        if settings.engine == "browser" or settings.login is not None:
            raise  # what a login leads to is not what stands before it
        return "static"
    return "browser"


def _visit_files(targets: Targets, settings: Settings, workers: Checker, visited: _Visited) -> None:
    coming: deque[Future[Examined]] = deque()
    left = len(targets.files) + targets.stdin
    sheets = SheetsOfFiles(read=settings.engine == "static")
    for fetched in read_files(targets, settings.max_size, settings.lang):
        coming.append(workers.check(sheets.complete(fetched)))
        if len(coming) >= _LOOKAHEAD:
            left -= 1
            visited.take(0, coming.popleft().result(), left)
    while coming:
        left -= 1
        visited.take(0, coming.popleft().result(), left)


def _visit_sites(sites: Sequence[tuple[str, ...]], settings: Settings, workers: Checker, visited: _Visited) -> None:
    with (
        Fetcher(settings) as fetcher,
        Neighbours(fetcher, choose(settings)) as neighbours,
        SheetsOfSites(fetcher, read=settings.engine == "static") as sheets,
        ThreadPoolExecutor(len(sites), thread_name_prefix="a11ycheck-site") as lanes,
    ):

        def check(coming: Future[Fetched]) -> Future[Examined]:
            return workers.check_later(sheets.complete(neighbours.complete(coming)))

        running: list[Future[None]] = []
        opened = [Site(start, settings, fetcher) for start in sites]
        for lane, site in enumerate(opened, start=1):
            running.append(lanes.submit(_visit_site, site, check, visited, lane))
        try:
            for ended in running:
                ended.result()
        except BaseException:
            for site in opened:
                site.close()
            raise
        finally:
            for site in opened:
                visited.close_site(site)


def _visit_site(
    site: Site,
    check: Callable[[Future[Fetched]], Future[Examined]],
    visited: _Visited,
    lane: int,
) -> None:
    """Walk one site: pages are fetched and checked side by side, and learned from in the order in which they began."""
    with site:
        coming: deque[tuple[Visit, Future[Examined]]] = deque()
        while True:
            while visit := site.begin():
                coming.append((visit, check(visit.fetched)))
            if not coming:
                return
            visit, future = coming.popleft()
            examined = future.result()
            if site.learn(visit, examined):
                visited.take(lane, examined, len(coming))


def _summary(
    settings: Settings, started: str, rules: tuple[RuleInfo, ...], issues: Issues, visited: _Visited
) -> Summary:
    not_tested = visited.done - visited.tested
    info = ScanInfo(
        started=started,
        finished=_now(),
        targets=settings.targets or ((str(settings.urls),) if settings.urls else ()),
        engine=settings.engine,
        standard=settings.standard,
        level=settings.level,
        lang=settings.lang,
        pages_tested=visited.tested,
        pages_not_tested=not_tested,
        complete=visited.tested > 0 and not_tested == 0 and not visited.interrupted,
        documents=tuple(visited.documents),
        left_out=tuple(visited.left_out),
        notes=tuple(visited.notes),
        axe=visited.axe,
        timings=visited.timings,
        interrupted=visited.interrupted,
    )
    return Summary(
        tool=Tool("a11ycheck", VERSION),
        scan=info,
        rules=rules,
        issues=issues.ranked(),
        criteria=issues.criteria(settings),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
