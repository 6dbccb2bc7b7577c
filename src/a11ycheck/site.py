"""Rules over a whole site: what is noted of each page while it is checked, and what is said once all are known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from a11ycheck.catalogue import Rule
from a11ycheck.engine import finding
from a11ycheck.fingerprint import Fingerprints
from a11ycheck.model import Examined, Finding, Health, Mark, Outcome, PageRecord, worst
from a11ycheck.page.links import links
from a11ycheck.page.mark import mark
from a11ycheck.page.parse import parse_text
from a11ycheck.rules import Site, SiteCheck, Verdict
from a11ycheck.settings import Language


class SiteRules:
    """The site rules of a scan: first note every page, then complete the record of every page."""

    def __init__(self, rules: Iterable[Rule], lang: Language) -> None:
        self._rules = [rule for rule in rules if isinstance(rule.check, SiteCheck)]
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
        for rule in self._rules:
            judged = list(self._judge(rule, examined))
            outcomes[rule.id] = worst(verdict.outcome for verdict, _ in judged)
            findings += [
                finding(rule, verdict, at, fingerprints, self._lang)
                for verdict, at in judged
                if verdict.outcome in (Outcome.FAILED, Outcome.CANT_TELL)
            ]
        return msgspec.structs.replace(record, outcomes=outcomes, findings=tuple(findings))

    def _judge(self, rule: Rule, examined: Examined) -> Iterator[tuple[Verdict, Mark]]:
        check = rule.check
        assert isinstance(check, SiteCheck)  # noqa: S101  (by the constructor; tells the type checker)
        for value, at in self._noted(check, examined):
            yield check.expects(value, self.site), at

    def _noted(self, check: SiteCheck, examined: Examined) -> Iterator[tuple[str, Mark]]:
        if check.targets is not None:
            yield from ((trait.value, trait.mark) for trait in examined.traits if trait.kind == check.id)
        else:  # links whose answer is known
            yield from ((link.url, link.mark) for link in examined.links if link.url in self.site.statuses)


def judge_example(rule: Rule, pages: Sequence[tuple[str, str]], broken: Iterable[str]) -> list[Verdict]:
    """Judge the last of a few pages as if they were a site whose other addresses answer 404 where ``broken`` says so."""
    check = rule.check
    assert isinstance(check, SiteCheck)  # noqa: S101  (by its caller; tells the type checker)
    host = "https://region.example"
    site = Site(pages=len(pages), statuses={f"{host}{path}": 404 for path in broken} | {f"{host}{path}": 200 for path, _ in pages})
    noted: list[str] = []
    for path, html in pages:
        page = parse_text(html, url=f"{host}{path}")
        if check.targets is None:
            noted = [link.url for link in links(page) if link.url in site.statuses]
        else:
            noted = [value for value, element in check.targets(page) if mark(element)]
        site.values.setdefault(check.id, Counter()).update(set(noted))
    return [check.expects(value, site) for value in noted]
