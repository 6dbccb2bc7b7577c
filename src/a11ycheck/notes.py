"""What a reader has to know of a scan, in the language of the report."""

from functools import cache

import msgspec

from a11ycheck.files import rules_folder
from a11ycheck.settings import Language


def note(key: str, lang: Language, **figures: str | int) -> str:
    """Return a line of ``rules/notes.toml``.

    Raises:
        KeyError: where there is no such line, or a figure of it is missing.
    """
    return _texts()[lang][key].format(**figures)


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = msgspec.toml.decode((rules_folder() / "notes.toml").read_bytes())
    return texts
