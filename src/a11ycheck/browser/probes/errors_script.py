"""The scripts of ``errors.py``: press the button of forms left empty or filled in wrongly; note what the page says."""

from a11ycheck.browser.probes.tools import ANSWERED, PAUSE, SHOWS, script

_SEND = """
  const mostForms = 3, mostFields = 20, mostTexts = 6000;
  const held = window.__a11ycheckHeld;
  const tidy = text => (text || '').replace(/\\s+/g, ' ').trim();
  const labelled = field => [...(field.labels || [])].some(label => label.textContent.includes('*'));
  const empty = field => /^(?:checkbox|radio)$/.test(field.type) ? !field.checked : !field.value;
  const writable = field => field.matches('input, select, textarea') && !field.disabled && !field.readOnly &&
    !/^(?:hidden|submit|button|reset|image|file|range|color)$/.test(field.type);
  const required = form => [...form.elements].filter(field => writable(field) && empty(field) && shows(field) &&
    (field.required || field.getAttribute('aria-required') === 'true' || labelled(field))).slice(0, mostFields);
  const button = form => [...form.elements].find(one => one.matches('button, input') && shows(one) && !one.disabled &&
    (one.type === 'submit' || one.type === 'image'));
  const texts = () => {
    const found = new Map(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && found.size < mostTexts; node = walker.nextNode()) {
      if (node.data.trim() && !node.parentElement.closest('script, style, noscript, option') &&
          shows(node.parentElement)) found.set(node, node.data);
    }
    return found;
  };
  const names = ['borderTopColor', 'borderBottomColor', 'borderTopWidth', 'borderBottomWidth', 'backgroundColor',
                 'boxShadow', 'outlineStyle', 'outlineColor', 'color'];
  // The largest element around a field that holds no other one, and what stands beside that.
  const group = field => {
    let around = field;
    while (around.parentElement && !around.parentElement.matches('form, body') &&
           [...around.parentElement.querySelectorAll('input, select, textarea')].every(one => one === field)) {
      around = around.parentElement;
    }
    return around === field ? [] : [around, ...[around.previousElementSibling, around.nextElementSibling].filter(
      each => each && !each.querySelector('input, select, textarea, button') && !each.matches('input, label'))];
  };
  const near = field => [field, field.parentElement, field.parentElement?.parentElement, ...(field.labels || [])]
    .filter(Boolean);
  const look = field => near(field).map(one => names.map(name => getComputedStyle(one)[name]).join()).join();
  // Signs beside the field that are no text of the tree: pictures, and what a style sheet writes.
  const signs = field => {
    const around = near(field).concat(...near(field).slice(0, 2).map(one => [...one.children]));
    const written = around.map(one => getComputedStyle(one, '::before').content +
      getComputedStyle(one, '::after').content + getComputedStyle(one).backgroundImage);
    return written.join() + [...field.parentElement.querySelectorAll('img, svg')].filter(shows).length;
  };
  const live = '[role=alert], [role=status], [role=log], [role=alertdialog], output, [aria-live=polite], ' +
    '[aria-live=assertive]';
  const tied = field => {
    const names = ['aria-describedby', 'aria-errormessage', 'aria-labelledby'].map(
      name => field.getAttribute(name) || '');
    const named = names.join(' ').split(/\\s+/).map(id => id && field.getRootNode().getElementById?.(id));
    return [...named, ...(field.labels || [])].filter(Boolean);
  };
  const looksOf = fields => new Map(fields.map(field => [field, [look(field), signs(field)]]));
  const all = {forms: [], fields: []}, result = [];

  const send = async (form, fields, before, seen) => {
    const press = button(form);
    const looks = seen || looksOf(fields);
    let prevented = false, said = '';
    const invalid = [];
    const onSubmit = event => { event.preventDefault = () => { prevented = true; }; };
    const onInvalid = event => invalid.push(event);
    const asked = held.requests;
    const {alert} = window;
    window.alert = text => { said += text; };
    addEventListener('submit', onSubmit, true);
    form.addEventListener('invalid', onInvalid, true);
    const answered = answerWithin(60);
    press.focus({preventScroll: true});
    try { press.click(); } catch {}
    await answered();
    removeEventListener('submit', onSubmit, true);
    form.removeEventListener('invalid', onInvalid, true);
    window.alert = alert;
    const focused = document.activeElement;
    const moved = !!focused && focused !== press && focused !== document.body;
    if (focused !== press) focused?.blur?.();
    // Only now: leaving a field may write its error anew.
    const fresh = [...texts()].filter(([node, text]) => before.get(node) !== text).map(([node]) => node);
    all.forms.push(form);
    const told = fields.map(field => {
      const own = fresh.filter(node => tied(field).some(one => one.contains(node)));
      const beside = fresh.filter(node => !own.includes(node) && group(field).some(one => one.contains(node)));
      const [wasLook, wasSigns] = looks.get(field) || [look(field), signs(field)];
      all.fields.push(field);
      return {
        looks: look(field) !== wasLook,
        signs: signs(field) !== wasSigns,
        tied: tidy(own.map(node => node.data).join(' ')),
        beside: tidy(beside.map(node => node.data).join(' ')),
      };
    });
    const text = tidy(said + ' ' + fresh.map(node => node.data).join(' ')).slice(0, 500);
    const byBrowser = invalid.some(event => !event.defaultPrevented);
    const changed = !!text || told.some(one => one.looks || one.signs) ||
      fields.some(field => field.getAttribute('aria-invalid') === 'true');
    result.push({
      stopped: !byBrowser && (prevented || (changed && (!!form.onsubmit || invalid.length > 0))),
      byBrowser, text,
      announced: !!said || moved || fresh.some(node => node.parentElement.closest(live)),
      waits: held.requests > asked,
      fields: told,
    });
  };
"""

ERRORS = script(
    SHOWS + PAUSE + ANSWERED + _SEND,
    """
  window.__a11ycheckErrors = all;
  all.before = texts();
  all.looks = looksOf([...document.querySelectorAll('form input, form select, form textarea')].slice(0, 60));
  const inViewOfAll = [...document.forms].filter(form => shows(form) && button(form) && required(form).length);
  for (const form of inViewOfAll.slice(0, mostForms)) await send(form, required(form), texts());
  return result;
""",
    wait=True,
)

# Finds the fields whose kind is known by their type, their purpose or the words of their label.
WRONG_FIELDS = script(
    SHOWS + PAUSE + ANSWERED + _SEND,
    """
  const words = %(words)s, most = 3;
  const kinds = Object.keys(words);
  const purposes = {email: /^email$/, phone: /^tel(?:-national)?$/, postcode: /^postal-code$/, date: /^bday$/};
  const label = field => tidy([...(field.labels || [])].map(one => one.textContent).join(' ') + ' ' +
    (field.getAttribute('aria-label') || '')).toLowerCase();
  const starts = (text, word) => text.split(/[^\\p{L}-]+/u).some(each => each.startsWith(word));
  const kind = field => {
    if (!/^(?:text|email|tel)$/.test(field.type)) return '';
    if (field.type === 'email') return 'email';
    if (field.type === 'tel') return 'phone';
    const purpose = (field.autocomplete || '').split(' ').pop();
    return kinds.find(one => purposes[one]?.test(purpose)) ||
      kinds.find(one => words[one].some(word => starts(label(field), word))) || '';
  };
  const forms = [...document.forms].filter(form => shows(form) && button(form)).map(form => [form,
    [...form.elements].filter(field => writable(field) && shows(field) && kind(field)).slice(0, mostFields)]);
  const found = forms.filter(([, fields]) => fields.length).slice(0, most);
  window.__a11ycheckWrong = {found: found.map(([form, fields]) => [form, fields.map(one => [one, kind(one)])])};
  return found.length;
""",
)

# Fills these forms in wrongly and presses their buttons, then rightly: a page that takes no right values either says
# nothing about errors. What was filled in before is filled in again.
WRONG = script(
    SHOWS + PAUSE + ANSWERED + _SEND,
    """
  const probe = window.__a11ycheckWrong, first = window.__a11ycheckErrors;
  Object.assign(probe, all);
  const wrong = {email: 'aino.virtanen', phone: 'abcd', postcode: 'abc', date: 'abc'};
  const right = {email: 'aino.virtanen@region.example', phone: '0401234567', postcode: '00100', date: '1.2.2030'};
  const put = (field, value) => {
    const kind = field.tagName === 'SELECT' ? HTMLSelectElement : field.tagName === 'TEXTAREA' ? HTMLTextAreaElement :
      HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, value);
    for (const type of ['input', 'change', 'blur', 'focusout']) {
      field.dispatchEvent(new Event(type, {bubbles: type !== 'blur'}));
    }
  };
  const tick = field => {
    const others = field.name ? [...field.form.elements].filter(one => one.name === field.name) : [field];
    if (!others.some(one => one.checked)) field.click();
  };
  const plain = {date: '2030-01-02', month: '2030-01', week: '2030-W01', time: '12:00', number: '1', url:
    'https://region.example/', 'datetime-local': '2030-01-02T12:00', password: 'Koivu-1234'};
  const fill = field => {
    if (/^(?:checkbox|radio)$/.test(field.type)) tick(field);
    else if (field.tagName === 'SELECT') put(field, [...field.options].reverse().find(one => one.value)?.value ?? '');
    else put(field, field.type === 'number' && field.min ? field.min : plain[field.type] || 'Koivukyla');
  };
  for (const [form, kinds] of probe.found) {
    const fields = kinds.map(([field]) => field);
    const before = first?.before || texts(), looks = first?.looks || looksOf(fields);
    const filled = [...form.elements].filter(one => one.matches('input, select, textarea')).map(
      one => [one, one.value, one.checked]);
    for (const field of required(form)) if (!fields.includes(field)) fill(field);
    for (const [field, kind] of kinds) put(field, wrong[kind]);
    await send(form, fields, before, looks);
    // Only of a form that refuses them it matters whether it takes any others.
    const tried = result.at(-1), refuses = tried.stopped && !tried.byBrowser && !tried.waits;
    tried.accepts = !refuses;
    if (refuses) {
      for (const [field, kind] of kinds) put(field, right[kind]);
      await send(form, [], texts());
      all.forms.pop();
      const good = result.pop();
      tried.accepts = good.waits || (!good.stopped && !good.byBrowser);
    }
    for (const [one, value, checked] of filled) {
      if (one.type === 'file') continue;
      if (one.value !== value) put(one, value);
      if (one.checked !== checked) one.checked = checked;
    }
  }
  return result;
""",
    wait=True,
)
