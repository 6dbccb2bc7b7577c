"""The script that finds what scripts of the page bring up while the pointer lies on something."""

from a11ycheck.browser.probes.tools import PAUSE, script

# Whether an element is seen, and on the page.
VISIBLE = """
  const seen = {visibilityProperty: true, opacityProperty: true};
  const visible = element => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility(seen) && box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0;
  };
"""
# What waits to happen within two seconds happens now: a menu that opens or closes a moment late.
RIPEN = """
  const ripen = () => {
    const known = window.__a11ycheckTimers;
    for (const [id, timer] of [...(known?.timers || [])]) {
      if (timer.repeats || timer.delay > 2000) continue;
      clearTimeout(id);
      try { timer.run.apply(window, timer.args); } catch {}
    }
    for (const animation of document.getAnimations()) { try { animation.finish(); } catch {} }
  };
"""
# Whether something listens to the pointer that comes over it.
LISTENED = """window.__a11ycheckTimers?.pointed.size ||
  document.querySelector('[onmouseover], [onmouseenter], [onpointerover], [onpointerenter]') ? 1 : 0"""

# Lets each of these elements take the pointer for come, and sees what appears. Of that: whether focus, a click or a key
# brings it up as well. Each time what has changed is taken back. What is made anew each time is known by its text.
SCRIPTED = script(
    PAUSE + RIPEN + VISIBLE,
    """
  const mostTriggers = 30, mostShown = 8, mostElements = 4000, end = performance.now() + 2000;
  const all = window.__a11ycheckHovered, known = window.__a11ycheckTimers;
  const tidy = element => element.textContent.replace(/\\s+/g, ' ').trim();
  const fromAttributes = document.querySelectorAll(
    '[onmouseover], [onmouseenter], [onpointerover], [onpointerenter]');
  // One that listens for all menus in it stands for each of them.
  const menus = one => [...one.querySelectorAll('li')].filter(item => [...item.children].some(
    child => child.textContent.trim() && !visible(child)));
  const listening = [...(known?.pointed || []), ...fromAttributes].flatMap(
    one => one.matches('li, a, button') || !menus(one).length ? [one] : menus(one));
  const triggers = [...new Set(listening)].filter(one => one.isConnected &&
    !one.matches('html, body, main, form') && visible(one) && !one.closest('[aria-hidden=true]'))
    .slice(0, mostTriggers);
  const hidden = () => {
    const found = [], walk = parent => {
      for (const one of parent.children) {
        if (found.length > mostElements || one.matches('script, style, template, noscript, option, svg')) continue;
        if (visible(one)) walk(one); else if (one.textContent.trim()) found.push(one);
      }
    };
    walk(document.body);
    return found;
  };
  // Keeps what changes, so that it can be taken back.
  const records = [];
  const watch = new MutationObserver(found => records.push(...found));
  watch.observe(document.documentElement,
    {subtree: true, childList: true, attributes: true, attributeOldValue: true});
  const changes = () => { records.push(...watch.takeRecords()); return records; };
  const takeBack = left => {
    ripen();
    for (const {type, target, attributeName, oldValue, addedNodes} of changes().reverse()) {
      if (type === 'childList') {
        if (left?.()) for (const node of addedNodes) node.remove();
      } else if (oldValue === null) target.removeAttribute(attributeName);
      else if (target.getAttribute(attributeName) !== oldValue) target.setAttribute(attributeName, oldValue);
    }
    watch.takeRecords();
    records.length = 0;
  };
  // The library that moves most menus can be told to do it at once.
  const effects = window.jQuery?.fx, were = effects?.off;
  if (effects) effects.off = true;
  window.__a11ycheckHoverBack = () => {
    takeBack();
    watch.disconnect();
    if (effects) effects.off = were;
  };
  const pointedAt = trigger => trigger.querySelector('a, button') || trigger;
  const send = (trigger, verb) => {
    const at = pointedAt(trigger), box = at.getBoundingClientRect();
    const place = {clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, view: window};
    const [broad, narrow] = verb === 'come' ? ['over', 'enter'] : ['out', 'leave'];
    for (const [kind, make] of [['pointer', PointerEvent], ['mouse', MouseEvent]]) {
      at.dispatchEvent(new make(kind + broad, {...place, bubbles: true, cancelable: true, composed: true}));
      for (let each = at; each && each !== document.body; each = each.parentElement) {
        each.dispatchEvent(new make(kind + narrow, place));
      }
      if (verb === 'come') at.dispatchEvent(new make(kind + 'move', {...place, bubbles: true, composed: true}));
    }
  };
  const settle = async () => { await pause(0); ripen(); await pause(0); };
  // Where something stirs, it may take some frames to come.
  const comes = async now => {
    await settle();
    if (now() || !changes().length) return now();
    await pause(120);
    ripen();
    return now();
  };
  const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex]';
  const guarded = async work => {
    const control = new AbortController(), {signal} = control;
    const stay = event => { if (event.cancelable && !event.hashChange) event.preventDefault(); };
    const {open, fetch} = window, {send} = XMLHttpRequest.prototype;
    const {submit, requestSubmit} = HTMLFormElement.prototype;
    window.navigation?.addEventListener('navigate', stay, {signal});
    addEventListener('submit', event => event.preventDefault(), {signal, capture: true});
    addEventListener('click', event => event.preventDefault(), {signal});
    window.open = () => null;
    window.fetch = () => new Promise(() => {});
    XMLHttpRequest.prototype.send = () => {};
    HTMLFormElement.prototype.submit = HTMLFormElement.prototype.requestSubmit = () => {};
    try { await work(); } finally {
      control.abort();
      Object.assign(window, {open, fetch});
      XMLHttpRequest.prototype.send = send;
      Object.assign(HTMLFormElement.prototype, {submit, requestSubmit});
    }
  };
  const shownFor = async (trigger, before) => {
    send(trigger, 'come');
    await settle();
    const [found] = shownNow(trigger, before);
    if (found || !changes().length) return found;
    await pause(120);
    return shownNow(trigger, before)[0];
  };
  const shownNow = (trigger, before) => {
    const added = changes().flatMap(one => [...one.addedNodes]).filter(one => one.nodeType === 1 && one.isConnected);
    const made = added.filter(one => one.textContent.trim() && visible(one) && !before.includes(one));
    const shown = before.filter(one => one.isConnected && visible(one));
    return [...shown.map(one => [one, false]), ...made.map(one => [one, true])].filter(([one]) =>
      one.textContent.trim() && !one.closest('[aria-hidden=true]') && !one.contains(trigger)).slice(0, 1);
  };
  const current = (one, made) => {
    if (!made) return one;
    const text = tidy(one);
    return () => one.isConnected ? one : [...document.getElementsByTagName(one.tagName)].find(
      each => visible(each) && tidy(each) === text) || null;
  };
  const result = [];
  const active = document.activeElement, before = triggers.length ? hidden() : [];
  for (const trigger of triggers) {
    if (result.length >= mostShown || performance.now() > end) break;
    const found = await shownFor(trigger, before);
    if (!found) { send(trigger, 'leave'); if (changes().length) takeBack(); continue; }
    const [one, made] = found, text = tidy(one), get = current(one, made);
    const now = () => { const each = made ? get() : one; return !!each && visible(each); };
    send(trigger, 'leave');
    for (let turn = 0; turn < 5 && now(); turn++) { await pause(60); ripen(); }
    takeBack(now);
    if (all.some(([, other]) => other === one)) continue;
    const stop = [trigger, ...trigger.querySelectorAll(focusable), trigger.closest(focusable)].find(
      each => each?.matches(focusable) && !one.contains(each) && visible(each));
    let byFocus = false, opener = false;
    if (stop && !now()) {
      stop.focus({preventScroll: true});
      byFocus = await comes(now);
    }
    // What is there for the keyboard although it is not seen.
    const inner = [one, ...one.querySelectorAll(focusable)].find(each => each.matches(focusable));
    if (!byFocus && !made && inner) {
      inner.focus({preventScroll: true});
      byFocus = document.activeElement === inner;
      if (byFocus) inner.blur(); else stop?.focus({preventScroll: true});
    }
    if (stop && !now()) {
      await guarded(async () => {
        for (const [key, keyCode] of byFocus ? [] : [['Enter', 13], [' ', 32], ['ArrowDown', 40]]) {
          for (const kind of ['keydown', 'keyup']) {
            const of = {key, keyCode, which: keyCode, bubbles: true, cancelable: true, composed: true};
            stop.dispatchEvent(new KeyboardEvent(kind, of));
          }
          opener ||= await comes(now);
        }
        if (!byFocus && !opener) { stop.click(); opener = await comes(now); }
      });
    }
    stop?.blur();
    takeBack(now);
    const near = trigger.closest('li') || trigger, buttons = 'button, summary, [role=button], [aria-expanded]';
    const button = [...near.querySelectorAll(buttons), ...(near.parentElement?.children || [])].some(
      each => each.matches(buttons) && !one.contains(each) && !each.contains(trigger));
    const entry = [trigger, one, pointedAt(trigger)];
    if (made) Object.defineProperty(entry, 1, {get});
    all.push(entry);
    result.push({byFocus, opener: opener || (!byFocus && button), scripted: true,
      made: made ? text.slice(0, 60) : ''});
  }
  active?.focus?.({preventScroll: true});
  if (active === document.body) document.activeElement?.blur?.();
  return result;
""",
    wait=True,
)
