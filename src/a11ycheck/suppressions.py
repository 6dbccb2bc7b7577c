"""What became of the suppressions in the sources of pages: which were used, and which count for nothing."""

from collections.abc import Callable

import msgspec

from a11ycheck.model import Outcome, PageRecord, Suppression, SuppressionState


def settled(record: PageRecord, present_id: Callable[[str], str | None]) -> PageRecord:
    """Return a record whose suppressions say what became of them; ``present_id`` is None for what is no rule."""
    if not record.suppressions:
        return record
    used = {found.suppressed.number for found in record.findings if found.suppressed is not None}
    states = tuple(
        msgspec.structs.replace(each, state=_state(each, record, present_id, used=number in used))
        for number, each in enumerate(record.suppressions, start=1)
    )
    return msgspec.structs.replace(record, suppressions=states)


def _state(
    said: Suppression, record: PageRecord, present_id: Callable[[str], str | None], *, used: bool
) -> SuppressionState:
    if used:
        return SuppressionState.USED
    if said.state not in (SuppressionState.UNUSED, SuppressionState.UNTESTED):
        return said.state
    rule = present_id(said.rule)
    if rule is None:
        return SuppressionState.UNKNOWN_RULE
    tested = record.outcomes.get(rule, Outcome.UNTESTED) is not Outcome.UNTESTED
    return SuppressionState.UNUSED if tested else SuppressionState.UNTESTED
