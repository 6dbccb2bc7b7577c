"""The page without its text: what texts on pictures and gradients are painted on."""

import base64

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.textless import without_text
from a11ycheck.browser.probes.tools import Deadline
from a11ycheck.page import Page
from a11ycheck.page.painted import texts_on_pictures
from a11ycheck.page.picture import Picture

_TALLEST = 12_000  # CSS pixels of a page that are photographed; below that texts on pictures stay a question


def backdrop(browser: Browser, page: Page, _deadline: Deadline) -> Picture | None:
    """Photograph the page without its text, where some text lies on a picture; None where none does.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if page.facts.layout is None or not page.once(texts_on_pictures):
        return None
    view = page.facts.layout
    with without_text(browser):
        answer = browser.cdp(
            "Page.captureScreenshot",
            format="png",
            captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": view.width, "height": min(view.height, _TALLEST), "scale": 1},
        )
    return Picture(base64.b64decode(answer["data"]))
