"""The focus on its way through a page: seen, uncovered, in order (WCAG 2.4.3, 2.4.7, 2.4.11)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, Unknown
from a11ycheck.page.facts import Stop
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule


def _stops(page: Page) -> dict[int, Stop]:
    if page.facts.tab_walk is None:
        raise Unknown
    return {stop.node: stop for stop in page.facts.tab_walk.stops}


def stop_of(element: Element) -> Stop:
    """Return what the Tab walk measured at an element."""
    return element.page.once(_stops)[element.__dict__["backend"]]


def tab_stops(page: Page) -> Iterator[Element]:
    """The elements at which the Tab key stopped, in its order; frames speak for themselves."""
    for number in page.once(_stops):
        element = page.by_node(number)
        if element is not None and element.tag != "iframe":
            yield element


@rule("focus-not-visible", targets=tab_stops)
def focus_not_visible(element: Element) -> Verdict:
    """Something on the screen shows that an element has the focus (ACT oj04fd)."""
    stop = stop_of(element)
    name = element.name or element.tag
    if stop.changed is None:
        return CantTell("not-measured", name=name)
    return Passed("shown") if stop.changed else Failed("not-shown", name=name)


@rule("focus-obscured", targets=tab_stops)
def focus_obscured(element: Element) -> Verdict:
    """Nothing that floats above the page covers the whole of what has the focus (WCAG 2.4.11, failure F110)."""
    return Failed("covered", name=element.name or element.tag) if stop_of(element).obscured else Passed("uncovered")
