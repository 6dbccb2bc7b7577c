"""The autocomplete attribute: what a field is for, said to machines (WCAG 1.3.5)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, aria
from a11ycheck.page.html_facts import AUTOFILL
from a11ycheck.rules import Failed, Passed, Verdict, rule

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
    return Failed("invalid", value=value.strip(), token=wrong) if wrong else Failed("no-field", value=value.strip())


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
