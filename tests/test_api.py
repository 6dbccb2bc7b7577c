"""The line as programs call it."""

from pathlib import Path

import a11ycheck
from a11ycheck import check_html, scan
from a11ycheck.model import Health, Outcome


def test_a_text_is_checked() -> None:
    record = check_html(
        "<html lang=fi><title>Sivu</title><h1>Otsikko</h1><h3>Syvä</h3>", rules=["heading-level-skipped"]
    )
    assert record.health is Health.TESTED
    assert record.outcomes == {"heading-level-skipped": Outcome.FAILED}
    assert record.findings[0].target == "html > body > h3"


def test_bytes_are_decoded_as_a_browser_would() -> None:
    assert check_html("<title>Äänekoski</title><h1>a</h1>".encode("windows-1252")).title == "Äänekoski"


def test_a_folder_is_scanned(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<title>a</title><h1>a</h1>", encoding="utf-8")
    report = scan(str(tmp_path), lang="fi")
    assert [page.title for page in report.pages] == ["a"]
    assert report.summary.scan.lang == "fi"


def test_the_function_is_no_module() -> None:
    assert callable(a11ycheck.scan)
    assert set(a11ycheck.__all__) == {"check_html", "scan"}
