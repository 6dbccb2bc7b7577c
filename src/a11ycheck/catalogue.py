"""The rules as a whole: texts from ``rules/`` joined with functions from ``checks/``, and the choice for a scan."""

import importlib
import pkgutil
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from a11ycheck import checks, standards
from a11ycheck.files import rules_folder
from a11ycheck.model import Outcome, RuleInfo
from a11ycheck.rules import CHECKS, SITE_CHECKS, Check, Figure, SiteCheck
from a11ycheck.settings import Language, Settings


class Text(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule's words in one language."""

    title: str  # names the fault
    why: str  # who is hurt
    fix: str  # how to mend it
    failed: dict[str, str] = {}  # reason to message, with {figures}
    passed: dict[str, str] = {}
    cantTell: dict[str, str] = {}  # noqa: N815  (EARL's spelling, as in the files)

    def message(self, outcome: Outcome, reason: str, figures: dict[str, Figure]) -> str:
        """Return what to say of one target.

        Raises:
            KeyError: where the rule has no such reason.
        """
        messages: dict[str, str] = getattr(self, outcome.value)
        return messages[reason].format(**figures)


class RuleText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule's file: what an auditor reads and a translator edits."""

    id: str
    kind: Literal["failure", "best-practice"]
    wcag: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    axe: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # facts without which the rule is untested
    uses: tuple[str, ...] = ()  # facts that make the rule surer, and that it can do without
    formerly: tuple[str, ...] = ()
    en: Text
    fi: Text
    sv: Text


class Rule(Struct, frozen=True):
    """A rule: its text and its code."""

    text: RuleText
    check: Check | SiteCheck
    topic: str

    @property
    def id(self) -> str:
        """The rule's id, which never changes."""
        return self.text.id

    def says(self, lang: Language) -> Text:
        """Return the rule's words in a language."""
        words: Text = getattr(self.text, lang)
        return words

    def info(self, lang: Language) -> RuleInfo:
        """Return the rule as the report lists it."""
        criteria = [standards.criterion(number) for number in self.text.wcag]
        words = self.says(lang)
        return RuleInfo(
            id=self.id,
            title=words.title,
            wcag=self.text.wcag,
            level=min((criterion.level for criterion in criteria), key=len, default=""),
            en301549=tuple(criterion.en301549 for criterion in criteria if criterion.en301549),
            act=self.text.act,
            kind=self.text.kind,
            needs=self.text.needs,
            why=words.why,
            fix=words.fix,
        )


class UnknownRuleError(ValueError):
    """A rule id that no rule bears."""


@cache
def catalogue() -> dict[str, Rule]:
    """Return every rule by its id, in alphabetical order."""
    code = _code()
    return {text.id: Rule(text, code[text.id], path.parent.name) for path, text in _texts() if text.id in code}


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


def known(rule_id: str) -> str:
    """Return the present id of a rule, given that or a former one.

    Raises:
        UnknownRuleError: with the nearest right id.
    """
    rules = catalogue()
    if rule_id in rules:
        return rule_id
    for rule in rules.values():
        if rule_id in rule.text.formerly:
            return rule.id
    near = get_close_matches(rule_id, rules, n=1)
    raise UnknownRuleError(f"there is no rule {rule_id!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def choose(settings: Settings) -> tuple[Rule, ...]:
    """Return the rules of a scan: those of its standard and level, with best practices where they are wanted.

    Raises:
        UnknownRuleError: where the settings name a rule that does not exist.
    """
    only = {known(name) for name in settings.rules}
    without = {known(name) for name in settings.skip_rules}
    criteria = {criterion.id for criterion in standards.criteria(settings.standard, settings.level)}
    return tuple(
        rule
        for rule in catalogue().values()
        if rule.id not in without and (rule.id in only if only else _belongs(rule, criteria, settings))
    )


def _belongs(rule: Rule, criteria: set[str], settings: Settings) -> bool:
    if rule.text.kind == "best-practice":
        return settings.best_practices
    return not criteria.isdisjoint(rule.text.wcag)
