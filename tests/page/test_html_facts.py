"""The facts about elements, held against ARIA in HTML and the HTML standard, and against each other."""

import pytest

from a11ycheck.page import aria, html_facts

# Conditions that rules/html.toml explains.
CONDITIONS = {
    "", "href", "list", "figcaption", "named", "alt empty", "multiple or size", "in sectioning", "in list", "in dl",
    "in table", "in grid", "of details",
}  # fmt: skip

# HTML, section 4.10.5: the 22 types of input.
INPUT_TYPES = {
    "hidden", "text", "search", "tel", "url", "email", "password", "date", "month", "week", "time", "datetime-local",
    "number", "range", "color", "checkbox", "radio", "file", "submit", "image", "reset", "button",
}  # fmt: skip

OTHER = "something else"


def row(element: str, *conditions: str) -> html_facts.RoleRow:
    return html_facts.role_row(element, lambda condition: condition in conditions)


@pytest.mark.parametrize(
    "each", html_facts.FACTS.elements, ids=lambda each: f"{'+'.join(sorted(each.names))} {each.when}"
)
def test_a_row_names_only_what_exists(each: html_facts.RoleRow) -> None:
    assert each.when in CONDITIONS or each.when.removeprefix("type=") in INPUT_TYPES
    assert not each.implicit or aria.is_valid_role(each.implicit)
    assert each.roles == {"any"} or all(map(aria.is_valid_role, each.roles))
    assert each.implicit not in each.roles


@pytest.mark.parametrize("element", sorted(html_facts.ALLOWED_ROLES))
def test_only_the_last_row_of_an_element_is_unconditional(element: str) -> None:
    conditions = [each.when for each in html_facts.ALLOWED_ROLES[element]]
    assert all(conditions[:-1])
    assert conditions[-1] == ""
    assert len(conditions) == len(set(conditions))


@pytest.mark.parametrize(
    "each", html_facts.FACTS.elements, ids=lambda each: f"{'+'.join(sorted(each.names))} {each.when}"
)
def test_naming_is_prohibited_where_the_role_prohibits_it(each: html_facts.RoleRow) -> None:
    # Outside a list or without a name these two are generic as well, but ARIA in HTML does not say so of them.
    if each.implicit in aria.NAME_PROHIBITED - {"none"} and not each.names & {"li", "section"}:
        assert each.naming == "prohibited"


@pytest.mark.parametrize(
    ("element", "condition", "implicit"),
    [
        ("a", "href", "link"),
        ("a", OTHER, "generic"),
        ("h3", OTHER, "heading"),
        ("input", "type=checkbox", "checkbox"),
        ("input", "list", "combobox"),
        ("input", "type=password", ""),
        ("input", OTHER, "textbox"),
        ("footer", "in sectioning", "generic"),
        ("footer", OTHER, "contentinfo"),
        ("img", "alt empty", "none"),
        ("img", OTHER, "img"),
        ("section", "named", "region"),
        ("section", OTHER, "generic"),
        ("select", "multiple or size", "listbox"),
        ("select", OTHER, "combobox"),
        ("td", "in grid", "gridcell"),
        ("summary", "of details", ""),
    ],
)
def test_implicit_roles(element: str, condition: str, implicit: str) -> None:
    assert row(element, condition).implicit == implicit


@pytest.mark.parametrize(
    ("element", "condition", "role"),
    [
        ("a", "href", "button"),
        ("button", OTHER, "tab"),
        ("div", OTHER, "navigation"),
        ("nav", OTHER, "navigation"),
        ("ul", OTHER, "menu"),
        ("li", OTHER, "menuitem"),
        ("section", OTHER, "doc-chapter"),
        ("x-button", OTHER, "button"),
    ],
)
def test_roles_that_may_be_given(element: str, condition: str, role: str) -> None:
    assert row(element, condition).allows(role)


@pytest.mark.parametrize(
    ("element", "condition", "role"),
    [
        ("a", "href", "heading"),
        ("h2", OTHER, "button"),
        ("button", OTHER, "heading"),
        ("li", "in list", "menuitem"),
        ("main", OTHER, "region"),
        ("td", "in table", "button"),
        ("label", OTHER, "button"),
        ("div", "in dl", "button"),
        ("img", OTHER, "button"),
    ],
)
def test_roles_that_may_not_be_given(element: str, condition: str, role: str) -> None:
    assert not row(element, condition).allows(role)


@pytest.mark.parametrize("element", ["meta", "script", "title", "source", "html"])
def test_elements_that_bear_no_aria(element: str) -> None:
    assert row(element).aria == "none"


@pytest.mark.parametrize("element", ["span", "div", "p", "label", "strong", "caption", "time"])
def test_elements_that_may_not_be_named(element: str) -> None:
    assert row(element).naming == "prohibited"


def test_input_types() -> None:
    assert set(html_facts.INPUT_TYPES) == INPUT_TYPES
    assert html_facts.INPUT_TYPES["submit"] == "button"


def test_void_elements() -> None:
    # HTML, section 13.1.2.
    assert {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    } == html_facts.VOID  # fmt: skip


def test_autofill_fields() -> None:
    autofill = html_facts.AUTOFILL
    # WCAG 2.2, section 7, has 53 input purposes; HTML has one-time-code besides.
    assert len(autofill.fields) == 54
    assert set(autofill.fields.values()) == set(autofill.groups)
    assert autofill.contact_fields == {
        "tel", "tel-country-code", "tel-national", "tel-area-code", "tel-local", "tel-local-prefix",
        "tel-local-suffix", "tel-extension", "email", "impp",
    }  # fmt: skip
    assert autofill.contact == {"home", "work", "mobile", "fax", "pager"}


@pytest.mark.parametrize(
    ("name", "type_", "suits"),
    [
        ("bday", "date", True),
        ("email", "email", True),
        ("email", "text", True),
        ("tel", "tel", True),
        ("cc-exp", "month", True),
        ("street-address", "text", False),
        ("given-name", "email", False),
        ("new-password", "password", True),
    ],
)
def test_control_groups(name: str, type_: str, suits: bool) -> None:
    assert (type_ in html_facts.AUTOFILL.groups[html_facts.AUTOFILL.fields[name]]) is suits


def test_control_groups_name_types_of_input() -> None:
    for types in html_facts.AUTOFILL.groups.values():
        assert types <= INPUT_TYPES


def test_children_and_parents_agree() -> None:
    for parent, children in html_facts.CHILDREN.items():
        for child in children & set(html_facts.PARENTS):
            assert parent in html_facts.PARENTS[child]


def test_content_models() -> None:
    assert html_facts.CHILDREN["ul"] == {"li"}
    assert html_facts.CHILDREN["dl"] == {"dt", "dd", "div"}
    assert {"script", "template"} == html_facts.SCRIPT_SUPPORTING
    assert html_facts.PARENTS["figcaption"] == {"figure"}


def test_obsolete_features() -> None:
    for element in ("marquee", "blink", "font", "center", "frameset", "acronym"):
        assert element in html_facts.OBSOLETE
    assert not set(html_facts.OBSOLETE) & set(html_facts.PARENTS)
    assert "bgcolor" in html_facts.obsolete_attributes("table")
    assert "scope" in html_facts.obsolete_attributes("td")
    assert "scope" not in html_facts.obsolete_attributes("th")
    assert "onshow" in html_facts.obsolete_attributes("x-part")


def test_equivalents_name_attributes_that_exist() -> None:
    for each in html_facts.EQUIVALENTS:
        assert aria.attribute(each.aria) is not None
    disabled = next(each for each in html_facts.EQUIVALENTS if each.native == "disabled")
    assert disabled.elements == html_facts.DISABLEABLE


def test_conditions_of_interactive_elements() -> None:
    assert html_facts.INTERACTIVE["a"] == "href"
    assert html_facts.INTERACTIVE["button"] == ""
    assert html_facts.FOCUSABLE["summary"] == "of details"
    assert "label" not in html_facts.FOCUSABLE
