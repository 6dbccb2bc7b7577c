"""What a form asks for that was filled in already (WCAG 3.3.7)."""

from collections.abc import Iterator

from a11ycheck.checks.form_fields import kind
from a11ycheck.checks.form_labels import filled_in, plain
from a11ycheck.page import Element, Page
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Passed, Verdict, rule
from a11ycheck.words import any_language

_PLACES = frozenset({"billing", "shipping"})
_ROOM = 60  # characters of a label that a message shows


def fields_asking_again(page: Page) -> Iterator[Element]:
    """Fields whose label says that something is to be written once more, after a field in the same form for it."""
    for field in filled_in(page):
        if not field.disabled and not field.has("readonly") and _first_of(field) is not None:
            yield field


def _first_of(field: Element) -> Element | None:
    """Return the nearest field before that asks for the same as one that asks again."""
    again = any_language("again_words")
    said = words(plain(field.name))
    asked = {word for word in said if word not in again}
    if again.isdisjoint(said) or not asked:
        return None
    form = field.closest("form")
    before = [each for each in filled_in(field.page) if each.order < field.order and each.closest("form") is form]
    return next((each for each in reversed(before) if _asks_for(each, field, asked)), None)


def _asks_for(first: Element, again: Element, asked: set[str]) -> bool:
    return kind(first) == kind(again) and asked <= {*words(plain(first.name)), *any_language("again_fillers")}


@rule("entry-asked-again", targets=fields_asking_again)
def entry_asked_again(field: Element) -> Verdict:
    """What was filled in once is not to be filled in again, but for security (WCAG 3.3.7)."""
    name = field.name[:_ROOM]
    if kind(field) == "password":
        return Passed("secret", name=name)
    first = _first_of(field)
    return CantTell("again", name=name, first=(first or field).name[:_ROOM])


def forms_with_two_addresses(page: Page) -> Iterator[Element]:
    """Forms that ask for the same kind of detail of where to send something and of who pays."""
    for form in page.tagged("form"):
        said = [tokens for tokens in _purposes(form) if not _PLACES.isdisjoint(tokens)]
        kinds = {place: {tokens[-1] for tokens in said if place in tokens} for place in _PLACES}
        if kinds["billing"] & kinds["shipping"]:
            yield form


def _purposes(form: Element) -> list[list[str]]:
    fields = (field for field in form.inside("input", "select", "textarea") if field.drawn)
    return [field.get("autocomplete").lower().split() for field in fields]


@rule("address-asked-twice", targets=forms_with_two_addresses)
def address_asked_twice(form: Element) -> Verdict:
    """An address that was filled in can be taken again (WCAG 3.3.7): by a box to tick, a choice or a button."""
    same = any_language("same_words")
    choices = [node for node in form.descendants if node.role in ("checkbox", "radio", "button", "switch", "combobox")]
    if any(word in same for node in choices for word in words(plain(node.name))):
        return Passed("offered")
    return CantTell("twice")
