"""Images that move (WCAG 2.2.2), by their files where a browser has read them, else by their addresses."""

import re
from collections.abc import Iterator

from a11ycheck.checks.image_texts import file_stem
from a11ycheck.page import Element, Page
from a11ycheck.page.facts import MovingImage
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language, word_list

_LONG = 5.0  # seconds, WCAG 2.2.2
_SIGN = 64.0  # CSS pixels: what is not larger is a sign that something is under way
_CONTROLS = ("button", "checkbox", "switch", "link")


def perhaps_moving_images(page: Page) -> Iterator[Element]:
    """Images that were seen to move or are GIFs, and those whose address says that they move; less small signs."""
    for image in page.tagged("img"):
        address = image.get("src").lower()
        named = ".gif" in address or any(part in address for part in word_list("moving_files", "en"))
        found = _read(image)
        if image.visible and not _is_a_sign(image) and (named or (found is not None and found.seconds != 0)):
            yield image


def _read(image: Element) -> MovingImage | None:
    return (image.page.facts.moving_images or {}).get(image.number)


def _is_a_sign(image: Element) -> bool:
    layout = image.layout if _read(image) is not None else None
    return layout is not None and max(layout.box.width, layout.box.height) <= _SIGN


@rule("image-moves", targets=perhaps_moving_images)
def image_moves(image: Element) -> Verdict:
    """An image that moves for long can be stopped (WCAG 2.2.2); most GIF images stand still."""
    found = _read(image)
    if found is not None:
        return _by_its_file(image, found)
    address = image.get("src").lower()
    starts = tuple(word_list("moving_words", "en"))
    named = any(word.startswith(starts) for word in re.findall(r"[^\W\d_]+", file_stem(address)))
    moves = named or any(part in address for part in word_list("moving_files", "en"))
    return CantTell("says-so") if moves else Passed("silent")


def _by_its_file(image: Element, found: MovingImage) -> Verdict:
    if found.seconds is not None and found.seconds <= _LONG:
        return Passed("short" if found.seconds else "still", seconds=round(found.seconds, 1))
    if _may_be_stopped(image):
        return CantTell("control")
    return Failed("endless") if found.seconds is None else Failed("long", seconds=round(found.seconds, 1))


def _may_be_stopped(image: Element) -> bool:
    """Tell whether a control stands around or beside an image, or one of the page says that it stops something."""
    names = " ".join(node.name.lower() for node in image.page.with_role("button", "checkbox", "switch"))
    if any(word.startswith(tuple(any_language("pause_words"))) for word in names.split()):
        return True
    beside = image.parent.descendants if image.parent is not None else ()
    return any(node.role in _CONTROLS for node in image.lineage) or any(
        node.role in ("button", "checkbox", "switch") for node in beside
    )
