"""The label that one sees is part of the name that one says (WCAG 2.5.3, ACT 2ee8b8)."""

import re
import unicodedata
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.icon_font import is_icon_font
from a11ycheck.page.styling import style_is_known
from a11ycheck.page.visible_text import has_visible_text, visible_inner_text
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

# WAI-ARIA 1.2: widget roles that support a name from content; HTML-AAM: summary, which no role of ARIA stands for.
_ROLES = (
    "button",
    "checkbox",
    "gridcell",
    "link",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "summary",
    "switch",
    "tab",
    "treeitem",
)
_FIELDS = ("textbox", "searchbox", "combobox", "listbox", "spinbutton", "checkbox", "radio", "switch", "slider")
_PARENTHESES = re.compile(r"\([^()]*\)")
_ABBREVIATED = re.compile(r"[^\W\d_]{1,6}\.(?=\s|$)")  # "Ave.", "kpl."
_HYPHENS = re.compile(r"(?<=\w)[-\u2010\u2011\u00ad](?=\w)")
_FEWEST_INITIALS = 2
# "A+" and "A-" on the buttons of text size: letters that show sizes, and no word to say.
_SIZES = re.compile(r"\s*(?:[+−–-]\s*A{1,3}|A{1,3}\s*[+−–-]{1,2}|Aa)\s*")
_ROOM = 80  # characters of a text that a message shows
# Text without abbreviations, numbers and signs, which may be said in another way than they are written.
_PLAIN_TEXT = re.compile(r"(?:[^\W\d_]|[\s,!?:;…'’-])+")


def tokens(text: str) -> list[str]:
    """Return the words of a label or name as the ACT "label in name algorithm" compares them."""
    return _all_tokens(_PARENTHESES.sub("", text))


def _all_tokens(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in folded).split()


def _within(part: list[str], whole: list[str]) -> bool:
    """Tell whether a list is a contiguous part of another."""
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def named_by_attribute(page: Page) -> Iterator[Element]:
    """Controls with visible text whose name an ARIA attribute gives (ACT 2ee8b8)."""
    for node in page.with_role(*_ROLES):
        if node.naming.source in ("aria-label", "aria-labelledby") and _shows_text(node):
            yield node


def _shows_text(node: Element) -> bool:
    return has_visible_text(node) if node.page.facts.layout is not None else bool(_words_of(node))


@rule("name-without-visible-text", targets=named_by_attribute)
def name_without_visible_text(element: Element) -> Verdict:
    """The visible text is contained in the accessible name (ACT 2ee8b8)."""
    if element.page.facts.layout is None:
        return _judge_undrawn(element)
    icons = frozenset(node.order for node in (element, *element.descendants) if _is_icon(node) or _is_of_a_key(node))
    return _judge(visible_inner_text(element, leave_out=icons), element.name)


def _words_of(node: Element) -> list[str]:
    """Return the words that an undrawn control may show, one letter alone left out: it is a sign, not a word."""
    said = tokens(_HYPHENS.sub("", node.text))
    return said if any(len(word) > 1 for word in said) else []


def _judge_undrawn(node: Element) -> Verdict:
    """Judge by what the source tells: a sheet that was not read may hide a part, or draw a word as an icon."""
    if _within(_words_of(node), tokens(_HYPHENS.sub("", node.name))) or _within(
        _all_tokens(node.text), _all_tokens(node.name)
    ):
        return Passed("same", text=node.text[:_ROOM], name=node.name)
    certain = _shows_all(node) and _PLAIN_TEXT.fullmatch(node.text) and not _may_be_abbreviated(node.text, node.name)
    return (Failed if certain else CantTell)("other", text=node.text[:_ROOM], name=node.name)


def _shows_all(node: Element) -> bool:
    """Tell whether all text in a control is seen as it is written: pieces with a class may be hidden, or be icons."""
    inner = any(each.has("class") for each in node.descendants)
    return node.page.once(style_is_known) and not inner and "icon" not in node.get("class").lower()


def _is_icon(node: Element) -> bool:
    """Tell whether a font draws pictures from an element's letters."""
    return bool(node.runs) and is_icon_font(node.computed("font-family"))


def _is_of_a_key(node: Element) -> bool:
    """Tell whether an element says which key does the same, which is no part of what a control is called."""
    return any(above.tag == "kbd" for above in node.lineage)


def _judge(label: str, name: str) -> Verdict:
    seen, said = tokens(label), tokens(name)
    text = " ".join(label.split())[:_ROOM]
    if _within(seen, said) or _within(_all_tokens(label), _all_tokens(name)):  # "EN" in "English (EN)"
        return Passed("same", text=text, name=name)
    if _SIZES.fullmatch(label):
        return Passed("symbol", text=text, name=name)
    if len(seen) == 1 and len(seen[0]) == 1 and seen[0].isalpha():
        return Passed("symbol", text=text, name=name) if seen[0] == "x" else CantTell("symbol", text=text, name=name)
    if _may_be_abbreviated(label, name) or _is_hyphenated_otherwise(label, name) or _is_counted_otherwise(seen, said):
        return CantTell("written-otherwise", text=text, name=name)
    return Failed("other", text=text, name=name)


def _is_counted_otherwise(seen: list[str], said: list[str]) -> bool:
    """Tell whether all that is seen is in a name, and a number alone stands elsewhere there, as that of a step."""
    words = [token for token in seen if not token.isdigit()]
    return bool(words) and set(seen) <= set(said) and _within(words, said)


def _is_hyphenated_otherwise(label: str, name: str) -> bool:
    return _within(tokens(_HYPHENS.sub("", label)), tokens(_HYPHENS.sub("", name)))


def _may_be_abbreviated(label: str, name: str) -> bool:
    """Tell whether a word with a full stop, or a word of initials, stands for longer ones on the other side."""
    return any(_stands_for(short, tokens(long)) for short, long in ((label, name), (name, label)))


def _stands_for(text: str, long: list[str]) -> bool:
    dotted = (tokens(found)[-1:] for found in _ABBREVIATED.findall(text))
    if any(word and len(other) > len(word[0]) and other.startswith(word[0]) for word in dotted for other in long):
        return True
    initials = "".join(word[0] for word in long if len(word) > 1)
    capitals = [word for word in re.findall(r"\w+", text) if word.isupper() and len(word) >= _FEWEST_INITIALS]
    return any(word.casefold() in initials for word in capitals)


def labelled_fields(page: Page) -> Iterator[Element]:
    """Fields with a visible label element whose name an ARIA attribute gives."""
    for node in page.with_role(*_FIELDS):
        named = node.has("aria-label") or node.has("aria-labelledby")
        if (
            named
            and node.naming.source.startswith("aria")
            and any(has_visible_text(each) for each in node.labels if isinstance(each, Element))
        ):
            yield node


@rule("field-label-not-in-name", targets=labelled_fields)
def field_label_not_in_name(field: Element) -> Verdict:
    """What a field's label element shows is contained in its name (WCAG 2.5.3, failure F96)."""
    labels = [label for label in field.labels if isinstance(label, Element) and has_visible_text(label)]
    inside = frozenset(node.order for label in labels for node in (field, *field.descendants) if label.contains(field))
    verdicts = [_judge(visible_inner_text(label, leave_out=inside), field.name) for label in labels]
    return min(verdicts, key=lambda verdict: (Failed, CantTell, Passed).index(type(verdict)))
