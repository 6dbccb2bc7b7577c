"""The line as programs call it."""

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import a11ycheck
from a11ycheck import check_html, examine, scan
from a11ycheck.model import Examined, Fetched, Health, Outcome
from a11ycheck.page import Page
from a11ycheck.settings import Settings


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


def test_garbage_is_collected_again_once_the_last_of_several_threads_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = examine.examine_page
    both_in, first_out = Barrier(2), Barrier(2)

    def slowly(fetched: Fetched, page: Page, settings: Settings) -> Examined:
        both_in.wait(20)
        if "second" in page.title:
            first_out.wait(20)
            assert not gc.isenabled()
        return judge(fetched, page, settings)

    monkeypatch.setattr(examine, "examine_page", slowly)
    with ThreadPoolExecutor(2) as threads:
        first, second = (threads.submit(check_html, f"<title>{name}</title><h1>a</h1>") for name in ("first", "second"))
        assert first.result(20).health is Health.TESTED
        first_out.wait(20)
        assert second.result(20).health is Health.TESTED
    assert gc.isenabled()


def test_the_function_is_no_module() -> None:
    assert callable(a11ycheck.scan)
    assert set(a11ycheck.__all__) == {"check_html", "scan"}
