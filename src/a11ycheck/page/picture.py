"""A picture of a page, whose colours can be read below a box."""

import io
from functools import cached_property
from typing import TYPE_CHECKING

from a11ycheck.page.colour import Colour
from a11ycheck.page.layout import Box

if TYPE_CHECKING:
    from PIL import Image

_FINEST = 64  # pixels a side that a box is read in; more say nothing about contrast


class Picture:
    """A picture of the whole page in PNG, one pixel a CSS pixel, or of its top where the page is very long."""

    def __init__(self, png: bytes) -> None:
        self._png = png

    @cached_property
    def _image(self) -> "Image.Image":
        from PIL import Image  # noqa: PLC0415 - loads slowly, and few pages need it

        return Image.open(io.BytesIO(self._png)).convert("RGB")

    def extremes(self, box: Box) -> tuple[Colour, Colour] | None:
        """Return the darkest and the lightest colour inside a box, None where the picture does not reach it."""
        left, top = max(0, int(box.x)), max(0, int(box.y))
        right, bottom = min(self._image.width, int(box.right) + 1), min(self._image.height, int(box.bottom) + 1)
        if right <= left or bottom <= top:
            return None
        part = self._image.crop((left, top, right, bottom))
        pixels = part.resize((min(part.width, _FINEST), min(part.height, _FINEST)), 0).tobytes()
        colours = [Colour(*map(float, pixel)) for pixel in {pixels[at : at + 3] for at in range(0, len(pixels), 3)}]
        by_luminance = sorted(colours, key=lambda colour: colour.luminance)
        return (by_luminance[0], by_luminance[-1]) if by_luminance else None
