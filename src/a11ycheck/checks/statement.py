"""The accessibility statement that the law asks public bodies for.

Sources: Directive (EU) 2016/2102, article 7; its model statement, Implementing Decision (EU) 2018/1523; in Finland Act
306/2019, section 9, and Act 1102/2024, by which Traficom supervises since 1 January 2025.
"""

from collections.abc import Iterator

from a11ycheck.checks.consistency import is_front_page
from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.prose import Passage, passages
from a11ycheck.rules import Failed, Passed, Site, Verdict, rule, site_rule
from a11ycheck.words import LANGUAGES, any_language

_FEWEST_PAGES = 5  # of a site; fewer may be a part of one


def ways_to_the_statement(page: Page) -> Iterator[tuple[str, Element]]:
    """Whether a page links to the statement, and whether it is a start page whose words we know."""
    said = [" ".join(link.name.lower().split()) for link in page.with_role("link")]
    if not any_language("statement_links").isdisjoint(said) or _names_statement("\n".join(said)):
        yield "statement", page.root
    elif is_front_page(page.url) and primary(page.language) in LANGUAGES:
        yield "start", page.root


def _names_statement(said: str) -> bool:
    return any(name in said for name in any_language("statement_names"))


def _is_statement(page: Page) -> bool:
    headings = [node.text for node in page.with_role("heading") if node.tag == "h1"]
    return any(_names_statement(text.lower()) for text in (*headings, page.title))


@site_rule("statement-not-linked", targets=ways_to_the_statement)
def statement_not_linked(value: str, site: Site) -> Verdict:
    """Some page of a site links to its accessibility statement. Asked once, on the start page."""
    if value == "statement" or site.values["statement-not-linked"]["statement"]:
        return Passed("linked")
    return Failed("nowhere", pages=site.pages) if site.pages >= _FEWEST_PAGES else Passed("few", pages=site.pages)


def authorities_named(page: Page) -> Iterator[Element]:
    """What in an accessibility statement names a Finnish authority that supervises, or that once did."""
    if _is_statement(page):
        for name in ("statement_authorities", "statement_former_authorities"):
            found = _first_that_names(page, any_language(name))
            if found is not None:
                yield found.element
                return


def _first_that_names(page: Page, names: frozenset[str]) -> Passage | None:
    return next((each for each in page.once(passages) if any(name in each.text.lower() for name in names)), None)


@rule("statement-authority-former", targets=authorities_named)
def statement_authority_former(place: Element) -> Verdict:
    """A statement tells where to complain, and that authority is still the one that supervises."""
    now = _first_that_names(place.page, any_language("statement_authorities"))
    return Passed("now") if now is not None else Failed("former")
