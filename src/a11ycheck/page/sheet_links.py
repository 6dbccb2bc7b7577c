"""Which style sheets a page links to: a look at its bytes, which costs next to nothing where it links to none.

Source: HTML standard 4.6.7.16 "Link type 'stylesheet'", 4.2.3 "The base element".
"""

import re
from itertools import islice

from msgspec import Struct

from a11ycheck.page.digest import digest_of
from a11ycheck.page.media import holds
from a11ycheck.page.parse import decode, parse_text
from a11ycheck.page.tree import Node

# What may hold links that are none, and what we look for.
_PARTS = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|noscript|template)\b.*?(?:</\1\s*>|\Z)"
    r"|(?P<kept><(?:base|link)\b[^<>]*+>|<style\b.*?(?:</style\s*>|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_MOST_PARTS = 400  # links of all kinds and style elements that are looked at
_MOST = 40  # sheets of one page


class SheetLink(Struct, frozen=True):
    """A style sheet that a page or another sheet asks for, where it may apply on a desktop screen."""

    href: str  # as written
    sure: bool  # it applies for certain


class SheetLinks(Struct, frozen=True):
    """The style sheets of a page in their order, and what their addresses refer to."""

    base: str
    links: tuple[SheetLink, ...]


def links_sheets(body: bytes) -> bool:
    """Tell whether it is worth a look which style sheets a page links to."""
    lower = body.lower()
    return b"stylesheet" in lower or b"@import" in lower


def sheet_links(body: bytes, *, url: str, charset: str) -> SheetLinks:
    """Return the style sheets that a page asks for; those for paper or small screens alone are left out."""
    text, _, _ = decode(body, charset)
    kept = (match["kept"] for match in _PARTS.finditer(text) if match["kept"])
    parts = "".join(islice(kept, _MOST_PARTS))
    page = parse_text(f"<head>{parts}", url=url)
    found: list[SheetLink] = []
    for node in page.tagged("link", "style"):
        if node.tag == "link":
            media = _media_of(node)
            asked = [] if media is None else [(node.get("href").strip(), media)]
        else:
            style = "".join(child for child in node.children if isinstance(child, str))
            asked = [(each.href, f"{node.get('media')}\n{each.media}") for each in digest_of(style).imports]
        found += [link for href, media in asked if (link := link_to(href, media)) is not None]
    return SheetLinks(page.base, tuple(found[:_MOST]))


def link_to(href: str, media: str, *, sure: bool = True) -> SheetLink | None:
    """Return a link to a sheet, None where it does not apply on a desktop screen. Lines of ``media`` hold together."""
    held = [holds(line) for line in media.split("\n")]
    if not href or False in held:
        return None
    return SheetLink(href, sure and None not in held)


def _media_of(link: Node) -> str | None:
    """Return the media query of a link to a sheet, None where it is no such link."""
    kinds = link.get("rel").lower().split()
    later = link.get("onload").lower()  # how pages let a sheet load beside the page: it applies soon after
    if "preload" in kinds and link.get("as").lower() == "style" and "stylesheet" in later:
        return ""
    if "stylesheet" not in kinds or "alternate" in kinds or link.has("disabled"):
        return None
    return "" if "media" in later else link.get("media").replace("\n", " ")
