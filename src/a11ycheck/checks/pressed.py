"""What a press of a button leaves behind: a state that is not true, the focus nowhere, a layer that is no dialog."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import Layer
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_ROOM = 80  # characters of a name or text that a message shows


def _called(element: Element) -> str:
    return (element.name or element.tag)[:_ROOM]


def tabs_and_toggles(page: Page) -> Iterator[Element]:
    """Tabs and what has aria-pressed, whose press showed something else."""
    return page.by_nodes(known(page.facts.messages).states)


@rule("pressed-state-stale", targets=tabs_and_toggles)
def pressed_state_stale(element: Element) -> Verdict:
    """What a tab or toggle says of its state is true after a press as well (WCAG 4.1.2, failure F79)."""
    name = _called(element)
    if known(element.page.facts.messages).states[element.number]:
        return Passed("follows", name=name)
    attribute = "aria-selected" if element.role == "tab" else "aria-pressed"
    return Failed("stays", name=name, attribute=attribute, state=element.get(attribute))


def buttons_that_go(page: Page) -> Iterator[Element]:
    """Buttons that had the focus and went away as they were pressed."""
    return page.by_nodes(known(page.facts.messages).gone)


@rule("focus-lost-with-button", targets=buttons_that_go)
def focus_lost_with_button(element: Element) -> Verdict:
    """The focus is somewhere when what had it goes away (WCAG 2.4.3)."""
    moved = known(element.page.facts.messages).gone[element.number]
    return Passed("moved", name=_called(element)) if moved else CantTell("nowhere", name=_called(element))


def _layers(page: Page) -> dict[int, Layer]:
    return {each.node: each for each in known(page.facts.messages).layers}


def layers_without_a_role(page: Page) -> Iterator[Element]:
    """What came to lie over the page when a button was pressed, has controls in it, and is no menu or the like."""
    return page.by_nodes(page.once(_layers))


@rule("layer-without-dialog-role", targets=layers_without_a_role)
def layer_without_dialog_role(element: Element) -> Verdict:
    """What lies over the page like a dialog is one to those who do not see it, too (WCAG 4.1.2, 2.4.3)."""
    layer = element.page.once(_layers)[element.number]
    text = layer.text[:_ROOM] or element.tag
    if layer.dialog:
        return Passed("dialog", text=text)
    if layer.inside:
        return CantTell("no-role", text=text)
    return Failed("behind", text=text) if layer.covers else CantTell("beside", text=text)
