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
    closed = node.page.once(_closed)
    return any(around.get("id") in closed or _follows_toggle(around) for around in node.ancestors)


def _follows_toggle(node: Element) -> bool:
    beside = node.parent.elements if node.parent is not None else ()
    return any(_is_checkbox(each) and each.order < node.order for each in beside)


def _is_checkbox(node: Element) -> bool:
    return node.tag == "input" and node.get("type").strip().lower() == "checkbox"
