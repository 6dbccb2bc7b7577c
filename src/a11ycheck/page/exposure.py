"""What is drawn, and what assistive technology meets.

Sources: HTML standard 15.3.1 "Hidden elements"; WAI-ARIA 1.2 section 7 "Accessibility Tree" (what is excluded, and
presentational children); ACT glossary "included in the accessibility tree".
"""

from a11ycheck.page.style import declared
from a11ycheck.page.tree import Node, facet, inherited

# HTML standard 15.3.1: these are never drawn. noscript counts, for every browser of today runs scripts.
_NEVER_DRAWN = frozenset(
    "area base basefont datalist head link meta noembed noframes noscript param rp script style template title".split()
)
_SVG_NEVER_DRAWN = frozenset(
    f"svg:{name}" for name in "clipPath defs desc mask metadata pattern symbol title".split()  # SVG 2 sections 5.1 and 5.8
)


@inherited
def drawn(node: Node) -> bool:
    """Tell whether the element has a box at all: not ``display: none``, by attribute, by style or by its kind."""
    if node.parent is not None and not drawn(node.parent):
        return False
    return not _takes_no_part(node)


def _takes_no_part(node: Node) -> bool:
    if node.tag in _NEVER_DRAWN:
        return node.tag != "area"  # an area is drawn as part of its image
    if node.tag in _SVG_NEVER_DRAWN or (node.tag == "input" and node.get("type").strip().lower() == "hidden"):
        return True
    display = declared(node, "display")
    if display:
        return display == "none"
    if node.has("hidden") and ":" not in node.tag:
        return node.get("hidden").lower() != "until-found"
    return node.tag == "dialog" and not node.has("open")


@inherited
def visibility(node: Node) -> str:
    """Return the inherited value of ``visibility``: "visible", "hidden" or "collapse"."""
    own = declared(node, "visibility")
    if own in ("visible", "hidden", "collapse"):
        return own
    return visibility(node.parent) if node.parent is not None else "visible"


@facet
def visible(node: Node) -> bool:
    """Tell whether the element is drawn and not made invisible. Off-screen and clipped content counts as visible."""
    return drawn(node) and visibility(node) == "visible"


@inherited
def aria_hidden(node: Node) -> bool:
    """Tell whether the element or one around it says ``aria-hidden="true"``."""
    if node.parent is not None and aria_hidden(node.parent):
        return True
    return node.get("aria-hidden").strip().lower() == "true"


@inherited
def inert(node: Node) -> bool:
    """Tell whether the element or one around it is inert (HTML standard 6.3 "Inert subtrees")."""
    if node.parent is not None and inert(node.parent):
        return True
    return node.has("inert")


@facet
def perceivable(node: Node) -> bool:
    """Tell whether assistive technology may meet the element: visible, not aria-hidden, not inert."""
    return visible(node) and not aria_hidden(node) and not inert(node)
