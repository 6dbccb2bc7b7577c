"""What fails a build: the exit code of a scan, and why.

A defect fails where ``--fail-on`` or an override names it, unless the baseline knows it or the page's source suppresses
it. Defects are judged one by one, never counted against a limit, so that no fix can hide a new fault.
"""

import re
from collections.abc import Iterator
from datetime import date
from fnmatch import translate
from functools import cache
from urllib.parse import unquote

from msgspec import Struct

from a11ycheck.baseline import Baseline, Coverage, day_of, read_baseline
from a11ycheck.catalogue import present_id
from a11ycheck.changed import RULE as UNCHANGED
from a11ycheck.fingerprint import page_key
from a11ycheck.model import Finding, Issue, Outcome, PageRecord, Report, RuleInfo, ScanInfo
from a11ycheck.settings import Settings
from a11ycheck.urls import path_of

CLEAN = 0  # nothing that fails the gate
FAILED = 1  # something does
WRONG_USAGE = 2  # wrong usage or configuration: nothing was scanned
INCOMPLETE = 3  # no page, or more pages than allowed, could not be tested; unless 1 applies

type Words = tuple[str, ...]  # of --fail-on


class Verdict(Struct, frozen=True, kw_only=True):
    """What the gate says of a report. Defects are counted once each, on however many pages a template repeats them."""

    code: int
    issues: tuple[Issue, ...]  # that fail, in the order of the report
    failing: frozenset[str]  # fingerprints of the defects that fail
    pages: dict[str, str] = {}  # by the id of an issue that fails, the first page on which it does
    expired: int = 0  # of these, known to the baseline until a day that is past
    known: int = 0  # defects that would fail, were they not in the baseline
    suppressed: int = 0  # or were they not suppressed in the page's source
    fixed: int = 0  # defects of the baseline that were looked for and not found
    untested: int = 0  # defects of the baseline whose page or rule was not tested


def judge(report: Report, settings: Settings) -> Verdict:
    """Hold a report against the settings and their baseline.

    Raises:
        BaselineError: where the baseline cannot be read.
    """
    baseline = read_baseline(settings.baseline) if settings.baseline is not None else Baseline()
    tally = _Tally(report, settings, baseline)
    for record in report.pages:
        tally.take(record)
    return tally.verdict(report, settings)


def exit_code(report: Report, settings: Settings) -> int:
    """Return 1 where an issue fails the gate, else 3 where too little was tested, else 0."""
    return judge(report, settings).code


def failing_issues(report: Report, settings: Settings) -> Iterator[Issue]:
    """Yield the issues that fail the gate, in the order of the report."""
    yield from judge(report, settings).issues


def enough_tested(scan: ScanInfo, allowed: str) -> bool:
    """Whether there was a page, and no more pages than allowed (``"3"`` or ``"5%"``) could not be tested.

    Where ``--changed-since`` left all pages out, none is needed.
    """
    number = float(allowed.removesuffix("%"))
    if allowed.endswith("%"):
        number *= (scan.pages_tested + scan.pages_not_tested) / 100
    nothing_to_do = any(entry.rule == UNCHANGED for entry in scan.left_out)
    return (scan.pages_tested > 0 or nothing_to_do) and scan.pages_not_tested <= number


class _Tally:
    """Judges the findings of pages as they come."""

    def __init__(self, report: Report, settings: Settings, baseline: Baseline) -> None:
        self._gate = Gate(report, settings)
        self._baseline = baseline
        self._coverage = Coverage(baseline)
        self._today = day_of(report)
        self._failing: set[str] = set()
        self._expired: set[str] = set()
        self._known: set[str] = set()
        self._suppressed: set[str] = set()
        self._issues: dict[str, str] = {}

    def take(self, record: PageRecord) -> None:
        self._coverage.note(record)
        for finding in self._gate.failing(record):
            if finding.suppressed is not None:
                self._suppressed.add(finding.fingerprint)
            elif self._is_known(finding, self._today):
                self._known.add(finding.fingerprint)
            else:
                self._failing.add(finding.fingerprint)
                self._issues.setdefault(finding.issue, record.final_url)

    def _is_known(self, finding: Finding, today: date) -> bool:
        entries = self._baseline.entries_for(finding)
        if any(not entry.is_expired(today) for entry in entries):
            return True
        if entries:
            self._expired.add(finding.fingerprint)
        return False

    def verdict(self, report: Report, settings: Settings) -> Verdict:
        fixed, untested = self._coverage.count()
        enough = enough_tested(report.summary.scan, settings.allow_untested)
        return Verdict(
            code=FAILED if self._failing else CLEAN if enough else INCOMPLETE,
            issues=tuple(issue for issue in report.summary.issues if issue.id in self._issues),
            failing=frozenset(self._failing),
            pages=self._issues,
            expired=len(self._expired),
            known=len(self._known),
            suppressed=len(self._suppressed - self._failing),
            fixed=fixed,
            untested=untested,
        )


class Gate:
    """What ``--fail-on`` and its overrides name: a path's words count before a rule's, and those before all others."""

    def __init__(self, report: Report, settings: Settings) -> None:
        self._rules = {rule.id: rule for rule in report.summary.rules}
        self._words = settings.fail_on
        self._by_rule = {
            present_id(rule, settings.project_rules) or rule: words for rule, words in settings.fail_on_rule
        }
        self._by_path = [(re.compile(translate(glob)), words) for glob, words in settings.fail_on_path]

    def failing(self, record: PageRecord) -> Iterator[Finding]:
        """Yield the findings of a page that are named, suppressed ones among them."""
        words = self._words_of(record)
        for finding in record.findings:
            named = words if words is not None else self._by_rule.get(finding.rule, self._words)
            rule = self._rules.get(finding.rule)
            if rule is not None and any(_matches(word, finding, rule) for word in named):
                yield finding

    def _words_of(self, record: PageRecord) -> Words | None:
        """Return the words of the last path that matches a page, None where none does."""
        if not self._by_path:
            return None
        path = path_of(record.final_url) or "/" + page_key(record.final_url).lstrip("/")
        matching = [words for glob, words in self._by_path if glob.match(path) or glob.match(unquote(path))]
        return matching[-1] if matching else None


def _matches(word: str, finding: Finding, rule: RuleInfo) -> bool:
    """Whether a finding is what a word of ``--fail-on`` names, such as ``"failed:A,AA"``."""
    outcome, levels = _parts(word)
    if outcome == "best-practice":
        return rule.kind == "best-practice" and finding.outcome is Outcome.FAILED
    return rule.kind == "failure" and finding.outcome == outcome and (not levels or rule.level in levels)


@cache
def _parts(word: str) -> tuple[str, tuple[str, ...]]:
    outcome, _, levels = word.partition(":")
    return outcome, tuple(levels.split(",")) if levels else ()
