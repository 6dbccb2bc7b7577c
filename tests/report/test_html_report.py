import re
from pathlib import Path

import lxml.html
import pytest

from a11ycheck import report, scan
from a11ycheck.model import Elsewhere, Evidence, Outcome, Reason, Report, Suppressed, Suppression, SuppressionState
from a11ycheck.report import html_report, page_files
from a11ycheck.report.templates import style_hash
from a11ycheck.settings import Language
from tests.report import factory


def written(tmp_path: Path, made: Report, lang: Language = "en", **changes: object) -> str:
    (path,) = report.write(made, factory.settings(tmp_path, lang, formats=("html",), **changes))
    return path.read_text(encoding="utf-8")


def tree(source: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(source.replace("<wbr>", ""))  # a place to break a line is no end of a word


def words(node: lxml.html.HtmlElement) -> str:
    return " ".join(" ".join(node.itertext()).split())


def section(source: str, heading: str) -> lxml.html.HtmlElement:
    return tree(source).xpath("//section[@aria-labelledby=$heading]", heading=heading)[0]


@pytest.mark.parametrize(
    ("lang", "title"),
    [("en", "Accessibility report"), ("fi", "Saavutettavuusraportti"), ("sv", "Tillgänglighetsrapport")],
)
def test_report_speaks_the_chosen_language(tmp_path: Path, lang: Language, title: str) -> None:
    document = tree(written(tmp_path, factory.ordinary(lang), lang))
    assert document.get("lang") == lang
    assert document.findtext("head/title") == f"{title}: {factory.SITE}/"
    assert [words(each).replace("\u00ad", "") for each in document.iter("h1")] == [title]


def test_health_stands_before_every_other_section_and_figure(tmp_path: Path) -> None:
    source = written(tmp_path, factory.ordinary())
    order = [each.get("aria-labelledby") for each in tree(source).xpath("//main/section")]
    assert order == ["health", "summary", "criteria", "issues", "advice", "pages", "documents", "left-out", "scan"]
    health = words(section(source, "health"))
    assert "4 of 48 pages were not tested" in health
    assert "A login page instead of the content 2" in health
    assert "1,400 known addresses were left out" in health


def test_complete_scan_says_so_and_still_what_no_rule_tested(tmp_path: Path) -> None:
    health = words(section(written(tmp_path, factory.report([factory.page()], tested=1)), "health"))
    assert "Every page that the scan reached was tested." in health
    assert "48 of 55 success criteria were not tested by any rule" in health
    assert "Pages not tested" not in health


@pytest.mark.parametrize(
    "made", [factory.report(), factory.report([factory.untested_page(1, Reason.TLS)], not_tested=1)]
)
def test_scan_that_tested_nothing_claims_nothing(tmp_path: Path, made: Report) -> None:
    source = written(tmp_path, made)
    assert "No page was tested. This report says nothing" in words(section(source, "health"))
    assert "No page was tested" in words(section(source, "issues"))
    assert "No issue was found" not in source
    assert 'class="badge passed"' not in re.sub(r"(?s)<caption>Success criteria by outcome.*?</table>", "", source)


def test_every_criterion_has_its_outcome_name_and_clause(tmp_path: Path) -> None:
    made = factory.ordinary()
    rows = section(written(tmp_path, made), "criteria").xpath(".//table[2]/tbody/tr[td]")
    shown = {words(row).split()[0]: words(row) for row in rows}
    assert list(shown) == [each.id for each in made.summary.criteria]
    assert shown["1.1.1"] == "1.1.1 Non-text Content A 9.1.1.1 Failed 1 issue (1.1.1)"
    assert shown["1.3.1"].endswith("Cannot tell 1 issue (1.3.1)")
    assert shown["2.4.2"].endswith("Passed 1 rule")
    assert shown["1.4.3"].endswith("Not applicable 1 rule")
    assert shown["2.5.8"].endswith("AA None Not tested A person must check")


def test_passed_is_said_not_to_mean_conformity(tmp_path: Path) -> None:
    lead = words(section(written(tmp_path, factory.ordinary()), "criteria"))
    assert "“Passed” means that no rule found a fault. It does not mean that the site conforms" in lead


def test_issues_keep_their_order_and_best_practices_stand_apart(tmp_path: Path) -> None:
    source = written(tmp_path, factory.ordinary())
    issues = [words(each) for each in section(source, "issues").iter("h3")]
    assert issues == [
        "Link without a name",
        "Image without a text alternative",
        "Form field without a label",
        "Page without a language",
    ]
    assert [words(each) for each in section(source, "advice").iter("h3")] == ["Heading level skipped"]


def test_issue_says_all_that_is_needed_to_mend_it(tmp_path: Path) -> None:
    entry = words(tree(written(tmp_path, factory.ordinary())).get_element_by_id("issue-image-without-name-1"))
    for part in (
        "12 pages", "24 occurrences", "Main content", factory.WHY, factory.FIX, "1.1.1 Non-text Content",
        "line 212, column 9", "main > article:nth-of-type(2) > figure > img", f"{factory.SITE}/palvelut/sivu-1",
        '<img src="/kuvat/kunnantalo-2024.jpg" class="wide" loading="lazy">', "12 pages with this issue",
    ):  # fmt: skip
        assert part in entry


def test_issue_says_role_and_name_as_they_are_computed(tmp_path: Path) -> None:
    made = (
        factory.issue(id="a", evidence=Evidence(role="link", name="Lue <b>lisää</b>", figures={"ratio": 2.1})),
        factory.issue(id="b", evidence=Evidence(role="img")),
        factory.issue(id="c", where="page", evidence=Evidence(role="document")),
    )
    source = written(tmp_path, factory.report([factory.page()], issues=made))
    rows = tree(source).xpath("//dt[.='Role and name']/following-sibling::dd")
    assert [row.text_content() for row in rows] == ["link, “Lue <b>lisää</b>”", "img, no name"]


def test_issue_shows_what_it_says_of_other_elements(tmp_path: Path) -> None:
    other = Elsewhere(
        message="“Lue lisää asumisesta” is 20 pixels high.",
        figures={"name": "Lue lisää asumisesta"},
        target="main > a",
        page=factory.page(1).final_url,
    )
    issue = factory.issue(elsewhere=(other,))
    entry = tree(written(tmp_path, factory.report([factory.page(1)], (issue,)))).get_element_by_id(f"issue-{issue.id}")
    (details,) = [each for each in entry.iter("details") if "20 pixels high" in words(each)]
    assert [each.get("lang") for each in details.iter("samp")] == ["fi"]


def test_best_practices_that_were_not_checked_are_not_called_followed(tmp_path: Path) -> None:
    rules = tuple(rule for rule in factory.ALL_RULES if rule.kind == "failure")
    source = written(tmp_path, factory.report([factory.page()], tested=1, rules=rules))
    assert words(section(source, "advice")) == "Best practices Best practices were not checked in this scan."


def test_documents_and_what_was_left_out_are_listed(tmp_path: Path) -> None:
    source = written(tmp_path, factory.ordinary())
    assert f"{factory.SITE}/tiedostot/hakemus.docx Office document" in words(section(source, "documents"))
    assert "Too many combinations of filters or sort orders 88" in words(section(source, "left-out"))


def test_quotations_bear_their_language_only_where_it_is_valid(tmp_path: Path) -> None:
    pages = [factory.page(1, language="fi"), factory.page(2, language="fi_FI"), factory.page(3, language="")]
    titles = section(written(tmp_path, factory.report(pages, tested=3)), "pages").xpath(".//th/a/bdi")
    assert [each.get("lang") for each in titles] == ["fi", None, None]


def test_quotations_whose_declared_language_is_wrong_bear_their_own(tmp_path: Path) -> None:
    title = "What you can see and do when you visit the village"
    pages = [factory.page(1, language="fi", title=title), factory.page(2, language="en", title=title)]
    titles = section(written(tmp_path, factory.report(pages, tested=2)), "pages").xpath(".//th/a/bdi")
    assert [each.get("lang") for each in titles] == ["en", "en"]


def test_what_a_message_quotes_bears_the_language_of_the_page(tmp_path: Path) -> None:
    quoted, said = "Mötet öppnades av <b>ordföranden", "The block holds prose: “{}”."
    evidence = Evidence(figures={"text": quoted, "name": "block"})
    issues = (factory.issue(message=said.format(quoted), evidence=evidence),)
    page = factory.page(1, language="sv", url=issues[0].first_page)
    (message,) = section(written(tmp_path, factory.report([page], issues, tested=1)), "issues").xpath(
        ".//p[contains(@class, 'message')]"
    )
    (quotation,) = message.xpath(".//samp")
    assert (quotation.text, quotation.get("lang")) == (quoted, "sv")
    assert "".join(message.itertext()) == said.format(quoted)


def test_what_axe_says_is_marked_as_english_in_a_finnish_report(tmp_path: Path) -> None:
    said = "Images must have alternative text (Element does not have an alt attribute)."
    evidence = Evidence(figures={"name": "Silta ja joki syksyllä", "axe": said})
    message = f"Kuvan nimi on ”Silta ja joki syksyllä”. axe on eri mieltä: {said}"
    issues = (factory.issue(message=message, evidence=evidence, also=("axe/image-alt",)),)
    page = factory.page(1, language="fi", url=issues[0].first_page)
    shown = section(written(tmp_path, factory.report([page], issues, tested=1), lang="fi"), "issues")
    assert [(each.text, each.get("lang")) for each in shown.xpath(".//p[contains(@class, 'message')]//samp")] == [
        ("Silta ja joki syksyllä", "fi"), (said, "en"),
    ]  # fmt: skip
    assert "Toinen arvio axe/image-alt" in words(shown)


def test_what_axe_looked_for_in_vain_is_not_listed_page_by_page(tmp_path: Path) -> None:
    outcomes = {"image-without-name": Outcome.PASSED, "axe/list": Outcome.INAPPLICABLE, "axe/aria-text": Outcome.FAILED}
    found = factory.finding(also=("axe/image-alt",))
    (record,) = factory.report([factory.page(1, outcomes=outcomes, findings=(found,))], tested=1).pages
    written(tmp_path, factory.report([record], tested=1))
    (file,) = (tmp_path / "pages").glob("0001.html")
    text = file.read_text(encoding="utf-8")
    assert "axe/aria-text" in text
    assert "axe/list" not in text
    assert 'Second opinion:</span> <code translate="no">axe/image-alt</code>' in text


def test_issues_of_one_title_are_numbered(tmp_path: Path) -> None:
    issues = (factory.issue(id="one"), factory.issue("link-without-name"), factory.issue(id="two"))
    headings = section(written(tmp_path, factory.report(issues=issues, tested=1)), "issues").xpath(".//h3")
    image, link = "Image without a text alternative", "Link without a name"
    assert [" ".join(each.itertext()).split() for each in headings] == [
        [*image.split(), "1/2"], link.split(), [*image.split(), "2/2"],
    ]  # fmt: skip


def test_hostile_pages_bring_no_element_attribute_or_link_of_their_own(tmp_path: Path) -> None:
    written(tmp_path, factory.hostile())
    for path in [tmp_path / "report.html", *(tmp_path / "pages").iterdir()]:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]", source)
        document = tree(source)
        assert not document.xpath("//script | //img | //iframe | //object | //embed | //base | //form | //link")
        assert not document.xpath("//@*[starts-with(name(), 'on')] | //@style | //@src")
        for link in document.xpath("//a/@href"):
            assert re.match(r"https?://|#|(\.\./)?(report\.html|report\.json|pages/\d{4}\.html|\d{4}\.html)", link), (
                link
            )
        assert len(source) < 200_000


def test_policy_allows_nothing_but_the_stylesheet_that_is_there(tmp_path: Path) -> None:
    written(tmp_path, factory.ordinary())
    for name in ("report.html", "pages/0001.html"):
        document = tree((tmp_path / name).read_text(encoding="utf-8"))
        (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        allowed = f"style-src '{style_hash(document.findtext('head/style'))}'"
        assert policy == f"default-src 'none'; img-src 'self' file:; {allowed}; base-uri 'none'; form-action 'none'"


def test_headings_go_down_by_one_level_at_a_time(tmp_path: Path) -> None:
    written(tmp_path, factory.ordinary())
    for path in [tmp_path / "report.html", tmp_path / "pages/0001.html", tmp_path / "pages/0004.html"]:
        levels = [int(each.tag[1]) for each in tree(path.read_text(encoding="utf-8")).xpath("//h1|//h2|//h3|//h4")]
        first = levels.index(1)
        assert levels.count(1) == 1
        assert all(below - above <= 1 for above, below in zip(levels[first:], levels[first + 1 :], strict=False))


def test_main_file_of_2000_pages_stays_within_5_megabytes(tmp_path: Path) -> None:
    made = factory.large(pages=2000, findings=50)
    index_only = factory.Pages(lambda: (factory.page(number) for number in range(1, 2001)))
    source = written(tmp_path, Report(summary=made.summary, pages=index_only))
    assert len(source.encode()) < 5_000_000
    assert "9,800 more issues are not shown here." in source
    assert "1,500 more pages are on further lists:" in source
    assert len(list((tmp_path / "pages").glob("list-*.html"))) == 3


def test_issue_titles_in_the_summary_are_those_that_mend_most(tmp_path: Path) -> None:
    links = section(written(tmp_path, factory.ordinary()), "summary").xpath(".//ol/li//a/@href")
    assert links[0] == "#issue-link-without-name-1"
    assert len(links) == 4


def test_outcomes_are_counted_whole() -> None:
    counted = dict(html_report.outcome_counts(factory.ordinary().summary))
    assert counted == {"failed": 4, "cantTell": 1, "passed": 1, "inapplicable": 1, "untested": 48}


def test_json_is_linked_only_where_it_is_written(tmp_path: Path) -> None:
    assert 'href="report.json"' not in written(tmp_path, factory.ordinary())
    report.write(factory.ordinary(), factory.settings(tmp_path))
    assert 'href="report.json"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def page_source(tmp_path: Path, number: int) -> str:
    return (tmp_path / page_files.FOLDER / page_files.page_file(number)).read_text(encoding="utf-8")


def test_page_file_shows_each_finding_and_every_outcome(tmp_path: Path) -> None:
    written(tmp_path, factory.ordinary())
    source = page_source(tmp_path, 1)
    groups = [words(each) for each in section(source, "findings").iter("h3")]
    assert groups == [
        "Link without a name",
        "Image without a text alternative",
        "Form field without a label",
        "Heading level skipped",
    ]
    assert len(section(source, "findings").xpath(".//ol/li")) == 5
    outcomes = words(section(source, "outcomes"))
    assert "Heading level skipped Best practice" in outcomes
    assert "Text with too little contrast Not tested" in outcomes


def test_page_that_was_not_tested_says_why_and_shows_no_figures(tmp_path: Path) -> None:
    written(tmp_path, factory.ordinary())
    source = page_source(tmp_path, 5)
    assert "A login page instead of the content" in words(section(source, "health"))
    assert "Redirected to the login service." in words(section(source, "facts"))
    assert not tree(source).find_class("figures")
    assert "No rule found a fault" not in source


def test_page_files_lead_to_their_neighbours(tmp_path: Path) -> None:
    written(tmp_path, factory.report([factory.page(number) for number in (1, 2, 3)], tested=3))
    links = [tree(page_source(tmp_path, number)).xpath("//header/nav//a/@href") for number in (1, 2, 3)]
    assert links == [
        ["../report.html", "../report.html#pages", "0002.html"],
        ["../report.html", "../report.html#pages", "0001.html", "0003.html"],
        ["../report.html", "../report.html#pages", "0002.html"],
    ]


def test_page_with_very_many_findings_is_cut_with_a_count(tmp_path: Path) -> None:
    found = (factory.finding(),) * 700
    written(tmp_path, factory.report([factory.page(findings=found)], tested=1))
    source = page_source(tmp_path, 1)
    assert len(section(source, "findings").xpath(".//ol/li")) == page_files.FINDINGS
    assert "200 more findings are in report.json." in source
    assert "700 occurrences" in source


def test_finding_that_needs_a_person_is_not_counted_as_failed(tmp_path: Path) -> None:
    found = (factory.finding(), factory.finding(outcome=Outcome.CANT_TELL), factory.finding("heading-level-skipped"))
    source = written(tmp_path, factory.report([factory.page(findings=found)], tested=1))
    row = section(source, "pages").xpath(".//tbody/tr")[0]
    assert [words(cell) for cell in row.iter("td")] == ["Tested", "1", "1", "1"]


def test_smaller_scan_removes_the_files_of_the_larger_one_and_nothing_else(tmp_path: Path) -> None:
    written(tmp_path, factory.report([factory.page(number) for number in range(1, 6)], tested=5))
    own = tmp_path / "pages" / "0005.html"
    own.write_text("<h1>Our own page of that name</h1>")
    (tmp_path / "pages" / "notes.txt").write_text("keep")
    written(tmp_path, factory.report([factory.page(1), factory.page(2)], tested=2))
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == [
        "0001.html",
        "0002.html",
        "0005.html",
        "notes.txt",
    ]
    written(tmp_path, factory.report())
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["0005.html", "notes.txt"]


def repetitive() -> Report:
    """Issues of one title after each other, on a page that says that its language is another one."""
    issues = tuple(factory.issue(id=f"{number:016x}") for number in range(3))
    page = factory.page(1, language="fi", title="A pier and a sunshade that stand on the sand of the beach")
    return factory.report([page], issues, tested=1)


@pytest.mark.parametrize("made", [factory.ordinary(), factory.hostile(), factory.report(), repetitive()])
def test_the_rules_find_nothing_in_the_report_itself(tmp_path: Path, made: Report) -> None:
    written(tmp_path / "report", made)
    own = scan(str(tmp_path / "report"), engine="static", jobs=1, level="AAA")
    assert own.summary.scan.complete
    assert {issue.rule: issue.snippet for issue in own.summary.issues} == {}


def test_what_the_sources_suppress_has_a_section_of_its_own(tmp_path: Path) -> None:
    said = (excuse("image-without-name", "Kuva vaihtuu"), excuse("no-such-rule", "", SuppressionState.UNKNOWN_RULE))
    found = (factory.finding(suppressed=Suppressed(reason="Kuva vaihtuu", number=1)), factory.finding())
    made = factory.report([factory.page(findings=found, suppressions=said)], tested=1)
    shown = [words(row) for row in section(written(tmp_path, made), "suppressed").xpath(".//tbody/tr")]
    title = "Image without a text alternative image-without-name"
    assert shown == [
        f"{title} /palvelut/sivu-1 , line 7 Kuva vaihtuu Suppresses 1 finding.",
        "no-such-rule /palvelut/sivu-1 , line 7 none given Names a rule that does not exist.",
    ]
    assert "Kuva vaihtuu" not in words(section(written(tmp_path, made), "health"))


def test_many_suppressions_are_cut_and_counted(tmp_path: Path) -> None:
    many = tuple(excuse("image-without-name", f"Syy {number}") for number in range(page_files.SUPPRESSIONS + 3))
    source = written(tmp_path, factory.report([factory.page(suppressions=many)], tested=1))
    assert "Syy 199" in source
    assert "Syy 200" not in source
    assert "3 more are in the data of the scan." in source


def test_without_suppressions_there_is_no_section_of_them(tmp_path: Path) -> None:
    assert 'id="suppressed"' not in written(tmp_path, factory.report([factory.page()], tested=1))


def excuse(rule: str, reason: str, state: SuppressionState = SuppressionState.USED) -> Suppression:
    return Suppression(rule=rule, reason=reason, target="main > img", line=7, state=state)
