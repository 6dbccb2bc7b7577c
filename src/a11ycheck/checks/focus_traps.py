"""Places that hold the keyboard's focus fast (WCAG 2.1.2; ACT 80af7b, a1b64e, ebe86a)."""

from collections.abc import Iterator

from a11ycheck.checks.focus import tab_stops
from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import Trap
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_USUAL = ("Escape",)  # keys of standard keyboard navigation, besides Tab


def _traps(page: Page) -> dict[int, Trap]:
    return {node: trap for trap in known(page.facts.focus_traps) for node in trap.nodes}


def _trap_of(element: Element) -> Trap | None:
    return element.page.once(_traps).get(element.number)


def stops_and_traps(page: Page) -> Iterator[Element]:
    """The first stop of the Tab key, which stands for all that hold nobody fast, and the first one of each trap."""
    stops = list(tab_stops(page))
    held = page.once(_traps)
    firsts = {trap.nodes[0] for trap in held.values()}
    free = [node for node in stops if node.number not in held]
    yield from free[:1]
    yield from (node for node in stops if node.number in firsts)


@rule("keyboard-trap", targets=stops_and_traps)
def keyboard_trap(element: Element) -> Verdict:
    """The keyboard gets out of every place that it gets into (ACT 80af7b)."""
    trap = _trap_of(element)
    if trap is None:
        return Passed("free")
    if trap.way_out in _USUAL or trap.way_out:
        return Passed("way-out", key=trap.way_out)
    name = element.name or element.tag
    return CantTell("brief", name=name) if trap.brief else Failed("trapped", name=name, count=len(trap.nodes))


@rule("focus-trap-unusual-exit", targets=stops_and_traps)
def focus_trap_unusual_exit(element: Element) -> Verdict:
    """Tab or Escape is enough to get out of every place (ACT a1b64e)."""
    trap = _trap_of(element)
    if trap is None or trap.way_out in _USUAL:
        return Passed("usual-keys")
    return Failed("unusual", name=element.name or element.tag)


def unusual_traps(page: Page) -> Iterator[Element]:
    """The first stop of each place that Tab and Escape do not get out of (ACT ebe86a)."""
    for element in stops_and_traps(page):
        trap = _trap_of(element)
        if trap is not None and trap.way_out not in _USUAL:
            yield element


@rule("focus-trap-unexplained", targets=unusual_traps)
def focus_trap_unexplained(element: Element) -> Verdict:
    """A page that holds the focus says which key leads out, and that key does (ACT ebe86a)."""
    trap = _trap_of(element)
    if trap is not None and trap.way_out:
        return Passed("explained", key=trap.way_out)
    if trap is not None and trap.named:
        return Failed("key-does-nothing", key=trap.named)
    return Failed("nothing-named", name=element.name or element.tag)
