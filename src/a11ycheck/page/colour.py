"""Colours as computed style writes them, how they blend, and their contrast (WCAG 2.2 "contrast ratio")."""

import re
from functools import lru_cache

from msgspec import Struct

_RGB = re.compile(r"rgba?\(\s*([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)(?:\s*[,/]\s*([\d.]+%?))?\s*\)", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")


class Colour(Struct, frozen=True):
    """A colour in sRGB: red, green and blue from 0 to 255, alpha from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, below: "Colour") -> "Colour":
        """Return this colour painted over an opaque one."""
        a = self.alpha
        return Colour(
            self.red * a + below.red * (1 - a),
            self.green * a + below.green * (1 - a),
            self.blue * a + below.blue * (1 - a),
        )

    def faded(self, opacity: float) -> "Colour":
        """Return this colour with its alpha multiplied."""
        return Colour(self.red, self.green, self.blue, self.alpha * opacity)

    @property
    def luminance(self) -> float:
        """Relative luminance, from 0 for black to 1 for white (WCAG 2.2 definition)."""
        red, green, blue = (_linear(part / 255) for part in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def hex(self) -> str:
        """The colour as people write it, without alpha."""
        return "#" + "".join(f"{min(255, max(0, round(part))):02x}" for part in (self.red, self.green, self.blue))


WHITE = Colour(255, 255, 255)
TRANSPARENT = Colour(0, 0, 0, 0)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21."""
    lighter, darker = sorted((one.luminance, other.luminance), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=4096)
def parse_colour(text: str) -> Colour | None:
    """Return a computed colour, None where it is not understood."""
    text = text.strip()
    match = _RGB.fullmatch(text)
    if match:
        alpha = match[4]
        opacity = 1.0 if alpha is None else float(alpha[:-1]) / 100 if alpha.endswith("%") else float(alpha)
        return Colour(float(match[1]), float(match[2]), float(match[3]), opacity)
    match = _HEX.fullmatch(text)
    if match:
        parts = [int(match[1][at : at + 2], 16) for at in (0, 2, 4)]
        red, green, blue = map(float, parts)
        return Colour(red, green, blue, int(match[2], 16) / 255 if match[2] else 1.0)
    return TRANSPARENT if text == "transparent" else _other_space(text)


def _other_space(text: str) -> Colour | None:
    """Read what is not written in sRGB: ``oklch()``, ``color()``, names."""
    from coloraide import Color  # noqa: PLC0415 - loads slowly, and few pages need it

    try:
        found = Color(text).convert("srgb").fit(method="clip")
    except ValueError:
        return None
    red, green, blue = (float(part) * 255 for part in found.coords(nans=False))
    return Colour(red, green, blue, float(found.alpha(nans=False)))
