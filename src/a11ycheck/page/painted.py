"""Which texts of a drawn page people really see, and on what they are painted."""

from collections.abc import Iterator

from a11ycheck.page.backgrounds import draws_picture
from a11ycheck.page.colour import TRANSPARENT, WHITE, Colour, parse_colour
from a11ycheck.page.layout import Box, Layout, TextRun
from a11ycheck.page.page import Element, Page
from a11ycheck.page.tree import facet, inherited

_SPECK = 2.0  # CSS pixels: a box of that size shows nothing; the usual trick to hide text from sight alone
_REPLACED = ("img", "video", "canvas", "object", "embed", "iframe", "svg:svg", "svg:image")
_CONTROLS = ("input", "select", "textarea", "button", "progress", "meter")
_CLIPPING = ("hidden", "clip", "scroll", "auto")


@facet
def painted_runs(element: Element) -> list[TextRun]:
    """Return the pieces of text directly in an element that are on the page and not clipped away."""
    if not element.visible or not element.runs or _faded_away(element):
        return []
    window = _window(element)
    return [
        run
        for run in element.runs
        if run.text.strip() and _shows(run.box) and (window is None or run.box.meets(window))
    ]


def _shows(box: Box) -> bool:
    return box.right > 0 and box.bottom > 0 and box.width > 0 and box.height > 0


@inherited
def _faded_away(element: Element) -> bool:
    return element.computed("opacity") == "0" or (element.parent is not None and _faded_away(element.parent))


def _window(element: Element) -> Box | None:
    """Return the part of the page that clipping leaves of an element's text, None where nothing clips."""
    window: Box | None = None
    for node in element.lineage:
        layout = node.layout
        if layout is None:
            continue
        clips = layout.style.get("overflow-x") in _CLIPPING or layout.style.get("overflow-y") in _CLIPPING
        cut = layout.style.get("clip", "auto") not in ("auto", "") and layout.style.get("position") in (
            "absolute",
            "fixed",
        )
        shaped = layout.style.get("clip-path", "none") not in ("none", "")
        if (clips or cut or shaped) and min(layout.box.width, layout.box.height) <= _SPECK:
            return Box(-1, -1, 0, 0)
        if cut and "rect(0px, 0px, 0px, 0px)" in layout.style.get("clip", ""):
            return Box(-1, -1, 0, 0)
        if clips and node.tag not in ("html", "body"):
            scrolls = "auto" in (layout.style.get("overflow-x"), layout.style.get("overflow-y")) or "scroll" in (
                layout.style.get("overflow-x"),
                layout.style.get("overflow-y"),
            )
            if not scrolls:
                window = layout.box if window is None else window
    return window


def is_painted(element: Element) -> bool:
    """Tell whether an element leaves a mark of its own: text, a picture, a control, a background or a border."""
    layout = element.layout
    if layout is None or not element.visible or _faded_away(element):
        return False
    if not layout.box.width or not layout.box.height:
        return bool(painted_runs(element))
    if element.tag in _REPLACED or element.tag in _CONTROLS or painted_runs(element):
        return True
    background = parse_colour(layout.style.get("background-color", ""))
    coloured = background is not None and background.alpha > 0
    return coloured or layout.style.get("background-image", "none") != "none" or _has_border(layout)


def _has_border(layout: Layout) -> bool:
    widths = (layout.style.get(f"border-{side}-width", "0px") for side in ("top", "right", "bottom", "left"))
    return any(width not in ("0px", "") for width in widths)


def foreground(element: Element) -> Colour | None:
    """Return the colour of an element's text with its own alpha, None where it is not known.

    What has no box, such as the slot of a shadow tree, mostly has the colour of what is around it.
    """
    boxed = next((node for node in element.lineage if node.layout is not None), element)
    return parse_colour(boxed.computed("color"))


def opacity(element: Element) -> float:
    """Return how far an element's text is faded by itself and the elements around it, from 0 to 1."""
    product = 1.0
    for node in element.lineage:
        value = node.computed("opacity")
        product *= float(value) if value else 1.0
    return product


def has_effects(element: Element, *properties: str) -> bool:
    """Tell whether one of these properties makes of an element, or of one around it, what its colours do not tell."""
    return any(node.computed(name) not in ("none", "normal", "") for node in element.lineage for name in properties)


def background_colour(element: Element) -> Colour:
    """Return the colours of an element and those around it, painted over white; without images and neighbours."""
    layers: list[Colour] = []
    for node in element.lineage:
        colour = parse_colour(node.computed("background-color")) or TRANSPARENT
        if colour.alpha:
            layers.append(colour)
        if colour.alpha == 1:
            break
    below = WHITE
    for layer in reversed(layers):
        below = layer.over(below)
    return below


def has_picture_behind(element: Element, run: TextRun) -> bool:
    """Tell whether an image, a gradient, or a replaced element is painted between a text and its background colour.

    Lines that a background draws are none.
    """
    for node in element.lineage:
        if node.layout is not None and draws_picture(node.layout.style):
            return True
        colour = parse_colour(node.computed("background-color"))
        if colour is not None and colour.alpha == 1:
            break
    return any(
        layout.box.meets(run.box) and not (picture.url_inside and picture.contains(element))
        for picture, layout in _pictures_below(element.page, run.paint_order)
    )


def _pictures_below(page: Page, paint_order: int) -> Iterator[tuple[Element, Layout]]:
    return ((node, layout) for node, layout in page.once(_pictures) if layout.paint_order < paint_order)


def _pictures(page: Page) -> list[tuple[Element, Layout]]:
    """Replaced elements and elements with a picture as their background; a frame is one to what lies on it alone."""
    return [
        (node, node.layout)
        for node in page.elements
        if node.layout is not None
        and (node.tag in _REPLACED or draws_picture(node.layout.style))
        and node.tag not in ("html", "body")
    ]


def texts_on_pictures(page: Page) -> list[Element]:
    """Return the elements whose painted text has a picture or a gradient behind it."""
    return [node for node in page.elements if any(has_picture_behind(node, run) for run in painted_runs(node))]
