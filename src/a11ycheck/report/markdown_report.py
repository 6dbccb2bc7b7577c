"""Markdown (GitHub Flavored) for comments, wikis and step summaries: what was not tested, issues, criteria."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from a11ycheck import standards
from a11ycheck.model import Issue, Outcome, Report
from a11ycheck.report.atomic import replacing
from a11ycheck.report.entries import Rules, Weight, not_tested, safe, source_file
from a11ycheck.report.shown import web_link
from a11ycheck.report.texts import Texts, load_texts, standard_name
from a11ycheck.settings import Settings

ISSUES = 100  # in one document; the others are counted
UNTESTED = 20
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "://": ":&#8203;//"}  # an ampersand comes first
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~!$])")


def write_markdown(report: Report, path: Path, settings: Settings) -> None:
    """Write the report for people who read it in a tool that shows Markdown."""
    with replacing(path) as file:
        file.write(document(report, load_texts(settings.lang), ISSUES).encode(errors="replace"))


def document(report: Report, texts: Texts, limit: int) -> str:
    """Return the document, with so many issues at most."""
    sections = (_head(report, texts), _issues(report, texts, limit), _criteria(report, texts))
    return "\n".join(line for section in sections for line in section) + "\n"


def escaped(text: str) -> str:
    """Return a page's text so that Markdown takes nothing of it for its own, and nobody is mentioned."""
    line = _SPECIAL.sub(r"\\\1", safe(text))
    for character, written in _ENTITIES.items():
        line = line.replace(character, written)
    return line


def code(text: str) -> str:
    """Return a page's text as a code span (CommonMark 0.31, section 6.1)."""
    line = safe(text).strip() or " "
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}" if "`" in line else f"{fence}{line}{fence}"


def _head(report: Report, texts: Texts) -> Iterator[str]:
    scan = report.summary.scan
    yield from (f"# {texts('report.title')}", "")
    targets = ", ".join(code(target) for target in scan.targets[:5])
    standard = escaped(standard_name(scan.standard, texts.lang))
    yield from (f"{targets} · {texts.moment(scan.finished)} · {standard} {scan.level}", "")
    yield f"**{_health(report, texts)}**"
    reasons = Counter(record.reason or "unknown" for record in not_tested(report.pages))
    yield from (f"- {texts.known('reason', reason)}: {texts.number(count)}" for reason, count in reasons.most_common())
    barriers = Counter(issue.outcome for issue in report.summary.issues if issue.wcag)
    advice = sum(not issue.wcag for issue in report.summary.issues)
    failed, doubts = barriers[Outcome.FAILED], barriers[Outcome.CANT_TELL]
    yield from ("", texts("terminal.issues", failed=failed, cantTell=doubts, advice=advice))
    yield from (texts("terminal.conformity"), "")


def _health(report: Report, texts: Texts) -> str:
    scan = report.summary.scan
    if scan.interrupted:
        return texts("terminal.interrupted", number=texts.number(scan.pages_tested + scan.pages_not_tested))
    if not scan.pages_tested:
        return texts("terminal.nothing")
    if not scan.pages_not_tested:
        return texts.count("terminal.all_tested", scan.pages_tested)
    every = scan.pages_tested + scan.pages_not_tested
    return texts.count("terminal.untested", scan.pages_not_tested, untested=scan.pages_not_tested, all=every)


def _issues(report: Report, texts: Texts, limit: int) -> Iterator[str]:
    issues = report.summary.issues
    rules = Rules(report)
    yield from (f"## {texts('issues.heading')}", "")
    if not issues:
        yield from (texts("issues.none" if report.summary.scan.pages_tested else "issues.no_pages"), "")
    for issue in issues[:limit]:
        yield from _issue(issue, rules, texts)
    if len(issues) > limit:
        yield from (texts.count("terminal.more", len(issues) - limit), "")


def _issue(issue: Issue, rules: Rules, texts: Texts) -> Iterator[str]:
    outcome = "best-practice" if rules.weight(issue) is Weight.ADVICE else issue.outcome.value
    criteria = f", WCAG {', '.join(issue.wcag)}" if issue.wcag else ""
    pages = f"{texts.number(issue.pages)} {texts.count('issues.pages', issue.pages)}"
    times = texts.count("issues.occurrences", issue.occurrences)
    where = escaped(texts.known("where", issue.where))
    rule = rules.get(issue.rule)
    rules_named = ", ".join(code(each) for each in (issue.rule, *issue.also))
    yield f"- **{escaped(issue.title)}** ({texts(f'outcome.{outcome}')}{criteria}, {rules_named})"
    yield f"  {escaped(issue.message)} {where}, {pages}, {times}."
    yield f"  {address(issue.first_page, issue.line)}: {code(issue.target)} {code(issue.snippet)}"
    if rule and rule.fix:
        yield f"  {texts('issues.fix')}: {escaped(rule.fix)}"
    yield ""


def address(url: str, line: int = 0) -> str:
    """Return where a page lies: a link for a website, a path with its line for a file."""
    file = source_file(url)
    if file:
        return code(f"{file}:{line}" if line else file)
    link = web_link(url)
    return f"<{link}>" if link and not re.search(r"[<>]", link) else code(url)


def _criteria(report: Report, texts: Texts) -> Iterator[str]:
    yield from (f"## {texts('criteria.heading')}", "")
    head = [texts(f"criteria.{name}") for name in ("criterion", "level", "clause", "outcome")]
    yield f"| {' | '.join(head)} |"
    yield "| --- | --- | --- | --- |"
    known = standards.all_criteria()
    for each in report.summary.criteria:
        outcome = texts(f"outcome.{each.outcome.value}")
        clause = (each.id in known and known[each.id].en301549) or texts("criteria.no_clause")
        yield f"| {each.id} {escaped(each.name)} | {each.level} | {clause} | {outcome} |"
