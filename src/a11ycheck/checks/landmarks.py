"""Landmarks: the regions by which screen reader users jump about a page.

Sources: WAI-ARIA 1.2 section 5.3.4; WCAG technique ARIA11.
"""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.text import is_silent, own_text, words
from a11ycheck.rules import Failed, Passed, Verdict, rule
from a11ycheck.words import any_language


def mains(page: Page) -> list[Element]:
    """The main landmarks of the page itself, not of the pages in its frames."""
    return page.once(lambda page: [node for node in page.with_role("main") if node.scope is None])


def pages_with_content(page: Page) -> Iterator[Element]:
    """The body of a page that says something."""
    if page.body is not None and not is_silent(page.body):
        yield page.body


@rule("main-landmark-missing", targets=pages_with_content)
def main_landmark_missing(body: Element) -> Verdict:
    """A page marks its main content."""
    return Passed("present") if mains(body.page) else Failed("missing")


def groups_of_mains(page: Page) -> Iterator[tuple[Element, ...]]:
    """The main landmarks as one group, the second first."""
    found = mains(page)
    if found:
        yield (*found[1:], found[0])


@rule("main-landmark-multiple", targets=groups_of_mains)
def main_landmark_multiple(group: tuple[Element, ...]) -> Verdict:
    """A page has one main content."""
    return Passed("one") if len(group) == 1 else Failed("several", count=len(group))


_LANDMARKS = ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search")


def landmarks(page: Page) -> list[Element]:
    """The landmarks of the page itself, not of the pages in its frames, in document order."""
    return page.once(_landmarks)


def _landmarks(page: Page) -> list[Element]:
    return [node for node in page.with_role(*_LANDMARKS) if node.scope is None]


def _of_role(page: Page, role: str) -> tuple[Element, ...]:
    return tuple(node for node in landmarks(page) if node.role == role)


def repeated_landmarks(page: Page) -> Iterator[tuple[Element, ...]]:
    """Landmarks that a page may have several of, one group a role."""
    for role in ("complementary", "form", "navigation", "region", "search"):
        group = _of_role(page, role)
        if len(group) > 1:
            yield group


@rule("landmark-not-told-apart", targets=repeated_landmarks)
def landmark_not_told_apart(group: tuple[Element, ...]) -> Verdict:
    """Landmarks of one role have different names, unless they hold the same (a pagination above and below)."""
    by_name: dict[str, list[Element]] = {}
    for node in group:
        by_name.setdefault(node.name.lower(), []).append(node)
    for same in by_name.values():
        other = next((node for node in same if node.text != same[0].text), None)
        if other is not None and same[0].name:
            return Failed("same-name", at=other, role=same[0].role, name=same[0].name, count=len(same))
        if other is not None:
            return Failed("unnamed", at=same[0], role=same[0].role, count=len(same))
    return Passed("different", role=group[0].role)


def page_wide_landmarks(page: Page) -> Iterator[tuple[Element, ...]]:
    """The banners as one group, the content information as another; the second first."""
    for role in ("banner", "contentinfo"):
        group = _of_role(page, role)
        if group:
            yield (*group[1:], group[0])


@rule("page-landmark-repeated", targets=page_wide_landmarks)
def page_landmark_repeated(group: tuple[Element, ...]) -> Verdict:
    """A page has one banner and one footer."""
    role = group[0].role
    return Passed("one", role=role) if len(group) == 1 else Failed("several", role=role, count=len(group))


def top_level_landmarks(page: Page) -> Iterator[Element]:
    """The landmarks that are about the page as a whole."""
    return (node for node in landmarks(page) if node.role in ("banner", "contentinfo", "main"))


@rule("page-landmark-nested", targets=top_level_landmarks)
def page_landmark_nested(node: Element) -> Verdict:
    """Banner, main content and footer stand in no other landmark."""
    around = next((above for above in node.ancestors if above.role in _LANDMARKS), None)
    if around is None:
        return Passed("top", role=node.role)
    return Failed("nested", role=node.role, around=around.role)


def named_navigation(page: Page) -> Iterator[Element]:
    """Navigation landmarks with a name."""
    return (node for node in landmarks(page) if node.role == "navigation" and node.name)


@rule("landmark-name-repeats-role", targets=named_navigation)
def landmark_name_repeats_role(node: Element) -> Verdict:
    """The name leaves out what the role says anyway."""
    repeated = any(word.lower() in any_language("navigation_words") for word in words(node.name))
    return Failed("repeats", name=node.name) if repeated else Passed("brief", name=node.name)


# main is left out: of a page that scripts fill, another rule speaks. An element without even a space in it is a place
# that a script fills.
_MAY_BE_EMPTY = frozenset({"main"})
_FILLED_BY_SCRIPT = frozenset({"aria-live", "aria-busy"})


def landmarks_with_content_of_their_own(page: Page) -> Iterator[Element]:
    """Landmarks that are not filled by scripts."""
    return (
        node
        for node in landmarks(page)
        if node.role not in _MAY_BE_EMPTY and node.children and not _FILLED_BY_SCRIPT & node.attrs.keys()
    )


@rule("landmark-empty", targets=landmarks_with_content_of_their_own)
def landmark_empty(node: Element) -> Verdict:
    """A landmark leads to something."""
    if not is_silent(node) or any(inner.exposed and (inner.focusable or inner.name) for inner in node.descendants):
        return Passed("filled", role=node.role)
    return Failed("empty", role=node.role)


def regions_by_role(page: Page) -> Iterator[Element]:
    """Elements that a role attribute makes a region or a form."""
    return (node for node in landmarks(page) if node.explicit_role in ("form", "region"))


@rule("region-without-name", targets=regions_by_role)
def region_without_name(node: Element) -> Verdict:
    """A region or form by role has the name without which it is no landmark (WAI-ARIA 1.2 "region")."""
    return Passed("named", name=node.name) if node.name else Failed("no-name", role=node.role)


# What comes and goes, or leads into the landmarks, may stand outside.
_MAY_STAND_OUTSIDE = frozenset({"alert", "alertdialog", "dialog", "iframe", "log", "status", "timer"})
_FEWEST_WORDS = 5  # outside: fewer are a separator, a copyright sign or a "back to top"


def pages_with_main(page: Page) -> Iterator[Element]:
    """The body of a page that marks its main content; of others, another rule speaks."""
    if page.body is not None and mains(page):
        yield page.body


@rule("content-outside-landmarks", targets=pages_with_main)
def content_outside_landmarks(body: Element) -> Verdict:
    """All that a page says stands in some landmark."""
    outside = list(_outside(body))
    count = sum(len(words(own_text(node))) for node in outside)
    if count < _FEWEST_WORDS:
        return Passed("inside")
    return Failed("outside", at=outside[0], words=count, text=own_text(outside[0])[:60])


def _outside(body: Element) -> Iterator[Element]:
    """Yield the exposed elements with text that stand in no landmark."""
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if node.role in _LANDMARKS or node.role in _MAY_STAND_OUTSIDE or not node.drawn:
            continue
        if "aria-live" in node.attrs or (node.role == "link" and node.get("href").strip().startswith("#")):
            continue
        if node.exposed and own_text(node):
            yield node
        waiting.extend(reversed(node.elements))


def articles(page: Page) -> Iterator[Element]:
    """Articles that say something."""
    return (node for node in page.with_role("article") if not is_silent(node))


@rule("article-only-navigation", targets=articles)
def article_only_navigation(article: Element) -> Verdict:
    """An article is something to read, not the menu of a page."""
    only = article.order in article.page.once(_around_navigation_only)
    return Failed("only", text=article.exposed_text[:60]) if only else Passed("content")


def _around_navigation_only(page: Page) -> set[int]:
    """The order of each article that says what a navigation in it says, and nothing else."""
    found = set()
    for node in page.with_role("navigation"):
        article = next((above for above in node.ancestors if above.role == "article"), None)
        if article is not None and article.exposed_text == node.exposed_text:
            found.add(article.order)
    return found


def navigation_with_current(page: Page) -> Iterator[tuple[Element, ...]]:
    """The links of each navigation that say that they are the current page, one group a navigation, the last first."""
    for node in landmarks(page):
        if node.role == "navigation":
            current = [each for each in node.descendants if each.get("aria-current") == "page" and each.exposed]
            if current:
                yield tuple(reversed(current))


@rule("current-page-repeated", targets=navigation_with_current)
def current_page_repeated(group: tuple[Element, ...]) -> Verdict:
    """One link of a navigation is the current page; the same link may stand there twice."""
    if len({node.get("href") for node in group}) == 1:
        return Passed("one", name=group[0].name)
    return Failed(
        "several", count=len(group), first=group[-1].name or group[-1].text, last=group[0].name or group[0].text
    )
