"""``a11ycheck scan`` with the whole line behind it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from a11ycheck import cli

CLEAN = """<!DOCTYPE html><html lang="fi"><head><title>Kirjasto</title></head><body>
<a href="#content">Siirry suoraan sisältöön</a>
<main id="content"><h1>Kirjasto</h1><p>Avoinna yhdeksästä viiteen.</p></main>
</body></html>"""
BARRIER = CLEAN.replace("Siirry suoraan sisältöön", "Skip to main content")
RULE = ["--rule", "skip-link-language", "--engine", "static"]


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory with a page that has a barrier, one that has none, and an empty one."""
    monkeypatch.chdir(tmp_path)
    for name, content in {"barrier.html": BARRIER, "clean.html": CLEAN, "empty.html": ""}.items():
        Path(name).write_text(content, encoding="utf-8")


def scan(*arguments: str) -> int:
    return cli.run(["scan", *arguments, *RULE])


def report(folder: str = "a11ycheck-report") -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Path(folder, "report.json").read_bytes())
    return content


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.html"], 0),
        (["barrier.html"], 1),
        (["barrier.html", "--fail-on", "none"], 0),
        (["barrier.html", "--fail-on", "failed:A"], 0),
        (["barrier.html", "--fail-on", "failed:A,AA"], 1),
        (["empty.html"], 3),
        (["clean.html", "empty.html"], 3),
        (["clean.html", "empty.html", "--allow-untested", "1"], 0),
        (["clean.html", "empty.html", "--allow-untested", "50%"], 0),
        (["clean.html", "empty.html", "--allow-untested", "49%"], 3),
        (["barrier.html", "empty.html"], 1),
        (["http://127.0.0.1:9/"], 3),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert scan(*arguments) == code


def test_the_summary_is_said_and_the_reports_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert scan("barrier.html", "-o", "out") == 1
    out, _ = capsys.readouterr()
    assert "out/report.html" in out
    assert "out/report.json" in out
    assert {file.name for file in Path("out").iterdir() if file.is_file()} >= {"report.html", "report.json"}
    assert report("out")["scan"]["targets"] == ["barrier.html"]


def test_auto_says_that_it_found_no_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    arguments = ["scan", "clean.html", "--rule", "skip-link-language", "--engine"]
    assert cli.run([*arguments, "auto"]) == 0
    assert "as no browser was found" in " ".join(capsys.readouterr().err.split())
    assert report()["scan"]["engine"] == "static"
    assert cli.run([*arguments, "browser"]) == 2
    assert "Chromium" in capsys.readouterr().err


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert scan("barrier.html", "-q", "-f", "json") == 1
    assert capsys.readouterr() == ("", "")
    assert not Path("a11ycheck-report", "report.html").exists()


def test_a_folder_is_scanned_with_the_settings_of_its_project() -> None:
    Path("pyproject.toml").write_text('[tool.a11ycheck]\nlang = "fi"\nallow-untested = 1\noutput = "raportti"\n')
    assert scan(".") == 1
    info = report("raportti")["scan"]
    assert (info["lang"], info["pages_tested"], info["pages_not_tested"]) == ("fi", 2, 1)


def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BARRIER.encode())))
    assert scan("-") == 1
    (page,) = report()["pages"]
    assert page["outcomes"] == {"skip-link-language": "failed"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["clean.html", "-o", "taken/report"],
            "Cannot write to taken/report (Not a directory): name another folder with -o.",
        ),
        (["clean.html", "-o", "taken"], "Cannot write to taken (File exists): name another folder with -o."),
        (["etusivu.html"], "There is no file etusivu.html"),
        (["file:///etc/hostname"], "'file:///etc/hostname' is no http or https address"),
    ],
)
def test_wrong_usage_is_one_line_before_anything_is_scanned(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("taken").write_text("a file where the report's folder should be")
    monkeypatch.setattr("a11ycheck.line.scan", None)  # to call it would be a fault, with another exit code
    assert scan(*arguments) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith(f"a11ycheck: {message}")
    assert err.count("\n") == 1


def test_a_report_on_standard_output_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert scan("barrier.html", "-f", "json=-") == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["pages"][0]["url"] == "barrier.html"
    assert "barrier.html" in err
    assert not Path("a11ycheck-report").exists()
