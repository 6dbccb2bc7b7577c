"""What changed between two reports: defects that are new, fixed, unchanged, or no longer tested.

Defects are compared by their fingerprints, so that a page that moved its parts about, another host or another order of
pages changes nothing. What was fixed was looked for: a defect whose page or rule was not tested this time is not known
to be fixed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec import Struct

from a11ycheck.baseline import rules_run
from a11ycheck.fingerprint import page_key
from a11ycheck.model import Finding, Outcome, Report


class Change(Struct, frozen=True, kw_only=True):
    """A defect, in the words of the newest report that has it."""

    fingerprint: str
    issue: str
    rule: str
    title: str  # of the rule
    outcome: Outcome
    wcag: tuple[str, ...]
    message: str
    where: str
    page: str  # address of the first page that has it
    pages: int  # how many pages have it
    target: str  # in page
    snippet: str
    line: int
    suppressed: bool  # in the page's source


class Difference(Struct, frozen=True, kw_only=True):
    """Two reports compared; each list is sorted by rule and page."""

    old: str  # when the scan began, ISO 8601
    new: str
    added: tuple[Change, ...]
    fixed: tuple[Change, ...]
    unchanged: tuple[Change, ...]
    no_longer_tested: tuple[Change, ...]


@dataclass
class _Growing:
    """A defect while pages come in."""

    finding: Finding
    page: str
    pages: dict[str, None] = field(default_factory=dict)  # in order


def compare(old: Report, new: Report) -> Difference:
    """Compare two reports of one site."""
    before, after = _defects(old), _defects(new)
    tested = {
        key: rules_run(record) for record in new.pages for key in (page_key(record.url), page_key(record.final_url))
    }
    gone = {key: defect for key, defect in before.items() if key not in after}
    fixed = {key for key, defect in gone.items() if _looked_for(defect, tested)}
    titles = {rule.id: rule.title for report in (old, new) for rule in report.summary.rules}
    return Difference(
        old=old.summary.scan.started,
        new=new.summary.scan.started,
        added=_changes((defect for key, defect in after.items() if key not in before), titles),
        fixed=_changes((defect for key, defect in gone.items() if key in fixed), titles),
        unchanged=_changes((defect for key, defect in after.items() if key in before), titles),
        no_longer_tested=_changes((defect for key, defect in gone.items() if key not in fixed), titles),
    )


def _looked_for(defect: _Growing, tested: dict[str, set[str]]) -> bool:
    return any(defect.finding.rule in tested.get(page_key(page), ()) for page in defect.pages)


def _defects(report: Report) -> dict[str, _Growing]:
    found: dict[str, _Growing] = {}
    for record in report.pages:
        for finding in record.findings:
            defect = found.setdefault(finding.fingerprint, _Growing(finding, record.final_url))
            defect.pages[record.final_url] = None
    return found


def _changes(defects: Iterable[_Growing], titles: dict[str, str]) -> tuple[Change, ...]:
    changes = (
        Change(
            fingerprint=each.finding.fingerprint,
            issue=each.finding.issue,
            rule=each.finding.rule,
            title=titles.get(each.finding.rule, each.finding.rule),
            outcome=each.finding.outcome,
            wcag=each.finding.wcag,
            message=each.finding.message,
            where=each.finding.where,
            page=each.page,
            pages=len(each.pages),
            target=each.finding.target,
            snippet=each.finding.snippet,
            line=each.finding.line,
            suppressed=each.finding.suppressed is not None,
        )
        for each in defects
    )
    return tuple(sorted(changes, key=lambda each: (each.rule, each.page, each.line, each.fingerprint)))
