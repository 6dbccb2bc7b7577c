"""What a page says of a form that was filled in with plainly wrong values (WCAG 3.3.1, 3.3.3)."""

from collections.abc import Iterator

from a11ycheck.checks.form_errors import says_no_more_than
from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import FieldError, WrongForm
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_ROOM = 80  # characters of a text that a message shows


def _forms(page: Page) -> dict[int, WrongForm]:
    return {form.node: form for form in known(page.facts.wrong_values)}


def forms_that_refuse_wrong_values(page: Page) -> Iterator[Element]:
    """Forms that a script keeps from being sent with wrong values, and sends with right ones."""
    for element in page.by_nodes(page.once(_forms)):
        form = page.once(_forms)[element.number]
        if form.stopped and form.accepts and not form.by_browser and not form.waits:
            yield element


@rule("wrong-value-not-told", targets=forms_that_refuse_wrong_values)
def wrong_value_not_told(element: Element) -> Verdict:
    """A form that is not sent because of a value says so in text (WCAG 3.3.1)."""
    form = element.page.once(_forms)[element.number]
    if form.text:
        return Passed("told", text=form.text[:_ROOM])
    if any(field.signs for field in form.fields):
        return CantTell("sign")
    return Failed("colour" if any(field.looks for field in form.fields) else "nothing")


def _fields(page: Page) -> dict[int, FieldError]:
    forms = (form for form in page.once(_forms).values() if form.stopped and not form.by_browser and not form.waits)
    return {field.node: field for form in forms for field in form.fields}


def wrong_fields_with_text(page: Page) -> Iterator[Element]:
    """Fields of wrong values that a text is shown for."""
    return page.by_nodes(number for number, field in page.once(_fields).items() if field.tied or field.beside)


@rule("error-without-suggestion", targets=wrong_fields_with_text)
def error_without_suggestion(element: Element) -> Verdict:
    """An error about a wrong value says how to mend it (WCAG 3.3.3, technique G85)."""
    field, name = element.page.once(_fields)[element.number], element.name or element.tag
    text = (field.tied or field.beside)[:_ROOM]
    vague = says_no_more_than(field.tied or field.beside, name)
    return CantTell("vague", name=name, text=text) if vague else Passed("says-how", name=name, text=text)
