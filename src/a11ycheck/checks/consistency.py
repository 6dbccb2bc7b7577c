"""What repeats from page to page: order of menus and help, names of functions, ways to find a page.

Sources: WCAG 2.4.5, 3.2.3, 3.2.4 and 3.2.6. Of each page a rule notes what there is ("a") and how it is ("a|b"): where
fewer pages say "a|b" than "a", some page does it otherwise. So nothing grows with the site but two counters.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2s
from urllib.parse import urljoin

from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Site, Verdict, rule, site_rule
from a11ycheck.words import any_language

_APART = "|"
_FEWEST_ITEMS = 3  # two links may well change places: "previous" and "next"
_NAME_LENGTH = 60  # characters of a name that is noted
_FEWEST_PAGES = 5  # so many pages one finds by one menu


def _digest(*texts: str) -> str:
    return blake2s("\x1f".join(texts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def _both(what: str, how: str, element: Element) -> Iterator[tuple[str, Element]]:
    yield what, element
    yield what + _APART + how, element


def _shares(value: str, site: Site, rule_id: str) -> tuple[int, int]:
    """Return on how many pages there is what the value is about, and on how many it is as here."""
    counts = site.values[rule_id]
    return counts[value.partition(_APART)[0]], counts[value]


def _is_exception(value: str, everywhere: int, here: int) -> bool:
    """Tell whether a page does otherwise than at least as many others."""
    return _APART in value and here * 2 <= everywhere


def _is_repeated_part(node: Element) -> bool:
    return node.scope is None and not any(above.role == "main" for above in node.lineage)


_NOWHERE = ("", "#", "#!")  # addresses of links that only open something, or that a template left unfilled


def menus(page: Page) -> Iterator[tuple[str, Element]]:
    """Which links each navigation outside the main content has, and in which order."""
    for node in page.with_role("navigation"):
        if _is_repeated_part(node):
            leading = (link for link in node.inside("a") if link.get("href").strip() not in _NOWHERE and link.text)
            names = list(dict.fromkeys(link.text.lower() for link in leading))
            if len(names) >= _FEWEST_ITEMS:
                yield from _both(_digest(*sorted(names)), _digest(*names), node)


@site_rule("navigation-order-changes", targets=menus)
def navigation_order_changes(value: str, site: Site) -> Verdict:
    """The same links come in the same order on each page (WCAG 3.2.3, failure F66)."""
    everywhere, here = _shares(value, site, "navigation-order-changes")
    if _is_exception(value, everywhere, here):
        return Failed("otherwise", here=here, pages=everywhere)
    return Passed("same", pages=everywhere)


def named_functions(page: Page) -> Iterator[tuple[str, Element]]:
    """What the search field, the search button and the link to the start page are called, by the page's language."""
    field = next((node for node in page.with_role("searchbox", "textbox", "combobox") if _searches(node)), None)
    if field is not None:
        yield from _noted("field", field)
        form = field.closest("form")
        button = next((node for node in form.descendants if node.role == "button"), None) if form is not None else None
        if button is not None:
            yield from _noted("button", button)
    banners = list(page.with_role("banner"))
    home = next((node for banner in banners for node in banner.descendants if leads_home(node)), None)
    if home is not None:
        yield from _noted("home", home)


def _noted(function: str, node: Element) -> Iterator[tuple[str, Element]]:
    name = node.name.replace(_APART, " ")[:_NAME_LENGTH]
    if name:
        yield from _both(f"{node.page.language} {function}", name, node)
        yield f"{function}{_APART}{name}", node


def _searches(node: Element) -> bool:
    if not _is_repeated_part(node):
        return False
    return node.role == "searchbox" or any(above.role == "search" for above in node.ancestors)


def leads_home(link: Element) -> bool:
    """Tell whether a link in the banner leads to the start page of the page's own host."""
    if link.role != "link" or not link.exposed:
        return False
    around = next((above.role for above in link.ancestors if above.role in ("banner", "main", "navigation")), "")
    address = _address(link) if around == "banner" else ""
    return around == "banner" and _host(address) == _host(link.page.url) and is_front_page(address)


def _address(link: Element) -> str:
    """Return where a link leads, without the slash at its end; "" where its address is none."""
    try:
        return urljoin(link.base, link.get("href").strip()).rstrip("/")
    except ValueError:
        return ""


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0].lower()


def is_front_page(url: str) -> bool:
    """Tell whether an address is that of a site's start page, or of one of its languages'."""
    path = url.partition("//")[2].partition("/")[2] if "//" in url else url  # files of a folder have a path alone
    return _FRONT_PAGE.fullmatch(re.split(r"[?#]", path)[0]) is not None


_FRONT_PAGE = re.compile(r"(?:(?:fi|sv|en|se)/?)?(?:(?:index|default|etusivu|start|home)(?:\.\w+)?)?/?")


@site_rule("function-named-differently", targets=named_functions)
def function_named_differently(value: str, site: Site) -> Verdict:
    """What does the same is called the same on each page (WCAG 3.2.4, failure F31)."""
    everywhere, here = _shares(value, site, "function-named-differently")
    what, _, name = value.partition(_APART)
    language, _, function = what.rpartition(" ")
    # A name that pages of another language have too shows a page whose language is declared wrongly.
    at_home = site.values["function-named-differently"][f"{function}{_APART}{name}"] == here
    usual = (
        _usual_name(site, what, everywhere) if at_home and language and _is_exception(value, everywhere, here) else ""
    )
    if usual and not _says_the_same(name, usual):
        return CantTell(function, name=name, here=here, pages=everywhere)
    return Passed("same", pages=everywhere)


def _usual_name(site: Site, what: str, everywhere: int) -> str:
    """Return the name that more than half of the pages give a function, "" where there is none."""
    named = site.values["function-named-differently"].items()
    return next(
        (
            value.partition(_APART)[2]
            for value, pages in named
            if pages * 2 > everywhere and value.startswith(what + _APART)
        ),
        "",
    )


def _says_the_same(name: str, usual: str) -> bool:
    """Tell whether one name holds all words of the other: consistent is not identical (Understanding 3.2.4)."""
    one, other = ({word.lower() for word in words(each)} for each in (name, usual))
    return one <= other or other <= one


def help_offered(page: Page) -> Iterator[tuple[str, Element]]:
    """Which ways to get help the repeated parts of the page offer, and in which order."""
    found: dict[str, Element] = {}
    for link in page.with_role("link"):
        kind = _help(link)
        if kind and _is_repeated_part(link):
            found.setdefault(kind, link)
    if len(found) > 1:
        yield from _both(" ".join(sorted(found)), " ".join(found), next(iter(found.values())))


def _help(link: Element) -> str:
    href = link.get("href").strip().lower()
    if href.startswith(("tel:", "mailto:")):
        return href.partition(":")[0]
    return _kinds_of_help().get(" ".join(words(link.name)).lower(), "")


@cache
def _kinds_of_help() -> dict[str, str]:
    return {phrase: kind for kind in ("chat", "contact") for phrase in any_language(f"{kind}_phrases")}


@site_rule("help-order-changes", targets=help_offered)
def help_order_changes(value: str, site: Site) -> Verdict:
    """Ways to get help come in the same order on each page (WCAG 3.2.6)."""
    everywhere, here = _shares(value, site, "help-order-changes")
    if _is_exception(value, everywhere, here):
        return CantTell("otherwise", here=here, pages=everywhere)
    return Passed("same", pages=everywhere)


def ways_to_pages(page: Page) -> Iterator[tuple[str, Element]]:
    """Whether the page offers a search or a site map, and whether it is a start page."""
    searches = any(True for _ in page.with_role("search", "searchbox"))
    if searches or any(_is_overview(link) for link in page.with_role("link")):
        yield "way", page.root
    elif is_front_page(page.url):
        yield "start", page.root


def _is_overview(link: Element) -> bool:
    return link.name.lower() in any_language("site_map_phrases")


@site_rule("one-way-to-pages", targets=ways_to_pages)
def one_way_to_pages(value: str, site: Site) -> Verdict:
    """Pages are found in more than one way (WCAG 2.4.5). Asked once, on the start page."""
    if value == "way" or site.values["one-way-to-pages"]["way"]:
        return Passed("found")
    return CantTell("none", pages=site.pages) if site.pages >= _FEWEST_PAGES else Passed("small", pages=site.pages)


def language_versions(page: Page) -> Iterator[Element]:
    """Declarations in the head that the page exists in another language."""
    own = page.language
    seen: set[str] = set()
    for link in page.tagged("link"):
        language = primary(link.get("hreflang"))
        declares = "alternate" in link.get("rel").lower().split() and link.get("href").strip()
        if own and declares and language not in ("", "x", own) and language not in seen:
            seen.add(language)
            yield link


@rule("language-version-not-linked", targets=language_versions)
def language_version_not_linked(link: Element) -> Verdict:
    """People find a link to the language version that search engines are told of."""
    page = link.page
    language = primary(link.get("hreflang"))
    if language in page.once(_linked_languages) or _address(link) in page.once(_linked_addresses):
        return Passed("linked", language=language)
    return Failed("not-linked", language=language)


def _linked_languages(page: Page) -> set[str]:
    """Return the languages that links on the page lead to by their attributes."""
    links = [node for node in page.tagged("a") if node.has("href")]
    languages = {primary(node.get(name)) for node in links for name in ("hreflang", "lang")}
    inner = {primary(node.lang) for link in links for node in link.elements if node.has("lang")}
    buttons = {primary(node.get("lang")) for node in page.tagged("button", "option") if node.has("lang")}
    return languages | inner | buttons


def _linked_addresses(page: Page) -> set[str]:
    return {_address(node) for node in page.tagged("a") if node.has("href")}
