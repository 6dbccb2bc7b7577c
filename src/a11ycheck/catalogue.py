"""The rules as a whole: texts from ``rules/`` joined with functions from ``checks/``, and the choice for a scan."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import msgspec

from a11ycheck import checks, standards
from a11ycheck.files import rules_folder
from a11ycheck.project_rules import project_rules
from a11ycheck.rule_text import Rule, RuleText, Text
from a11ycheck.rules import CHECKS, SITE_CHECKS, Check, SiteCheck
from a11ycheck.settings import Settings

__all__ = ["AXE", "Rule", "RuleText", "Text", "UnknownRuleError", "catalogue", "choose", "known", "unmatched"]


AXE = "axe/"  # begins the id of a rule of axe-core, which the second opinion brings along
_OF_AXE = re.compile(r"axe/[a-z0-9-]{1,60}")


class UnknownRuleError(ValueError):
    """A rule id that no rule bears."""


@cache
def catalogue(folder: Path | None = None) -> dict[str, Rule]:
    """Return every rule by its id, in alphabetical order, with those of a project's folder.

    Raises:
        ProjectRuleError: where the project's folder does not hold rules as it should.
    """
    code = _code()
    ours = {text.id: Rule(text, code[text.id], path.parent.name) for path, text in _texts() if text.id in code}
    return dict(sorted((ours | project_rules(folder, frozenset(ours))).items())) if folder else ours


def unmatched() -> set[str]:
    """Return the ids that have a text and no function, or a function and no text: faults of the package."""
    return set(_code()) ^ {text.id for _, text in _texts()}


def _code() -> dict[str, Check | SiteCheck]:
    for module in pkgutil.iter_modules(checks.__path__):
        importlib.import_module(f"{checks.__name__}.{module.name}")
    return {**CHECKS, **SITE_CHECKS}


@cache
def _texts() -> tuple[tuple[Path, RuleText], ...]:
    return tuple(sorted(_read(rules_folder()), key=lambda entry: entry[1].id))


def _read(folder: Path) -> Iterator[tuple[Path, RuleText]]:
    for path in sorted(folder.glob("*/*.toml")):
        if path.parent.name == "words":
            continue
        try:
            yield path, msgspec.toml.decode(path.read_bytes(), type=RuleText)
        except msgspec.DecodeError as error:
            raise ValueError(f"{path}: {error}") from error


def known(rule_id: str, folder: Path | None = None) -> str:
    """Return the present id of a rule, given that or a former one; ``folder`` is that of a project's own rules.

    Any id of a rule of axe-core may be right: which rules there are depends on its version.

    Raises:
        UnknownRuleError: with the nearest right id.
    """
    rules = catalogue(folder)
    if rule_id in rules or _OF_AXE.fullmatch(rule_id):
        return rule_id
    for rule in rules.values():
        if rule_id in rule.text.formerly:
            return rule.id
    near = get_close_matches(rule_id, rules, n=1)
    raise UnknownRuleError(f"there is no rule {rule_id!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def present_id(rule_id: str, folder: Path | None = None) -> str | None:
    """Return the present id of a rule, given that or a former one, None where there is no such rule."""
    try:
        return known(rule_id, folder)
    except UnknownRuleError:
        return None


def choose(settings: Settings) -> tuple[Rule, ...]:
    """Return the rules of a scan: those of its standard and level, with best practices where they are wanted.

    Raises:
        UnknownRuleError: where the settings name a rule that does not exist.
        ProjectRuleError: where the project's folder does not hold rules as it should.
    """
    folder = settings.project_rules
    only = {known(name, folder) for name in settings.rules}
    without = {known(name, folder) for name in settings.skip_rules}
    criteria = {criterion.id for criterion in standards.criteria(settings.standard, settings.level)}
    return tuple(
        rule
        for rule in catalogue(folder).values()
        if rule.id not in without and (rule.id in only if only else _belongs(rule, criteria, settings))
    )


def _belongs(rule: Rule, criteria: set[str], settings: Settings) -> bool:
    if rule.text.kind == "best-practice":
        return settings.best_practices
    return not criteria.isdisjoint(rule.text.wcag)
