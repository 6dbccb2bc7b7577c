"""Word lists: what links, texts and titles are made of in Finnish, Swedish and English, from ``rules/words/``."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from a11ycheck.files import rules_folder

LANGUAGES = ("fi", "sv", "en")


# A project's folder of rules, whose lists are added to ours; a process scans with one set of words.
_project: list[Path] = []


def add_from(folder: Path | None) -> None:
    """Add the lists of a project's ``words/fi.toml``, ``sv.toml`` and ``en.toml``, and take its ``limits.toml``."""
    wanted = [folder / "words"] if folder is not None and (folder / "words").is_dir() else []
    if wanted != _project:
        _project[:] = wanted
        for known in (word_list, any_language, limit):
            known.cache_clear()


def _lists(path: Path) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = msgspec.toml.decode(path.read_bytes())
    return lists


@cache
def _file(lang: str) -> dict[str, list[str]]:
    return _lists(rules_folder() / "words" / f"{lang}.toml")


@cache
def word_list(name: str, lang: str) -> frozenset[str]:
    """Return a list of lower-case words or phrases; empty for a language that has none.

    Raises:
        KeyError: where no language has a list of this name.
    """
    if lang not in LANGUAGES:
        return frozenset()
    added = (_lists(folder / f"{lang}.toml") for folder in _project if (folder / f"{lang}.toml").is_file())
    return frozenset(_file(lang)[name]).union(*(lists.get(name, ()) for lists in added))


@cache
def any_language(name: str) -> frozenset[str]:
    """Return a list in all languages at once."""
    return frozenset().union(*(word_list(name, lang) for lang in LANGUAGES))


_WHOLE = 4  # letters


def count_begun(said: Iterable[str], listed: frozenset[str]) -> int:
    """Count the words of a text, in lower case, that a list names.

    Its entries of up to four letters are whole words ("star" begins "start"), longer ones beginnings.
    """
    whole, starts = _parted(listed)
    return sum(word in whole or word.startswith(starts) for word in said)


@cache
def _parted(listed: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    whole = frozenset(entry for entry in listed if len(entry) <= _WHOLE)
    return whole, tuple(listed - whole)


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
    limits: dict[str, float] = {}
    for folder in (rules_folder() / "words", *_project):
        if (folder / "limits.toml").is_file():
            limits |= msgspec.toml.decode((folder / "limits.toml").read_bytes())
    return limits[name]
