"""Frames that the browser keeps in processes of their own, so that the snapshot of their page has nothing of them."""

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
    return f"The browser kept frames {whose} apart from the page, and what they hold was not looked at"
