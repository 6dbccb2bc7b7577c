"""``a11ycheck rules`` and ``a11ycheck explain``."""

import os
from typing import TYPE_CHECKING, Any

import click

from a11ycheck.cli.options import settings_options
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError, merged, nearest

if TYPE_CHECKING:
    from a11ycheck.catalogue import Rule

FORMS = ("text", "json", "markdown")


@click.command("rules")
@settings_options("project_rules", "lang")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="Form of the list.  [text]")
def rules_command(form: str, **given: Any) -> None:
    """List all rules with the success criteria that they test.

    Those of axe-core, a second opinion in the browser, are explained by their ids: a11ycheck explain axe/image-alt.
    """
    from a11ycheck.report.rule_guide import listing  # noqa: PLC0415 - the rules load slowly

    settings = _settings(given)
    click.echo(listing(_rules(settings), settings.lang, form))


@click.command("explain")
@click.argument("rule")
@settings_options("project_rules", "lang")
def explain_command(rule: str, **given: Any) -> None:
    """Explain a rule, with examples.

    What it finds, whom that hurts, how to mend it, and which criteria ask for it.

    RULE is an id as reports and "a11ycheck rules" show it, or one of axe-core.
    """
    from a11ycheck.axe_rules import known_ids  # noqa: PLC0415 - the rules load slowly
    from a11ycheck.catalogue import AXE, UnknownRuleError, known  # noqa: PLC0415 - the rules load slowly
    from a11ycheck.examples import examples_of  # noqa: PLC0415 - as above
    from a11ycheck.report.rule_guide import explanation  # noqa: PLC0415 - as above

    settings = _settings(given)
    folder = settings.project_rules
    rules = _rules(settings)
    if rule not in rules and f"{AXE}{rule}" in known_ids(folder):
        rule = f"{AXE}{rule}"  # as axe itself calls it
    try:
        name = known(rule, folder)
        if name.startswith(AXE):
            click.echo(_of_axe(name, settings))
            return
        found = rules[name]
    except UnknownRuleError as error:
        raise click.UsageError(f"{str(error)[0].upper()}{str(error)[1:]}") from error
    click.echo(explanation(found, examples_of(found.topic, found.id, folder), settings.lang))


def _of_axe(rule: str, settings: Settings) -> str:
    from a11ycheck.axe_rules import counterparts, known_ids, why_left_out  # noqa: PLC0415 - the rules load slowly
    from a11ycheck.report.rule_guide import axe_explanation  # noqa: PLC0415 - as above

    if rule not in known_ids(settings.project_rules):
        near = nearest(rule, known_ids(settings.project_rules))
        raise click.UsageError(f"No rule of axe-core that is known here is called {rule!r}{near}")
    name = rule.partition("/")[2]
    ours = counterparts(settings.project_rules).get(name, ())
    return axe_explanation(name, ours, why_left_out(name), settings.lang)


def _rules(settings: Settings) -> "dict[str, Rule]":
    """Return all rules, with those of the project's own folder."""
    from a11ycheck.catalogue import catalogue  # noqa: PLC0415 - the rules load slowly
    from a11ycheck.project_rules import ProjectRuleError  # noqa: PLC0415 - as above

    try:
        return catalogue(settings.project_rules)
    except ProjectRuleError as error:
        raise click.UsageError(str(error)) from error


def _settings(given: dict[str, Any]) -> Settings:
    try:
        return Settings(**merged(given, os.environ))
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
