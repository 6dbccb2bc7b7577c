"""Elements by CSS selector, for sheets and for the rules that a project writes as a selector."""

import turbohtml

from a11ycheck.page.page import Element, Page


class BadSelectorError(ValueError):
    """A selector that is not understood."""


def select(page: Page, selector: str) -> list[Element]:
    """Return the elements that a selector finds, in document order.

    Raises:
        BadSelectorError: where the selector is not understood.
    """
    root, ours = page.once(_mirror)
    try:
        return [ours[found] for found in root.select(selector) if found in ours]
    except ValueError as error:
        raise BadSelectorError(str(error)) from error


def _mirror(page: Page) -> tuple[turbohtml.Document, dict[turbohtml.Element, Element]]:
    """Make the page's tree once more, as the kind of tree that selectors work on."""
    document = turbohtml.parse("<html></html>", positions=False)
    root = document.root
    if root is None:
        raise BadSelectorError("no document")
    for child in list(root.children):
        child.decompose()
    for name, value in page.root.attrs.items():
        root.attrs[name] = value
    # Made first and joined afterwards: by turns, each element would take longer than the one before.
    made = [turbohtml.Element(node.tag.rpartition(":")[2], dict(node.attrs)) for node in page.elements[1:]]
    theirs = [root, *made]
    for node, element in zip(page.elements[1:], made, strict=True):
        if node.parent is not None:
            theirs[node.parent.order].append(element)
    return document, dict(zip(theirs, page.elements, strict=True))
