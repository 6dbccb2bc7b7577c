"""Skip links: the first link of a page leads past what every page repeats (WCAG 2.4.1, technique G1)."""

from collections.abc import Iterator

from a11ycheck.checks.language_parts import rightly_declared
from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.opening import opened_by_control
from a11ycheck.page.prose import language_bearer
from a11ycheck.page.text import own_text, words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import LANGUAGES, word_list

# So many tab stops before the main content make a page tiring without a skip link.
_TIRING = 8
# What asks for consent or comes as a dialog is meant to be first.
_MAY_COME_FIRST = frozenset({"dialog", "alertdialog"})


def skip_link_language(link: Element) -> str:
    """Return the language whose words make a link's name that of a skip link, "" where it is none."""
    return _language_of_skipping(link.name)


def _language_of_skipping(name: str) -> str:
    said = [word.lower() for word in words(name)]
    for lang in LANGUAGES:
        verbs, goals = word_list("skip_verbs", lang), tuple(word_list("skip_goals", lang))
        if said and said[0] in verbs and any(word.startswith(goals) for word in said[1:]):
            return lang
    return ""


def skip_links(page: Page) -> list[Element]:
    """Links within the page, before its main content, whose words say that they lead past something."""
    return page.once(_skip_links)


def _skip_links(page: Page) -> list[Element]:
    start = _content_start(page)
    return [
        link
        for link in page.with_role("link")
        if link.order < start
        and link.get("href").strip().startswith("#")
        and (skip_link_language(link) or _leads_to_content(link, start))
    ]


def _leads_to_content(link: Element, start: int) -> bool:
    """Tell whether a link within the page leads to where the main content begins, whatever its words."""
    target = link.page.by_id(link.get("href").strip()[1:], link.scope)
    return target is not None and target.order <= start <= target.last and target.tag not in ("html", "body")


def _content_start(page: Page) -> int:
    """Where the main content begins: the main landmark, else the first h1, else the page's end."""
    main = next(page.with_role("main"), None)
    if main is not None:
        return main.order
    heading = next((node for node in page.tagged("h1") if node.exposed), None)
    return heading.order if heading is not None else len(page.elements)


def _stops_before(page: Page, order: int) -> list[Element]:
    return [
        node
        for node in page.elements[:order]
        if node.tabbable
        and not any(above.role in _MAY_COME_FIRST for above in node.ancestors)
        and not opened_by_control(node)
    ]


def pages_with_much_to_skip(page: Page) -> Iterator[Element]:
    """The page, where many tab stops come before its main content."""
    start = _content_start(page)
    if start < len(page.elements) and len(_stops_before(page, start)) >= _TIRING:
        yield page.root


@rule("skip-link-missing", targets=pages_with_much_to_skip)
def skip_link_missing(root: Element) -> Verdict:
    """A page with much before its content has a link past it."""
    page = root.page
    link = next(iter(skip_links(page)), None) or _link_past(page)
    if link is not None:
        return Passed("present", name=link.name)
    return Failed("missing", at=page.body, stops=len(_stops_before(page, _content_start(page))))


def _link_past(page: Page) -> Element | None:
    """Return an early link into the main content whose words we cannot judge, for its language is not among ours."""
    start = _content_start(page)
    for link in _stops_before(page, start)[:_TIRING]:
        href = link.get("href").strip()
        target = page.by_id(href[1:], link.scope) if href.startswith("#") else None
        foreign = primary(link.lang) not in ("", *LANGUAGES)
        if foreign and target is not None and start <= target.order and len(_stops_between(start, target)) < _TIRING:
            return link
    return None


def _stops_between(start: int, target: Element) -> list[Element]:
    return [node for node in target.page.elements[start : target.order] if node.tabbable]


def first_skip_link(page: Page) -> Iterator[Element]:
    """The first skip link. The menu of a page of many parts may name its first part; that link is none."""
    for link in skip_links(page):
        if skip_link_language(link) or not any(above.role == "navigation" for above in link.ancestors):
            yield link
            return


@rule("skip-link-not-first", targets=first_skip_link)
def skip_link_not_first(link: Element) -> Verdict:
    """The Tab key reaches the skip link before anything else."""
    before = _stops_before(link.page, link.order)
    if not before:
        return Passed("first")
    return Failed("preceded", stops=len(before), name=before[0].name or before[0].tag)


@rule("skip-link-broken", targets=skip_links)
def skip_link_broken(link: Element) -> Verdict:
    """A skip link leads to something on the page."""
    fragment = link.get("href").strip()[1:]
    target = fragment_target(link, fragment)
    if target is None:
        return Failed("no-target", name=link.name, fragment=fragment)
    return Passed("target") if target.drawn else Failed("hidden-target", name=link.name, fragment=fragment)


def hidden_skip_links(page: Page) -> Iterator[Element]:
    """Links within the page, before its main content, that say that they lead past something and are not drawn."""
    start = _content_start(page)
    for link in page.tagged("a"):
        if link.order >= start or not link.get("href").strip().startswith("#"):
            continue
        written = " ".join(own_text(node) for node in (link, *link.descendants))
        if not link.visible and _language_of_skipping(written) and not any(map(_opens, link.ancestors)):
            yield link


def _opens(node: Element) -> bool:
    return node.role in _MAY_COME_FIRST or node.tag == "template"


@rule("skip-link-hidden", targets=hidden_skip_links)
def skip_link_hidden(link: Element) -> Verdict:
    """A skip link can take the focus: asked where one cannot, and no other does its work."""
    other = next((each for each in skip_links(link.page) if skip_link_language(each)), None)
    if other is not None:
        return Passed("other", name=other.name)
    return CantTell("hidden", name=" ".join(own_text(node) for node in (link, *link.descendants)).strip())


def fragment_target(link: Element, fragment: str) -> Element | None:
    """Return the element that a link's fragment leads to (HTML standard 7.4.6.4 "Scrolling to a fragment")."""
    found = link.page.by_id(fragment, link.scope)
    if found is None and fragment:
        anchors = (anchor for anchor in link.page.tagged("a") if anchor.scope is link.scope)
        found = next((anchor for anchor in anchors if anchor.get("name") == fragment), None)
    return link.page.root if found is None and fragment.lower() in ("", "top") else found


def skip_links_in_a_declared_language(page: Page) -> Iterator[Element]:
    """Skip links where a language is declared, and rightly: of a page in another language, another rule speaks."""
    right = page.once(rightly_declared)
    for link in skip_links(page):
        if primary(link.lang) in LANGUAGES and skip_link_language(link) and language_bearer(link).order in right:
            yield link


@rule("skip-link-language", targets=skip_links_in_a_declared_language)
def skip_link_in_another_language(link: Element) -> Verdict:
    """A skip link is in the language that is declared for it."""
    spoken = skip_link_language(link)
    declared = primary(link.lang)
    if spoken == declared:
        return Passed("same", language=declared)
    return Failed("other", name=link.name, spoken=spoken, declared=declared)
