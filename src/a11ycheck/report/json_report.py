"""``report.json``: the contract for programs. Its schema is ``docs/report.schema.json``, made by ``schema.py``."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from a11ycheck.model import (
    SCHEMA_VERSION,
    CriterionResult,
    Issue,
    PageRecord,
    Report,
    RuleInfo,
    ScanInfo,
    Summary,
    Tool,
)
from a11ycheck.report.atomic import replacing
from a11ycheck.report.pictures import PicturesBeside
from a11ycheck.settings import Settings

_SURROGATE = re.compile("[\ud800-\udfff]")


class WholeReport(Struct, frozen=True, kw_only=True):
    """A whole report as ``report.json`` holds it, its fields in the order of the file."""

    schema_version: int = SCHEMA_VERSION
    tool: Tool
    scan: ScanInfo
    rules: tuple[RuleInfo, ...]
    pages: tuple[PageRecord, ...]
    issues: tuple[Issue, ...]
    criteria: tuple[CriterionResult, ...]


class _Version(Struct):
    schema_version: int


class UnreadableReportError(ValueError):
    """A file is no report that this version can read; says so in one line."""


def write_json(report: Report, path: Path, settings: Settings) -> None:  # noqa: ARG001 - as every writer
    """Write the report page by page; ``CannotWriteError`` where that is impossible."""
    with replacing(path) as file:
        file.writelines(_pieces(report))


def read_json(path: Path) -> Report:
    """Read a report back, and the pictures beside it. Fields that this version does not know are passed over.

    Raises:
        UnreadableReportError: where the file cannot be read, or is no report of this version of the schema.
    """
    try:
        content = path.read_bytes()
        version = msgspec.json.decode(content, type=_Version).schema_version
        if version != SCHEMA_VERSION:
            raise UnreadableReportError(
                f"{path} has schema version {version}, and this program reads {SCHEMA_VERSION}."
            )
        whole = msgspec.json.decode(content, type=WholeReport)
    except OSError as error:
        raise UnreadableReportError(f"Cannot read {path}: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableReportError(f"{path} is no report.json of a11ycheck: {error}.") from error
    summary = Summary(**{name: getattr(whole, name) for name in Summary.__struct_fields__})
    return Report(summary, whole.pages, PicturesBeside(path.parent, whole.issues))


def _pieces(report: Report) -> Iterator[bytes]:
    """The document cut at its long lists, so that no more than one page is in memory."""
    summary = report.summary
    yield b'{"schema_version":' + encode(summary.schema_version)
    yield b',\n"tool":' + encode(summary.tool)
    yield b',\n"scan":' + encode(summary.scan)
    for name, items in (
        ("rules", summary.rules),
        ("pages", report.pages),
        ("issues", summary.issues),
        ("criteria", summary.criteria),
    ):
        yield f',\n"{name}":['.encode()
        yield from listed(items)
        yield b"]"
    yield b"}\n"


def listed(items: Iterable[object]) -> Iterator[bytes]:
    """Yield the inside of a JSON list, an item a line, so that no more than one is in memory."""
    separator = b"\n"
    for item in items:
        yield separator
        yield encode(item)
        separator = b",\n"


def encode(value: object) -> bytes:
    """Return a value as JSON. Lone surrogates, which UTF-8 cannot hold, become U+FFFD (as browsers show them)."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_without_surrogates(msgspec.to_builtins(value)))


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    return value
