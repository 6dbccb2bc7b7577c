"""What style sheets and scripts set into motion for longer than five seconds, as ``settle.py`` met it."""

from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.page import Page
from a11ycheck.page.facts import Animation

_FOUND = "window.__a11ycheckMoving || []"
# Of each, what changes, and how often a second what is light gets dark and back again.
_DESCRIBE = """(() => {
  const strong = 0.5;  // a fade by less is no flash
  const rank = value => value === 'hidden' ? 0 : value === 'visible' ? 1 : parseFloat(value);
  const flashes = one => ['opacity', 'visibility'].map(name => {
    const values = one.frames.map(frame => frame[name]).filter(value => value !== undefined).map(rank);
    if (values.length < 2 || !one.duration) return 0;
    let turns = 0, way = 0, last = values[0];
    for (const value of values.slice(1)) {
      const now = Math.abs(value - last) >= strong ? Math.sign(value - last) : 0;
      if (now && now !== way) { turns++; way = now; }
      if (now) last = value;
    }
    // Back at its start a round jumps, or runs backwards.
    if (turns % 2 && !one.alternates) turns++;
    return turns / 2 / (one.duration / 1000);
  });
  return window.__a11ycheckMoving.map(one => {
    const box = one.element.getBoundingClientRect();
    const names = one.frames.flatMap(frame => Object.keys(frame));
    return {flashes: Math.max(0, ...flashes(one)),
            changes: [...new Set(names)].filter(name => !/^(?:offset|computedOffset|easing|composite)$/.test(name)),
            width: box.width, height: box.height};
  });
})()"""


def animations(browser: Browser, _page: Page, _deadline: Deadline) -> tuple[Animation, ...] | None:
    """Return what moves by itself for longer than five seconds; None where the page does not answer.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not evaluate(browser, f"({_FOUND}).length"):
        return ()
    found = evaluate(browser, _DESCRIBE)
    if not isinstance(found, list):
        return None
    nodes = handles(browser, "window.__a11ycheckMoving.map(one => one.element)", len(found))
    return tuple(_animation(node, each) for node, each in zip(nodes, found, strict=True) if node)


def _animation(node: int, found: dict[str, Any]) -> Animation:
    return Animation(
        node=node,
        changes=tuple(found["changes"]),
        flashes=float(found["flashes"]),
        width=float(found["width"]),
        height=float(found["height"]),
    )
