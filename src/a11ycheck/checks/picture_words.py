"""Pictures with text in them, as far as it can be read (WCAG 1.1.1, 1.4.5, 1.4.9)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.image_texts import file_stem
from a11ycheck.page import Element, Page
from a11ycheck.page.text import own_text
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_SURE = 80  # certainty, of 100, of a word that was read
_SENTENCE = 5  # words that make a text, not a sign or a name
_NEARLY_ALL = 0.8  # share of words that name and picture have in common where the picture is nothing but text
_LONG_WORD = 4  # letters; shorter ones are often read where there are none
_LONGER_WORD = 6  # letters that are hardly ever read by chance, even with ...
_LIKELY = 55  # ... so little certainty
_LOGO_WORD = 2  # letters of a name in a logo
_FEW_NAMES = 2  # words of a logo's owner; more may be what the letters in the logo stand for
_WORD = re.compile(r"[^\W_]+")


def _plain(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _read(picture: Element, shortest: int, certainty: int = _SURE) -> list[str]:
    """Return the words of a picture that were read with so much certainty."""
    found = (picture.page.facts.picture_texts or {}).get(picture.number, ())
    sure = (word for each in found if each.certainty >= certainty for word in _plain(each.text))
    return [word for word in sure if len(word) >= shortest]


def pictures(page: Page) -> Iterator[Element]:
    """Pictures that are files, as far as they were looked at for text (ACT 0va7u6)."""
    known = page.facts.picture_texts or {}
    for node in page.tagged("img", "object", "input", "svg:image"):
        if node.number in known:
            yield node


@rule("picture-of-text", targets=pictures)
def picture_of_text(picture: Element) -> Verdict:
    """Text is text, no picture of it, unless its look is what matters (ACT 0va7u6)."""
    said = set(_plain(picture.name))
    words = set(_read(picture, 1))
    if _is_logo(picture):
        return Passed("logo")
    if _is_map(picture):
        return Passed("map")
    if _is_called(picture, picture.get("src"), any_language("showing_words")):
        return Passed("more")
    common = said & words
    if len(common) >= _SENTENCE and len(common) >= _NEARLY_ALL * max(len(said), len(words)):
        return Failed("text", text=picture.name[:80])
    seen = _read(picture, _LONG_WORD) or _read(picture, _LONGER_WORD, _LIKELY)
    if not seen:
        return Passed("none")
    written = {word for node in (picture, *picture.descendants) for word in _plain(own_text(node))}
    if written.issuperset(seen):  # a drawing within the page, whose words are text already
        return Passed("text")
    return CantTell("words", text=" ".join(seen)[:80])


def _is_map(picture: Element) -> bool:
    """Tell whether name or file say that a picture is a map, whose words are names of what it shows."""
    file = picture.get("src") or picture.get("data")
    return picture.has("usemap") or _is_called(picture, file, any_language("map_words"))


def _is_logo(picture: Element) -> bool:
    """Tell whether name, file or class say that a picture is a logo, whose look is its meaning."""
    logo_words = any_language("logo_words")
    classes = set(_plain(picture.get("class")))
    return _is_called(picture, picture.get("src"), logo_words) or not classes.isdisjoint(logo_words)


def _is_called(picture: Element, file: str, beginnings: frozenset[str]) -> bool:
    starts = tuple(beginnings)
    return any(word.startswith(starts) for word in (*_plain(picture.name), *_plain(file_stem(file))))


def logos_with_text(page: Page) -> Iterator[Element]:
    """Named logos in which something was read (ACT qt1vmo)."""
    for node in page.tagged("img", "canvas", "svg:svg"):
        if node.exposed and node.name and _is_logo(node) and _read(node, _LOGO_WORD):
            yield node


@rule("logo-name-other", targets=logos_with_text)
def logo_name_other(logo: Element) -> Verdict:
    """A logo is called by whose it is (ACT qt1vmo).

    Failed where what is read in the picture is in the name of its file, too, and the alternative says another name.
    """
    words, said = _read(logo, _LOGO_WORD), _plain(logo.name)
    logo_words = tuple(any_language("logo_words"))
    owner = [word for word in said if not word.startswith(logo_words)]
    if not owner or any(word in said for word in words) or any(word in "".join(said) for word in words):
        return Passed("same", name=logo.name)
    of_file = _plain(file_stem(logo.get("src")))
    twice = next((word for word in words if word in of_file), "")
    if twice and len(owner) <= _FEW_NAMES:
        return Failed("other", text=twice, name=logo.name)
    return CantTell("unlike", text=" ".join(words)[:40], name=logo.name)
