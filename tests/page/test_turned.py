import pytest

from a11ycheck.page.parse import parse_text
from a11ycheck.page.turned import turned_by_sheets

PAGE = "<!DOCTYPE html><html lang=en><head><style>{}</style></head><body><main><p>Bus</p></main></body></html>"


@pytest.mark.parametrize(
    ("sheet", "tags"),
    [
        ("@media" * 40_000 + "@media (orientation: portrait) { p { rotate: 1.2.3deg } }" * 1_000, ""),
        (
            "@media (orientation: portrait) { main { transform: translate(0) rotate(90deg) } p { rotate: -0.25turn } }",
            "main p",
        ),
        ("@media (orientation: portrait) { p { color: red } } main { transform: rotate(90deg) }", ""),
        ("@media (min-width: 60em) { main { transform: rotate(90deg) } }", ""),
        ("@media (orientation: landscape) { main { transform: rotate(360deg) } p { transform: rotate(270deg)", "p"),
        ("@media (orientation: landscape) { ]] { transform: rotate(90deg) } }", ""),
    ],
)
def test_what_one_orientation_turns_by_a_quarter(sheet: str, tags: str) -> None:
    page = parse_text(PAGE.format(sheet), url="https://region.example/")
    assert [node.tag for node in turned_by_sheets(page)] == tags.split()
