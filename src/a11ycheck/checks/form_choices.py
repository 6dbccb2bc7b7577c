"""Boxes to tick that only their labels show (WCAG 2.1.1, 4.1.2)."""

from collections.abc import Iterator

from a11ycheck.checks.handlers import is_as_scripts_left_it
from a11ycheck.page import Element, Page
from a11ycheck.page.exposure import perceivable
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_TICKED = frozenset({"checkbox", "radio"})
_IN_PLACE = frozenset({"checkbox", "radio", "switch", "button", "menuitemcheckbox", "menuitemradio", "option"})


def choices_with_a_label(page: Page) -> Iterator[Element]:
    """Checkboxes, radio buttons and choices of files whose label is to be seen."""
    for field in page.tagged("input"):
        kind = field.get("type").strip().lower()
        if (kind not in _TICKED and kind != "file") or field.disabled:
            continue
        label = _shown_label(field)
        if label is not None and not _rests(field, label):
            yield field


def _rests(field: Element, label: Element) -> bool:
    """Tell whether a label of what opens menus in other windows is a mere text in this one, as its pointer says."""
    return not field.visible and _drawn(label, "cursor") not in ("", "pointer") and _opens_something(field, label)


def _shown_label(field: Element) -> Element | None:
    labels = (field.page.elements[label.order] for label in field.labels)
    return next((label for label in labels if perceivable(label) and _can_be_clicked(label)), None)


def _can_be_clicked(label: Element) -> bool:
    return bool(label.text or label.inside("img", "svg:svg")) and _drawn(label, "pointer-events") != "none"


def _drawn(node: Element, name: str) -> str:
    """Return the computed value of a property, "" on a page that is not drawn."""
    return node.computed(name) if node.page.facts.layout is not None else ""


@rule("choice-hidden-behind-label", targets=choices_with_a_label)
def choice_hidden_behind_label(field: Element) -> Verdict:
    """What a click on a label ticks, the keyboard ticks as well: what is not drawn takes no focus (HTML 6.6.2)."""
    label = _shown_label(field)
    if field.visible or label is None or any(node.tabbable for node in (label, *label.descendants)):
        return Passed("reached")
    around = (label.parent or label).descendants
    if any(node.role in _IN_PLACE and node.focusable and node.name == label.text for node in around):
        return Passed("in-place")
    kind, name = field.get("type").strip().lower(), _called(label, field)
    if _opens_something(field, label):
        return CantTell("opener", at=label, name=name)
    certain = kind in _TICKED and is_as_scripts_left_it(field.page)
    return Failed("hidden", at=label, name=name, type=kind) if certain else CantTell("hidden", at=label, name=name)


def _called(label: Element, field: Element) -> str:
    """Return what a label says, or what else tells it from others where it shows a picture alone."""
    return (label.text or label.get("title") or field.name or field.get("id"))[:60]


def _opens_something(field: Element, label: Element) -> bool:
    """Tell whether a checkbox is there for style sheets alone, to open a menu: it says nothing, and no form has it."""
    apart = field.get("type").strip().lower() == "checkbox" and not field.get("name") and not label.contains(field)
    return apart and not field.get("value") and field.closest("form", "fieldset") is None
