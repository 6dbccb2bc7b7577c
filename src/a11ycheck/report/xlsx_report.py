"""A workbook for auditors: pages by success criteria, issues with room for a decision, and how to read and mend."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from a11ycheck.model import WORST_FIRST, Health, Issue, Outcome, PageRecord, Report, worst
from a11ycheck.report.atomic import replacing
from a11ycheck.report.entries import Rules, Weight, safe
from a11ycheck.report.texts import Texts, load_texts, standard_name
from a11ycheck.settings import Settings

ROWS = 1_000_000  # pages; a sheet has 1,048,576 rows
_COLOURS = {Outcome.FAILED: "#F8D7DA", Outcome.CANT_TELL: "#FFF3CD", Outcome.PASSED: "#D8EEDD"}  # beside the words
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,  # what a page says is text
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(report: Report, path: Path, settings: Settings) -> None:
    """Write the workbook, a row at a time; the library keeps its parts in temporary files."""
    with replacing(path) as file, Workbook(file, _OPTIONS) as workbook:
        sheets = _Sheets(workbook, report, load_texts(settings.lang))
        sheets.write_pages()
        sheets.write_issues()
        sheets.write_how_to()


class _Sheets:
    """The sheets of one workbook."""

    def __init__(self, workbook: Workbook, report: Report, texts: Texts) -> None:
        self._workbook = workbook
        self._report = report
        self._rules = Rules(report)
        self._texts = texts
        self._head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._formats = {each: workbook.add_format({"bg_color": colour}) for each, colour in _COLOURS.items()}
        title = f"{texts('report.title')}: {', '.join(map(safe, report.summary.scan.targets[:3]))}"
        workbook.set_properties({"title": title[:200], "comments": texts("report.not_conformity")})

    def _sheet(self, name: str, columns: Iterable[tuple[str, int]], frozen: int = 1) -> Worksheet:
        sheet = self._workbook.add_worksheet(name)
        columns = list(columns)
        for number, (title, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, safe(title), self._head)
        sheet.freeze_panes(1, frozen)
        return sheet

    def write_pages(self) -> None:
        """Write the worst outcome of each criterion on each page."""
        texts, criteria = self._texts, self._report.summary.criteria
        own = [(texts("pages.page"), 50), (texts("pages.health"), 30)]
        columns = own + [(f"{each.id} {each.name} ({each.level})", 14) for each in criteria]
        sheet = self._sheet(texts("pages.heading"), columns)
        rules_of = {each.id: each.rules for each in criteria}
        last = 0
        for last, record in enumerate(self._report.pages, start=1):
            if last > ROWS:
                break
            sheet.write_string(last, 0, safe(record.final_url))
            sheet.write_string(last, 1, self._health(record))
            for column, outcome in enumerate(_outcomes(record, rules_of), start=len(own)):
                sheet.write_string(last, column, texts(f"outcome.{outcome.value}"), self._formats.get(outcome))
        sheet.autofilter(0, 0, max(1, last), len(columns) - 1)

    def _health(self, record: PageRecord) -> str:
        if record.health is Health.TESTED:
            return self._texts("pages.tested")
        return f"{self._texts('pages.not-tested')}: {safe(self._texts.known('reason', record.reason or 'unknown'))}"

    def write_issues(self) -> None:
        """Write an issue a row, with two columns for the auditor."""
        texts, issues = self._texts, self._report.summary.issues
        columns = [
            (texts("criteria.outcome"), 16),
            (texts("workbook.issue"), 36),
            (texts("issues.criteria"), 12),
            (texts("criteria.level"), 8),
            (texts("criteria.clause"), 14),
            (texts("workbook.message"), 50),
            (texts("issues.where"), 18),
            (texts("terminal.pages"), 9),
            (texts("terminal.times"), 9),
            (texts("issues.first_page"), 40),
            (texts("issues.selector"), 40),
            (texts("issues.snippet"), 40),
            (texts("issues.fix"), 50),
            (texts("issues.rule"), 26),
            (texts("workbook.decision"), 20),
            (texts("workbook.note"), 40),
        ]
        sheet = self._sheet(texts("issues.heading"), columns, frozen=2)
        for row, issue in enumerate(issues[:ROWS], start=1):
            for column, value in enumerate(self._issue(issue)):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, self._wrap)
                else:
                    sheet.write_string(row, column, safe(value), self._wrap)
        sheet.autofilter(0, 0, max(1, min(len(issues), ROWS)), len(columns) - 1)

    def _issue(self, issue: Issue) -> tuple[str | int, ...]:
        advice = self._rules.weight(issue) is Weight.ADVICE
        rule = self._rules.get(issue.rule)
        return (
            self._texts("outcome.best-practice" if advice else f"outcome.{issue.outcome.value}"),
            issue.title,
            ", ".join(issue.wcag),
            rule.level if rule else "",
            ", ".join(rule.en301549) if rule else "",
            issue.message,
            self._texts.known("where", issue.where),
            issue.pages,
            issue.occurrences,
            issue.first_page,
            issue.target,
            issue.snippet,
            rule.fix if rule else "",
            issue.rule,
        )

    def write_how_to(self) -> None:
        """Write what the outcomes mean, what stands on the sheets, and how to mend what was found."""
        texts, scan = self._texts, self._report.summary.scan
        sheet = self._sheet(texts("workbook.how_to"), [(texts("workbook.how_to"), 36), ("", 60), ("", 80)], frozen=0)
        lines: list[tuple[Any, ...]] = [
            (texts("pages.heading"), texts("workbook.pages")),
            (texts("issues.heading"), texts("workbook.issues")),
            *((texts(f"outcome.{each.value}"), texts(f"meaning.{each.value}")) for each in WORST_FIRST),
            (texts("scan.targets"), ", ".join(map(safe, scan.targets))),
            (texts("scan.finished"), texts.moment(scan.finished)),
            (texts("scan.standard"), f"{standard_name(scan.standard, texts.lang)}, {texts('scan.level')} {scan.level}"),
            (texts("scan.pages"), texts("scan.pages_value", tested=scan.pages_tested, untested=scan.pages_not_tested)),
            *((texts("health.heading"), each) for each in scan.notes),
            *((texts("left_out.heading"), f"{texts.known('left_out.rules', each.rule)}: {each.count}, {each.example}")
              for each in scan.left_out),
            (),
            (texts("issues.rule"), texts("issues.why"), texts("issues.fix")),
            *((rule.title, rule.why, rule.fix) for rule in self._found()),
        ]  # fmt: skip
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line):
                sheet.write_string(row, column, safe(value), self._wrap)

    def _found(self) -> list[Any]:
        found = dict.fromkeys(issue.rule for issue in self._report.summary.issues)
        return [self._rules[rule_id] for rule_id in found if rule_id in self._rules]


def _outcomes(record: PageRecord, rules_of: Mapping[str, tuple[str, ...]]) -> list[Outcome]:
    """The worst outcome of each criterion on a page, untested where no rule looked."""
    return [
        worst((record.outcomes[rule] for rule in rules if rule in record.outcomes), default=Outcome.UNTESTED)
        for rules in rules_of.values()
    ]
