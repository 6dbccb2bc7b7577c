from pathlib import Path

import pytest

from a11ycheck import report
from tests.report import factory


def test_all_chosen_formats_are_written_once(tmp_path: Path) -> None:
    paths = report.write(factory.ordinary(), factory.settings(tmp_path / "new", formats=("html", "json", "html")))
    assert [path.name for path in paths] == ["report.html", "report.json"]
    assert all(path.is_file() for path in paths)


def test_unknown_format_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'pdf': use html or json"):
        report.write(factory.ordinary(), factory.settings(tmp_path, formats=("html", "pdf")))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["html", "json"])
def test_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = factory.settings(tmp_path / "file" / "report", formats=(name,))
    with pytest.raises(report.CannotWriteError, match=r"Cannot write .*file.*--output"):
        report.write(factory.ordinary(), settings)
