"""Joins what axe-core said of a page with what our rules said of it, element by element.

``docs/decisions/0008-axe-as-a-second-opinion.md`` says why it is joined in this way.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from a11ycheck import axe_rules
from a11ycheck.catalogue import AXE
from a11ycheck.engine import DISAGREES, Judged, Told, finding
from a11ycheck.fingerprint import Fingerprints
from a11ycheck.model import Finding, Outcome, RuleInfo, worst
from a11ycheck.page import Element, Page
from a11ycheck.page.axe import AxeResult, SecondOpinion
from a11ycheck.rule_text import RuleText, written
from a11ycheck.rules import CantTell, Failed, Verdict
from a11ycheck.settings import Settings

_UNTESTED = Outcome.UNTESTED


def joined(page: Page, judged: Judged, settings: Settings) -> Judged:
    """Return what our rules and axe say of a page together; what ours say where axe did not look at it."""
    opinion = page.facts.second_opinion
    if opinion is None:
        return judged
    join = _Join(page, judged, settings)
    for result in opinion.results:
        element = page.by_node(result.node)
        if element is not None and _is_shown(element):
            join.take(result, element)
    return join.judged(opinion)


def infos(page: Page, settings: Settings) -> Iterator[RuleInfo]:
    """Yield the rules of axe that looked at a page, as the report lists them."""
    opinion = page.facts.second_opinion
    for rule in opinion.rules if opinion is not None else ():
        yield axe_rules.text(rule, settings.project_rules).info(settings.lang)


def _is_shown(element: Element) -> bool:
    """Whether the frames around an element are drawn. axe, which is run in each of them, does not look outside."""
    scope = element.scope
    while scope is not None:
        if scope.base_inside and not scope.drawn:
            return False
        scope = scope.scope
    return True


class _Ours:
    """What our rules said of a page, to be found by a rule of axe and an element."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._exactly: dict[tuple[str, int], list[Told]] = {}
        self._places: dict[str, list[int]] = {}  # by rule of axe: where something was found, in document order
        for each in told:
            for rule in each.rule.text.axe:
                for order in {element.order for element in each.elements}:
                    self._exactly.setdefault((rule, order), []).append(each)
                    if each.finding is not None:
                        self._places.setdefault(rule, []).append(order)
        for places in self._places.values():
            places.sort()

    def at(self, rule: str, element: Element) -> Sequence[Told]:
        """Return what was said of the element itself."""
        return self._exactly.get((rule, element.order), ())

    def found_near(self, rule: str, element: Element) -> Sequence[Told]:
        """Return what was found inside the element, or at one around it, as at a list for its items."""
        places = self._places.get(rule)
        if not places:
            return ()
        first = bisect_left(places, element.order)
        if first < len(places) and places[first] <= element.last:
            return self._found(rule, places[first])
        around = (each for each in element.ancestors if each.tag not in ("html", "body"))
        return next((found for each in around if (found := self._found(rule, each.order))), ())

    def found_anywhere(self, rule: str) -> Sequence[Told]:
        """Return what was found first on the page."""
        places = self._places.get(rule)
        return self._found(rule, places[0]) if places else ()

    def _found(self, rule: str, order: int) -> Sequence[Told]:
        return [each for each in self._exactly.get((rule, order), ()) if each.finding is not None]


class _Join:
    """The findings of a page while axe's results are taken in."""

    def __init__(self, page: Page, judged: Judged, settings: Settings) -> None:
        self._settings = settings
        self._judged = judged
        self._ours = _Ours(judged.told)
        self._findings = list(judged.findings)
        self._fingerprints = Fingerprints(page.url)
        self._doubts: dict[tuple[str, int], int] = {}  # by our rule and element: which finding
        self._outcomes: dict[str, Outcome] = {}  # what came of axe's results

    def take(self, result: AxeResult, element: Element) -> None:
        """Take in one result of axe's: beside ours, against ours, or as a finding of its own."""
        ours = self._ours.at(result.rule.id, element)
        found = {each.finding for each in ours or self._elsewhere(result, element) if each.finding is not None}
        outcome: Outcome | None
        if found:
            outcome = self._beside(result, sorted(found))
        elif not axe_rules.speaks_alone(result.rule):
            outcome = None
        elif ours:
            outcome = self._against(result, element, ours[0])
        else:
            outcome = self._alone(result, element)
        if outcome is not None:
            at = AXE + result.rule.id
            self._outcomes[at] = worst((outcome, self._outcomes.get(at, outcome)))

    def _elsewhere(self, result: AxeResult, element: Element) -> Sequence[Told]:
        """Return what we found of the same fault where we name another element than axe does."""
        rule = result.rule.id
        near = self._ours.found_near(rule, element)
        return near or (self._ours.found_anywhere(rule) if axe_rules.is_about_whole_page(result.rule) else ())

    def _beside(self, result: AxeResult, found: Sequence[int]) -> Outcome:
        """Name axe in findings of ours about the same. One that axe is less sure of stays as it is."""
        for number in found:
            finding = self._findings[number]
            if result.outcome is Outcome.FAILED or finding.outcome is Outcome.CANT_TELL:
                self._findings[number] = _naming(finding, result)
        return worst(self._findings[number].outcome for number in found)

    def _against(self, result: AxeResult, element: Element, ours: Told) -> Outcome | None:
        """Ask a person where we pass what axe fails, with both reasons. Where axe only cannot tell, we can."""
        if result.outcome is not Outcome.FAILED:
            return None
        key = ours.rule.id, element.order
        if key not in self._doubts:
            self._doubts[key] = len(self._findings)
            self._findings.append(self._doubt(result, element, ours))
        number = self._doubts[key]
        self._findings[number] = _naming(self._findings[number], result)
        return Outcome.CANT_TELL

    def _doubt(self, result: AxeResult, element: Element, ours: Told) -> Finding:
        passed = ours.verdict  # a project's own rule may have no words for it
        message = (
            ours.rule.says(self._settings.lang)
            .passed.get(passed.reason, "")
            .format(**written(passed.figures, self._settings.lang))
        )
        doubt = self._finding(ours.rule.text, CantTell(DISAGREES, ours=message, axe=result.said), element)
        figures = {**passed.figures, "axe": result.said}
        return msgspec.structs.replace(doubt, evidence=msgspec.structs.replace(doubt.evidence, figures=figures))

    def _alone(self, result: AxeResult, element: Element) -> Outcome | None:
        """Report what axe alone says: certain only where no rule of ours looked for the same and found it not to apply.

        Then a person decides about what axe fails, and what axe cannot tell or holds to be good practice is left out.
        """
        text = axe_rules.text(result.rule, self._settings.project_rules)
        failed = result.outcome is Outcome.FAILED
        verdict: Verdict = Failed(axe_rules.REPORTED, axe=result.said)
        if axe_rules.is_skipped_in_part(result.rule, self._settings):
            return None
        if self._was_looked_for(result):
            if not failed or not text.wcag:
                return None
            verdict = CantTell(axe_rules.ALONE, axe=result.said)
        elif not failed:
            verdict = CantTell(axe_rules.UNSURE, axe=result.said)
        self._findings.append(self._finding(text, verdict, element))
        return verdict.outcome

    def _was_looked_for(self, result: AxeResult) -> bool:
        """Whether a rule of ours about the same barrier ran on the page."""
        ours = axe_rules.counterparts(self._settings.project_rules).get(result.rule.id, ())
        return any(self._judged.outcomes.get(each.id, _UNTESTED) is not _UNTESTED for each in ours)

    def _finding(self, text: RuleText, verdict: Verdict, element: Element) -> Finding:
        return finding(text, verdict, element, self._fingerprints, self._settings.lang)

    def judged(self, opinion: SecondOpinion) -> Judged:
        """Return what there is once all results are taken in. A rule of axe that ran has an outcome in any case."""
        outcomes = dict(self._judged.outcomes)
        for at, _ in self._doubts:
            outcomes[at] = worst((outcomes[at], Outcome.CANT_TELL))
        for rule in opinion.rules:
            silent = Outcome.PASSED if rule.id in opinion.passed else Outcome.INAPPLICABLE
            outcomes[AXE + rule.id] = self._outcomes.get(AXE + rule.id, silent)
        return msgspec.structs.replace(self._judged, outcomes=outcomes, findings=tuple(self._findings))


def _naming(finding: Finding, result: AxeResult) -> Finding:
    also = tuple(dict.fromkeys((*finding.also, AXE + result.rule.id)))
    return msgspec.structs.replace(finding, also=also)
