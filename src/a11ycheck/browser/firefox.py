"""Pages in Firefox: its scripts run, and the tree that they leave is checked.

Firefox does not tell how a page is drawn as Chromium does, so the tree is that of ``page/parse.py``, and rules that
need a drawn page are untested.
"""

from contextlib import suppress
from threading import Lock

import msgspec
from msgspec import Struct

from a11ycheck.browser.bidi import Firefox
from a11ycheck.browser.faults import BrowserCrashedError, NotTestedError, PageStalledError, RefusedError, not_opened
from a11ycheck.browser.launch import WINDOW, find_firefox
from a11ycheck.browser.settle import Look, Rest
from a11ycheck.browser.timings import Timings
from a11ycheck.browser.visit import Visit, has_moved
from a11ycheck.model import Reason
from a11ycheck.page import Page
from a11ycheck.page.parse import parse_text
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError

_SLACK = 5  # seconds longer than its own bound that a command may take before Firefox counts as stalled
_LEADS_ON = "ABORT"  # in what Firefox says of a page that a script took elsewhere while it loaded
_LOOKS = 3  # at a page that goes elsewhere while it is looked at
# Waits in the page until it has not changed for 0.3 s, at most five, and gives what it is then.
_STATE = """
new Promise(done => {
  const end = performance.now() + 5000;
  let last = performance.now();
  new MutationObserver(() => { last = performance.now(); })
    .observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  (function look() {
    const now = performance.now(), settled = now - last >= 300;
    if (settled || now >= end) done(settled); else setTimeout(look, 20);
  })();
}).then(settled => {
  const from = performance.getEntriesByType('navigation')[0], type = document.doctype;
  const html = (type ? new XMLSerializer().serializeToString(type) : '') + (document.documentElement?.outerHTML || '');
  return JSON.stringify({
    settled, html, url: location.href, opened: from?.name?.startsWith('http') ? from.name : location.href,
    status: from?.responseStatus || 0, charset: document.characterSet.toLowerCase(),
  });
})"""
_FORGET = "try { localStorage.clear(); sessionStorage.clear(); } catch {}"


class _State(Struct, frozen=True):
    """A page as its scripts left it."""

    settled: bool
    html: str
    url: str
    opened: str  # where its document came from
    status: int
    charset: str


class FirefoxSession:
    """A Firefox that is used for many pages, and replaced when it has crashed."""

    group = 0  # its memory is not watched

    def __init__(self, settings: Settings) -> None:
        """Start nothing yet.

        Raises:
            SettingsError: where the settings ask for what only Chromium does.
        """
        asked = {"click": settings.click, "wait-for": settings.wait_for, "login": settings.login, "grid": settings.grid,
                 "debug-names": settings.debug_names, "basic-auth": settings.basic_auth, "header": settings.headers,
                 "cookie": settings.cookies}  # fmt: skip
        wrong = next((name for name, value in asked.items() if value), None)
        if wrong is not None:
            raise SettingsError(f"--{wrong} does not work with Firefox: use --browser chromium.")
        self._settings = settings
        self._firefox: Firefox | None = None
        self._lock = Lock()

    def visit(self, url: str) -> Visit:
        """Open a page, wait until it rests, and return the tree that it has then. A crash is tried again once.

        Raises:
            PageStalledError: where the page keeps the browser busy beyond its time.
            BrowserCrashedError: where the page brings the browser down twice.
            NotTestedError: where there is no page to test; its text says why.
            NoBrowserError: where there is none.
        """
        with self._lock:
            try:
                return self._visit(url)
            except PageStalledError:
                self._drop()
                raise
            except BrowserCrashedError:
                self._drop()
            try:
                return self._visit(url)
            except BrowserCrashedError:
                self._drop()
                raise

    def _visit(self, url: str) -> Visit:
        timings = Timings()
        with timings.of("browser"):
            firefox = self._firefox = self._firefox or self._start()
        with timings.of("load"):
            self._open(firefox, url)
        with timings.of("settle"):
            state = self._state(firefox)
            firefox.evaluate(_FORGET, _SLACK)
            firefox.ask("storage.deleteCookies", _SLACK)
        with timings.of("tree"):
            page = _tree(state)
        look = Look(loaded=True, calm=state.settled, url=state.url, opened=state.opened, status=state.status)
        return Visit(page, Rest(state.settled, look, documents=1), has_moved(url, look), timings)

    def _open(self, firefox: Firefox, url: str) -> None:
        try:
            firefox.open(url, self._settings.timeout)
        except RefusedError as error:
            if _LEADS_ON not in str(error).upper():
                raise not_opened(str(error)) from error

    def _state(self, firefox: Firefox) -> _State:
        for _ in range(_LOOKS):
            with suppress(RefusedError, msgspec.ValidationError):  # it went elsewhere, or lies about itself
                return msgspec.convert(firefox.evaluate(_STATE, self._settings.timeout), _State)
        raise NotTestedError(Reason.REDIRECT, "fault-endless")

    def _start(self) -> Firefox:
        width, height = WINDOW
        options = (f"--width={width}", f"--height={height}", *(() if self._settings.headed else ("--headless",)))
        preferences: dict[str, str | int] = {
            "permissions.default.desktop-notification": 2,
            "permissions.default.geo": 2,
        }
        if self._settings.user_agent:
            preferences["general.useragent.override"] = self._settings.user_agent
        return Firefox(find_firefox(), options, preferences)

    def _drop(self) -> None:
        if self._firefox is not None:
            self._firefox.close()
        self._firefox = None

    def close(self) -> None:
        """End the browser."""
        with self._lock:
            self._drop()


def _tree(state: _State) -> Page:
    """Make a page of what scripts left. Its lines are unknown until its source is laid beside it."""
    page = parse_text(state.html, url=state.url, encoding=state.charset, declared_encoding=state.charset)
    for element in page.elements:
        element.line = element.column = 0
    page.parse_errors = ()
    return page
