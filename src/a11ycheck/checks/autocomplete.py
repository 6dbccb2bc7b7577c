"""The autocomplete attribute: what a field is for, said to machines (WCAG 1.3.5)."""

from collections.abc import Iterator

from a11ycheck.checks.form_fields import kind
from a11ycheck.checks.form_labels import filled_in, plain
from a11ycheck.page import Element, Page, aria
from a11ycheck.page.html_facts import AUTOFILL
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

# Details of a person, by the words of HTML 4.10.18.7; what asks for them is listed in rules/words/ as detail_....
_DETAILS = (
    "name",
    "given-name",
    "family-name",
    "email",
    "tel",
    "street-address",
    "postal-code",
    "address-level2",
    "bday",
)
_TYPES = {"email": "email", "tel": "tel"}
# Words that browsers do not know, written where "off" is meant; they harm only fields for a detail of the user.
_MEANT_AS_OFF = frozenset({"disabled", "false", "no", "none", "nope", "null", "undefined", "xoff"})
_FIXED = frozenset({"button", "checkbox", "file", "hidden", "image", "radio", "reset", "submit"})


def fields_with_autocomplete(page: Page) -> Iterator[Element]:
    """Fields that say what is to be filled in (ACT 73f2c2)."""
    for field in page.tagged("input", "select", "textarea"):
        tokens = field.get("autocomplete").lower().split()
        if tokens and not (len(tokens) == 1 and tokens[0] in AUTOFILL.switch) and _can_be_filled(field):
            yield field


def _can_be_filled(field: Element) -> bool:
    if field.disabled or field.get("aria-disabled").strip().lower() == "true":
        return False
    if field.tag == "input" and field.get("type").strip().lower() in _FIXED:
        return False
    return (field.visible or field.exposed) and (field.tabbable or "widget" in aria.kinds(field.role))


@rule("autocomplete-invalid", targets=fields_with_autocomplete)
def autocomplete_invalid(field: Element) -> Verdict:
    """The purpose of a field is written as HTML 4.10.18.7 "Autofill" asks for (ACT 73f2c2)."""
    value = field.get("autocomplete")
    wrong = wrong_token(value.lower().split())
    if wrong is None:
        return Passed("valid", value=value.strip())
    if not wrong:
        return Failed("no-field", value=value.strip())
    if value.strip().lower() in _MEANT_AS_OFF and field.order not in personal_fields(field.page):
        return CantTell("meant-as-off", value=value.strip())
    return Failed("invalid", value=value.strip(), token=wrong)


def wrong_token(tokens: list[str]) -> str | None:
    """Return the first word that may not stand where it does, "" where the field's name is missing, None if all may."""
    rest = list(tokens)
    if rest and rest[0].startswith(AUTOFILL.section_prefix):
        rest.pop(0)
    if rest and rest[0] in AUTOFILL.delivery:
        rest.pop(0)
    contact = bool(rest) and rest[0] in AUTOFILL.contact
    if contact:
        rest.pop(0)
    if not rest:
        return ""
    name = rest.pop(0)
    if name not in (AUTOFILL.contact_fields if contact else AUTOFILL.fields):
        return name
    if rest and rest[0] in AUTOFILL.credential:
        rest.pop(0)
    return rest[0] if rest else None


def personal_fields(page: Page) -> dict[int, str]:
    """Return the fields whose label asks for a personal detail, by their order, with the word of HTML for it."""
    return page.once(_personal_fields)


def _personal_fields(page: Page) -> dict[int, str]:
    found: dict[int, str] = {}
    for field in filled_in(page):
        token = _detail(field) if field.tag in ("input", "textarea") and not _is_for_search(field) else ""
        if token and not field.disabled and not field.has("readonly"):
            found[field.order] = token
    return found


def _detail(field: Element) -> str:
    said = _without_own(plain(field.name))
    return next((token for token in _DETAILS if said in any_language(f"detail_{token.replace('-', '_')}")), "")


def _without_own(said: str) -> str:
    first, _, rest = said.partition(" ")
    return rest if first in any_language("own_words") else said


def _is_for_search(field: Element) -> bool:
    return field.role == "searchbox" or any(above.role == "search" for above in field.ancestors)


def forms_asking_for_details(page: Page) -> Iterator[tuple[Element, ...]]:
    """The fields of each form that ask for personal details."""
    found: dict[int, list[Element]] = {}
    for order in personal_fields(page):
        field = page.elements[order]
        form = field.closest("form")
        found.setdefault(form.order if form is not None else 0, []).append(field)
    yield from map(tuple, found.values())


@rule("autocomplete-missing", targets=forms_asking_for_details)
def autocomplete_missing(group: tuple[Element, ...]) -> Verdict:
    """Fields for details of the user say so to machines (technique H98)."""
    lacking = [field for field in group if field.get("autocomplete").strip().lower() in ("", "on", "off")]
    if not lacking:
        return Passed("said", count=len(group))
    own = [field for field in lacking if _asks_for_own(plain(field.name))]
    shown = own or lacking
    names = ", ".join(plain(field.name) for field in shown)
    token = personal_fields(group[0].page)[shown[0].order]
    verdict = Failed("own", at=own[0], fields=names, token=token) if own else None
    return verdict or CantTell("details", at=lacking[0], fields=names, token=token)


def _asks_for_own(said: str) -> bool:
    return said.split()[0] in any_language("own_words") or said in any_language("own_details")


def fields_for_addresses(page: Page) -> Iterator[Element]:
    """Inputs for an e-mail address or a telephone number."""
    for order, token in personal_fields(page).items():
        if token in _TYPES and page.elements[order].tag == "input":
            yield page.elements[order]


@rule("field-type-too-general", targets=fields_for_addresses)
def field_type_too_general(field: Element) -> Verdict:
    """A field for an e-mail address or a telephone number brings up the right keyboard."""
    token = personal_fields(field.page)[field.order]
    if kind(field) == "text" and not field.has("inputmode"):
        return Failed("text", name=plain(field.name), type=_TYPES[token])
    return Passed("fitting", type=kind(field))


# What may be said of a field whose label asks for one of the details: a part of it, or another word for it.
_FITTING = {
    "name": frozenset({"name", "nickname", "username", "cc-name", "organization"}),
    "given-name": frozenset({"given-name", "additional-name", "cc-given-name"}),
    "family-name": frozenset({"family-name", "cc-family-name"}),
    "email": frozenset({"email", "username"}),
    "tel": frozenset({"tel", "tel-national", "tel-local"}),
    "street-address": frozenset({"street-address", "address-line1", "address-line2", "address-line3"}),
    "postal-code": frozenset({"postal-code"}),
    "address-level2": frozenset({"address-level1", "address-level2", "address-level3", "address-level4"}),
    "bday": frozenset({"bday"}),
}
_OF_DETAILS = frozenset().union(*_FITTING.values())


def fields_that_say_a_detail(page: Page) -> Iterator[Element]:
    """Fields whose label asks for a detail of a person and whose autocomplete attribute names one."""
    for order in personal_fields(page):
        tokens = page.elements[order].get("autocomplete").lower().split()
        if tokens and tokens[-1] in _OF_DETAILS and wrong_token(tokens) is None:
            yield page.elements[order]


@rule("autocomplete-other-purpose", targets=fields_that_say_a_detail)
def autocomplete_other_purpose(field: Element) -> Verdict:
    """Label and autocomplete attribute of a field speak of the same detail (WCAG 1.3.5, failure F107)."""
    said, asked = field.get("autocomplete").lower().split()[-1], personal_fields(field.page)[field.order]
    verdict = Passed if said in _FITTING[asked] else Failed
    return verdict("same" if verdict is Passed else "other", name=field.name[:60], token=said, fitting=asked)
