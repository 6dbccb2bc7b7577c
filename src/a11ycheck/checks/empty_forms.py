"""What a page says of a form that was left empty (WCAG 1.3.1, 1.4.1, 3.3.1, 4.1.3)."""

from collections.abc import Iterator

from a11ycheck.checks.form_errors import is_vague
from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import EmptyForm, FieldError
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_ROOM = 80  # characters of a text that a message shows


def _forms(page: Page) -> dict[int, EmptyForm]:
    return {form.node: form for form in known(page.facts.errors)}


def _form(element: Element) -> EmptyForm:
    return element.page.once(_forms)[element.number]


def forms_that_check_themselves(page: Page) -> Iterator[Element]:
    """Forms that were not sent without their required fields, and whose page did not wait for a server to tell."""
    for element in page.by_nodes(page.once(_forms)):
        form = _form(element)
        if (form.stopped or form.by_browser) and not form.waits:
            yield element


@rule("error-not-shown", targets=forms_that_check_themselves)
def error_not_shown(element: Element) -> Verdict:
    """A form that is not sent says why (WCAG 3.3.1)."""
    form = _form(element)
    if form.by_browser:
        return Passed("by-browser")
    return Passed("shown") if form.text or any(map(_shows, form.fields)) else Failed("nothing")


def _shows(field: FieldError) -> bool:
    return field.looks or field.signs


def forms_with_marked_fields(page: Page) -> Iterator[Element]:
    """Those where the looks of a field tell that it is wrong."""
    for element in forms_that_check_themselves(page):
        form = _form(element)
        if not form.by_browser and any(map(_shows, form.fields)):
            yield element


@rule("error-by-colour-alone", targets=forms_with_marked_fields)
def error_by_colour_alone(element: Element) -> Verdict:
    """An error is told in text, not by the looks of the field alone (WCAG 1.4.1, 3.3.1)."""
    form = _form(element)
    if form.text:
        return Passed("words", text=form.text[:_ROOM])
    if any(field.signs for field in form.fields):
        return CantTell("sign")
    return Failed("colour", count=sum(field.looks for field in form.fields))


def forms_with_new_text(page: Page) -> Iterator[Element]:
    """Those that answer with text."""
    for element in forms_that_check_themselves(page):
        if _form(element).text and not _form(element).by_browser:
            yield element


@rule("error-not-announced", targets=forms_with_new_text)
def error_not_announced(element: Element) -> Verdict:
    """Errors that appear are read out, or the focus is moved to them (WCAG 4.1.3, failure F103; technique ARIA19)."""
    form = _form(element)
    text = form.text[:_ROOM]
    return Passed("announced", text=text) if form.announced else Failed("silent", text=text)


def _fields(page: Page) -> dict[int, FieldError]:
    tried = (*(page.facts.wrong_values or ()), *page.once(_forms).values())
    forms = (form for form in tried if form.stopped and not form.by_browser)
    return {field.node: field for form in forms for field in form.fields if field.tied or field.beside}


def fields_with_new_text(page: Page) -> Iterator[Element]:
    """Fields that a text is shown for once the form was to be sent without them, or with plainly wrong values."""
    return page.by_nodes(page.once(_fields))


@rule("error-appears-untied", targets=fields_with_new_text)
def error_appears_untied(element: Element) -> Verdict:
    """An error that appears beside a field is tied to it, and says what is wrong (WCAG 1.3.1, 3.3.1; ARIA21)."""
    field = element.page.once(_fields)[element.number]
    name = element.name or element.tag
    if not field.tied:
        return CantTell("beside", name=name, text=field.beside[:_ROOM])
    return CantTell("vague", name=name, text=field.tied[:_ROOM]) if is_vague(field.tied) else Passed("tied", name=name)
