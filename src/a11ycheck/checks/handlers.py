"""Inline event handlers that leave out whoever uses no mouse, or surprise everybody (WCAG 2.1.1, 3.2.2)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page, aria, known
from a11ycheck.page.attributes import with_any, with_attribute
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.facts import PressTrial
from a11ycheck.page.painted import is_painted
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

# Scripts that leave the page: what an address is set to, a window opened, a form sent.
LEAVES = re.compile(r"\blocation\b|\bwindow\.open\b|\.submit\(|__doPostBack|\.href\s*=")
_HARMLESS = re.compile(r"[\s;]*(?:(?:return\s+(?:true|false)|\w*\.?(?:stopPropagation|preventDefault)\(\))[\s;]*)*")
_ADDRESS = re.compile(r"""['"]([^'"\s]*[/#.?][^'"\s]*)['"]""")
_NOT_CONTROLS = frozenset({"html", "body", "form", "label", "option", "input", "button", "select", "textarea"})
_FEW = 4  # elements that may be one thing: a heading, its button, what it unfolds
_ROOM = 60  # characters of a name that a message shows
_ICONS = ("i", "span", "em", "b")  # elements of a line, which an empty one is for the sake of its looks
_ICON = 64.0  # CSS pixels
# Controls that take the focus themselves; others may be chosen by arrow keys from an element around them.
_SIMPLE_CONTROLS = frozenset({"button", "link", "checkbox", "switch"})
_TOGGLES = ("data-toggle", "data-bs-toggle")
_OPENED_BY_CLICK = frozenset({"collapse", "modal", "tab", "pill", "dropdown", "offcanvas"})
_KEY_EVENTS = ("onkeydown", "onkeyup", "onkeypress")


def clickable(page: Page) -> Iterator[Element]:
    """What reacts to a click by an inline handler or by Bootstrap, can be seen, and does not take the focus itself."""
    for node in with_any(page, ("onclick", "ondblclick", *_TOGGLES)):
        if node.tag not in _NOT_CONTROLS and perceivable(node) and not node.focusable:
            if not _toggles(node) and (_HARMLESS.fullmatch(_handler(node)) or not _shows_something(node)):
                continue
            if not any(_is_operated(above) for above in node.ancestors):
                yield node


def _toggles(node: Element) -> bool:
    """Tell whether Bootstrap makes a click on the element open or close something."""
    return any(node.get(name).strip().lower() in _OPENED_BY_CLICK for name in _TOGGLES) and bool(node.text)


def _handler(node: Element) -> str:
    return node.get("onclick") or node.get("ondblclick")


def _is_operated(node: Element) -> bool:
    """Tell whether the keyboard operates the element; a container that a script moves the focus to is not meant."""
    by_arrow_keys = node.focusable and "widget" in aria.kinds(node.role)
    return node.tabbable or by_arrow_keys or node.tag in ("label", "summary")


def _shows_something(node: Element) -> bool:
    return bool(node.text) or bool(node.inside("img", "svg:svg")) or node.tag == "img" or _is_an_icon(node)


def _is_an_icon(node: Element) -> bool:
    """Tell whether a style sheet draws what an empty element is; what lies behind a dialog is larger."""
    if node.tag in _ICONS or node.get("title").strip() or node.get("aria-label").strip():
        return True
    box = node.layout.box if node.page.facts.layout is not None and node.layout is not None else None
    return (
        box is not None and min(box.width, box.height) > 0 and max(box.width, box.height) <= _ICON and is_painted(node)
    )


@rule("click-without-keyboard", targets=clickable)
def click_without_keyboard(node: Element) -> Verdict:
    """What a click does, the keyboard does too (WCAG 2.1.1, failures F42 and F59)."""
    if any(inner.tabbable for inner in node.descendants):
        return Passed("control-inside")
    handler = _handler(node)
    if node.explicit_role in _SIMPLE_CONTROLS and is_as_scripts_left_it(node.page):
        return Failed("control", tag=node.tag, role=node.role)
    by_keys = any(node.has(event) for event in _KEY_EVENTS)
    if not LEAVES.search(handler) or by_keys:
        seen = not by_keys and _acts(node) and not _has_a_twin(node)
        return Failed("acts", tag=node.tag) if seen else CantTell("unknown", tag=node.tag)
    aims = set(_ADDRESS.findall(handler))
    if aims & node.page.once(_addresses):
        return Passed("link-elsewhere")
    return Failed("leaves", tag=node.tag)


def _acts(node: Element) -> bool:
    """Tell whether a click was seen to change the page."""
    trials = node.page.facts.trials
    return trials is not None and trials.clicked.get(node.number, False)


def _has_a_twin(node: Element) -> bool:
    named = any(other.name and other.name == node.text for other in node.page.with_role("button", "link"))
    return named or has_a_control_beside(node)


def has_a_control_beside(node: Element) -> bool:
    """Tell whether one of a few elements beside it takes the focus, and may do the same."""
    beside = node.parent.elements if node.parent is not None else []
    return len(beside) <= _FEW and any(
        each.tabbable and each.role in ("button", "link") for each in beside if each is not node
    )


def is_as_scripts_left_it(page: Page) -> bool:
    """Tell whether no script is still to come that may let an element take the focus."""
    return page.facts.layout is not None or not any(node.has("src") for node in page.tagged("script"))


def _addresses(page: Page) -> set[str]:
    return {node.get("href").strip() for node in page.tagged("a") if node.tabbable and node.has("href")}


def is_tried(node: Element) -> bool:
    """Tell whether a key, or else a click, was seen to do something on an element."""
    operated = node.page.facts.operated
    trial = operated.keys.get(node.number) if operated is not None else None
    return trial is not None and (trial.answers or trial.clicks)


def tried_by_keys(page: Page) -> Iterator[Element]:
    """What scripts made into controls within the Tab key's reach, and what a key or a click was seen to act on.

    What opens a dialog is judged with it.
    """
    opened = {dialog.opener for dialog in page.facts.dialogs or ()}
    controls = page.by_nodes(known(page.facts.operated).keys)
    return (node for node in controls if is_tried(node) and node.number not in opened)


@rule("keys-do-nothing", targets=tried_by_keys)
def keys_do_nothing(node: Element) -> Verdict:
    """What a click does on a control that takes the focus, a key does too (WCAG 2.1.1, failure F42)."""
    name = (node.name or node.text or node.tag)[:_ROOM]
    if known(node.page.facts.operated).keys[node.number].answers:
        return Passed("answers", name=name)
    twin = any(other is not node and other.name == name for other in node.page.with_role("button", "link"))
    return CantTell("twin", name=name) if twin else Failed("click-alone", name=name)


def made_into_buttons(page: Page) -> Iterator[Element]:
    """What a role and an inline click handler make a button or a link, and the Tab key reaches."""
    for node in page.with_role("button", "link"):
        by_role = node.explicit_role and node.tag not in ("button", "input", "summary")
        acts = node.has("onclick") and node.tabbable and not is_tried(node)
        if by_role and acts and (node.role == "button" or not node.has("href")):
            yield node


@rule("button-role-without-key", targets=made_into_buttons)
def button_role_without_key(node: Element) -> Verdict:
    """What is announced as a button or link works by its keys (WCAG 2.1.1; ARIA Authoring Practices "Button")."""
    if any(above.has(event) for above in node.lineage for event in _KEY_EVENTS):
        return Passed("key-handler")
    return CantTell("space" if node.has("href") else "no-key-handler", role=node.role)


def select_fields_with_a_handler(page: Page) -> Iterator[Element]:
    """Fields of choice that do something as soon as another option is chosen."""
    for node in page.exposed("select", "input"):
        if node.get("onchange").strip() and (node.tag == "select" or node.get("type").strip().lower() in _CHOICES):
            yield node


@rule("select-leaves-page", targets=select_fields_with_a_handler)
def select_leaves_page(field: Element) -> Verdict:
    """Choosing an option does not leave the page by itself (WCAG 3.2.2, failure F37)."""
    return CantTell("leaves") if LEAVES.search(field.get("onchange")) else Passed("stays")


_CHOICES = ("radio", "checkbox")
_PRESS = ("onmousedown", "ontouchstart", "onpointerdown")
_HOVER = ("onmouseover", "onmouseenter")


def reacting_to_the_press(page: Page) -> Iterator[Element]:
    """What does something as soon as the pointer is pressed, by its own word or seen to."""
    seen = {number: trial for number, trial in _presses(page).items() if trial.changes}
    yield from page.by_nodes(seen)
    for event in _PRESS:
        for node in with_attribute(page, event):
            if perceivable(node) and not _HARMLESS.fullmatch(node.get(event)) and node.number not in seen:
                yield node


def _presses(page: Page) -> dict[int, PressTrial]:
    return page.facts.operated.presses if page.facts.operated is not None else {}


@rule("acts-on-press", targets=reacting_to_the_press)
def acts_on_press(node: Element) -> Verdict:
    """What a press begins, its release completes, so that one may slide away (WCAG 2.5.2)."""
    trial = _presses(node.page).get(node.number)
    if trial is not None and trial.changes:
        if trial.leaves:
            return Failed("gone", tag=node.tag)
        return Passed("undone") if trial.undone else CantTell("changes", tag=node.tag)
    handlers = " ".join(node.get(event) for event in _PRESS)
    if LEAVES.search(handlers):
        return CantTell("leaves", tag=node.tag)
    released = any(node.has(event) for event in ("onmouseup", "ontouchend", "onpointerup", "onclick"))
    return Passed("released") if released else CantTell("unknown", tag=node.tag)


def reacting_to_the_pointer(page: Page) -> Iterator[Element]:
    """What shows or does something while the pointer rests on it, less mere changes of looks and what was tried."""
    tried = {one.trigger for one in page.facts.hover or ()}
    for event in _HOVER:
        for node in with_attribute(page, event):
            looks = re.search(r"\.(?:style|className|classList|src)\b|window\.status", node.get(event))
            if node.number in tried or _HARMLESS.fullmatch(node.get(event)):
                continue
            if perceivable(node) and not looks:
                yield node


@rule("hover-without-focus", targets=reacting_to_the_pointer)
def hover_without_focus(node: Element) -> Verdict:
    """What the pointer brings up, the focus brings up too (WCAG 2.1.1, technique SCR2)."""
    return Passed("focus") if any(each.has("onfocus") for each in node.lineage) else CantTell("pointer", tag=node.tag)


def things_to_drag(page: Page) -> Iterator[tuple[Element, ...]]:
    """All that can be dragged on a page, as one group."""
    found = [node for node in with_attribute(page, "draggable") if node.get("draggable").lower() == "true"]
    found = [node for node in found if perceivable(node) and node.tag not in ("img", "a")]
    if found:
        yield tuple(found)


@rule("dragging-alone", targets=things_to_drag)
def dragging_alone(group: tuple[Element, ...]) -> Verdict:
    """What is done by dragging can be done by clicks (WCAG 2.5.7)."""
    without = [node for node in group if not any(inner.tabbable for inner in (node, *node.descendants))]
    return CantTell("dragged", at=without[0], count=len(without)) if without else Passed("control-inside")
