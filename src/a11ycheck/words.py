"""Word lists: what links, texts and titles are made of in Finnish, Swedish and English, from ``rules/words/``."""

from functools import cache

import msgspec

from a11ycheck.files import rules_folder

LANGUAGES = ("fi", "sv", "en")


@cache
def _file(lang: str) -> dict[str, list[str]]:
    path = rules_folder() / "words" / f"{lang}.toml"
    lists: dict[str, list[str]] = msgspec.toml.decode(path.read_bytes())
    return lists


@cache
def word_list(name: str, lang: str) -> frozenset[str]:
    """Return a list of lower-case words or phrases; empty for a language that has none.

    Raises:
        KeyError: where no language has a list of this name.
    """
    if lang not in LANGUAGES:
        return frozenset()
    return frozenset(_file(lang)[name])


@cache
def any_language(name: str) -> frozenset[str]:
    """Return a list in all languages at once."""
    return frozenset().union(*(word_list(name, lang) for lang in LANGUAGES))


@cache
def language_names() -> dict[str, str]:
    """Return what languages call themselves, in lower case, with their primary subtags: "på svenska" is "sv"."""
    path = rules_folder() / "words" / "language-names.toml"
    names: dict[str, list[str]] = msgspec.toml.decode(path.read_bytes())
    return {name: language for language, entry in names.items() for name in entry}


@cache
def limit(name: str) -> float:
    """Return one of the limits that ``rules/words/limits.toml`` explains.

    Raises:
        KeyError: where there is no such limit.
    """
    limits: dict[str, float] = msgspec.toml.decode((rules_folder() / "words" / "limits.toml").read_bytes())
    return limits[name]
