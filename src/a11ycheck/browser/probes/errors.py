"""What a page says of a form that was left empty, or filled in wrongly.

The form is asked to check itself and is never sent. Afterwards the page shows its errors: only what operates the page
itself comes later.
"""

import json
from collections.abc import Iterator
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.errors_script import ERRORS, WRONG, WRONG_FIELDS
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.browser.probes.trials_script import GUARD
from a11ycheck.page import Page
from a11ycheck.page.facts import KINDS_OF_VALUES, EmptyForm, FieldError, WrongForm
from a11ycheck.words import any_language


def errors(browser: Browser, page: Page, _deadline: Deadline) -> tuple[EmptyForm, ...] | None:
    """Press the button of forms with required fields; None where the page does not answer.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not page.tagged("form"):
        return ()
    evaluate(browser, GUARD)
    return _forms(browser, evaluate(browser, ERRORS, wait=True), "window.__a11ycheckErrors", EmptyForm)


def wrong_values(browser: Browser, page: Page, _deadline: Deadline) -> tuple[WrongForm, ...] | None:
    """Fill forms in with values that are plainly wrong; None where the page does not answer.

    No value leaves the browser: beside the guard that every trial has, the network is off meanwhile.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    words = {kind: any_language(f"fields_of_{kind}") for kind in KINDS_OF_VALUES}
    find = WRONG_FIELDS.replace("%(words)s", json.dumps({kind: sorted(each) for kind, each in words.items()}))
    if not page.tagged("form") or not evaluate(browser, find):
        return ()
    evaluate(browser, GUARD)
    browser.cdp("Network.enable")
    try:
        browser.cdp("Network.setBlockedURLs", urls=["*"])
        return _forms(browser, evaluate(browser, WRONG, wait=True), "window.__a11ycheckWrong", WrongForm)
    finally:
        browser.cdp("Network.setBlockedURLs", urls=[])
        browser.cdp("Network.disable")


def _forms[T: EmptyForm](browser: Browser, found: Any, place: str, kind: type[T]) -> tuple[T, ...] | None:
    """Give what was found its elements; ``place`` is the object of the page that holds them."""
    if not isinstance(found, list):
        return None
    forms = handles(browser, f"{place}.forms", len(found))
    count = sum(len(one["fields"]) for one in found)
    fields = iter(handles(browser, f"{place}.fields", count))
    tried = [_form(node, one, fields, kind) for node, one in zip(forms, found, strict=True)]
    return tuple(one for one in tried if one.node)


def _form[T: EmptyForm](node: int, found: dict[str, Any], numbers: Iterator[int], kind: type[T]) -> T:
    fields = [FieldError(node=next(numbers), **one) for one in found["fields"]]
    more = {"accepts": found["accepts"]} if "accepts" in found else {}
    return kind(
        node=node,
        stopped=found["stopped"],
        by_browser=found["byBrowser"],
        waits=found["waits"],
        text=found["text"],
        announced=found["announced"],
        fields=tuple(field for field in fields if field.node),
        **more,
    )
