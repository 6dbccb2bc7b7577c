"""Makes a page ready for the probes that operate it, and puts it back, so that a picture shows what was judged."""

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.settle import evaluate

# Notes each change of the document from now on; a page that changes without end is not put back. And lets it scroll at
# once: frames are drawn only where one is asked for, and a smooth scroll would go on through probes and pictures.
_PREPARE = """(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { scroll-behavior: auto !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const most = 20000, records = [];
  let all = true;
  const note = found => {
    if (records.length + found.length <= most) return records.push(...found);
    all = false;
    records.length = 0;
    watch.disconnect();
  };
  const watch = new MutationObserver(note);
  const undo = {
    attributes: ({target, attributeName, oldValue}) => {
      // A modal dialog is more than its attribute.
      if (attributeName === 'open' && oldValue === null && target.localName === 'dialog') target.close();
      if (oldValue === null) target.removeAttribute(attributeName);
      else if (target.getAttribute(attributeName) !== oldValue) target.setAttribute(attributeName, oldValue);
    },
    characterData: ({target, oldValue}) => { target.data = oldValue; },
    childList: ({target, addedNodes, removedNodes, nextSibling}) => {
      for (const node of addedNodes) if (node.parentNode === target) node.remove();
      const before = nextSibling?.parentNode === target ? nextSibling : null;
      for (const node of removedNodes) target.insertBefore(node, before);
    },
  };
  window.__a11ycheckRestore = () => {
    note(watch.takeRecords());
    watch.disconnect();
    for (const record of all ? records.reverse() : []) { try { undo[record.type](record); } catch {} }
    records.length = 0;
    document.documentElement.getBoundingClientRect();  // so that transitions begin, and can be ended
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition) animation.finish();
    }
  };
  watch.observe(document, {subtree: true, childList: true, attributes: true, attributeOldValue: true,
    characterData: true, characterDataOldValue: true});
})()"""


def prepare(browser: Browser) -> None:
    """Begin to note what changes on the page that a browser shows, and let it scroll at once.

    Raises:
        RefusedError: where the page went elsewhere.
        BrowserCrashedError: where the browser does not answer any more.
    """
    evaluate(browser, _PREPARE)


def restore(browser: Browser) -> None:
    """Take back what has changed since ``prepare``; nothing without it. Raises as that does."""
    evaluate(browser, "window.__a11ycheckRestore?.()")
