"""Photographs elements of the page that a browser shows, and finds what must not be seen on them."""

import base64
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.evidence import clip_around
from a11ycheck.browser.faults import RefusedError
from a11ycheck.browser.settle import evaluate
from a11ycheck.page.clipping import shown_part
from a11ycheck.page.frames import other_site
from a11ycheck.page.layout import Box
from a11ycheck.page.page import Element, Page

_HARMLESS = ("button", "submit", "reset", "image", "checkbox", "radio", "range", "color", "hidden")  # types of input
_SCRAP = 8.0  # CSS pixels; an element of which no more than that is in sight is not shown by a picture
_LARGEST = 3_000_000.0  # square CSS pixels of a screenshot that shows several elements
_MOVED = 2.0  # CSS pixels from where the snapshot has it; what is further away is not what was judged
_FIELDS = f"""input:not({", ".join(f"[type={kind} i]" for kind in _HARMLESS)}), textarea, select,
[contenteditable]:not([contenteditable=false i])"""

# Scrolls back to the top, where the snapshot was taken, and returns the boxes of all fields that hold something, in
# open shadow trees and in frames of the same site as well.
_FILLED = f"""(() => {{
  scrollTo({{top: 0, left: 0, behavior: 'instant'}});
  const found = [], matches = Element.prototype.matches;  // a form may have a field named "matches"
  const walk = (root, x, y) => {{
    for (const each of root.querySelectorAll('*')) {{
      if (each.shadowRoot) walk(each.shadowRoot, x, y);
      if (matches.call(each, `{_FIELDS}`) && String(each.value ?? each.textContent).trim()) {{
        const box = each.getBoundingClientRect();
        found.push([box.left + x, box.top + y, box.width, box.height]);
      }}
      const inside = each.localName === 'iframe' || each.localName === 'frame' ? each.contentDocument : null;
      if (inside) {{
        const box = each.getBoundingClientRect();
        walk(inside, x + box.left + each.clientLeft, y + box.top + each.clientTop);
      }}
    }}
  }};
  walk(document, scrollX, scrollY);
  return found;
}})()"""


class Photo(Struct, frozen=True):
    """A piece of a screenshot, with what lies where in that piece."""

    screenshot: bytes  # PNG, which it may share with others
    piece: Box  # of it
    element: Box
    fields: tuple[Box, ...]  # that hold something


def filled_fields(browser: Browser, page: Page) -> tuple[Box, ...]:
    """Return the boxes of all form fields that hold something, from the top left corner of the page.

    No script looks into a closed shadow tree or a frame of another site: all fields there count as the snapshot has
    them, whatever they hold, and all of a frame that the snapshot lacks.

    Raises:
        RefusedError: where the page does not say.
    """
    said = evaluate(browser, _FILLED)
    if not isinstance(said, list):
        raise RefusedError("The page does not say what its form fields hold.")
    return (*(Box(*map(float, each)) for each in said), *_out_of_sight(page))


def _out_of_sight(page: Page) -> Iterator[Box]:
    for field in page.tagged("input", "textarea", "select"):
        if field.get("type").lower() not in _HARMLESS and field.layout is not None and _is_apart(field):
            yield field.layout.box
    for frame in page.tagged("iframe", "frame"):
        if not frame.url_inside and frame.layout is not None:
            yield frame.layout.box


def _is_apart(field: Element) -> bool:
    """Tell whether scripts of the page may not see an element, or may not where the page says so elsewhere."""
    scope, apart = field.scope, other_site(field) != ""
    while scope is not None and not apart:
        is_open = scope.tag in ("iframe", "frame") and not scope.has("sandbox")
        apart = not is_open or scope.url_inside.startswith("data:")
        scope = scope.scope
    return apart


def together(elements: Sequence[Element]) -> Iterator[list[int]]:
    """Yield, from the top of the page down, the numbers of those elements that one screenshot shows.

    A screenshot waits for some frames to be drawn, whatever its size; so few larger ones are quicker than many.
    """
    views = {at: view for at, element in enumerate(elements) if (view := view_of(element)) is not None}
    group: list[int] = []
    for at in sorted(views, key=lambda each: views[each].y):
        around = _around([views[each] for each in (*group, at)])
        if group and around.width * around.height > _LARGEST:
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def photograph(browser: Browser, elements: Sequence[Element], fields: tuple[Box, ...]) -> list[Photo | None]:
    """Return each element in its surroundings, None where it does not stand where the snapshot has it any more.

    All are on one screenshot. It is empty of those for which the browser refuses, as where an element is gone.
    """
    seen = [view_of(element) if _stands(browser, element) else None for element in elements]
    clips = [clip for clip in seen if clip is not None]
    screenshot, whole = _screenshot(browser, clips), _around(clips) if clips else None
    if screenshot is None or whole is None:
        return [None] * len(elements)
    return [_photo(element, clip, fields, screenshot, whole) for element, clip in zip(elements, seen, strict=True)]


def _photo(element: Element, clip: Box | None, fields: tuple[Box, ...], screenshot: bytes, whole: Box) -> Photo | None:
    shown = shown_part(element)
    if clip is None or shown is None:
        return None
    inside = tuple(_seen_from(clip, field) for field in fields if field.meets(clip))
    return Photo(screenshot, _seen_from(whole, clip), _seen_from(clip, shown), inside)


def _screenshot(browser: Browser, clips: Sequence[Box]) -> bytes | None:
    """Return what is drawn around some parts of the page, None where the browser refuses or there are none."""
    if not clips:
        return None
    whole = _around(clips)
    try:
        answer = browser.cdp(
            "Page.captureScreenshot",
            format="png",
            optimizeForSpeed=True,
            captureBeyondViewport=True,
            clip={"x": whole.x, "y": whole.y, "width": whole.width, "height": whole.height, "scale": 1},
        )
    except RefusedError:
        return None
    return base64.b64decode(answer["data"])


def _around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds all of them."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def view_of(element: Element) -> Box | None:
    """Return the part of its page that shows an element, None where none does."""
    whole = element.page.facts.layout
    if whole is None or element.layout is None or element.tag in ("html", "head", "body", "title", "meta"):
        return None
    shown, box = shown_part(element), element.layout.box
    if shown is None or shown.width < min(_SCRAP, box.width) or shown.height < min(_SCRAP, box.height):
        return None
    return clip_around(shown, whole)


def _stands(browser: Browser, element: Element) -> bool:
    """Tell whether the box around all pieces of an element is where the snapshot has it."""
    try:
        quads: list[list[Any]] = browser.cdp("DOM.getContentQuads", backendNodeId=element.number)["quads"]
    except RefusedError:
        return False
    across = [x for quad in quads for x in quad[::2]]
    down = [y for quad in quads for y in quad[1::2]]
    if not across or element.layout is None:
        return False
    now = Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
    return _alike(now, element.layout.box)


def _alike(one: Box, other: Box) -> bool:
    pairs = ((one.x, other.x), (one.y, other.y), (one.right, other.right), (one.bottom, other.bottom))
    return all(abs(first - second) <= _MOVED for first, second in pairs)


def _seen_from(clip: Box, box: Box) -> Box:
    return Box(box.x - clip.x, box.y - clip.y, box.width, box.height)
