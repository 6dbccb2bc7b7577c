"""The focus on its way through a page: seen, uncovered, and nothing more (WCAG 1.4.11, 2.4.7, 2.4.11, 3.2.1)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.colour import Colour, contrast, parse_colour
from a11ycheck.page.facts import Stop
from a11ycheck.page.painted import background_colour, has_effects, has_picture_behind, opacity
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_SPECK = 2.0  # CSS pixels: what is smaller is hidden from sight


def _stops(page: Page) -> dict[int, Stop]:
    return {stop.node: stop for stop in known(page.facts.tab_walk).stops}


def stop_of(element: Element) -> Stop:
    """Return what the Tab walk measured at an element."""
    return element.page.once(_stops)[element.number]


def tab_stops(page: Page) -> Iterator[Element]:
    """The elements at which the Tab key stopped, in its order; frames speak for themselves."""
    return (element for element in page.by_nodes(page.once(_stops)) if element.tag not in ("iframe", "frame"))


def _not_measured(page: Page) -> list[Element]:
    return [element for element in tab_stops(page) if stop_of(element).changed is None]


def judged_stops(page: Page) -> Iterator[Element]:
    """The stops of the Tab key; of those where nothing could be measured the first, which stands for all."""
    first = page.once(_not_measured)[:1]
    return (element for element in tab_stops(page) if stop_of(element).changed is not None or element in first)


@rule("focus-not-visible", targets=judged_stops)
def focus_not_visible(element: Element) -> Verdict:
    """Something on the screen shows that an element has the focus (ACT oj04fd)."""
    stop = stop_of(element)
    name = element.name or element.tag
    if stop.changed is None:
        return CantTell("not-measured", name=name, count=len(element.page.once(_not_measured)))
    return Passed("shown") if stop.changed else Failed("not-shown", name=name)


@rule("focus-obscured", targets=tab_stops)
def focus_obscured(element: Element) -> Verdict:
    """Nothing that floats above the page covers the whole of what has the focus (WCAG 2.4.11, failure F110)."""
    stop = stop_of(element)
    covered = stop.obscured and not (stop.changed is False and _is_speck(element))  # that one is never seen at all
    return Failed("covered", name=element.name or element.tag) if covered else Passed("uncovered")


def _is_speck(element: Element) -> bool:
    box = element.layout.box if element.layout is not None else None
    return box is not None and min(box.width, box.height) <= _SPECK


@rule("focus-leaves-page", targets=tab_stops)
def focus_leaves_page(element: Element) -> Verdict:
    """What gets the focus opens no other page and no window by that alone (WCAG 3.2.1, failure F55)."""
    return Failed("leaves", name=element.name or element.tag) if stop_of(element).leaves else Passed("stays")


_NEEDED = 3.0  # ratio


def outlined(page: Page) -> Iterator[Element]:
    """Stops of the Tab key that nothing but an outline of the page's own colour tells, on a plain background."""
    for element in tab_stops(page):
        if stop_of(element).outline is not None and _is_plain(element):
            yield element


def _is_plain(element: Element) -> bool:
    """Tell whether the colours around an element are those that its style and its ancestors' say."""
    if opacity(element) < 1 or has_effects(element, "background-image", "filter", "mix-blend-mode"):
        return False
    own = background_colour(element)
    return all(
        not has_picture_behind(element, run) and parse_colour(run.background) in (None, own) for run in element.runs
    )


@rule("focus-outline-faint", targets=outlined)
def focus_outline_faint(element: Element) -> Verdict:
    """The outline of what has the focus stands out from what it lies beside by 3 to 1 (WCAG 1.4.11)."""
    outline = known(stop_of(element).outline)
    colour = known(parse_colour(outline.colour))
    around = background_colour(element.parent or element)
    beside = [around] if outline.offset > 0 else [around, background_colour(element), *_border(element)]
    drawn = colour.over(around)
    ratio = max(contrast(drawn, each) for each in beside)
    figures = {"ratio": int(ratio * 100) / 100, "needed": _NEEDED}
    if ratio >= _NEEDED:
        return Passed("clear", figures)
    return Failed("faint", figures, name=element.name or element.tag, colour=drawn.hex, around=around.hex)


def _border(element: Element) -> list[Colour]:
    """Return the colour of an element's upper border, where it draws one."""
    colour = parse_colour(element.computed("border-top-color"))
    return [colour] if colour is not None and element.computed("border-top-width") not in ("0px", "") else []
