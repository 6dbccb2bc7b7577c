"""Places that the Tab key does not get out of, and the keys that do. Run only where the walk met something odd."""

import re
import time

from msgspec import Struct

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import MODIFIERS, SHIFT, Deadline, evaluate, handles, press
from a11ycheck.page import Page
from a11ycheck.page.facts import Trap

_PAUSE = 0.04  # seconds that a page gets to move the focus by itself
_MOST_STOPS = 40
_TRIES = 3
_PLACES = ("where it was", "where the key leads", "where the page sends it")
_OUT = -1

_WHERE = """(() => {
  const active = window.__a11ycheckWalk.at();
  if (!active) return -1;
  const stops = window.__a11ycheckWalk.stops;
  if (!stops.includes(active)) stops.push(active);
  return stops.indexOf(active);
})()"""
_PARTS = (
    "window.__a11ycheckWalk.stops.slice({first}, {end}).reduce((sum, each) => sum + __a11ycheckWalk.parts(each), 0)"
)
_FOCUS = "window.__a11ycheckWalk.stops[{at}].focus()"
# Notes what takes the focus first, before the page's own timers send it elsewhere.
_LISTEN = """(() => {
  window.__a11ycheckFirst = null;
  addEventListener('focusin', event => {
    const found = window.__a11ycheckFirst = event.composedPath()[0];
    if (!window.__a11ycheckWalk.stops.includes(found)) window.__a11ycheckWalk.stops.push(found);
  }, {capture: true, once: true});
})()"""
# Ways out that a page names in a text, such as "Ctrl+M" or "F6".
_KEY_NAMES = re.compile(
    r"\b(?P<modifiers>(?:(?:Ctrl|Control|Alt|Shift)\s*\+\s*)+)(?P<key>[A-Z0-9]|F\d{1,2})\b|\b(?P<alone>Esc(?:ape)?|F\d{1,2})\b"
)
_OPEN, _CLOSE = "window.__a11ycheckWalk.open()", "window.__a11ycheckWalk.close()"
_TEXT = "document.body.innerText"
# Presses what promises help inside the trap: buttons, and links that stay on the page.
_HELP = """(() => {{
  const trapped = {trapped}.map(at => window.__a11ycheckWalk.stops[at]);
  for (const element of trapped) {{
    const stays = element.tagName !== 'A' || (element.getAttribute('href') || '').startsWith('#');
    if (stays && element.type !== 'submit' || element.tagName === 'BUTTON' && !element.form) element.click();
  }}
}})()"""


class _Step(Struct, frozen=True):
    """Where one press of the Tab key leads: at once, and after the page had its say."""

    at_once: int
    at_last: int


def focus_traps(browser: Browser, page: Page, deadline: Deadline) -> tuple[Trap, ...] | None:
    """Return the traps among the stops of the Tab walk; none where the walk went straight through.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    walk = page.facts.tab_walk
    if walk is None or not walk.strayed:
        return None if walk is None else ()
    if not walk.stops:
        return ()
    evaluate(browser, _OPEN)
    try:
        return _traps(browser, len(walk.stops), deadline)
    finally:
        evaluate(browser, _CLOSE)


def _traps(browser: Browser, count: int, deadline: Deadline) -> tuple[Trap, ...] | None:
    if _walks_through(browser, count, deadline):
        return ()
    forwards, backwards = _steps(browser, deadline)
    if deadline.passed:
        return None
    trapped = [at for at in range(len(forwards)) if not _leads_out(at, forwards) and not _leads_out(at, backwards)]
    if not trapped:
        return ()
    brief = any(
        _is_sent_on(at, step) for steps in (forwards, backwards) for at, step in enumerate(steps) if at in trapped
    )
    nodes = handles(browser, "window.__a11ycheckWalk.stops", len(forwards))
    named, way_out = _ways_out(browser, trapped)
    return (Trap(nodes=tuple(nodes[at] for at in trapped), way_out=way_out, named=named, brief=brief),)


def _steps(browser: Browser, deadline: Deadline) -> tuple[list[_Step], list[_Step]]:
    """Return where Tab and where Shift+Tab lead from each stop, those too that the quick walk ran past."""
    forwards: list[_Step] = []
    backwards: list[_Step] = []
    while not deadline.passed and len(forwards) < min(_MOST_STOPS, evaluate(browser, "__a11ycheckWalk.stops.length")):
        at = len(forwards)
        forwards.append(_press_from(browser, at, 0))
        backwards.append(_press_from(browser, at, SHIFT))
    return forwards, backwards


def _walks_through(browser: Browser, count: int, deadline: Deadline) -> bool:
    """Tell whether the Tab key gets from the first stop out of the page where it is given time."""
    _hold(browser, 0)
    for _ in range(count + 1 + _parts(browser, 0, count)):
        press(browser, "Tab")
        time.sleep(_PAUSE)
        if deadline.passed or _where(browser) == _OUT:
            return True
    return False


def _parts(browser: Browser, first: int, end: int) -> int:
    """Return how often the Tab key may stop inside some of the stops, such as the day, month and year of a date."""
    parts = evaluate(browser, _PARTS.format(first=first, end=end))
    return parts if isinstance(parts, int) else 0


def _press_from(browser: Browser, at: int, modifiers: int) -> _Step:
    if not _hold(browser, at):
        return _Step(at, _where(browser))
    evaluate(browser, _LISTEN)
    last = at
    for _ in range(1 + _parts(browser, at, at + 1)):
        press(browser, "Tab", modifiers)
        time.sleep(_PAUSE)
        last = _where(browser)
        if last != at:
            break
    first = evaluate(browser, "__a11ycheckWalk.stops.indexOf(__a11ycheckFirst)")
    return _Step(first if isinstance(first, int) else _OUT, last)


def _is_sent_on(start: int, step: _Step) -> bool:
    """Tell whether the Tab key led on, and the page then sent the focus to a third place."""
    return len({start, step.at_once, step.at_last}) == len(_PLACES)


def _hold(browser: Browser, at: int) -> bool:
    """Put the focus on a stop; tell whether it stays there."""
    for _ in range(_TRIES):
        evaluate(browser, _FOCUS.format(at=at))
        time.sleep(_PAUSE)
        if _where(browser) == at:
            return True
    return False


def _where(browser: Browser) -> int:
    where = evaluate(browser, _WHERE)
    return where if isinstance(where, int) else _OUT


def _leads_out(start: int, steps: list[_Step]) -> bool:
    at, seen = start, set[int]()
    while 0 <= at < len(steps) and at not in seen:
        seen.add(at)
        at = steps[at].at_last
    return at not in seen


def _ways_out(browser: Browser, trapped: list[int]) -> tuple[str, str]:
    """Try Escape, then the keys that the page names; return the key that it names, and the key that works."""
    if _escapes(browser, trapped, "Escape"):
        return "", "Escape"
    named = _named_keys(browser)
    if not named:
        evaluate(browser, _HELP.format(trapped=trapped))
        time.sleep(_PAUSE)
        named = _named_keys(browser)
    for key in named:
        if _escapes(browser, trapped, key):
            return key, key
    return (named[0] if named else ""), ""


def _named_keys(browser: Browser) -> list[str]:
    text = evaluate(browser, _TEXT)
    found = _KEY_NAMES.finditer(text if isinstance(text, str) else "")
    names = (re.sub(r"\s", "", match[0]) for match in found)
    return list(dict.fromkeys("Escape" if name == "Esc" else name for name in names))


def _escapes(browser: Browser, trapped: list[int], key: str) -> bool:
    """Tell whether the Tab key leads out of a trap once a key was pressed in it."""
    _hold(browser, trapped[0])
    *modifiers, last = key.split("+")
    press(browser, last if len(last) > 1 else last.lower(), sum(MODIFIERS[name] for name in modifiers))
    time.sleep(_PAUSE)
    for _ in range(len(trapped) + 2):
        if _where(browser) not in trapped:
            return True
        press(browser, "Tab")
        time.sleep(_PAUSE)
    return _where(browser) not in trapped
