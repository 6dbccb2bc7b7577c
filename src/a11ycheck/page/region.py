"""The part of a page that an element stands in, and whether a template repeats it."""

import re

from a11ycheck.page.page import Element
from a11ycheck.page.tree import facet, inherited

# Regions that a template repeats on many pages. What stands in the others is the content of one page.
TEMPLATE = frozenset({"banner", "complementary", "contentinfo", "head", "navigation", "search"})

_LANDMARKS = frozenset({"banner", "complementary", "contentinfo", "main", "navigation", "search", "form", "region"})

# Words in ids and classes by which pages without landmarks name their template's parts.
_TEMPLATE_WORDS = tuple(
    (re.compile(rf"(?:^|[-_ ]){words}(?:$|[-_ ])", re.IGNORECASE), part)
    for words, part in (
        (r"(?:site|page|main)?-?(?:header|topbar|masthead|banner)", "banner"),
        (r"(?:site|page|main)?-?footer", "contentinfo"),
        (r"(?:mega|main)?-?(?:nav|navbar|navigation|menu|breadcrumbs?)", "navigation"),
        (r"(?:sidebar|aside)", "complementary"),
    )
)
_NAMED_BY_WORDS = frozenset({"header", "footer", "nav", "div", "ul", "section"})


@inherited
def region(element: Element) -> str:
    """Return the part of the page that an element belongs to: a landmark's role, "head" or "page"."""
    own = _own_region(element)
    if own:
        return own
    return region(element.parent) if element.parent is not None else "page"


def part(element: Element) -> str:
    """Return the region where a template repeats it, "content" for all others, whose landmarks may come and go."""
    where = region(element)
    return where if where in TEMPLATE else "content"


def _own_region(element: Element) -> str:
    if element.tag == "head":
        return "head"
    if element.role in _LANDMARKS:
        return element.role
    return _by_words(element) if element.tag in _NAMED_BY_WORDS and not _in_content(element) else ""


def _by_words(element: Element) -> str:
    words = f"{element.get('id')} {element.get('class')}"
    return next((name for pattern, name in _TEMPLATE_WORDS if pattern.search(words)), "") if words.strip() else ""


@inherited
def _in_content(element: Element) -> bool:
    parent = element.parent
    return parent is not None and (parent.tag in ("main", "article") or _in_content(parent))


@facet
def is_landmark(element: Element) -> bool:
    """Tell whether an element bounds a region, so that what stands outside says nothing about what stands inside."""
    return element.tag in ("body", "main", "head", "html") or element.role in _LANDMARKS
