"""The gate: what fails a build, and what counts as tested enough."""

from pathlib import Path

import pytest

from a11ycheck.gate import enough_tested, exit_code, failing_issues, judge
from a11ycheck.issues import Issues
from a11ycheck.model import (
    Finding,
    Health,
    Outcome,
    PageRecord,
    Report,
    RuleInfo,
    ScanInfo,
    Summary,
    Suppressed,
    Tool,
)
from a11ycheck.settings import Settings


def rule(rule_id: str, level: str) -> RuleInfo:
    kind = "failure" if level else "best-practice"
    wcag = ("1.1.1",) if level else ()
    return RuleInfo(id=rule_id, title="", wcag=wcag, level=level, en301549=(), act=(), kind=kind, needs=())


RULES = (rule("of-a", "A"), rule("of-aa", "AA"), rule("of-aaa", "AAA"), rule("practice", ""))
URL = "https://example.fi/sivu"


def finding(number: int, rule_id: str, outcome: Outcome, **changes: object) -> Finding:
    values = {
        "rule": rule_id,
        "outcome": outcome,
        "wcag": (),
        "message": "",
        "target": "p",
        "snippet": "<p>",
        "line": 1,
        "column": 1,
        "where": "main",
        "fingerprint": f"defect-{number}",
        "issue": f"issue-{number}",
        **changes,
    }
    return Finding(**values)  # type: ignore[arg-type]  # tests change any field


def page(*findings: Finding, url: str = URL, **changes: object) -> PageRecord:
    values = {
        "url": url,
        "final_url": url,
        "status": 200,
        "title": "",
        "language": "fi",
        "health": Health.TESTED,
        "outcomes": {each.id: Outcome.PASSED for each in RULES} | {each.rule: each.outcome for each in findings},
        "findings": findings,
        **changes,
    }
    return PageRecord(**values)  # type: ignore[arg-type]  # tests change any field


def report_of(*pages: PageRecord, tested: int = 1, untested: int = 0, started: str = "2026-11-24T09:00:00Z") -> Report:
    issues = Issues(RULES)
    for each in pages:
        issues.add(each)
    scan = ScanInfo(
        started=started,
        finished=started,
        targets=(),
        engine="static",
        standard="wcag-2.2",
        level="AA",
        lang="en",
        pages_tested=tested,
        pages_not_tested=untested,
        complete=not untested,
    )
    summary = Summary(tool=Tool("a11ycheck", "0"), scan=scan, rules=RULES, issues=issues.ranked(), criteria=())
    return Report(summary, pages)


def report(*outcomes: tuple[str, Outcome], tested: int = 1, untested: int = 0) -> Report:
    return report_of(
        page(*(finding(number, rule_id, outcome) for number, (rule_id, outcome) in enumerate(outcomes))),
        tested=tested,
        untested=untested,
    )


FAILED, CANT_TELL = Outcome.FAILED, Outcome.CANT_TELL
ALL = report(*((each.id, outcome) for each in RULES for outcome in (FAILED, CANT_TELL)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("failed",), ["of-a failed", "of-aa failed", "of-aaa failed"]),
        (("failed:A",), ["of-a failed"]),
        (("failed:A,AA",), ["of-a failed", "of-aa failed"]),
        (("cantTell:AA",), ["of-aa cantTell"]),
        (("cantTell:A", "failed:AA"), ["of-a cantTell", "of-aa failed"]),
        (("best-practice",), ["practice failed"]),
        (("failed:AAA", "best-practice"), ["of-aaa failed", "practice failed"]),
        (("none",), []),
    ],
)
def test_words_of_fail_on_choose_issues(words: tuple[str, ...], expected: list[str]) -> None:
    found = failing_issues(ALL, Settings(fail_on=words))
    assert sorted(f"{issue.rule} {issue.outcome}" for issue in found) == sorted(expected)


@pytest.mark.parametrize(
    ("tested", "untested", "allowed", "enough"),
    [
        (0, 0, "100%", False),
        (0, 3, "3", False),
        (9, 0, "0", True),
        (9, 1, "0", False),
        (9, 1, "1", True),
        (9, 1, "10%", True),
        (8, 2, "10%", False),
        (199, 1, "0.5%", True),
        (198, 2, "0.5%", False),
    ],
)
def test_pages_that_may_stay_untested(tested: int, untested: int, allowed: str, enough: bool) -> None:
    assert enough_tested(report(tested=tested, untested=untested).summary.scan, allowed) is enough


@pytest.mark.parametrize(
    ("outcomes", "untested", "code"),
    [
        ([], 0, 0),
        ([("of-a", CANT_TELL), ("practice", FAILED)], 0, 0),
        ([("of-aa", FAILED)], 0, 1),
        ([("of-aa", FAILED)], 1, 1),
        ([("of-aa", CANT_TELL)], 1, 3),
    ],
)
def test_a_failure_beats_an_incomplete_scan(outcomes: list[tuple[str, Outcome]], untested: int, code: int) -> None:
    assert exit_code(report(*outcomes, untested=untested), Settings()) == code


def test_words_for_a_rule_take_the_place_of_all_others() -> None:
    settings = Settings(fail_on=("failed",), fail_on_rule=(("of-a", ("none",)), ("practice", ("best-practice",))))
    found = {f"{issue.rule} {issue.outcome}" for issue in failing_issues(ALL, settings)}
    assert found == {"of-aa failed", "of-aaa failed", "practice failed"}


def test_words_for_a_path_come_before_those_for_a_rule_and_the_last_match_counts() -> None:
    made = report_of(
        page(finding(1, "of-a", FAILED)),
        page(finding(2, "of-a", FAILED), url="https://example.fi/arkisto/1999"),
        page(finding(3, "of-a", FAILED), url="https://example.fi/arkisto/p%C3%A4%C3%A4t%C3%B6kset/1"),
        page(finding(4, "of-a", CANT_TELL), url="arkisto/sivu.html"),
    )
    paths = (("/arkisto/*", ("none",)), ("/arkisto/päätökset/*", ("failed:A",)))
    assert judge(made, Settings(fail_on_path=paths)).failing == {"defect-1", "defect-3"}
    both = Settings(fail_on_rule=(("of-a", ("none",)),), fail_on_path=(("/arkisto/*", ("failed", "cantTell")),))
    assert judge(made, both).failing == {"defect-2", "defect-3", "defect-4"}


def test_what_is_suppressed_does_not_fail_and_is_counted() -> None:
    excused = Suppressed(reason="vanha", number=1)
    one, other = finding(1, "of-a", FAILED, suppressed=excused, issue="same"), finding(2, "of-a", FAILED, issue="same")
    verdict = judge(report_of(page(one)), Settings())
    assert (verdict.code, verdict.issues, verdict.suppressed) == (0, (), 1)
    verdict = judge(report_of(page(one, other)), Settings())
    assert (verdict.code, verdict.failing, verdict.suppressed) == (1, frozenset({"defect-2"}), 1)


def test_a_template_defect_is_counted_once_on_many_pages() -> None:
    pages = [page(finding(1, "of-a", FAILED), url=f"{URL}/{number}") for number in range(187)]
    verdict = judge(report_of(*pages), Settings())
    assert verdict.failing == {"defect-1"}
    assert [issue.pages for issue in verdict.issues] == [187]


def baseline(folder: Path, *lines: str, expires: str = "") -> Settings:
    """Settings with a baseline that knows some defects of the rule of-a."""
    file = folder / "baseline.toml"
    file.write_text(
        f'version = 1\n[[issue]]\nrule = "of-a"\nwhere = ""\nissue = "issue-1"\ndefects = {list(lines)}\n{expires}\n',
        encoding="utf-8",
    )
    return Settings(baseline=file)


def test_only_what_is_not_in_the_baseline_fails(tmp_path: Path) -> None:
    settings = baseline(tmp_path, "defect-1 /sivu")
    known, new = finding(1, "of-a", FAILED), finding(2, "of-a", FAILED, issue="issue-1")
    verdict = judge(report_of(page(known)), settings)
    assert (verdict.code, verdict.known, verdict.fixed) == (0, 1, 0)
    verdict = judge(report_of(page(known, new)), settings)
    assert (verdict.code, verdict.known, verdict.failing) == (1, 1, frozenset({"defect-2"}))


def test_a_fix_does_not_hide_a_new_defect(tmp_path: Path) -> None:
    verdict = judge(report_of(page(finding(2, "of-a", FAILED))), baseline(tmp_path, "defect-1 /sivu"))
    assert (verdict.code, verdict.fixed, verdict.failing) == (1, 1, frozenset({"defect-2"}))


@pytest.mark.parametrize(("day", "code", "expired"), [("2026-11-23", 1, 1), ("2026-11-24", 0, 0), ("2027-01-01", 0, 0)])
def test_past_its_day_a_known_defect_fails_again(tmp_path: Path, day: str, code: int, expired: int) -> None:
    settings = baseline(tmp_path, "defect-1 /sivu", expires=f"expires = {day}")
    verdict = judge(report_of(page(finding(1, "of-a", FAILED))), settings)
    assert (verdict.code, verdict.expired, len(verdict.failing)) == (code, expired, expired)


def test_an_issue_that_is_accepted_everywhere_covers_new_pages(tmp_path: Path) -> None:
    made = report_of(page(finding(5, "of-a", FAILED, issue="issue-1"), finding(6, "of-a", FAILED)))
    assert judge(made, baseline(tmp_path, "defect-1 /sivu")).failing == {"defect-5", "defect-6"}
    assert judge(made, baseline(tmp_path, "defect-1 /sivu", expires="everywhere = true")).failing == {"defect-6"}


@pytest.mark.parametrize(
    ("pages", "fixed", "untested"),
    [
        ([page()], 1, 0),
        ([page(url="https://testi.example:8443/sivu/index.html")], 1, 0),
        ([page(url="https://example.fi/muu")], 0, 1),
        ([page(health=Health.NOT_TESTED, outcomes={})], 0, 1),
        ([page(outcomes={"of-a": Outcome.UNTESTED})], 0, 1),
        ([page(outcomes={"of-aa": Outcome.PASSED})], 0, 1),
        ([page(), page(finding(1, "of-a", CANT_TELL), url="https://example.fi/muu")], 0, 0),
    ],
)
def test_only_what_was_looked_for_is_fixed(tmp_path: Path, pages: list[PageRecord], fixed: int, untested: int) -> None:
    verdict = judge(report_of(*pages), baseline(tmp_path, "defect-1 /sivu"))
    assert (verdict.fixed, verdict.untested) == (fixed, untested)
