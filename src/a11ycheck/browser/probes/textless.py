"""Shows a page without its text."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import RefusedError

_HIDE = """(() => {
  const style = document.createElement('style');
  style.id = 'a11ycheck-textless';
  style.textContent = `*, *::before, *::after, *::marker, *::placeholder {
    color: transparent !important; -webkit-text-fill-color: transparent !important;
    text-shadow: none !important; caret-color: transparent !important; text-decoration-color: transparent !important;
    transition: none !important; }`;
  document.documentElement.append(style);
})()"""
_SHOW = "document.getElementById('a11ycheck-textless')?.remove()"


@contextmanager
def without_text(browser: Browser) -> Iterator[None]:
    """Let the page be drawn without its text meanwhile, frames included.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    places = tuple(_documents(browser))
    _everywhere(browser, places, _HIDE)
    try:
        yield
    finally:
        _everywhere(browser, places, _SHOW)


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
