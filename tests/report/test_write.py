from pathlib import Path

import pytest

from a11ycheck import report
from a11ycheck.formats import FORMATS
from tests.report import factory


def test_all_chosen_formats_are_written_once(tmp_path: Path) -> None:
    paths = report.write(factory.ordinary(), factory.settings(tmp_path / "new", formats=("html", "json", "html")))
    assert [path.name for path in paths] == ["report.html", "report.json"]
    assert all(path.is_file() for path in paths)


def test_a_format_goes_into_the_file_that_it_names(tmp_path: Path) -> None:
    formats = ("json", f"html={tmp_path}/web/index.html", f"sarif={tmp_path}/code/own.sarif")
    paths = report.write(factory.ordinary(), factory.settings(tmp_path / "out", formats=formats))
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "out/report.json", "web/index.html", "code/own.sarif",
    ]  # fmt: skip
    assert all(path.is_file() for path in paths)
    assert 'href="../index.html"' in (tmp_path / "web" / "pages" / "0001.html").read_text(encoding="utf-8")
    assert "report.json" not in (tmp_path / "web" / "index.html").read_text(encoding="utf-8").partition("</main>")[2]


def test_the_html_report_links_to_the_json_beside_it(tmp_path: Path) -> None:
    formats = ("html", f"json={tmp_path}/data/all.json")
    path, _ = report.write(factory.ordinary(), factory.settings(tmp_path, formats=formats))
    assert 'href="data/all.json"' in path.read_text(encoding="utf-8")


def test_unknown_format_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'pdf': use html, json, markdown"):
        report.write(factory.ordinary(), factory.settings(tmp_path, formats=("html", "pdf")))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FORMATS)
def test_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = factory.settings(tmp_path / "file" / "report", formats=(name,))
    with pytest.raises(report.CannotWriteError, match=r"Cannot write .*file.*--output"):
        report.write(factory.ordinary(), settings)


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"html"}))
def test_standard_output_gets_the_same_as_a_file(
    tmp_path: Path, name: str, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report.write(factory.ordinary(), factory.settings(tmp_path, formats=(f"{name}=-",)))
    said = capfdbinary.readouterr().out
    report.write(factory.ordinary(), factory.settings(tmp_path, formats=(name,)))
    written = (tmp_path / FORMATS[name]).read_bytes()
    assert said.endswith(written) if name != "xlsx" else said.startswith(b"PK")
    assert [path.name for path in tmp_path.iterdir()] == [FORMATS[name]]
