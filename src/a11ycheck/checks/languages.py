"""Language attributes, and whether texts are in the language that they declare (WCAG 3.1.1, 3.1.2)."""

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from a11ycheck.page import Element, Page
from a11ycheck.page.language import FEWEST_WORDS, alias, is_known, primary
from a11ycheck.page.prose import attribute_names, is_blank, passages
from a11ycheck.page.spoken import counted, function_words, likelihoods, other_language, perhaps_other_language
from a11ycheck.page.text import has_words, words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import language_names

_SAMPLE_WORDS = 25  # words judged at once: enough to be sure of a language, few enough to notice a mixture
_MOST_SAMPLES = 16
_NEARLY_ALL = 0.8  # share of samples in another language that makes the declaration wrong
_SOME = 0.25  # share that has to be certain before the likely ones are counted, too
_LIKELY = 0.9  # what the model has to make of such a sample
_MANY = 0.4  # share that makes a person look
_FEWEST_TELLING = 5  # words of a text without function words that may still show its language
_LONG_PART = 60  # words: a part of this length may hold several languages
_NEARLY_ALL = 0.8  # of the words of such a part
_SHORT_PART = 4  # words: someone chose this language for just these
# Country codes (ISO 3166-1) and misspellings that are the codes of other languages (ISO 639-1): Northern Sami, Swahili,
# Ukrainian and Ewe. Which language they are often meant for.
_MEANT = {"se": "sv", "sw": "sv", "uk": "en", "ee": "et"}


def the_page(page: Page) -> Iterator[Element]:
    """The html element of a page that holds anything."""
    if not is_blank(page):
        yield page.root


@rule("page-language-missing", targets=the_page)
def page_language_missing(root: Element) -> Verdict:
    """The page declares its language (ACT b5c3f8)."""
    if root.get("lang").strip():
        return Passed("declared", tag=root.get("lang"))
    return Failed("empty") if root.has("lang") else Failed("xml-only") if root.has("xml:lang") else Failed("missing")


def pages_with_a_language(page: Page) -> Iterator[Element]:
    """The html element, where it bears a language."""
    if page.root.get("lang").strip():
        yield page.root


@rule("page-language-invalid", targets=pages_with_a_language)
def page_language_invalid(root: Element) -> Verdict:
    """The language that a page declares exists (ACT bf051a)."""
    return _existing(root.get("lang").strip())


def _existing(tag: str) -> Verdict:
    if is_known(tag):
        return Passed("known", tag=tag)
    if is_known(tag.replace("_", "-")):
        return Failed("underscore", tag=tag, meant=tag.replace("_", "-"))
    return Failed("unknown", tag=tag)


def pages_with_a_known_language_and_text(page: Page) -> Iterator[Element]:
    """The html element, where it bears a language that exists and some text declares no other."""
    if is_known(page.root.get("lang").strip()) and page.once(_samples):
        yield page.root


def _samples(page: Page) -> list[str]:
    """Texts of some length in the language of the page, from all over it; a short page is one.

    Names, menus and addresses are left out where enough is said besides: they look alike in any language.
    """
    telling, bare = page.once(_texts_of_the_page)
    said = " ".join(telling).split()
    if len(said) < 2 * _SAMPLE_WORDS:
        said = " ".join((*telling, *bare)).split()
    if len(said) < 2 * _SAMPLE_WORDS:
        return [" ".join(said)] if said else []
    starts = range(0, len(said) - _SAMPLE_WORDS + 1, _SAMPLE_WORDS)
    return [" ".join(said[at : at + _SAMPLE_WORDS]) for at in starts[:: -(-len(starts) // _MOST_SAMPLES)]]


def _texts_of_the_page(page: Page) -> tuple[list[str], list[str]]:
    """Return the texts in the language of the page that show which it is, and those of a few bare words."""
    parts = [*page.once(passages), *page.once(attribute_names)]
    own = [page.title, *(part.text for part in parts if part.bearer is page.root)]
    telling: list[str] = []
    bare: list[str] = []
    for text in own:
        long_enough = text.count(" ") >= _FEWEST_TELLING - 1 and has_words(text, _FEWEST_TELLING)
        (telling if long_enough or counted(words(text)) else bare).append(text)
    return telling, bare


@rule("page-language-mismatch", targets=pages_with_a_known_language_and_text)
def page_language_mismatch(root: Element) -> Verdict:
    """The text of a page is in the language that it declares (ACT ucwvc8)."""
    declared = primary(root.get("lang"))
    borrowed = _language_of_names(root, declared) if len(words(root.page.title)) < FEWEST_WORDS else ""
    if borrowed:
        return Failed("other", declared=declared, found=borrowed)
    samples = root.page.once(_samples)
    others = Counter(found for found in (other_language(sample, declared) for sample in samples) if found)
    found, times = max(others.items(), default=("", 0), key=itemgetter(1))
    few = times < _SOME * len(samples)
    if not times or (few and any(_own_words(sample, declared, found) for sample in samples)):
        return Passed("same", declared=declared)  # where not even "the" is found, one sentence among names is enough
    times = sum(_is_in(sample, found, declared) for sample in samples)
    if times >= _NEARLY_ALL * len(samples) and not _has_a_frame_in(root.page, declared):
        return Failed("other", declared=declared, found=found)
    if times >= _MANY * len(samples):
        return CantTell("mixed", declared=declared, found=found, share=round(100 * times / len(samples)))
    return Passed("same", declared=declared)


def _language_of_names(bearer: Element, declared: str) -> str:
    """Return the other language in which all that an element says is declared where it comes from.

    That is so where all its texts are names by reference (``aria-labelledby``), which are spoken in the language of the
    element that they name. "" where it has other texts, or they come from its own language.
    """
    page = bearer.page
    names = [part for part in page.once(attribute_names) if part.bearer is bearer]
    if not names or any(part.bearer is bearer for part in page.once(passages)):
        return ""
    sources = [source for part in names for source in part.element.referenced("aria-labelledby")]
    found = {primary(source.lang) for source in sources}
    by_reference = all(part.element.naming.source == "aria-labelledby" for part in names)
    return found.pop() if by_reference and len(found) == 1 and not found & {"", declared} else ""


def _has_a_frame_in(page: Page, declared: str) -> bool:
    """Tell whether menus and the like are in the declared language, however the text that they surround is."""
    bare = " ".join(page.once(_texts_of_the_page)[1])
    return bare.count(" ") >= _SAMPLE_WORDS and likelihoods(bare, declared).get(declared, 0) >= _LIKELY


def _is_in(sample: str, found: str, declared: str) -> bool:
    """Tell whether a sample is in a language that others certainly are in; menus have hardly any function words."""
    if other_language(sample, declared) == found:
        return True
    rather_declared = _own_words(sample, declared, found) > _own_words(sample, found, declared)
    return not rather_declared and likelihoods(sample, declared).get(found, 0) >= _LIKELY


def _own_words(sample: str, language: str, other: str) -> int:
    """Count the function words of a language that are none of the other: "on" is of both English and Finnish."""
    lists = function_words()
    own = lists.get(alias(language), frozenset()) - lists.get(alias(other), frozenset())
    return sum(word.lower() in own for word in words(sample))


def bearers(page: Page) -> dict[int, tuple[Element, list[str]]]:
    """The elements of the body that declare a language, by their order, with the texts that they declare it for."""
    found: dict[int, tuple[Element, list[str]]] = {}
    for part in (*page.once(passages), *page.once(attribute_names)):
        if part.bearer.tag not in ("html", "head", "title"):
            found.setdefault(part.bearer.order, (part.bearer, []))[1].append(part.text)
    return found


def parts_with_a_language(page: Page) -> list[Element]:
    """Elements in the body with a lang attribute around a text that someone meets (ACT de46e4)."""
    return [element for element, _ in page.once(bearers).values()]


@rule("part-language-invalid", targets=parts_with_a_language)
def part_language_invalid(part: Element) -> Verdict:
    """The language that a part of a page declares exists (ACT de46e4)."""
    return _existing(part.get("lang").strip())


def parts_with_a_known_language(page: Page) -> Iterator[Element]:
    """Such elements whose language exists (ACT off6ek)."""
    return (part for part in parts_with_a_language(page) if is_known(part.get("lang").strip()))


@rule("part-language-mismatch", targets=parts_with_a_known_language)
def part_language_mismatch(part: Element) -> Verdict:
    """The text of a part is in the language that it declares (ACT off6ek)."""
    declared = primary(part.get("lang"))
    borrowed = _language_of_names(part, declared)
    if borrowed:
        return Failed("other", declared=declared, found=borrowed)
    texts = part.page.once(bearers)[part.order][1]
    found = _mistaken_code(declared, texts) or other_language(" ".join(texts), declared, _SHORT_PART)
    if found and _nearly_all_in(found, texts, declared):
        return Failed("other", declared=declared, found=found)
    perhaps = "" if found else perhaps_other_language(" ".join(texts), declared)
    return CantTell("perhaps", declared=declared, found=perhaps) if perhaps else Passed("same", declared=declared)


def _mistaken_code(declared: str, texts: list[str]) -> str:
    """Return the language that a code was meant for, as a country's, where the words of a short part say so."""
    meant = _MEANT.get(declared, "")
    said = [word for text in texts for word in words(text)]
    if not meant or len(said) >= _LONG_PART:
        return ""
    counts = counted(said)
    named = language_names().get(" ".join(said).lower()) == meant
    return meant if not counts.get(declared) and (counts.get(meant) or named) else ""


def _nearly_all_in(found: str, texts: list[str], declared: str) -> bool:
    """Tell whether little else than another language stands in a part; single passages are another rule's."""
    lengths = [len(text.split()) for text in texts]
    if sum(lengths) < _LONG_PART:
        return True
    others = sum(
        length
        for text, length in zip(texts, lengths, strict=True)
        if other_language(text, declared, _SHORT_PART) == found
    )
    return others >= _NEARLY_ALL * sum(lengths)
