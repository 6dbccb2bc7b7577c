"""The command line: arguments in, exit code out, no logic. Commands import what is heavy only when they run."""

import errno
import logging
import os
import sys
import traceback

import click

from a11ycheck.cli.baseline import baseline_command
from a11ycheck.cli.completion import completion_command
from a11ycheck.cli.diff import diff_command
from a11ycheck.cli.doctor import doctor_command
from a11ycheck.cli.report import report_command
from a11ycheck.cli.rules import explain_command, rules_command
from a11ycheck.cli.scan import INTERRUPTED, scan_command
from a11ycheck.report.atomic import CannotWriteError
from a11ycheck.version import VERSION

WRONG_USAGE = 2
FAULT = 70  # EX_SOFTWARE of sysexits.h: this program is at fault, not its user
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="a11ycheck", message="%(prog)s %(version)s")
def commands() -> None:
    """Find accessibility barriers on websites, and how to mend them."""


for each in (
    scan_command,
    report_command,
    baseline_command,
    diff_command,
    rules_command,
    explain_command,
    doctor_command,
    completion_command,
):
    commands.add_command(each)


def main() -> None:
    """Run the command of the command line and end the process with its exit code."""
    # A page that cannot be fetched is said in the report; urllib3 would say it across the progress bar as well.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code; whatever goes wrong is one line on standard error."""
    try:
        code = commands.main(arguments, prog_name="a11ycheck", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        return _say(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _say("interrupted: no report was written.", INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last place to say in words what went wrong
        return _fault(error, arguments)
    return code if isinstance(code, int) else 0


def _fault(error: Exception, arguments: list[str]) -> int:
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        place = f" ({error.filename})" if error.filename else ""
        return _say(f"the report is not whole: {error.strerror}{place}. Make room, or use another folder.", FAULT)
    if isinstance(error, CannotWriteError):
        return _say(str(error), FAULT)
    if os.environ.get("A11YCHECK_DEBUG") or "-vv" in arguments or arguments.count("-v") > 1:
        traceback.print_exception(error)
    kind = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _say(
        f"this is a fault of a11ycheck, please report it with the output of A11YCHECK_DEBUG=1 ({kind})",
        FAULT,
    )


def _say(message: str, code: int) -> int:
    """Print one line without control characters, which a page or an address may have brought, and return the code."""
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    click.echo(f"a11ycheck: {line}", err=True)
    return code
