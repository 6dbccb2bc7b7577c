"""Letters that a font draws as pictures: they are no text to read, and yet they are seen."""

import re
from unicodedata import category

_ICON_FONT = re.compile(r"icon|symbol|awesome|glyph|icomoon|fontello", re.IGNORECASE)
_LIGATURE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)  # "arrow_forward"


def is_icon_font(family: str) -> bool:
    """Tell whether the first of a computed ``font-family`` draws pictures, by its name."""
    return bool(_ICON_FONT.search(family.partition(",")[0]))


def is_glyph(text: str, family: str) -> bool:
    """Tell whether a text is one picture: a letter of private use (Unicode 23.5), or what an icon font joins to one."""
    said = text.strip().removesuffix("\ufe0e").removesuffix("\ufe0f")
    if len(said) == 1:
        return category(said) == "Co" or (is_icon_font(family) and not said.isspace())
    return is_icon_font(family) and bool(_LIGATURE.fullmatch(said))
