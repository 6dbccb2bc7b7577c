"""Icons that alone tell what a link or button does, against what lies behind them (WCAG 1.4.11)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.colour import Colour, contrast, parse_colour
from a11ycheck.page.painted import background_colour, has_effects, opacity, painted_runs
from a11ycheck.rules import Failed, Passed, Verdict, rule

_NEEDED = 3.0  # ratio
_LEAST = 8.0  # CSS pixels: what is smaller tells nothing
_SHAPES = frozenset(f"svg:{name}" for name in "path circle rect ellipse polygon polyline line".split())
# Drawings whose colours their style does not tell.
_OTHER = frozenset(
    f"svg:{name}" for name in "use image text foreignObject mask filter animate linearGradient radialGradient".split()
)
_EFFECTS = ("background-image", "filter", "mix-blend-mode", "text-shadow")


def controls_of_one_icon(page: Page) -> Iterator[Element]:
    """Links and buttons that show nothing but one drawing of plain colours, on a plain background."""
    for node in page.with_role("link", "button"):
        if node.disabled or not node.focusable or any(painted_runs(each) for each in (node, *node.descendants)):
            continue
        drawings = [each for each in node.inside("svg:svg") if each.visible]
        if len(drawings) == 1 and not node.inside("img", "input", "canvas", "svg:img") and _is_plain(drawings[0]):
            yield node


def _is_plain(drawing: Element) -> bool:
    layout = drawing.layout
    if layout is None or min(layout.box.width, layout.box.height) < _LEAST or opacity(drawing) < 1:
        return False
    inside = drawing.descendants
    if any(node.tag in _OTHER for node in inside) or not _colours(drawing):
        return False
    if any(node.computed("position") in ("absolute", "fixed", "sticky") for node in drawing.lineage):
        return False
    return not has_effects(drawing, *_EFFECTS) and all(opacity(node) == 1 for node in inside)


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
    drawing = next(each for each in control.inside("svg:svg") if each.visible)
    behind = background_colour(drawing)
    colour = max((each.over(behind) for each in _colours(drawing)), key=lambda each: contrast(each, behind))
    ratio = contrast(colour, behind)
    figures = {"ratio": int(ratio * 100) / 100, "needed": _NEEDED}
    if ratio >= _NEEDED:
        return Passed("clear", figures)
    return Failed("faint", figures, name=(control.name or control.tag)[:60], colour=colour.hex, behind=behind.hex)
