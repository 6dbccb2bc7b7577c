"""What is written in the pictures of a page, read from them as they are drawn."""

import base64
from collections.abc import Callable
from contextlib import nullcontext

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.textless import without_text
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.page import Element, Page
from a11ycheck.page.facts import ReadWord
from a11ycheck.page.painted import painted_runs

type Reader = Callable[[bytes, str, int], tuple[ReadWord, ...] | None]

_MOST = 8  # pictures of a page
_SMALLEST = 20.0  # CSS pixels of height and width below which nobody reads anything
_LARGEST_AREA = 1_000_000.0  # square CSS pixels: what is larger is a photo or a background
_ENLARGED = 3
_WIDE = 500.0  # CSS pixels from which a picture is read as it is drawn
# Images without a picture: a browser writes their alternative in its place, which is text already.
_WITHOUT_PICTURE = "[...document.images].filter(image => !image.naturalWidth)"
_TAGS = ("img", "canvas", "object", "input", "svg:image", "svg:svg")


def picture_texts(browser: Browser, page: Page, deadline: Deadline) -> dict[int, tuple[ReadWord, ...]] | None:
    """Return the words that are read in pictures, by node; None where Tesseract is not installed.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    from a11ycheck.browser.ocr import languages, words_in  # noqa: PLC0415 - loads Pillow, and few scans need it

    if not languages():
        return None
    found: dict[int, tuple[ReadWord, ...]] = {}
    shown = _pictures(page)
    empty = _without_picture(browser) if shown else frozenset()
    for element in [element for element in shown if element.number not in empty][:_MOST]:
        if deadline.passed:
            break
        words = _words_of(browser, element, words_in)
        if words:
            found[element.number] = words
    return found


def _pictures(page: Page) -> list[Element]:
    return [node for node in page.tagged(*_TAGS) if node.number and _is_readable(node)]


def _without_picture(browser: Browser) -> frozenset[int]:
    """Return the images whose file is missing, is none or has not come yet."""
    count = evaluate(browser, f"{_WITHOUT_PICTURE}.length")
    return frozenset(handles(browser, _WITHOUT_PICTURE, count)) if isinstance(count, int) else frozenset()


def _is_readable(node: Element) -> bool:
    if not node.visible or node.layout is None or (node.tag == "input" and node.get("type").lower() != "image"):
        return False
    if node.tag in ("svg:svg", "object") and not node.name:
        return False
    box = node.layout.box
    return min(box.width, box.height) >= _SMALLEST and box.width * box.height <= _LARGEST_AREA


def _words_of(browser: Browser, element: Element, read: Reader) -> tuple[ReadWord, ...] | None:
    """Read one picture. Drawings are photographed enlarged; pixels are enlarged afterwards, which blurs them less."""
    if element.layout is None:
        return None
    box = element.layout.box
    address = f"{element.get('src')}{element.get('data')}{element.get('href')}".lower()
    drawing = element.tag == "svg:svg" or "svg" in address
    small = box.width < _WIDE
    scale = _ENLARGED if drawing and small else 1
    clip = {"x": max(0.0, box.x), "y": max(0.0, box.y), "width": box.width, "height": box.height, "scale": scale}
    with without_text(browser) if _lies_under_text(element) else nullcontext():
        answer = browser.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
    enlarged = _ENLARGED if small and not drawing else 1
    return read(base64.b64decode(answer["data"]), element.page.language, enlarged)


def _lies_under_text(element: Element) -> bool:
    """Tell whether text of the page is drawn over a picture: that is text, and would be read with it."""
    box = element.layout.box if element.layout is not None else None
    return box is not None and any(
        run.box.meets(box)
        for node in element.page.elements
        if node.runs and not element.contains(node) and not node.tag.startswith("svg:")
        for run in painted_runs(node)
    )
