"""Error messages of forms: whether they say which field is wrong, and how (WCAG 3.3.1, techniques G83 and G85)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.form_fields import fields
from a11ycheck.checks.form_hints import DESCRIBING, HINT_TAGS, label_text
from a11ycheck.checks.form_labels import plain
from a11ycheck.page import Element, Page
from a11ycheck.page.facts import KINDS_OF_VALUES
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_ERROR_NAME = re.compile(r"(?:^|[-_ ])(?:error|invalid-feedback|virhe|felmeddelande)(?:$|[-_ ])", re.IGNORECASE)
_CONTROLS = ("input", "select", "textarea")  # what holds one is no message but the field with all that belongs to it
_EXCERPT = 80  # characters that a message quotes


def error_messages(page: Page) -> Iterator[Element]:
    """Texts that are errors by their role, class or id, or by being all that a field is described with.

    Those in forms that are seen, or described to who listens; those tied to a field that say nothing but "error".
    """
    called: dict[int, Element] = {}
    for form in page.tagged("form"):
        for node in form.descendants:
            if node.tag in HINT_TAGS and _is_called_an_error(node) and not node.inside(*_CONTROLS):
                called[node.order] = node
    yield from (node for node in called.values() if node.text and node.visible)
    yield from (node for node in called.values() if not node.visible and _describes_a_button(node))
    tied = (node for field in fields(page) for name in DESCRIBING for node in field.referenced(name))
    for order, node in {node.order: node for node in tied}.items():
        if order not in called and node.visible and is_vague(node.text):
            yield node


def _is_called_an_error(node: Element) -> bool:
    return node.role == "alert" or any(
        _ERROR_NAME.search(value) for value in (node.get("class"), node.get("id")) if value
    )


def _describes_a_button(message: Element) -> bool:
    """Tell whether a message that is not seen is read out with a button, whatever was filled in."""
    buttons = (node for node in message.page.with_role("button") if node.has("aria-describedby"))
    return any(message in button.referenced("aria-describedby") for button in buttons)


@rule("error-message-vague", targets=error_messages)
def error_message_vague(message: Element) -> Verdict:
    """An error message says which field is wrong and how, to those who see and to those who listen (ACT 36b590)."""
    shown = message.text[:_EXCERPT]
    if not message.visible:
        return CantTell("unseen")
    said = [word.lower() for word in words(message.text)]
    more = [word for word in said if word not in any_language("error_vague_words")]
    if not said or not _speaks_of_error(said):
        return Passed("words", text=shown)
    if not more:
        return Failed("unclear", text=shown) if _belongs_to_no_field(message) else CantTell("vague", text=shown)
    named = set(words(plain(" ".join(label_text(field) for field in _fields_of(message)))))
    asks = [word for word in said if word not in named]  # "Enter the child's name" says all about an empty field
    filled = bool(asks) and not _speaks_of_error(asks)
    return CantTell("cause", text=shown) if set(more) <= named and not filled else Passed("words", text=shown)


def says_no_more_than(text: str, label: str) -> bool:
    """Tell whether an error about a value holds nothing but words of error, those of its label and of its kind."""
    if any(sign.isdecimal() or sign == "@" for sign in text):
        return False
    said = [word.lower() for word in words(text)]
    named = set(words(plain(label).lower())) | any_language("error_vague_words") | any_language("error_kind_words")
    return all(word in named or word.startswith(_kinds()) for word in said)


def _kinds() -> tuple[str, ...]:
    return tuple(start for kind in KINDS_OF_VALUES for start in any_language(f"fields_of_{kind}"))


def is_vague(text: str) -> bool:
    """Tell whether an error message holds nothing but words that say neither which field is wrong nor how."""
    said = [word.lower() for word in words(text)]
    return bool(said) and _speaks_of_error(said) and all(word in any_language("error_vague_words") for word in said)


def _speaks_of_error(said: list[str]) -> bool:
    return any(word not in any_language("error_fill_words") for word in said)


def _fields_of(message: Element) -> list[Element]:
    form = message.closest("form")
    return [field for field in fields(message.page) if form is not None and form.contains(field)]


def _belongs_to_no_field(message: Element) -> bool:
    """Tell whether nothing shows which of several fields a message is about, nor does another message."""
    inside = _fields_of(message)
    others = [node for node in error_messages(message.page) if node is not message]
    marked = any(field.get("aria-invalid").strip().lower() not in ("", "false") for field in inside)
    tied = any(field.has(name) for field in inside for name in DESCRIBING)
    box = message.parent
    beside = [field for field in inside if box is not None and box.contains(field)]
    return len(inside) > 1 and len(beside) == len(inside) and not (others or marked or tied)
