from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from a11ycheck import report
from a11ycheck.model import Outcome, Report, Suppressed
from tests.report import factory

# What Jenkins' xUnit plug-in accepts, as far as we write it.
XSD = etree.XMLSchema(
    etree.fromstring(
        b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="result" mixed="true">
    <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string"/>
  </xs:complexType>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence><xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
        <xs:choice minOccurs="0">
          <xs:element name="skipped" type="result"/>
          <xs:element name="error" type="result"/>
          <xs:element name="failure" type="result"/>
        </xs:choice>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="classname" type="xs:string" use="required"/>
        <xs:attribute name="time" type="xs:decimal"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
      <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
      <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
      <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
      <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
      <xs:attribute name="timestamp" type="xs:dateTime"/>
      <xs:attribute name="time" type="xs:decimal"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="name" type="xs:string"/>
  </xs:complexType></xs:element>
</xs:schema>"""
    )
)


def written(tmp_path: Path, made: Report) -> Path:
    (path,) = report.write(made, factory.settings(tmp_path, formats=("junit",)))
    return path


@pytest.mark.parametrize("made", [factory.ordinary(), factory.hostile(), factory.report()])
def test_the_schema_accepts_it(tmp_path: Path, made: Report) -> None:
    XSD.assertValid(etree.parse(written(tmp_path, made)))


def test_a_reader_of_junit_counts_the_same(tmp_path: Path) -> None:
    suites = list(JUnitXml.fromfile(str(written(tmp_path, factory.ordinary()))))
    assert len(suites) == 48
    first = suites[0]
    results = {case.name.partition(":")[0]: [type(each) for each in case.result] for case in first}
    assert results["image-without-name"] == [Failure]
    assert (
        results["field-without-label"] == results["text-contrast-low"] == results["heading-level-skipped"] == [Skipped]
    )
    assert results["page-title-missing"] == []
    assert "heading-empty" not in results  # inapplicable
    assert (first.tests, first.failures, first.errors, first.skipped) == (8, 2, 0, 3)


def test_a_failure_says_what_where_and_how_to_mend(tmp_path: Path) -> None:
    suite = next(iter(JUnitXml.fromfile(str(written(tmp_path, factory.ordinary())))))
    (failure,) = next(case for case in suite if case.name.startswith("image-without-name")).result
    assert failure.message == "The image has no text alternative. (+1)"
    assert "main > article:nth-of-type(2) > figure > img (212:9)" in failure.text
    assert "kunnantalo-2024.jpg" in failure.text
    assert failure.text.endswith(factory.FIX)


def test_a_page_that_was_not_tested_is_an_error(tmp_path: Path) -> None:
    suites = JUnitXml.fromfile(str(written(tmp_path, factory.ordinary())))
    errors = [each for suite in suites for case in suite for each in case.result if isinstance(each, Error)]
    assert [each.message for each in errors] == [
        "The server answered with an error",
        "A login page instead of the content",
        "A login page instead of the content",
        "Too slow: the time limit was reached",
    ]


def test_a_rule_of_axe_that_is_joined_with_ours_is_told_once(tmp_path: Path) -> None:
    found = (factory.finding(also=("axe/image-alt",)),)
    outcomes = {"image-without-name": Outcome.FAILED, "axe/image-alt": Outcome.FAILED, "axe/region": Outcome.PASSED}
    (suite,) = JUnitXml.fromfile(
        str(written(tmp_path, factory.report([factory.page(findings=found, outcomes=outcomes)], tested=1)))
    )
    assert [case.name.partition(":")[0] for case in suite] == ["image-without-name", "axe/region"]


def test_what_the_source_suppresses_fails_no_build(tmp_path: Path) -> None:
    found = (factory.finding(suppressed=Suppressed(reason="x", number=1)),)
    pages = [factory.page(findings=found, outcomes={"image-without-name": Outcome.FAILED})]
    (suite,) = JUnitXml.fromfile(str(written(tmp_path, factory.report(pages, tested=1))))
    assert (suite.failures, suite.skipped) == (0, 1)
