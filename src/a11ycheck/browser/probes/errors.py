"""What a page says of a form that was left empty. The form is asked to check itself and is never sent.

Afterwards the page shows its errors: only what operates the page itself comes later.
"""

from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.errors_script import ERRORS
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.browser.probes.trials_script import GUARD
from a11ycheck.page import Page
from a11ycheck.page.facts import EmptyForm, FieldError


def errors(browser: Browser, page: Page, _deadline: Deadline) -> tuple[EmptyForm, ...] | None:
    """Press the button of forms with required fields; None where the page does not answer.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not page.tagged("form"):
        return ()
    evaluate(browser, GUARD)
    found = evaluate(browser, ERRORS, wait=True)
    if not isinstance(found, list):
        return None
    forms = handles(browser, "window.__a11ycheckErrors.forms", len(found))
    count = sum(len(one["fields"]) for one in found)
    fields = iter(handles(browser, "window.__a11ycheckErrors.fields", count))
    tried = (_form(node, one, fields) for node, one in zip(forms, found, strict=True))
    return tuple(one for one in tried if one.node)


def _form(node: int, found: dict[str, Any], numbers: Any) -> EmptyForm:
    fields = [FieldError(node=next(numbers), **one) for one in found["fields"]]
    return EmptyForm(
        node=node,
        stopped=found["stopped"],
        by_browser=found["byBrowser"],
        waits=found["waits"],
        text=found["text"],
        announced=found["announced"],
        fields=tuple(field for field in fields if field.node),
    )
