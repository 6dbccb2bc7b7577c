"""Pages in Firefox: its scripts run, and the tree that they leave is checked.

Firefox does not tell how a page is drawn as Chromium does, so the tree is that of ``page/parse.py``, and rules that
need a drawn page are untested.
"""

from threading import Lock

from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver import Remote
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.firefox.remote_connection import FirefoxRemoteConnection
from selenium.webdriver.firefox.service import Service
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as NoAnswer

from a11ycheck.browser.faults import BrowserCrashedError, NotTestedError, PageStalledError, first_line
from a11ycheck.browser.launch import WINDOW, find_firefox
from a11ycheck.browser.process import Processes
from a11ycheck.browser.settle import Look, Rest
from a11ycheck.browser.timings import Timings
from a11ycheck.browser.visit import Visit, has_moved
from a11ycheck.model import Reason
from a11ycheck.page import Page
from a11ycheck.page.parse import parse_text
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError

ONLY_SCRIPTS = (
    "Firefox runs the scripts of pages and does not tell how they are drawn: rules about style, layout, focus and "
    "keyboard are untested."
)
_START_SECONDS = 60
_SLACK = 5  # seconds longer than its own bound that a command may take before Firefox counts as stalled
_NO_PAGE = "about:neterror"
# Waits in the page until it has not changed for 0.3 s, at most five.
_REST = """
const done = arguments[arguments.length - 1], end = performance.now() + 5000;
let last = performance.now();
new MutationObserver(() => { last = performance.now(); })
  .observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
(function look() {
  const now = performance.now(), settled = now - last >= 300;
  if (settled || now >= end) done(settled); else setTimeout(look, 20);
})();
"""
_STATE = """
const from = performance.getEntriesByType('navigation')[0], type = document.doctype;
return {url: location.href, opened: from?.name?.startsWith('http') ? from.name : location.href,
        status: from?.responseStatus || 0, charset: document.characterSet.toLowerCase(),
        html: (type ? new XMLSerializer().serializeToString(type) : '') + (document.documentElement?.outerHTML || '')};
"""
_FORGET = "try { localStorage.clear(); sessionStorage.clear(); } catch {}"


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
        self._processes: Processes | None = None
        self._driver: Remote | None = None
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
        try:
            with timings.of("browser"):
                driver = self._driver or self._start()
            with timings.of("load"):
                driver.get(url)
            with timings.of("settle"):
                settled = bool(driver.execute_async_script(_REST))
            state = driver.execute_script(_STATE)
            driver.execute_script(_FORGET)
            driver.delete_all_cookies()
        except (NoAnswer, TimeoutException) as error:
            raise PageStalledError("the page kept the browser busy beyond its time") from error
        except WebDriverException as error:
            if _NO_PAGE in first_line(error):
                raise NotTestedError(Reason.CONNECTION, "The browser cannot open the page.") from error
            raise BrowserCrashedError(first_line(error)) from error
        except (HTTPError, OSError) as error:
            raise BrowserCrashedError("the browser's driver ended") from error
        with timings.of("tree"):
            page = _tree(state)
        look = Look(loaded=True, calm=settled, url=state["url"], opened=state["opened"], status=int(state["status"]))
        rest = Rest(settled, look, documents=1)
        return Visit(page, rest, has_moved(url, look), timings)

    def _start(self) -> Remote:
        browser, driver = find_firefox()
        self._processes = Processes(Service, driver)
        connection = FirefoxRemoteConnection(self._processes.service.service_url, ignore_proxy=True)
        connection.client_config.timeout = _START_SECONDS
        self._driver = Remote(command_executor=connection, options=self._options(browser))
        connection.client_config.timeout = int(self._settings.timeout) + _SLACK
        self._driver.set_page_load_timeout(self._settings.timeout)
        self._driver.set_script_timeout(self._settings.timeout)
        return self._driver

    def _options(self, browser: str) -> Options:
        options = Options()
        options.binary_location = browser
        options.unhandled_prompt_behavior = "dismiss"
        width, height = WINDOW
        for argument in (f"--width={width}", f"--height={height}", *(() if self._settings.headed else ("-headless",))):
            options.add_argument(argument)
        if self._settings.user_agent:
            options.set_preference("general.useragent.override", self._settings.user_agent)
        options.set_preference("permissions.default.desktop-notification", 2)
        options.set_preference("permissions.default.geo", 2)
        return options

    def _drop(self) -> None:
        self._driver = None
        if self._processes is not None:
            self._processes.end()
        self._processes = None

    def close(self) -> None:
        """End the browser."""
        with self._lock:
            self._drop()


def _tree(state: dict[str, str]) -> Page:
    """Make a page of what scripts left. Its lines are unknown until its source is laid beside it."""
    page = parse_text(state["html"], url=state["url"], encoding=state["charset"], declared_encoding=state["charset"])
    for element in page.elements:
        element.line = element.column = 0
    page.parse_errors = ()
    return page
