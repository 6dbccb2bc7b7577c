"""The title attributes of links, which the pointer brings up and some screen readers read (technique H33)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.link_texts import plain, plain_name
from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.tree import facet
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_NUMBER = re.compile(r"\d+")


def links_with_a_title(page: Page) -> Iterator[Element]:
    """Links that show a text and bear a title attribute; where only a picture is seen, the title explains it."""
    return (link for link in with_attribute(page, "title") if link.role == "link" and link.exposed and link.text)


@rule("link-title-repeats", targets=links_with_a_title)
def link_title_repeats(link: Element) -> Verdict:
    """A link's title says what its text does not (technique H33)."""
    if plain(link.get("title")) == plain(link.text):
        return Failed("same", title=link.get("title").strip())
    return Passed("more", title=link.get("title").strip())


@rule("link-title-at-odds", targets=links_with_a_title)
def link_title_at_odds(link: Element) -> Verdict:
    """A link's title speaks of what its text does: asked where it is another link's text, or has another number."""
    title, text = plain(link.get("title")), plain(link.text)
    shown = {"title": link.get("title").strip(), "text": link.text}
    if _NUMBER.sub("", title) == _NUMBER.sub("", text) and title != text:
        return CantTell("number", shown)
    if _is_called_so_elsewhere(link, title) and not set(title.split()) & set(text.split()):
        return CantTell("other-link", shown)
    return Passed("agrees", shown)


def _is_called_so_elsewhere(link: Element, name: str) -> bool:
    """Tell whether another item of the list that a link stands in, as in a menu, leads elsewhere under a name."""
    item = link.closest("li")
    if item is None or item.parent is None:
        return False
    others = [(place, address) for place, address in _links_by_name(item.parent).get(name, ()) if place != item.order]
    return bool(others) and all(address != link.get("href").strip() for _, address in others)


@facet
def _links_by_name(box: Element) -> dict[str, list[tuple[int, str]]]:
    """Return the items of a list that hold a link of each name, by their order, with the links' addresses."""
    found: dict[str, list[tuple[int, str]]] = {}
    for link in box.inside("a"):
        item = link.closest("li")
        if item is not None and item.parent is box and link.role == "link":
            found.setdefault(plain_name(link), []).append((item.order, link.get("href").strip()))
    return found
