"""``report.html``: what people read. One static file without scripts, and a file beside it for each page."""

from collections import Counter
from collections.abc import Iterable
from os.path import relpath
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

from msgspec import Struct

from a11ycheck import standards
from a11ycheck.model import WORST_FIRST, CriterionResult, Issue, Outcome, Report, Summary
from a11ycheck.report.atomic import replacing
from a11ycheck.report.page_files import BEST_PRACTICE, FOLDER, write_page_files
from a11ycheck.report.places import places
from a11ycheck.report.templates import Templates
from a11ycheck.report.texts import standard_name
from a11ycheck.settings import Language, Settings
from a11ycheck.workers import cores

ISSUES = 200  # in the main file, and as many best practices; the files of the pages have every finding
_MANY = 100  # pages whose files are worth a copy of this process
LIMITS = SimpleNamespace(pages_of_issue=20, documents=200, targets=50, notes=20)


class IssueList(Struct, frozen=True, kw_only=True):
    """Issues of one section."""

    shown: tuple[Issue, ...]
    total: int
    failed: int
    cant_tell: int
    numbers: dict[str, str]  # by id: which of the issues of one title it is, "2/3"; those of their own title left out

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)


class Principle(Struct, frozen=True, kw_only=True):
    """Success criteria of one principle of WCAG."""

    id: str
    name: str
    criteria: tuple[CriterionResult, ...]


class Found(Struct, frozen=True, kw_only=True):
    """The issues that concern a criterion."""

    first: str | None  # id of the first one that is shown
    count: int


def write_html(report: Report, path: Path, settings: Settings) -> None:
    """Write the main file, and those of the pages into a folder beside it.

    The main file comes last, so that it never links to a page that is not there. ``CannotWriteError`` where the
    system refuses.
    """
    summary = report.summary
    advised = {rule.id for rule in summary.rules if rule.kind == BEST_PRACTICE}
    barriers = _issue_list(issue for issue in summary.issues if issue.rule not in advised)
    advice = _issue_list(issue for issue in summary.issues if issue.rule in advised)
    shown = barriers.shown + advice.shown
    templates = Templates(summary, settings.lang, main_file=quote(path.name))
    index = write_page_files(
        report.pages,
        path.parent / FOLDER,
        templates,
        wanted=frozenset(url for issue in shown for url in (issue.first_page, *_listed_pages(issue))),
        shown=frozenset(issue.id for issue in shown),
        jobs=_writers(summary, settings),
    )
    with replacing(path) as file:
        templates.render(
            "report.html",
            file,
            located=index.located,
            limits=LIMITS,
            scan=summary.scan,
            standard=standard_name(summary.scan.standard, settings.lang),
            criteria=summary.criteria,
            untested_criteria=sum(each.outcome is Outcome.UNTESTED for each in summary.criteria),
            outcomes=outcome_counts(summary),
            principles=_principles(summary, settings.lang),
            issues_of=_issues_of(summary, barriers),
            barriers=barriers,
            advice=advice,
            advice_checked=bool(advised),
            index=index,
            left_out_count=sum(entry.count for entry in summary.scan.left_out),
            data_file=_data_file(path, settings),
        )


def _writers(summary: Summary, settings: Settings) -> int:
    """Return how many processes write the files of pages: few pages are written faster than a process is copied."""
    pages = summary.scan.pages_tested + summary.scan.pages_not_tested
    return settings.jobs or cores() if pages >= _MANY else 1


def _data_file(path: Path, settings: Settings) -> str | None:
    """The way from the main file to the same results as JSON, None where they are not written or far away."""
    written = next((place.path for place in places(settings) if place.name == "json"), None)
    near = written is not None and written.absolute().is_relative_to(path.parent.absolute())
    return quote(Path(relpath(written, path.parent)).as_posix()) if written and near else None


def _issue_list(issues: Iterable[Issue]) -> IssueList:
    every = tuple(issues)
    outcomes = Counter(issue.outcome for issue in every)
    return IssueList(
        shown=every[:ISSUES],
        total=len(every),
        failed=outcomes[Outcome.FAILED],
        cant_tell=outcomes[Outcome.CANT_TELL],
        numbers=_numbers(every),
    )


def _numbers(issues: Iterable[Issue]) -> dict[str, str]:
    """Number the issues that bear the same title, so that their headings differ."""
    alike: dict[str, list[str]] = {}
    for issue in issues:
        alike.setdefault(issue.title, []).append(issue.id)
    groups = (group for group in alike.values() if len(group) > 1)
    return {each: f"{at}/{len(group)}" for group in groups for at, each in enumerate(group, start=1)}


def _listed_pages(issue: Issue) -> tuple[str, ...]:
    return issue.page_urls[: LIMITS.pages_of_issue]


def outcome_counts(summary: Summary) -> list[tuple[str, int]]:
    """Every outcome with its number of criteria, those of none as well."""
    counted = Counter(criterion.outcome for criterion in summary.criteria)
    return [(outcome.value, counted[outcome]) for outcome in WORST_FIRST]


def _principles(summary: Summary, lang: Language) -> list[Principle]:
    groups = []
    for principle in standards.principles():
        criteria = tuple(each for each in summary.criteria if each.id.startswith(f"{principle.id}."))
        if criteria:
            groups.append(Principle(id=principle.id, name=principle.names[lang], criteria=criteria))
    return groups


def _issues_of(summary: Summary, barriers: IssueList) -> dict[str, Found]:
    """The issues of each criterion that has any."""
    advised = {rule.id for rule in summary.rules if rule.kind == BEST_PRACTICE}
    counted = Counter(number for issue in summary.issues if issue.rule not in advised for number in issue.wcag)
    first: dict[str, str] = {}
    for issue in barriers.shown:
        for number in issue.wcag:
            first.setdefault(number, issue.id)
    return {number: Found(first=first.get(number), count=count) for number, count in counted.items()}
