"""What single keys, the device's motion and time alone do to a page, and whether its controls stop that.

It operates the page's own controls, so it is the last probe on a page. Nothing leaves the page meanwhile: navigation,
forms and requests are held back.
"""

import json
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.browser.probes.trials_script import GUARD, TRIALS
from a11ycheck.page import Page
from a11ycheck.page.facts import Changing, Motion, Shortcut, Trials

_KEYS = "abcdefghijklmnopqrstuvwxyz0123456789+-/?.,*#!"
_KEY_EVENTS = frozenset({"keydown", "keypress", "keyup"})
_MOTION_EVENTS = frozenset({"deviceorientation", "deviceorientationabsolute", "devicemotion"})
_GROUP = {"objectGroup": "a11ycheck"}
_LISTENERS = ("window", "document", "document.documentElement", "document.body")
_MILLISECONDS = 4000
# Whether timers run, clicks are listened to, or a choice can be made.
_SOMETHING = """window.__a11ycheckTimers?.timers.size || window.__a11ycheckTimers?.clicked.size ||
  [...document.querySelectorAll('body *')].some(one => one.onclick) ||
  document.querySelector('select, textarea, input:not([type=hidden])') ? 1 : 0"""


def trials(browser: Browser, _page: Page, _deadline: Deadline) -> Trials | None:
    """Try what happens by single keys, by motion and by time; None where the page does not answer.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    heard = _heard(browser)
    keys, motion = bool(heard & _KEY_EVENTS), bool(heard & _MOTION_EVENTS)
    if not keys and not motion and not evaluate(browser, _SOMETHING):
        return Trials()
    evaluate(browser, GUARD)
    given = {"keys": json.dumps(list(_KEYS) if keys else []), "motion": json.dumps(motion)}
    found = evaluate(browser, TRIALS % {**given, "milliseconds": _MILLISECONDS}, wait=True)
    return _trials(browser, found) if isinstance(found, dict) else None


def _heard(browser: Browser) -> set[str]:
    """Return the events that a page listens to at its outermost objects."""
    named = browser.cdp_all([("Runtime.evaluate", {"expression": name, **_GROUP}) for name in _LISTENERS])
    found = [answer["result"]["objectId"] for answer in named if "objectId" in answer.get("result", {})]
    heard = browser.cdp_all([("DOMDebugger.getEventListeners", {"objectId": each}) for each in found])
    browser.cdp("Runtime.releaseObjectGroup", **_GROUP)
    return {listener["type"] for answer in heard for listener in answer["listeners"]}


def _trials(browser: Browser, found: dict[str, Any]) -> Trials:
    nodes = handles(browser, "window.__a11ycheckChanging", len(found["changing"]))
    motion = found["motion"]
    return Trials(
        shortcuts=tuple(Shortcut(key=one["key"], blocked=one["blocked"]) for one in found["shortcuts"]),
        motion=Motion(**motion) if motion else None,
        changing=tuple(
            Changing(node=node, text=one["text"], stopped=one["stopped"])
            for node, one in zip(nodes, found["changing"], strict=True)
            if node
        ),
        chosen=_by_node(browser, "window.__a11ycheckChosen", found["chosen"]),
        moved=_by_node(browser, "window.__a11ycheckChosen", found["chosen"], "moves"),
        clicked=_by_node(browser, "window.__a11ycheckPressed", found["pressed"]),
        whole=not found["late"],
    )


def _by_node(browser: Browser, array: str, tried: list[dict[str, bool]], what: str = "acts") -> dict[int, bool]:
    """Return for each element that was tried whether it acted."""
    nodes = handles(browser, array, len(tried))
    return {node: one[what] for node, one in zip(nodes, tried, strict=True) if node}
