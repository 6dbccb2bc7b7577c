"""Waits until a page has come to rest: loaded, fonts there, no changes, nothing under way. Always within a bound."""

import time
from typing import Any

from msgspec import Struct

from a11ycheck.browser.driver import Browser, BrowserCrashedError

_QUIET = 0.1  # seconds without a change or a request that count as rest
_STEP = 0.03  # seconds between two looks

# Notes each change of the tree and each resource that ended; installed before the page's own scripts run.
WATCH = """
(() => {
  const watch = window.__a11ycheck = {last: performance.now(), open: 0, dialogs: 0};
  const touch = () => { watch.last = performance.now(); };
  const everything = {subtree: true, childList: true, characterData: true, attributes: true};
  new MutationObserver(touch).observe(document, everything);
  try { new PerformanceObserver(touch).observe({entryTypes: ['resource']}); } catch {}
  const fetch0 = window.fetch;
  if (fetch0) window.fetch = function (...args) {
    watch.open++;
    return fetch0.apply(this, args).finally(() => { watch.open--; touch(); });
  };
  const send0 = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...args) {
    watch.open++;
    this.addEventListener('loadend', () => { watch.open--; touch(); }, {once: true});
    return send0.apply(this, args);
  };
  window.alert = () => { watch.dialogs++; };
  window.confirm = () => { watch.dialogs++; return false; };
  window.prompt = () => { watch.dialogs++; return null; };
  window.print = () => { watch.dialogs++; };
  window.open = () => { watch.dialogs++; return null; };
})();
"""

_LOOK = """(() => {
  const watch = window.__a11ycheck;
  return {
    ready: document.readyState,
    fonts: !document.fonts || document.fonts.status === 'loaded',
    open: watch ? watch.open : 0,
    quiet: watch ? (performance.now() - watch.last) / 1000 : 1,
    url: location.href,
  };
})()"""

# Animations are brought to their end, so that colours and places are those that stay; endless ones are stopped.
_FREEZE = """(() => {
  for (const animation of document.getAnimations ? document.getAnimations() : []) {
    try { animation.finish(); } catch { try { animation.pause(); } catch {} }
  }
})()"""

# Shows what loads only when it comes into view, then goes back to the top.
_SCROLL = """(async () => {
  const height = Math.min(document.documentElement.scrollHeight, 30000);
  for (let y = innerHeight; y < height; y += innerHeight) {
    scrollTo(0, y);
    await new Promise(done => setTimeout(done, 15));
  }
  scrollTo(0, 0);
})()"""


class Rest(Struct, frozen=True):
    """How a page came to rest."""

    settled: bool  # False: it was still changing when the time was up
    url: str  # where the page is now, which scripts may have changed
    seconds: float


def settle(browser: Browser, bound: float) -> Rest:
    """Wait until the page that was opened is at rest, at most ``bound`` seconds.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    begun = time.monotonic()
    look = _wait(browser, begun + bound)
    if look.get("lazy", True):
        _evaluate(browser, _SCROLL, wait=True)
        look = _wait(browser, begun + bound)
    _evaluate(browser, _FREEZE)
    return Rest(_at_rest(look), str(look.get("url", "")), time.monotonic() - begun)


def _wait(browser: Browser, until: float) -> dict[str, Any]:
    while True:
        look = _evaluate(browser, _LOOK)
        if _at_rest(look) or time.monotonic() >= until:
            return look
        time.sleep(_STEP)


def _at_rest(look: dict[str, Any]) -> bool:
    done = look.get("ready") == "complete" and look.get("fonts", True)
    return bool(done) and look.get("open", 0) <= 0 and look.get("quiet", 0) >= _QUIET


def _evaluate(browser: Browser, script: str, *, wait: bool = False) -> dict[str, Any]:
    answer = browser.cdp("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=wait, timeout=5000)
    if "result" not in answer:
        raise BrowserCrashedError("the page does not answer")
    value = answer["result"].get("value")
    return value if isinstance(value, dict) else {}
