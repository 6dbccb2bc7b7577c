"""What is included in the accessibility tree (ACT glossary; WAI-ARIA 1.2 section 7).

Beyond being perceivable this takes roles into account: whatever lies in an element whose children are presentational,
such as a button, is announced as that element's name and not by itself. What takes the focus is always met.
"""

from a11ycheck.page import aria
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.focus import focusable
from a11ycheck.page.role import role
from a11ycheck.page.tree import Node, passed_down, throughout


@passed_down
def flattened(node: Node, around: bool | None) -> bool:
    """Tell whether an element around this one makes its children presentational."""
    parent = node.parent
    return parent is not None and (bool(around) or role(parent) in aria.CHILDREN_PRESENTATIONAL)


@throughout
def exposed(node: Node) -> bool:
    """Tell whether assistive technology meets the element by itself."""
    return perceivable(node) and (not flattened(node) or focusable(node))
