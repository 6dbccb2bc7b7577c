"""Controls that a role makes and that nothing lets take the focus (WCAG 2.1.1; WAI-ARIA 1.2, section 2.5)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.handlers import is_as_scripts_left_it
from a11ycheck.page import Element, Page, aria
from a11ycheck.page.exposure import perceivable
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

# Controls that have a stop of their own in the order of the Tab key.
_SINGLE = ("button", "link", "checkbox", "switch", "textbox", "searchbox", "slider", "spinbutton")
# Controls with one stop for all their parts, on themselves or on a part.
_COMPOSITE = ("tablist", "radiogroup", "listbox", "tree", "menubar")
_PARTS = frozenset({"tab", "radio", "option", "treeitem", "menuitem", "menuitemcheckbox", "menuitemradio"})
_OPENS = ("aria-controls", "aria-owns", "aria-activedescendant")
_SETS_TABINDEX = re.compile(r"tabindex", re.IGNORECASE)


def controls_by_role(page: Page) -> Iterator[Element]:
    """Controls that only a role makes, apart from disabled ones and those that click handlers are judged by."""
    tried = page.facts.trials.clicked if page.facts.trials is not None else {}
    for node in page.with_role(*_SINGLE, *_COMPOSITE):
        if not node.explicit_role or node.has("onclick") or node.number in tried or not perceivable(node):
            continue
        if node.get("aria-disabled").strip().lower() != "true" and not (_is_part_of_another(node) or _is_off(node)):
            yield node


def _is_off(node: Element) -> bool:
    """Tell whether all parts of the control are disabled, so that nothing of it is to take the focus for now."""
    parts = [part for part in node.descendants if part.role in _PARTS]
    return bool(parts) and all(part.has("disabled") or part.get("aria-disabled").lower() == "true" for part in parts)


def _is_part_of_another(node: Element) -> bool:
    """Tell whether the focus stays on another control: around this one, or the field that opens this list."""
    if any(above.focusable and "widget" in aria.kinds(above.role) for above in node.ancestors):
        return True
    return node.order in node.page.once(_lists_of_fields)


def _lists_of_fields(page: Page) -> set[int]:
    """Orders of the elements that fields for writing point to as what they open."""
    fields = page.with_role("combobox", "searchbox", "textbox")
    return {part.order for field in fields for name in _OPENS for part in field.referenced(name)}


@rule("control-takes-no-focus", targets=controls_by_role)
def control_takes_no_focus(node: Element) -> Verdict:
    """What is announced as a control takes the keyboard's focus, itself or by a part of it."""
    inner = [part for part in node.descendants if part.focusable]
    if node.focusable or inner:
        return Passed("focusable", role=node.role)
    if node.role in _COMPOSITE and not any(part.role in _PARTS for part in node.descendants):
        return Passed("empty", role=node.role)
    certain = is_as_scripts_left_it(node.page) and not node.page.once(_scripts_set_tabindex)
    name = (node.name or node.text or f"<{node.tag}>")[:60]
    return Failed("never", role=node.role, name=name) if certain else CantTell("script", role=node.role, name=name)


def _scripts_set_tabindex(page: Page) -> bool:
    if page.facts.layout is not None:
        return False
    return any(_SETS_TABINDEX.search(str(child)) for node in page.tagged("script") for child in node.children)
