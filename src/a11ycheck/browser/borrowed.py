"""The page that somebody else's Selenium driver shows at this moment. Nothing in that browser is changed."""

from contextlib import suppress
from typing import Any, Protocol

from selenium.common.exceptions import WebDriverException

from a11ycheck.browser.snapshot import STYLES, page_of
from a11ycheck.browser.source import take_from_source
from a11ycheck.page import Page
from a11ycheck.page.parse import parse_text


class Driver(Protocol):
    """What is asked of a driver. Chromium's also has ``execute_cdp_cmd``."""

    @property
    def current_url(self) -> str:
        """The address of the page."""

    @property
    def page_source(self) -> str:
        """Its HTML, as it is now."""


def page_in(driver: Driver) -> Page:
    """Return the page as drawn where the driver is of Chromium, else read from its HTML.

    What has to be measured by changing the page (keyboard, zoom) is not collected: the rules that need it are untested.
    """
    url = driver.current_url
    html = driver.page_source
    command = getattr(driver, "execute_cdp_cmd", None)
    if command is None:
        return parse_text(html, url=url)
    snapshot: dict[str, Any] = command(
        "DOMSnapshot.captureSnapshot",
        {
            "computedStyles": list(STYLES),
            "includePaintOrder": True,
            "includeDOMRects": True,
            "includeBlendedBackgroundColors": True,
        },
    )
    page = page_of(snapshot, url=url)
    take_from_source(page, parse_text(_source(command) or html, url=url))
    return page


def is_drawn(driver: Driver) -> bool:
    """Tell whether ``page_in`` returns a drawn page."""
    return hasattr(driver, "execute_cdp_cmd")


def _source(command: Any) -> str | None:
    """Return the HTML as the browser received it, whose lines a developer knows; None where it is not held."""
    with suppress(WebDriverException):
        command("Page.enable", {})
        frame = command("Page.getFrameTree", {})["frameTree"]["frame"]
        answer = command("Page.getResourceContent", {"frameId": frame["id"], "url": frame["url"]})
        return None if answer["base64Encoded"] else str(answer["content"])
    return None
