"""The title of a page: what a screen reader says first, and what tells tabs and bookmarks apart (WCAG 2.4.2)."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from a11ycheck.checks.consistency import leads_home
from a11ycheck.page import Element, Page
from a11ycheck.page.prose import is_blank, title_element
from a11ycheck.page.text import as_drawn, collapse, words
from a11ycheck.rules import CantTell, Failed, Passed, Site, Verdict, rule, site_rule
from a11ycheck.words import any_language

_FILE_NAME = re.compile(
    r"[^\s/\\]+\.(?:html?|xhtml|php\d?|aspx?|jspx?|docx?|pdf|pptx?|xlsx?|indd|md|txt|odt)(?:\?\S*)?"
    r"|Microsoft (?:Word|PowerPoint|Excel) - .+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PARTS = re.compile(r"\s+[-–—|·•»/]\s+|\s*:\s+")  # what stands between the parts of a title
_FRONT_PAGE = re.compile(r"/?(?:(?:index|default|home)\.\w+|fi|sv|en|se|etusivu|start|home)?/?", re.IGNORECASE)
_WORD_OF_MEANING = 4  # letters; shorter words are mostly articles and the like
_STEM = 4  # letters that inflection leaves alone in most words
_SHORTEST_NAME = 3  # letters of a first word that stands for the whole name, less its ending
_MORE_WORDS = 3  # that a heading says before what the title repeats of it
_SOME_TEXT = 8  # words on a page that a title can be held against
_APART = "\x1f"  # between a title and a heading in what is noted of a page


def the_page(page: Page) -> Iterator[Element]:
    """The html element of a page that holds anything."""
    if not is_blank(page):
        yield page.root


@rule("title-missing", targets=the_page)
def title_missing(root: Element) -> Verdict:
    """A page has a title that says something (ACT 2779a5)."""
    title = title_element(root.page)
    if root.page.title:
        return Passed("present", title=root.page.title)
    return Failed("missing") if title is None else Failed("empty", at=title)


def titles(page: Page) -> Iterator[Element]:
    """The title element, where it says something (ACT c4a8a4)."""
    title = title_element(page)
    if title is not None and page.title:
        yield title


@rule("title-not-descriptive", targets=titles)
def title_not_descriptive(title: Element) -> Verdict:
    """A title describes its page: failed where it says nothing of any page (ACT c4a8a4, WCAG failure F25)."""
    said = title.page.title
    said_of_no_page = _empty_words(said)
    if said_of_no_page:
        return Failed(said_of_no_page, title=said)
    heading = _main_heading(title.page)
    if _is_inner_page(title.page) and heading not in ("", said) and _names_the_site_alone(title.page):
        return Failed("site-only", title=said, heading=heading)
    if _is_part(said, heading) and not _is_of_some_search(said):
        verdict = Failed if _is_of_some_search(heading) else CantTell
        return verdict("part", title=said, heading=heading)
    return CantTell("unrelated", title=said) if _is_unrelated(title.page) else Passed("described", title=said)


def _names_the_site_alone(page: Page) -> bool:
    """Tell whether a title is what the page's metadata, or the link to the start page in its banner, call the site."""
    said = page.title.lower()
    if said == site_name(page).lower():
        return True
    banners = page.with_role("banner")
    return any(leads_home(node) and node.name.lower() == said for banner in banners for node in banner.descendants)


def _is_part(title: str, heading: str) -> bool:
    """Tell whether a title says only the end of the main heading, such as the name of the site or department."""
    before, found, after = heading.lower().rpartition(f" {title.lower()}")
    return bool(found) and not after.strip(" .") and len(words(before)) >= _MORE_WORDS


def _is_of_some_search(said: str) -> bool:
    """Tell whether a text says that it is about the results of a search."""
    return any(phrase in said.lower() for phrase in any_language("search_titles"))


def _empty_words(said: str) -> str:
    if _FILE_NAME.fullmatch(said):
        return "file-name"
    if _ADDRESS.fullmatch(said):
        return "address"
    return "placeholder" if said.lower().strip(" .:-–|") in any_language("title_placeholders") | {""} else ""


def _is_unrelated(page: Page) -> bool:
    """Tell whether no word of the title is met on the page, be it inflected or part of a longer word.

    On a page without a main heading, which would say what it is about, most words of the title have to be met.
    """
    said = [word.lower() for word in words(page.title) if len(word) >= _WORD_OF_MEANING]
    if page.body is None or len(said) <= 1:
        return False
    captions = (node.get("value") for node in page.tagged("input") if node.role == "button")
    text = " ".join((as_drawn(page.body), *captions)).lower()
    if re.search(rf"\b{re.escape(_PARTS.split(page.title)[0].lower())}", text):
        return False
    met = sum(word[:_STEM] in text for word in said)
    few = met == 0 or (2 * met < len(said) and not _main_heading(page))
    return few and page.body.text.count(" ") >= _SOME_TEXT - 1


def site_name(page: Page) -> str:
    """Return the name of the site as the page's metadata says it, "" where they do not."""
    for node in page.tagged("meta"):
        if node.get("property").strip() == "og:site_name" or node.get("name").strip() == "application-name":
            return collapse(node.get("content"))
    return ""


def _is_inner_page(page: Page) -> bool:
    return not _FRONT_PAGE.fullmatch(urlsplit(page.url).path)


def _main_heading(page: Page) -> str:
    return next((heading.name for heading in page.with_role("heading") if heading.tag == "h1"), "")


def titles_that_need_a_site(page: Page) -> Iterator[Element]:
    """The title of a page whose metadata name the site, or a title that any site could have."""
    for title in titles(page):
        if len(site_name(page)) > 1 or page.title.lower() in any_language("generic_titles"):
            yield title


@rule("title-without-site", targets=titles_that_need_a_site)
def title_without_site(title: Element) -> Verdict:
    """A title says which site its page belongs to."""
    name, said = site_name(title.page), title.page.title
    if said.lower() in any_language("generic_titles"):
        return Failed("generic", title=said)
    return Passed("named", name=name) if _names(name, said) else Failed("unnamed", title=said, name=name)


def _names(name: str, title: str) -> bool:
    """Tell whether a title holds a name; "Raision kaupunki" is often shortened, or inflected, to its first word."""
    short = re.split(r"[\s.,|–-]", name.lower())[0]
    whole = name.lower() in title.lower() or (len(short) > _SHORTEST_NAME and short[:-2] in title.lower())
    return whole or any(_is_part_of_name(part, name) for part in _PARTS.split(title)[1:])


def _is_part_of_name(part: str, name: str) -> bool:
    """Tell whether a part of a title, of two words or more, stands as it is within the longer official name."""
    said, whole = words(part.lower()), words(name.lower())
    return len(said) > 1 and f" {' '.join(said)} " in f" {' '.join(whole)} "


def titles_and_headings(page: Page) -> Iterator[tuple[str, Element]]:
    """The title of a page, by itself and together with the main heading."""
    heading = _main_heading(page)
    for title in titles(page):
        if heading:
            yield page.title, title
            yield f"{page.title}{_APART}{heading}", title


@site_rule("title-repeated", targets=titles_and_headings)
def title_repeated(value: str, site: Site) -> Verdict:
    """Pages with different main headings have different titles."""
    title, apart, _ = value.partition(_APART)
    bearers = site.values["title-repeated"][title]
    if apart and bearers > site.values["title-repeated"][value]:
        return Failed("shared", title=title, pages=bearers)
    return Passed("own", title=title)
