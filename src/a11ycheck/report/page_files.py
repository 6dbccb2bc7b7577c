"""The files beside ``report.html``: one for each page of the scan, and further lists of pages on a large site.

Pages are read one at a time; what the main file needs to know of them is gathered in a ``PageIndex``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from a11ycheck.catalogue import AXE
from a11ycheck.model import WORST_FIRST, Finding, Health, Outcome, PageRecord, RuleInfo, Suppression
from a11ycheck.report.atomic import CannotWriteError, replacing
from a11ycheck.report.side_by_side import share
from a11ycheck.report.templates import Templates

FOLDER = "pages"
ROWS = 500  # pages in the main file and in each further list: a table of this size opens at once
UNTESTED = 100  # pages not tested that the main file names on top
SUPPRESSIONS = 200  # comments in the sources of pages that the main file lists
FINDINGS = 500  # findings in the file of one page; report.json has all
BEST_PRACTICE = "best-practice"
_OURS = re.compile(r"(list-)?\d{4,}\.html")


class PageRow(Struct, frozen=True, kw_only=True):
    """A page as a list of pages shows it."""

    file: str  # in FOLDER
    url: str
    title: str
    language: str
    reason: str  # why it was not tested, "" where it was
    status: int
    error: str | None
    failed: int  # findings by outcome, those of best practices apart
    cant_tell: int
    advice: int


class PageList(Struct, frozen=True, kw_only=True):
    """A further list of pages, in a file of its own."""

    file: str
    first: int  # number of its first page, from 1
    last: int


class Excuse(Struct, frozen=True, kw_only=True):
    """What a comment in the source of a page asks to leave out, and where."""

    row: PageRow
    said: Suppression
    findings: int  # that it suppresses


class PageIndex(Struct, kw_only=True):
    """What the main file says of the pages; its size does not grow with theirs."""

    total: int = 0
    rows: list[PageRow] = field(default_factory=list)  # the first ROWS
    lists: list[PageList] = field(default_factory=list)
    untested: list[PageRow] = field(default_factory=list)  # the first UNTESTED
    untested_total: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    rules_untested: set[str] = field(default_factory=set)
    located: dict[str, PageRow] = field(default_factory=dict)  # the addresses that issues name
    excuses: list[Excuse] = field(default_factory=list)  # the first SUPPRESSIONS
    excuses_total: int = 0


class FindingGroup(Struct, frozen=True, kw_only=True):
    """Findings of one rule and outcome on one page."""

    rule: str
    title: str
    outcome: str
    wcag: tuple[str, ...]
    total: int
    findings: Sequence[Finding]  # those that are shown


def write_page_files(
    pages: Iterable[PageRecord],
    folder: Path,
    templates: Templates,
    wanted: frozenset[str],
    shown: frozenset[str],
    jobs: int = 1,
) -> PageIndex:
    """Write a file for each page into ``folder``, with so many processes, and return what the main file needs.

    ``wanted`` are the addresses that the main file links to, ``shown`` the ids of the issues that it has.
    ``CannotWriteError`` where the system refuses.
    """
    index = PageIndex()
    pending: list[PageRow] = []

    def write(part: int, of: int) -> None:
        """Write one part of the files; the first part also gathers what the main file needs."""
        for number, (record, is_last) in enumerate(_with_last(pages), start=1):
            is_mine = number % of == part
            if not (is_mine or part == 0):
                continue
            row = _row(record, number, templates.rules)
            if part == 0:
                index.total = number
                _note(index, record, row, wanted)
                pending.append(row)
                if len(pending) == ROWS or is_last:
                    _write_list(list(pending), index, folder, templates)
                    pending.clear()
            if is_mine:
                _write_page(record, row, folder, templates, number, is_last=is_last, shown=shown)

    share(write, jobs)
    _remove_older(folder, index)
    return index


def page_file(number: int) -> str:
    """Return the name of the file of a page by the page's number, from 1."""
    return f"{number:04}.html"


def _with_last(pages: Iterable[PageRecord]) -> Iterator[tuple[PageRecord, bool]]:
    """Each page, and whether it is the last one."""
    rest = iter(pages)
    try:
        current = next(rest)
    except StopIteration:
        return
    for following in rest:
        yield current, False
        current = following
    yield current, True


def _row(record: PageRecord, number: int, rules: dict[str, RuleInfo]) -> PageRow:
    kinds = Counter(_label(finding, rules) for finding in record.findings)
    untested = record.health is Health.NOT_TESTED
    return PageRow(
        file=page_file(number),
        url=record.url[:2000],
        title=record.title[:200],
        language=record.language[:40],
        reason=(record.reason or "unknown") if untested else "",
        status=record.status,
        error=record.error and record.error[:300],
        failed=kinds[Outcome.FAILED],
        cant_tell=kinds[Outcome.CANT_TELL],
        advice=kinds[BEST_PRACTICE],
    )


def _label(finding: Finding, rules: dict[str, RuleInfo]) -> str:
    """The outcome as a reader meets it: best practices break no criterion, and are a kind of their own."""
    rule = rules.get(finding.rule)
    return BEST_PRACTICE if rule and rule.kind == BEST_PRACTICE else finding.outcome.value


def _note(index: PageIndex, record: PageRecord, row: PageRow, wanted: frozenset[str]) -> None:
    if row.reason:
        index.untested_total += 1
        index.reasons[row.reason] += 1
        if len(index.untested) < UNTESTED:
            index.untested.append(row)
    index.rules_untested.update(rule for rule, outcome in record.outcomes.items() if outcome is Outcome.UNTESTED)
    for url in (record.url, record.final_url):
        if url in wanted:
            index.located.setdefault(url, row)
    _note_excuses(index, record, row)


def _note_excuses(index: PageIndex, record: PageRecord, row: PageRow) -> None:
    if not record.suppressions:
        return
    index.excuses_total += len(record.suppressions)
    used = Counter(found.suppressed.number for found in record.findings if found.suppressed is not None)
    room = max(0, SUPPRESSIONS - len(index.excuses))
    index.excuses += [
        Excuse(row=row, said=said, findings=used[number])
        for number, said in enumerate(record.suppressions[:room], start=1)
    ]


def _write_page(
    record: PageRecord,
    row: PageRow,
    folder: Path,
    templates: Templates,
    number: int,
    *,
    is_last: bool,
    shown: frozenset[str],
) -> None:
    with replacing(folder / row.file) as file:
        templates.render(
            "page.html",
            file,
            record=record,
            row=row,
            groups=_groups(record, templates.rules),
            rest=max(0, len(record.findings) - FINDINGS),
            outcomes=_outcomes(record, templates.rules),
            shown_issues=shown,
            previous=page_file(number - 1) if number > 1 else None,
            next=None if is_last else page_file(number + 1),
        )


def _groups(record: PageRecord, rules: dict[str, RuleInfo]) -> list[FindingGroup]:
    """The page's findings by rule, the certain ones first and best practices last, no more than FINDINGS of them."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in record.findings:
        grouped.setdefault((_label(finding, rules), finding.rule), []).append(finding)
    groups = []
    room = FINDINGS
    for (label, rule), findings in sorted(grouped.items(), key=lambda item: _order(item[0][0])):
        title = rules[rule].title if rule in rules else rule
        wcag = tuple(dict.fromkeys(number for finding in findings for number in finding.wcag))
        shown = findings[:room]
        room -= len(shown)
        groups.append(
            FindingGroup(rule=rule, title=title, outcome=label, wcag=wcag, total=len(findings), findings=shown)
        )
    return groups


def _order(label: str) -> int:
    return len(WORST_FIRST) if label == BEST_PRACTICE else WORST_FIRST.index(Outcome(label))


def _outcomes(record: PageRecord, rules: dict[str, RuleInfo]) -> list[tuple[str, str]]:
    """Title and outcome of each rule, the worst first; a failed best practice is called so.

    Rules of axe that found nothing of their own are left out: they looked for the same as ours.
    """
    named: dict[Outcome, list[tuple[str, str]]] = {outcome: [] for outcome in WORST_FIRST}
    for rule_id, outcome in record.outcomes.items():
        if rule_id.startswith(AXE) and outcome in (Outcome.PASSED, Outcome.INAPPLICABLE):
            continue
        rule = rules.get(rule_id)
        advice = rule is not None and rule.kind == BEST_PRACTICE and outcome is Outcome.FAILED
        named[outcome].append((rule.title if rule else rule_id, BEST_PRACTICE if advice else outcome))
    return [each for some in named.values() for each in some]


def _write_list(rows: list[PageRow], index: PageIndex, folder: Path, templates: Templates) -> None:
    """Keep the first rows for the main file, write later ones into a list of their own."""
    if not index.rows:
        index.rows = rows
        return
    first, last = index.total - len(rows) + 1, index.total
    listed = PageList(file=f"list-{len(index.lists) + 2:04}.html", first=first, last=last)
    index.lists.append(listed)
    with replacing(folder / listed.file) as file:
        heading = templates.texts("pages.range", first=first, last=last)
        templates.render("list.html", file, rows=rows, heading=heading)


def _remove_older(folder: Path, index: PageIndex) -> None:
    """Remove the files that an earlier, larger scan left: only those of our names that say that we made them."""
    if not folder.is_dir():
        return
    kept = {listed.file for listed in index.lists}
    for path in folder.iterdir():
        page = re.fullmatch(r"(\d{4,})\.html", path.name)
        current = path.name in kept or (page and 1 <= int(page[1]) <= index.total)
        if current or not _OURS.fullmatch(path.name):
            continue
        try:
            with path.open("rb") as file:
                ours = b'<meta name="generator" content="a11ycheck' in file.read(2000)
            if ours:
                path.unlink()
        except OSError as error:
            raise CannotWriteError(path, error) from error
