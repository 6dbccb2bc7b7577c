"""Puts a page back as it was before the probes operated it, so that a picture shows what was judged."""

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.settle import evaluate

# Notes each change of the document from now on. A page that changes without end is not put back.
_REMEMBER = """(() => {
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


def remember(browser: Browser) -> None:
    """Begin to note what changes on the page that a browser shows.

    Raises:
        RefusedError: where the page went elsewhere.
        BrowserCrashedError: where the browser does not answer any more.
    """
    evaluate(browser, _REMEMBER)


def restore(browser: Browser) -> None:
    """Take back what has changed since ``remember``; nothing without it. Raises as that does."""
    evaluate(browser, "window.__a11ycheckRestore?.()")
