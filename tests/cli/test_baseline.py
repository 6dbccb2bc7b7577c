"""``a11ycheck baseline``, ``scan --baseline`` and ``diff`` with the whole line behind them."""

import json
from pathlib import Path

import pytest

from a11ycheck import cli

PAGE = """<!DOCTYPE html><html lang="fi"><head><title>Kirjasto</title></head><body><main><h1>Kirjasto</h1>
{}
</main></body></html>"""
RULE = ["--rule", "image-without-name", "--engine", "static"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory with a page that has two barriers."""
    monkeypatch.chdir(tmp_path)
    page("<img src=a.jpg><img src=b.jpg>")


def page(content: str, name: str = "sivu.html") -> None:
    Path(name).write_text(PAGE.format(content), encoding="utf-8")


def scan(*arguments: str) -> int:
    return cli.run(["scan", "sivu.html", *arguments, *RULE])


def test_what_is_known_passes_and_what_is_new_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert scan() == 1
    assert cli.run(["baseline", "update", "known.toml"]) == 0
    assert "known.toml: 2 added." in capsys.readouterr().err
    assert scan("--baseline", "known.toml") == 0
    assert "Baseline known.toml: new defects 0, known 2." in capsys.readouterr().err
    page("<img src=a.jpg><img src=b.jpg><img src=c.jpg>")
    assert scan("--baseline", "known.toml") == 1
    said = capsys.readouterr().err
    assert "Baseline known.toml: new defects 1, known 2." in said
    assert "New: Image without a text alternative (image-without-name), sivu.html" in said


def test_what_is_fixed_is_said_and_pruned(capsys: pytest.CaptureFixture[str]) -> None:
    scan()
    cli.run(["baseline", "update", "known.toml"])
    page("<img src=a.jpg alt='talo'><img src=b.jpg>")
    assert scan("--baseline", "known.toml") == 0
    said = capsys.readouterr().err
    assert "1 fixed, remove it with: a11ycheck baseline prune known.toml --report a11ycheck-report/report.json" in said
    assert cli.run(["baseline", "update", "known.toml"]) == 0
    assert "1 fixed; take out of it with: a11ycheck baseline prune known.toml" in capsys.readouterr().err
    assert cli.run(["baseline", "prune", "known.toml"]) == 0
    assert "known.toml: 1 removed." in capsys.readouterr().err
    assert cli.run(["baseline", "show", "known.toml", "--format", "json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert len(entry["defects"]) == 1


def test_a_page_that_is_gone_is_kept_until_it_is_said_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    scan()
    cli.run(["baseline", "update", "known.toml"])
    page("<p>a</p>", "muu.html")
    assert cli.run(["scan", "muu.html", "--baseline", "known.toml", *RULE]) == 0
    assert "2 known defects were not looked for" in capsys.readouterr().err
    cli.run(["baseline", "prune", "known.toml"])
    assert "0 removed" in capsys.readouterr().err
    cli.run(["baseline", "prune", "known.toml", "--untested"])
    assert "2 removed" in capsys.readouterr().err


def test_update_takes_what_the_gate_fails_on() -> None:
    scan()
    cli.run(["baseline", "update", "known.toml", "--fail-on", "failed:AA"])
    assert "defects =" not in Path("known.toml").read_text(encoding="utf-8")
    Path("a11ycheck.toml").write_text('[fail-on-rule]\nimage-without-name = "none"\n', encoding="utf-8")
    cli.run(["baseline", "update", "known.toml"])
    assert "defects =" not in Path("known.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["scan", "sivu.html", "--baseline", "none.toml"],
        ["scan", "sivu.html", "--baseline", "wrong.toml"],
        ["baseline", "show", "none.toml"],
        ["baseline", "prune", "none.toml", "--report", "none.json"],
        ["baseline", "update", "known.toml", "--report", "none.json"],
        ["baseline", "update", "wrong.toml"],
        ["diff", "none.json", "none.json"],
    ],
)
def test_wrong_usage_is_said_in_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    scan("-q")
    Path("wrong.toml").write_text("version = 7\n", encoding="utf-8")
    capsys.readouterr()
    assert cli.run(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert Path("wrong.toml").read_text(encoding="utf-8") == "version = 7\n"


def test_diff_compares_two_scans(capsys: pytest.CaptureFixture[str]) -> None:
    scan("-f", "json=old.json")
    page("<img src=a.jpg alt='talo'><img src=c.jpg><img src=b.jpg>")
    scan("-f", "json=new.json")
    capsys.readouterr()
    assert cli.run(["diff", "old.json", "new.json"]) == 0
    assert "New: 1. Fixed: 1. Unchanged: 1. No longer tested: 0." in capsys.readouterr().out
    assert cli.run(["diff", "old.json", "new.json", "--format", "json"]) == 0
    assert [each["snippet"] for each in json.loads(capsys.readouterr().out)["added"]] == ['<img src="c.jpg">']
    assert cli.run(["diff", "old.json", "new.json", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Changes from ")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "1 defect, accepted by Maija, no owner, until 2020-01-01 (EXPIRED: counts again)"),
        ("fi", "1 vika, hyväksyjä Maija, ei vastuuhenkilöä, määräaika 2020-01-01 (MÄÄRÄAIKA OHI: lasketaan taas)"),
        ("sv", "1 fel, godkänt av Maija, ingen ansvarig, till och med 2020-01-01 (TIDEN HAR GÅTT UT: räknas igen)"),
    ],
)
def test_show_speaks_the_chosen_language(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    page("<img src=a.jpg>")
    scan()
    cli.run(["baseline", "update", "known.toml"])
    known = Path("known.toml")
    text = known.read_text(encoding="utf-8")
    accepted = 'accepted_by = "Maija"\nexpires = 2020-01-01'
    known.write_text(text.replace('accepted_by = ""', accepted), encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["baseline", "show", "known.toml", "--lang", lang]) == 0
    assert said in capsys.readouterr().out
