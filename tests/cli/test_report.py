"""``a11ycheck report``: other formats from the contract alone."""

import json
from pathlib import Path

import pytest

from a11ycheck import cli, report
from a11ycheck.formats import FORMATS
from a11ycheck.report.json_report import UnreadableReportError, read_json
from tests.report import factory


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    (path,) = report.write(factory.ordinary("fi"), factory.settings(tmp_path / "old", "fi", formats=("json",)))
    return path


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"html", "xlsx"}))
def test_a_format_is_the_same_as_from_the_scan_itself(name: str, saved: Path, tmp_path: Path) -> None:
    assert cli.run(["report", str(saved), "-f", name, "-o", str(tmp_path / "new")]) == 0
    (direct,) = report.write(factory.ordinary("fi"), factory.settings(tmp_path / "direct", "fi", formats=(name,)))
    assert (tmp_path / "new" / FORMATS[name]).read_bytes() == direct.read_bytes()


def test_it_is_written_beside_the_report_or_where_the_format_says(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["report", str(saved), "-f", "html", "-f", f"xlsx={tmp_path}/audit.xlsx"]) == 0
    assert capsys.readouterr().err.splitlines() == [str(saved.with_name("report.html")), f"{tmp_path}/audit.xlsx"]
    assert '<html lang="fi"' in saved.with_name("report.html").read_text(encoding="utf-8")


def test_what_a_later_version_adds_is_passed_over(saved: Path) -> None:
    content = json.loads(saved.read_bytes())
    content["weather"] = content["pages"][0]["findings"][0]["weather"] = "rain"
    saved.write_text(json.dumps(content))
    assert len(tuple(read_json(saved).pages)) == 48


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "is no report.json of a11ycheck"),
        (b"\xff\xfe", "is no report.json of a11ycheck"),
        (b"[]", "is no report.json of a11ycheck"),
        (b'{"schema_version": 1}', "missing required field"),
        (b'{"schema_version": 99}', "has schema version 99, and this program reads 1."),
        (None, "No such file or directory."),
    ],
)
def test_a_file_that_is_no_report_is_named_in_one_line(
    content: bytes | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    if content is not None:
        file.write_bytes(content)
    assert cli.run(["report", str(file), "-f", "csv"]) == 2
    err = capsys.readouterr().err
    assert str(file) in err
    assert message in err
    assert err.count("\n") == 1
    with pytest.raises(UnreadableReportError):
        read_json(file)


def test_a_format_has_to_be_named(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["report", str(saved)]) == 2
    assert "Name a format to write with -f" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_one_line(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["report", str(saved), "-f", f"csv={saved}/x.csv"]) == 70
    err = capsys.readouterr().err
    assert err.startswith(f"a11ycheck: Cannot write {saved}/x.csv: File exists.")
    assert err.count("\n") == 1
