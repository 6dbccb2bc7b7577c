"""Texts in another language than the one in force for them (WCAG 3.1.2, technique H58).

A text counts only where it certainly is prose in that language: names, references and single words belong to no
language, and WCAG excepts names, technical terms and what became part of the surrounding language.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, groupby

from a11ycheck.checks.languages import bearers, page_language_mismatch
from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.language import is_known, primary
from a11ycheck.page.prose import Passage, attribute_names, language_bearer, passages, title_element
from a11ycheck.page.spoken import function_words, other_language, perhaps_other_language
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import LANGUAGES, language_names, word_list

_FEWEST_WORDS = 8  # of a passage: a shorter one is mostly a name, a motto or a menu
_FEWEST_OF_SENTENCE = 6  # words, where a full stop ends them: a name or a menu has none
_FEWEST_LONG_WORDS = 6  # ... of so many characters together: Finnish has long words
_MANY_LETTERS = 70
_FEWEST_WORDS_OF_NAME = 5  # of a text alternative or label
_LOWER_CASE = 0.6  # share of words of meaning in lower case that tells prose from names and titles
_FEWEST_OF_MEANING = 2
_EXCERPT = 60  # characters that a message quotes
_FEWEST_OF_SCRIPT = 3  # words in another script: fewer may be someone's name, or that of a language
_LETTERS_OF_SCRIPT = 12  # ... and letters, or half as many where nothing parts the words, as in Chinese
_NEARLY_ALL = 0.9  # of a text's letters
# Scripts of no Finnish, Swedish or English text (Unicode 16, Blocks.txt): Greek to Georgian, Ethiopic to
# Vedic, Greek with accents, Japanese and Chinese, Korean, and the forms of Hebrew and Arabic letters.
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u10ff\u1200-\u1cff\u1f00-\u1fff\u3040-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufeff]"
)
_OF_NO_SPACES = re.compile("[\u0e00-\u0eff\u3040-\u9fff]")  # Thai, Lao, Japanese, Chinese
_SCRIPT = "*"  # in place of a language, which letters alone do not tell
_OWN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "value")
# A publication in a list of references: a year in brackets, a DOI, "et al.", pages.
_REFERENCE = re.compile(r"\((?:19|20)\d\d[a-z]?\)|\bdoi\b|\bet al\b|\bISBN\b|\bpp?\. ?\d", re.IGNORECASE)


def is_prose(text: str, language: str) -> bool:
    """Tell whether a text is more than names: most words of meaning begin with a small letter."""
    common = function_words().get(language, frozenset())
    meaning = [word for word in words(text) if word.lower() not in common]
    small = sum(word[0].islower() for word in meaning)
    return small >= max(_FEWEST_OF_MEANING, _LOWER_CASE * len(meaning)) and not _REFERENCE.search(text)


def _certainly_other(passage: Passage, fewest: int) -> str:
    declared = primary(passage.bearer.get("lang"))
    found = other_language(passage.text, declared, fewest)
    return found if found and is_prose(passage.text, found) else ""


def rightly_declared(page: Page) -> frozenset[int]:
    """The orders of elements whose declared language exists and is that of their text as a whole."""
    right = {
        order
        for order, (bearer, texts) in page.once(bearers).items()
        if is_known(bearer.get("lang").strip()) and not other_language(" ".join(texts), primary(bearer.get("lang")), 4)
    }
    if is_known(page.root.get("lang").strip()) and not isinstance(page_language_mismatch(page.root), Failed):
        right.add(page.root.order)
    return frozenset(right)


def runs_of_one_language(page: Page) -> Iterator[tuple[Element, ...]]:
    """Neighbouring passages of some length that are in one language, be it the declared one or another."""
    for _, run in groupby(page.once(_languages), key=lambda entry: (entry[0], entry[1].bearer.order)):
        yield tuple(passage.element for _, passage in run)


def _languages(page: Page) -> list[tuple[str, Passage]]:
    """Passages that are long enough to judge, each with its certain other language or ""."""
    right = page.once(rightly_declared)
    said = [passage for passage in page.once(passages) if passage.bearer.order in right]
    scripts = _may_be_of_other_script("\n".join([each.text for each in said]))
    return [
        (_SCRIPT if of_script else _certainly_other(passage, _FEWEST_OF_SENTENCE), passage)
        for passage in said
        if (of_script := scripts and _is_of_other_script(passage)) or _is_long(passage.text)
    ]


def _is_long(text: str) -> bool:
    spaces = text.count(" ")
    if spaces >= _FEWEST_WORDS - 1:
        return True
    return spaces >= _FEWEST_OF_SENTENCE - 1 and (len(text) >= _MANY_LETTERS or text[-1] in ".!?")


def _may_be_of_other_script(text: str) -> bool:
    try:
        text.encode("cp1252")  # which has no such letters, and is tried much faster than a pattern
    except UnicodeEncodeError:
        return bool(_OTHER_SCRIPT.search(text))
    return False


def _is_of_other_script(passage: Passage) -> bool:
    """Tell whether a text in a language of Latin letters has hardly any of these."""
    found = len(_OTHER_SCRIPT.findall(passage.text))
    if found <= _LETTERS_OF_SCRIPT // 2 or primary(passage.bearer.get("lang")) not in LANGUAGES:
        return False
    unparted = bool(_OF_NO_SPACES.search(passage.text))
    enough = unparted or (found >= _LETTERS_OF_SCRIPT and len(passage.text.split()) >= _FEWEST_OF_SCRIPT)
    return enough and found >= _NEARLY_ALL * sum(map(str.isalpha, passage.text))


def _perhaps_other(passage: Passage) -> str:
    """Return the language in which a sentence seems to be that has not one common word of the declared language."""
    declared = primary(passage.bearer.get("lang"))
    if declared not in LANGUAGES or not passage.text.endswith((".", "!", "?")):
        return ""
    common = function_words()[declared]
    if not common.isdisjoint(passage.text.lower().split()):  # nearly all; words with a sign at them are asked below
        return ""
    said = [word.lower() for word in words(passage.text)]
    if len(said) < _FEWEST_LONG_WORDS or not common.isdisjoint(said):
        return ""
    if declared == "fi" and _small_words().isdisjoint(said):  # which Finnish can do without, and the others cannot
        return ""
    found = perhaps_other_language(passage.text, declared)
    return found if found in LANGUAGES and is_prose(passage.text, found) else ""


@cache
def _small_words() -> frozenset[str]:
    """Return the common words of Swedish and English."""
    return function_words()["sv"] | function_words()["en"]


def _passage_languages(page: Page) -> dict[int, tuple[str, Passage]]:
    return {passage.element.order: (found, passage) for found, passage in page.once(_languages)}


@rule("part-language-unmarked", targets=runs_of_one_language)
def part_language_unmarked(run: tuple[Element, ...]) -> Verdict:
    """A passage in another language says so (WCAG 3.1.2)."""
    found, passage = run[0].page.once(_passage_languages)[run[0].order]
    declared = primary(passage.bearer.get("lang"))
    text = _shortened(passage.text)
    if found == _SCRIPT:
        return Failed("script", declared=declared, text=text, count=len(run))
    if found:
        return Failed("other", declared=declared, found=found, text=text, count=len(run))
    for passage in (_of(element) for element in run):
        perhaps = _perhaps_other(passage)
        if perhaps:
            text = _shortened(passage.text)
            return CantTell("perhaps", at=passage.element, declared=declared, found=perhaps, text=text)
    return Passed("same", declared=declared)


def _of(element: Element) -> Passage:
    return element.page.once(_passage_languages)[element.order][1]


def _shortened(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def names_from_attributes(page: Page) -> Iterator[Element]:
    """Elements that an attribute names in some words, where a language is rightly declared."""
    right = page.once(rightly_declared)
    for found in page.once(attribute_names):
        if found.bearer.order in right and found.text.count(" ") >= _FEWEST_WORDS_OF_NAME - 1:
            yield found.element


@rule("name-language-unmarked", targets=names_from_attributes)
def name_language_unmarked(element: Element) -> Verdict:
    """A text alternative or label is in the language in force for it (WCAG 3.1.2)."""
    bearer = language_bearer(element)
    declared = primary(bearer.get("lang"))
    found = _certainly_other(Passage(element, bearer, element.name), _FEWEST_WORDS_OF_NAME)
    if found:
        return Failed("other", declared=declared, found=found, name=_shortened(element.name))
    return Passed("same", declared=declared)


def titles_in_a_declared_language(page: Page) -> Iterator[Element]:
    """The title of a page whose language is rightly declared."""
    title = title_element(page)
    if title is not None and page.title and page.root.order in page.once(rightly_declared):
        yield title


@rule("title-language", targets=titles_in_a_declared_language)
def title_language(title: Element) -> Verdict:
    """The title is in the language of the page."""
    bearer = language_bearer(title)
    found = _certainly_other(Passage(title, bearer, title.page.title), _FEWEST_WORDS_OF_NAME)
    declared = primary(bearer.get("lang"))
    if found:
        return Failed("other", declared=declared, found=found, title=title.page.title)
    return Passed("same", declared=declared)


def controls_and_labels(page: Page) -> Iterator[Element]:
    """Named elements that templates bring along, where Finnish, Swedish or English is rightly declared."""
    right = page.once(rightly_declared)
    for node in page.with_role(*_TEMPLATE_ROLES):
        if node.name and primary(node.lang) in LANGUAGES and language_bearer(node).order in right:
            yield node


_TEMPLATE_ROLES = (
    *("banner", "button", "combobox", "complementary", "contentinfo", "dialog", "form", "heading", "img", "link"),
    *("iframe", "navigation", "region", "search", "searchbox", "tab", "textbox"),
)


@rule("template-text-untranslated", targets=controls_and_labels)
def template_text_untranslated(element: Element) -> Verdict:
    """The words of a template are in the language in force for them (WCAG 3.1.2)."""
    said = element.name.lower().strip(" .:»›>←→")
    found = template_language(said)
    if not found:
        return Passed("same", declared=primary(element.lang))
    declared = primary(_language_inside(element))
    if found != declared and declared in LANGUAGES and said not in language_names():
        return Failed("other", name=element.name, found=found, declared=declared)
    return Passed("same", declared=declared)


def template_language(said: str) -> str:
    """Return the language whose template words a whole text is, "" where it is of none or of several."""
    return _languages_of_template_texts().get(said, "")


@cache
def _languages_of_template_texts() -> dict[str, str]:
    said = Counter(chain.from_iterable(word_list("template_texts", lang) for lang in LANGUAGES))
    return {text: lang for lang in LANGUAGES for text in word_list("template_texts", lang) if said[text] == 1}


def _marked(page: Page) -> list[Element]:
    return [node for node in with_attribute(page, "lang") if node.get("lang").strip()]


def _language_inside(element: Element) -> str:
    """The language of an element's words: of the one element inside that marks them, or of the element itself."""
    if (
        element.naming.source in _OWN_ATTRIBUTES
    ):  # an attribute is in the language of its element, whatever stands inside
        return element.lang
    marked = next((node for node in element.page.once(_marked) if element.contains(node)), None)
    return (marked or element).lang
