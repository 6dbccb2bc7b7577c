"""Contrast of what is written in fields and on buttons by their attributes, which is no text node (WCAG 1.4.3)."""

from collections.abc import Iterator

from a11ycheck.checks.contrast import MINIMUM, is_large
from a11ycheck.page import Element, Page, known
from a11ycheck.page.clipping import pixels
from a11ycheck.page.colour import Colour, contrast, parse_colour
from a11ycheck.page.layout import TextRun
from a11ycheck.page.painted import background_colour, foreground, has_effects, has_picture_behind, opacity
from a11ycheck.rules import Failed, Figure, Passed, Verdict, rule

_CAPTIONED = ("submit", "reset", "button")
_WRITTEN = ("", "text", "search", "email", "tel", "url", "number")
_SMALLEST = 2.0  # CSS pixels: what is smaller is hidden from sight
_UNSEEN = 1.05  # ratio below which a text is not meant to be seen; see contrast-low
_ROOM = 40  # characters of the text that a message shows


def fields_with_text(page: Page) -> Iterator[Element]:
    """Fields and buttons of attributes that show text on a plain background and can be used."""
    shown = known(page.facts.placeholders)
    for node in page.tagged("input", "textarea", "select"):
        if not _is_seen(node) or not (_written(node) or node.number in shown):
            continue
        if has_effects(node, "filter", "mix-blend-mode", "text-shadow") or _lies_on_a_picture(node):
            continue
        yield node


def _is_seen(node: Element) -> bool:
    if not node.visible or node.layout is None or node.disabled or node.get("aria-disabled").strip() == "true":
        return False
    box = node.layout.box
    if abs(pixels(node.computed("text-indent"))) >= box.width:  # the caption is pushed out of its button
        return False
    return min(box.width, box.height) > _SMALLEST and box.right > 0 and box.bottom > 0 and opacity(node) > 0


def _lies_on_a_picture(node: Element) -> bool:
    box, order = known(node.layout).box, known(node.layout).paint_order
    return has_picture_behind(node, TextRun("", box, "", order))


def _written(node: Element) -> str:
    """Return the text that a field shows, or a button's caption; "" where there is none."""
    if node.tag == "select":
        chosen = [option for option in node.inside("option") if option.has("selected")] or node.inside("option")[:1]
        return chosen[0].text if chosen and not node.has("multiple") else ""
    if node.tag == "textarea":
        return node.text
    kind = node.get("type").strip().lower()
    return node.get("value").strip() if kind in _CAPTIONED or kind in _WRITTEN else ""


@rule("field-text-faint", targets=fields_with_text)
def field_text_faint(node: Element) -> Verdict:
    """What stands in a field or on its button stands out from its background by 4.5 to 1, large text by 3 to 1."""
    placeholder = known(node.page.facts.placeholders).get(node.number)
    if placeholder is not None:
        colour = parse_colour(placeholder.colour)
        return _judge(node, "placeholder", node.get("placeholder"), colour, placeholder.opacity)
    return _judge(node, "low", _written(node), foreground(node), 1.0)


def _judge(node: Element, reason: str, text: str, colour: Colour | None, own_opacity: float) -> Verdict:
    if colour is None or colour.alpha == 0:
        return Passed("unseen")
    below, needed = background_colour(node), MINIMUM[is_large(node)]
    above = colour.faded(own_opacity * opacity(node)).over(below)
    ratio = contrast(above, below)
    if ratio < _UNSEEN:
        return Passed("unseen")
    figures: dict[str, Figure] = {
        "text": " ".join(text.split())[:_ROOM],
        "ratio": int(ratio * 100) / 100,
        "needed": needed,
        "colour": above.hex,
        "background": below.hex,
    }
    return Passed("enough", figures) if ratio >= needed else Failed(reason, figures)
