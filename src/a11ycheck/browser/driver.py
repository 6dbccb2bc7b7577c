"""One Chromium with one tab, driven by Selenium, here or on a grid, and the end of its processes whatever happens."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import urllib3
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Remote
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chromium.remote_connection import ChromiumRemoteConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as NoAnswer

from a11ycheck.browser.faults import BrowserCrashedError, PageStalledError, RefusedError, first_line
from a11ycheck.browser.launch import chromium_options, find_browser, make_local
from a11ycheck.browser.memory import resident_bytes
from a11ycheck.browser.process import Processes
from a11ycheck.browser.tab import Command, Tab
from a11ycheck.settings import Settings

_START_SECONDS = 60  # that a browser may take to start; a grid may have to wait for a free one
_LEAST_SECONDS = 1.0  # that a command always gets
_END_SECONDS = 5  # that a browser may take to end by itself
# ChromeDriver's words for a browser that is no longer there; everything else is said of the command alone.
_ENDED = (
    "crashed",
    "disconnected",
    "not reachable",
    "invalid session",
    "no such window",
    "target window already closed",
)


def _chromedriver(program: str, _folder: Path, environment: dict[str, str]) -> Service:
    return Service(program, env=environment, popen_kw={"start_new_session": True})


class Browser:
    """A Chromium of its own profile. Close it, or use it as a context."""

    def __init__(self, settings: Settings) -> None:
        """Start it.

        Raises:
            NoBrowserError: where Chromium is not installed.
            BrowserCrashedError: where it does not start, or the grid has none to give.
        """
        self._processes: Processes[Service] | None = None
        self._tab: Tab | None = None  # None on a grid, where only the driver is reached
        self._sound = True
        self._until = time.monotonic() + _START_SECONDS
        self._each = float(_START_SECONDS)
        options = chromium_options(settings)
        if not settings.grid:
            browser, driver = find_browser()
            self._processes = Processes(_chromedriver, driver)
            make_local(options, browser, self._processes.folder / "profile")
        try:
            self._connection = ChromiumRemoteConnection(
                remote_server_addr=self._processes.service.service_url if self._processes else settings.grid,
                browser_name="chrome",
                vendor_prefix="goog",
                ignore_proxy=self._processes is not None,
            )
            self._connection.client_config.timeout = _START_SECONDS
            self.driver = Remote(command_executor=self._connection, options=options)
        except (WebDriverException, HTTPError) as error:
            self._sound = False
            self.close()
            whose = "The grid gives no Chromium" if settings.grid else "Chromium does not start"
            raise BrowserCrashedError(f"{whose}: {first_line(error)}") from error
        if self._processes is not None:
            try:
                self._tab = Tab(self.debugger, _START_SECONDS)
            except BrowserCrashedError:
                self._sound = False
                self.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def group(self) -> int:
        """The process group of the driver and all of Chromium, 0 on a grid."""
        return self._processes.group if self._processes else 0

    @property
    def memory(self) -> int:
        """Bytes that the driver and all of Chromium hold, 0 where that is not known."""
        return resident_bytes(self.group) if self.group else 0

    def allow(self, seconds: float, each: float | None = None) -> None:
        """Give the commands that follow so many seconds together, and each of them ``each`` where that is less."""
        self._until = time.monotonic() + seconds
        self._each = seconds if each is None else each

    @property
    def time_left(self) -> float:
        """Seconds that are left of those allowed; below 0 where they are used up."""
        return self._until - time.monotonic()

    @property
    def responds(self) -> bool:
        """Whether the browser itself answers, whatever its page does; False where it cannot be asked, as on a grid."""
        if not self.group or not self.debugger:
            return False
        try:
            answer = urllib3.request("GET", f"http://{self.debugger}/json/version", timeout=_END_SECONDS, retries=False)
        except (HTTPError, OSError):
            return False
        return answer.status == HTTPStatus.OK

    @property
    def debugger(self) -> str:
        """Host and port at which Chromium itself is spoken to, "" where that is not known."""
        return str(self.driver.capabilities.get("goog:chromeOptions", {}).get("debuggerAddress", ""))

    def cdp(self, command: str, **parameters: Any) -> dict[str, Any]:
        """Run a command of the Chrome DevTools Protocol.

        Raises:
            PageStalledError: where no answer comes within the time that is allowed. The browser is of no use then.
            BrowserCrashedError: where there is no browser to answer any more.
            RefusedError: where the browser is well and refuses.
        """
        return self.cdp_all([(command, parameters)])[0]

    def cdp_all(self, commands: Sequence[Command]) -> list[dict[str, Any]]:
        """Run several commands, where none has to wait for the answer to the one before; see ``cdp``."""
        if self._tab is None:
            return [self._by_driver(command, parameters) for command, parameters in commands]
        try:
            return self._tab.ask(commands, self._patience)
        except BrowserCrashedError:
            self._sound = False
            raise

    def frames(self) -> Iterator[str]:
        """Yield the ids of the page's frames as the browser knows them, its own first, each before those in it."""
        waiting = [self.cdp("Page.getFrameTree")["frameTree"]]
        for each in waiting:
            yield each["frame"]["id"]
            waiting += each.get("childFrames", ())

    def look_after_driver(self) -> None:
        """Let the driver hear what the browser has told it since, which it would else keep, and see that it is there.

        Raises:
            BrowserCrashedError: where it is not. The browser may go on, but nobody would end it properly.
        """
        if self._tab is not None:
            self._by_driver("Browser.getVersion", {})

    @property
    def _patience(self) -> float:
        """Seconds that the next command may take."""
        return max(_LEAST_SECONDS, min(self._each, self.time_left))

    def _by_driver(self, command: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._connection.client_config.timeout = self._patience
        try:
            answer = self.driver.execute("executeCdpCommand", {"cmd": command, "params": parameters})
        except NoAnswer as error:
            self._sound = False
            raise PageStalledError("the page kept the browser busy beyond its time") from error
        except WebDriverException as error:
            said = first_line(error)
            if any(word in said for word in _ENDED):
                self._sound = False
                raise BrowserCrashedError(said) from error
            raise RefusedError(f"{command}: {said}") from error
        except (HTTPError, OSError) as error:
            self._sound = False
            raise BrowserCrashedError("the browser's driver ended") from error
        value: dict[str, Any] = answer["value"] or {}
        return value

    def close(self) -> None:
        """End the browser, its driver and all their processes, and remove its profile."""
        if self._tab is not None:
            self._tab.close()
        if self._sound or self._processes is None:  # of a grid's browser, no more than the session can be ended
            self._connection.client_config.timeout = _END_SECONDS
            with suppress(WebDriverException, HTTPError, OSError, AttributeError):  # the last where it never started
                self.driver.quit()
        if self._processes is not None:
            self._processes.end()
