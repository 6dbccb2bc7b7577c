"""What takes the focus (HTML standard 6.6 "Focus"; ACT glossary "focusable", "sequential focus navigation")."""

import re

from a11ycheck.page.exposure import inert, visible
from a11ycheck.page.tree import Node, facet

_CONTROLS = frozenset({"button", "input", "select", "textarea"})
_INTEGER = re.compile(r"\s*([+-]?\d+)")


@facet
def tabindex(node: Node) -> int | None:
    """Return the tabindex as browsers read it, None where there is none or it is no number."""
    match = _INTEGER.match(node.attrs["tabindex"]) if "tabindex" in node.attrs else None
    return int(match[1]) if match else None


@facet
def disabled(node: Node) -> bool:
    """Tell whether a form control is disabled, by itself or by a fieldset (HTML standard 4.10.18.5)."""
    if node.tag not in _CONTROLS and node.tag not in ("fieldset", "option", "optgroup"):
        return False
    if node.has("disabled"):
        return True
    return any(
        fieldset.tag == "fieldset" and fieldset.has("disabled") and not _in_first_legend(node, fieldset)
        for fieldset in node.ancestors
    )


def _in_first_legend(node: Node, fieldset: Node) -> bool:
    legend = next((child for child in fieldset.elements if child.tag == "legend"), None)
    return legend is not None and legend.contains(node)


@facet
def focusable_by_nature(node: Node) -> bool:
    """Tell whether the element takes the focus without a tabindex."""
    tag = node.tag
    if tag in ("a", "area", "svg:a"):
        return node.has("href") or node.has("xlink:href")
    if tag in _CONTROLS:
        return not disabled(node) and not (tag == "input" and node.get("type").strip().lower() == "hidden")
    if tag == "summary":
        details = node.parent
        return details is not None and details.tag == "details" and details.elements[0] is node
    if tag in ("audio", "video"):
        return node.has("controls")
    return tag == "iframe" or node.get("contenteditable", "false").lower() in ("", "true", "plaintext-only")


@facet
def focusable(node: Node) -> bool:
    """Tell whether the element can take the focus, by script or by key."""
    if not visible(node) or inert(node) or disabled(node):
        return False
    return focusable_by_nature(node) or tabindex(node) is not None


@facet
def tabbable(node: Node) -> bool:
    """Tell whether the Tab key reaches the element."""
    index = tabindex(node)
    return focusable(node) and (index is None or index >= 0)
