"""From files, environment and command line to ``Settings``: the command line beats the environment beats the file."""

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from a11ycheck.settings import Settings
from a11ycheck.settings_options import Commas, NotAllowed, Option, Shape, split

FILE = "a11ycheck.toml"
PROJECT_FILE = "pyproject.toml"
PREFIX = "A11YCHECK_"
OTHER_VARIABLES = ("A11YCHECK_CONFIG", "A11YCHECK_DEBUG")  # read by the command line, no settings

Values = dict[str, Any]  # by the name of their field


class SettingsError(ValueError):
    """A wrong setting, in one line: which, where from, what is allowed."""


@cache
def options() -> dict[str, Option]:
    """Return the option of every field of ``Settings`` that has one, in order."""
    hints = get_type_hints(Settings, include_extras=True)
    found = {field: getattr(hint, "__metadata__", (None,))[0] for field, hint in hints.items()}
    return {field: option for field, option in found.items() if isinstance(option, Option)}


def key_of(field: str) -> str:
    """Return the name of a field on the command line and in files: ``"max-pages"``."""
    return options()[field].name or field.replace("_", "-")


def variable_of(field: str) -> str:
    """Return the name of a field's environment variable: ``"A11YCHECK_MAX_PAGES"``."""
    return PREFIX + key_of(field).replace("-", "_").upper()


def make_settings(
    targets: Sequence[str],
    given: Mapping[str, Sequence[str] | bool | int | None],
    environment: Mapping[str, str],
    config: Path | None = None,
) -> Settings:
    """Merge all sources. ``given`` holds the options of the command line by field, None or () where there is none.

    ``config`` names the configuration file; without it the nearest one above the working directory counts.
    ``SettingsError`` where a key is unknown, a value not allowed or a file cannot be read.
    """
    return _checked(Settings(targets=tuple(targets), **merged(given, environment, config)))


def merged(
    given: Mapping[str, Sequence[str] | bool | int | None], environment: Mapping[str, str], config: Path | None = None
) -> Values:
    """Return the values that the sources give, by field, for commands that need no target; see ``make_settings``."""
    file = config or find_file(Path.cwd())
    values: Values = from_file(file) if file else {}
    values |= from_environment(environment)
    values |= from_command_line(given)
    return values


def find_file(folder: Path) -> Path | None:
    """Return the configuration file of the nearest folder, from this one up, that has one."""
    for each in (folder, *folder.parents):
        if (each / FILE).is_file():
            return each / FILE
        if (each / PROJECT_FILE).is_file() and _table(each / PROJECT_FILE) is not None:
            return each / PROJECT_FILE
    return None


def from_file(file: Path) -> Values:
    """Return the settings of a configuration file, by field; paths are relative to its folder."""
    place = f"in {file}"
    table = _table(file)
    if table is None:
        raise SettingsError(f"{file} has no table [tool.a11ycheck]: add one, or name another file with --config.")
    fields = {key_of(field): field for field in options()}
    values: Values = {}
    for key, value in table.items():
        field = fields.get(key.replace("_", "-"))
        if field is None:
            raise SettingsError(f"Unknown key {key!r} {place}{nearest(key, fields)}")
        values[field] = _from_toml(field, value, f"{key} {place}")
        if options()[field].local:
            values[field] = _beside(file, values[field])
    return values


def _beside(file: Path, value: object) -> object:
    """Return a path, or formats with paths (``sarif=out.sarif``), seen from the file that named them."""
    if isinstance(value, Path):
        return file.parent / value
    words = [str(word).partition("=") for word in value] if isinstance(value, tuple) else []
    return tuple(
        f"{name}={file.parent / path}" if path not in ("", "-") else f"{name}{equals}{path}"
        for name, equals, path in words
    )


def from_environment(environment: Mapping[str, str]) -> Values:
    """Return the settings of ``A11YCHECK_`` variables, by field; an empty variable counts as none."""
    fields = {variable_of(field): field for field in options()}
    values: Values = {}
    for variable, value in environment.items():
        if not variable.startswith(PREFIX) or variable in OTHER_VARIABLES or not value.strip():
            continue
        if variable not in fields:
            raise SettingsError(f"Unknown variable {variable} in the environment{nearest(variable, fields)}")
        field = fields[variable]
        values[field] = _read(field, _words_of_variable(options()[field], value), f"{variable} in the environment")
    return values


def from_command_line(given: Mapping[str, Sequence[str] | bool | int | None]) -> Values:
    """Return the settings of the command line's options, by field."""
    values: Values = {}
    for field, value in given.items():
        if isinstance(value, bool | int):
            values[field] = value
        elif value:
            words = [value] if isinstance(value, str) else list(value)
            values[field] = _read(field, _separated(options()[field], words), f"--{key_of(field)}")
    return values


def _table(file: Path) -> dict[str, Any] | None:
    """Return the keys for us in a TOML file, None where a ``pyproject.toml`` has no table of ours."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"Cannot read {file}: {error.strerror}.") from error
    except ValueError as error:  # TOMLDecodeError and UnicodeDecodeError
        raise SettingsError(f"{file} is not TOML in UTF-8: {error}.") from error
    table = content if file.name != PROJECT_FILE else content.get("tool", {}).get("a11ycheck")
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"tool.a11ycheck in {file} is no table: write [tool.a11ycheck].")
    return table


def _from_toml(field: str, value: object, place: str) -> object:
    option = options()[field]
    if isinstance(value, dict):
        return _read(field, _rows(option, value, place), place)
    if isinstance(value, bool):
        if option.shape is not Shape.SWITCH:
            raise SettingsError(f"{place} takes no true or false.")
        return value
    if option.shape is Shape.SWITCH:
        raise SettingsError(f"{place} is a switch: use true or false.")
    if isinstance(value, list):
        if option.shape is not Shape.LIST:
            raise SettingsError(f"{place} takes one value, no list.")
        return _read(field, [_word(each, place) for each in value], place)
    return _read(field, _separated(option, [_word(value, place)]), place)


def _rows(option: Option, table: dict[str, object], place: str) -> list[str]:
    """Return the rows of a table as the command line writes them: ``KEY=WORDS``."""
    if not option.table:
        raise SettingsError(f"{place} is no table.")
    words = {key: value if isinstance(value, list) else [value] for key, value in table.items()}
    return [f"{key}={','.join(_word(each, place) for each in listed)}" for key, listed in words.items()]


def _word(value: object, place: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise SettingsError(f"{place} takes texts and numbers only.")
    return str(value)


def _separated(option: Option, words: Iterable[str]) -> list[str]:
    if option.shape is Shape.LIST and option.commas is Commas.EVERYWHERE:
        return [each for word in words for each in split(word)]
    return list(words)


def _words_of_variable(option: Option, value: str) -> list[str]:
    if option.shape is not Shape.LIST:
        return [value.strip()]
    if "\n" in value or option.commas is Commas.NOWHERE:
        return [line.strip() for line in value.splitlines() if line.strip()]
    return split(value)


def _read(field: str, words: Sequence[str], place: str) -> object:
    option = options()[field]
    values = tuple(_read_word(field, word, place) for word in words)
    return values if option.shape is Shape.LIST else values[-1]


def _read_word(field: str, word: str, place: str) -> object:
    option = options()[field]
    try:
        value = option.read(word)
        _check_known(field, word)
    except NotAllowed as error:
        shown = place if option.secret else f"{place}: {word[:80]!r}"
        raise SettingsError(f"{shown} is not allowed: {error}{nearest(word, error.words)}") from error
    return value


def _check_known(field: str, word: str) -> None:
    """Hold a word against what the data knows, where it must know it."""
    known = KNOWN[field]() if field in KNOWN else (word,)
    if word not in known:
        raise NotAllowed(f"use {', '.join(known)}", tuple(known))


def _standards() -> Sequence[str]:
    from a11ycheck.standards import standard_ids  # noqa: PLC0415 - read only where it is asked for

    return standard_ids()


def rule_ids(folder: Path | None) -> Sequence[str]:
    """Return the ids, present and former, of all rules, with those of a project's folder and of axe.

    Raises:
        SettingsError: where the folder does not hold rules as it should.
    """
    from a11ycheck.axe_rules import known_ids  # noqa: PLC0415 - read only where it is asked for
    from a11ycheck.catalogue import catalogue  # noqa: PLC0415 - as above
    from a11ycheck.project_rules import ProjectRuleError  # noqa: PLC0415 - as above

    try:
        rules = catalogue(folder)
    except ProjectRuleError as error:
        raise SettingsError(str(error)) from error
    return [*rules, *(former for rule in rules.values() for former in rule.text.formerly), *known_ids(folder)]


KNOWN: dict[str, Callable[[], Sequence[str]]] = {"standard": _standards}


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the end of a sentence: a question for the word that was meant, a full stop where none is near."""
    near = get_close_matches(word, list(words), n=1)
    return f"; did you mean {near[0]}?" if near else "."


def _checked(settings: Settings) -> Settings:
    """Return settings that fit each other."""
    if not settings.targets and settings.urls is None:
        raise SettingsError("Nothing to scan: give an address, an HTML file, a folder or - for standard input.")
    if settings.urls is not None and not (settings.urls.is_file() and os.access(settings.urls, os.R_OK)):
        raise SettingsError(f"There is no file {settings.urls} to read: --urls names a file with one address a line.")
    if "none" in settings.fail_on and len(settings.fail_on) > 1:
        raise SettingsError("fail-on takes none or other words, not both.")
    _check_rules(settings)
    both = set(settings.rules) & set(settings.skip_rules)
    if both:
        raise SettingsError(f"rule and skip-rule both name {min(both)}: take it out of one.")
    return settings


def _check_rules(settings: Settings) -> None:
    """Hold the ids of rules against those that exist, which is known only with the folder of the project's own."""
    overridden = tuple(rule for rule, _ in settings.fail_on_rule)
    if not (settings.rules or settings.skip_rules or settings.project_rules or overridden):
        return
    known = rule_ids(settings.project_rules)
    for key, words in (
        ("rule", settings.rules),
        ("skip-rule", settings.skip_rules),
        ("fail-on-rule", overridden),
    ):
        for word in words:
            of_newer_axe = settings.axe_script is not None and word.startswith("axe/")
            if word not in known and not of_newer_axe:
                raise SettingsError(f"{key}: {word[:80]!r} is not allowed: no rule has this id{nearest(word, known)}")
