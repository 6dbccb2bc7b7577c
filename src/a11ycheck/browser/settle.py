"""Waits until a page has come to rest: loaded, fonts there, no changes, nothing under way. Always within a bound."""

import time
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Struct

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import NotTestedError, PageStalledError, RefusedError
from a11ycheck.model import Reason

_SLICE = 1.0  # seconds that one look waits in the page, so that one that was lost to a new document costs little
_STEP = 0.02  # seconds between two looks where the page went elsewhere
_MOST_DOCUMENTS = 8  # that a page may lead on to by script or refresh; nothing that people use needs more than three
_STORM = 3  # documents after which a page that does not answer is taken to be leading on

# Installed before the page's own scripts run. It notes each change of the tree and each resource that ended, and
# answers in a person's stead whatever would stop the page: a dialog that is opened again and again throws, so that
# the loop around it ends. ``rest`` waits in the page, which is quicker than asking again and again from outside.
WATCH = """
(() => {
  if (window.__a11ycheck) return;
  const quietEnough = 100, longQuiet = 1500, mostDialogs = 20;  // milliseconds, and a number
  const now = performance.now.bind(performance), later = setTimeout.bind(window);
  let last = now(), open = 0, dialogs = 0, scripted = false;
  const touch = () => { last = now(); };
  const alive = 'script, iframe, frame, object, embed, [onload], [onerror], meta[http-equiv=refresh i]';
  const everything = {subtree: true, childList: true, characterData: true, attributes: true};
  new MutationObserver(records => {
    touch();
    scripted ||= records.some(record => [...record.addedNodes].some(node => node.nodeName === 'SCRIPT'));
  }).observe(document, everything);
  try { new PerformanceObserver(touch).observe({entryTypes: ['resource']}); } catch {}
  const fetch0 = window.fetch;
  if (fetch0) window.fetch = function (...args) {
    open++;
    return fetch0.apply(this, args).finally(() => { open--; touch(); });
  };
  const send0 = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...args) {
    open++;
    this.addEventListener('loadend', () => { open--; touch(); }, {once: true});
    return send0.apply(this, args);
  };
  const answer = value => () => {
    if (++dialogs > mostDialogs) throw new Error('too many dialogs');
    return value;
  };
  for (const [name, value] of [['alert', undefined], ['confirm', false], ['prompt', null], ['print', undefined],
                               ['open', null]]) {
    window[name] = answer(value);
  }
  let follows = false;  // scripts of the page look where it is scrolled to
  const Observer = window.IntersectionObserver;
  if (Observer) window.IntersectionObserver = class IntersectionObserver extends Observer {
    constructor(...args) { super(...args); follows = true; }
  };
  for (const target of [window, document]) {
    const add = target.addEventListener;
    target.addEventListener = function (type, ...args) {
      follows ||= type === 'scroll';
      return add.call(this, type, ...args);
    };
  }
  let left = -Infinity;  // when the page set out for another one; it stays where that was a download
  addEventListener('beforeunload', event => { left = now(); event.stopImmediatePropagation(); }, true);
  // Scripts have yet to draw the page: there is next to nothing in it, and that shows nothing.
  const hollow = () => {
    const body = document.body;
    return !body || (body.getElementsByTagName('*').length < 30 && !body.innerText?.trim() &&
                     !body.querySelector('img, svg, video, canvas, iframe, object, embed, input, button'));
  };
  const state = () => {
    const root = document.documentElement, from = performance.getEntriesByType('navigation')[0];
    scripted ||= !!document.querySelector(alive);
    const quiet = now() - last;
    const loaded = document.readyState === 'complete';
    const fonts = !document.fonts || document.fonts.status === 'loaded';
    const quietly = !scripted || (open <= 0 && quiet >= quietEnough && !hollow()) || quiet >= longQuiet;
    const stays = now() - left >= longQuiet;
    return {
      loaded, scripted, calm: loaded && fonts && quietly && stays, url: location.href, opened: from?.name || '',
      status: from?.responseStatus || 0, born: performance.timeOrigin,
      lazy: !!document.querySelector('[loading=lazy i]'),
      follows: (follows || !!window.onscroll) && !!root && root.scrollHeight > innerHeight,
    };
  };
  const rest = bound => new Promise(done => {
    const end = now() + bound;
    const look = () => {
      const found = state();
      if (found.calm || now() >= end) done(found); else later(look, 10);
    };
    look();
  });
  Object.defineProperty(window, '__a11ycheck', {value: Object.freeze({rest})});
})();
"""

# A page whose server switches scripts off (Content-Security-Policy: sandbox) has no timers to wait with, and no need.
_REST = """(() => {
  const loaded = document.readyState === 'complete';
  const look = {loaded, calm: loaded, url: location.href, born: performance.timeOrigin};
  if (matchMedia('(scripting: none)').matches) return {...look, scripted: false, lazy: false, follows: false};
  return window.__a11ycheck ? __a11ycheck.rest(%d) : look;
})()"""

# Animations are brought to their end, so that colours and places are those that stay; endless ones are stopped
# where they begin, so that each look sees the same. Those of more than five seconds (WCAG 2.2.2) are noted first.
_FREEZE = """(() => {
  const moving = window.__a11ycheckMoving = [];
  for (const animation of document.getAnimations ? document.getAnimations() : []) {
    try {
      const {effect} = animation, timing = effect.getComputedTiming();
      if (timing.endTime > 5000 && effect.target && !effect.pseudoElement && animation.playState === 'running' &&
          animation.timeline === document.timeline && moving.length < 20) {
        moving.push({element: effect.target, duration: timing.duration,
                     frames: effect.getKeyframes(), alternates: /alternate/.test(timing.direction)});
      }
    } catch {}
  }
  for (const animation of document.getAnimations ? document.getAnimations() : []) {
    try { animation.finish(); } catch { try { animation.pause(); animation.currentTime = 0; } catch {} }
  }
})()"""

# Loads at once what waits to come near, and leaves the page as it was written.
_HASTEN = """(async () => {
  const waiting = [...document.querySelectorAll('[loading=lazy i]')].map(each => [each, each.getAttribute('loading')]);
  for (const [each] of waiting) each.loading = 'eager';
  const images = waiting.map(([each]) => each).filter(each => each.tagName === 'IMG' && !each.complete);
  const ended = images.map(each => new Promise(done => {
    for (const type of ['load', 'error']) each.addEventListener(type, done, {once: true});
  }));
  await Promise.race([Promise.all(ended), new Promise(done => setTimeout(done, 2000))]);
  for (const [each, written] of waiting) each.setAttribute('loading', written);
})()"""

# Goes through a page whose scripts look where it is scrolled to. Observers see what a frame showed once it is over; a
# machine that does much else may take long over one.
_SCROLL = """(async () => {
  const height = Math.min(document.documentElement?.scrollHeight ?? 0, 30000);
  for (let y = innerHeight; y < height; y += innerHeight) {
    scrollTo({top: y, behavior: 'instant'});
    await new Promise(done => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 200); });
  }
  scrollTo({top: 0, behavior: 'instant'});
})()"""


class Look(Struct, frozen=True):
    """What a page says of itself."""

    loaded: bool = False
    calm: bool = False
    scripted: bool = True  # it holds what may change it at any time: scripts, frames, a refresh
    lazy: bool = True  # something in it waits to come near
    follows: bool = True  # it is higher than the window, and scripts look where it is scrolled to
    url: str = ""  # where the page is now, which scripts may have changed
    opened: str = ""  # where its document came from, "" where that is not known
    status: int = 0  # HTTP status that the browser got, 0 where that is not known
    born: float = 0.0  # when its document was begun: differs from document to document


class Rest(Struct, frozen=True):
    """How a page came to rest."""

    settled: bool  # False: it was still changing when the time was up
    look: Look
    documents: int  # that followed each other by script or refresh, with the first


def wait_for_load(browser: Browser, bound: float) -> Rest:
    """Wait until the page that was opened has loaded and is at rest, at most ``bound`` seconds.

    Raises:
        NotTestedError: where it leads on from document to document without end.
        BrowserCrashedError: where the browser does not answer any more.
    """
    until = time.monotonic() + bound
    born: set[float] = set()
    look = Look()
    while not look.calm and time.monotonic() < until:
        try:
            look = _look(browser, min(_SLICE, max(0.0, until - time.monotonic())))
            born.add(look.born)
        except RefusedError:  # the page went elsewhere while it was asked
            born.add(time.monotonic())
            time.sleep(_STEP)
        except PageStalledError as error:  # ... or is on its way too often to answer
            if len(born) < _STORM:
                raise
            raise NotTestedError(Reason.REDIRECT, "fault-endless") from error
        if len(born) > _MOST_DOCUMENTS:
            raise NotTestedError(Reason.REDIRECT, "fault-endless")
    return Rest(look.calm, look, max(1, len(born)))


def come_to_rest(browser: Browser, begun: Rest, bound: float) -> Rest:
    """Show what loads late, wait for it, and stop what moves; see ``wait_for_load``."""
    rest = begun
    late = [script for script, there in ((_HASTEN, begun.look.lazy), (_SCROLL, begun.look.follows)) if there]
    for script in late:
        with suppress(RefusedError):  # the page went elsewhere, and is waited for anew
            evaluate(browser, script, wait=True)
    if late:
        after = wait_for_load(browser, bound)
        rest = Rest(begun.settled and after.settled, after.look, begun.documents + after.documents - 1)
    with suppress(RefusedError):  # as above: what comes next is snapped as it is
        evaluate(browser, _FREEZE)
    return rest


def _look(browser: Browser, seconds: float) -> Look:
    found = evaluate(browser, _REST % int(seconds * 1000), wait=True)
    try:
        return msgspec.convert(found, Look)
    except msgspec.ValidationError:  # a page that lies about itself is asked again
        return Look()


def evaluate(browser: Browser, script: str, *, wait: bool = False) -> Any:
    """Run a script in the page and return its value, None where it throws.

    Raises:
        RefusedError: where the page went elsewhere before it ended.
        BrowserCrashedError: where the browser does not answer any more.
    """
    answer = browser.cdp("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=wait)
    return None if "exceptionDetails" in answer else answer.get("result", {}).get("value")
