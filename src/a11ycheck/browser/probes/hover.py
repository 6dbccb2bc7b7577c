"""What shows only while the pointer lies on something, by the page's own style sheets or scripts."""

import time
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.hover_script import LISTENED, RIPEN, SCRIPTED, VISIBLE
from a11ycheck.browser.probes.tools import PAUSE, Deadline, evaluate, handles, press, script
from a11ycheck.page import Page
from a11ycheck.page.facts import Hovered, HoverTrial

# Looks at rules that ask for ``:hover`` and show something. For each element that they show: the element that the
# pointer has to lie on, and whether focus in it, or pressing it by key, shows the same.
_LOOK = script(
    PAUSE + VISIBLE,
    """
  const most = 20, end = performance.now() + 1500;
  const shows = /(?:^|;)\\s*(?:display|visibility|opacity|max-height|height|clip|clip-path|left|top|transform)\\s*:/;
  const found = window.__a11ycheckHovered = [];
  const rules = function* (list) {
    for (const rule of list) {
      if (rule.selectorText?.includes(':hover') && shows.test(rule.style?.cssText || '')) yield rule.selectorText;
      if (rule.cssRules && (!rule.media || matchMedia(rule.media.mediaText).matches)) yield* rules(rule.cssRules);
    }
  };
  const selectors = new Set();
  for (const sheet of document.styleSheets) {
    try {
      for (const text of rules(sheet.cssRules)) {
        for (const one of text.split(/,(?![^(]*\\))/)) selectors.add(one.trim());
      }
    } catch {}
  }
  const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex]';
  for (const selector of selectors) {
    const at = selector.lastIndexOf(':hover');
    const tail = selector.slice(at + 6);
    // The pointer has to lie on another element than the one that shows.
    if (!selector.includes(':hover') || !/[\\s>+~]/.test(tail)) continue;
    let pairs = [];
    try {
      const subjects = document.querySelectorAll(selector.replaceAll(':hover', ''));
      const trigger = selector.slice(0, at).replaceAll(':hover', '') || '*';
      pairs = [...subjects].map(one => [
        one.closest(trigger) || one.parentElement?.querySelector(':scope > ' + trigger.split(/[\\s>+~]+/).pop()), one]);
    } catch { continue; }
    for (const [trigger, one] of pairs) {
      if (!trigger || found.length >= most || performance.now() > end) continue;
      if (visible(one) || !one.textContent.trim() || found.some(([, other]) => other === one)) continue;
      if (one.closest('[aria-hidden=true]') || !visible(trigger)) continue;
      found.push([trigger, one]);
    }
  }
  const result = [];
  for (const [trigger, one] of found) {
    const stop = [trigger, ...trigger.querySelectorAll(focusable)].find(
      each => each.matches(focusable) && !one.contains(each) && visible(each));
    stop?.focus({preventScroll: true});
    for (const animation of document.getAnimations()) { try { animation.finish(); } catch {} }
    await pause(0);
    // A script may wait a little before it opens a menu.
    if (stop && !visible(one)) await pause(80);
    const byFocus = visible(one);
    const near = trigger.parentElement || trigger;
    // A button somewhere in a long form or text is no button of this part.
    const {previousElementSibling: before, nextElementSibling: after} = trigger, few = near.children.length <= 4;
    const places = [before, after, one, one.nextElementSibling];
    const beside = [...near.children].filter(each => few || places.includes(each));
    const opener = [trigger, ...trigger.querySelectorAll('*'), ...beside].some(
      each => each.hasAttribute('aria-expanded') || each.hasAttribute('aria-haspopup') || each.tagName === 'SUMMARY' ||
        each.tagName === 'BUTTON' || window.__a11ycheckTimers?.clicked.has(each));
    document.activeElement?.blur?.();
    result.push({byFocus, opener, scripted: false, made: ''});
  }
  return result;
""",
    wait=True,
)


_MOST_TRIED = 4  # contents that the pointer really goes to
_PAUSE = 0.05  # seconds that a page gets to show or hide something
# Brings an element under the pointer into view, and says where the pointer has to go: its middle, ...
_PLACE = """(() => {
  const [trigger, , at] = window.__a11ycheckHovered[AT], box = (at || trigger).getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
})()"""
# ... from there the place on it that is nearest to what shows, and the one there. A gap between the two is leapt over.
_PLACES = """(() => {
  const [trigger, shown] = window.__a11ycheckHovered[AT];
  const from = trigger.getBoundingClientRect(), to = shown.getBoundingClientRect();
  const within = (value, low, high) => Math.min(Math.max(value, low), high);
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
  const [x, y] = middle(to), [u, v] = middle(from);
  return [[within(x, from.left + 1, from.right - 1), within(y, from.top + 1, from.bottom - 1)],
          [within(u, to.left + 2, to.right - 2), within(v, to.top + 2, to.bottom - 2)], [x, y]];
})()"""
_INTO_VIEW = "window.__a11ycheckHovered[AT][0].scrollIntoView({block: 'center', behavior: 'instant'})"
_RIPE = script(RIPEN, "ripen();")
_SHOWS = """(() => {
  for (const animation of document.getAnimations()) { try { animation.finish(); } catch {} }
  const one = window.__a11ycheckHovered[AT][1], box = one.getBoundingClientRect();
  return one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && box.width > 1 && box.height > 1;
})()"""
# Whether other text lies below what shows.
_COVERS = """(() => {
  const [trigger, shown] = window.__a11ycheckHovered[AT], box = shown.getBoundingClientRect();
  const text = element => [...element.childNodes].some(node => {
    if (node.nodeType !== 3 || !node.data.trim()) return false;
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some(one => one.left < box.right - 2 && one.right > box.left + 2 &&
      one.top < box.bottom - 2 && one.bottom > box.top + 2);
  });
  return [...document.body.querySelectorAll('*')].slice(0, 3000).some(one => !shown.contains(one) &&
    !trigger.contains(one) && !one.contains(shown) && one.checkVisibility({visibilityProperty: true}) && text(one));
})()"""


def hover(browser: Browser, _page: Page, deadline: Deadline) -> tuple[Hovered, ...] | None:
    """Return what only the pointer brings into view, by style sheets or by scripts; None where none could be read.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    found = evaluate(browser, _LOOK, wait=True)
    if not isinstance(found, list):
        return None
    if evaluate(browser, LISTENED):
        found += evaluate(browser, SCRIPTED, wait=True) or []
    triggers = handles(browser, "window.__a11ycheckHovered.map(([trigger]) => trigger)", len(found))
    shown = handles(browser, "window.__a11ycheckHovered.map(([, shown]) => shown)", len(found))
    tried = _tried(browser, found, deadline)
    return tuple(
        Hovered(
            trigger=trigger,
            shown=trigger if one["made"] else node,
            by_focus=one["byFocus"],
            opener=one["opener"],
            tried=tried.get(at),
            made=one["made"],
        )
        for at, (trigger, node, one) in enumerate(zip(triggers, shown, found, strict=True))
        if trigger and (node or one["made"]) and not (one["scripted"] and at in tried and tried[at] is None)
    )


def _tried(browser: Browser, found: list[dict[str, Any]], deadline: Deadline) -> dict[int, HoverTrial | None]:
    """Send the pointer to some of what was found, by styles and by scripts; return by place what became of it."""
    by_styles = sum(not one["scripted"] for one in found)
    first = [*range(by_styles)[:_MOST_TRIED], *range(by_styles, len(found))[:_MOST_TRIED]]
    scrolled = evaluate(browser, "[scrollX, scrollY]") if first else None
    tried = {at: _try(browser, at, late=found[at]["scripted"]) for at in first if not deadline.passed}
    if scrolled:
        _move(browser, [0, 0])
        x, y = scrolled
        evaluate(browser, f"scrollTo({{left: {x}, top: {y}, behavior: 'instant'}})")
        evaluate(browser, "window.__a11ycheckHoverBack?.()")
    return tried


def _try(browser: Browser, at: int, *, late: bool) -> HoverTrial | None:
    """Lay the pointer on a trigger, then on what shows, and press Escape; None where nothing shows."""
    if not _lay_on(browser, at, late=late):
        return None
    covers = bool(_ask(browser, _COVERS, at))
    for place in _ask(browser, _PLACES, at):
        _move(browser, place)
    _wait(browser, late=late)
    stays = bool(_ask(browser, _SHOWS, at))
    if not stays and not _lay_on(browser, at, late=late):
        return None
    press(browser, "Escape")
    _wait(browser, late=late)
    return HoverTrial(covers=covers, stays=stays, escapes=not _ask(browser, _SHOWS, at))


def _lay_on(browser: Browser, at: int, *, late: bool) -> bool:
    """Lay the pointer on a trigger; tell whether something shows."""
    _move(browser, [0, 0])
    if late:
        evaluate(browser, _RIPE)
    _ask(browser, _INTO_VIEW, at)
    _move(browser, _ask(browser, _PLACE, at))
    _wait(browser, late=late)
    return bool(_ask(browser, _SHOWS, at))


def _wait(browser: Browser, *, late: bool) -> None:
    """Give a page its moment, and bring what its scripts do ``late`` to pass."""
    time.sleep(_PAUSE)
    if late:
        evaluate(browser, _RIPE)


def _move(browser: Browser, place: list[float]) -> None:
    browser.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=place[0], y=place[1])


def _ask(browser: Browser, script: str, at: int) -> Any:
    return evaluate(browser, script.replace("AT", str(at)))
