"""A page as a browser met it."""

from msgspec import Struct

from a11ycheck.browser.settle import Look, Rest
from a11ycheck.browser.timings import Timings
from a11ycheck.page import Page
from a11ycheck.urls import normalise


class Visit(Struct):
    """A page as it was drawn, and how that went."""

    page: Page
    rest: Rest
    moved: bool  # a script or refresh led on to another address than the one asked for
    timings: Timings
    source: tuple[str, str] | None = None  # HTML and its encoding, where it is not what the crawler fetched
    notes: tuple[str, ...] = ()  # what a reader has to know, one line each
    missed: tuple[str, ...] = ()  # selectors of --click that the page does not have


def take_apart(page: Page) -> None:
    """End the use of a page and of what was measured of it; see ``Page.take_apart``."""
    for drawn in (page, page.facts.zoomed, page.facts.narrow, page.facts.spaced):
        if drawn is not None:
            drawn.take_apart()


def has_moved(url: str, look: Look) -> bool:
    """Tell whether a page's document came from another address than the one asked for."""
    asked, opened = normalise(url), normalise(look.opened)
    return asked is not None and opened is not None and asked != opened
