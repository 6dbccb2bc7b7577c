"""Icons that alone tell what a link or button does, against what lies behind them (WCAG 1.4.11)."""

from collections.abc import Iterator
from typing import NamedTuple

from a11ycheck.page import Element, Page, known
from a11ycheck.page.colour import Colour, contrast, parse_colour
from a11ycheck.page.icon_font import is_glyph
from a11ycheck.page.layout import Generated, TextRun
from a11ycheck.page.painted import background_colour, has_effects, has_picture_behind, opacity, painted_runs
from a11ycheck.rules import Failed, Passed, Verdict, rule

_NEEDED = 3.0  # ratio
_LEAST = 8.0  # CSS pixels: what is smaller tells nothing
_SHAPES = frozenset(f"svg:{name}" for name in "path circle rect ellipse polygon polyline line".split())
# Drawings whose colours their style does not tell.
_OTHER = frozenset(
    f"svg:{name}" for name in "use image text foreignObject mask filter animate linearGradient radialGradient".split()
)
_PLACED = ("absolute", "fixed", "sticky")
_EFFECTS = ("background-image", "filter", "mix-blend-mode", "text-shadow")


class Icon(NamedTuple):
    """A picture of plain colours, drawn or written."""

    holder: Element
    colours: list[Colour]


class Letter(NamedTuple):
    """A piece of text that is seen, with its style."""

    holder: Element
    style: dict[str, str]
    run: TextRun


def controls_of_one_icon(page: Page) -> Iterator[Element]:
    """Links and buttons that show nothing but one drawing or letter of plain colours, on a plain background."""
    return (node for node in page.with_role("link", "button") if not node.disabled and node.focusable and _icon(node))


def _icon(control: Element) -> Icon | None:
    """Return all that a control shows, None where that is more than one icon, or none of plain colours."""
    letters, drawings = list(_letters(control)), [each for each in control.inside("svg:svg") if each.visible]
    if len(letters) + len(drawings) != 1 or control.inside("img", "input", "canvas", "svg:img"):
        return None
    if drawings:
        return Icon(drawings[0], _colours(drawings[0])) if _is_plain(drawings[0]) else None
    colour = parse_colour(letters[0].style.get("color", ""))
    return Icon(letters[0].holder, [colour]) if colour is not None and _is_plain_glyph(letters[0]) else None


def _letters(control: Element) -> Iterator[Letter]:
    """Yield all that is written in a control and seen, what style sheets write included."""
    for node in (control, *control.descendants):
        if node.layout is not None:
            yield from (Letter(node, node.layout.style, run) for run in painted_runs(node))
        for child in node.children:
            if isinstance(child, Generated) and child.layout is not None and node.visible:
                yield from (Letter(node, child.layout.style, run) for run in child.layout.runs if run.text.strip())


def _is_plain_glyph(letter: Letter) -> bool:
    holder, style = letter.holder, letter.style
    if not is_glyph(letter.run.text, style.get("font-family", "")) or letter.run.box.height < _LEAST:
        return False
    if opacity(holder) < 1 or style.get("position") in _PLACED or _is_placed(holder):
        return False
    return not has_effects(holder, *_EFFECTS) and not has_picture_behind(holder, letter.run)


def _is_placed(node: Element) -> bool:
    return any(each.computed("position") in _PLACED for each in node.lineage)


def _is_plain(drawing: Element) -> bool:
    layout = drawing.layout
    if layout is None or min(layout.box.width, layout.box.height) < _LEAST or opacity(drawing) < 1:
        return False
    inside = drawing.descendants
    if any(node.tag in _OTHER for node in inside) or not _colours(drawing):
        return False
    unclear = _is_placed(drawing) or has_effects(drawing, *_EFFECTS)
    return not unclear and all(opacity(node) == 1 for node in inside)


def _colours(drawing: Element) -> list[Colour]:
    """Return the colours that the shapes of a drawing are filled and lined with, none where one is not plain."""
    found = []
    for shape in drawing.descendants:
        for name in ("fill", "stroke") if shape.tag in _SHAPES and shape.visible else ():
            value = shape.computed(name)
            colour = parse_colour(value)
            if colour is None and value not in ("none", ""):
                return []
            if colour is not None and colour.alpha:
                found.append(colour)
    return found


@rule("icon-faint", targets=controls_of_one_icon)
def icon_faint(control: Element) -> Verdict:
    """Some part of an icon stands out from what lies behind it by 3 to 1 (WCAG 1.4.11)."""
    icon = known(_icon(control))
    behind = background_colour(icon.holder)
    colour = max((each.over(behind) for each in icon.colours), key=lambda each: contrast(each, behind))
    ratio = contrast(colour, behind)
    figures = {"ratio": int(ratio * 100) / 100, "needed": _NEEDED}
    if ratio >= _NEEDED:
        return Passed("clear", figures)
    return Failed("faint", figures, name=(control.name or control.tag)[:60], colour=colour.hex, behind=behind.hex)
