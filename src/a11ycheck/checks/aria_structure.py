"""Roles that belong together: list and item, tab list and tab, table, row and cell (WCAG 1.3.1).

Sources: WAI-ARIA 1.2 sections 5.2.6 "Required Owned Elements" and 5.2.7 "Required Context Role"; ACT ff89c9, bc4a75,
whose definition of "owned by" is the parent in the accessibility tree.
"""

from collections.abc import Iterator

from a11ycheck.checks.aria_roles import exposed_with_another_role, with_role_attribute
from a11ycheck.page import Element, Page, aria
from a11ycheck.page.text import own_text
from a11ycheck.rules import Failed, Passed, Verdict, rule

_NOTHING = frozenset({"", "none", "generic"})


def _owners(page: Page) -> dict[int, Element]:
    """Which element each is moved to by ``aria-owns``: by the order of the owned one."""
    found: dict[int, Element] = {}
    for node in page.elements:
        if "aria-owns" in node.attrs and node.exposed:
            for owned in node.referenced("aria-owns"):
                if not owned.contains(node) and owned is not node:
                    found.setdefault(owned.order, node)
    return found


def _is_passed_over(node: Element) -> bool:
    """Tell whether the accessibility tree has no place of its own for the element.

    An li whose list was given another role is no item of a list any more (HTML-AAM 1.0 "li").
    """
    if node.role in _NOTHING:
        return True
    orphan = node.tag == "li" and not node.explicit_role and node.parent is not None and node.parent.role != "list"
    return node.role == "listitem" and orphan


def _parent(node: Element) -> Element | None:
    """Return the parent in the accessibility tree."""
    owners = node.page.once(_owners)
    here: Element | None = node
    while here is not None:
        here = owners.get(here.order) or here.parent
        if here is None or not _is_passed_over(here):
            return here
    return None


def _children(node: Element) -> Iterator[Element]:
    """Yield the children in the accessibility tree; one without a role only where it holds a text of its own."""
    owners = node.page.once(_owners)
    waiting = _owned_directly(node, owners)
    while waiting:
        child = waiting.pop(0)
        if not child.exposed:
            continue
        if not _is_passed_over(child):
            yield child
            continue
        if own_text(child):
            yield child
        waiting[:0] = _owned_directly(child, owners)


def _owned_directly(node: Element, owners: dict[int, Element]) -> list[Element]:
    here = [child for child in node.elements if owners.get(child.order, node) is node]
    if "aria-owns" not in node.attrs:
        return here
    return here + [
        child for child in node.referenced("aria-owns") if owners.get(child.order) is node and child.parent is not node
    ]


def with_roles_that_need_a_context(page: Page) -> Iterator[Element]:
    """Exposed elements whose role attribute gives them a role that belongs into another."""
    return (
        node
        for node in exposed_with_another_role(page)
        if aria.ROLES[node.role].context and not node.role.startswith("doc-")
    )


@rule("role-without-context", targets=with_roles_that_need_a_context)
def role_without_context(node: Element) -> Verdict:
    """The element stands directly in what its role belongs to."""
    context = aria.ROLES[node.role].context
    parent = _parent(node)
    if parent is not None and parent.role in context:
        return Passed("context", role=node.role, parent=parent.role)
    return Failed("alone", role=node.role, context=_or(context))


def _or(roles: frozenset[str]) -> str:
    return ", ".join(sorted(roles))


def with_roles_that_own(page: Page) -> Iterator[Element]:
    """Exposed elements whose role attribute gives them a role that holds certain others, unless they are being filled.

    Lists and tables of HTML have rules of their own.
    """
    for node in with_role_attribute(page):
        facts = aria.role(node.explicit_role)
        if facts is None or not facts.children or facts.since != "1.2":
            continue
        if node.explicit_role == node.role and node.exposed and not _is_busy(node):
            yield node


def _is_busy(node: Element) -> bool:
    return any(each.get("aria-busy").strip().lower() == "true" for each in node.lineage)


@rule("role-without-owned-elements", targets=with_roles_that_own)
def role_without_owned_elements(node: Element) -> Verdict:
    """Whatever stands directly in the element has one of the roles that belong there."""
    facts = aria.ROLES[node.role]
    for child in _children(node):
        if child.role in facts.children or child.role in facts.allowed_children:
            continue
        stranger = _first_stranger(child, facts) if child.role in facts.grouping else child
        if stranger is not None:
            figures = {"role": node.role, "children": _or(facts.children)}
            if _is_passed_over(stranger):
                return Failed("text", at=stranger, tag=stranger.tag, **figures)
            return Failed("other", at=stranger, child=stranger.role, **figures)
    return Passed("owned", role=node.role)


def _first_stranger(group: Element, facts: aria.Role) -> Element | None:
    """Return the first element in a group that does not belong there, such as a group in the group."""
    fitting = facts.children | facts.allowed_children
    return next((child for child in _children(group) if child.role not in fitting), None)
