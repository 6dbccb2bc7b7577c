"""``--changed-since``: only what git has as changed is checked, and the rest is said to be left out."""

import subprocess
from pathlib import Path

import pytest

from a11ycheck import cli, scan
from a11ycheck.changed import GitError, changed_since
from a11ycheck.gate import exit_code
from a11ycheck.settings import Settings
from a11ycheck.targets import TargetError, read_targets

PAGE = """<!DOCTYPE html><html lang="fi"><head><title>{0}</title></head><body><main><h1>{0}</h1><img src="a.png">
<p>Avoinna yhdeksästä viiteen.</p></main></body></html>"""


def git(*arguments: str) -> None:
    name = ["-c", "user.name=Testi", "-c", "user.email=testi@lehtoranta.example", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *name, *arguments], check=True, capture_output=True)


def write(name: str, text: str) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("index", "palvelut", "ääkköset sivu"):
        write(f"sivut/{name}.html", PAGE.format(name))
    write("sivut/tyyli.css", "p { color: black }")
    write(".gitignore", "dist\n")
    git("init")
    git("add", ".")
    git("commit", "-m", "alku")
    return tmp_path


def test_only_pages_that_differ_from_the_revision_are_checked(site: Path) -> None:
    write("sivut/ääkköset sivu.html", PAGE.format("muuttunut"))
    write("sivut/uusi.html", PAGE.format("uusi"))
    report = scan("sivut", changed_since="HEAD", engine="static", rules=("image-without-name",))
    assert [page.url for page in report.pages] == ["sivut/uusi.html", "sivut/ääkköset sivu.html"]
    (left,) = report.summary.scan.left_out
    assert (left.rule, left.count, left.example) == ("unchanged", 2, "sivut/index.html")
    assert report.summary.scan.notes == ()


def test_committed_changes_count_from_the_revision_on(site: Path) -> None:
    write("sivut/palvelut.html", PAGE.format("muuttunut"))
    git("commit", "-am", "muutos")
    files = sorted(Path("sivut").glob("*.html"))
    assert changed_since("HEAD", files).files == ()
    assert changed_since("HEAD~1", files).files == (Path("sivut/palvelut.html"),)


def test_a_page_that_git_ignores_is_always_checked(site: Path) -> None:
    write("dist/index.html", PAGE.format("rakennettu"))
    assert changed_since("HEAD", [Path("dist/index.html")]).files == (Path("dist/index.html"),)


def test_a_changed_style_sheet_is_told(site: Path) -> None:
    write("sivut/tyyli.css", "p { color: #eee }")
    (note,) = changed_since("HEAD", [Path("sivut/index.html")]).notes
    assert note.startswith("Files that pages share have changed (tyyli.css)")


def test_nothing_changed_is_no_failure_and_no_claim(site: Path) -> None:
    report = scan("sivut", changed_since="HEAD", engine="static")
    assert list(report.pages) == []
    assert not report.summary.scan.complete
    assert exit_code(report, Settings(targets=("sivut",))) == 0
    assert cli.run(["scan", "sivut", "--changed-since", "HEAD", "--engine", "static", "-q"]) == 0


def test_changed_pages_are_served_without_the_others(site: Path) -> None:
    write("sivut/palvelut.html", PAGE.format("muuttunut") + '<a href="/index.html">Etusivu</a>')
    report = scan("sivut", changed_since="HEAD", serve=True, engine="static", rules=("image-without-name",))
    assert [page.final_url for page in report.pages] == ["sivut/palvelut.html"]
    assert [left.rule for left in report.summary.scan.left_out] == ["unchanged"]


def test_nothing_changed_is_served_neither(site: Path) -> None:
    assert list(scan("sivut", changed_since="HEAD", serve=True, engine="static").pages) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sivut", "--changed-since", "no-such"], "git knows no revision 'no-such'"),
        (["sivut", "--changed-since=--output=x"], "give a revision, such as origin/main or HEAD~1"),
        (["https://example.fi", "--changed-since", "HEAD"], "--changed-since asks git, which knows files and folders"),
    ],
)
def test_what_git_cannot_tell_is_wrong_usage(
    arguments: list[str], message: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["scan", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_without_git_or_a_repository_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write("a.html", PAGE.format("a"))
    with pytest.raises(GitError, match="not a git repository"):
        changed_since("HEAD", [Path("a.html")])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TargetError, match="There is no git"):
        read_targets(Settings(targets=("a.html",), changed_since="HEAD"))
