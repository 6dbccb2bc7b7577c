"""The line from end to end, on files and on a small server."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import msgspec
import pytest

from a11ycheck.line import scan
from a11ycheck.model import Examined, Fetched, Health, PageRecord, Reason
from a11ycheck.settings import Settings
from a11ycheck.spool import Spool
from a11ycheck.targets import TargetError
from a11ycheck.workers import Workers

GOOD = '<!doctype html><html lang="fi"><title>Sivu</title><main><h1>Otsikko</h1><p>Teksti</p></main></html>'
BAD = GOOD.replace("<h1>Otsikko</h1>", "<h2>Väärä taso</h2><h4>Vielä syvempi</h4>")


class Heard:
    def __init__(self) -> None:
        self.records: list[PageRecord] = []

    def page(self, done: int, queued: int, record: PageRecord) -> None:
        assert done == len(self.records) + 1
        assert queued >= 0
        self.records.append(record)


def test_a_folder_is_scanned_in_order_whatever_the_processes_do(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.html").write_text(BAD if number % 2 else GOOD, encoding="utf-8")
    heard = Heard()
    report = scan(Settings(targets=(str(tmp_path),), jobs=2), heard)
    names = [Path(page.url).name for page in report.pages]
    assert names == [f"{number:02}.html" for number in range(12)]
    assert [Path(record.url).name for record in heard.records] == names
    assert report.summary.scan.complete
    skipped = next(issue for issue in report.summary.issues if issue.rule == "heading-level-skipped")
    assert (skipped.pages, skipped.occurrences) == (6, 6)
    assert list(report.pages) == list(report.pages)


def test_findings_name_the_issue_that_sums_them_up(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(BAD, encoding="utf-8")
    report = scan(Settings(targets=(str(tmp_path / "a.html"),)))
    issues = {issue.id for issue in report.summary.issues}
    findings = [finding for page in report.pages for finding in page.findings]
    assert findings
    assert {finding.issue for finding in findings} == issues


def test_a_file_that_cannot_be_read_and_one_too_large_are_not_tested(tmp_path: Path) -> None:
    (tmp_path / "large.html").write_text("<p>" + "a" * 5000, encoding="utf-8")
    (tmp_path / "dangling.html").symlink_to(tmp_path / "gone")
    (tmp_path / "good.html").write_text(GOOD, encoding="utf-8")
    settings = Settings(targets=(str(tmp_path), str(tmp_path / "good.html")), max_size=1000)
    report = scan(settings)
    assert {Path(page.url).name: page.reason for page in report.pages} == {
        "large.html": Reason.TOO_LARGE,
        "good.html": None,
    }
    assert not report.summary.scan.complete


def test_binary_data_in_a_file_of_html_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (tmp_path / "noise.html").write_bytes(bytes(range(1, 256)) + b"\x00")
    (tmp_path / "wide.html").write_bytes(GOOD.encode("utf-16"))
    report = scan(Settings(targets=(str(tmp_path),)))
    pages = {Path(page.url).name: page for page in report.pages}
    assert {name: page.reason for name, page in pages.items()} == {
        "picture.html": Reason.NOT_HTML,
        "noise.html": Reason.NOT_HTML,
        "wide.html": None,
    }
    assert "binary data" in (pages["picture.html"].error or "")


def test_criteria_take_the_worst_outcome_of_their_rules(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><title>t</title><p>Teksti ilman kieltä", encoding="utf-8")
    (tmp_path / "b.html").write_text(GOOD, encoding="utf-8")
    report = scan(Settings(targets=(str(tmp_path),), rules=("page-language-missing",)))
    outcomes = {criterion.id: criterion.outcome.value for criterion in report.summary.criteria}
    assert outcomes["3.1.1"] == "failed"
    assert outcomes["1.1.1"] == "untested"


@pytest.mark.parametrize("target", ["no-such.html", "./nothing", "ftp://region.example/", "kunta", "http://"])
def test_what_is_no_target_is_said(target: str) -> None:
    with pytest.raises(TargetError):
        scan(Settings(targets=(target,)))


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="no HTML file"):
        scan(Settings(targets=(str(tmp_path),)))


SLOW = Fetched(url="slow.html", final_url="slow.html", media_type="text/html", body=b"<ul><li>a " * 400_000)
PAGE = Fetched(url="a.html", final_url="a.html", media_type="text/html", body=GOOD.encode())


def test_a_page_that_kills_its_process_costs_only_itself() -> None:
    with Workers(Settings(), 1) as workers:
        doomed = workers.check(SLOW)
        while not (children := multiprocessing.active_children()):
            time.sleep(0.01)
        time.sleep(0.3)
        for child in children:
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
        record = doomed.result(timeout=30).record
        assert (record.health, record.reason) == (Health.NOT_TESTED, Reason.CRASHED)
        assert workers.check(PAGE).result(timeout=30).record.health is Health.TESTED


def test_a_page_that_stalls_the_rules_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("a11ycheck.workers.SECONDS_A_PAGE", 0.2)
    with Workers(Settings(), 1) as workers:
        record = workers.check(SLOW).result(timeout=30).record
        assert record.reason is Reason.CRASHED
        assert record.error is not None
        assert "took more than" in record.error


def test_a_spool_gives_back_what_it_took_as_often_as_asked() -> None:
    record = PageRecord(url="a", final_url="a", status=200, title="Ä", language="fi", health=Health.TESTED)
    spool = Spool(Examined)
    for number in range(100):
        spool.append(Examined(record=msgspec.structs.replace(record, status=number)))
    first = iter(spool)
    assert next(first).record.status == 0
    spool.append(Examined(record=msgspec.structs.replace(record, status=100)))
    assert [examined.record.status for examined in spool] == list(range(101))
    assert next(first).record.status == 1
    assert len(spool) == 101
