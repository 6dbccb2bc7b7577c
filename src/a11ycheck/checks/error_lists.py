"""Lists of what is wrong in a form, above it (technique G139)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.form_fields import fields
from a11ycheck.checks.form_hints import label_text
from a11ycheck.checks.form_labels import plain
from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_word
from a11ycheck.page.text import words
from a11ycheck.rules import Failed, Passed, Verdict, rule

_ERRORS = re.compile(
    r"(?:^|[-_\s])(?:errors?|validation-summary|virhe\w*|fel|felmeddelande\w*)(?:$|[-_\s])", re.IGNORECASE
)
_ENOUGH = 100  # errors and fields of a page that are compared


def error_lists(page: Page) -> Iterator[Element]:
    """Lists that are seen, are errors by a role, class or id, and name fields of the page by their labels."""
    around = -1
    called = with_word(page, ("class", "id"), _ERRORS)
    for node in sorted({*called, *page.with_role("alert")}, key=lambda each: each.order):
        if node.order > around and node.visible and not node.inside("input", "select") and _names_a_field(node):
            around = node.last
            yield node


def _names_a_field(box: Element) -> bool:
    items = [set(words(plain(item.text))) for item in box.inside("li")[:_ENOUGH]]
    labels = [set(words(plain(label_text(field)))) for field in fields(box.page)[:_ENOUGH]] if items else []
    return any(label and label <= item for item in items for label in labels)


@rule("error-list-not-tied", targets=error_lists)
def error_list_not_tied(box: Element) -> Verdict:
    """Each error of a list leads to its field."""
    links = [link for link in box.inside("a") if link.get("href").strip().startswith("#")]
    items = box.inside("li")
    return Passed("linked", count=len(links)) if links else Failed("loose", at=items[0], text=items[0].text[:80])
