"""The baseline's file: people's words stay, diffs are small, and what is wrong is said in one line."""

import difflib
from datetime import date
from pathlib import Path

import pytest

from a11ycheck.api import scan
from a11ycheck.baseline import BaselineError, Coverage, Defect, parse_baseline, read_baseline
from a11ycheck.baseline_file import pruned, updated
from a11ycheck.model import Finding, Outcome, Report
from a11ycheck.report.baseline_list import listing
from tests.test_gate import finding, page

SITE = "https://www.region.example"


def defect(number: int, rule: str = "of-a", **changes: object) -> Finding:
    return finding(number, rule, Outcome.FAILED, **changes)


def made(*found: tuple[str, Finding], text: str = "") -> str:
    return updated(text, [(SITE + path, each) for path, each in found], "b.toml")[0]


FIRST = made(
    ("/b", defect(2, issue="one")),
    ("/a", defect(1, issue="one", snippet="<img src='a.jpg'>")),
    ("/a", defect(3, "of-aa", where="banner", snippet='<a href="/">')),
)


def test_an_entry_is_an_issue_with_its_defects() -> None:
    entries = parse_baseline(FIRST, "b.toml").entries
    assert [(entry.rule, entry.issue, entry.where) for entry in entries] == [
        ("of-a", "one", "main of /b: <p>"),
        ("of-aa", "issue-3", 'banner of /a: <a href="/">'),
    ]
    assert list(entries[0].known()) == [Defect("defect-1", "/a"), Defect("defect-2", "/b")]


def test_nothing_new_changes_no_letter() -> None:
    assert updated(FIRST, [(f"{SITE}/z", defect(2, issue="renamed"))], "b.toml") == (FIRST, 0)


def test_what_people_write_stays_and_a_new_defect_is_one_line() -> None:
    written = FIRST.replace(
        'reason = ""\nowner = ""\naccepted_by = ""',
        'reason = """Uusi sivusto\ntulee."""  # päätös 12\n# oma huomautus\nowner = "Viestintä"\n'
        'accepted_by = "A. Virtanen"\nexpires = 2027-01-31',
        1,
    ).replace("[[issue]]", "[[issue]]  # etusivu", 1)
    more = made(("/c", defect(9, issue="one")), text=written)
    changed = [line for line in difflib.ndiff(written.splitlines(), more.splitlines()) if not line.startswith(" ")]
    assert changed == ['+     "defect-9 /c",']
    entry = parse_baseline(more, "b.toml").entries[0]
    assert (entry.reason, entry.owner, entry.expires) == ("Uusi sivusto\ntulee.", "Viestintä", date(2027, 1, 31))


def test_a_new_issue_is_one_block_in_its_place() -> None:
    more = made(("/c", defect(4, "of-a", issue="two")), text=FIRST)
    assert len(list(difflib.unified_diff(FIRST.splitlines(), more.splitlines(), n=0, lineterm=""))) == 3 + 11
    assert [entry.issue for entry in parse_baseline(more, "b.toml").entries] == ["one", "two", "issue-3"]


def test_a_template_defect_is_one_entry_and_a_new_page_adds_none() -> None:
    everywhere = [(f"{SITE}/{number}", defect(1)) for number in range(187)]
    text, added = updated("", everywhere, "b.toml")
    assert added == 1
    assert updated(text, [(f"{SITE}/uusi", defect(1))], "b.toml") == (text, 0)


def test_what_cannot_be_seen_is_left_out() -> None:
    text = made(("/a", defect(1, snippet="<p title='\x1b[31m\u202e\ud800'>\n")))
    assert parse_baseline(text, "b.toml").entries[0].where == "main of /a: <p title='[31m'>"


def test_prune_takes_out_what_was_fixed_and_nothing_else() -> None:
    seen = Coverage(parse_baseline(FIRST, "b.toml"))
    seen.note(page(url=f"{SITE}/a"))
    text, count = pruned(FIRST, seen, "b.toml")
    assert count == 2  # of /a; /b was not tested
    assert [list(entry.known()) for entry in parse_baseline(text, "b.toml").entries] == [[Defect("defect-2", "/b")]]
    text, count = pruned(FIRST, seen, "b.toml", untested=True)
    assert count == 3
    assert parse_baseline(text, "b.toml").entries == ()
    assert made(("/a", defect(1)), text=text).startswith("# Accessibility defects")


def test_prune_keeps_what_is_still_there() -> None:
    seen = Coverage(parse_baseline(FIRST, "b.toml"))
    seen.note(page(defect(1), url=f"{SITE}/a"))
    seen.note(page(defect(3, "of-aa"), url=f"{SITE}/elsewhere"))
    assert pruned(FIRST, seen, "b.toml") == (FIRST, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = ", "cannot be read"),
        ("version = 2", "of version 2"),
        ("", "version"),
        ('version = 1\n[[issue]]\nrule = "a"', "where"),
        (FIRST.replace('owner = ""', 'onwer = ""', 1), "onwer"),
        (FIRST.replace('reason = ""', 'expires = "soon"', 1), "expires"),
    ],
)
def test_a_fault_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "b.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError, match=said) as caught:
        read_baseline(file)
    assert "\n" not in str(caught.value)
    if text:
        with pytest.raises(BaselineError, match=said):
            updated(text, [], "b.toml")


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="a11ycheck baseline update"):
        read_baseline(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe4")
    with pytest.raises(BaselineError, match="UTF-8"):
        read_baseline(tmp_path / "latin.toml")


def test_the_list_says_who_accepted_what_until_when() -> None:
    text = FIRST.replace('accepted_by = ""', 'accepted_by = "A. Virtanen"\nexpires = 2026-11-23', 1)
    shown = listing(parse_baseline(text, "b.toml"), date(2026, 11, 24), "text", "en")
    assert "2 defects, accepted by A. Virtanen, no owner, until 2026-11-23 (EXPIRED: counts again)" in shown
    assert shown.endswith("Issues: 2, defects: 3\n")
    assert '"expired": true' in listing(parse_baseline(text, "b.toml"), date(2026, 11, 24), "json", "en")


HEADER = '<header><a href="/"><img src="/logo.svg"></a></header>'


def report(folder: Path, pages: dict[str, str]) -> Report:
    for name, content in pages.items():
        (folder / name).write_text(f"<!DOCTYPE html><html lang=fi><title>{name}</title>{content}", encoding="utf-8")
    rules = ["image-without-name", "link-without-name"]
    return scan(*(str(folder / name) for name in pages), engine="static", rules=rules)


def found(made: Report) -> list[tuple[str, Finding]]:
    return [(record.final_url, each) for record in made.pages for each in record.findings]


@pytest.mark.parametrize(
    ("after", "added"),
    [
        ({"a.html": f"{HEADER}<main><h1>A</h1><img src=1.jpg>", "b.html": f"{HEADER}<main><h1>B</h1><p>uusi"}, 0),
        ({"a.html": f"{HEADER}<main><h1>A</h1><img src=1.jpg><img src=1.jpg>"}, 1),  # the same on a second element
        ({"a.html": f"{HEADER}<main><h1>A</h1><img src=1.jpg alt=talo><img src=2.jpg>"}, 1),  # one for another
    ],
)
def test_what_is_new_on_real_pages(tmp_path: Path, after: dict[str, str], added: int) -> None:
    before = report(tmp_path, {"a.html": f"{HEADER}<main><h1>A</h1><img src=1.jpg><img src=2.jpg alt=silta>"})
    text, count = updated("", found(before), "b.toml")
    assert count == 3  # the picture, and the link that it alone would name
    assert updated(text, found(report(tmp_path, after)), "b.toml")[1] == added
