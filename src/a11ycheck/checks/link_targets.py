"""Where links lead: nowhere, to the same place twice, to another place by the same words (WCAG 2.4.4, 2.4.9)."""

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

from a11ycheck.checks.link_texts import plain
from a11ycheck.checks.links import links
from a11ycheck.checks.skip_links import skip_links
from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.layout import TextRun
from a11ycheck.page.painted import painted_runs
from a11ycheck.page.styling import style_is_known
from a11ycheck.page.text import BLOCKS, own_text, words
from a11ycheck.page.tree import facet
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.urls import resolve
from a11ycheck.words import LANGUAGES, any_language

_TOUCHING = 1.0  # CSS pixels: what is nearer looks like one word
_NO_LINE = ("", "0px")


@facet
def aim(link: Element) -> str:
    """Return where a link leads: its absolute address with its fragment; "" for what is no address of the web."""
    href = link.get("href").strip()
    if not href or href.startswith("#"):
        return href
    absolute = resolve(href, link.base or None)
    if absolute is None:
        return href if ":" not in href else ""
    _, hash_sign, fragment = href.partition("#")
    return absolute.removesuffix("/") + hash_sign + fragment


def links_with_an_address(page: Page) -> Iterator[Element]:
    """Links made of an a or area element."""
    return (link for link in links(page) if link.has("href") and link.tag in ("a", "area"))


@rule("link-without-target", targets=links_with_an_address)
def link_without_target(link: Element) -> Verdict:
    """What is announced as a link leads somewhere; what only runs a script is a button."""
    href = link.get("href").strip().lower()
    if href.startswith("javascript:"):
        return Failed("script")
    if href == "#!" or (href == "#" and not _may_lead_to_the_top(link)):
        return Failed("nowhere", href=href)
    return Passed("somewhere") if href or _names_the_page(link) else CantTell("empty")


def _may_lead_to_the_top(link: Element) -> bool:
    """Tell whether a link to "#" means what that does: in what language nobody here reads, it may.

    In a menu or table of contents the page's own title leads to the top, where that title stands.
    """
    known = primary(link.lang) in LANGUAGES
    to_the_top = not any_language("top_words").isdisjoint(plain(link.name).split())
    return not known or to_the_top or _names_the_page(link)


def _names_the_page(link: Element) -> bool:
    """Tell whether a link is called as the page that it stands on, so that leading to itself is its purpose.

    So is a permanent link's (HTML standard 4.6.7.4 "bookmark"). A menu may add a word on the state, as "(open)".
    """
    if "bookmark" in link.get("rel").lower().split() or link.get("aria-current") in ("page", "true"):
        return True
    said = own_text(link) or link.text
    titles = [link.page.title, *(heading.text for heading in link.page.tagged("h1"))]
    return bool(said) and any(title.startswith(said) for title in titles)


def links_within_the_page(page: Page) -> Iterator[Element]:
    """Links to a part of the same page, less skip links and those that a script makes a control."""
    skipping = {link.order for link in skip_links(page)}
    for link in links_with_an_address(page):
        href = link.get("href").strip()
        within = len(href) > 1 and href[0] == "#" and href[1] not in "/!?:"
        if within and link.order not in skipping and not _has_a_script(link):
            yield link


def _has_a_script(link: Element) -> bool:
    return any(name.startswith(("on", "data-", "aria-controls", "aria-expanded")) for name in link.attrs)


@rule("link-fragment-missing", targets=links_within_the_page)
def link_fragment_missing(link: Element) -> Verdict:
    """A link within the page has its target there (HTML standard 7.4.6.4 "Scrolling to a fragment")."""
    fragment = link.get("href").strip()[1:]
    found = any(_is_there(link, each) for each in (fragment, unquote(fragment)))
    return Passed("there") if found or fragment.lower() == "top" else Failed("missing", fragment=fragment)


def _is_there(link: Element, fragment: str) -> bool:
    return link.page.by_id(fragment, link.scope) is not None or fragment in link.page.once(_anchor_names)


def _anchor_names(page: Page) -> set[str]:
    return {node.get("name") for node in page.tagged("a", "map") if node.has("name")}


def twins(page: Page) -> Iterator[tuple[Element, Element]]:
    """Links of one teaser, list item or cell that follow each other and lead to the same place."""
    found = [link for link in links_with_an_address(page) if link.tabbable]
    for first, second in pairwise(found):
        if second.order > first.last and _item(first) is _item(second):
            same = first.get("href") == second.get("href") or aim(first) == aim(second)
            # A number, maybe after "page", and "next" beside it.
            pages = any(link.name.rpartition(" ")[2].isdecimal() for link in (first, second))
            nowhere = len(aim(first)) < 2 or first.get("href").strip().startswith("#!")
            if same and _say_the_same(first, second) and not pages and not nowhere:
                yield first, second


def _say_the_same(first: Element, second: Element) -> bool:
    """Tell whether two links are one thing said twice: a picture and its text, or words that the other has too.

    Other words are another aim, even where both have one address. Of two without a name, another rule speaks.
    """
    if bool(first.text) != bool(second.text):
        return True
    one, other = ({word.lower() for word in words(link.name)} for link in (first, second))
    if not one and not other:
        return False
    return one <= other or other <= one


def _item(link: Element) -> Element | None:
    return link.closest("li", "td", "th", "article", "nav", "header", "footer", "main")


@rule("link-beside-its-twin", targets=twins)
def link_beside_its_twin(pair: tuple[Element, Element]) -> Verdict:
    """A picture and a text beside it that lead to the same place are one link (technique H2)."""
    first, second = pair
    if not _nothing_between(pair):
        return Passed("apart")
    return Failed("same", at=second, first=_called(first), second=_called(second))


def _called(link: Element) -> str:
    return link.name or f"<{link.tag}>"


_SOMETHING = frozenset("img input button select textarea iframe hr video audio canvas object svg:svg".split())


def _branch(box: Element, inner: Element) -> Element:
    """Return the child of a box that is or holds an element."""
    return next(node for node in inner.lineage if node.parent is box)


def _position(box: Element, child: Element) -> int:
    """Return where a child stands among children and texts, without a search where these alternate."""
    for guess in (2 * child.place + 1, child.place):
        if guess < len(box.children) and box.children[guess] is child:
            return guess
    return box.children.index(child)


def _nothing_between(pair: tuple[Element, Element]) -> bool:
    """Tell whether nothing that is seen or operated stands after one link and before another."""
    first, second = pair
    common = next(node for node in second.ancestors if node.contains(first))
    start, end = (_position(common, _branch(common, link)) for link in pair)
    after = False
    stack: list[Element | str] = list(reversed(common.children[start : end + 1]))
    while stack:
        item = stack.pop()
        if item is second:
            return True
        if isinstance(item, str):
            if after and not item.isspace():
                return False
        elif item is first:
            after = True
        elif after and item.tag in _SOMETHING:
            return False
        elif item.last >= first.order and item.visible:
            stack.extend(reversed(item.children))
    return False


def texts_side_by_side(page: Page) -> Iterator[tuple[Element, Element]]:
    """Links that follow each other in one line of text: as drawn, or on a page without a style that could part them."""
    in_one_line = _are_drawn_in_one_line if page.facts.layout is not None else _are_plainly_in_one_line
    for first, second in pairwise(links_with_an_address(page)):
        if first.parent is second.parent and first.text and second.text and in_one_line(first, second):
            yield first, second


def _are_plainly_in_one_line(first: Element, second: Element) -> bool:
    return first.page.once(_is_without_style) and not any(map(_is_styled, (first, second)))


def _is_without_style(page: Page) -> bool:
    return style_is_known(page) and not page.tagged("style")


def _is_styled(link: Element) -> bool:
    around = [node for node in (link, link.parent) if node is not None]
    styled = any(node.has(name) for node in around for name in ("class", "style"))
    return styled or any(node.tag in BLOCKS for node in link.descendants)


def _are_drawn_in_one_line(first: Element, second: Element) -> bool:
    before, after = _runs(first), _runs(second)
    return bool(before and after) and before[-1].box.y < after[0].box.bottom and after[0].box.y < before[-1].box.bottom


def _runs(link: Element) -> list[TextRun]:
    return [run for node in (link, *link.descendants) for run in painted_runs(node)]


def _are_drawn_apart(first: Element, second: Element) -> bool:
    """Tell whether room, a line or another background parts two links; never on a page that is not drawn."""
    if first.page.facts.layout is None:
        return False
    before, after = _runs(first)[-1], _runs(second)[0]
    marks = ("border-right-width", "border-left-width")
    lined = first.computed(marks[0]) not in _NO_LINE or second.computed(marks[1]) not in _NO_LINE
    coloured = first.computed("background-color") != second.computed("background-color")
    return lined or coloured or abs(after.box.x - before.box.right) >= _TOUCHING


@rule("links-run-together", targets=texts_side_by_side)
def links_run_together(pair: tuple[Element, Element]) -> Verdict:
    """Between the texts of two links stands at least a space."""
    first, second = pair
    siblings = first.parent.children if first.parent is not None else []
    touching = siblings[siblings.index(first) + 1] is second and not _are_drawn_apart(first, second)
    if touching and first.text[-1].isalnum() and second.text[0].isalnum():
        return Failed("together", at=second, text=f"{first.text}{second.text}"[:60])
    return Passed("apart")
