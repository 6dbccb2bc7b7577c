"""Elements by the attributes that they bear, looked through once a page."""

from a11ycheck.page.page import Element, Page


def with_attribute(page: Page, name: str) -> list[Element]:
    """Return the elements that bear an attribute, be it empty, in document order."""
    return page.once(_by_attribute).get(name, [])


def _by_attribute(page: Page) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for node in page.elements:
        for name in node.attrs:
            found.setdefault(name, []).append(node)
    return found
