"""The scripts of ``tab_walk.py``: what is told of each stop of the Tab key, and what becomes of its looks behind it."""

from a11ycheck.browser.probes.tools import DEEPEST, PAUSE, script

# What is told of an element's looks, and of those around it that a page may change in its stead.
PREPARE = script(
    DEEPEST + PAUSE,
    """
  const ahead = AHEAD && !document.querySelector('iframe, frame, object, embed');
  const looks = [
    'boxShadow', 'backgroundColor', 'backgroundImage',
    'borderTopColor', 'borderTopWidth', 'borderTopStyle', 'borderBottomColor', 'borderBottomWidth', 'borderBottomStyle',
    'borderLeftColor', 'borderLeftWidth', 'color', 'textDecorationLine', 'textDecorationColor', 'fontWeight', 'filter',
    'opacity', 'transform', 'display', 'visibility', 'clipPath', 'content', 'left', 'top', 'width', 'height',
  ];
  const of = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    if (pseudo && /^(?:none|normal)$/.test(style.content)) return '';
    const outlined = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
    const outline = outlined ? [style.outlineStyle, style.outlineWidth, style.outlineColor, style.outlineOffset] : [];
    return looks.map(name => style[name]).join('|') + '!' + outline.join(' ');
  };
  const withoutOutlines = look => look.replace(/![^~]*/g, '');
  const around = element => {
    const parent = element.parentElement;
    return [element, parent, parent?.parentElement, element.previousElementSibling, element.nextElementSibling,
            ...[...element.children].slice(0, 5)].filter(Boolean);
  };
  // What one stop looks like now and the next one is often the same neighbour; it is read once at a time.
  let seen = new Map();
  const whole = each => {
    if (!seen.has(each)) seen.set(each, of(each) + '~' + of(each, '::before') + '~' + of(each, '::after'));
    return seen.get(each);
  };
  const look = element => around(element).map(whole);
  // Whether looks differ once the focus is elsewhere, apart from those of the neighbour that has it by then, and from
  // its own where nobody saw them: a skip link may stay as small or as far away as it was.
  const differ = (element, before, now, told = each => each) => before.length !== now.length ||
    around(element).some((each, at) => told(before[at]) !== told(now[at]) &&
      (each === element ? !walk.unseen.includes(element) : each.contains(element) || !each.contains(deepest())));
  // An area is drawn on its picture, what an element holds may be larger than its own box, and one that is empty hides
  // nothing.
  const isUnseen = element => element.tagName !== 'AREA' && (isFaded(element) || ((element.textContent.trim() ||
      element.matches('input') || element.querySelector('img, svg')) &&
      [element, ...element.querySelectorAll('*')].every(isSpeck)));
  const isSpeck = one => {
    const box = one.getBoundingClientRect();
    return box.width <= 2 || box.height <= 2 || box.right + scrollX <= 0 || box.bottom + scrollY <= 0;
  };
  // Boxes to tick are often made transparent or cut away, for their label draws another in their place.
  const isFaded = element => {
    for (let each = element; each; each = each.parentElement) {
      const {opacity, clip, clipPath} = getComputedStyle(each);
      if (opacity === '0' || /^rect\\((?:[01]px,? ?){4}\\)$/.test(clip) ||
          /^inset\\((?:50|100)%\\)$/.test(clipPath)) return true;
    }
    return false;
  };
  const finish = () => {
    for (const animation of document.getAnimations()) { try { animation.finish(); } catch {} }
  };
  const types = /^(?:|text|search|email|url|tel|password|number|date|time|month|week|datetime-local)$/i;
  // What the browser shows by a caret, or by a line of its own around the summary that a details element lacks.
  const hasCaret = element => element.isContentEditable || /^(?:TEXTAREA|DETAILS)$/.test(element.tagName) ||
    (element.tagName === 'INPUT' && types.test(element.getAttribute('type') || ''));
  // Whether an element lies in what stays in place above the page, as a bar at its edge does.
  const floats = (hit, element) => {
    for (let node = hit; node && !node.contains(element); node = node.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(node).position)) return true;
    }
    return false;
  };
  // Only where anything on the page floats. It is looked for anew once a script has changed the page.
  let floating = null;
  const styled = new MutationObserver(() => { floating = null; });
  styled.observe(document, {subtree: true, childList: true, attributes: true});
  const mayBeCovered = () => {
    if (styled.takeRecords().length) floating = null;
    return floating ??= [...document.querySelectorAll('body *')].some(one => one.shadowRoot ||
      (!edges.includes(one) && /fixed|sticky/.test(getComputedStyle(one).position)));
  };
  const covered = element => {
    if (!mayBeCovered()) return false;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) return false;
    const points = [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]].map(
      ([x, y]) => [box.left + x * box.width, box.top + y * box.height]
    ).filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    return points.length > 0 && points.every(([x, y]) => {
      const root = element.getRootNode();
      const hit = (root.elementFromPoint ? root : document).elementFromPoint(x, y);
      return hit && hit !== element && !element.contains(hit) && !hit.contains(element) &&
        !hit.closest('label')?.contains(element) && floats(hit, element);
    });
  };
  // Whether an element has the outline that browsers draw of themselves. Where that goes with the focus, nothing else
  // has to be looked at.
  const isRinged = element => {
    const {outlineStyle, outlineWidth} = getComputedStyle(element);
    return outlineStyle === 'auto' && outlineWidth !== '0px';
  };
  const walk = window.__a11ycheckWalk = {
    stops: [], unseen: [], looks: [], changed: [], boxes: [], covered: [], leaves: [], outlines: [], scrolled: [],
    strayed: false, inside: 0, heard: 0, done: '',
  };
  // How often the Tab key may stop inside an element that the browser makes of parts, such as a day, month and year.
  walk.parts = element => {
    const made = {date: 4, time: 4, month: 3, week: 3, 'datetime-local': 7};
    if (element.tagName === 'INPUT') return made[element.type] || 0;
    return /^(?:AUDIO|VIDEO)$/.test(element.tagName) && element.controls ? 12 : 0;
  };
  const isFrame = element => /^I?FRAME$/.test(element?.tagName);
  let pressed = false;
  // Where keys are sent ahead, the page takes each step when the next key comes: then it had its say on the last one.
  // What comes after the end of the way is nothing to the page.
  let due = false;
  const drop = event => { event.preventDefault(); event.stopImmediatePropagation(); };
  const take = () => { if (due) { due = false; walk.step(); } };
  walk.onKey = event => {
    if (event.key !== 'Tab') return;
    take();
    walk.heard++;
    if (walk.done) { drop(event); return; }
    due = ahead;
    pressed = true;
  };
  walk.onKeyUp = event => {
    if (event.key !== 'Tab' || !ahead) return;
    if (walk.done) drop(event); else pressed = false;
  };
  walk.soFar = () => { take(); return [walk.heard, walk.done, walk.strayed]; };
  // A key pressed inside a frame is not heard here.
  walk.onFocus = () => { if (!pressed && !isFrame(walk.stops.at(-1))) walk.strayed = true; };
  // What sets out for another page, or opens a window, while the focus moves on. Nothing of it comes to be.
  let left = 0, before = 0;
  const stay = event => {
    if (event.hashChange || event.destination?.sameDocument) return;
    left++;
    if (event.cancelable) event.preventDefault();
  };
  const arrive = () => { before = left; };
  const {open} = window;
  const {submit, requestSubmit} = HTMLFormElement.prototype;
  // Edges of the page, before its first stop and behind its last one: what comes after the last stop is else up to the
  // browser, whose own window may take the focus, or send it straight back to the first stop as if it were a circle.
  // The page never hears that they have the focus. An open modal dialog leaves nothing outside it in the Tab key's way.
  const edge = order => {
    const made = document.createElement('a11ycheck-edge');
    made.tabIndex = order;
    made.style.cssText = 'all: initial !important; display: block !important; position: fixed !important; ' +
      'left: 0 !important; top: 0 !important; width: 1px !important; height: 1px !important; opacity: 0 !important; ' +
      'pointer-events: none !important';
    return made;
  };
  const edges = [edge(1), edge(0)];
  const hush = event => { if (edges.includes(event.target)) event.stopImmediatePropagation(); };
  const heard = ['focus', 'focusin', 'blur', 'focusout'];
  walk.open = () => {
    const around = [...document.querySelectorAll(':modal')].at(-1) || document.documentElement;
    around.prepend(edges[0]);
    around.append(edges[1]);
    for (const type of heard) addEventListener(type, hush, true);
    addEventListener('focus', arrive, true);
    window.navigation?.addEventListener('navigate', stay);
    addEventListener('submit', stay, true);
    window.open = () => { left++; return null; };
    // Their navigation sets out a moment later, when the focus may have moved on.
    Object.assign(HTMLFormElement.prototype, {submit() { left++; }, requestSubmit() { left++; }});
  };
  walk.close = () => {
    document.activeElement?.blur?.();
    removeEventListener('focus', arrive, true);
    window.navigation?.removeEventListener('navigate', stay);
    removeEventListener('submit', stay, true);
    window.open = open;
    Object.assign(HTMLFormElement.prototype, {submit, requestSubmit});
    for (const each of edges) each.remove();
    for (const type of heard) removeEventListener(type, hush, true);
  };
  // The deepest element that has the focus, null where that is none of the page's.
  walk.at = () => {
    const now = deepest();
    return edges.includes(now) ? null : now;
  };
  // Brings what the focus sets moving to its place, what a script does a moment later included.
  walk.arrive = async () => {
    finish();
    await pause(walk.unseen.includes(deepest()) ? 300 : 0);
    finish();
  };
  // Whether a stop is covered once what floated above the stops before it, such as a tip, had its time to go away.
  walk.isStillCovered = async at => {
    const stop = walk.stops[at], [left, top] = walk.scrolled[at];
    stop.focus();
    scrollTo({left, top, behavior: 'instant'});
    await pause(500);
    finish();
    const still = covered(stop);
    document.activeElement?.blur?.();
    return still;
  };
  walk.settle = () => {
    finish();
    seen = new Map();
    const last = walk.stops.length - 1;
    if (last >= 0 && walk.changed[last] === undefined && walk.stops[last] !== deepest()) {
      const stop = walk.stops[last], before = walk.looks[last];
      if (!before) {
        walk.changed[last] = hasCaret(stop) || !isRinged(stop);
        return;
      }
      const now = look(stop);
      walk.changed[last] = (hasCaret(stop) && !walk.unseen.includes(stop)) || differ(stop, before, now);
      // Only where its own outline alone tells, and the page draws that.
      if (differ(stop, before, now, withoutOutlines)) walk.outlines[last] = null;
    }
  };
  walk.step = () => walk.done ||= walk.look();
  walk.look = () => {
    pressed = false;
    walk.settle();
    const now = walk.at();
    if (!now) return 'out';
    if (now === walk.stops.at(-1) && walk.inside++ < walk.parts(now)) return '';
    if (walk.stops.includes(now)) { walk.strayed = true; return 'again'; }
    walk.inside = 0;
    const box = now.getBoundingClientRect();
    walk.stops.push(now);
    if (isUnseen(now)) walk.unseen.push(now);
    walk.looks.push(isRinged(now) && !walk.unseen.includes(now) ? null : look(now));
    walk.boxes.push([box.x, box.y, box.width, box.height]);
    walk.covered.push(covered(now));
    walk.scrolled.push([scrollX, scrollY]);
    walk.leaves.push(left > before);
    const {outlineStyle, outlineWidth, outlineColor, outlineOffset} = getComputedStyle(now);
    const own = /solid|double|dashed|dotted/.test(outlineStyle) && parseFloat(outlineWidth) > 0 && !hasCaret(now);
    walk.outlines.push(own ? [outlineColor, parseFloat(outlineOffset)] : null);
    return '';
  };
  document.activeElement?.blur?.();
  scrollTo(0, 0);
  walk.open();
  edges[0].focus({preventScroll: true});
  const heardOf = {keydown: walk.onKey, keyup: walk.onKeyUp, focusin: walk.onFocus};
  for (const [type, hear] of Object.entries(heardOf)) addEventListener(type, hear, true);
  walk.stop = () => { for (const [type, hear] of Object.entries(heardOf)) removeEventListener(type, hear, true); };
  // Waits for what the page does late: a moment, or as long as it holds timers that are soon to run.
  walk.wait = async () => {
    const end = performance.now() + 300, known = window.__a11ycheckTimers;
    const soon = () => [...known?.timers.values() || []].some(one => one.delay <= 300);
    await pause(known && !known.frames.size && !soon() ? 10 : 40);
    while (performance.now() < end && !walk.strayed && soon()) await pause(20);
    return walk.strayed;
  };
  // About how many keys it takes to the end of the page.
  const stops = 'a[href], button, input, select, textarea, summary, [tabindex]';
  return ahead ? document.querySelectorAll(stops).length + 1 : 0;
""",
)

STEP = "window.__a11ycheckWalk ? window.__a11ycheckWalk.step() : 'gone'"
SO_FAR = "window.__a11ycheckWalk ? __a11ycheckWalk.soFar() : [0, '', true]"
WAIT = "window.__a11ycheckWalk?.wait()"
GIVE_UP = "window.__a11ycheckWalk?.stop(), window.__a11ycheckWalk?.close()"
RESULT = """(() => {
  const walk = window.__a11ycheckWalk;
  walk.stop();
  walk.close();
  walk.settle();
  return {strayed: walk.strayed, count: walk.stops.length, boxes: walk.boxes, covered: walk.covered,
          leaves: walk.leaves, outlines: walk.outlines,
          changed: walk.changed.map(one => one === undefined ? null : one)};
})()"""
