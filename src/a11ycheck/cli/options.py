"""The options of the command line, made from those of ``Settings``."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

import click

from a11ycheck.settings import Settings
from a11ycheck.settings_options import Group, Option, Shape
from a11ycheck.settings_sources import key_of, options

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
DEFAULTS = Settings()


class SettingsCommand(click.Command):
    """A command whose help lists the options of ``Settings`` under the headings of their groups."""

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one list of options a group, those of no setting last."""
        grouped = {key_of(field): option.group for field, option in options().items()}
        params = [param for param in self.get_params(context) if isinstance(param, click.Option)]
        order = [*Group, None]

        def group_of(param: click.Option) -> Group | None:
            return grouped.get(param.opts[-1].removeprefix("--"))

        for group, members in groupby(sorted(params, key=lambda param: order.index(group_of(param))), key=group_of):
            rows = [record for param in members if (record := param.get_help_record(context))]
            with formatter.section(group or "Other"):
                formatter.write_dl(rows, col_max=28)


def settings_options(*fields: str, defaults: bool = True) -> Decorator:
    """Give a command options of ``Settings``: those of some fields, or all. Each comes as its field's argument.

    Without ``defaults`` the help does not show them: the command has others.
    """

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for field, option in reversed(options().items()):
            if not fields or field in fields:
                command = (
                    _volume(option) if option.shape is Shape.VOLUME else _option(field, option, defaults=defaults)
                )(command)
        return command

    return add


def _option(field: str, option: Option, *, defaults: bool) -> Decorator:
    key = key_of(field)
    if option.shape is Shape.SWITCH:
        return click.option(f"--{key}/--{option.off or f'no-{key}'}", field, default=None, help=option.help)
    names = [option.short] if option.short else []
    return click.option(
        *names,
        f"--{key}",
        field,
        metavar=option.metavar,
        multiple=option.shape is Shape.LIST,
        help=option.help + (_default(field, option) if defaults else ""),
    )


def _default(field: str, option: Option) -> str:
    """Return the default as the help shows it, nothing for a secret or where there is none."""
    value = getattr(DEFAULTS, field)
    if option.secret or value in (None, (), ""):
        return ""
    shown = ",".join(value) if isinstance(value, tuple) else f"{value:g}" if isinstance(value, float) else value
    return f" [{shown}]"


def _volume(option: Option) -> Decorator:
    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option("-v", "--verbose", count=True, help=option.help)(command)
        return click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")(command)

    return add
