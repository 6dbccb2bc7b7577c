"""Opens pages in a browser, one after the other, and reads each as one snapshot."""

import contextlib
from threading import Lock

from a11ycheck.browser.driver import Browser, BrowserCrashedError
from a11ycheck.browser.probes import measure
from a11ycheck.browser.settle import WATCH, settle
from a11ycheck.browser.snapshot import STYLES, page_of
from a11ycheck.page import Page
from a11ycheck.settings import Settings

_PAGES = 150  # after so many a browser is started anew, before it has grown


class Session:
    """A browser that is used for many pages, and replaced when it is worn or has crashed."""

    def __init__(self, settings: Settings, needs: frozenset[str]) -> None:
        """``needs`` are the facts that the chosen rules read: only these are measured."""
        self._needs = needs
        self._settings = settings
        self._browser: Browser | None = None
        self._used = 0
        self._lock = Lock()

    def read(self, url: str) -> Page:
        """Open a page, wait until it rests, and return it as drawn. A crash is tried again once.

        Raises:
            BrowserCrashedError: where the page brings the browser down twice.
            NoBrowserError: where there is none.
        """
        with self._lock:
            try:
                return self._read(url)
            except BrowserCrashedError:
                self._drop()
                return self._read(url)

    def _read(self, url: str) -> Page:
        browser = self._fresh()
        try:
            browser.cdp("Page.navigate", url=url)
            rest = settle(browser, min(self._settings.timeout, 5.0))
            snapshot = browser.cdp(
                "DOMSnapshot.captureSnapshot",
                computedStyles=list(STYLES),
                includePaintOrder=True,
                includeDOMRects=True,
                includeBlendedBackgroundColors=True,
                includeTextColorOpacities=False,
            )
            page = page_of(snapshot, url=rest.url or url)
            measure(browser, page, self._needs)
        except BrowserCrashedError:
            self._drop()
            raise
        self._clean(browser)
        return page

    def _fresh(self) -> Browser:
        if self._used >= _PAGES:
            self._drop()
        if self._browser is None:
            self._browser = Browser(timeout=self._settings.timeout)
            self._browser.cdp("Page.enable")
            self._browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
            self._browser.cdp("Page.setDownloadBehavior", behavior="deny")
        self._used += 1
        return self._browser

    def _clean(self, browser: Browser) -> None:
        """Leave nothing of one page to the next."""
        with contextlib.suppress(BrowserCrashedError):
            browser.cdp("Network.clearBrowserCookies")
            browser.cdp("Storage.clearDataForOrigin", origin="*", storageTypes="all")

    def _drop(self) -> None:
        if self._browser is not None:
            self._browser.close()
        self._browser = None
        self._used = 0

    def close(self) -> None:
        """End the browser."""
        with self._lock:
            self._drop()
