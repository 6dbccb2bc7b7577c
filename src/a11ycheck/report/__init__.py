"""The writers of reports: one module a format. They read a ``Report`` and change nothing."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from a11ycheck.formats import FORMATS
from a11ycheck.model import Report
from a11ycheck.report.atomic import CannotWriteError
from a11ycheck.report.pictures import with_pictures_at, write_pictures
from a11ycheck.report.places import places
from a11ycheck.settings import Settings

__all__ = ["FORMATS", "CannotWriteError", "write"]

type Writer = Callable[[Report, Path, Settings], None]


def write(report: Report, settings: Settings) -> tuple[Path, ...]:
    """Write the report in every format of ``settings.formats``; return the files.

    They go into ``settings.output`` where the format names no file of its own. A file takes the place of an older one
    only once it is whole. Pictures of issues lie in a folder beside the HTML and JSON. ``CannotWriteError`` where the
    system refuses, ``ValueError`` for a format that does not exist.
    """
    chosen = places(settings)
    write_pictures(report, chosen)
    for place in chosen:
        writer(place.name)(with_pictures_at(place, report), place.path, settings)
    return tuple(place.path for place in chosen)


def writer(name: str) -> Writer:
    """Return the function that writes a format; its module is imported only now, as templates load slowly."""
    found: Writer = getattr(import_module(f"{__name__}.{name}_report"), f"write_{name}")
    return found
