"""Hints, marks and errors of fields: seen beside the field, and tied to it (WCAG 1.3.1, 3.3.1, 3.3.2)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.form_fields import fields, labels_of
from a11ycheck.checks.form_labels import filled_in, plain
from a11ycheck.page import Element, Page
from a11ycheck.page.text import own_text, words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import LANGUAGES, any_language, count_begun

_STAR = "*"
_LONGEST_HINT = 160  # characters
_MOST_ELEMENTS_OF_A_FIELD = 40  # what holds more is no box around one field
DESCRIBING = ("aria-describedby", "aria-errormessage", "aria-details")
# Classes of fields in error; Angular says "ng-invalid" of a required field that nobody has filled in yet.
_WRONG = re.compile(r"(?:^|\s)(?!ng-)(?:[\w-]+-)?(?:invalid|error)(?:$|\s)|(?:^|\s)is-danger(?:$|\s)")
# What texts are called that explain a field, as by Bootstrap and Drupal.
_HINT = re.compile(
    r"(?:^|[-_\s])(?:help(?:-?text|-?block)?|hint|form-text|ohje(?:teksti)?|aputeksti|hjalp(?:text)?)(?:$|[-_\s])",
    re.IGNORECASE,
)
_GROUPS = frozenset({"group", "radiogroup"})
HINT_TAGS = frozenset({"div", "em", "i", "p", "small", "span"})


def form_of(field: Element) -> Element:
    """Return the form that a field stands in, else the page."""
    return field.closest("form") or field.page.root


def is_required(field: Element) -> bool:
    """Tell whether a field says by an attribute that it has to be filled in."""
    return field.has("required") or field.get("aria-required").strip().lower() == "true"


def label_text(field: Element) -> str:
    """Return the visible text of a field's labels."""
    found = labels_of(field) or field.referenced("aria-labelledby")
    return " ".join(label.text for label in found if label.visible)


def forms_with_stars(page: Page) -> Iterator[tuple[Element, ...]]:
    """The fields of each form whose labels bear a star, in languages whose words about that we know."""
    found: dict[int, list[Element]] = {}
    for field in fields(page) if page.language in ("", *LANGUAGES) else ():
        if label_text(field).strip().startswith(_STAR) or label_text(field).strip().endswith(_STAR):
            found.setdefault(form_of(field).order, []).append(field)
    yield from map(tuple, found.values())


@rule("required-star-unexplained", targets=forms_with_stars)
def required_star_unexplained(group: tuple[Element, ...]) -> Verdict:
    """A form says what its stars mean (technique H90)."""
    if group[0].page.once(_explains_stars):
        return Passed("explained")
    return Failed("unexplained", count=len(group), label=label_text(group[0]))


def _explains_stars(page: Page) -> bool:
    """Tell whether some text outside of labels speaks of stars."""
    for node in page.elements:
        text = own_text(node) if node.tag not in ("script", "style") else ""
        if not text or not node.visible or any(above.tag in ("label", "legend") for above in node.lineage):
            continue
        said = [word.lower() for word in words(text)]
        if (_STAR in text and said) or count_begun(said, any_language("star_words")):
            return True
        if text == _STAR and node.parent is not None and len(words(node.parent.text)) > 0:
            return True
    return False


def fields_marked_as_required(page: Page) -> Iterator[Element]:
    """Fields whose visible label says by a star or a word that they have to be filled in."""
    for field in filled_in(page):
        said = label_text(field)
        if _STAR in said or _says_required(said):
            yield field


def _says_required(text: str) -> bool:
    said = [word.lower() for word in words(text)]
    if not said or said[-1] not in any_language("required_words"):
        return False
    return len(said) == 1 or said[-2] not in any_language("negations")


@rule("required-not-by-attribute", targets=fields_marked_as_required)
def required_not_by_attribute(field: Element) -> Verdict:
    """A field that has to be filled in says so to machines (techniques H90 and ARIA2)."""
    return Passed("attribute") if is_required(field) else Failed("text-only", label=label_text(field))


def fields_with_a_star(page: Page) -> Iterator[Element]:
    """Fields whose visible label bears a star."""
    return (field for field in filled_in(page) if _STAR in label_text(field))


@rule("required-mark-hidden", targets=fields_with_a_star)
def required_mark_hidden(field: Element) -> Verdict:
    """A mark that people see is heard too: in the name, by the attribute, or in a description."""
    said = f"{field.name} {' '.join(node.text for node in field.referenced('aria-describedby'))}"
    if _STAR in said or is_required(field) or _says_required(said) or not field.name:
        return Passed("heard")
    return Failed("hidden", label=label_text(field))


def fields_with_a_hint(page: Page) -> Iterator[tuple[Element, Element]]:
    """Fields with the text beside them that reads like a hint on how to fill them in."""
    for field in filled_in(page):
        hint = _hint_of(field)
        if hint is not None:
            yield field, hint


def _hint_of(field: Element) -> Element | None:
    box = field.parent
    if box is None or box.tag == "label" or not _is_around_one_field(box):
        return None
    return next((node for node in box.elements if node is not field and _reads_like_a_hint(node)), None)


def _is_around_one_field(box: Element) -> bool:
    if box.last - box.order > _MOST_ELEMENTS_OF_A_FIELD:
        return False
    return sum(node.tag in ("input", "select", "textarea") for node in box.descendants) == 1


def _reads_like_a_hint(node: Element) -> bool:
    if node.tag not in HINT_TAGS or not node.exposed or not 0 < len(node.text) <= _LONGEST_HINT:
        return False
    if any(inner.tag in ("label", "a", "button") for inner in node.descendants):
        return False
    if _HINT.search(node.get("class")):
        return True
    text = f" {node.text.lower()}"
    return any(f" {phrase}" in text or f"({phrase}" in text for phrase in any_language("hint_phrases"))


@rule("hint-not-tied", targets=fields_with_a_hint)
def hint_not_tied(pair: tuple[Element, Element]) -> Verdict:
    """A hint beside a field is read with it (technique ARIA1)."""
    field, hint = pair
    described = [node for name in (*DESCRIBING, "aria-labelledby") for node in field.referenced(name)]
    tied = any(node is hint or node.contains(hint) or hint.contains(node) for node in described)
    if tied or plain(hint.text) in plain(f"{field.name} {field.get('title')} {field.get('aria-description')}"):
        return Passed("tied", text=hint.text)
    return Failed("loose", at=hint, text=hint.text)


def fields_with_an_error(page: Page) -> Iterator[Element]:
    """Fields that say that what was filled in is wrong, be it by a class of their own."""
    return (field for field in fields(page) if _is_invalid(field) or _WRONG.search(field.get("class")))


def _is_invalid(field: Element) -> bool:
    return field.get("aria-invalid").strip().lower() in ("true", "grammar", "spelling")


@rule("error-not-tied", targets=fields_with_an_error)
def error_not_tied(field: Element) -> Verdict:
    """A field with an error has the words of the error tied to it, or to its group (techniques ARIA21 and ARIA1)."""
    holders = (field, *(above for above in field.ancestors if above.role in _GROUPS))
    tied = (node for holder in holders for name in DESCRIBING for node in holder.referenced(name))
    said = " ".join(node.text for node in tied if node.exposed_text)
    if said.strip():
        return Passed("described", text=said[:80])
    return CantTell("alone" if _is_invalid(field) else "class-alone", name=field.name)
