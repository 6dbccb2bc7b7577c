"""What is drawn, and what assistive technology meets.

Sources: HTML standard 15.3.1 "Hidden elements"; WAI-ARIA 1.2 section 7 "Accessibility Tree" (what is excluded, and
presentational children); ACT glossary "included in the accessibility tree".
"""

from collections.abc import Callable
from typing import Any, TypedDict

from a11ycheck.page.style import declared, is_styled
from a11ycheck.page.tree import Node, Tree, at_once

# HTML standard 15.3.1: these are never drawn. noscript counts, for every browser of today runs scripts.
_NEVER_DRAWN = frozenset(
    "area base basefont datalist head link meta noembed noframes noscript param rp script style template title".split()
)
# SVG 2 sections 5.1 and 5.8.
_SVG_NEVER_DRAWN = frozenset(f"svg:{name}" for name in "clipPath defs desc mask metadata pattern symbol title".split())


def _looked_through(name: str, meaning: str) -> Callable[[Node], bool]:
    """Make a question that one pass over the whole page answers for all of its elements, together with the others."""
    return at_once(name, lambda tree: _look_through(tree), meaning)


drawn = _looked_through(
    "drawn", "Tell whether the element has a box: not ``display: none``, by attribute, by style or by its kind."
)
visible = _looked_through(
    "visible",
    "Tell whether the element is drawn and not made invisible. Off-screen and clipped content counts as visible.",
)
aria_hidden = _looked_through("aria_hidden", 'Tell whether the element or one around it says ``aria-hidden="true"``.')
inert = _looked_through(
    "inert", 'Tell whether the element or one around it is inert (HTML standard 6.3 "Inert subtrees").'
)
perceivable = _looked_through(
    "perceivable", "Tell whether assistive technology may meet the element: visible, not aria-hidden, not inert."
)


class _Answers(TypedDict):
    """What is said of one element, under the names by which an element knows it."""

    drawn: bool
    visible: bool
    aria_hidden: bool
    inert: bool
    perceivable: bool
    _visibility: str


_AT_THE_TOP = _Answers(
    drawn=True, visible=True, aria_hidden=False, inert=False, perceivable=True, _visibility="visible"
)
_TELLING = frozenset({"aria-hidden", "hidden", "inert"})
_TELLING_TAGS = _NEVER_DRAWN | _SVG_NEVER_DRAWN | {"dialog", "input"}


def _look_through(tree: Tree[Any]) -> None:
    """Answer all questions of this module for every element: parents come before their children."""
    modal = next(filter(_is_modal, reversed(tree.tagged("dialog"))), None)
    found: list[_Answers] = []  # by order
    for node in tree.elements:
        around = found[node.parent.order] if node.parent is not None else _AT_THE_TOP
        # Nearly all elements say nothing else than their parent.
        tells = node.tag in _TELLING_TAGS or not _TELLING.isdisjoint(node.attrs) or is_styled(node)
        own = _answers(node, around, modal) if tells or modal is not None else around
        found.append(own)
        node.__dict__.update(own)


def _answers(node: Node, around: _Answers, modal: Node | None) -> _Answers:
    shown = around["drawn"] and not _takes_no_part(node)
    visibility = _own_visibility(node) or around["_visibility"]
    silent = around["aria_hidden"] or node.get("aria-hidden").strip().lower() == "true"
    still = around["inert"] or node.has("inert") or _is_blocked(node, modal)
    seen = shown and visibility == "visible"
    return _Answers(
        drawn=shown,
        visible=seen,
        aria_hidden=silent,
        inert=still,
        perceivable=seen and not silent and not still,
        _visibility=visibility,
    )


def _is_modal(dialog: Node) -> bool:
    """Tell whether a dialog is open above the page and blocks it; only a drawn page knows (CSS Positioned Layout 4)."""
    return declared(dialog, "overlay") == "auto" and not dialog.has("popover")


def _is_blocked(node: Node, modal: Node | None) -> bool:
    """Tell whether an open modal dialog blocks the element (HTML standard 6.3.1 "Modal dialogs and inert subtrees")."""
    return modal is not None and node is not modal and not modal.contains(node) and not node.contains(modal)


def _own_visibility(node: Node) -> str:
    own = declared(node, "visibility")
    return own if own in ("visible", "hidden", "collapse") else ""


def _takes_no_part(node: Node) -> bool:
    tag = node.tag
    if tag in _NEVER_DRAWN:
        return tag != "area"  # an area is drawn as part of its image
    if tag in _SVG_NEVER_DRAWN or (tag == "input" and node.get("type").strip().lower() == "hidden"):
        return True
    display = declared(node, "display")
    if display:
        return display == "none"
    if node.has("hidden") and ":" not in tag:
        return node.get("hidden").lower() != "until-found"
    return tag == "dialog" and not node.has("open")
