"""Texts that tell what a colour means, and so rest on it perhaps (WCAG 1.4.1)."""

import re
from collections.abc import Iterator
from functools import cache

from a11ycheck.checks.wording import EXCERPT, SENTENCE, any_of, pages_with_texts, speaking_of
from a11ycheck.page import Element
from a11ycheck.rules import CantTell, Passed, Verdict, rule
from a11ycheck.words import word_list

_FEWEST_COLOURS = 2  # of a legend


@cache
def _marked(lang: str) -> re.Pattern[str]:
    """Match a colour by which something is marked, up to two words away."""
    colour, mark = any_of("marking_colours", lang) + r"\b", any_of("marking_words", lang) + r"\w*"
    between = r"\W+(?:\w+\W+){0,2}"
    return re.compile(rf"\b(?:{colour}{between}{mark}|{mark}{between}{colour})")


@cache
def _outdoors(lang: str) -> re.Pattern[str]:
    """Match what marks a way or place out of doors, such as signs and poles: no part of the page."""
    return re.compile(rf"\b{any_of('marks_outdoors', lang)}")


@cache
def _legend(lang: str) -> re.Pattern[str]:
    """Match a colour and the sign after which its meaning follows."""
    return re.compile(rf"\b{any_of('legend_colours', lang)}\s*(?:[:=]|\s[–-]\s)")


@rule("meaning-by-colour", targets=pages_with_texts)
def meaning_by_colour(body: Element) -> Verdict:
    """What a colour says, something else says as well: a person looks at it (WCAG 1.4.1, failure F81 and F13)."""
    found = [
        (passage, sentence)
        for passage, lang in speaking_of(body.page, _colours)
        for sentence in _telling(passage.text, lang)
    ]
    if not found:
        return Passed("none")
    passage, sentence = found[0]
    return CantTell("marked", at=passage.element, text=sentence[:EXCERPT], count=len(found))


@cache
def _colours(lang: str) -> frozenset[str]:
    return word_list("marking_colours", lang) | word_list("legend_colours", lang)


def _telling(text: str, lang: str) -> Iterator[str]:
    if len(_legend(lang).findall(text.lower())) >= _FEWEST_COLOURS:
        yield text
        return
    for sentence in SENTENCE.split(text):
        if _marked(lang).search(sentence.lower()) and not _outdoors(lang).search(sentence.lower()):
            yield sentence
