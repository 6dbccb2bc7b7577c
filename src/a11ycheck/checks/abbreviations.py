"""Abbreviations that no place of the page explains (WCAG 3.1.4, level AAA)."""

import re
from collections.abc import Iterator
from functools import cache

from a11ycheck.checks.wording import any_of, known_texts
from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.prose import Passage
from a11ycheck.page.spoken import function_words
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Passed, Verdict, rule
from a11ycheck.words import LANGUAGES, any_language

# Capitals by themselves: "KVTES:n" and "KVTES-asiat", and not codes or numbers such as "FI-00100" and "EN 301".
_ABBREVIATION = re.compile(r"(?<![\w.&/@#+'’-])[A-ZÅÄÖ]{2,6}(?![\w&/@+'’]|-?\d|\s\d|\.\w)")
_IN_CAPITALS = re.compile(r"\b[A-ZÅÄÖ]{2,}(?:[\s:!]+[A-ZÅÄÖ]{2,}\b)+")  # a line that is written in capitals
_ROMAN = re.compile(r"[IVXLCDM]+")
_PROSE = frozenset({"p", "li", "dd", "td", "div", "blockquote"})
_FEWEST_WORDS = 5  # of a passage: labels, logos and cells of codes have fewer
_FEWEST_LETTERS = 3  # two begin two words somewhere in any text
_MOST_PLACES = 100  # of an abbreviation on a page
_REACH = 200  # characters before and behind an abbreviation
_ENOUGH = 50  # abbreviations of a page that are looked for
_MOST_SHOWN = 5  # abbreviations that a message names


def bodies_with_abbreviations(page: Page) -> Iterator[Element]:
    """The body of a page whose running text holds abbreviations that not everybody knows."""
    if page.body is not None and page.once(_abbreviations):
        yield page.body


@rule("abbreviation-unexplained", targets=bodies_with_abbreviations)
def abbreviation_unexplained(body: Element) -> Verdict:
    """The page says somewhere what each abbreviation stands for (techniques G97, H28), or leads to a list (G55)."""
    page = body.page
    found = page.once(_abbreviations)
    explained = page.once(_marked_as_explained)
    missing = [short for short in found if short not in explained and not _is_explained(short, page.root.text)]
    if not missing:
        return Passed("explained", count=len(found))
    if any(link.name.lower().startswith(tuple(any_language("glossary_words"))) for link in page.with_role("link")):
        return Passed("listed", count=len(found))
    shown = ", ".join(missing[:_MOST_SHOWN])
    return CantTell("missing", at=found[missing[0]], shown=shown, count=len(missing))


def _abbreviations(page: Page) -> dict[str, Element]:
    """Return the abbreviations of the page's running text with the element where each comes first."""
    found: dict[str, Element] = {}
    for passage in page.once(known_texts):
        if passage.element.tag in _PROSE and len(found) < _ENOUGH:
            for short in _candidates(passage):
                found.setdefault(short, passage.element)
    if found:  # a word that is written in small letters too is one in capitals, be it for its weight
        said = set(words(page.root.text))
        return {short: at for short, at in found.items() if not {short.lower(), short.capitalize()} & said}
    return found


def _candidates(passage: Passage) -> list[str]:
    if not _ABBREVIATION.search(passage.text) or len(words(passage.text)) < _FEWEST_WORDS:
        return []
    known = any_language("abbreviations_known")
    text = _IN_CAPITALS.sub(" ", passage.text)
    return [
        short
        for short in _ABBREVIATION.findall(text)
        if short.lower() not in known and not _ROMAN.fullmatch(short) and not _is_spelt(short, passage)
    ]


def _is_spelt(short: str, passage: Passage) -> bool:
    """Tell whether the capitals are a word that is stressed, such as "EI" and "NOT"."""
    return short.lower() in function_words().get(primary(passage.bearer.get("lang")), frozenset())


def _marked_as_explained(page: Page) -> frozenset[str]:
    """Return what elements explain: abbreviations with a title, and terms of lists of definitions."""
    titled = (node.text for node in page.tagged("abbr", "acronym") if node.get("title").strip())
    terms = (node.text.rstrip(":") for node in page.tagged("dt", "dfn"))
    return frozenset((*titled, *terms))


def _is_explained(short: str, text: str) -> bool:
    """Tell whether a text says what an abbreviation stands for: in brackets, or joined by a word such as "eli"."""
    said = _explanation(short)
    return any(said.search(around) for around in _surroundings(short, text)) or _spells(short, text)


def _surroundings(short: str, text: str) -> Iterator[str]:
    """Yield what stands around each place of an abbreviation, as far as an explanation reaches; of the first places."""
    at = text.find(short)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield text[max(0, at - _REACH) : at + _REACH]
        at = text.find(short, at + 1)


@cache
def _joining() -> str:
    return "(?:" + "|".join(any_of("abbreviation_joins", lang) for lang in LANGUAGES) + ")"


def _explanation(short: str) -> re.Pattern[str]:
    own = rf"\b{short}\b(?::?[a-zåäö]+)?"
    return re.compile(
        rf"\w[”\"“]? \({own}[),;:]"  # Jätehuollon keskus (JSK)
        rf"|{own},? \((?:[^)]{{0,80}}\W)?[^\W\d_]{{5,}}[^)]{{0,80}}\)"  # JSK (jätehuollon keskus)
        rf"|{own},? (?:{_joining()}|=) "  # JSK eli jätehuollon keskus
        rf"|\w,? {_joining()} {own}"  # jätehuollon keskus eli JSK
        rf"|\w, {short}[,.]"  # Jätehuollon keskus, JSK, ...
    )


def _spells(short: str, text: str) -> bool:
    """Tell whether words one after another begin with these letters, the first of them with a capital."""
    if len(short) < _FEWEST_LETTERS:
        return False
    return re.search(rf"\b{short[0]}\w+" + "".join(rf"[\s-](?i:{letter})\w+" for letter in short[1:]), text) is not None
