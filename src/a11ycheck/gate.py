"""What fails a build: the exit code of a scan."""

from collections.abc import Iterator

from a11ycheck.changed import RULE as UNCHANGED
from a11ycheck.model import Issue, Outcome, Report, RuleInfo, ScanInfo
from a11ycheck.settings import Settings

CLEAN = 0  # nothing that fails the gate
FAILED = 1  # something does
WRONG_USAGE = 2  # wrong usage or configuration: nothing was scanned
INCOMPLETE = 3  # no page, or more pages than allowed, could not be tested; unless 1 applies


def exit_code(report: Report, settings: Settings) -> int:
    """Return 1 where an issue fails the gate, else 3 where too little was tested, else 0."""
    if next(failing_issues(report, settings), None):
        return FAILED
    return CLEAN if enough_tested(report.summary.scan, settings.allow_untested) else INCOMPLETE


def failing_issues(report: Report, settings: Settings) -> Iterator[Issue]:
    """Yield the issues that ``--fail-on`` names, in the order of the report."""
    rules = {rule.id: rule for rule in report.summary.rules}
    for issue in report.summary.issues:
        if any(_matches(word, issue, rules[issue.rule]) for word in settings.fail_on):
            yield issue


def enough_tested(scan: ScanInfo, allowed: str) -> bool:
    """Whether there was a page, and no more pages than allowed (``"3"`` or ``"5%"``) could not be tested.

    Where ``--changed-since`` left all pages out, none is needed.
    """
    number = float(allowed.removesuffix("%"))
    if allowed.endswith("%"):
        number *= (scan.pages_tested + scan.pages_not_tested) / 100
    nothing_to_do = any(entry.rule == UNCHANGED for entry in scan.left_out)
    return (scan.pages_tested > 0 or nothing_to_do) and scan.pages_not_tested <= number


def _matches(word: str, issue: Issue, rule: RuleInfo) -> bool:
    """Whether an issue is what a word of ``--fail-on`` names, such as ``"failed:A,AA"``."""
    if word == "best-practice":
        return rule.kind == "best-practice" and issue.outcome is Outcome.FAILED
    outcome, _, levels = word.partition(":")
    return rule.kind == "failure" and issue.outcome == outcome and (not levels or rule.level in levels.split(","))
