"""The gate: what fails a build, and what counts as tested enough."""

import pytest

from a11ycheck.gate import enough_tested, exit_code, failing_issues
from a11ycheck.model import Issue, Outcome, Report, RuleInfo, ScanInfo, Summary, Tool
from a11ycheck.settings import Settings


def rule(rule_id: str, level: str) -> RuleInfo:
    kind = "failure" if level else "best-practice"
    wcag = ("1.1.1",) if level else ()
    return RuleInfo(id=rule_id, title="", wcag=wcag, level=level, en301549=(), act=(), kind=kind, needs=())


RULES = (rule("of-a", "A"), rule("of-aa", "AA"), rule("of-aaa", "AAA"), rule("practice", ""))


def report(*outcomes: tuple[str, Outcome], tested: int = 1, untested: int = 0) -> Report:
    issues = tuple(
        Issue(
            id=str(number),
            rule=rule_id,
            outcome=outcome,
            wcag=(),
            title="",
            message="",
            where="main",
            pages=1,
            occurrences=1,
            first_page="https://example.fi/",
            target="p",
            snippet="<p>",
        )
        for number, (rule_id, outcome) in enumerate(outcomes)
    )
    scan = ScanInfo(
        started="",
        finished="",
        targets=(),
        engine="static",
        standard="wcag-2.2",
        level="AA",
        lang="en",
        pages_tested=tested,
        pages_not_tested=untested,
        complete=not untested,
    )
    return Report(Summary(tool=Tool("a11ycheck", "0"), scan=scan, rules=RULES, issues=issues, criteria=()), ())


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
    assert [f"{issue.rule} {issue.outcome}" for issue in found] == expected


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
