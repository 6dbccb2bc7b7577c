"""The scripts of ``by_time.py``: let the timers of a page run, and see what moves on and what goes away."""

from a11ycheck.browser.probes.tools import DEEPEST, PAUSE, SHOWS, script

# Whether a timer waits that may move something or take it away.
WAITING = """[...(window.__a11ycheckTimers?.timers.values() || [])].some(
  timer => timer.delay >= 100 && timer.delay <= 600000) ? 1 : 0"""
# Whether a page has buttons, or what is used as one.
BUTTONS = """document.querySelector(
  'button, input[type=submit], input[type=button], [role=button], [role=tab], [aria-expanded]') ? 1 : 0"""

_MESSAGES = """
  const known = window.__a11ycheckTimers;
  const tidy = text => (text || '').replace(/\\s+/g, ' ').trim();
  const spoken = '[role=alert], [role=status], [role=alertdialog], [aria-live=polite], [aria-live=assertive], output';
  const called = /(?:^|[-_ ])(?:toast|snackbar|flash|notification|alert|message|ilmoitus|meddelande)(?:$|[-_ ])/i;
  const waits = '[aria-busy=true], [role=progressbar], [role=timer], [role=log]';
  const clear = one => {
    for (let each = one; each; each = each.parentElement) if (getComputedStyle(each).opacity < 0.1) return false;
    return true;
  };
  // What is there for screen readers alone may be emptied again: they have read it out.
  const seen = one => {
    const box = one.getBoundingClientRect(), {clip, clipPath} = getComputedStyle(one);
    return box.width > 8 && box.height > 8 && box.right > 0 && box.bottom > 0 && clip === 'auto' && clipPath === 'none';
  };
  const texts = () => {
    const named = [...document.querySelectorAll('[class], [id]')].filter(
      one => called.test(one.className + ' ' + one.id) && one.children.length < 12);
    const all = [...new Set([...document.querySelectorAll(spoken), ...named])].filter(
      one => shows(one) && seen(one) && !one.closest(waits) && !one.querySelector('input, select, textarea'));
    return new Map(all.map(one => [one, tidy(one.innerText)]).filter(
      ([, text]) => text.length > 3 && text.length < 400 && !/(?:…|\\.\\.\\.)$/.test(text)));
  };
  const frame = () => {
    for (const animation of document.getAnimations()) { try { animation.finish(); } catch {} }
  };
  // Lets those timers that take something away once run now, the soonest first; sees after which a message is gone.
  const sent = (first, last) => [...(known?.timers || [])].filter(([, timer]) => !timer.repeats &&
    timer.delay >= first && timer.delay <= last).sort(([, one], [, other]) => one.delay - other.delay);
  const gone = async (messages, timers) => {
    const found = [];
    for (const [id, timer] of timers) {
      clearTimeout(id);
      try { timer.run.apply(window, timer.args); } catch {}
      await pause(0);
      frame();
      const left = new Map(messages.filter(([one]) => !found.some(each => each.one === one)));
      let vanished = [...left].filter(([one, text]) => !shows(one) || tidy(one.innerText) !== text);
      if (!vanished.length && left.size) {
        await pause(60);
        frame();
        vanished = [...left].filter(([one, text]) => !shows(one) || tidy(one.innerText) !== text || !clear(one));
      }
      // A message that another one follows is told anew, which is another matter.
      for (const [one, text] of vanished) {
        if (!shows(one) || !tidy(one.innerText) || !clear(one)) found.push({one, text, seconds: timer.delay / 1000});
      }
    }
    return found;
  };
"""

BY_TIME = script(
    SHOWS + PAUSE + _MESSAGES,
    """
  const end = performance.now() + 1500, mostElements = 3000, mostInstruments = 6;
  const late = () => performance.now() > end;
  const result = {slides: [], messages: [], whole: true};
  const all = window.__a11ycheckByTime = {slides: [], messages: []};
  const atFirst = [...texts()];
  if (atFirst.length) {
    for (const {one, text, seconds} of await gone(atFirst, sent(1000, 20000).slice(0, 10))) {
      all.messages.push(one);
      result.messages.push({text, seconds});
    }
  }

  const due = () => [...(known?.timers || [])].filter(([, timer]) => timer.delay >= 100 && timer.delay <= 60000);
  const call = timers => {
    for (const [id, timer] of timers) {
      if (!timer.repeats) clearTimeout(id);
      try { timer.run.apply(window, timer.args); } catch {}
    }
  };
  const painted = () => Promise.race([new Promise(done => requestAnimationFrame(() => done())), pause(60)]);
  const run = async () => {
    call(due());
    await pause(0);
    frame();
  };
  // A slide moves in a frame of its own, and often waits until the one before has come to its place.
  const runAndSettle = async touched => {
    const before = new Set(due().map(([id]) => id));
    await run();
    await painted();
    frame();
    if (!touched.size) return;
    await painted();
    call(due().filter(([id, timer]) => !before.has(id) && !timer.repeats && timer.delay < 1000));
    frame();
  };
  if (!due().length) return result;
  const place = one => {
    const box = one.getBoundingClientRect();
    return [box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round).join() +
      one.checkVisibility({visibilityProperty: true, opacityProperty: true}) + getComputedStyle(one).opacity +
      (one.currentSrc || '') + getComputedStyle(one).backgroundImage;
  };
  // In what a script changed: the elements in which something came, went or moved.
  const turn = async () => {
    const before = new Map([...document.body.querySelectorAll('*')].slice(0, mostElements).map(
      one => [one, place(one)]));
    const touched = new Set(), note = records => { for (const {target} of records) touched.add(target); };
    const watch = new MutationObserver(note);
    watch.observe(document.body, {subtree: true, attributes: true,
      attributeFilter: ['class', 'style', 'hidden', 'aria-hidden', 'src', 'srcset']});
    await runAndSettle(touched);
    note(watch.takeRecords());
    watch.disconnect();
    return new Set([...touched].filter(one => one.isConnected && before.has(one) && place(one) !== before.get(one))
      .map(one => one.parentElement));
  };
  const quick = Math.min(...due().map(([, timer]) => timer.delay));
  const counts = new Map();
  for (let round = 0; round < 4 && !late(); round++) {
    for (const one of await turn()) counts.set(one, (counts.get(one) || 0) + 1);
    if (round === 1 && !counts.size) return result;
    // WCAG 2.2.2 is about what goes on for more than five seconds.
    for (let more = 0; round === 1 && more < Math.min(40, 6000 / quick - 4); more++) await run();
  }
  const area = one => { const box = one.getBoundingClientRect(); return box.width * box.height; };
  const large = one => shows(one) && area(one) >= 10000 && (tidy(one.innerText) || one.querySelector('img, svg')) &&
    !one.closest('[aria-hidden=true], ' + waits);
  const several = [...counts].filter(([one, count]) => count >= 3 && large(one)).map(([one]) => one).sort(
    (one, other) => area(other) - area(one));
  for (const one of several) {
    if (all.slides.length < 3 && !all.slides.some(each => each.contains(one) || one.contains(each) ||
        each.parentElement === one.parentElement?.parentElement)) all.slides.push(one);
  }
  const buttons = 'button, input[type=button], [role=button], [role=switch], a[href^="#"], input[type=checkbox]';
  for (const one of all.slides) {
    let around = one;
    for (let up = 0; up < 3 && around !== document.body; up++) around = around.parentElement;
    const far = each => {
      const box = each.getBoundingClientRect(), own = one.getBoundingClientRect();
      return Math.max(0, box.top - own.bottom, own.top - box.bottom) +
        Math.max(0, box.left - own.right, own.left - box.right);
    };
    const near = [...around.querySelectorAll(buttons)].filter(each => shows(each) && !each.disabled).sort(
      (each, other) => far(each) - far(other));
    let stopped = false;
    for (const button of near.slice(0, mostInstruments)) {
      if (late()) { result.whole = false; break; }
      button.click();
      await pause(0);
      stopped = !(await turn()).has(one) && !(await turn()).has(one);
      if (stopped) break;
    }
    result.slides.push({stopped, text: tidy(one.innerText).slice(0, 60)});
  }
  return result;
""",
    wait=True,
)

# Presses the buttons of the page; sees whether those that open something say so, which texts come up, and whether
# they are announced and go away again by themselves.
MESSAGES = script(
    SHOWS + PAUSE + DEEPEST + _MESSAGES,
    """
  const all = window.__a11ycheckMessages = {messages: [], told: [], expanded: [], states: [], gone: [], layers: []};
  const result = {messages: [], told: [], expanded: [], states: [], gone: [], layers: []};
  const usable = one => shows(one) && !one.disabled && !one.closest('[aria-hidden=true], [inert]');
  // What a button opens: what it names, else what comes after it, or after the heading that holds it alone.
  const opened = one => {
    const named = (one.getAttribute('aria-controls') || '').split(/\\s+/).map(id => document.getElementById(id));
    if (named.some(Boolean)) return named.filter(Boolean);
    const heading = one.closest('h1, h2, h3, h4, h5, h6, summary');
    return [(heading && tidy(heading.innerText) === tidy(one.innerText) ? heading : one).nextElementSibling]
      .filter(Boolean);
  };
  const byOpening = async () => {
    const stop = performance.now() + 1000, most = 6;
    const openers = [...document.querySelectorAll('[aria-expanded]')].filter(
      one => usable(one) && !one.matches('input, select, textarea, [role=combobox]'));
    for (const one of openers.slice(0, most)) {
      if (performance.now() > stop) return;
      const parts = opened(one), open = () => parts.map(shows).join(), said = () => one.getAttribute('aria-expanded');
      const before = open(), saidBefore = said();
      try { one.click(); } catch {}
      await pause(0);
      frame();
      if (!parts.length || !one.isConnected || open() === before) continue;
      // The state may be told once the part has come to its place.
      for (let waited = 0; said() === saidBefore && waited < 15; waited++) await pause(100);
      if (!one.isConnected || open() === before) continue;
      all.expanded.push(one);
      result.expanded.push(said() !== saidBefore);
      try { one.click(); } catch {}
      await pause(0);
      frame();
    }
  };
  await byOpening();

  // Tabs and buttons that say whether they are pressed: whether that changes as they show something else.
  const byStates = async () => {
    const stop = performance.now() + 1000, most = 8;
    const panels = () => [...document.querySelectorAll('[role=tabpanel]')].map(shows).join();
    const view = () => tidy(document.body.innerText);
    const press = async one => {
      try { one.click(); } catch {}
      await pause(0);
      frame();
    };
    const holders = [...document.querySelectorAll('[role=tab][aria-selected=false], [aria-pressed]')].filter(usable);
    for (const one of holders.slice(0, most)) {
      if (performance.now() > stop) return;
      const isTab = one.matches('[role=tab]'), state = isTab ? 'aria-selected' : 'aria-pressed';
      const look = isTab ? panels : view, own = () => tidy(one.innerText) + one.getAttribute('aria-label');
      const was = {look: look(), own: own(), state: one.getAttribute(state)};
      const changed = () => one.isConnected && shows(one) && look() !== was.look && own() === was.own;
      await press(one);
      if (!changed()) continue;
      const stale = () => one.getAttribute(state) === was.state;
      for (let waited = 0; stale() && waited < 3; waited++) await pause(100);
      if (!changed()) continue;
      const follows = !stale();
      if (isTab) await press(one.closest('[role=tablist]')?.querySelector('[aria-selected=true]') || one);
      else await press(one);
      // What goes back with a second press was pressed.
      if (follows || isTab || look() === was.look) {
        all.states.push(one);
        result.states.push(follows);
      }
    }
  };
  await byStates();

  // Texts that a press brings up, and whether those who listen to the page are told of them.
  const regions = () => [...document.querySelectorAll(spoken)].map(one => tidy(one.textContent));
  const ofControls = 'button, input, select, textarea, a[href], [role=button], dialog, [role=dialog], [role=tabpanel]';
  // A text that is written once more, as it was when the form was tried before, counts as well.
  const fresh = (records, one, said) => {
    const touched = new Set(records.flatMap(record => [...record.addedNodes, record.target]).map(
      node => node.nodeType === Node.TEXT_NODE ? node.parentElement : node).filter(node => node?.innerText));
    const found = [...touched].filter(each => shows(each) && seen(each) && !each.contains(one) && !one.contains(each) &&
      !each.closest(ofControls) && !each.querySelector(ofControls) && each !== document.body);
    return found.filter(each => !found.some(other => other !== each && each.contains(other))).map(
      each => [each, tidy(each.innerText)]).filter(
      ([each, text]) => text.length > 3 && text.length < 200 && (!each.firstElementChild || !said.includes(text)))
      .slice(0, 3);
  };
  const tell = (one, records, before) => {
    if (one.hasAttribute('aria-expanded') || result.told.length >= mostMessages) return;
    const at = deepest(), moved = !!at && at !== before.focus && at !== one, now = regions();
    const heard = moved || now.some((text, at) => text && text !== before.regions[at]);
    for (const [each, text] of fresh(records, one, before.said)) {
      if (result.told.some(other => other.text === text)) continue;
      all.told.push([each, one]);
      const named = called.test(each.className + ' ' + each.id);
      result.told.push({text, named, announced: heard || !!each.closest(spoken + ', [aria-live]')});
    }
  };

  const end = performance.now() + 1200, mostButtons = 10, mostMessages = 5;
  const buttons = [...document.querySelectorAll(
    'button, input[type=submit], input[type=button], [role=button]')].filter(usable);
  let before = texts(), patience = 2, records = [];
  const watch = new MutationObserver(more => { records.push(...more); });
  watch.observe(document.documentElement, {subtree: true, childList: true, characterData: true, attributes: true});
  // A button that goes away as it is pressed, and the focus with it: a page may move that a moment later.
  const seeFocus = async one => {
    const isGone = () => !one.isConnected || !shows(one);
    for (let waited = 0; isGone() && !deepest() && waited < 4; waited++) await pause(80);
    if (!isGone() || result.gone.length >= mostMessages) return;
    all.gone.push(one);
    result.gone.push(!!deepest());
  };
  // What comes to lie over the middle of the window, holds controls, and is no menu or the like by its role.
  const dialogs = 'dialog, [role=dialog], [role=alertdialog]';
  const others = 'nav, header, [role=menu], [role=listbox], [role=navigation], [role=search], [role=tooltip]';
  const middle = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const layerAt = hit => {
    let layer = null;
    for (let each = hit; each && each !== document.body; each = each.parentElement) {
      if (getComputedStyle(each).position === 'fixed') layer = each;
    }
    return layer;
  };
  const seeLayer = async (one, before) => {
    const layer = layerAt(middle());
    if (!layer || layer.contains(one) || layer === layerAt(before) || layer.closest(others) ||
        layer.querySelector(others) || one.matches('[aria-expanded], [aria-haspopup]') ||
        !layer.querySelector('button, a[href], input, [role=button]') || result.layers.length >= 2) return;
    for (let waited = 0; !layer.contains(deepest()) && waited < 4; waited++) await pause(80);
    const corners = [[2, 2], [innerWidth - 3, 2], [2, innerHeight - 3], [innerWidth - 3, innerHeight - 3]];
    const covers = corners.every(([x, y]) => layer.contains(document.elementFromPoint(x, y)));
    if (!shows(layer)) return;
    all.layers.push([layer, one]);
    const dialog = !!layer.closest(dialogs) || !!layer.querySelector(dialogs);
    result.layers.push({text: tidy(layer.innerText).slice(0, 80), dialog, covers, inside: layer.contains(deepest())});
    layer.style.setProperty('display', 'none', 'important');  // not to lie over what comes next
  };
  const sends = one => one.type === 'submit' && one.form ? 0 : 1;
  for (const one of buttons.sort((each, other) => sends(each) - sends(other)).slice(0, mostButtons)) {
    if (performance.now() > end || result.messages.length >= mostMessages) break;
    if (!shows(one)) continue;
    one.focus({preventScroll: true});
    const waiting = new Set(known?.timers.keys() || []);
    const state = {focus: deepest(), regions: regions(), said: tidy(document.body.innerText), middle: middle()};
    watch.takeRecords();
    records = [];
    try { one.click(); } catch {}
    await pause(0);
    records.push(...watch.takeRecords());
    if (!records.length) continue;
    frame();
    tell(one, records, state);
    if (state.focus === one) await seeFocus(one);
    await seeLayer(one, state.middle);
    const now = texts(), messages = [...now].filter(([each, text]) => before.get(each) !== text);
    before = now;
    const set = () => sent(1000, 20000).filter(([id]) => !waiting.has(id));
    // It may come in by and by, and its time begins then.
    if (messages.length && !set().length && patience-- > 0) await pause(200);
    const found = messages.length ? set() : [];
    const vanished = await gone(messages, found.slice(0, 5));
    for (const [each, text] of messages) {
      if (result.messages.length >= mostMessages || result.messages.some(other => other.text === text)) continue;
      all.messages.push([each, one]);
      result.messages.push({text, seconds: vanished.find(other => other.one === each)?.seconds ?? null});
    }
  }
  return result;
""",
    wait=True,
)
