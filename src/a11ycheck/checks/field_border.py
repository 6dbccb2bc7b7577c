"""The border of fields against what lies around them (WCAG 1.4.11)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.clipping import pixels
from a11ycheck.page.colour import Colour, contrast, parse_colour
from a11ycheck.page.painted import background_colour, opacity
from a11ycheck.rules import Failed, Figure, Passed, Verdict, rule

_NEEDED = 3.0  # ratio
_SIDES = ("top", "right", "bottom", "left")
_NO_BOX = frozenset("hidden checkbox radio range color file submit button reset image".split())
_LEVELS = 3  # elements around a field that may draw the box in its stead


def bordered_fields(page: Page) -> Iterator[Element]:
    """Text fields and select fields that draw a border of their own, and may be used; lists show their choices."""
    for node in page.tagged("input", "select", "textarea"):
        if node.get("type").strip().lower() in _NO_BOX or not node.focusable or node.layout is None:
            continue
        if _is_list(node):
            continue
        if node.has("readonly") or opacity(node) < 1 or node.closest("iframe", "frame") is not None:
            continue
        if _borders(node) and not _has_effects(node) and not any(map(_draws_a_box, _around(node))):
            yield node


def _is_list(node: Element) -> bool:
    size = node.get("size").strip()
    return node.tag == "select" and (node.has("multiple") or (size.isdecimal() and int(size) > 1))


def _around(node: Element) -> list[Element]:
    found = [above for above in node.ancestors if above.tag not in ("html", "body", "form", "fieldset")]
    return found[:_LEVELS]


def _borders(node: Element) -> list[Colour]:
    """Return the colours of the borders that an element draws."""
    drawn = (side for side in _SIDES if pixels(node.computed(f"border-{side}-width")) > 0)
    colours = (parse_colour(node.computed(f"border-{side}-color")) for side in drawn if side in ("top", "bottom"))
    return [colour for colour in colours if colour is not None and colour.alpha]


def _has_effects(node: Element) -> bool:
    """Tell whether something is drawn whose contrast nobody computes: an image, a shadow, a filter."""
    if node.computed("box-shadow") not in ("none", ""):
        return True
    return any(
        above.computed("background-image") not in ("none", "") or above.computed("filter") not in ("none", "")
        for above in node.lineage
        if above is not node or node.tag != "select"  # a list draws its arrow as an image
    )


def _draws_a_box(node: Element) -> bool:
    return bool(_borders(node)) or node.computed("box-shadow") not in ("none", "")


@rule("field-border-faint", targets=bordered_fields)
def field_border_faint(field: Element) -> Verdict:
    """The box of a field stands out from what lies around it by 3 to 1 (WCAG 1.4.11)."""
    outside = background_colour(field.parent) if field.parent is not None else background_colour(field)
    inside = background_colour(field)
    border = max((colour.over(outside) for colour in _borders(field)), key=lambda colour: contrast(colour, outside))
    ratio = max(contrast(border, outside), contrast(inside, outside))
    figures: dict[str, Figure] = {"ratio": int(ratio * 100) / 100, "needed": _NEEDED}
    if ratio >= _NEEDED:
        return Passed("clear", figures)
    if field.tag == "select" and _draws_an_arrow(field):
        return Passed("arrow", figures)
    return Failed("faint", figures, name=(field.name or field.tag)[:60], colour=border.hex, around=outside.hex)


def _draws_an_arrow(field: Element) -> bool:
    """Tell whether the arrow of a select field tells that it is one: the browser's own, or a picture of the page."""
    return field.computed("appearance") != "none" or field.computed("background-image") not in ("none", "")
