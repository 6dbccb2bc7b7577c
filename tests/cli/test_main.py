"""The command line: exit codes, one line for whatever goes wrong, help that reads well, a quick start."""

import errno
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from a11ycheck import cli
from a11ycheck.cli import scan as scan_module
from a11ycheck.report import CannotWriteError
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import key_of, options
from a11ycheck.version import VERSION

HEAVY = ("lxml", "requests", "rich", "jinja2", "turbohtml", "bs4", "py3langid", "selenium", "numpy", "protego")


class Line:
    """Stands in for the line behind the command: keeps the settings that it was given."""

    def __init__(self) -> None:
        self.settings: Settings | None = None
        self.ends: int | BaseException = 0

    def __call__(self, settings: Settings) -> int:
        self.settings = settings
        if isinstance(self.ends, BaseException):
            raise self.ends
        return self.ends


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Line:
    line = Line()
    monkeypatch.setattr(scan_module, "run", line)
    monkeypatch.chdir(tmp_path)
    for page in ("a.html", "b.html"):
        Path(page).touch()
    return line


def failure(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run a command that fails; its only line on standard error, and nothing on standard output."""
    code = cli.run(list(arguments))
    out, err = capsys.readouterr()
    assert not out
    said = err.strip("\n")  # an interruption first ends the line that shows ^C
    assert "\n" not in said
    assert said.startswith("a11ycheck: ")
    return code, said.removeprefix("a11ycheck: ")


def test_options_reach_the_line(line: Line) -> None:
    line.ends = 3
    arguments = "scan a.html b.html --max-pages 5 --no-crawl --ignore-robots -f json --fail-on none -v --lang fi -o out"
    assert cli.run(arguments.split()) == 3
    assert line.settings == Settings(
        targets=("a.html", "b.html"),
        max_pages=5,
        crawl=False,
        robots=False,
        formats=("json",),
        fail_on=("none",),
        verbosity=1,
        lang="fi",
        output=Path("out"),
    )


@pytest.mark.parametrize(("words", "verbosity"), [([], 0), (["-q"], -1), (["-v"], 1), (["-vv"], 2), (["-vvv"], 2)])
def test_how_much_is_said(words: list[str], verbosity: int, line: Line) -> None:
    assert cli.run(["scan", "a.html", *words]) == 0
    assert line.settings is not None
    assert line.settings.verbosity == verbosity


def test_a_configuration_file_is_named_by_option_or_variable(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("one.toml").write_text("max-pages = 1\n")
    Path("two.toml").write_text("max-pages = 2\n")
    monkeypatch.setenv("A11YCHECK_CONFIG", "one.toml")
    assert cli.run(["scan", "a.html"]) == 0
    assert line.settings == Settings(targets=("a.html",), max_pages=1)
    assert cli.run(["scan", "a.html", "--config", "two.toml"]) == 0
    assert line.settings == Settings(targets=("a.html",), max_pages=2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("scan", "Nothing to scan: give an address"),
        ("scan a.html --max-page 3", "No such option '--max-page'"),
        ("scan a.html --level B", "--level: 'B' is not allowed: use A, AA or AAA."),
        ("scan a.html --max-pages", "Option '--max-pages' requires an argument."),
        ("scna a.html", "No such command 'scna'"),
        ("scan a.html --config none.toml", "Cannot read none.toml: No such file or directory."),
        ("scan a.html --rule no-such-rule", "rule: 'no-such-rule' is not allowed: no rule has this id"),
    ],
)
def test_wrong_usage_is_one_line(arguments: str, message: str, line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = failure(arguments.split(), capsys)
    assert code == 2
    assert said.startswith(message)
    assert line.settings is None


@pytest.mark.parametrize("file", ["-", "out.txt"])
def test_two_formats_do_not_share_a_file(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.html").touch()
    code, said = failure(["scan", "a.html", "--engine", "static", "-f", f"json={file}", "-f", f"sarif={file}"], capsys)
    assert (code, said) == (2, f"Two formats go into {file}: give each a file of its own.")


def test_a_secret_on_the_command_line_is_not_repeated(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = failure(["scan", "a.html", "--basic-auth", "hunter2"], capsys)
    assert (code, said) == (2, "--basic-auth is not allowed: give user:password.")


def test_an_interruption_ends_with_130(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    line.ends = KeyboardInterrupt()
    assert failure(["scan", "a.html"], capsys) == (130, "interrupted: no report was written.")


def test_a_fault_asks_to_be_reported(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    line.ends = RuntimeError("first\nsecond\x1b[2J")
    code, said = failure(["scan", "a.html"], capsys)
    assert code == 70
    assert said.startswith("this is a fault of a11ycheck, please report it")
    assert said.endswith("(RuntimeError: first second [2J)")


def test_a_full_disk_is_no_fault_to_report(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    line.ends = CannotWriteError(Path("out/report.json"), OSError(errno.ENOSPC, "No space left on device"))
    assert failure(["scan", "a.html"], capsys) == (
        70,
        "the report is not whole: No space left on device (out/report.json). Make room, or use another folder.",
    )


def test_a_report_that_cannot_be_written_is_no_fault_either(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    line.ends = CannotWriteError(Path("file/report.json"), OSError(errno.ENOTDIR, "Not a directory"))
    said = "Cannot write file/report.json: Not a directory. Choose a folder that you may write to with --output."
    assert failure(["scan", "a.html"], capsys) == (70, said)


def test_urllib3_says_nothing_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("urllib3")
    monkeypatch.setattr(logger, "level", logging.NOTSET)
    monkeypatch.setattr(sys, "argv", ["a11ycheck", "--version"])
    with pytest.raises(SystemExit):
        cli.main()
    assert not logger.isEnabledFor(logging.WARNING)


def test_the_help_of_every_command_reads_well_within_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], *([name] for name in cli.commands.commands)):
        assert cli.run([*words, "--help"]) == 0
        text = capsys.readouterr().out
        assert max(map(len, text.splitlines())) <= 80, words
        assert "..." not in text.replace("TARGET...", "").replace("[ARGS]...", ""), words  # nothing is cut off


def test_a_reader_that_has_gone_ends_it_quietly() -> None:
    command = [sys.executable, "-m", "a11ycheck", "scan", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.parametrize(("words", "debug"), [(["-v", "-v"], ""), (["-vv"], ""), ([], "1")])
def test_a_fault_shows_its_trace_where_asked(
    words: list[str], debug: str, line: Line, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A11YCHECK_DEBUG", debug)
    line.ends = RuntimeError("broken")
    assert cli.run(["scan", "a.html", *words]) == 70
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_help_names_every_option_within_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["scan", "--help"]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert {
        f"--{key_of(field)} " for field in options() if field != "verbosity" and f"--{key_of(field)} " not in text
    } == set()
    assert all(heading in text for heading in {f"{option.group}:" for option in options().values()})


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert "scan        Check websites and HTML files" in err


def test_help_shows_no_value_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A11YCHECK_BASIC_AUTH", "me:hunter2")
    assert cli.run(["scan", "--help"]) == 0
    assert "hunter2" not in capsys.readouterr().out


def test_the_version_is_said_by_command_and_module(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "a11ycheck", "--version"], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout.decode() == f"a11ycheck {VERSION}\n"


def test_help_and_version_import_nothing_heavy() -> None:
    code = "import sys, a11ycheck.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert set(HEAVY) & {name.partition(".")[0] for name in done.stdout.split()} == set()
