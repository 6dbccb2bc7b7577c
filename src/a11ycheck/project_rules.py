"""Rules that a project brings along: a folder of texts, with functions beside them or with a CSS selector inside.

rules/no-red-buttons.toml     id, kind, texts in at least one language, and a selector
rules/own-rule.toml, own-rule.py    the same as ours: a text and a function under ``@rule``
rules/words/fi.toml           word lists that are added to ours
"""

import importlib.util
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from a11ycheck.page import Element, Page
from a11ycheck.page.parse import parse_text
from a11ycheck.page.select import BadSelectorError, select
from a11ycheck.rule_text import Cause, Rule, RuleText, Text
from a11ycheck.rules import CHECKS, SITE_CHECKS, CantTell, Check, Failed, SiteCheck, Verdict

TOPIC = "project"


class ProjectRuleError(ValueError):
    """A project's rule that cannot be read; the text says which and what to do."""


class _ProjectText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A project's rule file: one language is enough, and a selector may stand for the function."""

    id: str
    kind: Literal["failure", "best-practice"]
    selector: str | None = None  # each visible element that it finds has the fault
    outcome: Literal["failed", "cantTell"] = "failed"  # of what the selector finds
    wcag: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    axe: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    cause: Cause = "content"
    formerly: tuple[str, ...] = ()
    en: Text | None = None
    fi: Text | None = None
    sv: Text | None = None


def project_rules(folder: Path, taken: frozenset[str]) -> dict[str, Rule]:
    """Return the rules of a project's folder by their ids; ``taken`` are the ids of our own.

    Raises:
        ProjectRuleError: where the folder is missing, or a rule in it is not as it should be.
    """
    if not folder.is_dir():
        raise ProjectRuleError(f"There is no folder {folder}: --rules names a folder of your own rules.")
    _forget_other_projects()
    ours = set(CHECKS) | set(SITE_CHECKS)
    for number, code in enumerate(sorted(folder.rglob("*.py"))):
        _run(code, f"a11ycheck_project_rules_{number}")
    _entered.update((set(CHECKS) | set(SITE_CHECKS)) - ours)
    return {rule.id: rule for rule in (_rule(path, taken) for path in _texts(folder))}


_entered: set[str] = set()  # ids that a project's modules entered


def _forget_other_projects() -> None:
    """Make room for another project's functions, whose ids may be the same."""
    for rule_id in _entered:
        CHECKS.pop(rule_id, None)
        SITE_CHECKS.pop(rule_id, None)
    _entered.clear()


def _texts(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.toml")) if "words" not in path.relative_to(folder).parts[:-1])


def _run(path: Path, name: str) -> None:
    """Run a project's module, whose ``@rule`` functions enter themselves."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ProjectRuleError(f"{path} cannot be read as Python.")
    try:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    except Exception as error:
        raise ProjectRuleError(f"{path}: {type(error).__name__}: {error}") from error


def _rule(path: Path, taken: frozenset[str]) -> Rule:
    try:
        text = msgspec.toml.decode(path.read_bytes(), type=_ProjectText)
    except (msgspec.DecodeError, OSError) as error:
        raise ProjectRuleError(f"{path}: {error}") from error
    if text.id in taken:
        raise ProjectRuleError(f"{path}: there is a rule {text.id} already; give yours another id.")
    words = text.en or text.fi or text.sv
    if words is None:
        raise ProjectRuleError(f"{path}: give the texts in at least one of [en], [fi] and [sv].")
    whole = RuleText(
        id=text.id,
        kind=text.kind,
        wcag=text.wcag,
        act=text.act,
        axe=text.axe,
        needs=text.needs,
        uses=text.uses,
        cause=text.cause,
        formerly=text.formerly,
        en=text.en or words,
        fi=text.fi or words,
        sv=text.sv or words,
    )
    return Rule(whole, _check(path, text, whole), TOPIC)


def _check(path: Path, text: _ProjectText, whole: RuleText) -> Check | SiteCheck:
    code = CHECKS.get(text.id) or SITE_CHECKS.get(text.id)
    if code is not None:
        return code
    if text.selector is None:
        raise ProjectRuleError(
            f"{path}: give a selector, or a function for @rule({text.id!r}) in a .py file beside it."
        )
    if not all("found" in getattr(each, text.outcome) for each in (whole.en, whole.fi, whole.sv)):
        raise ProjectRuleError(f"{path}: give the text {text.outcome}.found in each language.")
    try:
        select(parse_text(""), text.selector)
    except BadSelectorError as error:
        raise ProjectRuleError(f"{path}: {error}") from error
    verdict = Failed if text.outcome == "failed" else CantTell
    return Check(text.id, partial(_found, text.selector), _always(verdict))


def _found(selector: str, page: Page) -> list[Element]:
    return [node for node in select(page, selector) if node.drawn or node.closest("head") is not None]


def _always(verdict: type[Failed | CantTell]) -> Callable[[Element], Verdict]:
    return lambda node: verdict("found", name=node.name)
