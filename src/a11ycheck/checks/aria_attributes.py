"""States and properties of WAI-ARIA: that they exist, fit their element and have a value that means something.

Sources: WAI-ARIA 1.2 sections 5.2 and 6; ARIA in HTML section 4.1; the ACT rules named below.
"""

import re
from collections.abc import Callable
from difflib import get_close_matches

from a11ycheck.page import Element, Page, aria
from a11ycheck.page.attributes import names_in_use, with_any
from a11ycheck.rules import Failed, Passed, Verdict, rule

_INTEGER = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_STEMS = [name.removeprefix("aria-") for name in aria.ATTRIBUTES]
_SHOWN = 60  # characters of a value in a message

# ARIA in HTML, section 4.1: elements without a role of their own take the attributes of these.
_LIKE = {
    "audio": "application",
    "embed": "application",
    "object": "application",
    "summary": "button",
    "video": "application",
}
_LIKE_TEXTBOX = frozenset({"date", "datetime-local", "month", "password", "time", "week"})
_FILE_FIELD = frozenset({"aria-disabled", "aria-invalid", "aria-required"})

# ARIA in HTML, section 4.1: generic whatever stands around them. What only lacks a role (label, legend) is not judged.
_GENERIC = frozenset("a b bdi bdo data div i pre q samp small span u".split())


def aria_attributes(node: Element) -> list[str]:
    """Return the names of an element's ``aria-`` attributes, be they known or not."""
    return [name for name in node.attrs if name.startswith("aria-")]


def with_aria(page: Page) -> list[Element]:
    """Elements that bear an ``aria-`` attribute."""
    return page.once(_with_aria)


def _with_aria(page: Page) -> list[Element]:
    return with_any(page, [name for name in names_in_use(page) if name.startswith("aria-")])


@rule("aria-attribute-unknown", targets=with_aria)
def aria_attribute_unknown(node: Element) -> Verdict:
    """Each attribute exists (ACT 5f99a7)."""
    unknown = [name for name in aria_attributes(node) if aria.attribute(name) is None]
    if not unknown:
        return Passed("known")
    meant = get_close_matches(unknown[0].removeprefix("aria-"), _STEMS, n=1, cutoff=0.7)
    if meant:
        return Failed("misspelt", attribute=unknown[0], meant=f"aria-{meant[0]}")
    return Failed("unknown", attribute=unknown[0])


def with_aria_values(page: Page) -> list[Element]:
    """Elements of HTML and SVG with a state or property that says something."""
    return [
        node
        for node in with_aria(page)
        if _is_html_or_svg(node) and any(node.get(name) and aria.attribute(name) for name in aria_attributes(node))
    ]


def _is_html_or_svg(node: Element) -> bool:
    return not node.tag.startswith("math:")


@rule("aria-value-invalid", targets=with_aria_values)
def aria_value_invalid(node: Element) -> Verdict:
    """Each value is one that its attribute may have (ACT 6a7281). Whether an id leads somewhere is not asked here."""
    for name in aria_attributes(node):
        attribute = aria.attribute(name)
        value = node.get(name)
        if attribute is None or not value or _is_valid(attribute, value):
            continue
        allowed = ", ".join(_tokens(attribute))
        if allowed:
            return Failed("word", attribute=name, value=value[:_SHOWN], allowed=allowed)
        return Failed(_KIND[attribute.type], attribute=name, value=value[:_SHOWN])
    return Passed("valid")


_KIND = {"integer": "whole-number", "number": "number", "id": "one-id"}
_BOOLEANS = {
    "true/false": ("true", "false"),
    "tristate": ("true", "false", "mixed", "undefined"),
    "true/false/undefined": ("true", "false", "undefined"),
}


def _tokens(attribute: aria.Attribute) -> tuple[str, ...]:
    """Return the words that an attribute may have, none where its value is no word."""
    return _BOOLEANS.get(attribute.type) or tuple(sorted(attribute.tokens))


def _is_valid(attribute: aria.Attribute, value: str) -> bool:
    words = _tokens(attribute)
    if not words:
        shape = _SHAPES.get(attribute.type)
        return shape is None or shape(value.strip())
    said = value.lower().split()
    return all(word in words for word in said) and (len(said) == 1 or (attribute.type == "token list" and bool(said)))


# WAI-ARIA 1.2, section 6.2.4. Ids in a list are parted by spaces, so that any value is one.
_SHAPES: dict[str, Callable[[str], bool]] = {
    "integer": lambda value: _INTEGER.fullmatch(value) is not None,
    "number": lambda value: _NUMBER.fullmatch(value) is not None,
    "id": lambda value: len(value.split()) < 2,
}


def exposed_with_states(page: Page) -> list[Element]:
    """Elements that assistive technology meets, with a state or property of WAI-ARIA."""
    return page.once(_exposed_with_states)


def _exposed_with_states(page: Page) -> list[Element]:
    return [
        node
        for node in with_aria(page)
        if _is_html_or_svg(node) and node.exposed and any(aria.attribute(name) for name in aria_attributes(node))
    ]


@rule("aria-attribute-not-permitted", targets=exposed_with_states)
def aria_attribute_not_permitted(node: Element) -> Verdict:
    """Each state or property belongs to the element's role (ACT 5c01ea)."""
    if _has_a_role_of_its_own_making(node):
        return Passed("permitted")
    allowed = _permitted(node)
    wrong = [name for name in aria_attributes(node) if aria.attribute(name) and name not in allowed]
    if not wrong:
        return Passed("permitted")
    if node.role:
        return Failed("by-role", attribute=wrong[0], role=node.role)
    return Failed("without-role", attribute=wrong[0], tag=node.tag)


def _has_a_role_of_its_own_making(node: Element) -> bool:
    """A custom element may give itself a role by script, which its markup does not tell."""
    return "-" in node.tag and not node.explicit_role


def _permitted(node: Element) -> frozenset[str]:
    """Return the attributes that an element may bear, the prohibited ones too: those are another rule's."""
    role = node.role if aria.role(node.role) else ""
    permitted = aria.listed(role, focusable=node.focusable) | aria.GLOBAL_ATTRIBUTES
    if node.tag == "input" and not role:
        kind = node.get("type").strip().lower()
        return permitted | (aria.listed("textbox") if kind in _LIKE_TEXTBOX else _FILE_FIELD)
    return permitted | aria.listed(_LIKE[node.tag]) if node.tag in _LIKE else permitted


@rule("aria-global-prohibited", targets=exposed_with_states)
def aria_global_prohibited(node: Element) -> Verdict:
    """No attribute is one that the element's role forbids, such as a name on a generic element (ACT kb1m8s)."""
    forbidden = _forbidden(node)
    wrong = [name for name in aria_attributes(node) if name in forbidden]
    if not wrong:
        return Passed("allowed")
    role = node.explicit_role or node.role
    if role:
        return Failed("by-role", attribute=wrong[0], role=role)
    return Failed("generic", attribute=wrong[0], tag=node.tag)


_BY_GENERIC = aria.ROLES["generic"].prohibited


def _forbidden(node: Element) -> frozenset[str]:
    if node.explicit_role == "none":
        # A forbidden attribute does not bring the native role back (WAI-ARIA 1.3, section 4.6); taking the focus does.
        return frozenset() if node.focusable else _BY_GENERIC
    facts = aria.role(node.role)
    if facts is not None:
        return facts.prohibited
    return _BY_GENERIC if node.tag in _GENERIC and not node.role else frozenset()
