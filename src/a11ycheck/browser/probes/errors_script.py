"""The script of ``errors.py``: presses the button of forms that were left empty, and notes what the page then says."""

from a11ycheck.browser.probes.tools import PAUSE, SHOWS, script

ERRORS = script(
    SHOWS + PAUSE,
    """
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
  const all = window.__a11ycheckErrors = {forms: [], fields: []};
  const result = [];

  const send = async form => {
    const fields = required(form), press = button(form);
    const before = texts();
    const looks = new Map(fields.map(field => [field, [look(field), signs(field)]]));
    let prevented = false, said = '';
    const invalid = [];
    const onSubmit = event => { event.preventDefault = () => { prevented = true; }; };
    const onInvalid = event => invalid.push(event);
    const asked = held.requests;
    const {alert} = window;
    window.alert = text => { said += text; };
    addEventListener('submit', onSubmit, true);
    form.addEventListener('invalid', onInvalid, true);
    press.focus({preventScroll: true});
    try { press.click(); } catch {}
    await pause(0);
    await pause(60);
    removeEventListener('submit', onSubmit, true);
    form.removeEventListener('invalid', onInvalid, true);
    window.alert = alert;
    const focused = document.activeElement;
    const moved = !!focused && focused !== press && focused !== document.body;
    const fresh = [...texts()].filter(([node, text]) => before.get(node) !== text).map(([node]) => node);
    if (focused !== press) focused?.blur?.();
    all.forms.push(form);
    const told = fields.map(field => {
      const own = fresh.filter(node => tied(field).some(one => one.contains(node)));
      const beside = fresh.filter(node => !own.includes(node) && group(field).some(one => one.contains(node)));
      const [wasLook, wasSigns] = looks.get(field);
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
  const inViewOfAll = [...document.forms].filter(form => shows(form) && button(form) && required(form).length);
  for (const form of inViewOfAll.slice(0, mostForms)) await send(form);
  return result;
""",
    wait=True,
)
