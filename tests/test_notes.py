"""Notes say the same in three languages."""

from string import Formatter

import pytest

from a11ycheck.notes import _texts, note
from a11ycheck.settings import Language


def _figures(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_every_note_is_there_with_the_same_figures(lang: Language) -> None:
    english, other = _texts()["en"], _texts()[lang]
    assert {key: _figures(text) for key, text in other.items()} == {
        key: _figures(text) for key, text in english.items()
    }
    assert not set(english.values()) & {text for key, text in other.items() if key != "at-page"}


def test_a_note_speaks_the_language_that_is_asked_for() -> None:
    assert note("unlisted", "fi", count=3, example="https://kunta.example/x") == (
        "Sivukartassa on 3 osoitetta, joita ei ole olemassa, esimerkiksi https://kunta.example/x"
    )
