"""What is hidden from assistive technology for the time being: dialogs, drawers and tips that a script opens."""

from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.page import Element, Page

_OPENED = frozenset({"dialog", "alertdialog", "tooltip", "menu", "tabpanel"})


def opens_later(node: Element) -> bool:
    """Tell whether an element with aria-hidden is made to be opened, as far as its HTML says.

    It is a dialog or the like, the focus is sent to it (a negative tabindex), it holds controls, or a control opens it
    that says it is closed. A style sheet then hides it until a script opens it and takes the attribute away. A drawn
    page needs no such guess.
    """
    if not node.has("aria-hidden") or node.page.facts.layout is not None:
        return False
    if node.has("tabindex") or node.role in _OPENED or node.explicit_role in _OPENED:
        return True
    if node.get("id") in node.page.once(_closed):
        return True
    return any(inner.tabbable or inner.explicit_role in _OPENED for inner in node.descendants)


def _closed(page: Page) -> frozenset[str]:
    """Return the ids that controls which say that they are closed are the controls of."""
    closed = (node for node in with_attribute(page, "aria-expanded") if node.get("aria-expanded") == "false")
    return frozenset(token for node in closed for token in node.tokens("aria-controls"))


def opened_by_control(node: Element) -> bool:
    """Tell whether a menu holds the node that is closed, or that a checkbox before it opens, as far as HTML says."""
    if node.page.facts.layout is not None:
        return False
    page = node.page
    closed, toggles = page.once(_closed), page.once(_toggles)
    if not closed and not toggles:
        return False
    return any(around.get("id") in closed or _follows_toggle(around, toggles) for around in node.ancestors)


def _toggles(page: Page) -> dict[int, int]:
    """Return the order of the first checkbox among the children of an element, by the order of that element."""
    found: dict[int, int] = {}
    for node in page.tagged("input"):
        if _is_checkbox(node) and node.parent is not None:
            found.setdefault(node.parent.order, node.order)
    return found


def _follows_toggle(node: Element, toggles: dict[int, int]) -> bool:
    return node.parent is not None and toggles.get(node.parent.order, node.order) < node.order


def _is_checkbox(node: Element) -> bool:
    return node.get("type").strip().lower() == "checkbox"
