import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from a11ycheck import report
from a11ycheck.model import Report
from tests.report import factory

# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

EARL = Namespace("http://www.w3.org/ns/earl#")


def written(tmp_path: Path, made: Report) -> Path:
    (path,) = report.write(made, factory.settings(tmp_path, formats=("earl",)))
    return path


def graph(tmp_path: Path, made: Report) -> Graph:
    """Parse the report as linked data, all graphs in one, as a JSON-LD frame sees it."""
    path = written(tmp_path, made)
    dataset = Dataset(default_union=True)
    dataset.parse(path, format="json-ld")
    return dataset


def _parts(read: Graph, test: Node) -> Iterator[Node]:
    return read.objects(test, DCTERMS.isPartOf)


def test_it_has_the_shape_that_the_tools_of_the_act_rules_read(tmp_path: Path) -> None:
    """EarlReport, EarlSubject and EarlAssertion of act-tools: what each has to bear."""
    made = factory.ordinary()
    read = json.loads(written(tmp_path, made).read_text(encoding="utf-8"))
    assert read["assertor"] == {"name": "a11ycheck", "revision": "0.1.0"}
    assert {key: read[key] for key in ("@id", "name")} == {"@id": "_:assertor", "name": "a11ycheck"}
    assert [run["source"] for run in read["testRuns"]] == [page.final_url for page in made.pages]
    for run in read["testRuns"]:
        assert run["@type"] == ["TestSubject", "WebPage"]
        assert run["assertions"]
        for assertion in run["assertions"]:
            assert (assertion["@type"], assertion["assertedBy"]) == ("Assertion", "_:assertor")
            assert assertion["result"]["outcome"].startswith("earl:")
            assert assertion["test"]["title"] in {rule.id for rule in made.summary.rules}
            for requirement in assertion["test"]["isPartOf"]:
                assert requirement["title"].startswith("WCAG2: ")


@pytest.mark.parametrize("made", [factory.ordinary(), factory.hostile(), factory.report()])
def test_every_assertion_has_what_earl_requires(tmp_path: Path, made: Report) -> None:
    read = graph(tmp_path, made)
    assertions = set(read.subjects(RDF.type, EARL.Assertion))
    expected = sum(len(record.outcomes or made.summary.rules) for record in made.pages)
    assert len(assertions) == expected
    for each in assertions:
        for needed in (EARL.assertedBy, EARL.subject, EARL.test, EARL.result):  # EARL 1.0 Schema, section 2.1
            assert len(set(read.objects(each, needed))) == 1, needed


def test_outcomes_subjects_and_requirements_are_linked(tmp_path: Path) -> None:
    read = graph(tmp_path, factory.ordinary())
    outcomes = {str(each).partition("#")[2] for each in read.objects(None, EARL.outcome)}
    assert outcomes == {"passed", "failed", "cantTell", "inapplicable", "untested"}
    subject = read.value(None, DCTERMS.source, Literal(f"{factory.SITE}/palvelut/sivu-1"))
    tests = {
        str(read.value(test, DCTERMS.title)): {str(read.value(one, DCTERMS.title)) for one in _parts(read, test)}
        for assertion in read.subjects(EARL.subject, subject)
        for test in read.objects(assertion, EARL.test)
    }
    assert tests["link-without-name"] == {"WCAG2: 2.4.4", "WCAG2: 4.1.2"}
    assert tests["heading-level-skipped"] == set()
    act = URIRef("https://www.w3.org/WAI/standards-guidelines/act/rules/23a2a8/")
    assert (None, DCTERMS.relation, act) in read


def test_the_assertor_is_this_program(tmp_path: Path) -> None:
    read = graph(tmp_path, factory.ordinary())
    (assertor,) = set(read.objects(None, EARL.assertedBy))
    doap = Namespace("http://usefulinc.com/ns/doap#")
    assert (str(read.value(assertor, doap.name)), str(read.value(assertor, doap.revision))) == ("a11ycheck", "0.1.0")
    assert (assertor, RDF.type, EARL.Software) in read
