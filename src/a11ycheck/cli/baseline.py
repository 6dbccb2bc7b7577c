"""``a11ycheck baseline``: update, show and prune the file of known defects."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from a11ycheck.cli.options import SettingsCommand, settings_options
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError, merged

if TYPE_CHECKING:
    from a11ycheck.model import Report

REPORT = Path("a11ycheck-report/report.json")

_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
_report = click.option(
    "--report",
    "report_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=REPORT,
    help=f"The report.json of a scan.  [{REPORT}]",
)


@click.group("baseline")
def baseline_command() -> None:
    """Keep the file of known defects, which do not fail a scan."""


@baseline_command.command("update", cls=SettingsCommand)
@_file
@_report
@settings_options("fail_on", "fail_on_rule", "fail_on_path")
def update_command(file: Path, report_file: Path, **given: Any) -> None:
    """Add the failing defects of a report to FILE, or make FILE.

    What people wrote there stays. Defects that are suppressed in the source of their page are left out.
    """
    from a11ycheck.baseline_file import updated  # noqa: PLC0415 - --help should not wait for it
    from a11ycheck.gate import Gate  # noqa: PLC0415 - as above

    report = _read_report(report_file)
    try:
        gate = Gate(report, Settings(**merged(given, os.environ)))
        found = (
            (record.final_url, finding)
            for record in report.pages
            for finding in gate.failing(record)
            if finding.suppressed is None
        )
        text, added = updated(_read_text(file) if file.exists() else "", found, str(file))
        _write(file, text)
        fixed, untested = _count_gone(text, report, file)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{file}: {added} added.", err=True)
    if fixed:
        click.echo(
            f"{fixed} fixed; take out of it with: a11ycheck baseline prune {file} --report {report_file}", err=True
        )
    if untested:
        click.echo(f"{untested} no longer tested: their pages or rules are not in the report. They stay.", err=True)


@baseline_command.command("show", cls=SettingsCommand)
@_file
@settings_options("lang")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Form.  [text]")
def show_command(file: Path, form: str, **given: Any) -> None:
    """List what is known, who accepted it and until when."""
    from a11ycheck.baseline import read_baseline  # noqa: PLC0415 - --help should not wait for it
    from a11ycheck.report.baseline_list import listing  # noqa: PLC0415 - as above

    try:
        lang = Settings(**merged(given, os.environ)).lang
        baseline = read_baseline(file)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    click.echo(listing(baseline, datetime.now(UTC).date(), form, lang), nl=False)


@baseline_command.command("prune")
@_file
@_report
@click.option("--untested", is_flag=True, help="Also what was not looked for: its page or rule is not in the report.")
def prune_command(file: Path, report_file: Path, *, untested: bool) -> None:
    """Take out of FILE what a report shows to be fixed.

    Fixed is what was looked for, by its rule and on its page, and not found anywhere.
    """
    from a11ycheck.baseline import coverage, read_baseline  # noqa: PLC0415 - --help should not wait for it
    from a11ycheck.baseline_file import pruned  # noqa: PLC0415 - as above

    report = _read_report(report_file)
    try:
        seen = coverage(read_baseline(file), report)
        text, removed = pruned(_read_text(file), seen, str(file), untested=untested)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    if removed:
        _write(file, text)
    click.echo(f"{file}: {removed} removed.", err=True)


def _read_report(file: Path) -> "Report":
    from a11ycheck.report.json_report import UnreadableReportError, read_json  # noqa: PLC0415 - it loads the model

    try:
        return read_json(file)
    except UnreadableReportError as error:
        raise click.UsageError(str(error)) from error


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Cannot read {file}: {error}.") from error


def _write(file: Path, text: str) -> None:
    from a11ycheck.report.atomic import replacing  # noqa: PLC0415 - it loads slowly

    with replacing(file) as opened:
        opened.write(text.encode())


def _count_gone(text: str, report: "Report", file: Path) -> tuple[int, int]:
    from a11ycheck.baseline import coverage, parse_baseline  # noqa: PLC0415 - as above

    return coverage(parse_baseline(text, str(file)), report).count()
