"""The words of the reports in the reader's language, from ``reports/texts``."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec

from a11ycheck import standards
from a11ycheck.files import CHECKOUT, PACKED
from a11ycheck.settings import Language


def reports_folder() -> Path:
    """Return the folder of templates, stylesheet and texts."""
    packed = PACKED / "reports"
    return packed if packed.is_dir() else CHECKOUT / "reports"


class Texts:
    """Words of one language by their dotted key, such as ``health.heading``.

    Values put into a text are never read as a format themselves, so they may come from a page.
    """

    def __init__(self, lang: Language, words: Mapping[str, str]) -> None:
        self.lang = lang
        self.keys = frozenset(words)
        self._words = words

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its placeholders filled, numbers written as the language writes them.

        ``KeyError`` where there is no such text or a placeholder gets no value: a fault of the caller.
        """
        return self._words[key].format(**{name: self._written(value) for name, value in values.items()})

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the form of a text for a number, which it has as ``{number}``."""
        form = "one" if number == 1 else "other"
        return self(f"{key}.{form}", number=number, **values)

    def known(self, group: str, name: str) -> str:
        """Return the words for an id of a later version or of a plug-in as well: the id itself where there are none."""
        return self._words.get(f"{group}.{name}", name)

    def number(self, value: int) -> str:
        """Return a number with its thousands set apart."""
        return f"{value:,}".replace(",", self._words["format.thousands"])

    def moment(self, iso: str) -> str:
        """Return an ISO 8601 time as words in UTC, or unchanged where it is none."""
        try:
            moment = datetime.fromisoformat(iso).astimezone(UTC)
        except ValueError:
            return iso
        month = self._words["format.months"].split()[moment.month - 1]
        clock = {"hour": f"{moment:%H}", "minute": f"{moment:%M}"}
        return self._words["format.moment"].format(day=moment.day, month=month, year=moment.year, **clock)

    def _written(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) else value


@cache
def load_texts(lang: Language) -> Texts:
    """Read the words of a language."""
    content = (reports_folder() / "texts" / f"{lang}.toml").read_bytes()
    return Texts(lang, dict(_flat(msgspec.toml.decode(content, type=dict[str, object]))))


def standard_name(standard_id: str, lang: Language) -> str:
    """Return what people call a standard; its id where the standard is not known."""
    known = standards.standards().get(standard_id)
    return known.names[lang] if known else standard_id


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
