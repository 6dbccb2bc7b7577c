"""``a11ycheck report``."""

from pathlib import Path
from typing import Any, get_args

import click

from a11ycheck.cli.options import SettingsCommand, settings_options
from a11ycheck.settings import Language, Settings
from a11ycheck.settings_sources import SettingsError, Values, from_command_line


@click.command("report", cls=SettingsCommand)
@click.argument("file", metavar="REPORT.json", type=click.Path(path_type=Path))
@settings_options("formats", "output", defaults=False)
def report_command(file: Path, **given: Any) -> None:
    """Write other formats from the report.json of an earlier scan.

    They go beside it where -o or the format does not say otherwise: -f earl, or -f earl=FILE. The language is that
    of the scan.
    """
    from a11ycheck.report import write  # noqa: PLC0415 - --help should not wait for it
    from a11ycheck.report.json_report import UnreadableReportError, read_json  # noqa: PLC0415 - as above

    if not given["formats"]:
        raise click.UsageError("Name a format to write with -f, such as -f earl.")
    try:
        chosen = from_command_line(given)
        report = read_json(file)
        values: Values = {"output": file.parent, "lang": language(report.summary.scan.lang)}
        settings = Settings(**values | chosen)
    except (SettingsError, UnreadableReportError) as error:
        raise click.UsageError(str(error)) from error
    for path in write(report, settings):
        click.echo(path, err=True)


def language(lang: str) -> Language:
    """Return the language of a report, English where this version has no words in it."""
    known: tuple[Language, ...] = get_args(Language)
    return next((each for each in known if each == lang), "en")
