from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from a11ycheck import report
from a11ycheck.model import Report
from a11ycheck.report.texts import load_texts
from a11ycheck.settings import Language
from tests.report import factory


def workbook(tmp_path: Path, made: Report, lang: Language = "en") -> Workbook:
    (path,) = report.write(made, factory.settings(tmp_path, lang, formats=("xlsx",)))
    return load_workbook(path)


def test_pages_stand_by_criteria(tmp_path: Path) -> None:
    made = factory.ordinary()
    rows = list(workbook(tmp_path, made)["Pages"].iter_rows(values_only=True))
    assert len(rows) == 49
    named = [str(title).partition(" ")[0] for title in rows[0]]
    first = dict(zip(named, rows[1], strict=True))
    assert (first["1.1.1"], first["4.1.2"], first["1.4.3"], first["2.4.1"]) == (
        "Failed", "Failed", "Not tested", "Not tested",
    )  # fmt: skip
    assert first["1.3.1"] == "Cannot tell"
    assert rows[4][1] == "Not tested: The server answered with an error"
    assert set(rows[4][2:]) == {"Not tested"}


def test_issues_have_room_for_a_decision(tmp_path: Path) -> None:
    made = factory.ordinary()
    rows = list(workbook(tmp_path, made)["Issues"].iter_rows(values_only=True))
    assert [row[5] for row in rows[1:]] == [issue.message for issue in made.summary.issues]
    assert rows[0][-2:] == ("Decision", "Note")
    assert {row[0] for row in rows[1:]} == {"Failed", "Cannot tell", "Best practice"}
    assert rows[1][7:9] == (44, 88)


@pytest.mark.parametrize("lang", ["en", "fi", "sv"])
def test_it_says_how_to_read_and_mend_in_the_language(tmp_path: Path, lang: Language) -> None:
    sheet = workbook(tmp_path, factory.ordinary(lang), lang)[load_texts(lang)("workbook.how_to")]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {load_texts(lang)("meaning.cantTell"), factory.FIX} <= cells


def test_what_a_page_says_is_text_in_every_cell(tmp_path: Path) -> None:
    attack = '=HYPERLINK("https://evil.example")'
    issues = (factory.issue(message=attack, snippet=attack, target="https://evil.example"),)
    book = workbook(tmp_path, factory.report([factory.page(url=attack, final_url=attack)], issues, tested=1))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n"}
                assert cell.hyperlink is None


def test_a_hostile_report_opens(tmp_path: Path) -> None:
    assert workbook(tmp_path, factory.hostile()).sheetnames == ["Pages", "Issues", "How to read it"]
