"""Frames of which the snapshot of their page has nothing: that did not come, or are kept in processes of their own.

What Chromium shows in place of a document that did not come is in a process of its own always.
"""

from a11ycheck.browser.driver import Browser
from a11ycheck.notes import note
from a11ycheck.page import Page
from a11ycheck.settings import Language
from a11ycheck.urls import site_of

_FRAMES = ("iframe", "frame", "object", "embed")


def frames_apart(browser: Browser, page: Page, lang: Language) -> tuple[str, ...]:
    """Return a line in a language for each host whose frames could not be looked into.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
        RefusedError: where it does not say.
    """
    if all(frame.url_inside for frame in page.tagged(*_FRAMES)):
        return ()
    targets = browser.cdp("Target.getTargets")["targetInfos"]
    addresses = [str(target["url"]) for target in targets if target["type"] == "iframe"]
    return tuple(sorted({_line(url, lang) for url in addresses if url.startswith(("http:", "https:", "about:"))}))


def _line(url: str, lang: Language) -> str:
    site = site_of(url)
    return note("frames-of", lang, site=site) if site else note("frames-sandboxed", lang)
