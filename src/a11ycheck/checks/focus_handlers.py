"""Inline handlers that take the focus away, keep it or leave the page with it (WCAG 2.1.1, 2.1.2, 2.4.7, 3.2.1)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.handlers import LEAVES
from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.exposure import perceivable
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_BLURS = re.compile(r"\bblur\s*\(")
# A handler that is nothing else: nothing in it decides whether the focus goes.
_ONLY_BLURS = re.compile(r"\s*(?:return\s+)?(?:if\s*\(\s*this\.blur\s*\)\s*)?this\.blur\(\)\s*;?\s*")
_FOCUSES = re.compile(r"\bfocus\s*\(")
_ROOM = 60  # characters of a name that a message shows


def _with_handler(page: Page, event: str) -> Iterator[Element]:
    return (node for node in with_attribute(page, event) if perceivable(node) and node.tabbable)


def _called(node: Element) -> str:
    return (node.name or node.tag)[:_ROOM]


def reacting_to_the_focus(page: Page) -> Iterator[Element]:
    """What the Tab key reaches and an inline handler reacts to."""
    return _with_handler(page, "onfocus")


@rule("focus-thrown-away", targets=reacting_to_the_focus)
def focus_thrown_away(node: Element) -> Verdict:
    """What takes the focus keeps it (WCAG 2.1.1 and 2.4.7, failure F55)."""
    handler = node.get("onfocus")
    if _ONLY_BLURS.fullmatch(handler):
        return Failed("blurs", name=_called(node))
    return CantTell("may-blur", name=_called(node)) if _BLURS.search(handler) else Passed("keeps")


def reacting_to_the_focus_untried(page: Page) -> Iterator[Element]:
    """What an inline handler reacts to as it takes the focus, unless a browser walked through the whole page."""
    walk = page.facts.tab_walk
    return iter(()) if walk is not None and walk.whole else reacting_to_the_focus(page)


@rule("focus-handler-leaves", targets=reacting_to_the_focus_untried)
def focus_handler_leaves(node: Element) -> Verdict:
    """Focus alone opens no other page and no window (WCAG 3.2.1, failure F55)."""
    return CantTell("leaves", name=_called(node)) if LEAVES.search(node.get("onfocus")) else Passed("stays")


def reacting_to_its_loss(page: Page) -> Iterator[Element]:
    """What an inline handler reacts to as it loses the focus, unless a browser tried how to get away from it."""
    return iter(()) if page.facts.focus_traps is not None else _with_handler(page, "onblur")


@rule("focus-called-back", targets=reacting_to_its_loss)
def focus_called_back(node: Element) -> Verdict:
    """The keyboard may leave what it came to (WCAG 2.1.2, failure F10)."""
    return CantTell("back", name=_called(node)) if _FOCUSES.search(node.get("onblur")) else Passed("free")
