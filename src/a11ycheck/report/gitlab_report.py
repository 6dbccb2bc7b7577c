"""GitLab's Code Quality report: a JSON list, as its documentation of "Code Quality report format" has it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11ycheck.model import Report, RuleInfo
from a11ycheck.report.atomic import replacing
from a11ycheck.report.entries import Rules, Weight, findings, safe, sentence, source_file
from a11ycheck.report.json_report import listed
from a11ycheck.settings import Settings

_FAILED = {"A": "critical", "AA": "major"}
_ELSE = {Weight.ERROR: "minor", Weight.REVIEW: "info", Weight.ADVICE: "minor"}


def write_gitlab(report: Report, path: Path, settings: Settings) -> None:  # noqa: ARG001 - as every writer
    """Write each defect once: GitLab takes no fingerprint twice, and a defect of the template is one for all pages.

    What the page's source suppresses is left out, since GitLab knows no such state.
    """
    with replacing(path) as file:
        file.write(b"[")
        file.writelines(listed(_violations(report)))
        file.write(b"]\n")


def _violations(report: Report) -> Iterator[dict[str, Any]]:
    rules = Rules(report)
    seen: set[str] = set()
    for record, found in findings(report.pages):
        if found.fingerprint in seen or found.suppressed is not None:
            continue
        seen.add(found.fingerprint)
        yield {
            "description": f"{sentence(found, rules)} {safe(found.target)}",
            "check_name": found.rule,
            "fingerprint": found.fingerprint,
            "severity": _severity(rules.weight(found), rules.get(found.rule)),
            "location": {
                "path": source_file(record.final_url) or safe(record.final_url),
                "lines": {"begin": max(1, found.line)},
            },
        }


def _severity(weight: Weight, rule: RuleInfo | None) -> str:
    level = rule.level if rule else ""
    return _FAILED.get(level, _ELSE[weight]) if weight is Weight.ERROR else _ELSE[weight]
