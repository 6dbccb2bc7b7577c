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
    Tool,
)
from a11ycheck.report.atomic import replacing
from a11ycheck.settings import Settings

NAME = "report.json"
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


def write_json(report: Report, settings: Settings) -> Path:
    """Write ``report.json`` into the output folder, page by page; ``CannotWriteError`` where that is impossible."""
    path = settings.output / NAME
    with replacing(path) as file:
        file.writelines(_pieces(report))
    return path


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
        yield from _listed(items)
        yield b"]"
    yield b"}\n"


def _listed(items: Iterable[object]) -> Iterator[bytes]:
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
