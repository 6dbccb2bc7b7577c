"""The writers of reports: one module a format. They read a ``Report`` and change nothing."""

from collections.abc import Callable
from pathlib import Path

from a11ycheck.model import Report
from a11ycheck.report.atomic import CannotWriteError
from a11ycheck.settings import Settings

__all__ = ["FORMATS", "CannotWriteError", "write"]


def _html(report: Report, settings: Settings) -> Path:
    from a11ycheck.report.html_report import write_html  # noqa: PLC0415 - templates load slowly, and only here

    return write_html(report, settings)


def _json(report: Report, settings: Settings) -> Path:
    from a11ycheck.report.json_report import write_json  # noqa: PLC0415 - as above

    return write_json(report, settings)


FORMATS: dict[str, Callable[[Report, Settings], Path]] = {"html": _html, "json": _json}


def write(report: Report, settings: Settings) -> tuple[Path, ...]:
    """Write the report in every format of ``settings.formats`` into ``settings.output``; return the main files.

    A file takes the place of an older one only once it is whole. ``CannotWriteError`` where the system refuses,
    ``ValueError`` for a format that does not exist.
    """
    unknown = [name for name in settings.formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"There is no report format {unknown[0]!r}: use {' or '.join(FORMATS)}.")
    return tuple(FORMATS[name](report, settings) for name in dict.fromkeys(settings.formats))
