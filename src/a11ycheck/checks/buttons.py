"""Buttons and what works like one: the name by which they are announced (WCAG 4.1.2)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.templating import filled_later
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_CONTENT = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "button",
    "input",
    "form",
)  # what a dialog holds that is no empty box


def _named(element: Element) -> Verdict:
    return Passed("named", name=element.name) if element.name else Failed("no-name")


def buttons(page: Page) -> Iterator[Element]:
    """Buttons that assistive technology meets, without image buttons, which have a rule of their own."""
    for button in page.with_role("button"):
        if not (button.tag == "input" and button.get("type").strip().lower() == "image"):
            yield button


@rule("button-without-name", targets=buttons)
def button_without_name(button: Element) -> Verdict:
    """A button says what it does (ACT 97a4e1)."""
    if button.name:
        return _named(button)
    attribute = filled_later(button)
    if attribute:
        return CantTell("filled-later", attribute=attribute)
    return Failed("picture-only") if button.inside("img", "svg:svg") else _named(button)


def menu_items(page: Page) -> Iterator[Element]:
    """Items of ARIA menus."""
    return page.with_role("menuitem")


@rule("menuitem-without-name", targets=menu_items)
def menuitem_without_name(item: Element) -> Verdict:
    """An item of a menu says what it does (ACT m6b1q3)."""
    return _named(item)


def summaries(page: Page) -> Iterator[Element]:
    """Summary elements that open and close their details, unless a role makes them something else."""
    return page.with_role("summary")


@rule("summary-without-name", targets=summaries)
def summary_without_name(summary: Element) -> Verdict:
    """The summary of a part that opens says what is in it (ACT 2t702h)."""
    return _named(summary)


def dialogs(page: Page) -> Iterator[Element]:
    """Dialogs, those that wait closed and hold something included."""
    yield from page.with_role("dialog", "alertdialog")
    closed = (node for node in with_attribute(page, "role") if node.explicit_role in ("dialog", "alertdialog"))
    for node in (*closed, *page.tagged("dialog")):
        if (
            not node.exposed
            and bool(node.inside(*_CONTENT))
            and not any(above.tag == "template" for above in node.ancestors)
        ):
            yield node


@rule("dialog-without-name", targets=dialogs)
def dialog_without_name(dialog: Element) -> Verdict:
    """A dialog says what it is about as it opens (technique ARIA17; WAI-ARIA 1.2 "dialog": name required)."""
    if dialog.exposed or dialog.name:
        return _named(dialog)
    return CantTell("closed", id=dialog.get("id") or dialog.get("class") or dialog.tag)


def buttons_with_a_name(page: Page) -> Iterator[Element]:
    """Buttons that have a name."""
    return (button for button in buttons(page) if button.name)


def disclosures(page: Page) -> Iterator[Element]:
    """Details elements that assistive technology meets."""
    return page.exposed("details")


@rule("summary-missing", targets=disclosures)
def summary_missing(details: Element) -> Verdict:
    """What opens and closes says what it holds; without a summary browsers write their own word (HTML 15.5.5)."""
    return Passed("present") if any(child.tag == "summary" for child in details.elements) else Failed("missing")


def tabs_and_tree_items(page: Page) -> Iterator[Element]:
    """Tabs and items of trees."""
    return page.with_role("tab", "treeitem")


@rule("tab-without-name", targets=tabs_and_tree_items)
def tab_without_name(item: Element) -> Verdict:
    """A tab or an item of a tree has a name (WAI-ARIA 1.2 "tab" and "treeitem")."""
    return Passed("named", name=item.name) if item.name else Failed("no-name", role=item.role)


def gauges(page: Page) -> Iterator[Element]:
    """Bars that show progress or a measure."""
    return page.with_role("progressbar", "meter")


@rule("progress-without-name", targets=gauges)
def progress_without_name(gauge: Element) -> Verdict:
    """A bar says what it measures (WAI-ARIA 1.2 "progressbar" and "meter": name required)."""
    return _named(gauge)


@rule("button-name-symbol-only", targets=buttons_with_a_name)
def button_name_symbol_only(button: Element) -> Verdict:
    """The name of a button is a word rather than a sign."""
    if any(sign.isalnum() for sign in button.name) and button.name.lower() != "x":
        return Passed("words", name=button.name)
    return Failed("sign", name=button.name)


# What JavaScript writes where a value is missing.
_UNFILLED = frozenset({"undefined", "null", "nan", "[object object]"})
_NAMED_BY_SCRIPT = ("aria-label", "title", "alt", "value", "placeholder")
_CONTROLS = ("button", "link", "tab", "menuitem", "checkbox", "radio", "switch", "textbox", "searchbox", "combobox")


def controls_named_by_attributes(page: Page) -> Iterator[Element]:
    """Links, buttons and fields whose name stands in an attribute."""
    return (node for node in page.with_role(*_CONTROLS) if node.name and node.naming.source in _NAMED_BY_SCRIPT)


@rule("control-name-unfilled", targets=controls_named_by_attributes)
def control_name_unfilled(control: Element) -> Verdict:
    """A script fills in the name that it gives to a control."""
    found = control.name.lower() in _UNFILLED
    return Failed("unfilled", name=control.name) if found else Passed("filled", name=control.name)
