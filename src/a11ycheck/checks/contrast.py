"""Contrast of texts with what they are painted on (WCAG 1.4.3, 1.4.6)."""

import re

from a11ycheck.page import Element, Page
from a11ycheck.page.backgrounds import shapes_text
from a11ycheck.page.colour import Colour, contrast, parse_colour
from a11ycheck.page.icon_font import is_glyph
from a11ycheck.page.layout import TextRun
from a11ycheck.page.painted import (
    background_colour,
    foreground,
    has_effects,
    has_picture_behind,
    opacity,
    painted_runs,
)
from a11ycheck.rules import CantTell, Failed, Figure, Passed, Verdict, rule

# WCAG 2.2 "large scale": 18 point, or 14 point bold, at 96 pixels an inch.
_LARGE = 24.0
_LARGE_BOLD = 18.66
_BOLD = 700
_ROOM = 40  # characters of the text that a message shows
_INACTIVE = frozenset({"disabled", "is-disabled"})  # "inactive" mostly means a tab that is not the chosen one
_SAME = 1.05  # a text of nearly its background's colour is hidden on purpose, and no presentation of text
MINIMUM = (4.5, 3.0)  # ratio for text, and for large text
_ENHANCED = (7.0, 4.5)
_EFFECTS = ("filter", "mix-blend-mode")


def painted_texts(page: Page) -> list[Element]:
    """Elements with text of their own that is painted, less those of disabled controls (ACT afw4f7)."""
    return page.once(_painted_texts)


def _painted_texts(page: Page) -> list[Element]:
    inactive = page.once(_of_disabled_controls)
    return [
        node
        for node in page.elements
        if ":" not in node.tag
        and node.order not in inactive
        and any(_says_something(run.text) and not _is_a_picture(node, run) for run in painted_runs(node))
    ]


def _is_a_picture(node: Element, run: TextRun) -> bool:
    return is_glyph(run.text, node.computed("font-family"))


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _of_disabled_controls(page: Page) -> set[int]:
    """Orders of the elements inside disabled controls and inside what names them."""
    found: set[int] = set()
    for node in page.elements:
        if node.disabled or node.get("aria-disabled").strip().lower() == "true":
            for part in (node, *node.labels, *node.referenced("aria-labelledby")):
                found.update(range(part.order, part.last + 1))
    return found


@rule("contrast-low", targets=painted_texts)
def contrast_low(element: Element) -> Verdict:
    """A text stands out from its background by 4.5 to 1, a large one by 3 to 1 (ACT afw4f7)."""
    return _judge(element, MINIMUM)


@rule("contrast-below-enhanced", targets=painted_texts)
def contrast_below_enhanced(element: Element) -> Verdict:
    """A text stands out from its background by 7 to 1, a large one by 4.5 to 1 (ACT 09o5cg)."""
    return _judge(element, _ENHANCED)


def _judge(element: Element, needed: tuple[float, float]) -> Verdict:
    least = needed[is_large(element)]
    verdicts = [_judge_run(element, run, least) for run in painted_runs(element) if _says_something(run.text)]
    return min(verdicts, key=_severity)


def _severity(verdict: Verdict) -> tuple[int, float]:
    order = (Failed, CantTell, Passed)
    return order.index(type(verdict)), float(verdict.figures.get("ratio", 0))


def is_large(element: Element) -> bool:
    """Tell whether the text of an element is "large scale" as WCAG 2.2 defines it."""
    size = float(element.computed("font-size").removesuffix("px") or 0)
    weight = element.computed("font-weight")
    return size >= _LARGE or (size >= _LARGE_BOLD and weight.isdecimal() and int(weight) >= _BOLD)


def _painted_otherwise(element: Element) -> bool:
    """Tell whether a text without a colour may be seen by its shadow, or by a background that is cut to its shape."""
    shaped = any(node.layout is not None and shapes_text(node.layout.style) for node in element.lineage)
    return shaped or element.computed("text-shadow") not in ("", "none")


def _judge_run(element: Element, run: TextRun, least: float) -> Verdict:
    colour = foreground(element)
    if colour is not None and colour.alpha == 0 and not _painted_otherwise(element):
        return Passed("unseen", text=_short(run))
    if colour is None or colour.alpha == 0:
        return CantTell("unknown-colour", text=_short(run))
    fading = opacity(element)
    if has_picture_behind(element, run):
        return _on_a_picture(element, run, colour.faded(fading), least)
    below = parse_colour(run.background) if run.background and fading == 1 else None
    below = below if below is not None and below.alpha == 1 else background_colour(element)
    return _compare(element, run, colour.faded(fading).over(below), below, least)


def _compare(element: Element, run: TextRun, above: Colour, below: Colour, least: float) -> Verdict:
    ratio = contrast(above, below)
    figures: dict[str, Figure] = {
        "text": _short(run),
        "ratio": _rounded(ratio),
        "needed": least,
        "colour": above.hex,
        "background": below.hex,
    }
    if ratio >= least:
        shadowed = any(contrast(above, shadow.over(below)) < least for shadow in _shadows(element))
        return CantTell("effects", figures) if shadowed else Passed("enough", figures)
    if ratio < _SAME:
        return Passed("not-presented", figures) if _is_hidden_by(above, below, element) else CantTell("faint", figures)
    if _may_be_a_symbol(run.text):
        return CantTell("symbol", figures)
    if element.aria_hidden or _may_stand_out(element, above, below, least):
        return CantTell("effects", figures)
    return CantTell("inactive", figures) if _is_called_inactive(element) else Failed("low", figures)


def _is_called_inactive(element: Element) -> bool:
    """Tell whether classes alone say that a control cannot be used; WCAG 1.4.3 excepts one that really cannot."""
    control = next((node for node in element.lineage if node.focusable or _is_a_link_to_be(node)), None)
    around = (control, control.parent, element) if control is not None else ()
    return any(not _INACTIVE.isdisjoint(node.get("class").lower().split()) for node in around if node is not None)


def _is_a_link_to_be(node: Element) -> bool:
    """Tell whether an element stands where a link may be, as HTML 4.5.1 has an ``a`` without address."""
    return node.tag == "a" and not node.has("href")


def _is_hidden_by(above: Colour, below: Colour, element: Element) -> bool:
    """Tell whether a text is hidden by intent: by the very colour, where nothing waits to be operated."""
    return above.hex == below.hex and not any(node.tabbable for node in element.lineage)


def _on_a_picture(element: Element, run: TextRun, colour: Colour, least: float) -> Verdict:
    """Judge by the darkest and the lightest spot behind the text, where the page was photographed without its text."""
    backdrop = element.page.facts.backdrop
    extremes = backdrop.extremes(run.box) if backdrop is not None else None
    if extremes is None:
        return CantTell("picture", text=_short(run), needed=least)
    ratios = [contrast(colour.over(spot), spot) for spot in extremes]
    figures: dict[str, Figure] = {
        "text": _short(run),
        "needed": least,
        "ratio": _rounded(max(ratios)),
        "lowest": _rounded(min(ratios)),
    }
    outdone = any(_may_stand_out(element, colour.over(spot), spot, least) for spot in extremes)
    certain = not outdone and not _is_called_inactive(element)
    if max(ratios) < least and max(ratios) >= _SAME and certain:
        return Failed("low-on-picture", figures)
    if min(ratios) >= least and _same_side(colour, extremes):
        return Passed("enough-on-picture", figures)
    return CantTell("uneven", figures)


def _same_side(colour: Colour, extremes: tuple[Colour, Colour]) -> bool:
    """Tell whether a text is darker, or lighter, than everything behind it."""
    darkest, lightest = (spot.luminance for spot in extremes)
    return colour.luminance <= darkest or colour.luminance >= lightest


def _may_be_a_symbol(text: str) -> bool:
    """A lone letter, such as an X that closes, may be a picture rather than language."""
    return sum(sign.isalnum() for sign in text) == 1 and any(sign.isalpha() for sign in text)


def _shadows(element: Element) -> list[Colour]:
    """Return the colours of a text's shadow, which lie right beside its letters."""
    found = map(parse_colour, re.findall(r"rgba?\([^)]*\)", element.computed("text-shadow")))
    return [colour for colour in found if colour is not None and colour.alpha]


def _may_stand_out(element: Element, above: Colour, below: Colour, least: float) -> bool:
    """Tell whether effects may lend a text the contrast that its colours lack: a shadow has to differ enough itself."""
    shadows = (shadow.over(below) for shadow in _shadows(element))
    return has_effects(element, *_EFFECTS) or any(contrast(above, shadow) >= least for shadow in shadows)


def _short(run: TextRun) -> str:
    text = " ".join(run.text.split())
    return text if len(text) <= _ROOM else text[: _ROOM - 1] + "…"


def _rounded(ratio: float) -> float:
    """Round down, so that no ratio reads as enough that is not."""
    return int(ratio * 100) / 100
