"""The facts about roles and attributes, held against what WAI-ARIA 1.2 says in so many words."""

import pytest

from a11ycheck.page import aria

# WAI-ARIA 1.2, section 5.2.8.6: roles which cannot be named.
UNNAMED = {
    "caption", "code", "deletion", "emphasis", "generic", "insertion", "none", "paragraph", "presentation", "strong",
    "subscript", "superscript",
}  # fmt: skip


def known(name: str) -> aria.Role:
    found = aria.role(name)
    assert found is not None
    return found


def test_counts() -> None:
    concrete = {each.name for each in aria.ROLES.values() if not each.abstract}
    assert len(aria.ROLES) - len(concrete) == 12
    # DPUB-ARIA 1.1 has 41 roles, Graphics-ARIA 1.0 three.
    assert sum(name.startswith("doc-") for name in concrete) == 41
    assert sum(name.startswith("graphics-") for name in concrete) == 3
    newer = {each.name for each in aria.ROLES.values() if each.since == "1.3"}
    assert newer == {"comment", "image", "mark", "sectionfooter", "sectionheader", "suggestion"}
    # WAI-ARIA 1.2 has 48 states and properties.
    assert sum(each.since == "1.2" for each in aria.ATTRIBUTES.values()) == 48


@pytest.mark.parametrize("name", sorted(aria.ROLES))
def test_a_role_names_only_what_exists(name: str) -> None:
    each = known(name)
    named = each.superclass | each.context | each.children | each.allowed_children | each.grouping
    assert named <= set(aria.ROLES)
    assert each.synonym is None or each.synonym in aria.ROLES
    attributes = each.required | each.required_if_focusable | each.required_until_1_3
    attributes |= each.supported | each.supported_if_focusable | each.prohibited | set(each.implicit)
    assert attributes <= set(aria.ATTRIBUTES)


@pytest.mark.parametrize("name", sorted(aria.ROLES))
def test_a_role_does_not_contradict_itself(name: str) -> None:
    each = known(name)
    assert "roletype" in aria.kinds(name)
    assert not each.prohibited & aria.listed(name, focusable=True)
    assert not each.required & set(each.implicit)
    assert ("prohibited" in each.name_from) == ("aria-label" in each.prohibited)
    assert not (each.name_required and "prohibited" in each.name_from)
    assert set(each.implicit) <= aria.supported(name, focusable=True)


def test_an_owner_is_the_context_of_what_it_owns() -> None:
    for owner in aria.ROLES.values():
        for child in map(known, owner.children):
            assert not child.context or owner.name in child.context


@pytest.mark.parametrize("name", sorted(aria.ATTRIBUTES))
def test_tokens_go_with_token_types(name: str) -> None:
    each = aria.attribute(name)
    assert each is not None
    assert name.startswith("aria-")
    assert bool(each.tokens) == each.type.startswith("token")
    if each.tokens and each.default is not None:
        assert set(each.default.split()) <= each.tokens


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("checkbox", {"aria-checked"}),
        ("combobox", {"aria-controls", "aria-expanded"}),
        ("heading", {"aria-level"}),
        ("menuitemcheckbox", {"aria-checked"}),
        ("menuitemradio", {"aria-checked"}),
        ("meter", {"aria-valuenow"}),
        ("radio", {"aria-checked"}),
        ("scrollbar", {"aria-controls", "aria-valuenow"}),
        ("slider", {"aria-valuenow"}),
        ("switch", {"aria-checked"}),
    ],
)
def test_required_attributes(name: str, needed: set[str]) -> None:
    assert aria.required(name) == needed


def test_no_other_role_requires_an_attribute() -> None:
    assert sum(bool(aria.required(name)) for name in aria.ROLES) == 10


def test_what_only_the_older_version_requires_is_told_apart() -> None:
    assert known("combobox").required_until_1_3 == {"aria-controls"}


def test_required_attributes_with_an_implicit_value_are_not_asked_for() -> None:
    assert aria.required("option") == frozenset()
    assert known("option").implicit == {"aria-selected": "false"}


def test_a_separator_is_a_widget_only_where_it_takes_the_focus() -> None:
    assert aria.required("separator") == frozenset()
    assert aria.required("separator", focusable=True) == {"aria-valuenow"}
    assert "aria-valuenow" not in aria.supported("separator")
    assert "aria-valuenow" in aria.supported("separator", focusable=True)


def test_roles_which_cannot_be_named() -> None:
    assert {name for name in aria.NAME_PROHIBITED if known(name).since == "1.2"} == UNNAMED
    assert {"mark", "suggestion"} == aria.NAME_PROHIBITED - UNNAMED
    for name in UNNAMED:
        assert known(name).prohibited >= {"aria-label", "aria-labelledby"}
        assert "aria-label" not in aria.supported(name)
    assert "aria-roledescription" in known("generic").prohibited


def test_roles_named_from_content() -> None:
    # WAI-ARIA 1.2, section 5.2.8.5; "comment" is of 1.3.
    assert {name for name in aria.NAME_FROM_CONTENT if "-" not in name} == {
        "button", "cell", "checkbox", "columnheader", "comment", "gridcell", "heading", "link", "menuitem",
        "menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "sectionhead", "switch", "tab",
        "tooltip", "treeitem",
    }  # fmt: skip


def test_roles_whose_children_are_presentational() -> None:
    assert {name for name in aria.CHILDREN_PRESENTATIONAL if "-" not in name} == {
        "button", "checkbox", "image", "img", "menuitemcheckbox", "menuitemradio", "meter", "option", "progressbar",
        "radio", "scrollbar", "separator", "slider", "switch", "tab",
    }  # fmt: skip


def test_global_attributes() -> None:
    # WAI-ARIA 1.2, section 6.4, which names the four whose global use is deprecated.
    assert {"aria-disabled", "aria-errormessage", "aria-haspopup", "aria-invalid"} == aria.GLOBAL_BY_DEPRECATED_USE
    assert sum(aria.ATTRIBUTES[name].since == "1.2" for name in aria.GLOBAL_ATTRIBUTES) == 21
    assert "aria-expanded" not in aria.GLOBAL_ATTRIBUTES


def test_attributes_are_inherited() -> None:
    assert "aria-required" in aria.supported("searchbox")  # from textbox
    assert "aria-activedescendant" in aria.supported("listbox")  # from select, from composite
    assert "aria-modal" in aria.supported("alertdialog")  # from dialog, from window
    assert "aria-checked" in aria.supported("treeitem")  # from option
    assert "aria-expanded" not in aria.supported("list")
    assert "aria-checked" not in aria.supported("button")


def test_deprecated_global_use_is_allowed_and_known() -> None:
    assert "aria-disabled" in aria.supported("main")
    assert "aria-disabled" in aria.deprecated_use("main")
    assert "aria-disabled" not in aria.deprecated_use("button")
    assert aria.deprecated_use("separator") == {"aria-errormessage", "aria-haspopup", "aria-invalid"}


def test_an_element_without_a_role_takes_the_global_attributes() -> None:
    assert aria.supported("") == aria.GLOBAL_ATTRIBUTES
    assert aria.required("") == frozenset()
    assert aria.kinds("") == frozenset()


@pytest.mark.parametrize("name", ["button", "none", "presentation", "image", "doc-toc", "graphics-symbol", "directory"])
def test_valid_roles(name: str) -> None:
    assert aria.is_valid_role(name)


@pytest.mark.parametrize("name", ["", "input", "widget", "select", "structure", "roletype", "text", "header", "Button"])
def test_words_that_are_no_role_for_authors(name: str) -> None:
    assert not aria.is_valid_role(name)


def test_deprecated_features() -> None:
    # ARIA in HTML, section 4.3.
    assert {each.name for each in aria.ROLES.values() if each.deprecated} == {
        "directory", "doc-biblioentry", "doc-endnote",
    }  # fmt: skip
    assert {each.name for each in aria.ATTRIBUTES.values() if each.deprecated} == {"aria-dropeffect", "aria-grabbed"}


def test_context_and_children() -> None:
    assert known("tab").context == {"tablist"}
    assert known("row").context == {"grid", "rowgroup", "table", "treegrid"}
    assert known("list").children == {"listitem"}
    menu = known("menu")
    assert menu.children == {"menuitem", "menuitemcheckbox", "menuitemradio"}
    assert menu.grouping == {"group"}


def test_values() -> None:
    current = aria.attribute("aria-current")
    assert current is not None
    assert current.tokens == {"page", "step", "location", "date", "time", "true", "false"}
    for name, kind in {"aria-checked": "tristate", "aria-labelledby": "id list", "aria-level": "integer"}.items():
        found = aria.attribute(name)
        assert found is not None
        assert found.type == kind
    assert aria.attribute("aria-role") is None


def test_live_regions_have_their_implicit_values() -> None:
    assert known("alert").implicit == {"aria-live": "assertive", "aria-atomic": "true"}
    assert known("status").implicit == {"aria-live": "polite", "aria-atomic": "true"}
