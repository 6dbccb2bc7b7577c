"""A CSS selector that finds exactly one element."""

import re

from a11ycheck.page.tree import Node, facet, inherited

_PLAIN_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


@inherited
def selector(node: Node) -> str:
    """Return a selector that matches this element and no other of its page.

    It starts at the nearest element whose id is the only one of its kind, and counts elements of one tag from there.
    Inside a frame or a shadow tree it is what finds the element in there.
    """
    anchor = _by_id(node)
    if anchor:
        return anchor
    parent = node.parent
    around = selector(parent) if parent is not None and parent.scope is node.scope else ""
    return f"{around} > {_by_position(node)}" if around else _by_position(node)


def _by_id(node: Node) -> str:
    identifier = node.get("id")
    if not identifier or not node.document.only_one(identifier):
        return ""
    return f"#{identifier}" if _PLAIN_IDENTIFIER.fullmatch(identifier) else f'[id="{_escaped(identifier)}"]'


def _escaped(value: str) -> str:
    """Escape a string for CSS (Syntax Module 3, section 2.1 "Escaping")."""
    return "".join(f"\\{ord(sign):x} " if sign in '"\\' or ord(sign) < 0x20 else sign for sign in value)


def _by_position(node: Node) -> str:
    local = node.tag.rpartition(":")[2]
    name = local if _PLAIN_IDENTIFIER.fullmatch(local) else "*"
    if node.parent is None or node.tag in ("head", "body"):
        return name
    if name == "*":
        siblings = node.parent.elements
        return f"*:nth-child({siblings.index(node) + 1})"
    position = _positions(node.parent)[node.order]
    return f"{name}:nth-of-type({position})" if position else name


@facet
def _positions(parent: Node) -> dict[int, int]:
    """Count the children of each tag once, by their order and from 1; 0 for the only one of its tag."""
    by_tag: dict[str, list[Node]] = {}
    for child in parent.elements:
        by_tag.setdefault(child.tag.rpartition(":")[2], []).append(child)
    return {
        child.order: at if len(same) > 1 else 0 for same in by_tag.values() for at, child in enumerate(same, start=1)
    }
