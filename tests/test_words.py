"""Word lists are tidy: lower case, each phrase once, and no phrase that is taken for two languages."""

import msgspec
import pytest

from a11ycheck.files import rules_folder
from a11ycheck.words import LANGUAGES, any_language, language_names, limit, word_list

FILES = {
    lang: msgspec.toml.decode((rules_folder() / "words" / f"{lang}.toml").read_bytes(), type=dict[str, list[str]])
    for lang in LANGUAGES
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_in_lower_case_and_said_once(lang: str) -> None:
    for name, entries in FILES[lang].items():
        assert [entry for entry in entries if entry != entry.lower()] == [], name
        assert len(entries) == len(set(entries)), name


def test_template_texts_belong_to_one_language() -> None:
    shared = [
        phrase
        for phrase in any_language("template_texts")
        if sum(phrase in word_list("template_texts", lang) for lang in LANGUAGES) > 1
    ]
    assert shared == []


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        word_list("no such list", "fi")
    assert word_list("no such list", "de") == frozenset()


def test_languages_call_themselves_by_different_names() -> None:
    names = language_names()
    assert names["på svenska"] == "sv"
    assert names["davvisámegillii"] == "se"
    assert all(name == name.lower() for name in names)


def test_limits() -> None:
    assert limit("lix_fi") > limit("lix_sv")
    with pytest.raises(KeyError):
        limit("no such limit")
