"""Pictures as evidence: which part of a page shows an element, what is drawn on it, and how it becomes a file."""

import io
from collections.abc import Iterable
from math import ceil, floor

from PIL import Image, ImageDraw

from a11ycheck.model import PICTURE_MAKER
from a11ycheck.page.layout import Box

MOST_BYTES = 60_000  # of a file
_AROUND = 40  # CSS pixels of its surroundings on each side
_LEAST = (320, 120)  # width and height in CSS pixels ...
_MOST = (800, 600)
_LARGEST = 1200 * 1200  # square CSS pixels; of a larger element no outline would be seen
_EDGE = 3  # pixels of the outline: one light, two dark, so that one of them stands out from any page
_LIGHT, _DARK, _FLAT = (255, 255, 255), (179, 0, 89), (190, 190, 190)
_QUALITIES = (80, 60, 40)
_SMALLER = 0.75
_SOFTWARE = 0x0131  # tag of Exif 2.3, section 4.6.4 A


def clip_around(box: Box, page: Box) -> Box | None:
    """Return the part of a page that shows a box in its surroundings, in whole CSS pixels.

    Of a box that is larger than a picture it is the corner where reading begins. None where a picture would show
    nothing: of a box without area, beyond the page, or so large that no edge of it is in sight.
    """
    if min(box.width, box.height) <= 0 or box.width * box.height > _LARGEST or not box.meets(page):
        return None
    x, width = _span(box.x, box.width, page.width, _LEAST[0], _MOST[0])
    y, height = _span(box.y, box.height, page.height, _LEAST[1], _MOST[1])
    return Box(x, y, width, height)


def _span(start: float, length: float, room: float, least: int, most: int) -> tuple[int, int]:
    size = min(max(ceil(length) + 2 * _AROUND, least), most, max(1, floor(room)))
    before = (size - length) / 2 if length + 2 * _AROUND <= size else _AROUND
    return max(0, min(floor(start - before), floor(room) - size)), size


def opened(png: bytes) -> Image.Image | None:
    """Read a screenshot; None where it cannot be read, as the browser may be another machine's."""
    try:
        return Image.open(io.BytesIO(png)).convert("RGB")
    except OSError:
        return None


def cut(image: Image.Image, piece: Box) -> Image.Image:
    """Return a piece of a picture, given in whole pixels."""
    return image.crop((floor(piece.x), floor(piece.y), ceil(piece.right), ceil(piece.bottom)))


def drawn(image: Image.Image, element: Box, fields: Iterable[Box]) -> Image.Image:
    """Paint over what stands in form fields, and outline the element, on a picture in which these boxes lie."""
    draw = ImageDraw.Draw(image)
    for field in fields:
        if field.width > 0 and field.height > 0:
            edges = (floor(field.x), floor(field.y), ceil(field.right), ceil(field.bottom))
            draw.rectangle(edges, fill=_FLAT)
    left, right = _edges(element.x, element.right, image.width)
    top, bottom = _edges(element.y, element.bottom, image.height)
    draw.rectangle((left, top, right, bottom), outline=_LIGHT, width=_EDGE)
    draw.rectangle((left + 1, top + 1, right - 1, bottom - 1), outline=_DARK, width=_EDGE - 1)
    return image


def _edges(start: float, end: float, size: int) -> tuple[int, int]:
    """Place an outline around an element, inside the picture but where the element itself goes beyond it."""
    first, last = floor(start) - _EDGE, ceil(end) + _EDGE - 1
    return max(0, first) if start >= 0 else first, min(size - 1, last) if end <= size else last


def encoded(image: Image.Image, most: int = MOST_BYTES) -> tuple[bytes, Image.Image]:
    """Return a picture as WebP of no more than ``most`` bytes, and what is in it: coarser, then smaller, if need be."""
    for quality in _QUALITIES:
        data = _webp(image, quality)
        if len(data) <= most:
            return data, image
    smaller = (max(1, int(image.width * _SMALLER)), max(1, int(image.height * _SMALLER)))
    return (data, image) if smaller == image.size else encoded(image.resize(smaller), most)


def _webp(image: Image.Image, quality: int) -> bytes:
    """Encode as WebP that says who made it, so that a later scan knows which files it may remove."""
    exif = Image.Exif()
    exif[_SOFTWARE] = PICTURE_MAKER
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=2, exif=exif)
    return file.getvalue()
