"""JUnit XML, as Jenkins, GitLab and other servers read it: a suite for each page, a test case for each rule."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from msgspec import Struct

from a11ycheck.model import Finding, Health, Outcome, PageRecord, Report
from a11ycheck.report.atomic import replacing
from a11ycheck.report.entries import Rules, Weight, safe
from a11ycheck.report.shown import plain
from a11ycheck.report.texts import Texts, load_texts
from a11ycheck.settings import Settings


class _Case(Struct, frozen=True):
    """A test case: a rule on a page, or whether the page could be tested."""

    name: str
    title: str
    result: str = ""  # the element inside: "failure", "error", "skipped", "" where it passed
    message: str = ""
    text: str = ""


def write_junit(report: Report, path: Path, settings: Settings) -> None:
    """Write a suite for each page, one at a time.

    A broken criterion is a failure, a page that was not tested an error. What a person has to judge, a best practice,
    and what the page's source suppresses are skipped with their message: they fail no build here. Rules that do not
    apply are left out, and those of axe whose findings stand with a rule of ours.
    """
    rules, texts = Rules(report), load_texts(settings.lang)
    with replacing(path) as file, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("testsuites", name=report.summary.tool.name):
            for record in report.pages:
                xml.write(_suite(record, rules, texts, report.summary.scan.started), pretty_print=True)


def _suite(record: PageRecord, rules: Rules, texts: Texts, started: str) -> "etree._Element":
    cases = list(_cases(record, rules, texts))
    name = safe(record.url) or "-"
    suite = etree.Element(
        "testsuite",
        name=name,
        timestamp=started[:19],
        time="0",
        tests=str(len(cases)),
        failures=str(_count(cases, "failure")),
        errors=str(_count(cases, "error")),
        skipped=str(_count(cases, "skipped")),
    )
    for case in cases:
        suite.append(_element(case, name))
    return suite


def _count(cases: list[_Case], result: str) -> int:
    return sum(case.result == result for case in cases)


def _element(case: _Case, page: str) -> "etree._Element":
    element = etree.Element("testcase", name=f"{case.name}: {case.title}", classname=page, time="0")
    if case.result:
        inside = etree.SubElement(element, case.result, message=case.message)
        if case.result != "skipped":
            inside.set("type", case.name)
        inside.text = case.text or None
    return element


def _cases(record: PageRecord, rules: Rules, texts: Texts) -> Iterator[_Case]:
    if record.health is Health.NOT_TESTED:
        reason = texts.known("reason", str(record.reason or "unknown"))
        yield _Case("page-tested", texts("pages.tested"), "error", safe(reason), safe(record.error or ""))
        return
    found: dict[str, list[Finding]] = {}
    for each in record.findings:
        found.setdefault(each.rule, []).append(each)
    joined = {also for each in record.findings for also in each.also}
    for rule_id, outcome in record.outcomes.items():
        title = plain(rules[rule_id].title) if rule_id in rules else ""
        if rule_id in found:
            yield _found(rule_id, title, found[rule_id], rules)
        elif outcome is Outcome.PASSED:
            yield _Case(rule_id, title)
        elif outcome is not Outcome.INAPPLICABLE and rule_id not in joined:
            yield _Case(rule_id, title, "skipped", texts.known("outcome", outcome.value))


def _found(rule_id: str, title: str, found: list[Finding], rules: Rules) -> _Case:
    errors = [each for each in found if rules.weight(each) is Weight.ERROR and each.suppressed is None]
    shown = errors or found
    lines = [f"{safe(each.message)}\n  {safe(each.target)}{_line(each)}\n  {safe(each.snippet)}" for each in shown]
    fix = plain(rules[rule_id].fix) if rule_id in rules else ""
    more = f" (+{len(shown) - 1})" if len(shown) > 1 else ""
    result = "failure" if errors else "skipped"
    return _Case(rule_id, title, result, safe(shown[0].message) + more, "\n".join([*lines, fix]).strip())


def _line(found: Finding) -> str:
    return f" ({found.line}:{found.column})" if found.line else ""
