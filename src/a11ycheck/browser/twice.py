"""Two looks at one page: what only one of them found is left to a person."""

from collections import Counter

import msgspec

from a11ycheck.engine import UNSTABLE, engine_text
from a11ycheck.model import Examined, Finding, Outcome, worst
from a11ycheck.settings import Language


def compared(first: Examined, second: Examined, lang: Language) -> Examined:
    """Return the first look at a page, where what differs in the second is cantTell, and says that it is unstable."""
    missing = Counter(map(_key, second.record.findings))
    extra = Counter(map(_key, first.record.findings))
    missing, extra = missing - extra, extra - missing
    findings = [_doubted(finding, extra, lang) for finding in first.record.findings]
    findings += [
        doubted for finding in second.record.findings if (doubted := _doubted(finding, missing, lang)) is not finding
    ]
    unstable = {key[0] for key in (*missing, *extra)}
    outcomes = {
        rule: _outcome(rule, findings) if rule in unstable else _agreed(outcome, second.record.outcomes.get(rule))
        for rule, outcome in (second.record.outcomes | first.record.outcomes).items()
    }
    record = msgspec.structs.replace(first.record, findings=tuple(findings), outcomes=outcomes)
    return msgspec.structs.replace(first, record=record)


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.fingerprint, finding.outcome


def _doubted(finding: Finding, differing: Counter[tuple[str, str, str]], lang: Language) -> Finding:
    """Return the finding itself where both looks have it; ``differing`` is used up."""
    if differing[_key(finding)] <= 0:
        return finding
    differing[_key(finding)] -= 1
    message = f"{finding.message} {engine_text(UNSTABLE, lang)}"
    return msgspec.structs.replace(finding, outcome=Outcome.CANT_TELL, message=message)


def _outcome(rule: str, findings: list[Finding]) -> Outcome:
    return worst((finding.outcome for finding in findings if finding.rule == rule), Outcome.CANT_TELL)


def _agreed(first: Outcome, second: Outcome | None) -> Outcome:
    """Rules that found nothing either time, and yet say it differently, take the more careful word."""
    return first if second is None else worst((first, second))
