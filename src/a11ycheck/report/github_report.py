"""GitHub Actions: an annotation for each issue on standard output, and a step summary in Markdown.

The commands are those of "Workflow commands for GitHub Actions"; GitHub shows ten errors, warnings and notices of each
step at the lines of the files, and keeps the others in the log.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from a11ycheck.model import Issue, Report
from a11ycheck.report.atomic import CannotWriteError, replacing
from a11ycheck.report.entries import Rules, Weight, safe, source_file
from a11ycheck.report.markdown_report import document
from a11ycheck.report.texts import load_texts
from a11ycheck.settings import Settings

ANNOTATIONS = 50
ISSUES = 30  # in the summary, which GitHub cuts at 1 MiB
_COMMANDS = {Weight.ERROR: "error", Weight.REVIEW: "warning", Weight.ADVICE: "notice"}


def write_github(report: Report, path: Path, settings: Settings) -> None:
    """Print the annotations, and write the summary into the file and where ``GITHUB_STEP_SUMMARY`` says."""
    sys.stdout.writelines(f"{line}\n" for line in annotations(report))
    sys.stdout.flush()
    summary = document(report, load_texts(settings.lang), ISSUES).encode(errors="replace")
    with replacing(path) as file:
        file.write(summary)
    step = os.environ.get("GITHUB_STEP_SUMMARY")
    if step:
        _append(Path(step), summary)


def _append(path: Path, summary: bytes) -> None:
    """Add to what earlier steps and commands said."""
    try:
        with path.open("ab") as file:
            file.write(summary)
    except OSError as error:
        raise CannotWriteError(path, error) from error


def annotations(report: Report) -> Iterator[str]:
    """Yield a workflow command for each issue, those that mend most first."""
    rules = Rules(report)
    states = {(each.issue, each.suppressed is None) for page in report.pages for each in page.findings}
    for issue in report.summary.issues[:ANNOTATIONS]:
        # What the pages' source suppresses everywhere is told, and no error.
        suppressed = (issue.id, False) in states and (issue.id, True) not in states
        yield _annotation(issue, rules, "notice" if suppressed else _COMMANDS[rules.weight(issue)])


def _annotation(issue: Issue, rules: Rules, command: str) -> str:
    file = source_file(issue.first_page)
    place = {"file": file, "line": issue.line, "col": issue.column} if file else {}
    properties = place | {"title": f"{issue.title} ({issue.rule})"}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    rule = rules.get(issue.rule)
    where = safe(issue.target) if file else f"{safe(issue.first_page)} {safe(issue.target)}"
    message = f"{safe(issue.message)}\n{where}\n{rule.fix if rule else ''}".strip()
    return f"::{command} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
