"""One Chromium with one tab, driven by Selenium, and the end of all its processes whatever happens."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.remote_connection import RemoteConnection

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_DRIVERS = ("chromedriver", "chromium-driver")
_WINDOW = (1280, 1024)  # CSS pixels
_PATIENCE = 10  # seconds longer than its own bound that a command may take before the browser counts as crashed
# Nothing but the pages that are checked: no updates, no sync, no first run, no translation, no throttled timers.
_QUIET = (
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
    "--disable-gpu",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-first-run",
)


class NoBrowserError(RuntimeError):
    """There is no browser to drive; the text says what to install."""


class BrowserCrashedError(RuntimeError):
    """The browser or its driver ended, or no longer answers."""


def find_browser() -> tuple[str, str]:
    """Return the paths of Chromium and of its driver.

    Raises:
        NoBrowserError: where one of them is missing. Nothing is downloaded.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    driver = next(filter(None, map(shutil.which, _DRIVERS)), None)
    if browser is None or driver is None:
        what = "Chromium" if browser is None else "ChromeDriver"
        raise NoBrowserError(
            f"{what} is not installed: apt-get install chromium chromium-driver, or scan with --engine static."
        )
    return browser, driver


def needs_no_sandbox() -> bool:
    """Tell whether Chromium refuses to start with its sandbox: as root, as in most containers."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


class Browser:
    """A Chromium of its own profile. Close it, or use it as a context."""

    def __init__(self, *, timeout: float, headed: bool = False) -> None:
        """Start it; ``timeout`` is the seconds that one command may take.

        Raises:
            NoBrowserError: where Chromium is not installed.
            BrowserCrashedError: where it does not start.
        """
        self._path, self._driver_path = find_browser()
        self._timeout = timeout
        self._profile = tempfile.mkdtemp(prefix="a11ycheck-browser-")
        self._service = Service(self._driver_path, popen_kw={"start_new_session": True})
        try:
            self.driver = Chrome(options=self._options(headed=headed), service=self._service)
        except WebDriverException as error:
            self.close()
            raise BrowserCrashedError(f"Chromium does not start: {first_line(error)}") from error
        self._reaper = _reaper(self._service.process.pid, self._profile)
        self.driver.set_page_load_timeout(timeout)
        self.driver.set_script_timeout(timeout)
        executor = self.driver.command_executor
        if isinstance(executor, RemoteConnection):
            executor.client_config.timeout = int(timeout) + _PATIENCE

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _options(self, *, headed: bool) -> Options:
        options = Options()
        options.binary_location = self._path
        options.page_load_strategy = "none"  # settle.py decides when a page has loaded
        options.unhandled_prompt_behavior = "dismiss"
        width, height = _WINDOW
        for argument in (*_QUIET, f"--window-size={width},{height}", f"--user-data-dir={self._profile}"):
            options.add_argument(argument)
        if not headed:
            options.add_argument("--headless=new")
        if needs_no_sandbox():
            options.add_argument("--no-sandbox")
        options.add_experimental_option(
            "prefs",
            {
                "download_restrictions": 3,
                "profile.default_content_setting_values": {
                    "notifications": 2,
                    "geolocation": 2,
                    "media_stream": 2,
                    "popups": 2,
                },
            },
        )
        return options

    def cdp(self, command: str, **parameters: Any) -> dict[str, Any]:
        """Run a command of the Chrome DevTools Protocol.

        Raises:
            BrowserCrashedError: where the browser does not answer any more.
        """
        try:
            answer: dict[str, Any] = self.driver.execute_cdp_cmd(command, parameters)
        except Exception as error:
            raise BrowserCrashedError(f"{command}: {first_line(error)}") from error
        return answer

    def close(self) -> None:
        """End the browser, its driver and all their processes, and remove its profile."""
        process = getattr(self._service, "process", None)
        if process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
        if hasattr(self, "_reaper"):
            with suppress(OSError):
                self._reaper.communicate(timeout=5)
        shutil.rmtree(self._profile, ignore_errors=True)


def _reaper(group: int, profile: str) -> "subprocess.Popen[bytes]":
    """Start a process that outlives this one just long enough to end the browser, should this one be killed."""
    script = Path(__file__).with_name("reaper.py")
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-I", str(script), str(group), profile], stdin=subprocess.PIPE, start_new_session=True
    )


def first_line(error: BaseException) -> str:
    """Return the first line of an error's text, which for Selenium is the part for people."""
    text = str(getattr(error, "msg", None) or error).strip()
    return text.splitlines()[0] if text else type(error).__name__
