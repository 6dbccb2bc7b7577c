"""``a11ycheck diff``."""

from pathlib import Path

import click

from a11ycheck.cli.report import language

FORMS = ("text", "markdown", "json")


@click.command("diff")
@click.argument("old", metavar="OLD.json", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW.json", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="Form of the answer.  [text]")
def diff_command(old: Path, new: Path, form: str) -> None:
    """Say what changed between the report.json of two scans.

    Defects are new, fixed, unchanged, or no longer tested: their page or rule was not looked at the second time.
    The exit code is 0 whatever changed; scan --baseline is what fails a build.
    """
    from a11ycheck.difference import compare  # noqa: PLC0415 - --help should not wait for it
    from a11ycheck.report.changes import changes  # noqa: PLC0415 - as above
    from a11ycheck.report.json_report import UnreadableReportError, read_json  # noqa: PLC0415 - as above

    try:
        before, after = read_json(old), read_json(new)
    except UnreadableReportError as error:
        raise click.UsageError(str(error)) from error
    click.echo(changes(compare(before, after), form, language(after.summary.scan.lang)), nl=False)
