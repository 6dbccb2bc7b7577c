"""The JSON Schema of ``report.json``: shapes from the model, descriptions from ``reports/schema.toml``.

``python -m a11ycheck.report.schema`` writes it to ``docs/report.schema.json``.
"""

from typing import Any

import msgspec

from a11ycheck.files import CHECKOUT
from a11ycheck.model import SCHEMA_VERSION
from a11ycheck.report.json_report import WholeReport
from a11ycheck.report.texts import reports_folder

PUBLISHED = CHECKOUT / "docs" / "report.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def report_schema() -> Schema:
    """Return the schema of ``report.json``. Readers must allow fields that it does not name: later versions add some.

    ``KeyError`` names a field of the model that ``reports/schema.toml`` does not describe.
    """
    about: dict[str, Schema] = msgspec.toml.decode((reports_folder() / "schema.toml").read_bytes())
    (top,), definitions = msgspec.json.schema_components([WholeReport], ref_template="#/$defs/{name}")
    for name, definition in definitions.items():
        if "properties" in definition:
            _describe(definition, about[name])
    root = definitions.pop("WholeReport")
    root["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    assert top == {"$ref": "#/$defs/WholeReport"}  # noqa: S101 - msgspec names definitions after their types
    return {"$schema": _DIALECT, **root, "$defs": dict(sorted(definitions.items()))}


def schema_text() -> str:
    """Return the schema as the published file holds it."""
    return msgspec.json.format(msgspec.json.encode(report_schema()), indent=2).decode() + "\n"


def _describe(definition: Schema, about: Schema) -> None:
    """Add what a reader needs to each field. The writer leaves none out, so all are required."""
    definition["description"] = about["about"]
    for field, shape in definition["properties"].items():
        shape.pop("default", None)
        said = about[field]
        shape.update(said if isinstance(said, dict) else {"description": said})
    definition["required"] = list(definition["properties"])


if __name__ == "__main__":
    PUBLISHED.write_text(schema_text(), encoding="utf-8")
