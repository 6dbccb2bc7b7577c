"""Opens pages in a browser, one after the other, and reads each as one snapshot."""

from collections.abc import Callable
from functools import partial
from threading import Lock

import msgspec

from a11ycheck.axe_rules import is_asked
from a11ycheck.browser.apart import frames_apart
from a11ycheck.browser.axe import AxeReader
from a11ycheck.browser.differences import differences
from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import (
    BrowserCrashedError,
    NotTestedError,
    PageStalledError,
    RefusedError,
    not_opened,
)
from a11ycheck.browser.probes import PROBES, measure
from a11ycheck.browser.probes.trials_script import TIMERS
from a11ycheck.browser.settle import WATCH, come_to_rest, evaluate, wait_for_load
from a11ycheck.browser.site_only import SiteOnly
from a11ycheck.browser.snapshot import STYLES, page_of
from a11ycheck.browser.stage import prepare
from a11ycheck.browser.steps import Steps, click_where_it_is, wait_for_element
from a11ycheck.browser.timings import Timings
from a11ycheck.browser.visit import Visit, has_moved
from a11ycheck.model import Reason
from a11ycheck.notes import note
from a11ycheck.page import Page
from a11ycheck.settings import Settings

_MOST_PAGES = 250  # after so many a browser is started anew, before it has grown
_MOST_MEMORY = 1_500_000_000  # bytes; likewise
_PAGES_BETWEEN_LOOKS = 10  # at the memory, which takes some milliseconds
_LOAD_SHARE = 0.5  # of a page's time that it may take to load ...
_REST_SECONDS = 5.0  # ... and seconds for each time that it is to come to rest
_PROBE_CALL_SECONDS = 10.0  # that one command of a probe may take
_PICTURES_SECONDS = 10.0  # that the pictures of a page may take
_MOST_FOR_AXE = 50_000  # elements; of more than that it does not come to an end
_PROBES_SECONDS = 120.0  # that all probes may take together; each has its own bound


type Meanwhile = Callable[[Visit], None]


def _nothing(_visit: Visit) -> None:
    pass


class Session:
    """A browser that is used for many pages, and replaced when it is worn or has crashed."""

    def __init__(self, settings: Settings, needs: frozenset[str]) -> None:
        """``needs`` are the facts that the chosen rules read: only these are measured."""
        self._needs = needs
        self._settings = settings
        self._browser: Browser | None = None
        self._used = 0
        self._lock = Lock()
        self._login = Steps.read(settings.login) if settings.login else None
        self._site_only = SiteOnly(settings)
        self._axe = AxeReader(settings) if is_asked(settings) else None

    @property
    def group(self) -> int:
        """The process group of its browser, 0 where none runs on this machine."""
        return self._browser.group if self._browser is not None else 0

    def read(self, url: str) -> Page:
        """Return a page as drawn; see ``visit``."""
        return self.visit(url).page

    def visit(self, url: str, *, probes: bool = True, meanwhile: Meanwhile = _nothing) -> Visit:
        """Open a page, wait until it rests, and return it as drawn. A crash is tried again once.

        Without ``probes`` no facts are measured. While axe looks at the page, ``meanwhile`` gets it as it is;
        not where axe is not asked, and twice where the page is tried again.

        Raises:
            PageStalledError: where the page keeps the browser busy beyond its time.
            BrowserCrashedError: where the page brings the browser down twice.
            RefusedError: where the page cannot be read even when tried twice.
            NotTestedError: where there is no page to test; its text says why.
            NoBrowserError: where there is none.
            LoginError: where the steps of the login cannot be done.
        """
        with self._lock:
            try:
                return self._visit(url, probes, meanwhile)
            except RefusedError:
                pass  # it went elsewhere in the very moment that it was read
            except BrowserCrashedError as error:
                at_fault = isinstance(error, PageStalledError) and self._browser is not None and self._browser.responds
                self._drop()
                if at_fault:
                    raise
            try:
                return self._visit(url, probes, meanwhile)
            except BrowserCrashedError:
                self._drop()
                raise

    def show(self, look: Callable[[Browser], None]) -> None:
        """Let ``look`` have the browser, which shows the page that was visited last; nothing where it is gone.

        What goes wrong costs the rest of that look, and at worst the browser.
        """
        with self._lock:
            if self._browser is None:
                return
            self._browser.allow(_PICTURES_SECONDS)
            try:
                look(self._browser)
            except RefusedError:
                return
            except BrowserCrashedError:
                self._drop()

    def _visit(self, url: str, probes: bool, meanwhile: Meanwhile) -> Visit:
        timings = Timings()
        with timings.of("browser"):
            browser = self._fresh()
        browser.allow(self._settings.timeout)
        try:
            with timings.of("load"):
                self._open(browser, url)
                rest = wait_for_load(browser, self._settings.timeout * _LOAD_SHARE)
            with timings.of("settle"):
                missed = click_where_it_is(browser, self._settings)
                notes = wait_for_element(browser, self._settings)
                rest = come_to_rest(browser, rest, min(_REST_SECONDS, self._settings.timeout / 4))
            moved = has_moved(url, rest.look)
            source = self._source(browser) if moved or self._login is not None else None
            page = self._snap(browser, rest.look.url or url, timings)
            notes += frames_apart(browser, page, self._settings.lang)
            if self._settings.debug_names:
                notes += differences(browser, page)
            visit = Visit(page, rest, moved, timings, source, notes, missed)
            if probes:
                visit.notes += self._ask_axe(browser, visit, meanwhile)
                self._measure(browser, page, timings)
            if self._browser is not None:
                browser.look_after_driver()
        except NotTestedError:
            self._drop()  # what the page is about to do would happen to the next one
            raise
        with timings.of("clean"):
            self._clean(browser, scripted=rest.look.scripted)
        return visit

    def _open(self, browser: Browser, url: str) -> None:
        self._site_only.before(browser, url)
        answer = browser.cdp("Page.navigate", url=url)
        fault = answer.get("errorText")
        if answer.get("isDownload"):
            raise NotTestedError(Reason.NOT_HTML, "fault-download")
        if fault:
            raise not_opened(str(fault))

    def _source(self, browser: Browser) -> tuple[str, str] | None:
        """Return the HTML of the page as the browser received it, None where it does not hold it any more."""
        try:
            frame = browser.cdp("Page.getFrameTree")["frameTree"]["frame"]
            answer = browser.cdp("Page.getResourceContent", frameId=frame["id"], url=frame["url"])
        except RefusedError:
            return None
        charset = str(evaluate(browser, "document.characterSet")).lower()
        return None if answer["base64Encoded"] else (answer["content"], charset)

    def _snap(self, browser: Browser, url: str, timings: Timings) -> Page:
        with timings.of("snapshot"):
            snapshot = browser.cdp(
                "DOMSnapshot.captureSnapshot",
                computedStyles=list(STYLES),
                includePaintOrder=True,
                includeDOMRects=True,
                includeBlendedBackgroundColors=True,
                includeTextColorOpacities=False,
            )
        with timings.of("tree"):
            return page_of(snapshot, url=url)

    def _ask_axe(self, browser: Browser, visit: Visit, meanwhile: Meanwhile) -> tuple[str, ...]:
        """Have a second opinion. Where there is none, a note says so, and nothing else is lost."""
        if self._axe is None:
            return ()
        page = visit.page
        if len(page.elements) > _MOST_FOR_AXE:
            return (note("without-axe", self._settings.lang),)
        try:
            with visit.timings.of("axe"):
                opinion = self._axe.read(browser, partial(meanwhile, visit))
            page.facts = msgspec.structs.replace(page.facts, second_opinion=opinion)
        except RefusedError:
            return (note("without-axe", self._settings.lang),)
        except PageStalledError:
            self._drop()
            return (note("without-axe", self._settings.lang),)
        return ()

    def _measure(self, browser: Browser, page: Page, timings: Timings) -> None:
        """Run the probes. One that fails leaves its fact out; one that stalls the page costs those after it, too."""
        if self._browser is None:  # the page stalled before
            return
        browser.allow(_PROBES_SECONDS, each=_PROBE_CALL_SECONDS)
        steps = [
            (need, partial(measure, browser, page, frozenset({need}))) for need, *_ in PROBES if need in self._needs
        ]
        if steps:
            steps.insert(0, ("prepare", partial(prepare, browser)))
        for name, step in steps:
            try:
                with timings.of(name):
                    step()
            except RefusedError:
                continue
            except PageStalledError:
                self._drop()
                return

    def _fresh(self) -> Browser:
        if self._worn():
            self._drop()
        if self._browser is None:
            self._browser = Browser(self._settings)
            self._prepare(self._browser)
        self._used += 1
        return self._browser

    def _worn(self) -> bool:
        if self._browser is None or self._used % _PAGES_BETWEEN_LOOKS:
            return False
        return self._used >= _MOST_PAGES or self._browser.memory > _MOST_MEMORY

    def _prepare(self, browser: Browser) -> None:
        browser.allow(self._settings.timeout)
        self._site_only.attach(browser)
        browser.cdp("Page.enable")
        # Whatever the browser's own window does, the page is the one that has the focus.
        browser.cdp("Emulation.setFocusEmulationEnabled", enabled=True)
        for script in (WATCH, TIMERS):
            browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=script)
        browser.cdp("Browser.setDownloadBehavior", behavior="deny")
        if self._login is not None:
            self._login.run(browser)

    def _clean(self, browser: Browser, *, scripted: bool) -> None:
        """Leave nothing of one page to the next, unless the scan has logged in."""
        if self._browser is None or self._login is not None:
            return
        browser.allow(_REST_SECONDS)
        try:
            browser.cdp("Network.clearBrowserCookies")
            if scripted:
                browser.cdp("Storage.clearDataForOrigin", origin="*", storageTypes="all")
        except (BrowserCrashedError, RefusedError):
            self._drop()

    def _drop(self) -> None:
        self._site_only.detach()
        if self._browser is not None:
            self._browser.close()
        self._browser = None
        self._used = 0

    def close(self) -> None:
        """End the browser."""
        with self._lock:
            self._drop()
