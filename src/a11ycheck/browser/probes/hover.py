"""What shows only while the pointer lies on something, by the page's own style sheets."""

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.page import Page
from a11ycheck.page.facts import Hovered

# Looks at rules that ask for ``:hover`` and show something. For each element that they show: the element that the
# pointer has to lie on, and whether focus in it, or pressing it by key, shows the same.
_LOOK = """(async () => {
  const most = 20, end = performance.now() + 1500;
  const shows = /(?:^|;)\\s*(?:display|visibility|opacity|max-height|height|clip|clip-path|left|top|transform)\\s*:/;
  const found = window.__a11ycheckHovered = [];
  const seen = {visibilityProperty: true, opacityProperty: true};
  const visible = element => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility(seen) && box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0;
  };
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
  const pause = ms => new Promise(done => (window.__a11ycheckTimers?.later || setTimeout)(done, ms));
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
    const opener = [trigger, ...trigger.querySelectorAll('*'), ...near.children].some(
      each => each.hasAttribute('aria-expanded') || each.hasAttribute('aria-haspopup') || each.tagName === 'SUMMARY' ||
        each.tagName === 'BUTTON' || window.__a11ycheckTimers?.clicked.has(each));
    document.activeElement?.blur?.();
    result.push({byFocus, opener});
  }
  return result;
})()"""


def hover(browser: Browser, _page: Page, _deadline: Deadline) -> tuple[Hovered, ...] | None:
    """Return what only the pointer brings into view, as far as style sheets tell; None where none could be read.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    found = evaluate(browser, _LOOK, wait=True)
    if not isinstance(found, list):
        return None
    triggers = handles(browser, "window.__a11ycheckHovered.map(([trigger]) => trigger)", len(found))
    shown = handles(browser, "window.__a11ycheckHovered.map(([, shown]) => shown)", len(found))
    return tuple(
        Hovered(trigger=trigger, shown=node, by_focus=one["byFocus"], opener=one["opener"])
        for trigger, node, one in zip(triggers, shown, found, strict=True)
        if trigger and node
    )
