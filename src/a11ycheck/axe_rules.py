"""Which rules of axe-core a scan asks, and how a report lists them.

A rule of axe that one of ours declares in ``axe = [...]`` is about the same barrier. Our rule is its counterpart, and
says in the reader's language what it is and what it breaks.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from a11ycheck import standards
from a11ycheck.catalogue import AXE, catalogue, known
from a11ycheck.files import rules_folder
from a11ycheck.page.axe import AxeRule
from a11ycheck.rule_text import Cause, Rule, RuleText, Text
from a11ycheck.settings import Language, Settings

REPORTED, ALONE, UNSURE = "reported", "alone", "unsure"  # reasons of its findings
_OFF = re.compile(r"experimental|deprecated|.*-obsolete")
_CRITERION = re.compile(r"wcag(\d)(\d)(\d+)")  # "wcag1412" is 1.4.12


class _WholePage(Struct, frozen=True, forbid_unknown_fields=True):
    rules: frozenset[str]


class _Messages(Struct, frozen=True, forbid_unknown_fields=True):
    reported: str
    unsure: str
    alone: str
    explained: str


class _File(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    left_out: dict[str, str]  # rule to reason
    only_beside: dict[str, str]  # likewise
    whole_page: _WholePage
    messages: dict[Language, _Messages]
    words_of: dict[str, str]  # rule to ours
    titles: dict[str, dict[Language, str]]


@cache
def _file() -> _File:
    return msgspec.toml.decode((rules_folder() / "axe.toml").read_bytes(), type=_File)


def is_asked(settings: Settings) -> bool:
    """Whether a scan in Chromium asks axe for anything: with ``--rule``, only where that names a rule of axe."""
    return settings.axe and (not settings.rules or any(rule.startswith(AXE) for rule in settings.rules))


def chosen(rules: Iterable[AxeRule], settings: Settings) -> tuple[AxeRule, ...]:
    """Return those of axe's rules that a scan asks: of its standard and level, with best practices where wanted.

    With ``--rule`` only those that it names. One whose counterparts are all skipped is skipped with them.
    """
    folder = settings.project_rules
    criteria = {criterion.id for criterion in standards.criteria(settings.standard, settings.level)}
    skipped = _skipped(settings)

    def is_chosen(rule: AxeRule) -> bool:
        ours = counterparts(folder).get(rule.id, ())
        if AXE + rule.id in skipped or (ours and skipped.issuperset(each.id for each in ours)):
            return False
        if settings.rules:
            return AXE + rule.id in settings.rules
        broken = breaks(rule, folder)
        return not criteria.isdisjoint(broken) if broken else settings.best_practices

    return tuple(rule for rule in rules if _is_ready(rule) and is_chosen(rule))


@cache
def known_ids(folder: Path | None) -> tuple[str, ...]:
    """Return the ids, as reports show them, of the rules of axe-core that we know: a newer axe may have more."""
    file = _file()
    known = {*counterparts(folder), *file.left_out, *file.only_beside, *file.whole_page.rules, *file.titles}
    return tuple(AXE + rule for rule in sorted(known))


def is_skipped_in_part(rule: AxeRule, settings: Settings) -> bool:
    """Whether a scan leaves out one of our rules about the same: then nobody wants to hear of it from axe alone."""
    ours = counterparts(settings.project_rules).get(rule.id, ())
    return not _skipped(settings).isdisjoint(each.id for each in ours)


def _skipped(settings: Settings) -> set[str]:
    return {known(name, settings.project_rules) for name in settings.skip_rules}


def is_about_whole_page(rule: AxeRule) -> bool:
    """Whether a rule is about the page, whichever element it names."""
    return rule.id in _file().whole_page.rules


def why_left_out(rule_id: str) -> str | None:
    """Return why a rule of axe is never asked, in English, None where it may be."""
    return _file().left_out.get(rule_id)


def speaks_alone(rule: AxeRule) -> bool:
    """Whether a rule is worth hearing where our rules about the same find nothing, or did not run."""
    return rule.id not in _file().only_beside


def in_frames(rules: Iterable[AxeRule]) -> Iterator[AxeRule]:
    """Yield those of axe's rules that make sense of a document that a frame of the page shows."""
    return (rule for rule in rules if not is_about_whole_page(rule))


def _is_ready(rule: AxeRule) -> bool:
    """Whether axe itself holds a rule to be ready for use, and so do we."""
    return rule.id not in _file().left_out and not any(_OFF.fullmatch(tag) for tag in rule.tags)


@cache
def counterparts(folder: Path | None) -> dict[str, tuple[Rule, ...]]:
    """Return our rules about the same barrier by the id of axe's rule."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in catalogue(folder).values():
        for axe in rule.text.axe:
            found[axe] = (*found.get(axe, ()), rule)
    return found


def breaks(rule: AxeRule, folder: Path | None) -> tuple[str, ...]:
    """Return the criteria that a fault breaks, none for a best practice.

    axe's tags name them. Where our counterparts break fewer of them, only those count; where these are best practices,
    so is axe's rule. Why a fault breaks no criterion stands in the documentation of our rule.
    """
    numbers = [".".join(match.groups()) for match in map(_CRITERION.fullmatch, rule.tags) if match]
    named = tuple(number for number in numbers if number in standards.all_criteria())
    ours = counterparts(folder).get(rule.id, ())
    if not ours:
        return named
    broken = dict.fromkeys(number for each in ours for number in each.text.wcag)
    return tuple(number for number in named if number in broken) or (tuple(broken) if named else ())


@cache
def text(rule: AxeRule, folder: Path | None) -> RuleText:
    """Return a rule of axe as a text like ours: what a counterpart says of it, and where axe explains it."""
    broken = breaks(rule, folder)
    en, fi, sv = (_words(rule, folder, lang) for lang in ("en", "fi", "sv"))
    kind: Literal["failure", "best-practice"] = "failure" if broken else "best-practice"
    ours = counterparts(folder).get(rule.id, ())
    cause: Cause = ours[0].text.cause if ours else "content"
    return RuleText(id=AXE + rule.id, kind=kind, wcag=broken, cause=cause, en=en, fi=fi, sv=sv)


def _spokesman(rule: AxeRule, folder: Path | None) -> Rule | None:
    """Return the rule of ours whose words fit, None where there is none."""
    ours = counterparts(folder).get(rule.id, ())
    named = [each for each in ours if each.id == _file().words_of.get(rule.id)] if len(ours) > 1 else ours
    return named[0] if named else None


def _words(rule: AxeRule, folder: Path | None, lang: Language) -> Text:
    messages = _file().messages[lang]
    own = _file().titles.get(rule.id)
    ours = _spokesman(rule, folder) if own is None else None
    words = ours.says(lang) if ours is not None else None
    explained = messages.explained.format(url=rule.url)
    return Text(
        title=f"axe: {own[lang] if own else words.title if words else rule.id}",
        why=words.why if words else "",
        fix=f"{words.fix} {explained}" if words else explained,
        failed={REPORTED: messages.reported},
        cantTell={UNSURE: messages.unsure, ALONE: messages.alone},
    )
