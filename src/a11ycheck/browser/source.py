"""Where a drawn page's elements stand in its source, as far as scripts left them recognisable."""

from a11ycheck.page import Element, Page
from a11ycheck.page.page import Comment

# What a script seldom changes; classes and styles are what it changes most.
_TELLING = ("id", "href", "src", "name", "for", "type")


def take_from_source(drawn: Page, source: Page) -> None:
    """Give a drawn page what only its source knows: doctype, encoding, faults of the markup, lines and columns."""
    drawn.doctype = source.doctype
    drawn.encoding = source.encoding
    drawn.declared_encoding = source.declared_encoding
    drawn.parse_errors = source.parse_errors
    drawn_of: dict[int, Element] = {}
    waiting = [(drawn.root, source.root)]
    while waiting:
        ours, theirs = waiting.pop()
        ours.line, ours.column = theirs.line, theirs.column
        drawn_of[theirs.order] = ours
        waiting += _pairs(ours, theirs)
    drawn.comments = tuple(
        Comment(comment.text, drawn_of.get(comment.before.order) if comment.before is not None else None)
        for comment in source.comments
    )


def _pairs(drawn: Element, source: Element) -> list[tuple[Element, Element]]:
    """Pair the children of two elements in their order; what a script added or took away is passed over."""
    pairs = []
    left = source.elements
    start = 0
    for child in drawn.elements:
        found = next((at for at in range(start, len(left)) if _alike(child, left[at])), None)
        if found is not None:
            pairs.append((child, left[found]))
            start = found + 1
    return pairs


def _alike(drawn: Element, source: Element) -> bool:
    return drawn.tag == source.tag and all(drawn.get(name) == source.get(name) for name in _TELLING)
