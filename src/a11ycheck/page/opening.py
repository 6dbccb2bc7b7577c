"""What is hidden from assistive technology for the time being: dialogs, drawers and tips that a script opens."""

from a11ycheck.page.page import Element

_OPENED = frozenset({"dialog", "alertdialog", "tooltip", "menu", "tabpanel"})


def opens_later(node: Element) -> bool:
    """Tell whether an element with aria-hidden is made to be opened, as far as its HTML says.

    It is a dialog or the like, the focus is sent to it (a negative tabindex), or it holds controls. A style sheet then
    hides it until a script opens it and takes the attribute away. A drawn page needs no such guess.
    """
    if not node.has("aria-hidden") or node.page.facts.layout is not None:
        return False
    if node.has("tabindex") or node.role in _OPENED or node.explicit_role in _OPENED:
        return True
    return any(inner.tabbable or inner.explicit_role in _OPENED for inner in node.descendants)
