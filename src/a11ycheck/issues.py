"""Findings of one cause become one issue; outcomes of all pages become outcomes of criteria."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from a11ycheck import standards
from a11ycheck.model import (
    CriterionResult,
    Elsewhere,
    Finding,
    Issue,
    Outcome,
    PageRecord,
    Picture,
    RuleInfo,
    Shot,
    worst,
)
from a11ycheck.settings import Settings

_PAGES_TO_READ = 50  # addresses kept with an issue
_PLACES_TO_READ = 5  # messages about other elements


@dataclass
class _Growing:
    """An issue while pages come in."""

    first: Finding
    first_page: str
    outcome: Outcome
    pages: int = 0
    occurrences: int = 0
    urls: list[str] = field(default_factory=list)
    also: set[str] = field(default_factory=set)
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)  # by message

    def note(self, finding: Finding, page: str) -> None:
        """Keep what a finding says where it says something new."""
        message = finding.message
        if len(self.elsewhere) < _PLACES_TO_READ and message != self.first.message and message not in self.elsewhere:
            self.elsewhere[message] = Elsewhere(
                message=message, figures=finding.evidence.figures, target=finding.target, page=page
            )


class Issues:
    """Takes the records of pages one by one, and keeps of them what issues and criteria need."""

    def __init__(self, rules: Iterable[RuleInfo]) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._growing: dict[str, _Growing] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._pictures: dict[str, tuple[str, Picture]] = {}  # by issue, with the target that they show

    def add(self, record: PageRecord) -> None:
        """Take in one page."""
        on_this_page: set[str] = set()
        for finding in record.findings:
            issue = self._growing.setdefault(finding.issue, _Growing(finding, record.final_url, finding.outcome))
            issue.occurrences += 1
            issue.also.update(finding.also)
            issue.note(finding, record.final_url)
            issue.outcome = worst((issue.outcome, finding.outcome))
            if finding.issue not in on_this_page:
                on_this_page.add(finding.issue)
                issue.pages += 1
                if len(issue.urls) < _PAGES_TO_READ:
                    issue.urls.append(record.final_url)
        for rule, outcome in record.outcomes.items():
            known = self._outcomes.get(rule)
            if outcome is not known:  # which nearly all are, from page to page
                self._outcomes[rule] = outcome if known is None else worst((known, outcome))

    def add_picture(self, shot: Shot) -> None:
        """Take in the picture of an issue."""
        self._pictures[shot.issue] = shot.target, shot.picture

    def ranked(self) -> tuple[Issue, ...]:
        """Return the issues: failures before questions before best practices, and what mends most pages first."""
        return tuple(sorted(map(self._issue, self._growing.items()), key=self._rank))

    def _issue(self, entry: tuple[str, _Growing]) -> Issue:
        identifier, issue = entry
        finding = issue.first
        return Issue(
            id=identifier,
            rule=finding.rule,
            outcome=issue.outcome,
            wcag=finding.wcag,
            title=self._rules[finding.rule].title,
            message=finding.message,
            where=finding.where,
            pages=issue.pages,
            occurrences=issue.occurrences,
            first_page=issue.first_page,
            target=finding.target,
            snippet=finding.snippet,
            line=finding.line,
            column=finding.column,
            evidence=finding.evidence,
            elsewhere=tuple(issue.elsewhere.values()),
            also=tuple(sorted(issue.also)),
            picture=self._picture(identifier, issue),
            page_urls=tuple(issue.urls),
        )

    def _picture(self, identifier: str, issue: _Growing) -> Picture | None:
        """The picture of an issue. One of the page that the issue names must show the very element that it names."""
        target, picture = self._pictures.get(identifier, ("", None))
        another = picture is not None and picture.url == issue.first_page and target != issue.first.target
        return None if another else picture

    def _rank(self, issue: Issue) -> tuple[bool, bool, int, int, str, str]:
        best_practice = self._rules[issue.rule].kind == "best-practice"
        question = issue.outcome is not Outcome.FAILED
        return best_practice, question, -issue.pages, -issue.occurrences, issue.rule, issue.id

    def criteria(self, settings: Settings) -> tuple[CriterionResult, ...]:
        """Return each criterion of the scan's standard and level with the worst outcome of its rules."""
        testing = self._testing()
        return tuple(
            CriterionResult(
                id=criterion.id,
                level=criterion.level,
                name=criterion.names[settings.lang],
                outcome=worst(
                    (self._outcomes.get(rule, Outcome.UNTESTED) for rule in testing.get(criterion.id, ())),
                    default=Outcome.UNTESTED,
                ),
                rules=tuple(testing.get(criterion.id, ())),
            )
            for criterion in standards.criteria(settings.standard, settings.level)
        )

    def _testing(self) -> Mapping[str, list[str]]:
        testing: dict[str, list[str]] = {}
        for rule in self._rules.values():
            for number in rule.wcag:
                testing.setdefault(number, []).append(rule.id)
        return testing
