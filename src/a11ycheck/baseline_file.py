"""Changes of the baseline's file that keep what people wrote in it, comments too."""

from collections.abc import Iterable

import tomlkit
from tomlkit.items import AoT, Array, Table

from a11ycheck.baseline import VERSION, Coverage, Defect, parse_baseline
from a11ycheck.fingerprint import page_key
from a11ycheck.model import Finding

_SNIPPET = 80  # characters of a defect's source in ``where``
_HEADER = """\
Accessibility defects that are known and do not fail the build: a11ycheck scan --baseline with this file.
"a11ycheck baseline update" adds entries and "prune" takes out what was mended; both keep what you write here:
reason, owner and accepted_by, expires = 2027-12-31 (the last day; then the defects fail again), and
everywhere = true (the issue is accepted on new pages too). Comments belong below the line [[issue]].
""".splitlines()

type Found = tuple[str, Finding]  # the address of its page


def updated(text: str, found: Iterable[Found], name: str) -> tuple[str, int]:
    """Return the text of a baseline with more defects, and how many came in. The empty text is a new baseline.

    A defect goes into the entry of its issue, else into a new one. Entries stay sorted by rule and place.

    Raises:
        BaselineError: where the text is no baseline; ``name`` is that of its file.
    """
    document, tables = _read(text, name)
    known = {line.split()[0] for table in tables for line in table["defects"] if line.strip()}
    by_issue = {(str(table["rule"]), str(table["issue"])): table for table in tables}
    added: dict[int, list[Defect]] = {}
    for url, finding in found:
        if finding.fingerprint in known:
            continue
        known.add(finding.fingerprint)
        key = (finding.rule, finding.issue)
        if key not in by_issue:
            by_issue[key] = _new_table(url, finding)
            tables.append(by_issue[key])
        added.setdefault(id(by_issue[key]), []).append(Defect(finding.fingerprint, page_key(url)))
    for table in tables:
        if id(table) in added:
            table["defects"] = _lines([*map(Defect.of, table["defects"]), *added[id(table)]])
    return _written(document, tables), sum(map(len, added.values()))


def pruned(text: str, coverage: Coverage, name: str, *, untested: bool = False) -> tuple[str, int]:
    """Return the text of a baseline without what was mended, and how many defects went.

    With ``untested`` those of which nothing is known any longer go as well. Raises as ``updated``.
    """
    document, tables = _read(text, name)
    left: list[Table] = []
    count = 0
    for entry, table in zip(parse_baseline(text, name).entries, tables, strict=True):
        fixed, unknown = coverage.gone(entry)
        gone = [*fixed, *(unknown if untested else ())]
        kept = [defect for defect in entry.known() if defect not in gone]
        count += len(gone)
        if gone and kept:
            table["defects"] = _lines(kept)
        if kept or not gone:
            left.append(table)
    return _written(document, left), count


def _read(text: str, name: str) -> tuple[tomlkit.TOMLDocument, list[Table]]:
    if not text.strip():
        document = tomlkit.document()
        for line in _HEADER:
            document.add(tomlkit.comment(line))
        document.add("version", tomlkit.item(VERSION))
        return document, []
    parse_baseline(text, name)  # says what is wrong in words of ours
    document = tomlkit.parse(text)
    tables = document.get("issue", [])
    return document, list(tables.body) if isinstance(tables, AoT) else []


def _new_table(url: str, finding: Finding) -> Table:
    table = tomlkit.table()
    table["rule"] = finding.rule
    where = _where(url, finding)
    table["where"] = tomlkit.string(where, literal="'" not in where)
    table["issue"] = finding.issue
    table["defects"] = _lines([])
    for key in ("reason", "owner", "accepted_by"):
        table[key] = ""
    return table


def _where(url: str, finding: Finding) -> str:
    """Return words for a place, without what cannot be seen."""
    source = " ".join(finding.snippet.split())
    shown = source if len(source) <= _SNIPPET else source[: _SNIPPET - 1] + "…"
    said = f"{finding.where} of {page_key(url)}: {shown}"
    return "".join(character for character in said if character.isprintable())


def _lines(defects: Iterable[Defect]) -> Array:
    array = tomlkit.array()
    array.extend(map(str, sorted(defects, key=lambda defect: (defect.page, defect.fingerprint))))
    return array.multiline(multiline=True)


def _written(document: tomlkit.TOMLDocument, tables: list[Table]) -> str:
    """Put the file together, one blank line between entries, which tomlkit would make more with each change."""
    document.pop("issue", None)
    ordered = sorted(tables, key=lambda table: (str(table["rule"]), str(table["where"]), str(table["issue"])))
    return "\n\n".join([tomlkit.dumps(document).strip(), *map(_block, ordered)]) + "\n"


def _block(table: Table) -> str:
    return f"[[issue]]{table.trivia.comment_ws}{table.trivia.comment}\n{table.as_string().strip()}"
