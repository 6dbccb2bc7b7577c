"""CSV for spreadsheets: a row for each finding, and one for each page that was not tested."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from a11ycheck.model import Health, PageRecord, Report
from a11ycheck.report.atomic import replacing
from a11ycheck.report.entries import Rules, safe
from a11ycheck.settings import Settings

COLUMNS = (
    "page", "page_title", "outcome", "kind", "rule", "rule_title", "wcag", "level", "en301549", "message", "where",
    "selector", "snippet", "line", "column", "fix", "issue", "fingerprint",
    "suppressed", "also",
)  # fmt: skip
# What spreadsheets take for the start of a formula, in full width as well (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(report: Report, path: Path, settings: Settings) -> None:  # noqa: ARG001 - as every writer
    """Write in UTF-8 with a byte order mark, which spreadsheets need to know it, and commas (RFC 4180)."""
    rules = Rules(report)
    with replacing(path) as file:
        text = io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="")
        rows = csv.DictWriter(text, COLUMNS, restval="")
        rows.writeheader()
        for record in report.pages:
            rows.writerows(_harmless(row) for row in _rows(record, rules))
        text.detach()  # what is buffered is written; the file is closed by who opened it


def _rows(record: PageRecord, rules: Rules) -> Iterator[dict[str, str]]:
    page = {"page": record.final_url, "page_title": record.title}
    if record.health is Health.NOT_TESTED:
        error = f": {record.error}" if record.error else ""
        yield page | {"outcome": "untested", "message": f"{record.reason or 'unknown'}{error}"}
    for found in record.findings:
        rule = rules.get(found.rule)
        yield page | {
            "outcome": found.outcome.value,
            "kind": rule.kind if rule else "",
            "rule": found.rule,
            "rule_title": rule.title if rule else "",
            "wcag": " ".join(found.wcag),
            "level": rule.level if rule else "",
            "en301549": " ".join(rule.en301549) if rule else "",
            "message": found.message,
            "where": found.where,
            "selector": found.target,
            "snippet": found.snippet,
            "line": str(found.line or ""),
            "column": str(found.column or ""),
            "fix": rule.fix if rule else "",
            "issue": found.issue,
            "fingerprint": found.fingerprint,
            "suppressed": found.suppressed.reason if found.suppressed else "",
            "also": " ".join(found.also),
        }


def _harmless(row: dict[str, str]) -> dict[str, str]:
    return {name: harmless(value) for name, value in row.items()}


def harmless(text: str) -> str:
    """Return text on one line; an apostrophe stands before it where a spreadsheet would calculate it."""
    shown = safe(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
