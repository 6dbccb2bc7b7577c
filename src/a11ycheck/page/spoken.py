"""What language a text is written in, said only where two witnesses agree: its function words and a statistical model.

The model alone takes names, headings and lists of nouns for any language; function words alone cannot tell what they do
not know. Counting function words first also spares the model on the texts that are in the language they should be in.
"""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from a11ycheck.files import rules_folder
from a11ycheck.page.language import CANDIDATES, alias
from a11ycheck.page.text import first_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_COMMON_ENOUGH = 0.1  # share of function words that shows a language; running text of any language here has more
_CERTAIN = 0.9  # how sure the model has to be, among the languages that come into question
_FEWEST_FUNCTION_WORDS = 2
_PLENTIFUL = 0.3  # share of function words that the model need only find possible ...
_PLENTY = 4  # ... and how many there are to be at least
_POSSIBLE = 0.2
_FEW_SOUNDS_ALIKE = 3  # times as many function words as of the declared language
_SENTENCE = 5  # words in lower case: titles and lists of names have fewer
_OWN_FEW = 0.15  # share of function words of the declared language above which a text may well be in it
_HARDLY = 0.01  # chance of the declared language
_FEWEST_DUMMY_WORDS = 3  # of "Lorem ipsum" ...
_DUMMY = 0.25  # ... and their share of a text
_LONGEST = 60  # words that are judged: more make nothing surer
# Pairs that only a reader tells apart for certain.
_ALIKE = (frozenset({"no", "da"}), frozenset({"ru", "uk"}), frozenset({"es", "pt"}))
# A few words of Swedish may be Norwegian or Danish, too: whichever they are, they are in none of the other languages.
_AKIN = (frozenset({"sv", "no", "da"}), *_ALIKE)


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Return the commonest words of languages, from ``rules/words/function-words.toml``."""
    lists = msgspec.toml.decode((rules_folder() / "words" / "function-words.toml").read_bytes(), type=dict[str, str])
    return {language: frozenset(entry.split()) for language, entry in lists.items()}


@cache
def _languages_of_word() -> dict[str, tuple[str, ...]]:
    lists = function_words()
    return {word: tuple(lang for lang, entry in lists.items() if word in entry) for word in chain(*lists.values())}


@cache
def _dummy_words() -> frozenset[str]:
    source = (rules_folder() / "words" / "dummy-text.toml").read_bytes()
    return frozenset(msgspec.toml.decode(source, type=dict[str, str])["words"].split())


def is_dummy_text(said: Sequence[str]) -> bool:
    """Tell whether the words are those that templates are filled with."""
    dummy = _dummy_words()
    known = sum(word.lower() in dummy for word in said)
    return known >= _FEWEST_DUMMY_WORDS and known >= _DUMMY * len(said)


def counted(said: Sequence[str]) -> dict[str, int]:
    """Count for each language those of the words that are function words of it."""
    by_word = _languages_of_word()
    found: dict[str, int] = {}
    for word in filter(by_word.__contains__, map(str.lower, said)):
        for language in by_word[word]:
            found[language] = found.get(language, 0) + 1
    return found


@lru_cache(maxsize=4096)
def other_language(text: str, declared: str, fewest: int = 6) -> str:
    """Return the language of a text that certainly is in another than the declared one, "" where that is not certain.

    ``declared`` is a primary subtag; ``fewest`` the number of words below which a text says nothing.
    """
    said = first_words(text, _LONGEST)
    if len(said) < fewest:
        return ""
    counts = counted(said)
    own = counts.get(alias(declared), 0)
    if _evident(own, counts, len(said)):
        return ""
    if not any(count >= _enough(own, len(said)) for language, count in counts.items() if language != alias(declared)):
        return ""  # spares the model
    if is_dummy_text(said):
        return ""
    return _where_witnesses_agree(" ".join(said), alias(declared), counts, len(said))


def _evident(own: int, counts: dict[str, int], length: int) -> bool:
    return bool(own) and own >= max(counts.values()) and own >= _COMMON_ENOUGH * length


def _enough(own: int, length: int) -> int:
    """Return how many function words a language other than the declared one needs in a text of so many words."""
    return max(_FEWEST_FUNCTION_WORDS, math.ceil(_COMMON_ENOUGH * length), _FEW_SOUNDS_ALIKE * own)


def _where_witnesses_agree(text: str, declared: str, counts: dict[str, int], length: int) -> str:
    chances = likelihoods(text, declared)
    own = counts.get(declared, 0)
    for found in sorted(chances, key=lambda language: chances[language], reverse=True)[:2]:
        witnesses = counts.get(found, 0)
        plenty = max(_PLENTY, math.ceil(_PLENTIFUL * length), _FEW_SOUNDS_ALIKE * own)
        sure = _with_its_like(found, declared, chances) >= _CERTAIN and witnesses >= _enough(own, length)
        if (sure or (chances[found] >= _POSSIBLE and witnesses >= plenty)) and found != declared:
            return "" if {found, declared} in _ALIKE else found
    return ""


def _with_its_like(found: str, declared: str, chances: dict[str, float]) -> float:
    """Return the chance of a language, and of those hardly told from it where none of them is the declared one."""
    alike = next((group for group in _AKIN if found in group and declared not in group), {found})
    return sum(chances.get(language, 0.0) for language in alike)


@lru_cache(maxsize=4096)
def perhaps_other_language(text: str, declared: str) -> str:
    """Return the language that a text seems to be in instead of the declared one, "" where it does not seem so.

    The model alone is heard here, and only of sentences: someone who knows the languages has to look.
    """
    said = first_words(text, _LONGEST)
    alone = alias(declared)
    if sum(word[:1].islower() for word in said) < _SENTENCE or is_dummy_text(said):
        return ""
    chances = likelihoods(" ".join(said), alone)
    found = max(chances, key=lambda language: chances[language])
    lists = function_words()
    own = lists.get(alone, frozenset()) - lists.get(found, frozenset())  # "on" is of both English and Finnish
    certain = _with_its_like(found, alone, chances) >= _CERTAIN and chances.get(alone, 1.0) <= _HARDLY
    return found if certain and sum(word.lower() in own for word in said) <= _OWN_FEW * len(said) else ""


def likelihoods(text: str, declared: str) -> dict[str, float]:
    """Return the chance of each language in question, as the model sees it; they sum to 1."""
    among = {*CANDIDATES, *function_words(), declared}
    found: dict[str, float] = {}
    for label, chance in load_model().rank(text):
        language = alias(label)
        if language in among:
            found[language] = found.get(language, 0.0) + float(chance)
    total = sum(found.values()) or 1.0
    return {language: chance / total for language, chance in found.items()}


@cache
def load_model() -> "LanguageIdentifier":
    """Return the statistical model, loaded at the first call: 100 MB and most of a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (loads numpy and a model)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
