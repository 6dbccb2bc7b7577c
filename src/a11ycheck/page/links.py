"""The hyperlinks of a page, for the crawl and for the rules about where links lead."""

import re

from a11ycheck.model import Link
from a11ycheck.page.mark import link_mark
from a11ycheck.page.page import Page
from a11ycheck.urls import normalise

_MOST = 5_000  # links of one page; more are a trap or a sitemap
_TEXT_LENGTH = 120  # characters


def links(page: Page) -> list[Link]:
    """Return the links to other resources, in document order; links that nobody can follow are left out."""
    all_nofollow = nofollow(page)
    found: list[Link] = []
    for node in page.tagged("a", "area"):
        if not node.has("href") or len(found) >= _MOST:
            continue
        href = node.get("href").strip()
        url = None if href.startswith("#") else normalise(href, node.base or None)
        if url is not None:
            follow = not all_nofollow and "nofollow" not in node.get("rel").lower().split()
            found.append(Link(url=url, text=node.text[:_TEXT_LENGTH], nofollow=not follow, mark=link_mark(node)))
    return found


def nofollow(page: Page) -> bool:
    """Tell whether the page asks crawlers not to follow its links (robots meta tag)."""
    return any(
        {"nofollow", "none"} & set(re.split(r"[\s,]+", node.get("content").lower()))
        for node in page.tagged("meta")
        if node.scope is None and node.get("name").strip().lower() in ("robots", "a11ycheck")
    )


def canonical(page: Page) -> str | None:
    """Return the address that the page says is its own, absolute and normalised, None where it does not say."""
    own = (node for node in page.tagged("link") if node.scope is None)  # that of a frame speaks of the frame's page
    node = next((node for node in own if "canonical" in node.get("rel").lower().split()), None)
    return (
        normalise(node.get("href").strip(), page.base or None)
        if node is not None and node.get("href").strip()
        else None
    )
