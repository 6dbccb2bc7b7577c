"""Findings become issues, and get the pictures that were taken of them."""

import pytest

from a11ycheck.issues import Issues
from a11ycheck.model import Picture, Shot
from tests.report import factory

FIRST = factory.page(1, findings=(factory.finding(target="#first"), factory.finding(target="#second")))


@pytest.mark.parametrize(
    ("target", "url", "shown"),
    [
        ("#first", FIRST.final_url, True),
        ("#second", FIRST.final_url, False),  # it would stand above the source of another element
        ("#second", factory.page(2).final_url, True),
    ],
)
def test_a_picture_of_the_page_that_an_issue_names_shows_the_element_that_it_names(
    target: str, url: str, shown: bool
) -> None:
    picture = Picture(file="pictures/0123456789abcdef.webp", width=320, height=120, url=url)
    issues = Issues(factory.ALL_RULES)
    issues.add(FIRST)
    issues.add_picture(Shot(issue=FIRST.findings[0].issue, target=target, picture=picture, data=b""))
    (issue,) = issues.ranked()
    assert issue.picture == (picture if shown else None)


def test_an_issue_tells_what_it_says_of_other_elements_each_message_once_and_not_all() -> None:
    first, *others = ("one", "two", "one", "two", "three", "four", "five", "six", "seven")
    issues = Issues(factory.ALL_RULES)
    issues.add(factory.page(1, findings=(factory.finding(message=first),)))
    issues.add(factory.page(2, findings=tuple(factory.finding(message=other, target=f"#{other}") for other in others)))
    (issue,) = issues.ranked()
    assert issue.message == "one"
    assert [each.message for each in issue.elsewhere] == ["two", "three", "four", "five", "six"]
    assert {each.page for each in issue.elsewhere} == {factory.page(2).final_url}
    assert issue.elsewhere[0].target == "#two"
