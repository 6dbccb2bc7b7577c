"""Elements by the attributes that they bear, looked through once a page."""

import re
from collections.abc import Iterable

from a11ycheck.page.page import Element, Page


def with_attribute(page: Page, name: str) -> list[Element]:
    """Return the elements that bear an attribute, be it empty, in document order."""
    return page.once(_by_attribute).get(name, [])


def with_any(page: Page, names: Iterable[str]) -> list[Element]:
    """Return the elements that bear any of some attributes, in document order."""
    by_attribute = page.once(_by_attribute)
    orders = {node.order for name in by_attribute.keys() & names for node in by_attribute[name]}
    return [page.elements[order] for order in sorted(orders)]


def with_word(page: Page, names: Iterable[str], words: re.Pattern[str]) -> list[Element]:
    """Return the elements of which one of some attributes holds what a pattern looks for, in document order.

    The pattern is to hold on to white space or the ends of a value: values are first asked all at once.
    """
    found: set[int] = set()
    for name in names:
        bearing = with_attribute(page, name)
        values = {node.attrs[name] for node in bearing}
        if words.search("\n".join(values)):
            found.update(node.order for node in bearing if words.search(node.attrs[name]))
    return [page.elements[order] for order in sorted(found)]


def names_in_use(page: Page) -> Iterable[str]:
    """Return the names of all attributes that some element bears."""
    return page.once(_by_attribute).keys()


def _by_attribute(page: Page) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for node in page.elements:
        for name in node.attrs:
            found.setdefault(name, []).append(node)
    return found
