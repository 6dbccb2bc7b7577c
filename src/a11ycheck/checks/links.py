"""Links: their names, and whether they lead somewhere (WCAG 2.4.4, 4.1.2)."""

from collections.abc import Iterator
from http import HTTPStatus

from a11ycheck.page import Element, Page
from a11ycheck.page.templating import filled_later
from a11ycheck.rules import CantTell, Failed, Passed, Site, Verdict, rule, site_rule

LINK_ROLES = ("link", "doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref")
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def links(page: Page) -> list[Element]:
    """HTML links that assistive technology meets, those of the roles that inherit from link included."""
    return page.once(_links)


def _links(page: Page) -> list[Element]:
    return [node for node in page.with_role(*LINK_ROLES) if ":" not in node.tag]


@rule("link-without-name", targets=links)
def link_without_name(link: Element) -> Verdict:
    """A link says where it leads (ACT c487ae)."""
    if link.name:
        return Passed("named", name=link.name)
    attribute = filled_later(link)
    if attribute:
        return CantTell("filled-later", attribute=attribute)
    if link.tag == "area":
        return Failed("area")
    return Failed("picture-only" if link.inside("img", "svg:svg", "object", "canvas") else "no-name")


def named_links(page: Page) -> Iterator[Element]:
    """Links that have a name."""
    return (link for link in links(page) if link.name)


@site_rule("link-broken")
def link_broken(address: str, site: Site) -> Verdict:
    """An address that a page links to exists (RFC 9110 sections 15.5.5 and 15.5.11)."""
    status = site.statuses[address]
    return Failed("gone", address=address, status=status) if status in _GONE else Passed("there", address=address)
