"""What scripts made into controls: whether keys do what a click does, and what the mere press of a pointer does.

It operates the page's own controls. Nothing leaves the page meanwhile: navigation, forms and requests are held back.
"""

from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.operated_script import OPERATE, SOMETHING
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles, press
from a11ycheck.browser.probes.trials_script import GUARD
from a11ycheck.page import Page
from a11ycheck.page.facts import KeyTrial, Operated, PressTrial

_KEYS = ("Enter", " ")
_ARROWS = ("ArrowRight", "ArrowDown")  # which move through tabs and radio buttons
_BY_ARROWS = frozenset({"tab", "radio"})


def operated(browser: Browser, _page: Page, deadline: Deadline) -> Operated | None:
    """Operate what scripts made into controls; None where the page does not answer.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not evaluate(browser, SOMETHING):
        return Operated()
    evaluate(browser, GUARD)
    found = evaluate(browser, OPERATE)
    if not isinstance(found, list):
        return None
    roles, pressed = found
    scrolled = evaluate(browser, "[scrollX, scrollY]")
    keys = {at: _by_keys(browser, at, role) for at, role in enumerate(roles) if not deadline.passed}
    presses = {at: _by_press(browser, at) for at in range(pressed) if not deadline.passed}
    if isinstance(scrolled, list):
        x, y = scrolled
        evaluate(browser, f"scrollTo({{left: {x}, top: {y}, behavior: 'instant'}})")
    return Operated(
        keys=_by_node(browser, "keyed", len(roles), keys), presses=_by_node(browser, "pressed", pressed, presses)
    )


def _by_node[T](browser: Browser, array: str, count: int, trials: dict[int, T | None]) -> dict[int, T]:
    nodes = handles(browser, f"window.__a11ycheckOperated.{array}", count)
    return {nodes[at]: trial for at, trial in trials.items() if nodes[at] and trial is not None}


def _ask(browser: Browser, question: str) -> Any:
    return evaluate(browser, f"window.__a11ycheckOperated.{question}", wait=True)


def _by_keys(browser: Browser, at: int, role: str) -> KeyTrial | None:
    """Press the keys of a control until something happens, then click on it; None where it takes no focus."""
    if not _ask(browser, f"focus({at})"):
        return None
    for key in (*_KEYS, *(_ARROWS if role in _BY_ARROWS else ())):
        press(browser, key)
        if _ask(browser, "stirred()"):
            return KeyTrial(answers=True, clicks=False)
    return KeyTrial(answers=False, clicks=bool(_ask(browser, f"click({at})")))


def _by_press(browser: Browser, at: int) -> PressTrial | None:
    """Press a pointer on an element, and let go of it elsewhere; None where something else lies there."""
    place = _ask(browser, f"place({at})")
    if not isinstance(place, list):
        return None
    x, y = place
    mouse = {"button": "left", "clickCount": 1}
    browser.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    _ask(browser, "mark()")
    browser.cdp("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, **mouse)
    changes, leaves = bool(_ask(browser, "changed()")), bool(_ask(browser, "left()"))
    browser.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=0, y=0, button="left")
    browser.cdp("Input.dispatchMouseEvent", type="mouseReleased", x=0, y=0, **mouse)
    if not changes:
        _ask(browser, f"touch({at})")
        changes, leaves = bool(_ask(browser, "changed()")), bool(_ask(browser, "left()"))
        _ask(browser, f"lift({at})")
    return PressTrial(changes=changes, leaves=leaves, undone=changes and not leaves and not _ask(browser, "changed()"))
