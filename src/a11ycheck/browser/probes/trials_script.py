"""The scripts of ``trials.py``: what is installed before a page's own scripts, and the trials themselves."""

from a11ycheck.browser.probes.tools import DEEPEST, PAUSE, SHOWS, script

# Keeps account of the timers that a page sets and of the frames that it waits for, so that a trial need not wait for
# them, and of what listens to clicks, to the pointer that comes over it, and to the pointer that is pressed.
TIMERS = """
(() => {
  if (window.__a11ycheckTimers) return;
  const timers = new Map(), most = 300;
  const {setInterval: every, setTimeout: later, clearInterval: stop, clearTimeout: cancel} = window;
  const note = (id, run, args, delay, repeats) => {
    if (typeof run === 'function' && timers.size < most) timers.set(id, {run, args, delay: +delay || 0, repeats});
  };
  window.setInterval = function (run, delay, ...args) {
    const id = every.call(window, run, delay, ...args);
    note(id, run, args, delay, true);
    return id;
  };
  window.setTimeout = function (run, delay, ...args) {
    if (typeof run !== 'function') return later.call(window, run, delay, ...args);
    const id = later.call(window, function (...given) { timers.delete(id); return run.apply(this, given); },
                          delay, ...args);
    note(id, run, args, delay, false);
    return id;
  };
  window.clearInterval = id => { timers.delete(id); stop.call(window, id); };
  window.clearTimeout = id => { timers.delete(id); cancel.call(window, id); };
  const frames = new Set(), {requestAnimationFrame: frame, cancelAnimationFrame: leave} = window;
  window.requestAnimationFrame = function (run) {
    const id = frame.call(window, typeof run !== 'function' ? run : function (...given) {
      frames.delete(id);
      return run.apply(this, given);
    });
    frames.add(id);
    return id;
  };
  window.cancelAnimationFrame = id => { frames.delete(id); leave.call(window, id); };
  const clicked = new Set(), pointed = new Set(), pressed = new Set(), mostHeard = 2000;
  const heard = [[/^(?:click|mousedown|mouseup|pointerdown|pointerup)$/, clicked],
                 [/^(?:mouse|pointer)(?:over|enter)$/, pointed], [/^(?:mousedown|pointerdown|touchstart)$/, pressed]];
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    for (const [types, all] of this instanceof Element ? heard : []) {
      if (types.test(type) && all.size < mostHeard) all.add(this);
    }
    return listen.call(this, type, ...rest);
  };
  const {port1, port2} = new MessageChannel();
  const soon = () => new Promise(done => { port1.onmessage = done; port2.postMessage(0); });
  Object.defineProperty(window, '__a11ycheckTimers',
    {value: {timers, frames, clicked, pointed, pressed, soon, later: later.bind(window), frame: frame.bind(window)}});
})();
"""

# From here on the page stays where it is, and nothing is sent anywhere.
GUARD = """(() => {
  if (window.__a11ycheckHeld) return;
  const held = window.__a11ycheckHeld = {count: 0, requests: 0};
  const hold = () => { held.count++; };
  window.navigation?.addEventListener('navigate', event => {
    if (event.hashChange || event.destination?.sameDocument) return;
    hold();
    if (event.cancelable) event.preventDefault();
  });
  addEventListener('submit', event => { hold(); event.preventDefault(); }, true);
  window.open = hold;
  window.fetch = () => { held.requests++; return new Promise(() => {}); };
  XMLHttpRequest.prototype.send = () => { held.requests++; };
  navigator.sendBeacon = () => true;
  HTMLFormElement.prototype.submit = hold;
  HTMLFormElement.prototype.requestSubmit = hold;
})()"""

# Runs the trials that ``keys`` and ``motion`` ask for; texts are always tried, since timers tell what to try.
TRIALS = script(
    SHOWS + PAUSE + DEEPEST,
    """
  const keys = %(keys)s, motion = %(motion)s, mostInstruments = 25, rounds = 4;
  const known = window.__a11ycheckTimers;
  const end = performance.now() + %(milliseconds)d;
  const late = () => performance.now() > end;
  const fields = () => [...document.querySelectorAll('input, select, textarea')];
  // The text is read anew only where something in the tree has changed since.
  let text = null;
  new MutationObserver(() => { text = null; }).observe(document.documentElement,
    {subtree: true, childList: true, characterData: true, attributes: true});
  const picture = () => {
    text ??= document.body.innerText + '\\u0001' + document.body.querySelectorAll('*').length;
    const written = fields().map(field => field.value + (field.checked ? '+' : '-'));
    return [text, location.hash, Math.round(scrollY), held.count, ...written].join('\\u0001');
  };
  const instruments = () => [...document.querySelectorAll(
    'button, input[type=button], input[type=checkbox], input[type=radio], select, [role=button], [role=switch], ' +
    '[role=checkbox], [role=menuitem], a[href^="#"], summary')].filter(one => !one.disabled && shows(one));
  const operate = one => {
    if (one.tagName !== 'SELECT') { one.click(); return; }
    one.selectedIndex = (one.selectedIndex + 1) %% Math.max(one.options.length, 1);
    one.dispatchEvent(new Event('input', {bubbles: true}));
    one.dispatchEvent(new Event('change', {bubbles: true}));
  };
  // Operates one instrument after the other, those too that come into view on the way, until the aim is reached.
  const reached = async (aim, turns = 1) => {
    for (let turn = 0; turn < turns; turn++) {
      const done = new Set();
      for (;;) {
        const next = instruments().find(one => !done.has(one));
        if (!next || done.size >= mostInstruments || late()) break;
        done.add(next);
        try { operate(next); } catch {}
        await pause(0);
        if (await aim()) return true;
      }
    }
    return false;
  };
  const result = {shortcuts: [], motion: null, changing: [], pressed: [], chosen: []};
  const all = window.__a11ycheckChanging = [];

  const run = timers => {
    for (const [id, timer] of timers) {
      if (!timer.repeats) { clearTimeout(id); }
      try { timer.run.apply(window, timer.args); } catch {}
    }
  };
  const due = () => [...(known?.timers || [])].filter(([, timer]) => timer.delay >= 100 && timer.delay <= 600000);
  const byThemselves = async () => {
    if (!due().length) return;
    const touched = new Set();
    const watch = new MutationObserver(records => {
      for (const {type, target} of records) touched.add(type === 'characterData' ? target.parentElement : target);
    });
    watch.observe(document.body, {subtree: true, childList: true, characterData: true});
    const before = new Map(), changes = new Map();
    for (let round = 0; round < rounds && !late(); round++) {
      run(due());
      await pause(0);
      for (const element of touched) {
        if (!element?.isConnected) continue;
        const text = element.innerText;
        if (before.has(element) && before.get(element) !== text) changes.set(element, (changes.get(element) || 0) + 1);
        before.set(element, text);
      }
    }
    watch.disconnect();
    const several = [...changes].filter(([, count]) => count > 1).map(([element]) => element);
    const page = document.body.innerText.trim();
    for (const element of several) {
      const inner = several.some(other => other !== element && element.contains(other));
      const text = (element.innerText || '').trim();
      if (!inner && text && text !== page && shows(element)) all.push(element);
    }
    const intervals = () => due().filter(([, timer]) => timer.repeats).map(([, timer]) => timer.delay).join();
    const paces = intervals();
    for (const element of all) {
      const text = element.innerText;
      const still = async () => {
        if (!shows(element) || (intervals() && intervals() !== paces)) return true;
        const texts = new Set([element.innerText]);
        for (let round = 0; round < 3; round++) {
          run(due());
          await pause(0);
          texts.add(element.innerText);
        }
        return texts.size === 1;
      };
      result.changing.push({text, stopped: await reached(still)});
    }
  };

  const focused = () => document.activeElement && document.activeElement !== document.body;
  const type = key => {
    document.activeElement?.blur?.();
    const letter = /^[a-z]$/.test(key), digit = /^[0-9]$/.test(key);
    const code = letter ? 'Key' + key.toUpperCase() : digit ? 'Digit' + key : '';
    const number = letter || digit ? key.toUpperCase().charCodeAt(0) : 0;
    for (const kind of ['keydown', 'keypress', 'keyup']) {
      const at = kind === 'keypress' ? key.charCodeAt(0) : number;
      document.body.dispatchEvent(new KeyboardEvent(kind,
        {key, code, keyCode: at, which: at, charCode: kind === 'keypress' ? at : 0,
         bubbles: true, cancelable: true, composed: true}));
    }
  };
  const press = async key => {
    scrollTo({top: 0, behavior: 'instant'});
    const before = picture();
    type(key);
    await pause(0);
    return focused() || picture() !== before;
  };
  const nothingHappens = async () => {
    const before = picture();
    for (const key of keys) {
      type(key);
      if (focused()) return false;
    }
    await pause(20);
    return !focused() && picture() === before;
  };
  // Waits until what a key set going has come to rest: a field may take the focus a moment later.
  const rest = async () => {
    for (let round = 0; round < 5; round++) {
      document.activeElement?.blur?.();
      const before = picture();
      await pause(60);
      if (!focused() && picture() === before) return true;
    }
    return false;
  };
  const byKeys = async () => {
    if (await nothingHappens()) return;
    await rest();
    for (const key of keys) {
      if (late()) return;
      // Twice: what changes only once may have changed by itself.
      if (!await press(key) || !await rest() || !await press(key) || !await rest()) continue;
      result.shortcuts.push({key, blocked: await reached(async () => !await press(key))});
      if (result.shortcuts.length >= 5) return;
    }
  };

  const events = turn => {
    const make = (type, kind, values) => {
      try { return new kind(type, values); } catch { return Object.assign(new Event(type), values); }
    };
    const turned = {alpha: 0, beta: 60 * turn, gamma: 60 * turn, absolute: false};
    const shaken = {acceleration: {x: 25 * turn, y: 25 * turn, z: 25 * turn}, interval: 16,
      accelerationIncludingGravity: {x: 25 * turn, y: 25 * turn, z: 25 * turn},
      rotationRate: {alpha: 90 * turn, beta: 90 * turn, gamma: 90 * turn}};
    return [make('deviceorientation', window.DeviceOrientationEvent, turned),
            make('deviceorientationabsolute', window.DeviceOrientationEvent, turned),
            make('devicemotion', window.DeviceMotionEvent, shaken)];
  };
  const values = () => new Map([...fields(), ...document.body.querySelectorAll('*')].filter(
    element => !element.firstElementChild).map(element => [element, element.value ?? element.innerText ?? '']));
  const differences = (before, after) => [...after].filter(([element, value]) => before.get(element) !== value).map(
    ([element, value]) => {
      const by = parseFloat(value) - parseFloat(before.get(element));
      return [element, Number.isNaN(by) ? String(value) : by > 0 ? 'more' : 'less'];
    });
  const tilt = async turn => {
    const before = values();
    for (const event of events(turn)) window.dispatchEvent(event);
    await pause(0);
    return differences(before, values());
  };
  const byMotion = async () => {
    const wanted = [...await tilt(1), ...await tilt(-1)];
    const left = new Map();
    for (const [element, how] of wanted) left.set(element, (left.get(element) || new Set()).add(how));
    result.motion = {changes: wanted.length > 0, controlled: false, blocked: false};
    if (!wanted.length) return;
    let before = values();
    result.motion.controlled = await reached(async () => {
      const now = values();
      for (const [element, how] of differences(before, now)) {
        left.get(element)?.delete(how);
        if (left.get(element)?.size === 0) left.delete(element);
      }
      before = now;
      return left.size === 0;
    }, 2);
    result.motion.blocked = await reached(async () => ![...await tilt(1), ...await tilt(-1)].length);
  };

  // What reacts to a click, is meant to, and lies out of the keyboard's reach.
  const controls = 'a[href], button, input, select, textarea, summary, label, [contenteditable], ' +
    '[tabindex]:not([tabindex^="-"]), area, video, audio, iframe, [role=option], [role=menuitem], [role=tab], ' +
    '[role=treeitem], [role=gridcell]';
  const listening = () => [...(known?.clicked || []), ...[...document.body.querySelectorAll('*')].filter(
    one => one.onclick && !known?.clicked.has(one))];
  // A handler in the source is meant; so is one of a short text alone. A larger part may only listen for what is in it.
  const isMeant = one => one.hasAttribute('onclick') || getComputedStyle(one).cursor === 'pointer' ||
    (!one.firstElementChild && one.innerText?.trim().length <= 60);
  const suspects = () => listening().filter(one => shows(one) && !one.closest(controls) &&
    !one.querySelector(controls) && isMeant(one) &&
    (one.innerText?.trim() || one.matches('img, svg') || one.querySelector('img, svg')));
  const byClicks = async () => {
    for (const one of suspects().slice(0, 10)) {
      if (late()) return;
      const before = picture(), count = held.count;
      one.click();
      await pause(30);
      window.__a11ycheckPressed.push(one);
      result.pressed.push({acts: picture() !== before || held.count > count});
    }
  };
  // What a choice, or writing in a field, sets off beside itself.
  const written = 'input:not([type]), input[type=text], input[type=search], input[type=tel], input[type=email], ' +
    'input[type=number], textarea';
  const chosen = 'select, input[type=radio], input[type=checkbox]';
  const choices = () => [...[...document.querySelectorAll(chosen)].slice(0, 30),
    ...[...document.querySelectorAll(written)].filter(one => !one.readOnly).slice(0, 10)];
  const write = (field, value) => {
    const kind = field.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, value);
    field.dispatchEvent(new Event('input', {bubbles: true}));
    field.dispatchEvent(new KeyboardEvent('keyup', {key: '1', code: 'Digit1', keyCode: 49, which: 49, bubbles: true}));
    field.dispatchEvent(new Event('change', {bubbles: true}));
  };
  const choose = field => {
    if (field.tagName === 'SELECT') operate(field);
    else if (/^(?:radio|checkbox)$/.test(field.type)) field.click();
    else write(field, '1'.repeat(field.maxLength > 0 && field.maxLength < 20 ? field.maxLength : 1));
  };
  // Lets the page have its say. A timer takes milliseconds even for nothing, and most fields set none.
  const turn = async () => {
    await known?.soon();
    if (!known || [...known.timers.values()].some(timer => timer.delay < 5)) await pause(0);
  };
  const byChoices = async () => {
    for (const field of choices()) {
      if (late() || field.disabled || !shows(field)) continue;
      field.focus({preventScroll: true});
      await turn();
      const count = held.count, there = deepest() === field, {value} = field;
      choose(field);
      await turn();
      const at = deepest(), moves = there && !!at && at !== field && field.isConnected;
      window.__a11ycheckChosen.push(field);
      result.chosen.push({acts: held.count > count, moves});
      if (field.matches(written) && field.value !== value) write(field, value);
    }
    document.activeElement?.blur?.();
  };
  const held = window.__a11ycheckHeld;
  window.__a11ycheckPressed = [];
  window.__a11ycheckChosen = [];
  if (motion) await byMotion();
  if (keys.length) await byKeys();
  await byThemselves();
  await byChoices();
  await byClicks();
  result.late = late();
  return result;
""",
    wait=True,
)
