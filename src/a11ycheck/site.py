"""Rules over a whole site: what is noted of each page while it is checked, and what is said once all are known."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from a11ycheck.catalogue import Rule
from a11ycheck.engine import finding_at
from a11ycheck.fingerprint import Fingerprints
from a11ycheck.model import Examined, Finding, Health, Mark, Outcome, PageRecord, worst
from a11ycheck.rules import Site, SiteCheck
from a11ycheck.settings import Language
from a11ycheck.suppressions import settled


class SiteRules:
    """The site rules of a scan: first note every page, then complete the record of every page."""

    def __init__(self, rules: Iterable[Rule], lang: Language) -> None:
        rules = tuple(rules)
        names = {name: rule.id for rule in rules for name in (rule.id, *rule.text.formerly)}
        self._present_id = lambda name: names.get(name, name)
        self._rules = [(rule, rule.check) for rule in rules if isinstance(rule.check, SiteCheck)]
        self._lang = lang
        self.site = Site()

    def note(self, examined: Examined) -> None:
        """Take in what a page has to say about its site."""
        self.site.pages += 1
        values = {(trait.kind, trait.value) for trait in examined.traits}
        for kind, value in values:
            self.site.values.setdefault(kind, Counter())[value] += 1

    def complete(self, examined: Examined) -> PageRecord:
        """Return the record of a page with what the site rules find on it."""
        record = examined.record
        if record.health is not Health.TESTED or not self._rules:
            return record
        outcomes = dict(record.outcomes)
        findings: list[Finding] = list(record.findings)
        fingerprints = Fingerprints(record.final_url)
        for rule, check in self._rules:
            judged = [(check.expects(value, self.site), at) for value, at in self._noted(check, examined)]
            before = outcomes.get(rule.id, Outcome.INAPPLICABLE)  # cantTell where its targets could not be looked for
            outcomes[rule.id] = worst((before, *(verdict.outcome for verdict, _ in judged)))
            findings += [
                finding_at(rule.text, verdict, at, fingerprints, self._lang)
                for verdict, at in judged
                if verdict.outcome in (Outcome.FAILED, Outcome.CANT_TELL)
            ]
        complete = msgspec.structs.replace(record, outcomes=outcomes, findings=tuple(findings))
        return settled(complete, self._present_id)

    def _noted(self, check: SiteCheck, examined: Examined) -> Iterator[tuple[str, Mark]]:
        if check.targets is not None:
            yield from ((trait.value, trait.mark) for trait in examined.traits if trait.kind == check.id)
        else:  # links whose answer is known
            yield from ((link.url, link.mark) for link in examined.links if link.url in self.site.statuses)
