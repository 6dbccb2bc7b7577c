"""What single keys, the device's motion and time alone do to a page (WCAG 2.1.4, 2.2.2, 2.5.4)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.handlers import has_a_control_beside
from a11ycheck.page import Element, Page, Unknown, known
from a11ycheck.page.facts import Changing, Motion, Trials
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_CLOCK = re.compile(r"\d{1,2}\s*[:.]\s*\d{2}")  # a time of day, or the time that is left
_ROOM = 60  # characters of a text that a message shows


def _trials(page: Page) -> Trials:
    return known(page.facts.trials)


def _has_settings(page: Page) -> bool:
    """Tell whether a link or button leads to settings, where there may be more controls."""
    words = any_language("settings_words")
    return any(word in node.name.lower() for node in page.with_role("link", "button") for word in words)


def pages_with_shortcuts(page: Page) -> Iterator[Element]:
    """The body of a page where a single key does something wherever the focus is (ACT ffbc54).

    Where the focus is held in a trap, what the page does to keep it is taken for what keys do: such a page is left out.
    """
    walk = page.facts.tab_walk
    if walk is not None and walk.strayed:
        return
    if _trials(page).shortcuts and page.body is not None:
        yield page.body


@rule("shortcut-of-one-key", targets=pages_with_shortcuts)
def shortcut_of_one_key(body: Element) -> Verdict:
    """A shortcut of one letter or sign can be turned off or changed (ACT ffbc54)."""
    found = _trials(body.page)
    active = [shortcut.key for shortcut in found.shortcuts if not shortcut.blocked]
    if not active:
        return Passed("turned-off", keys=" ".join(shortcut.key for shortcut in found.shortcuts))
    keys = " ".join(active)
    return CantTell("settings", keys=keys) if _has_settings(body.page) or not found.whole else Failed("on", keys=keys)


def pages_that_feel_motion(page: Page) -> Iterator[Element]:
    """The body of a page that listens to the device being turned or shaken (ACT 7677a9, c249d5)."""
    if _trials(page).motion is not None and page.body is not None:
        yield page.body


def _motion(body: Element) -> Motion:
    return _trials(body.page).motion or Motion(changes=False, controlled=False, blocked=False)


@rule("motion-without-controls", targets=pages_that_feel_motion)
def motion_without_controls(body: Element) -> Verdict:
    """What motion does, a control of the page does too (ACT 7677a9)."""
    motion = _motion(body)
    if not motion.changes or motion.controlled:
        return Passed("controls" if motion.changes else "nothing")
    return CantTell("settings") if _has_settings(body.page) or not _trials(body.page).whole else Failed("motion-alone")


@rule("motion-always-on", targets=pages_that_feel_motion)
def motion_always_on(body: Element) -> Verdict:
    """That motion does anything can be turned off (ACT c249d5)."""
    motion = _motion(body)
    if not motion.changes or motion.blocked:
        return Passed("turned-off" if motion.changes else "nothing")
    return CantTell("settings") if _has_settings(body.page) or not _trials(body.page).whole else Failed("always-on")


def _changing(page: Page) -> dict[int, Changing]:
    return {one.node: one for one in _trials(page).changing}


def texts_that_change(page: Page) -> Iterator[Element]:
    """Elements whose text changes again and again by itself, beside other text (ACT efbfc7)."""
    return page.by_nodes(page.once(_changing))


@rule("text-changes-by-itself", targets=texts_that_change)
def text_changes_by_itself(element: Element) -> Verdict:
    """A text that changes by itself can be stopped, hidden or slowed (ACT efbfc7)."""
    change = element.page.once(_changing)[element.number]
    text = " ".join(change.text.split())[:_ROOM]
    if change.stopped:
        return Passed("stopped", text=text)
    if _CLOCK.search(change.text) or element.role in ("timer", "progressbar", "meter", "status", "log"):
        return CantTell("clock", text=text)
    if not _trials(element.page).whole:
        raise Unknown
    return Failed("goes-on", text=text)


def clicked_without_keyboard(page: Page) -> Iterator[Element]:
    """What listens to clicks, looks as if it did, and neither takes the focus nor holds anything that does.

    Those with a handler of their own in the page's source have a rule of their own.
    """
    clicked = page.by_nodes(_trials(page).clicked)
    return (element for element in clicked if not element.aria_hidden and not element.has("onclick"))


@rule("click-out-of-keyboard-reach", targets=clicked_without_keyboard)
def click_out_of_keyboard_reach(element: Element) -> Verdict:
    """What a click does, the keyboard does too (WCAG 2.1.1, failures F54 and F59)."""
    name = (element.name or element.text or element.tag)[:_ROOM]
    if not _trials(element.page).clicked[element.number]:
        return Passed("idle", name=name)
    twin = any(node.name and node.name == element.text for node in element.page.with_role("button", "link"))
    if twin:
        return Passed("twin", name=name)
    return CantTell("beside", name=name) if has_a_control_beside(element) else Failed("acts", name=name)


def fields_of_choice(page: Page) -> Iterator[Element]:
    """Fields that were filled in, less those whose own attribute says what then happens."""
    return (element for element in page.by_nodes(_trials(page).chosen) if not element.has("onchange"))


@rule("choice-leaves-page", targets=fields_of_choice)
def choice_leaves_page(field: Element) -> Verdict:
    """A choice does not leave the page by itself (WCAG 3.2.2, failures F36 and F37): people may have been told."""
    name = (field.name or field.tag)[:_ROOM]
    if _trials(field.page).chosen[field.number]:
        return CantTell("leaves", name=name)
    return CantTell("focus", name=name) if _trials(field.page).moved.get(field.number) else Passed("stays")
