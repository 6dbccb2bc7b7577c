"""Ways past what every page repeats: headings, landmarks, links, parts that fold (WCAG 2.4.1; ACT cf77f2)."""

import re
from collections.abc import Iterator
from itertools import islice

from a11ycheck.checks.skip_links import fragment_target
from a11ycheck.page import Element, Page
from a11ycheck.page.repeated import Repeated, repeated
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_LANDMARKS = ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search")
_FRAGMENT = re.compile(r"['\"]#([^'\"\s]+)['\"]")
_MAY_PRECEDE = 12  # words of a breadcrumb trail or the like at the start of a landmark
_WORD_OF_MEANING = 4  # letters
_STEM = 5  # letters that inflection leaves alone in most words
_READ = 400  # characters of a target that a link's words are held against
_MOST_LINKS = 200


def pages_that_repeat(page: Page) -> Iterator[Element]:
    """The body of a page that holds what the pages that it links to hold, too."""
    found = page.once(repeated)
    if found is not None and found.blocks and page.body is not None:
        yield page.body


def _parts(body: Element) -> Repeated:
    found = body.page.once(repeated)
    return found if found is not None else Repeated((), (), ())


def _own_heading(page: Page) -> Element | None:
    """Return the first heading of the page's own content."""
    parts = page.once(repeated)
    if parts is None or not parts.own:
        return None
    first = parts.blocks[0].order
    found = (node for node in page.with_role("heading") if node.visible and node.order > first and node.name)
    return next((node for node in found if not parts.holds(node)), None)


def _own_landmark(page: Page) -> tuple[Element, bool] | None:
    """Return the first landmark around content of the page's own, and whether that comes first in it."""
    parts = page.once(repeated)
    found: tuple[Element, bool] | None = None
    for node in page.with_role(*_LANDMARKS):
        own = [each for each in (parts.own if parts else ()) if node is each or node.contains(each)]
        if own and parts is not None:
            before = [block for block in parts.blocks if node.contains(block) and block.order < own[0].order]
            first = sum(len(block.text.split()) for block in before) <= _MAY_PRECEDE
            if first:
                return node, True
            found = found or (node, False)
    return found


def _links_to_own(page: Page) -> Iterator[tuple[Element, Element]]:
    """Links within the page to the start of some content of its own, with their targets."""
    parts = page.once(repeated)
    for link in islice(page.with_role("link", "button"), _MOST_LINKS):
        target = _target(link)
        if parts is not None and target is not None and link.name and _leads_to_own(target, parts):
            yield link, target


def _target(link: Element) -> Element | None:
    href = link.get("href").strip()
    match = _FRAGMENT.search(link.get("onclick"))
    fragment = href[1:] if href.startswith("#") and len(href) > 1 else match[1] if match else ""
    return fragment_target(link, fragment) if fragment else None


def _leads_to_own(target: Element, parts: Repeated) -> bool:
    """Tell whether nothing that is repeated comes before the first thing of the page's own at or after a target."""
    own = next((node.order for node in parts.own if node.order >= target.order), None)
    if own is None or parts.holds(target) or not (target.visible or target.exposed):
        return False
    return not any(target.order <= block.order < own for block in parts.blocks)


def _says_where(link: Element, target: Element) -> bool:
    """Tell whether the words of a link are those of skip links, or words of its target."""
    said = [word.lower() for word in words(link.name)]
    goals = tuple(any_language("skip_goals"))
    if any(word in any_language("skip_verbs") or word.startswith(goals) for word in said):
        return True
    text = target.text[:_READ].lower()
    return any(word[:_STEM] in text for word in said if len(word) >= _WORD_OF_MEANING)


def _controls(page: Page) -> list[Element]:
    """What may fold a part of the page: buttons and what a script acts on. Links elsewhere do not."""
    return [
        node
        for node in page.elements
        if node.exposed
        and (node.role in ("button", "switch", "checkbox", "tab") or node.tag == "summary" or _is_scripted(node))
    ]


def _is_scripted(node: Element) -> bool:
    if "onclick" in node.attrs or node.has("aria-expanded") or node.has("aria-controls"):
        return _target(node) is None
    href = node.get("href").strip().lower()
    return node.role == "link" and (href.startswith("javascript:") or href in ("#", "#!"))


@rule("bypass-missing", targets=pages_that_repeat)
def bypass_missing(body: Element) -> Verdict:
    """There is a way past what is repeated to what is the page's own (ACT cf77f2)."""
    page = body.page
    landmark = _own_landmark(page)
    if not _parts(body).own:
        return Passed("nothing")
    if _own_heading(page) is not None:
        return Passed("heading")
    if landmark is not None and landmark[1]:
        return Passed("landmark")
    if any(_links_to_own(page)):
        return Passed("link")
    return CantTell("perhaps") if landmark is not None or _controls(page) else Failed("none", at=_parts(body).own[0])


@rule("own-content-without-heading", targets=pages_that_repeat)
def own_content_without_heading(body: Element) -> Verdict:
    """The page's own content has a heading (ACT 047fe0, technique H69)."""
    if not _parts(body).own:
        return Passed("nothing")
    heading = _own_heading(body.page)
    return Failed("none", at=_parts(body).own[0]) if heading is None else Passed("heading", name=heading.name)


@rule("own-content-without-landmark", targets=pages_that_repeat)
def own_content_without_landmark(body: Element) -> Verdict:
    """A landmark begins with the page's own content (ACT b40fd1, technique ARIA11)."""
    if not _parts(body).own:
        return Passed("nothing")
    landmark = _own_landmark(body.page)
    if landmark is None:
        return Failed("none", at=_parts(body).own[0])
    return Passed("landmark") if landmark[1] else CantTell("late", at=landmark[0])


def _has_structure(page: Page) -> bool:
    """Tell whether headings or landmarks lead past what is repeated: then links and folding are a luxury."""
    landmark = _own_landmark(page)
    return _own_heading(page) is not None or (landmark is not None and landmark[1])


@rule("own-content-without-link", targets=pages_that_repeat)
def own_content_without_link(body: Element) -> Verdict:
    """A link leads to the page's own content (ACT ye5d6e, technique G1), unless headings or landmarks do."""
    if not _parts(body).own or _has_structure(body.page):
        return Passed("not-needed")
    links = list(_links_to_own(body.page))
    if not links:
        return Failed("none", at=_parts(body).own[0])
    clear = next((link for link, target in links if _says_where(link, target)), None)
    return Passed("link", name=clear.name) if clear else CantTell("unclear", at=links[0][0], name=links[0][0].name)


@rule("repeated-block-not-foldable", targets=pages_that_repeat)
def repeated_block_not_foldable(body: Element) -> Verdict:
    """What is repeated can be folded away (ACT 3e12e1, technique SCR28), unless headings or landmarks lead past it."""
    if not _parts(body).before or _has_structure(body.page):
        return Passed("not-needed")
    controls = _controls(body.page)
    return CantTell("perhaps", at=controls[0]) if controls else Failed("none", at=_parts(body).before[0])
