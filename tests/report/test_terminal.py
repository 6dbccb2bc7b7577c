import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from a11ycheck.model import Issue, PageRecord, Reason, Report
from a11ycheck.report.terminal import Terminal
from a11ycheck.settings import Language
from tests.report import factory

WRITTEN = (Path("a11ycheck-report/report.html"), Path("a11ycheck-report/report.json"))
LANGUAGES: tuple[Language, ...] = ("en", "fi", "sv")


@pytest.fixture(autouse=True)
def _screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def run(made: Report, exit_code: int = 0, lang: Language = "en", verbosity: int = 0) -> None:
    with Terminal(factory.settings(Path("a11ycheck-report"), lang, verbosity=verbosity)) as terminal:
        terminal.started(made.summary.scan.targets, made.summary.scan.engine)
        for done, record in enumerate(made.pages, 1):
            terminal.page(done, 3, record)
        terminal.finished(made, WRITTEN, exit_code)


def crowded(lang: Language) -> Report:
    """As many kinds of lines as there can be, each as long as it gets."""
    reasons = [Reason.HTTP_ERROR, Reason.LOGIN, Reason.TIMEOUT, Reason.BLOCKED, Reason.SCRIPT_ONLY] * 30
    pages = [factory.untested_page(number, reason) for number, reason in enumerate(reasons)]
    issues: tuple[Issue, ...] = tuple(
        factory.issue(pages=187_000, id=f"i{number}", title="A title that is far too long for any line " * 3)
        for number in range(400)
    )
    return factory.report(pages, issues, lang=lang, tested=12_345, not_tested=len(pages))


def test_what_was_not_tested_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    run(factory.ordinary())
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "4 of 48 pages were NOT TESTED: nothing is known about them."
    assert lines[1] == "     2  A login page instead of the content"


def test_issues_are_ranked_with_their_pages_and_best_practices_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    run(factory.ordinary())
    shown = capsys.readouterr().out
    assert "     44       88  Link without a name (Page header)\n     12       24  Image without" in shown
    assert "      9       18  Form field without a label (Search) – Cannot tell\n" in shown
    assert "Heading level skipped" not in shown
    assert "Issues: 3 fail, 1 for a person to judge. Best practices: 1\n" in shown
    assert "Criteria: 4 failed, 1 cannot tell, 1 passed, 1 not applicable, 48 not tested\n" in shown


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (0, "nothing that fails the gate"),
        (1, "issues that fail the gate (--fail-on)"),
        (3, "not everything could be tested"),
        (70, "the scan ended early"),
    ],
)
def test_exit_code_is_explained_on_the_last_line(capsys: pytest.CaptureFixture[str], code: int, meaning: str) -> None:
    run(factory.ordinary(), code)
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"Exit code {code}: {meaning}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_summary_fits_a_screen_of_80_by_24(capsys: pytest.CaptureFixture[str], lang: Language) -> None:
    for made in (crowded(lang), factory.ordinary(lang), factory.hostile(), factory.report()):
        run(made, 1, lang)
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) <= 23
        assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("lang", LANGUAGES)
def test_crowded_summary_still_names_issues_and_counts_the_rest(
    capsys: pytest.CaptureFixture[str], lang: Language
) -> None:
    run(crowded(lang), 1, lang)
    shown = capsys.readouterr().out
    rows = re.findall(r"187\D000 .*…$", shown, re.MULTILINE)
    assert 3 <= len(rows) <= 5
    assert f" {400 - len(rows)} " in shown.replace("\n", " ") + " "


def test_nothing_tested_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    run(factory.report([factory.untested_page(1, Reason.TLS)], not_tested=1), 3)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "NO PAGE WAS TESTED: nothing is known about the site.",
        "     1  No secure connection",
    ]


def test_complete_scan_does_not_read_its_pages(capsys: pytest.CaptureFixture[str]) -> None:
    def pages() -> list[PageRecord]:
        raise AssertionError("read")

    made = factory.report(factory.Pages(pages), tested=7)
    with Terminal(factory.settings(Path("x"))) as terminal:
        terminal.finished(made, WRITTEN, 0)
    assert capsys.readouterr().out.startswith("All 7 pages were tested.\n")


@pytest.mark.parametrize("verbosity", [0, 1])
def test_pages_cannot_reach_the_terminal(capsys: pytest.CaptureFixture[str], verbosity: int) -> None:
    run(factory.hostile(), verbosity=verbosity)
    shown = "".join(capsys.readouterr())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert "[bold]x[/bold]" in shown
    assert len(shown) < 5000


def test_characters_that_the_terminal_does_not_know_are_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as out:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", out)
        run(factory.ordinary("fi"), lang="fi", verbosity=1)
    assert "J?I TESTAAMATTA" in (tmp_path / "out").read_text(encoding="ascii")


def test_quiet_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(factory.ordinary(), 1, verbosity=-1)
    assert capsys.readouterr() == ("", "")


def test_what_kept_every_page_from_being_tested_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    error = "The host nowhere.example is not known: check the address."
    pages = [factory.untested_page(number, Reason.CONNECTION, error=error) for number in (1, 2)]
    run(factory.report(pages, not_tested=2), 3, verbosity=-1)
    assert capsys.readouterr() == ("", f"a11ycheck: {error}\n")
    run(factory.report([*pages, factory.page(3)], tested=1, not_tested=2), 3, verbosity=-1)
    assert capsys.readouterr() == ("", "")


def test_no_bar_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    run(factory.ordinary())
    assert capsys.readouterr().err == f"Checking {factory.SITE}/ (static: HTML without scripts)\n"


def test_verbose_says_how_each_page_went(capsys: pytest.CaptureFixture[str]) -> None:
    run(factory.ordinary(), verbosity=1)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 49
    assert lines[1] == f"Tested: {factory.SITE}/palvelut/sivu-1: 3 failed, 1 cannot tell"
    assert lines[4] == f"Not tested: {factory.SITE}/palvelut/sivu-101: The server answered with an error"


PROGRAM = """
from pathlib import Path
from tests.report import factory
from tests.report.test_terminal import run
run(factory.ordinary("fi"), 1, "fi")
"""


def in_a_terminal(**environment: str) -> str:
    """What a process writes to a terminal of its own, standard output and error alike."""
    above, below = pty.openpty()
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm-256color",
                 "COLUMNS": "80", "LINES": "24", "PYTHONUTF8": "1", **environment}  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=below, stderr=below, env=variables)
    os.close(below)
    pieces = []
    while True:
        try:
            piece = os.read(above, 4096)
        except OSError:  # how Linux says that no process has the terminal open any more
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(above)
    assert process.wait(timeout=10) == 0
    return b"".join(pieces).decode()


def test_terminal_has_a_bar_with_pages_done_and_queued() -> None:
    shown = in_a_terminal()
    assert re.search(r"Tarkistetaan sivuja .*━.*48/51.*jonossa 3", shown)
    assert "\x1b[1;33m4 sivua 48 sivusta JÄI TESTAAMATTA" in shown


def test_no_color_is_respected() -> None:
    shown = in_a_terminal(NO_COLOR="1")
    assert "JÄI TESTAAMATTA" in shown
    assert not re.search(r"\x1b\[[\d;]*3\d", shown)


def test_dumb_terminal_gets_no_bar() -> None:
    assert "━" not in in_a_terminal(TERM="dumb")


def test_where_the_time_went_is_said_to_those_who_ask(capsys: pytest.CaptureFixture[str]) -> None:
    made = factory.ordinary()
    timed = msgspec.structs.replace(made.summary.scan, pages_tested=2, timings={"load": 0.2, "rules": 0.5})
    made = Report(msgspec.structs.replace(made.summary, scan=timed), made.pages)
    run(made, verbosity=1)
    assert "Seconds a page: rules 0.250, load 0.100" in capsys.readouterr().err
    run(made)
    assert "Seconds a page" not in capsys.readouterr().err
