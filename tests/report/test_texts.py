import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from a11ycheck.model import Outcome, Reason
from a11ycheck.report.texts import load_texts, reports_folder
from a11ycheck.settings import Language

LANGUAGES: tuple[Language, ...] = ("en", "fi", "sv")
# Keys that code or a template puts together, by their group.
COMPOSED = ("outcome", "meaning", "reason", "where", "pages", "exit", "documents.kinds", "left_out.rules",
            "scan.engines", "scan.kinds", "scan.facts_needed", "suppressed.states", "format")  # fmt: skip


def words(lang: Language) -> dict[str, str]:
    def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{key}.")
            else:
                yield prefix + key, value

    return dict(flat(tomllib.loads((reports_folder() / "texts" / f"{lang}.toml").read_text(encoding="utf-8"))))


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_every_language_has_the_same_keys_and_placeholders(lang: Language) -> None:
    english, other = words("en"), words(lang)
    assert set(english) == set(other)
    for key in english:
        assert set(re.findall(r"{\w+}", english[key])) == set(re.findall(r"{\w+}", other[key])), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_outcome_and_reason_has_words(lang: Language) -> None:
    known = words(lang)
    assert all(f"outcome.{outcome.value}" in known and f"meaning.{outcome.value}" in known for outcome in Outcome)
    assert all(f"reason.{reason.value}" in known for reason in Reason)


def test_no_text_is_unused() -> None:
    folder = reports_folder().parent
    users = [*(reports_folder() / "templates").glob("*.html"), *(folder / "src/a11ycheck/report").glob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in users)
    for key in words("en"):
        stem = re.sub(r"\.(one|other)$", "", key)
        used = re.search(rf"""["']({re.escape(stem)}|{re.escape(key)})["']""", code)
        assert used or stem.rpartition(".")[0] in COMPOSED, key


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("en", "1,234,567"), ("fi", "1\u00a0234\u00a0567"), ("sv", "1\u00a0234\u00a0567")],
)
def test_numbers_are_written_as_the_language_writes_them(lang: Language, shown: str) -> None:
    assert load_texts(lang).number(1_234_567) == shown


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", "5 March 2026, 07:12 UTC"),
        ("fi", "5. maaliskuuta 2026 klo 07.12 (UTC)"),
        ("sv", "5 mars 2026 kl. 07.12 (UTC)"),
    ],
)
def test_times_are_written_as_the_language_writes_them(lang: Language, shown: str) -> None:
    assert load_texts(lang).moment("2026-03-05T09:12:00+02:00") == shown
    assert load_texts(lang).moment("yesterday") == "yesterday"


def test_number_decides_between_one_and_other() -> None:
    texts = load_texts("fi")
    assert texts.count("issues.occurrences", 1) == "1 esiintymä"
    assert texts.count("issues.occurrences", 0) == "0 esiintymää"


def test_value_is_never_read_as_a_format() -> None:
    assert load_texts("en")("criteria.caption", standard="{level.__class__}", level="{0}").count("{") == 2


def test_unknown_id_is_shown_as_it_is_and_unknown_text_is_an_error() -> None:
    texts = load_texts("sv")
    assert texts.known("where", "banner") == "Sidhuvud"
    assert texts.known("where", "carousel") == "carousel"
    with pytest.raises(KeyError):
        texts("health.banana")
