"""Which document an element belongs to, where frames show others in the page."""

from a11ycheck.page.page import Element
from a11ycheck.urls import site_of


def other_site(element: Element) -> str:
    """Return the host of the frame's document that an element belongs to, "" in documents of the page's own site.

    A frame without an address of its own (``srcdoc``, ``data:``) belongs to the document that holds it.
    """
    scope = element.scope
    while scope is not None:
        host = site_of(scope.url_inside) if scope.url_inside.startswith(("http:", "https:")) else ""
        if host:
            return "" if host == site_of(element.page.url) else host
        scope = scope.scope
    return ""
