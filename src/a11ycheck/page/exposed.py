"""What is included in the accessibility tree (ACT glossary; WAI-ARIA 1.2 section 7).

Beyond being perceivable this takes roles into account: whatever lies in an element whose children are presentational,
such as a button, is announced as that element's name and not by itself. What takes the focus is always met.
"""

from collections.abc import Callable
from typing import Any

from a11ycheck.page import aria
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.focus import focusable
from a11ycheck.page.role import role
from a11ycheck.page.tree import Node, Tree, at_once


def _fill_in(tree: Tree[Any]) -> None:
    """Tell of each element whether one around it makes its children presentational, and so whether it is exposed."""
    perceivable(tree.root), role(tree.root)  # are then known of all elements
    for node in tree.elements:
        known, parent = node.__dict__, node.parent
        inside = parent is not None and (parent.flattened or parent.role in aria.CHILDREN_PRESENTATIONAL)
        known["flattened"] = inside
        known["exposed"] = known["perceivable"] and (not inside or focusable(node))


exposed: Callable[[Node], bool] = at_once(
    "exposed", _fill_in, "Tell whether assistive technology meets the element by itself."
)
