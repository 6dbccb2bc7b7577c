"""Controls made by hand: what the Tab key reaches and scripts act on says what it is (WCAG 4.1.2)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page, aria
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.focus import focusable_by_nature
from a11ycheck.rules import Failed, Passed, Verdict, rule

_HANDLERS = frozenset({"onclick", "onkeydown", "onkeypress", "onkeyup"})
# Roles that nobody takes for a control. Others, such as region or application, may react to keys for good reasons.
_PLAIN = frozenset({"", "generic", "heading", "listitem", "none", "paragraph", "strong", "emphasis"})


def made_controls(page: Page) -> Iterator[Element]:
    """HTML elements that an attribute puts into the tab order, that react to clicks or keys, and hold no control."""
    for node in with_attribute(page, "tabindex"):
        if node.tabindex is None or not _reacts(node) or ":" in node.tag or "-" in node.tag:
            continue
        by_attribute = node.tabbable and node.exposed and not focusable_by_nature(node)
        if by_attribute and not any(inner.focusable for inner in node.descendants):
            yield node


def _reacts(node: Element) -> bool:
    return any(_NO_EFFECT.sub("", node.get(name)) for name in _HANDLERS & node.attrs.keys())


_NO_EFFECT = re.compile(r"\w*\.?(?:stopPropagation|preventDefault)\(\)|return\s+\w+|[\s;]")


@rule("control-without-role", targets=made_controls)
def control_without_role(node: Element) -> Verdict:
    """A control has the role of one (WCAG failure F59)."""
    if node.role not in _PLAIN:
        return Passed("role", role=node.role)
    word = node.get("role").strip().lower()
    if word and not any(aria.is_valid_role(each) for each in word.split()):
        return Failed("unknown-role", tag=node.tag, role=word)
    return Failed("no-role", tag=node.tag)
