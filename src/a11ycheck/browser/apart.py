"""Frames of which the snapshot of their page has nothing: that did not come, or are kept in processes of their own.

What Chromium shows in place of a document that did not come is in a process of its own always.
"""

from a11ycheck.browser.driver import Browser
from a11ycheck.page import Page
from a11ycheck.urls import site_of

_FRAMES = ("iframe", "frame", "object", "embed")


def frames_apart(browser: Browser, page: Page) -> tuple[str, ...]:
    """Return a line for each host whose frames could not be looked into.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
        RefusedError: where it does not say.
    """
    if all(frame.url_inside for frame in page.tagged(*_FRAMES)):
        return ()
    targets = browser.cdp("Target.getTargets")["targetInfos"]
    addresses = [str(target["url"]) for target in targets if target["type"] == "iframe"]
    return tuple(sorted({_line(url) for url in addresses if url.startswith(("http:", "https:", "about:"))}))


def _line(url: str) -> str:
    whose = f"of {site_of(url)}" if site_of(url) else "with the attribute sandbox"
    return f"Frames {whose} did not come or are kept apart from the page, and what they hold was not looked at"
