"""References and labels of ARIA that lead to nothing or say nothing new (WAI-ARIA 1.2 sections 6.6 and 6.3)."""

from collections.abc import Iterator

from a11ycheck.checks.aria_attributes import with_aria
from a11ycheck.page import Element, Page, aria
from a11ycheck.page.html_facts import EQUIVALENTS
from a11ycheck.page.text import collapse
from a11ycheck.rules import Failed, Passed, Verdict, rule

_OF_WHAT_OPENS = ("aria-controls", "aria-owns")
# aria-errormessage and aria-activedescendant come to point at something when there is something to point at.
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-details", "aria-owns", "aria-flowto", "aria-controls")


def with_references(page: Page) -> Iterator[Element]:
    """Exposed elements that point to others."""
    return (node for node in with_aria(page) if node.exposed and any(node.get(name).strip() for name in _REFERENCES))


@rule("aria-reference-broken", targets=with_references)
def aria_reference_broken(node: Element) -> Verdict:
    """What an attribute points to is there."""
    for name in _REFERENCES:
        missing = [each for each in node.tokens(name) if node.page.by_id(each, node.scope) is None]
        if missing and not (name in _OF_WHAT_OPENS and _is_closed(node)):
            return Failed("missing", attribute=name, id=missing[0])
    return Passed("present")


def _is_closed(node: Element) -> bool:
    """A closed menu or dialog may be made only when it opens; the field of a combobox may lie within it (ARIA 1.1)."""
    if node.get("aria-expanded") == "false" or node.has("aria-haspopup") or node.role in ("combobox", "tab"):
        return True
    return any(each.role == "combobox" and each.get("aria-expanded") == "false" for each in node.ancestors)


def labelled_elements(page: Page) -> Iterator[tuple[Element, ...]]:
    """Exposed elements with aria-label, as one group, those whose label says nothing first."""
    found = [node for node in with_aria(page) if node.has("aria-label") and node.exposed]
    if found:
        yield tuple(sorted(found, key=lambda node: bool(node.get("aria-label").strip())))


@rule("aria-label-empty", targets=labelled_elements)
def aria_label_empty(group: tuple[Element, ...]) -> Verdict:
    """Each label says something."""
    count = sum(not node.get("aria-label").strip() for node in group)
    return Failed("empty", count=count, tag=group[0].tag) if count else Passed("said")


def labelled_by_content_too(page: Page) -> Iterator[tuple[Element, ...]]:
    """Links, buttons and headings with aria-label and text, as one group, those where both are the same first."""
    found = [
        node
        for node in with_aria(page)
        if node.get("aria-label").strip() and node.exposed and node.role in _NAMED_BY_TEXT and node.exposed_text
    ]
    if found:
        yield tuple(sorted(found, key=lambda node: not _says_the_same(node)))


_NAMED_BY_TEXT = frozenset({"button", "heading", "link", "menuitem", "tab"})


def _says_the_same(node: Element) -> bool:
    return collapse(node.get("aria-label")).lower() == node.exposed_text.lower()


@rule("aria-label-redundant", targets=labelled_by_content_too)
def aria_label_redundant(group: tuple[Element, ...]) -> Verdict:
    """A label adds something to the text."""
    count = sum(map(_says_the_same, group))
    return Failed("same", count=count, name=group[0].exposed_text[:60]) if count else Passed("different")


def with_deprecated_candidates(page: Page) -> Iterator[Element]:
    """Exposed elements with a state or property of WAI-ARIA."""
    return (node for node in with_aria(page) if node.exposed and any(map(aria.attribute, node.attrs)))


@rule("aria-attribute-deprecated", targets=with_deprecated_candidates)
def aria_attribute_deprecated(node: Element) -> Verdict:
    """No attribute is deprecated, nor its use on the role."""
    for name in node.attrs:
        attribute = aria.attribute(name)
        if attribute is not None and attribute.deprecated:
            return Failed("everywhere", attribute=name, version=attribute.deprecated)
        if attribute is not None and _is_deprecated_here(node, name):
            return Failed("here", attribute=name, role=node.role or node.tag)
    return Passed("current")


# Fields and controls of HTML without a role of their own take these attributes all the same (ARIA in HTML 4.1).
_CONTROLS = frozenset({"audio", "embed", "input", "object", "summary", "video"})


def _is_deprecated_here(node: Element, name: str) -> bool:
    known = "-" not in node.tag and node.tag not in _CONTROLS and not node.focusable
    return known and name in aria.deprecated_use(node.role)


def with_native_equivalents(page: Page) -> Iterator[Element]:
    """Elements that HTML and ARIA both could tell the state of, and where ARIA does."""
    names = {each.aria for each in EQUIVALENTS}
    tags = frozenset[str]().union(*(each.elements for each in EQUIVALENTS))
    return (node for node in with_aria(page) if node.tag in tags and names & node.attrs.keys())


@rule("aria-contradicts-html", targets=with_native_equivalents)
def aria_contradicts_html(node: Element) -> Verdict:
    """ARIA does not deny what the native attribute says (ARIA in HTML, section 4.2)."""
    for each in EQUIVALENTS:
        if node.tag in each.elements and node.has(each.aria) and _contradicts(node, each.native, each.aria):
            return Failed("contradicts", aria=each.aria, value=node.get(each.aria)[:40], native=each.native)
    return Passed("agrees")


_FLAGS = frozenset({"checked", "disabled", "readonly", "required"})


def _contradicts(node: Element, native: str, by_aria: str) -> bool:
    said = node.get(by_aria).strip().lower()
    if native == "checked":
        is_choice = node.get("type").strip().lower() in ("checkbox", "radio") and not node.explicit_role
        return is_choice and said in ("true", "false") and (said == "true") != node.has("checked")
    if native in _FLAGS:
        return said == "false" and node.has(native)
    return node.has(native) and collapse(node.get(native)).lower() != collapse(said)
