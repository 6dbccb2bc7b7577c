"""The text that people see in an element (ACT glossary "visible inner text", "visible text content")."""

from a11ycheck.page.layout import Generated
from a11ycheck.page.page import Element
from a11ycheck.page.painted import painted_runs

_BLOCKS = ("block", "flex", "grid", "table", "list-item", "flow-root", "table-caption")
_CELLS = ("table-cell", "table-row")


def has_visible_text(element: Element) -> bool:
    """Tell whether some text in the element is painted, and not clipped away."""
    return any(painted_runs(node) for node in (element, *element.descendants))


def visible_inner_text(element: Element, *, leave_out: frozenset[int] = frozenset()) -> str:
    """Return the text of an element as it is seen, without what is hidden, and apart where blocks stand apart.

    ``leave_out`` are the orders of elements whose own text is none, such as letters of an icon font.

    Raises:
        Unknown: where the page was not drawn.
    """
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        display = node.computed("display") if node.layout is not None else ""
        if node.layout is None and node.drawn is False:
            continue
        if node.tag == "br":
            parts.append("\n")
        elif node.layout is not None and not has_visible_text(node):
            parts.append(" " if node.layout.box.width > 0 else "")
        else:
            apart = "\n" if display in _BLOCKS else " " if display in _CELLS else ""
            stack.append(apart)
            stack.extend(reversed(_shown_children(node, leave_out)))
            stack.append(apart)
    return "".join(parts)


def _shown_children(node: Element, leave_out: frozenset[int]) -> list[Element | str]:
    seen = bool(painted_runs(node)) and node.order not in leave_out
    return [
        child if not isinstance(child, str) or seen else " " if child.isspace() else ""
        for child in node.children
        if not isinstance(child, Generated)
    ]
