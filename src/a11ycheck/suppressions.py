"""What became of the suppressions in the sources of pages: which were used, and what a reader has to know of them."""

from collections.abc import Callable

import msgspec

from a11ycheck.model import Health, Outcome, PageRecord, Suppression, SuppressionState

_MOST = 20  # suppressions that are told one by one
_PROBLEMS = {
    SuppressionState.UNUSED: "suppresses nothing any longer: take it out",
    SuppressionState.NO_REASON: "has no reason and counts for nothing: write it after a colon",
    SuppressionState.NO_RULE: "names no rule and counts for nothing",
    SuppressionState.UNKNOWN_RULE: "names a rule that does not exist: a11ycheck rules lists them",
    SuppressionState.NO_ELEMENT: "stands before no element and counts for nothing: put it right before one",
}


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


class Suppressions:
    """Gathers what a reader has to know of the suppressions of all pages."""

    def __init__(self) -> None:
        self._notes: list[str] = []
        self._more = 0
        self._used = 0

    def add(self, record: PageRecord) -> None:
        """Take in one page."""
        if record.health is not Health.TESTED:
            return
        self._used += sum(found.suppressed is not None for found in record.findings)
        for each in record.suppressions:
            note = _note(record, each)
            if note and len(self._notes) < _MOST:
                self._notes.append(note)
            elif note:
                self._more += 1

    def notes(self) -> tuple[str, ...]:
        """Return one line for each suppression, the first of them at least, and one for their sum."""
        total = [f"Findings suppressed in the source of pages, which do not fail the gate: {self._used}."]
        more = [f"Further suppressions in the source of pages: {self._more}."]
        return (*(total if self._used else ()), *self._notes, *(more if self._more else ()))


def _note(record: PageRecord, said: Suppression) -> str:
    place = f"{record.final_url}, line {said.line}" if said.line else record.final_url
    named = f"a11ycheck-ignore {said.rule}".strip()
    if said.state is SuppressionState.USED:
        return f"{place}: {named}, because: {said.reason}"
    problem = _PROBLEMS.get(said.state)
    return f"{place}: {named} {problem}." if problem else ""
