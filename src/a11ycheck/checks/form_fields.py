"""Form fields and their labels (WCAG 4.1.2, 1.3.1, 3.3.2, 2.4.6)."""

from typing import cast

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.name import labels
from a11ycheck.page.styling import style_is_known
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_FIELD_ROLES = (
    "checkbox", "listbox", "menuitemcheckbox", "menuitemradio", "radio", "searchbox", "slider", "spinbutton",
    "switch", "textbox",
)  # fmt: skip
# Types of input without a role of their own (HTML-AAM 1.0), which people fill in all the same.
_TYPES_WITHOUT_ROLE = frozenset({"color", "date", "datetime-local", "file", "month", "password", "time", "week"})
_EDITABLE = frozenset({"", "true", "plaintext-only"})
_NO_FIELD = frozenset({"", "generic"})
_OWN_CONTROLS = frozenset({"input", "select", "textarea"})


def kind(field: Element) -> str:
    """Return the type of an input in lower case, "" for any other element."""
    return (field.get("type").strip().lower() or "text") if field.tag == "input" else ""


def labels_of(field: Element) -> tuple[Element, ...]:
    """Return the label elements of a field, in document order."""
    return cast("tuple[Element, ...]", labels(field))


def fields(page: Page) -> list[Element]:
    """Form fields that have a role, in document order."""
    return page.once(_fields)


def _fields(page: Page) -> list[Element]:
    # A combobox counts where it is the control itself: the role is also found on the box around a control.
    return [
        field
        for field in page.with_role(*_FIELD_ROLES, "combobox")
        if field.role != "combobox" or field.tag in _OWN_CONTROLS or _is_whole(field)
    ]


def _is_whole(box: Element) -> bool:
    """Tell whether a box takes the focus itself, and holds no control that does."""
    return box.tabbable and not any(inner.focusable for inner in box.descendants)


def fields_without_role(page: Page) -> list[Element]:
    """Inputs for dates, times, files, colours and passwords."""
    return [field for field in page.exposed("input") if kind(field) in _TYPES_WITHOUT_ROLE and not field.role]


def all_fields(page: Page) -> list[Element]:
    """Form fields with and without a role (ACT e086e5, and the draft of its next version)."""
    return [*fields(page), *fields_without_role(page)]


def _fields_and_editable(page: Page) -> list[Element]:
    """Form fields, and what one can write into without it being a field by role (HTML 6.8 "contenteditable")."""
    editable = [
        node
        for node in with_attribute(page, "contenteditable")
        if node.get("contenteditable").strip().lower() in _EDITABLE and node.exposed and node.role in _NO_FIELD
    ]
    return [*all_fields(page), *editable]


@rule("field-without-label", targets=_fields_and_editable)
def field_without_label(field: Element) -> Verdict:
    """A field says what to fill in (ACT e086e5)."""
    if field.name:
        return Passed("named", name=field.name)
    if _is_toggle(field) and not field.page.once(style_is_known):
        return CantTell("toggle")
    return Failed("no-name", kind=kind(field) or (field.role if field.role not in _NO_FIELD else "contenteditable"))


def _is_toggle(field: Element) -> bool:
    """Tell whether a checkbox sends nothing: sheets use such a one to open menus, and hide it."""
    return (
        field.role == "checkbox" and not field.has("name") and not field.has("form") and field.closest("form") is None
    )
