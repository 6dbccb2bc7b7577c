"""Contrast of colours that stand in the source, where no browser drew the page (WCAG 1.4.3)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.attributes import with_any
from a11ycheck.page.colour import WHITE, Colour, contrast, parse_colour
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.style import inline_style
from a11ycheck.page.styling import style_is_known
from a11ycheck.page.text import own_text
from a11ycheck.rules import CantTell, Failed, Figure, Passed, Verdict, rule

_NEEDED, _LARGE = 4.5, 3.0  # WCAG 1.4.3: for text, and for large text
_SAME = 1.05  # a text of its background's colour is hidden on purpose
_PALE = 1.6  # ratio to white of a text that is hardly meant for white: of #cccccc
_ROOM = 40  # characters of the text that a message shows
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")


def texts_coloured_in_source(page: Page) -> Iterator[Element]:
    """Texts whose colour and background stand in the source; where the page was drawn, ``contrast-low`` measures."""
    if page.facts.layout is not None:
        return
    for node in with_any(page, ("color", "style")):
        colour = _colour(node)
        if colour is None or not any(map(str.isalnum, own_text(node))) or not perceivable(node) or _is_off(node):
            continue
        background = _background(node)
        if _fails_on_white(node, colour) if background is None else contrast(colour, background) > _SAME:
            yield node


def _fails_on_white(node: Element, colour: Colour) -> bool:
    """Tell whether a text whose background a style sheet sets is likely to be faint: pale ones lie on dark ground."""
    behind_it = [inline_style(above) for above in node.lineage]
    plain = not any("opacity" in style or any("background" in name for name in style) for style in behind_it)
    return plain and _PALE < contrast(colour, WHITE) < _NEEDED


def _is_off(node: Element) -> bool:
    return any(above.disabled or above.get("aria-disabled") == "true" for above in node.lineage)


def _opaque(text: str) -> Colour | None:
    found = parse_colour(text) if text else None
    return found if found is not None and found.alpha == 1 else None


def _value(node: Element, name: str) -> str:
    return _IMPORTANT.sub("", inline_style(node).get(name, "")).strip().lower()


def _colour(node: Element) -> Colour | None:
    """Return the colour that an element gives its own text."""
    value = _value(node, "color") or (node.get("color").strip().lower() if node.tag == "font" else "")
    return _opaque(value)


def _background(node: Element) -> Colour | None:
    """Return the background that the source puts behind an element, None where it is not known."""
    for above in node.lineage:
        if "opacity" in inline_style(above) or _value(above, "background-image"):
            return None
        value = _value(above, "background-color") or _value(above, "background") or above.get("bgcolor").strip().lower()
        if value and value not in ("transparent", "none", "inherit"):
            return _opaque(value)
    return WHITE if node.page.once(_nothing_else_colours) else None


def _nothing_else_colours(page: Page) -> bool:
    """Tell whether no style sheet sets a background, so that the page is white as browsers show it."""
    own = ("".join(child for child in node.children if isinstance(child, str)) for node in page.tagged("style"))
    return page.once(style_is_known) and not any("background" in text for text in own)


@rule("colours-close-in-source", targets=texts_coloured_in_source)
def colours_close_in_source(node: Element) -> Verdict:
    """A text and its background are apart by the ratio that WCAG asks for (WCAG 1.4.3, technique G18)."""
    colour, background = known(_colour(node)), _background(node) or WHITE
    ratio = contrast(colour, background)
    figures: dict[str, Figure] = {
        "text": own_text(node)[:_ROOM],
        "colour": colour.hex,
        "background": background.hex,
        "ratio": int(ratio * 100) / 100,
    }
    if ratio >= _NEEDED:
        return Passed("apart", figures)
    if _background(node) is None:
        return CantTell("white", figures)
    certain = bool(_value(node, "background-color") or _value(node, "background")) or node.page.once(style_is_known)
    if certain and ratio < _LARGE:
        return Failed("close", figures)
    return CantTell("perhaps", figures)
