"""Dialogs as the keyboard meets them: opened, walked through, closed. What opens none is left alone.

Nothing leaves the page meanwhile. Afterwards the dialogs are closed again, though a page may remember that they were.
"""

import time
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import DEEPEST, SHOWS, Deadline, evaluate, handles, press, script
from a11ycheck.browser.probes.trials_script import GUARD
from a11ycheck.page import Page
from a11ycheck.page.facts import Dialog

_MOST = 3  # dialogs of a page that are opened
_MOST_STOPS = 12  # that the Tab key makes in one
_PAUSE = 0.05  # seconds that a page gets to open, close or move the focus ...
_TURNS = 6  # ... so many times, where it is slow

# Finds what opens a dialog by its own word: attributes that say so, or that name one.
_FIND = script(
    SHOWS + DEEPEST,
    """
  const dialogs = 'dialog, [role=dialog], [role=alertdialog]';
  const isOpen = one => shows(one) && (one.tagName !== 'DIALOG' || one.open);
  const openers = 'button, a, [role=button], input[type=button], [tabindex]';
  const names = ['aria-controls', 'commandfor', 'data-target', 'data-bs-target', 'data-a11y-dialog-show',
                 'data-micromodal-trigger', 'data-open', 'href'];
  const named = one => names.map(name => one.getAttribute(name)?.replace(/^#/, '')).filter(Boolean)
    .some(id => document.getElementById(id)?.matches(dialogs)) ||
    [...document.querySelectorAll(dialogs)].some(dialog => dialog.id &&
      new RegExp('\\\\b' + CSS.escape(dialog.id) + '\\\\b').test(one.getAttribute('onclick') || ''));
  const says = one => one.getAttribute('aria-haspopup') === 'dialog' || named(one) ||
    /showModal/.test(one.getAttribute('onclick') || '');
  const all = [...document.querySelectorAll(openers)].filter(one => !one.disabled && shows(one) && says(one) &&
    !one.closest(dialogs)).slice(0, MOST);
  const open = () => [...document.querySelectorAll(dialogs)].filter(isOpen);
  const closing = /sulje|peruuta|stäng|avbryt|close|cancel|dismiss|^[x×✕✖]$/i;
  const probe = window.__a11ycheckDialogs = {openers: all, before: [], dialog: null};
  probe.begin = at => {
    probe.before = open();
    probe.dialog = null;
    all[at].focus({preventScroll: true});
    return deepest() === all[at];
  };
  probe.opened = () => {
    probe.dialog ||= open().find(one => !probe.before.includes(one)) || null;
    return !!probe.dialog;
  };
  probe.inside = () => !!probe.dialog?.contains(deepest());
  probe.modal = () => !!probe.dialog && (probe.dialog.matches(':modal') ||
    probe.dialog.getAttribute('aria-modal') === 'true');
  probe.outside = () => !!deepest() && !probe.inside();
  probe.closed = () => !probe.dialog || !isOpen(probe.dialog);
  probe.close = () => {
    const buttons = [...probe.dialog.querySelectorAll('button, [role=button], a[href]')].filter(shows);
    const one = buttons.find(each => closing.test((each.getAttribute('aria-label') || each.innerText || '').trim()) ||
      each.matches('[data-dismiss], [data-bs-dismiss], [data-close]'));
    one?.focus();
    return !!one;
  };
  probe.force = () => { probe.dialog?.close?.(); if (!probe.closed()) probe.dialog.hidden = true; };
  probe.native = at => all[at].matches('button, input[type=button], a[href]');
  probe.focused = () => !!deepest();
  return all.length;
""",
)


def dialogs(browser: Browser, _page: Page, deadline: Deadline) -> tuple[Dialog, ...] | None:
    """Open each dialog by the keyboard; None where the page does not answer.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    count = evaluate(browser, _FIND.replace("MOST", str(_MOST)))
    if not isinstance(count, int):
        return None
    if not count:
        return ()
    evaluate(browser, GUARD)
    nodes = handles(browser, "window.__a11ycheckDialogs.openers", count)
    tried: list[Dialog] = []
    for at, node in enumerate(nodes):
        # A dialog that did not close as it should leaves a page behind of which nothing is certain any more.
        if deadline.passed or (tried and not tried[-1].closes):
            break
        dialog = _try(browser, at, node) if node else None
        tried += [dialog] if dialog else []
    return tuple(tried)


def _ask(browser: Browser, question: str) -> Any:
    return evaluate(browser, f"window.__a11ycheckDialogs.{question}")


def _comes_true(browser: Browser, question: str) -> bool:
    for _ in range(_TURNS):
        if _ask(browser, question):
            return True
        time.sleep(_PAUSE)
    return bool(_ask(browser, question))


def _try(browser: Browser, at: int, node: int) -> Dialog | None:
    """Open one dialog, walk through it and close it; None where nothing opens."""
    reached = bool(_ask(browser, f"begin({at})"))
    by_keyboard = reached and _opens_by_key(browser)
    if not by_keyboard:
        evaluate(browser, f"window.__a11ycheckDialogs.openers[{at}].click()")
        if not _comes_true(browser, "opened()"):
            return None
        by_keyboard = bool(_ask(browser, f"native({at})"))  # its keys click by themselves: the dialog came late
    modal = bool(_ask(browser, "modal()"))
    inside = _comes_true(browser, "inside()")
    leaks = inside and _leaks(browser)
    escapes, closes = _close(browser)
    returned = _comes_true(browser, "focused()")
    _ask(browser, "force()")
    return Dialog(
        opener=node,
        by_keyboard=by_keyboard,
        modal=modal,
        inside=inside,
        leaks=leaks,
        escapes=escapes,
        closes=closes,
        lost=closes and not returned,
    )


def _opens_by_key(browser: Browser) -> bool:
    for key in ("Enter", " "):
        press(browser, key)
        if _comes_true(browser, "opened()"):
            return True
    return False


def _leaks(browser: Browser) -> bool:
    """Press Tab in a dialog; tell whether it comes to the page behind."""
    for _ in range(_MOST_STOPS):
        press(browser, "Tab")
        if _ask(browser, "outside()"):
            time.sleep(_PAUSE)  # a page may fetch the focus back
            return bool(_ask(browser, "outside()"))
    return False


def _close(browser: Browser) -> tuple[bool, bool]:
    """Close a dialog; return whether Escape does so, and whether that or its own button does."""
    _ask(browser, "dialog.contains(document.activeElement) || __a11ycheckDialogs.dialog.focus()")
    press(browser, "Escape")
    if _comes_true(browser, "closed()"):
        time.sleep(_PAUSE)
        return True, True
    if not _ask(browser, "close()"):
        return False, False
    press(browser, "Enter")
    closed = _comes_true(browser, "closed()")
    time.sleep(_PAUSE)
    return False, closed
