"""How long the images of a page move, read from their files as the browser has them."""

import base64
import binascii
from typing import Any
from urllib.parse import unquote_to_bytes

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import RefusedError
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.page import Page
from a11ycheck.page.facts import MovingImage

_MOST = 10  # files of a page
_BYTES = 8_000_000  # of one; what is larger takes too long to read
_KINDS = ("image/gif", "image/webp", "image/apng")
_FIND = """(() => {
  const shown = [...document.images].filter(one => one.naturalWidth && one.checkVisibility({visibilityProperty: true})
    && one.getBoundingClientRect().width > 16);
  window.__a11ycheckImages = shown.filter(one => /^data:image\\/(?:gif|webp|apng)/.test(one.currentSrc) ||
    /^(?:https?|file):/.test(one.currentSrc)).slice(0, 60);
  return window.__a11ycheckImages.map(one => {
    const box = one.getBoundingClientRect();
    return [one.currentSrc, box.width, box.height];
  });
})()"""


def moving_images(browser: Browser, page: Page, deadline: Deadline) -> dict[int, MovingImage] | None:
    """Return how images move, by node, those included that turn out to stand still; None where nothing can be read.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not page.tagged("img"):
        return {}
    found = evaluate(browser, _FIND)
    if not isinstance(found, list):
        return None
    files = _Files(browser) if found else None
    read: dict[int, MovingImage] = {}
    for at, (address, width, height) in enumerate(found):
        if files is None or deadline.passed or files.read >= _MOST:
            break
        data = files.content(address)
        moving = _moving(data, width, height) if data else None
        if moving is not None:
            read[at] = moving
    nodes = handles(browser, "window.__a11ycheckImages", len(found)) if read else []
    return {nodes[at]: moving for at, moving in read.items() if nodes[at]}


def _moving(data: bytes, width: float, height: float) -> MovingImage | None:
    from a11ycheck.browser.moving import movement  # noqa: PLC0415 - loads Pillow, and few pages need it

    return movement(data, width, height)


class _Files:
    """The images that a page has loaded, of the kinds that may move."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._frames: dict[str, str] | None = None
        self.read = 0

    def content(self, address: str) -> bytes | None:
        """Return an image's file, None where it is of another kind or is not held any more."""
        if address.startswith("data:"):
            self.read += 1
            return _of_data(address)
        if self._frames is None:
            self._frames = dict(_images(self._browser.cdp("Page.getResourceTree")["frameTree"]))
        if address not in self._frames:
            return None
        self.read += 1
        try:
            answer = self._browser.cdp("Page.getResourceContent", frameId=self._frames[address], url=address)
        except RefusedError:
            return None
        return base64.b64decode(answer["content"]) if answer["base64Encoded"] else None


def _images(tree: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the addresses of a frame's images that may move, with its number."""
    kept = (
        each
        for each in tree.get("resources", ())
        if each.get("mimeType") in _KINDS and each.get("contentSize", 0) <= _BYTES and not each.get("failed")
    )
    inside = [pair for child in tree.get("childFrames", ()) for pair in _images(child)]
    return [*((each["url"], tree["frame"]["id"]) for each in kept), *inside]


def _of_data(address: str) -> bytes | None:
    kind, _, content = address.partition(",")
    if len(content) > _BYTES:
        return None
    try:
        return base64.b64decode(unquote_to_bytes(content)) if kind.endswith(";base64") else unquote_to_bytes(content)
    except binascii.Error:
        return None
