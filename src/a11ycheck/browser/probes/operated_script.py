"""The script of ``operated.py``: finds what to operate, and tells whether something happens."""

from a11ycheck.browser.probes.tools import DEEPEST, PAUSE, SHOWS, script

# Whether anything on the page is to be operated.
SOMETHING = """document.querySelector(
  '[tabindex]:not([tabindex^="-"]), [onmousedown], [onpointerdown], [ontouchstart]') ||
  window.__a11ycheckTimers?.pressed.size ? 1 : 0"""

OPERATE = script(
    SHOWS + PAUSE + DEEPEST,
    """
  const most = 8, known = window.__a11ycheckTimers, held = window.__a11ycheckHeld;
  const native = 'a[href], button, input, select, textarea, summary, label, option, area, video, audio, iframe, ' +
    'canvas, dialog, [contenteditable]';
  const acting = /^(?:button|link|checkbox|switch|tab|radio)$/;
  const off = one => one.disabled || one.closest('[aria-disabled=true], [inert], [aria-hidden=true], :disabled');
  const listens = one => known?.clicked.has(one) || !!one.onclick;
  const keyed = [...document.querySelectorAll('[tabindex]')].filter(one => one.tabIndex >= 0 && !one.closest(native) &&
    !one.querySelector(native + ', [tabindex]') && !off(one) && shows(one) && (acting.test(one.getAttribute('role')) ||
    (listens(one) && !one.hasAttribute('role') && getComputedStyle(one).cursor === 'pointer'))).slice(0, most);
  const small = one => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.width * box.height < innerWidth * innerHeight / 4;
  };
  const dragged = 'input, select, textarea, label, video, canvas, svg *, [role=slider], [draggable=true], iframe';
  const marked = document.querySelectorAll('[onmousedown], [onpointerdown], [ontouchstart]');
  const pressed = [...new Set([...(known?.pressed || []), ...marked])].filter(one => one.isConnected && shows(one) &&
    small(one) && !one.closest(dragged) && !off(one) && (one.innerText?.trim() || one.querySelector('img, svg')))
    .slice(0, most);

  // Everything that one can tell of a page: its text, states, pictures, fields.
  const states = 'aria-expanded aria-pressed aria-checked aria-selected aria-current open'.split(' ');
  const marking = states.map(name => '[' + name + ']').join();
  const view = () => [
    document.body.innerText, location.hash,
    [...document.querySelectorAll('input, select, textarea')].map(one => one.value + (one.checked ? '+' : '-')).join(),
    [...document.querySelectorAll(marking)].map(one => states.map(name => one.getAttribute(name)).join()).join(';'),
    [...document.querySelectorAll('img, video, iframe')].filter(shows).map(one => one.currentSrc || one.src).join(),
  ].join('\\u0001');
  let changes = 0;
  const note = records => {
    const inside = ({target}) => target !== document.documentElement && target !== document.body;
    changes += records.filter(inside).length;
  };
  const watch = new MutationObserver(note);
  watch.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  const state = () => {
    note(watch.takeRecords());
    return {view: view(), changes, left: held.count, asked: held.requests, focus: deepest(), y: scrollY};
  };
  const repeats = () => [...(known?.timers.values() || [])].some(timer => timer.repeats);
  const probe = window.__a11ycheckOperated = {keyed, pressed};
  let before = null;
  probe.mark = () => { before = state(); };
  probe.focus = async at => {
    keyed[at].focus({preventScroll: true});
    await pause(0);
    before = state();
    return deepest() === keyed[at];
  };
  // Whether anything at all has happened since.
  probe.stirred = async () => {
    const stirs = () => {
      const now = state();
      return now.changes !== before.changes || now.left !== before.left || now.asked !== before.asked ||
        now.focus !== before.focus || now.view !== before.view;
    };
    await pause(0);
    if (stirs()) return true;
    await pause(40);
    return stirs();
  };
  // Whether the page has changed since for those who see it, or was to be left, other than by itself.
  const differs = () => { const now = state(); return now.left !== before.left || now.view !== before.view; };
  probe.changed = async () => {
    await pause(0);
    if (differs()) return true;
    if (repeats()) return false;
    await pause(40);
    return differs();
  };
  probe.click = async at => {
    before = state();
    await pause(40);
    if (differs()) return false;  // it changes by itself
    before = state();
    keyed[at].click();
    return probe.changed();
  };
  probe.left = () => held.count !== before.left;
  probe.place = at => {
    const one = pressed[at];
    if (!one.isConnected) return null;
    one.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = one.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    before = state();
    return hit && one.contains(hit) ? [x, y] : null;
  };
  probe.touch = at => {
    const one = pressed[at], touch = new Touch({identifier: 1, target: one});
    before = state();
    one.dispatchEvent(new TouchEvent('touchstart', {touches: [touch], targetTouches: [touch], changedTouches: [touch],
      bubbles: true, cancelable: true, composed: true}));
  };
  probe.lift = at => {
    const one = pressed[at], touch = new Touch({identifier: 1, target: one});
    one.dispatchEvent(new TouchEvent('touchcancel', {changedTouches: [touch], bubbles: true}));
  };
  return [keyed.map(one => one.getAttribute('role') || ''), pressed.length];
""",
)
