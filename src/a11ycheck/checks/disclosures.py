"""Buttons that open and close a part of the page, and whether they say so (WCAG 4.1.2)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_any
from a11ycheck.rules import CantTell, Passed, Verdict, rule

_SAYS_STATE = ("aria-expanded", "aria-haspopup", "aria-pressed", "aria-selected", "aria-checked")
# What Bootstrap's scripts make a button do, by the attribute that asks for it.
_OPENS = frozenset({"collapse", "dropdown"})
_SCRIPTED = ("data-bs-toggle", "data-toggle")
_SCRIPT = re.compile(r"\s*javascript:", re.IGNORECASE)
_OTHER_PATTERNS = frozenset({"dialog", "alertdialog", "tabpanel", "listbox", "menu", "tooltip", "slide"})


def buttons_that_open(page: Page) -> Iterator[Element]:
    """Buttons and what is used as one whose attributes say that they open and close a part of the page."""
    for node in with_any(page, ("aria-controls", *_SCRIPTED)):
        if node.exposed and node.role in ("button", "link") and (_asks_a_script(node) or _hides(node)):
            yield node


def _asks_a_script(node: Element) -> bool:
    return any(node.get(name).strip().lower() in _OPENS for name in _SCRIPTED)


def _hides(node: Element) -> bool:
    """Tell whether a button controls something that is not drawn now, and that is no other pattern of ARIA."""
    parts = node.referenced("aria-controls")
    kinds = {part.explicit_role or part.tag for part in parts}
    opens = node.role == "button" or node.get("href").strip().lower() in ("#", "") or _SCRIPT.match(node.get("href"))
    return bool(opens) and bool(parts) and not kinds & _OTHER_PATTERNS and not any(p.drawn for p in parts)


@rule("button-without-expanded", targets=buttons_that_open)
def button_without_expanded(node: Element) -> Verdict:
    """A button that opens and closes something says whether it is open (ARIA Authoring Practices "Disclosure")."""
    if any(node.has(name) for name in _SAYS_STATE):
        return Passed("said")
    return CantTell("unsaid", name=(node.name or node.tag)[:60])
