"""What background images of a drawn page draw: pictures, or mere lines (CSS Backgrounds and Borders 3, section 2)."""

from itertools import cycle

_LINE = 4.0  # CSS pixels: a layer that is no thicker is a border or an underline, which no text lies on


def draws_picture(style: dict[str, str]) -> bool:
    """Tell whether an element's background, by its computed style, draws more than lines."""
    if not _has_image(style):
        return False
    sizes, repeats = (cycle(_layers(style.get(f"background-{of}", ""))) for of in ("size", "repeat"))
    layers = zip(_layers(style["background-image"]), sizes, repeats, strict=False)
    return any(image != "none" and not _is_line(size.split(), repeat) for image, size, repeat in layers)


def shapes_text(style: dict[str, str]) -> bool:
    """Tell whether an element's background is seen in the shape of its letters alone."""
    return "text" in style.get("background-clip", "") and _has_image(style)


def _has_image(style: dict[str, str]) -> bool:
    return style.get("background-image", "none") not in ("none", "")


def _layers(value: str) -> list[str]:
    """Return the values of a list that commas divide; what stands between brackets is one of them."""
    layers, depth = [""], 0
    for sign in value:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            layers.append("")
        else:
            layers[-1] += sign
    return [layer.strip() for layer in layers]


def _is_line(size: list[str], repeat: str) -> bool:
    """Tell whether a layer is thin in a direction in which it is drawn once."""
    across, down = _repeats(repeat)
    lengths = [*size, "auto", "auto"][:2]
    return (_is_thin(lengths[0]) and not across) or (_is_thin(lengths[1]) and not down)


def _repeats(value: str) -> tuple[bool, bool]:
    """Return whether a background image is repeated across and down."""
    if value in ("repeat-x", "repeat-y"):
        return value == "repeat-x", value == "repeat-y"
    words = value.split() or ["repeat"]
    return words[0] != "no-repeat", words[-1] != "no-repeat"


def _is_thin(length: str) -> bool:
    return length.endswith("px") and "(" not in length and float(length.removesuffix("px")) <= _LINE
