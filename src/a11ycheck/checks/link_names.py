"""Links of one name, and whether they lead to the same (WCAG 2.4.4, 2.4.9)."""

from collections import defaultdict
from collections.abc import Iterator

from a11ycheck.checks.equivalents import Likeness, likeness
from a11ycheck.checks.link_targets import aim
from a11ycheck.checks.link_texts import heading_before
from a11ycheck.checks.links import LINK_ROLES
from a11ycheck.page import Element, Page
from a11ycheck.page.styling import tree_is_known
from a11ycheck.page.text import BLOCKS, collapse
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_SMALL = 100  # words: a column or a page of more is no context of its links


def groups_of_one_name(page: Page) -> Iterator[tuple[Element, ...]]:
    """Links of one name, two and more, those in pictures included (ACT b20e66)."""
    found: defaultdict[str, list[Element]] = defaultdict(list)
    for link in page.with_role(*LINK_ROLES):
        if link.name:
            found[link.name.lower()].append(link)
    yield from (tuple(group) for group in found.values() if len(group) > 1)


@rule("link-name-of-many-targets", targets=groups_of_one_name)
def link_name_of_many_targets(group: tuple[Element, ...]) -> Verdict:
    """Links of one name lead to one place (ACT b20e66). Two addresses may still show the same."""
    return _one_aim(group)


def _one_aim(group: tuple[Element, ...]) -> Verdict:
    first = group[0]
    by_aim: dict[str, Element] = {}
    for link in group:
        by_aim.setdefault(_aim(link), link)
    if len(by_aim) == 1:
        return Passed("one", name=first.name)
    found, place = likeness(first.page, list(by_aim))
    other = list(by_aim.values())[place]
    if found is Likeness.SAME:
        return Passed("same", name=first.name)
    if _told_apart(list(by_aim.values())):
        return Passed("described", name=first.name)
    if found is Likeness.OTHER and tree_is_known(first.page):
        return Failed("other", at=other, name=first.name)
    return CantTell("many", at=other, name=first.name, count=len(by_aim))


def _told_apart(links: list[Element]) -> bool:
    """Tell whether each link has a description of its own, which is part of its purpose (WCAG technique H33)."""
    described = {_description(link) for link in links}
    return len(described) == len(links) and "" not in described


def _description(link: Element) -> str:
    """Return what describes a link beside its name: referenced text, else its title (HTML AAM 1.0, section 4.2)."""
    said = " ".join(node.text for node in link.referenced("aria-describedby")) or link.get("title")
    lowered = collapse(said).lower()
    return "" if lowered == link.name.lower() else lowered


def _aim(link: Element) -> str:
    """Return where a link leads; of another page its part does not count, as with the comments on one article."""
    page, hash_sign, part = aim(link).partition("#")
    if page and not part.startswith(("/", "!")):  # these are pages of their own to a script
        return page.removesuffix("/")
    return page + hash_sign + part or f"{link.get('xlink:href')}{link.get('onclick')}{link.get('href')}"


def groups_of_one_name_and_context(page: Page) -> Iterator[tuple[Element, ...]]:
    """Links of one name in one paragraph, list item or cell, or in several of one text below one heading (ACT fd3a94).

    Those in code and headings are left out.
    """
    for group in groups_of_one_name(page):
        by_context: defaultdict[tuple[str, ...], list[Element]] = defaultdict(list)
        for link in group:
            context = _context(link)
            if context:
                by_context[context].append(link)
        yield from (tuple(links) for links in by_context.values() if len(links) > 1)


def _context(link: Element) -> tuple[str, ...]:
    """Return what the words around a link are, none where there are too many, or they are code or a heading."""
    block = next((node for node in link.ancestors if node.tag in BLOCKS), None)
    if block is None or block.role == "heading" or link.closest("code", "pre") is not None:
        return ()
    if block.tag in ("body", "main") and block.text.count(" ") >= _SMALL:
        return ()
    item = next((node for node in link.ancestors if node.role in ("listitem", "row")), None)
    around = f"{item.order} {item.text.lower()}" if item is not None else ""
    if block.text.lower() != link.text.lower():
        return (f"{block.order}", around)
    heading = heading_before(link)
    return (block.text.lower(), around, f"{heading.order}" if heading is not None else "")


@rule("link-name-twice-in-context", targets=groups_of_one_name_and_context)
def link_name_twice_in_context(group: tuple[Element, ...]) -> Verdict:
    """Links of one name in one sentence or list item lead to one place (ACT fd3a94)."""
    return _one_aim(group)
