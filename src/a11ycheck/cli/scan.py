"""``a11ycheck scan``."""

import os
import tempfile
from pathlib import Path
from typing import Any

import click

from a11ycheck.cli.options import SettingsCommand, settings_options
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError, make_settings

INTERRUPTED = 130  # 128 and SIGINT, as shells count
EXIT_CODES = """\b
Exit codes:
  0    nothing that fails the gate (--fail-on)
  1    the gate fails
  2    wrong usage or configuration
  3    not everything could be tested (--allow-untested), unless 1 applies
  70   it could not finish: a full disk, or a fault of a11ycheck
  130  interrupted (Ctrl-C): the report holds what was checked by then"""


@click.command("scan", cls=SettingsCommand, epilog=EXIT_CODES)
@click.argument("targets", nargs=-1, metavar="TARGET...")
@settings_options()
@click.option("--config", metavar="FILE", help="Configuration file, instead of the nearest one upward.")
def scan_command(targets: tuple[str, ...], config: str | None, quiet: bool, verbose: int, **given: Any) -> int:
    """Check websites and HTML files for accessibility barriers.

    TARGET is an address, an HTML file, a folder of HTML files, or - for HTML on standard input.

    Each option is also a key of [tool.a11ycheck] in pyproject.toml or of a11ycheck.toml (max-pages = 50), and a
    variable A11YCHECK_MAX_PAGES. The command line beats the environment, the environment beats the file.
    """
    given["verbosity"] = -1 if quiet else min(verbose, 2) or None
    chosen = config or os.environ.get("A11YCHECK_CONFIG")
    try:
        settings = make_settings(targets, given, os.environ, Path(chosen) if chosen else None)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    return run(settings)


def check_output(settings: Settings) -> None:
    """Make the folders of the reports; ``SettingsError`` where nothing can be written there, or one file is two."""
    from a11ycheck.report.atomic import STDOUT  # noqa: PLC0415 - with the next line
    from a11ycheck.report.places import places  # noqa: PLC0415 - it needs the model of reports

    chosen = places(settings)
    files = [place.path for place in chosen]
    twice = next((path for path in files if files.count(path) > 1), None)
    if twice is not None:
        raise SettingsError(f"Two formats go into {twice}: give each a file of its own.")
    for folder in dict.fromkeys(path.parent for path in files if path != STDOUT):
        _check_folder(folder)


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SettingsError(f"Cannot write to {folder} ({error.strerror}): name another folder with -o.") from error


def run(settings: Settings) -> int:
    """Scan, write the reports, say so on the terminal and return the exit code."""
    # The whole line takes long to import, and --help should not.
    from a11ycheck.baseline import read_baseline  # noqa: PLC0415 - as said above
    from a11ycheck.gate import judge  # noqa: PLC0415 - as said above
    from a11ycheck.line import engine_of, scan  # noqa: PLC0415 - as said above
    from a11ycheck.report import write  # noqa: PLC0415 - as said above
    from a11ycheck.report.atomic import STDOUT  # noqa: PLC0415 - as said above
    from a11ycheck.report.gate_lines import gate_lines  # noqa: PLC0415 - as said above
    from a11ycheck.report.places import places  # noqa: PLC0415 - as said above
    from a11ycheck.report.terminal import Terminal  # noqa: PLC0415 - as said above
    from a11ycheck.targets import TargetError, read_targets  # noqa: PLC0415 - as said above

    try:
        read_targets(settings)
        if settings.baseline is not None:
            read_baseline(settings.baseline)  # what is wrong with it is better known now than after the scan
        check_output(settings)
        engine = engine_of(settings)
    except (TargetError, SettingsError) as error:
        raise click.UsageError(str(error)) from error
    with Terminal(settings, summary=STDOUT not in (place.path for place in places(settings))) as terminal:
        terminal.started(settings.targets, "auto" if settings.engine == "auto" and engine == "static" else engine)
        try:
            report = scan(settings, terminal, keep_interrupted=True)
        except SettingsError as error:  # no browser to start, or a login that does not work
            raise click.UsageError(str(error)) from error
        written = write(report, settings)
        verdict = judge(report, settings)
        code = INTERRUPTED if report.summary.scan.interrupted else verdict.code
        terminal.finished(report, written, code)
    for line in gate_lines(verdict, settings):
        click.echo(line, err=True)
    return code
