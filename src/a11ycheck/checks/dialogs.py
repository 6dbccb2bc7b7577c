"""Dialogs as the keyboard meets them (WCAG 2.1.1, 2.4.3; ARIA Authoring Practices "Dialog (Modal)")."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import Dialog
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule


def _dialogs(page: Page) -> dict[int, Dialog]:
    return {dialog.opener: dialog for dialog in known(page.facts.dialogs)}


def _dialog(opener: Element) -> Dialog:
    return opener.page.once(_dialogs)[opener.number]


def _name(opener: Element) -> str:
    return (opener.name or opener.text or opener.tag)[:60]


def openers_of_dialogs(page: Page) -> Iterator[Element]:
    """What opened a dialog."""
    return page.by_nodes(page.once(_dialogs))


def openers_of_modal_dialogs(page: Page) -> Iterator[Element]:
    """What opened a dialog into which the focus went, and behind which nothing can be used."""
    return (node for node in openers_of_dialogs(page) if _dialog(node).modal and _dialog(node).inside)


def openers_of_dialogs_that_close(page: Page) -> Iterator[Element]:
    """What opened a dialog that the keyboard closed again."""
    return (node for node in openers_of_dialogs(page) if _dialog(node).closes and _dialog(node).inside)


@rule("dialog-out-of-keyboard-reach", targets=openers_of_dialogs)
def dialog_out_of_keyboard_reach(opener: Element) -> Verdict:
    """What a click opens, Enter or the space bar opens too (WCAG 2.1.1, failure F54)."""
    name = _name(opener)
    return Passed("opens", name=name) if _dialog(opener).by_keyboard else Failed("click-alone", name=name)


@rule("dialog-without-focus", targets=openers_of_dialogs)
def dialog_without_focus(opener: Element) -> Verdict:
    """A dialog that opens gets the focus (WCAG 2.4.3, failure F85)."""
    dialog, name = _dialog(opener), _name(opener)
    if dialog.inside:
        return Passed("inside", name=name)
    return Failed("behind", name=name) if dialog.modal else CantTell("beside", name=name)


@rule("dialog-lets-focus-out", targets=openers_of_modal_dialogs)
def dialog_lets_focus_out(opener: Element) -> Verdict:
    """The Tab key stays in a dialog as long as nothing behind it can be used (WCAG 2.4.3)."""
    name = _name(opener)
    return Failed("behind", name=name) if _dialog(opener).leaks else Passed("kept", name=name)


@rule("dialog-loses-focus", targets=openers_of_dialogs_that_close)
def dialog_loses_focus(opener: Element) -> Verdict:
    """When a dialog closes, the focus goes back to where it came from, or on (WCAG 2.4.3, failure F85)."""
    name = _name(opener)
    return Failed("lost", name=name) if _dialog(opener).lost else Passed("returned", name=name)


@rule("dialog-hard-to-close", targets=openers_of_dialogs)
def dialog_hard_to_close(opener: Element) -> Verdict:
    """Escape or a button that says so closes a dialog (WCAG 2.1.2)."""
    dialog, name = _dialog(opener), _name(opener)
    if dialog.closes:
        return Passed("escape" if dialog.escapes else "button", name=name)
    return CantTell("how", name=name)
