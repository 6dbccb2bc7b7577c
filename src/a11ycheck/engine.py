"""Runs rules on a page. It knows no rule and no engine that made the page."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache

import msgspec
from msgspec import Struct

from a11ycheck.catalogue import Rule, RuleText
from a11ycheck.files import rules_folder
from a11ycheck.fingerprint import Fingerprints
from a11ycheck.model import Evidence, Finding, Mark, Outcome, Suppressed, Trait, worst
from a11ycheck.page import Element, Page, Unknown
from a11ycheck.page.mark import component_mark, mark, markup_mark
from a11ycheck.rule_text import Cause, written
from a11ycheck.rules import CantTell, Check, Figure, Passed, SiteCheck, Target, Verdict
from a11ycheck.settings import Language

# Frames of Python that a page nested as deep as browsers nest may need (512 levels, a few calls each).
_RECURSION = 12_000
_LONGEST_FIGURE = 200  # characters
_MARKS: dict[Cause, Callable[[Element], Mark]] = {
    "content": mark,
    "markup": markup_mark,
    "component": component_mark,
}


type Said = Mapping[str, Sequence[tuple[Target, Verdict]]]  # what rules say of each target, by the id of the rule
NOTHING: Said = {}


class Told(Struct, frozen=True):
    """What a rule said of a target, kept where another judge of the same page may say something else."""

    rule: Rule
    elements: tuple[Element, ...]  # of the target, and the one that the verdict is about
    verdict: Verdict
    finding: int | None  # which of the findings came of it, None where it passed


class Judged(Struct, frozen=True):
    """What the rules say of one page."""

    outcomes: dict[str, Outcome]
    findings: tuple[Finding, ...]
    about: tuple[tuple[int, ...], ...] = ()  # of each finding, by order: where it stands, and its target
    traits: tuple[Trait, ...] = ()
    told: tuple[Told, ...] = ()  # by the rules that axe has as well, on a page that axe looked at


def ahead(page: Page, rules: Sequence[Rule]) -> Said:
    """Ask those rules whose verdicts are the same whatever is yet to be measured, for ``judge`` to start from."""
    missing = cache(page.facts.missing)
    with _deep_recursion():
        return {
            rule.id: list(verdicts(page, rule.check))
            for rule in rules
            if isinstance(rule.check, Check) and not missing((*rule.text.needs, *rule.text.uses))
        }


def judge(page: Page, rules: Sequence[Rule], lang: Language, said: Said = NOTHING) -> Judged:
    """Run rules on a page.

    A rule whose needs the page does not meet is untested and never called; a site rule is left to ``site.py``. What
    goes wrong at one target makes that target cantTell, and the others are judged all the same. Rules that have
    ``said`` what they say of this page are not asked again.
    """
    outcomes: dict[str, Outcome] = {}
    findings: list[Finding] = []
    about: list[tuple[int, ...]] = []
    traits: list[Trait] = []
    told: list[Told] = []
    fingerprints = Fingerprints(page.url)
    missing = cache(page.facts.missing)  # many rules need the same
    with _deep_recursion():
        for rule in rules:
            text, check = rule.text, rule.check
            if text.needs and missing(text.needs):
                outcomes[text.id] = Outcome.UNTESTED
            elif isinstance(check, SiteCheck):
                noted, fault = _traits(page, check)
                traits += noted
                if fault is not None:
                    outcomes[text.id] = fault.outcome
                    findings.append(finding(text, fault, page.root, fingerprints, lang))
                    about.append((page.root.order, page.root.order))
            else:
                judged = said[text.id] if text.id in said else list(verdicts(page, check))
                if text.axe and page.facts.second_opinion is not None:
                    told += _told(rule, judged, len(findings))
                outcomes[text.id] = Outcome.PASSED if judged else Outcome.INAPPLICABLE
                if telling := [each for each in judged if each[1].__class__ is not Passed]:
                    outcomes[text.id] = worst([verdict.outcome for _, verdict in telling])
                    findings += [
                        finding(text, verdict, verdict.at or _first(target), fingerprints, lang)
                        for target, verdict in telling
                    ]
                    about += [_about(target, verdict) for target, verdict in telling]
    return Judged(outcomes, tuple(findings), tuple(about), tuple(traits), tuple(told))


def _about(target: Target, verdict: Verdict) -> tuple[int, ...]:
    elements = (target,) if isinstance(target, Element) else target
    return tuple(each.order for each in (verdict.at or elements[0], *elements))


def _told(rule: Rule, judged: Sequence[tuple[Target, Verdict]], findings: int) -> Iterator[Told]:
    """Yield what a rule said of each target; ``findings`` is how many there are before those of this rule."""
    number = findings
    for target, verdict in judged:
        elements = (target,) if isinstance(target, Element) else target
        about = elements if verdict.at is None else (verdict.at, *elements)
        passed = verdict.outcome is Outcome.PASSED
        yield Told(rule, about, verdict, None if passed else number)
        number += not passed


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def verdicts(page: Page, check: Check) -> Iterator[tuple[Target, Verdict]]:
    """Yield each test target of a rule on a page, with what the rule says of it."""
    expects = check.expects
    try:
        for target in check.targets(page):
            try:
                yield target, expects(target)
            except Exception as error:  # noqa: BLE001  (what goes wrong at one target leaves the others)
                yield target, _fault(error)
    except Exception as error:  # noqa: BLE001  (a rule's fault must not cost the other rules' findings)
        yield page.root, _fault(error)


def _fault(error: Exception) -> Verdict:
    return CantTell(UNKNOWN) if isinstance(error, Unknown) else CantTell(CRASHED, error=type(error).__name__)


def _first(target: Target) -> Element:
    return target if isinstance(target, Element) else target[0]


def _traits(page: Page, check: SiteCheck) -> tuple[list[Trait], Verdict | None]:
    """Return what a site rule notes of a page, and what went wrong at it, if anything did."""
    noted: list[Trait] = []
    try:
        for value, element in check.targets(page) if check.targets is not None else ():
            noted.append(Trait(kind=check.id, value=value, mark=mark(element)))
    except Exception as error:  # noqa: BLE001  (as above)
        return noted, _fault(error)
    return noted, None


UNKNOWN = "engine-unknown"
CRASHED = "engine-crashed"
UNSTABLE = "engine-unstable"
FRAMED = "engine-framed"
DISAGREES = "axe-disagrees"


@cache
def _engine_texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = msgspec.toml.decode((rules_folder() / "engine.toml").read_bytes())
    return texts


def engine_text(reason: str, lang: Language) -> str:
    """Return what the engine itself says of a target, as it stands in ``rules/engine.toml``."""
    return _engine_texts()[lang][reason]


def _suppressed(rule: RuleText, at: Mark) -> Suppressed | None:
    return next((at.suppressed[name] for name in (rule.id, *rule.formerly) if name in at.suppressed), None)


def _figures(verdict: Verdict) -> dict[str, Figure]:
    """The figures of a message as data; texts of the page among them shortened."""
    return {
        name: value[:_LONGEST_FIGURE] if isinstance(value, str) else value for name, value in verdict.figures.items()
    }


def finding(rule: RuleText, verdict: Verdict, element: Element, fingerprints: Fingerprints, lang: Language) -> Finding:
    """Put a verdict about an element into words."""
    return finding_at(rule, verdict, _MARKS[rule.cause](element), fingerprints, lang)


def finding_at(rule: RuleText, verdict: Verdict, at: Mark, fingerprints: Fingerprints, lang: Language) -> Finding:
    """Put a verdict about a place into words."""
    if verdict.reason in (UNKNOWN, CRASHED, DISAGREES):
        message = engine_text(verdict.reason, lang).format(**verdict.figures)
    else:
        message = rule.says(lang).message(verdict.outcome, verdict.reason, written(verdict.figures, lang))
    if at.frame:
        message = f"{message} {engine_text(FRAMED, lang).format(host=at.frame)}"
    return Finding(
        rule=rule.id,
        outcome=verdict.outcome,
        wcag=rule.wcag,
        message=message,
        target=at.target,
        snippet=at.snippet,
        line=at.line,
        column=at.column,
        where=at.where,
        fingerprint=fingerprints.of_defect(rule.id, verdict.reason, at),
        issue=fingerprints.of_issue(rule.id, verdict.reason, at),
        evidence=Evidence(role=at.role, name=at.name, figures=_figures(verdict)),
        suppressed=_suppressed(rule, at),
    )
