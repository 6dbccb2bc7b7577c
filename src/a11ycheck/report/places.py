"""Which formats are written, and where: ``html``, or ``sarif=out/code.sarif`` with a place of its own."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from a11ycheck.formats import FORMATS
from a11ycheck.settings import Settings


class Place(Struct, frozen=True):
    """A format and the file that it goes into."""

    name: str
    path: Path


def places(settings: Settings) -> tuple[Place, ...]:
    """Return each chosen format once with its file.

    Raises:
        ValueError: for a format that does not exist.
    """
    return tuple(dict.fromkeys(_places(settings)))


def _places(settings: Settings) -> Iterator[Place]:
    for word in settings.formats:
        name, _, path = word.partition("=")
        if name not in FORMATS:
            raise ValueError(f"There is no report format {name!r}: use {', '.join(FORMATS)}.")
        yield Place(name, Path(path) if path else settings.output / FORMATS[name])
