"""Success criteria and the standards that ask for them, from ``rules/criteria.toml`` and ``rules/standards.toml``."""

from difflib import get_close_matches
from functools import cache

import msgspec
from msgspec import Struct

from a11ycheck.files import rules_folder
from a11ycheck.settings import Language, Level

LEVELS: tuple[Level, ...] = ("A", "AA", "AAA")
Names = dict[Language, str]


class Criterion(Struct, frozen=True, kw_only=True):
    """A success criterion of WCAG 2.2, or one that 2.2 dropped."""

    id: str  # "1.4.10"
    level: Level
    since: str  # WCAG version that introduced it: "2.0", "2.1", "2.2"
    removed: str | None = None  # WCAG version that dropped it
    en301549: str | None = None  # clause of EN 301 549 v3.2.1, None where the standard does not ask for it
    anchor: str  # fragment in WCAG 2.2 and page name under https://www.w3.org/WAI/WCAG22/Understanding/
    names: Names
    marks: dict[Language, str]  # where a translated name comes from: "seen", "check", "own"

    def within(self, version: str) -> bool:
        """Whether WCAG of this version (``"2.1"``) has the criterion."""
        return self.since <= version and (self.removed is None or version < self.removed)


class Principle(Struct, frozen=True):
    """One of the four principles of WCAG; a criterion's id begins with its principle's."""

    id: str
    names: Names


class Standard(Struct, frozen=True, kw_only=True):
    """A profile that a scan is held against."""

    id: str
    wcag: str  # WCAG version whose criteria it takes
    levels: tuple[Level, ...]  # that it asks for
    exclude: frozenset[str] = frozenset()  # criteria that it leaves out
    reference: str  # URL
    names: Names


class _CriteriaFile(Struct, frozen=True, forbid_unknown_fields=True):
    principles: tuple[Principle, ...]
    criteria: tuple[Criterion, ...]


class _StandardsFile(Struct, frozen=True, forbid_unknown_fields=True):
    standards: tuple[Standard, ...]


@cache
def principles() -> tuple[Principle, ...]:
    """Return the four principles in order."""
    return _criteria_file().principles


@cache
def all_criteria() -> dict[str, Criterion]:
    """Return every known criterion by its id, in the order of WCAG 2.2."""
    return {each.id: each for each in _criteria_file().criteria}


@cache
def standards() -> dict[str, Standard]:
    """Return every profile by its id."""
    content = (rules_folder() / "standards.toml").read_bytes()
    return {each.id: each for each in msgspec.toml.decode(content, type=_StandardsFile).standards}


def standard_ids() -> tuple[str, ...]:
    """Return the ids that ``--standard`` takes."""
    return tuple(standards())


def standard(standard_id: str) -> Standard:
    """Return a profile; ``ValueError`` names the nearest ids where there is none."""
    known = standards()
    if standard_id not in known:
        nearest = get_close_matches(standard_id, known, n=1) or list(known)
        raise ValueError(f"There is no standard {standard_id!r}: use {' or '.join(nearest)}.")
    return known[standard_id]


def criterion(criterion_id: str) -> Criterion:
    """Return a success criterion by its number; ``ValueError`` where there is none."""
    found = all_criteria().get(criterion_id)
    if found is None:
        raise ValueError(f"There is no success criterion {criterion_id!r}: use a number of WCAG 2.2 such as 1.1.1.")
    return found


@cache
def criteria(standard_id: str, level: Level) -> tuple[Criterion, ...]:
    """Return the criteria that a standard asks for up to a level, in the order of WCAG.

    A level above those of the standard adds nothing. ``ValueError`` where the standard or the level is unknown.
    """
    profile = standard(standard_id)
    if level not in LEVELS:
        raise ValueError(f"There is no level {level!r}: use {', '.join(LEVELS)}.")
    wanted = set(LEVELS[: LEVELS.index(level) + 1]) & set(profile.levels)
    return tuple(
        each
        for each in all_criteria().values()
        if each.level in wanted and each.within(profile.wcag) and each.id not in profile.exclude
    )


@cache
def _criteria_file() -> _CriteriaFile:
    return msgspec.toml.decode((rules_folder() / "criteria.toml").read_bytes(), type=_CriteriaFile)
