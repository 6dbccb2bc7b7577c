"""Ids: what a reference points to is one element (WCAG 1.3.1, failure F17; HTML standard 3.2.6 "id")."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_any
from a11ycheck.page.reopened import is_reopened
from a11ycheck.page.text import collapse
from a11ycheck.rules import Failed, Passed, Verdict, rule

# Attributes whose reference carries a relation that people who do not see the page depend on.
_REFERENCES: tuple[tuple[str, frozenset[str]], ...] = (
    ("for", frozenset({"label", "output"})),
    ("headers", frozenset({"td", "th"})),
    ("aria-labelledby", frozenset()),
    ("aria-describedby", frozenset()),
    ("aria-details", frozenset()),
    ("aria-errormessage", frozenset()),
    ("aria-owns", frozenset()),
)
_SHOWN = 8  # ids named in one message


def repeated_ids(page: Page) -> list[tuple[Element, ...]]:
    """Elements that share an id, one group an id. One that the parser opened twice has its id once in the source."""
    return page.once(_repeated_ids)


def _repeated_ids(page: Page) -> list[tuple[Element, ...]]:
    groups = (tuple(node for node in group if not is_reopened(node)) for group in page.ids() if len(group) > 1)
    return [group for group in groups if len(group) > 1]


def _references(page: Page) -> dict[tuple[int, str], str]:
    """The scope and id that something on the page points to, with the first attribute that does."""
    found: dict[tuple[int, str], str] = {}
    for node in with_any(page, [attribute for attribute, _ in _REFERENCES]):
        for attribute, tags in _REFERENCES:
            if attribute in node.attrs and (not tags or node.tag in tags):
                for identifier in node.tokens(attribute):
                    found.setdefault((id(node.scope), identifier), attribute)
    return found


def repeated_ids_with_a_reference(page: Page) -> Iterator[tuple[Element, ...]]:
    """Elements of one id that a label, a description, a table cell or an ARIA attribute points to."""
    groups = repeated_ids(page)
    if groups:
        references = page.once(_references)
        yield from (group for group in groups if (id(group[0].scope), group[0].get("id")) in references)


@rule("duplicate-referenced-id", targets=repeated_ids_with_a_reference)
def duplicate_referenced_id(group: tuple[Element, ...]) -> Verdict:
    """What something points to is one element, or says the same wherever it stands."""
    first = group[0]
    identifier = first.get("id")
    attribute = first.page.once(_references)[id(first.scope), identifier]
    if attribute in ("aria-labelledby", "aria-describedby") and _say_the_same(group):
        return Passed("same", id=identifier)
    return Failed("several", id=identifier, count=len(group), attribute=attribute)


def _say_the_same(group: tuple[Element, ...]) -> bool:
    """Inlined icons repeat their title's id: whichever is taken, the same words are heard."""
    return len({(node.tag, node.name or _all_text(node)) for node in group}) == 1


def _all_text(node: Element) -> str:
    inside = [node, *node.descendants]
    return collapse(" ".join(child for each in inside for child in each.children if isinstance(child, str)))


def pages_with_ids(page: Page) -> Iterator[Element]:
    """The page, where it has ids at all."""
    if next(page.ids(), None) is not None:
        yield page.root


@rule("duplicate-id", targets=pages_with_ids)
def duplicate_id(root: Element) -> Verdict:
    """No two elements share an id. Those that something points to are another rule's."""
    page = root.page
    pointed_to = {group[0].get("id") for group in repeated_ids_with_a_reference(page)}
    groups = [group for group in repeated_ids(page) if group[0].get("id") not in pointed_to]
    if not groups:
        return Passed("unique")
    named = [group[0].get("id") for group in groups]
    shown = ", ".join(named[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")
    return Failed("repeated", at=groups[0][1], count=len(groups), ids=shown)
