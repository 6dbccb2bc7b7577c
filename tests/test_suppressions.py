"""Suppressed findings stay in the report with their mark; what is wrong or unused is said."""

from pathlib import Path

import pytest

from a11ycheck.api import check_html, scan
from a11ycheck.gate import exit_code
from a11ycheck.model import PageRecord, SuppressionState
from a11ycheck.settings import Settings

PAGE = """<!DOCTYPE html><html lang=fi><head><title>Kirjasto</title></head><body><main><h1>Kirjasto</h1>
{}
</main></body></html>"""
RULES = ["image-without-name", "link-without-name"]


def check(content: str) -> PageRecord:
    return check_html(PAGE.format(content), engine="static", rules=RULES)


def test_a_suppressed_finding_stays_with_its_reason() -> None:
    record = check("<!-- a11ycheck-ignore image-without-name: kuva vaihtuu --><img src=a.jpg><img src=b.jpg>")
    assert [found.suppressed and found.suppressed.reason for found in record.findings] == ["kuva vaihtuu", None]
    assert record.outcomes["image-without-name"] == "failed"
    assert [each.state for each in record.suppressions] == [SuppressionState.USED]


@pytest.mark.parametrize(
    ("rule", "state"),
    [
        ("link-without-name", SuppressionState.UNUSED),
        ("heading-empty", SuppressionState.UNTESTED),
        ("no-such-rule", SuppressionState.UNKNOWN_RULE),
    ],
)
def test_what_became_of_a_suppression_without_findings(rule: str, state: SuppressionState) -> None:
    (said,) = check(f"<!-- a11ycheck-ignore {rule}: syy --><p>a</p>").suppressions
    assert (said.rule, said.state, said.line) == (rule, state, 2)


def test_the_gate_lets_them_pass_and_the_report_keeps_them(tmp_path: Path) -> None:
    page = tmp_path / "sivu.html"
    page.write_text(PAGE.format("<!-- a11ycheck-ignore image-without-name: syy --><img src=a.jpg>"), encoding="utf-8")
    report = scan(str(page), engine="static", rules=RULES)
    assert exit_code(report, Settings()) == 0
    assert report.summary.issues[0].occurrences == 1
    assert not report.summary.scan.notes
    page.write_text(PAGE.format("<!-- a11ycheck-ignore image-without-name --><img src=a.jpg>"), encoding="utf-8")
    assert exit_code(scan(str(page), engine="static", rules=RULES), Settings()) == 1
