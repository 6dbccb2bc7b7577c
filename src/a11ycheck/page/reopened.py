"""Elements that the parser opened once more, being closed out of order: one in the source, two in the tree."""

from a11ycheck.page.page import Element, Page

# HTML standard 13.2.4.3 "The list of active formatting elements".
FORMATTING = ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")


def is_reopened(node: Element) -> bool:
    """Tell whether an earlier element comes from the same place in the source."""
    return node.order in node.page.once(reopened)


def reopened(page: Page) -> dict[int, Element]:
    """Return the elements opened once more, in their order. Ask by ``page.once``."""
    first: set[tuple[str, int, int]] = set()
    again: dict[int, Element] = {}
    for node in page.tagged(*FORMATTING):
        place = (node.tag, node.line, node.column)
        if node.line and place in first:
            again[node.order] = node
        first.add(place)
    return again
