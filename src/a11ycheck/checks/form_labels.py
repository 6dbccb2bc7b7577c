"""What labels say, and what they are tied to (WCAG 2.4.6, 3.3.2, techniques H44, G131 and G162)."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from a11ycheck.checks.form_fields import all_fields, fields, kind, labels_of
from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.html_facts import LABELABLE
from a11ycheck.page.painted import painted_runs
from a11ycheck.page.text import collapse, own_text
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_MARKS = re.compile(r"\([^()]*\)|[*:?.…]")
_CHOICES = frozenset({"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"})
_WRITTEN = frozenset({"textbox", "combobox", "listbox", "spinbutton"})
_CONTROLS = ("button", "input", "select", "textarea", "a")
_PICTURES = frozenset({"img", "svg:svg", "canvas", "legend"})
# What sets a field apart from one of the same label: a group with a name, or the row of a table.
_APART = frozenset({"article", "details", "dialog", "form", "li", "tr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend"})


def plain(text: str) -> str:
    """Return a label's words: lower case, without what stands in brackets, stars and the full stop or colon."""
    return collapse(_MARKS.sub(" ", text)).lower()


def filled_in(page: Page) -> list[Element]:
    """Fields that one writes into or chooses from, without boxes to tick."""
    return page.once(_filled_in)


def _filled_in(page: Page) -> list[Element]:
    return [field for field in all_fields(page) if field.role not in _CHOICES]


def named_fields(page: Page) -> Iterator[Element]:
    """Fields that have some name."""
    return (field for field in filled_in(page) if field.name)


def fields_without_a_label_before(page: Page) -> Iterator[Element]:
    """Fields with a name that can be used. A label before a field, not tied to it, is seen and another rule's."""
    fields = sorted(field.order for field in all_fields(page))
    loose = {bisect_left(fields, label.order) for label in label_elements(page) if _is_loose(label)}
    tied = {label.get("for") for label in label_elements(page)}  # to the first field of that id, where several have it
    usable = (field for field in named_fields(page) if not field.has("disabled") and field.get("id") not in tied - {""})
    return (field for field in usable if bisect_left(fields, field.order) not in loose)


@rule("placeholder-only-label", targets=fields_without_a_label_before)
def placeholder_only_label(field: Element) -> Verdict:
    """A field has a label that stays when one writes into it (technique H44; HTML 4.10.5.3.10 "placeholder")."""
    if field.naming.source != "placeholder":
        return Passed("other", name=field.name)
    if _is_search(field):
        return Passed("search", name=field.name)
    return Failed("placeholder", text=field.name)


def _is_search(field: Element) -> bool:
    """Tell whether a field is for search, whose button beside it says what it is for (technique G167)."""
    form = field.closest("form", "search")
    around = any(above.role == "search" for above in field.ancestors)
    named = field.role == "searchbox" or around or field.get("name").lower() in ("q", "s", "search", "query")
    return named and form is not None and any(inner.role == "button" for inner in form.descendants)


@rule("field-named-by-title-only", targets=named_fields)
def field_named_by_title_only(field: Element) -> Verdict:
    """A field has a label that people see without a mouse (technique H65 is for fields that cannot have one)."""
    if field.naming.source != "title" or _is_search(field):
        return Passed("other", name=field.name)
    return Failed("title", text=field.name)


def fields_named_for_listeners(page: Page) -> Iterator[Element]:
    """Fields that one fills in, named by aria-label alone, outside tables, whose headers may say what goes in."""
    for field in named_fields(page):
        is_written = field.visible and not field.disabled and not field.has("readonly")
        if (
            field.naming.source == "aria-label"
            and is_written
            and not _is_search(field)
            and not field.closest("td", "th")
        ):
            yield field


@rule("field-label-not-seen", targets=fields_named_for_listeners)
def field_label_not_seen(field: Element) -> Verdict:
    """What a field is called is also seen beside it, and stays while one writes (WCAG 3.3.2, technique G131)."""
    if _has_words_beside(field) or plain(field.name) in field.page.once(_all_words):
        return Passed("seen", name=field.name)
    return CantTell("unseen", name=field.name)


def _all_words(page: Page) -> str:
    return plain(page.body.text) if page.body is not None else ""


def _has_words_beside(field: Element) -> bool:
    """Tell whether a label, or a text that is no control, stands in the same block as the field."""
    block = field.parent
    if block is None or any(label.text for label in labels_of(field)):
        return block is not None
    return bool(own_text(block)) or any(
        child.text and child.tag not in _CONTROLS and not child.inside(*_CONTROLS) for child in block.elements
    )


@rule("field-with-two-labels", targets=fields)
def field_with_two_labels(field: Element) -> Verdict:
    """A field has one label element; some browsers read only the first (or the last) of several."""
    seen = [label for label in labels_of(field) if label.text]
    if len(seen) > 1:
        return Failed("two", first=seen[0].text, second=seen[1].text)
    return Passed("one")


def label_elements(page: Page) -> Iterator[Element]:
    """Labels that people see and that say something."""
    return (label for label in page.tagged("label") if label.visible and label.text)


@rule("label-for-nothing", targets=label_elements)
def label_for_nothing(label: Element) -> Verdict:
    """A label is the label of a field (HTML 4.10.4)."""
    if label.get("id") in label.page.once(_ids_that_name):
        return Passed("field")
    if not label.has("for"):
        inside = any(inner.tag in LABELABLE or "-" in inner.tag for inner in label.descendants)
        return Passed("field") if inside else Failed("alone", text=label.text[:60])
    field = label.page.by_id(label.get("for"), label.scope)
    if field is None:
        return Failed("nowhere", id=label.get("for"), text=label.text[:60])
    if field.tag in LABELABLE or "-" in field.tag:
        return Passed("field")
    return Failed("no-field", id=label.get("for"), tag=field.tag, text=label.text[:60])


def _is_loose(label: Element) -> bool:
    return isinstance(label_for_nothing(label), Failed)


def _ids_that_name(page: Page) -> frozenset[str]:
    return frozenset(
        token for node in with_attribute(page, "aria-labelledby") for token in node.tokens("aria-labelledby")
    )


def fields_with_a_visible_label(page: Page) -> Iterator[Element]:
    """Fields with a label element or a text that aria-labelledby names, both visible (ACT cc0f0a)."""
    return (field for field in all_fields(page) if field.visible and _visible_labels(field))


def _visible_labels(field: Element) -> list[Element]:
    found = field.referenced("aria-labelledby") or list(labels_of(field))
    return [label for label in found if label.visible and label.text]


@rule("label-not-descriptive", targets=fields_with_a_visible_label)
def label_not_descriptive(field: Element) -> Verdict:
    """The label of a field says what to fill in (ACT cc0f0a)."""
    said = plain(" ".join(label.text for label in _visible_labels(field)))
    words = said.rstrip(" 0123456789")
    if words in any_language("label_placeholders"):
        return Failed("placeholder", name=said)
    if field.order in field.page.once(_not_told_apart):
        return Failed("repeated", name=said)
    if field.role in ("radio", "checkbox"):  # "other" among choices is clear
        return Passed("words", name=said)
    return CantTell("vague", name=said) if words in any_language("label_vague") else Passed("words", name=said)


def _not_told_apart(page: Page) -> frozenset[int]:
    """The orders of fields in groups that repeat each other's labels, with nothing to be seen that tells them apart."""
    groups = [_labelled(group) for group in page.tagged("fieldset")]
    found: set[int] = set()
    for first, second in pairwise(group for group in groups if len(group) > 1):
        said = [[plain(label.text) for label in _visible_labels(field)] for field in first]
        again = [[plain(label.text) for label in _visible_labels(field)] for field in second]
        around = [field.closest("fieldset") for field in (first[0], second[0])]
        bare = all(box is not None and _says_only_labels(box) for box in around)
        if said == again and bare and not _is_told_before(first[-1], second[0]):
            found |= {field.order for field in (*first, *second)}
    return frozenset(found)


def _labelled(group: Element) -> list[Element]:
    inside = (node for node in group.descendants if node.role in _WRITTEN)
    return [field for field in inside if field.closest("fieldset") is group and _visible_labels(field)]


def _says_only_labels(group: Element) -> bool:
    """Tell whether nothing is seen in a group but labels of fields."""
    return not any(_is_seen(node) for node in group.descendants if own_text(node) or node.tag in _PICTURES)


def _is_seen(node: Element) -> bool:
    if any(above.tag in ("label", "button", "select") for above in node.lineage):
        return False
    if node.page.facts.layout is None:
        return node.visible
    return bool(painted_runs(node)) or (node.tag in _PICTURES and node.visible)


def _is_told_before(last: Element, first: Element) -> bool:
    """Tell whether something is seen between two groups."""
    between = last.page.elements[last.order + 1 : first.order]
    return any(_is_seen(node) for node in between if own_text(node) or node.tag in _PICTURES)


def fields_of_one_form(page: Page) -> Iterator[tuple[Element, ...]]:
    """The fields that have one name in one part of a form."""
    found: dict[tuple[int, str], list[Element]] = defaultdict(list)
    titles = page.once(_orders_of_headings)
    for field in filled_in(page):
        if field.visible and plain(field.name):
            found[_part(field, titles), plain(field.name)].append(field)
    yield from (tuple(group) for group in found.values())


def _orders_of_headings(page: Page) -> list[int]:
    return [node.order for node in page.elements if node.tag in _HEADINGS or node.role == "heading"]


def _part(field: Element, titles: list[int]) -> int:
    """Return what tells where a field stands: the group around it, and the last heading before it."""
    group = next((above for above in field.ancestors if _sets_apart(above)), None)
    before = bisect_left(titles, field.order)
    return max(titles[before - 1] if before else 0, group.order if group is not None else 0)


def _sets_apart(box: Element) -> bool:
    if box.tag in _APART or box.role == "row":
        return True
    return box.role in ("group", "region") and bool(box.name)


@rule("field-labels-repeated", targets=fields_of_one_form)
def field_labels_repeated(group: tuple[Element, ...]) -> Verdict:
    """Two fields of one part of a form do not have the same label."""
    if len(group) == 1 or _is_a_row(group):
        return Passed("different", name=group[0].name)
    return CantTell("same", at=group[1], name=group[0].name, count=len(group))


def _is_a_row(group: tuple[Element, ...]) -> bool:
    """Tell whether the fields are of unlike kinds, such as a slider and the number beside it."""
    return len({(field.role, kind(field)) for field in group}) > 1
