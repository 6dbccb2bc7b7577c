import re
from pathlib import Path

import pytest

from a11ycheck import report
from a11ycheck.model import Outcome, Report, Suppressed
from tests.report import factory


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "step-summary.md"
    file.write_text("# What an earlier step said\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    return file


def written(tmp_path: Path, made: Report, capsys: pytest.CaptureFixture[str]) -> list[str]:
    report.write(made, factory.settings(tmp_path / "out", formats=("github",)))
    return capsys.readouterr().out.splitlines()


def test_each_issue_is_annotated_at_its_file(
    tmp_path: Path, step: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    issues = (
        factory.issue(first_page="dist/a,b.html"),
        factory.issue("link-without-name", outcome=Outcome.CANT_TELL),
        factory.issue("heading-level-skipped"),
    )
    lines = written(tmp_path, factory.report(issues=issues, tested=1), capsys)
    title = "title=Image without a text alternative (image-without-name)"
    assert lines[0].startswith(f"::error file=dist/a%2Cb.html,line=212,col=9,{title}::The image has no text")
    assert lines[0].endswith(f"%0A{factory.FIX}")
    assert [line.split()[0] for line in lines] == ["::error", "::warning", "::notice"]
    assert "file=" not in lines[1]  # a website has no file to annotate


def test_the_summary_goes_to_the_step_and_to_a_file(
    tmp_path: Path, step: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, factory.ordinary(), capsys)
    own = (tmp_path / "out" / "report.github.md").read_text(encoding="utf-8")
    assert step.read_text(encoding="utf-8") == f"# What an earlier step said\n{own}"
    assert "## Issues" in own


def test_a_page_cannot_give_commands(tmp_path: Path, step: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attack = "x\r\n::set-output name=a::b%0A::stop-commands::y"
    issues = (factory.issue(message=attack, target=attack, first_page=attack, title=attack),)
    (line,) = written(tmp_path, factory.report(issues=issues, tested=1), capsys)
    properties, _, message = line.removeprefix("::error ").partition("::")
    assert not re.search(r"[\r\n]", line)
    assert "%250A" in message
    assert properties.count(",") == 3


def test_no_more_annotations_than_a_log_can_bear(
    tmp_path: Path, step: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(written(tmp_path, factory.large(1, 1000), capsys)) == 50


def test_a_summary_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    with pytest.raises(report.CannotWriteError, match="Cannot write"):
        report.write(factory.ordinary(), factory.settings(tmp_path / "out", formats=("github",)))


def test_what_the_source_suppresses_everywhere_is_no_error(
    tmp_path: Path, step: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hushed = Suppressed(reason="a game", number=1)
    here, there = (factory.finding(issue=name, suppressed=hushed) for name in ("all-1", "some-1"))
    open_one = factory.finding(issue="some-1")
    issues = (factory.issue(id="all-1"), factory.issue(id="some-1"))
    pages = [factory.page(1, findings=(here, there)), factory.page(2, findings=(open_one,))]
    lines = written(tmp_path, factory.report(pages, issues, tested=2), capsys)
    assert [line.split()[0] for line in lines] == ["::notice", "::error"]
