"""What probes have in common: time bounds, scripts, keys, and the numbers of elements."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.snapshot import STYLES, page_of
from a11ycheck.page import Page

# Key, code and virtual key code, as ``Input.dispatchKeyEvent`` wants them.
_KEYS: dict[str, tuple[str, str, int, str]] = {
    "Tab": ("Tab", "Tab", 9, ""),
    "Escape": ("Escape", "Escape", 27, ""),
    "Enter": ("Enter", "Enter", 13, "\r"),
    " ": (" ", "Space", 32, " "),
    "ArrowDown": ("ArrowDown", "ArrowDown", 40, ""),
    "ArrowUp": ("ArrowUp", "ArrowUp", 38, ""),
    "ArrowLeft": ("ArrowLeft", "ArrowLeft", 37, ""),
    "ArrowRight": ("ArrowRight", "ArrowRight", 39, ""),
}
_ELEMENT = 1  # node type
# Pieces of scripts: whether an element is to be seen, ...
SHOWS = """
  const shows = element => element.isConnected && element.getClientRects().length > 0 &&
    element.checkVisibility({visibilityProperty: true, opacityProperty: true});
"""
# ... a pause that passes although the page's own timers are held, ...
PAUSE = """
  const pause = ms => new Promise(done => (window.__a11ycheckTimers?.later || setTimeout)(done, ms));
"""
# ... a wait for what a page answers to what is done next: a moment, and where it changes, waits for a frame or holds a
# timer that is soon to run, for a frame and as long as that goes on, ...
ANSWERED = """
  const answerWithin = most => {
    const known = window.__a11ycheckTimers;
    let changed = 0;
    const watch = new MutationObserver(() => { changed = performance.now(); });
    watch.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
    const due = () => [...known?.timers.values() || []].some(one => !one.repeats && one.delay <= most);
    return async () => {
      const end = performance.now() + most;
      await pause(5);
      if (!known || changed || known.frames.size || due()) {
        await Promise.race([new Promise(known?.frame || requestAnimationFrame), pause(most)]);
        while (performance.now() < end && (due() || performance.now() - changed < 20)) await pause(5);
      }
      watch.disconnect();
    };
  };
"""
# ... and what has the focus, in shadow trees as well, null where nothing has.
DEEPEST = """
  const deepest = () => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active && active !== document.body && active !== document.documentElement ? active : null;
  };
"""
SHIFT = 8  # modifier bits of the protocol
MODIFIERS = {"Alt": 1, "Ctrl": 2, "Control": 2, "Meta": 4, "Shift": SHIFT}
_SCRIPT_MILLISECONDS = 3000


def script(pieces: str, body: str, *, wait: bool = False) -> str:
    """Return a script in a scope of its own, with such pieces before it; one that may ``wait`` returns a promise."""
    return f"({'async ' if wait else ''}() => {{{pieces}{body}}})()"


class Deadline:
    """The time that a probe has."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._end


def evaluate(browser: Browser, script: str, *, wait: bool = False) -> Any:
    """Run a script in the page and return its value, None where it threw.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    answer = browser.cdp(
        "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=wait, timeout=_SCRIPT_MILLISECONDS
    )
    return None if "exceptionDetails" in answer else answer["result"].get("value")


def press(browser: Browser, key: str, modifiers: int = 0, times: int = 1) -> None:
    """Press and release a key, as a person would, so many times."""
    name, code, number, text = _KEYS.get(key) or _other_key(key)
    text = text if modifiers in (0, SHIFT) else ""
    event = {"key": name, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
    down = {**event, "type": "keyDown", "text": text} if text else {**event, "type": "rawKeyDown"}
    events = (down, {**event, "type": "keyUp"}) * times
    browser.cdp_all([("Input.dispatchKeyEvent", each) for each in events])


def _other_key(key: str) -> tuple[str, str, int, str]:
    """Describe a letter, a digit or a function key."""
    if len(key) > 1 and key[1:].isdecimal():
        return key, key, 111 + int(key[1:]), ""
    code = f"Digit{key}" if key.isdecimal() else f"Key{key.upper()}"
    return key, code, ord(key.upper()[0]), key


_FEW = 150  # elements that are asked for one by one more quickly than the whole tree is read

_THERE = "%s.slice(0, %d).map(one => one?.isConnected ? one : null)"
# The way to each element from the document: its place among the elements beside it, -1 where a shadow tree begins.
_WAYS = """(list => list.map(element => {
  const way = [];
  for (let node = element; node?.nodeType === 1;) {
    const parent = node.parentNode;
    if (!parent) return null;
    way.unshift([...parent.children].indexOf(node));
    if (parent.host) way.unshift(-1);
    node = parent.host || parent;
  }
  return way;
}))(ARRAY)"""


def handles(browser: Browser, array: str, count: int) -> list[int]:
    """Return the browser's number of each element of an array in the page, 0 where it has none any more."""
    if not count:
        return []
    return (
        _one_by_one(browser, _THERE % (array, count), count) if count <= _FEW else _in_the_tree(browser, array, count)
    )


def handles_of_gone(browser: Browser, array: str, count: int) -> list[int]:
    """Return the same of a few elements that the page may have taken out of its tree."""
    return _one_by_one(browser, f"{array}.slice(0, {count})", count) if count else []


def _in_the_tree(browser: Browser, array: str, count: int) -> list[int]:
    ways = evaluate(browser, _WAYS.replace("ARRAY", f"{array}.slice(0, {count})"))
    tree = browser.cdp("DOM.getDocument", depth=-1, pierce=True)["root"]
    browser.cdp("DOM.disable")
    found = [_number(tree, way) for way in ways] if isinstance(ways, list) else []
    return [*found, *[0] * count][:count]


def _number(tree: dict[str, Any], way: list[int] | None) -> int:
    """Follow a way through the tree of ``DOM.getDocument``; return 0 where it leads nowhere."""
    node = tree
    for at in way or ():
        if at < 0:
            inside = [root for root in node.get("shadowRoots", ()) if root.get("shadowRootType") != "user-agent"]
        else:
            inside = [child for child in node.get("children", ()) if child["nodeType"] == _ELEMENT]
        if max(at, 0) >= len(inside):
            return 0
        node = inside[max(at, 0)]
    return int(node["backendNodeId"]) if way else 0


def _one_by_one(browser: Browser, array: str, count: int) -> list[int]:
    answer = browser.cdp("Runtime.evaluate", expression=array, objectGroup="a11ycheck")
    found = answer.get("result", {}).get("objectId")
    entries = browser.cdp("Runtime.getProperties", objectId=found, ownProperties=True)["result"] if found else []
    objects = {int(entry["name"]): found for entry in entries
               if entry["name"].isdecimal() and (found := entry.get("value", {}).get("objectId"))}  # fmt: skip
    told = browser.cdp_all([("DOM.describeNode", {"objectId": each}) for each in objects.values()])
    numbers = [0] * count
    for at, answer in zip(objects, told, strict=True):
        numbers[at] = int(answer["node"].get("backendNodeId", 0))
    browser.cdp("Runtime.releaseObjectGroup", objectGroup="a11ycheck")
    return numbers


@contextmanager
def window_of(browser: Browser, width: int, height: int) -> Iterator[None]:
    """Draw the page in a window of another size, given in CSS pixels, for a while."""
    browser.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    try:
        evaluate(browser, _NEXT_FRAME, wait=True)
        yield
    finally:
        browser.cdp("Emulation.clearDeviceMetricsOverride")
        evaluate(browser, _NEXT_FRAME, wait=True)


# Lets a page's own answer to a new size come, and brings what then moves to its end.
_NEXT_FRAME = """new Promise(done => {
  const end = () => {
    for (const animation of document.getAnimations()) { try { animation.finish(); } catch {} }
    done(true);
  };
  requestAnimationFrame(() => setTimeout(end, 0));
  setTimeout(end, 300);
})"""


def snapped(browser: Browser, page: Page) -> Page:
    """Return the page as it is drawn now; its elements bear the same numbers, see ``Page.by_node``."""
    snapshot = browser.cdp(
        "DOMSnapshot.captureSnapshot", computedStyles=list(STYLES), includePaintOrder=True, includeDOMRects=True
    )
    return page_of(snapshot, url=page.url)
