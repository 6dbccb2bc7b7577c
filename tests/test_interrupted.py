"""Ctrl-C in the midst of a scan: the report holds what was checked by then, and nothing else is said."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from a11ycheck.cli.scan import run
from a11ycheck.line import Silent, scan
from a11ycheck.model import PageRecord
from a11ycheck.settings import Settings
from tests.crawl.web import Web, page

AFTER = 3  # pages


class Impatient(Silent):
    """Somebody who presses Ctrl-C after some pages."""

    def page(self, done: int, queued: int, record: PageRecord) -> None:  # noqa: ARG002  (as a listener hears it)
        if done == AFTER:
            os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    addresses = [f"/{number}" for number in range(60)]
    server.pages |= {address: page("Sivu", *addresses) for address in ("/", *addresses)}
    yield server
    server.close()


def test_the_report_holds_the_pages_that_were_checked(web: Web, capfd: pytest.CaptureFixture[str]) -> None:
    settings = Settings(targets=(web.url(),), engine="static", lang="fi", robots=False, delay=0.02)
    report = scan(settings, Impatient(), keep_interrupted=True)
    info = report.summary.scan
    assert info.interrupted
    assert not info.complete
    assert AFTER <= info.pages_tested < 60
    assert len(list(report.pages)) == info.pages_tested + info.pages_not_tested
    assert info.notes[0].startswith("Tarkistus keskeytettiin.")
    assert {each.rule for each in info.left_out} == {"interrupted"}
    assert "Traceback" not in "".join(capfd.readouterr())


def test_files_that_were_checked_are_reported(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.html").write_text("<!doctype html><html lang=fi><title>Sivu</title><h1>Sivu</h1>")
    report = scan(Settings(targets=(str(tmp_path),), engine="static"), Impatient(), keep_interrupted=True)
    assert report.summary.scan.interrupted
    assert AFTER <= report.summary.scan.pages_tested < 40


def test_a_program_that_calls_is_interrupted_itself(web: Web) -> None:
    settings = Settings(targets=(web.url(),), engine="static", robots=False, delay=0.02)
    with pytest.raises(KeyboardInterrupt):
        scan(settings, Impatient())


def test_the_command_ends_with_130_and_a_report(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("a11ycheck.report.terminal.Terminal.page", Impatient().page.__func__)  # type: ignore[attr-defined]  # the function behind the method
    settings = Settings(targets=(web.url(),), engine="static", robots=False, delay=0.02, output=tmp_path, lang="sv")
    assert run(settings) == 130
    assert (tmp_path / "report.json").is_file()
    out = capfd.readouterr().out
    assert "Granskningen avbröts efter" in out
    assert "Returkod 130: avbruten" in out


def test_a_model_that_cannot_be_unpacked_does_not_end_the_server_of_processes(tmp_path: Path) -> None:
    full = (
        "import a11ycheck.page.spoken as spoken\n"
        "def full(): raise OSError(28, 'No space left on device')\n"
        "spoken.load_model = full\n"
        "import a11ycheck.ready\n"
    )
    done = subprocess.run([sys.executable, "-c", full], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
