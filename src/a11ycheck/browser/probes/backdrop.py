"""The page without its text: what texts on pictures and gradients are painted on."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import RefusedError
from a11ycheck.browser.probes.tools import Deadline
from a11ycheck.page import Page
from a11ycheck.page.painted import texts_on_pictures
from a11ycheck.page.picture import Picture

_TALLEST = 12_000  # CSS pixels of a page that are photographed; below that texts on pictures stay a question
_HIDE = """(() => {
  const style = document.createElement('style');
  style.id = 'a11ycheck-backdrop';
  style.textContent = `*, *::before, *::after, *::marker, *::placeholder {
    color: transparent !important; -webkit-text-fill-color: transparent !important;
    text-shadow: none !important; caret-color: transparent !important; text-decoration-color: transparent !important;
    transition: none !important; }`;
  document.documentElement.append(style);
})()"""
_SHOW = "document.getElementById('a11ycheck-backdrop')?.remove()"


def backdrop(browser: Browser, page: Page, _deadline: Deadline) -> Picture | None:
    """Photograph the page without its text, where some text lies on a picture; None where none does.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if page.facts.layout is None or not page.once(texts_on_pictures):
        return None
    view = page.facts.layout
    places = tuple(_documents(browser))
    _everywhere(browser, places, _HIDE)
    try:
        answer = browser.cdp(
            "Page.captureScreenshot",
            format="png",
            captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": view.width, "height": min(view.height, _TALLEST), "scale": 1},
        )
    finally:
        _everywhere(browser, places, _SHOW)
    return Picture(base64.b64decode(answer["data"]))


def _everywhere(browser: Browser, places: Iterable[dict[str, int]], script: str) -> None:
    for place in places:
        with suppress(RefusedError):  # a frame went elsewhere
            browser.cdp("Runtime.evaluate", expression=script, **place)


def _documents(browser: Browser) -> Iterator[dict[str, int]]:
    """Yield what to say to run a script in each document of the page: nothing for its own, a context for a frame's."""
    yield {}
    for frame in islice(browser.frames(), 1, None):
        with suppress(RefusedError):  # gone, or kept apart
            made = browser.cdp("Page.createIsolatedWorld", frameId=frame)
            yield {"contextId": made["executionContextId"]}
