"""From bytes to a tree: encodings, broken markup, hostile sizes. html5lib is the independent judge of the tree."""

import html5lib
import pytest
from bs4 import BeautifulSoup

from a11ycheck.page import Element
from a11ycheck.page.mark import mark, snippet
from a11ycheck.page.parse import parse, parse_text
from a11ycheck.page.selector import selector

BROKEN = [
    "<p>a<table><tr><td>x<p>b</table>c",
    "<table><p>foster<tr><td>a</table>",
    "<ul><li>a<li>b</ul></div><b><i>x</b>y</i>",
    "<a href=1>x<a href=2>y",
    "<p><div>a</p></div><form><form><input>",
    "<svg><p>a</svg><math><mi>x</math>",
    "<select><option>a<option>b</select>d",
    "<!doctype html><body><head><title>t</title><body class=b>",
    "<li<p>a</li<p><div @click=x :b=1 c=1 c=2>",
    "</p></br><h1>a<h2>b</h1>",
    "",
    "\x00<p>\x00a",
    "<!-- <p>a -- > --><p>b<!-->c",
    "<textarea><p>a</textarea><title><b></title><script><p></script>",
    "<frameset><frame src=a></frameset>",
    "<button><button>a</button></button><p id=a id=b>",
]


def shape(node: Element) -> list[object]:
    """Tags and texts of a tree, text runs joined."""
    parts: list[object] = []
    for child in node.children:
        if isinstance(child, str):
            if parts and isinstance(parts[-1], str):
                parts[-1] = f"{parts[-1]}{child}"
            else:
                parts.append(child)
        else:
            parts.append((child.tag.rpartition(":")[2], shape(child)))
    return parts


def shape_of_html5lib(html: str) -> list[object]:
    def of(node: object) -> list[object]:
        parts: list[object] = []
        for child in node.childNodes:  # type: ignore[attr-defined]  # html5lib leaves its trees untyped
            if child.nodeType == child.TEXT_NODE:
                if parts and isinstance(parts[-1], str):
                    parts[-1] = f"{parts[-1]}{child.data}"
                else:
                    parts.append(child.data)
            elif child.nodeType == child.ELEMENT_NODE:
                parts.append((child.tagName.rpartition(":")[2], of(child)))
        return parts

    return of(html5lib.parse(html, treebuilder="dom").documentElement)


@pytest.mark.parametrize("html", BROKEN)
@pytest.mark.filterwarnings("ignore")
def test_the_tree_is_that_of_the_standard(html: str) -> None:
    assert shape(parse_text(html).root) == shape_of_html5lib(html.replace("\x00", "\ufffd"))


@pytest.mark.parametrize(
    ("body", "charset", "text", "encoding"),
    [
        ("<p>Äänekoski".encode(), "utf-8", "Äänekoski", "utf-8"),
        ("<p>Äänekoski".encode(), "", "Äänekoski", "utf-8"),
        ("<p>Äänekoski – ”joki”".encode("windows-1252"), "utf-8", "Äänekoski – ”joki”", "windows-1252"),
        ("<p>Äänekoski".encode(), "windows-1252", "Äänekoski", "utf-8"),
        ("<p>Äänekoski".encode(), "iso-8859-1", "Äänekoski", "utf-8"),
        ("<meta charset=iso-8859-1><p>Äänekoski ”".encode("windows-1252"), "", "Äänekoski ”", "windows-1252"),
        ("<meta charset=koi8-r><p>Хельсинки".encode("koi8-r"), "", "Хельсинки", "koi8-r"),
        ("\ufeff<p>Äänekoski".encode("utf-16-le"), "", "Äänekoski", "utf-16-le"),
        ("\ufeff<p>Äänekoski".encode("utf-16-be"), "utf-8", "Äänekoski", "utf-16-be"),
        ("\ufeff<p>Äänekoski".encode(), "iso-8859-1", "Äänekoski", "utf-8"),
        ("<meta charset=utf-16><p>Äänekoski".encode(), "", "Äänekoski", "utf-8"),
        (b"<p>\xc4\x81\x8d\x9d\xe4", "no-such-charset", "Ä", "windows-1252"),
    ],
)
def test_the_encoding(body: bytes, charset: str, text: str, encoding: str) -> None:
    page = parse(body, url="", charset=charset)
    assert page.encoding == encoding
    assert page.body is not None
    assert page.body.text.startswith(text)


def test_five_thousand_levels_answer_everything() -> None:
    page = parse_text("<div>" * 5000 + "<a href=/ aria-label=nimi><b>pohja</b></a>")
    deepest = page.tagged("a")[0]
    assert deepest.name == "nimi"
    assert deepest.exposed
    assert deepest.lang == ""
    assert len(list(deepest.ancestors)) <= 513
    assert page.body is not None
    assert page.body.text == "pohja"
    assert mark(deepest).target.endswith("> a")


def test_two_hundred_thousand_elements() -> None:
    page = parse_text("<p><b>a</b></p>" * 100_000)
    assert len(page.elements) == 200_003
    assert page.elements[-1].text == "a"


def test_ten_megabytes_in_one_line() -> None:
    page = parse_text("<p title='" + "a" * 5_000_000 + "'>" + "sana " * 1_000_000)
    assert len(snippet(page.tagged("p")[0])) <= 300


def test_the_first_of_two_attributes_counts() -> None:
    page = parse_text("<p id=a id=b>")
    assert page.tagged("p")[0].get("id") == "a"
    assert [fault.code for fault in page.parse_errors] == ["duplicate-attribute"]


def test_lines_and_columns_count_from_one() -> None:
    page = parse_text("<html>\n<body>\r\n  <p>a</p><img>")
    assert [(node.tag, node.line, node.column) for node in page.elements if node.tag in ("p", "img")] == [
        ("p", 3, 3),
        ("img", 3, 11),
    ]


def test_shadow_trees_and_frames_are_joined_in() -> None:
    page = parse_text(
        "<div id=a><template shadowrootmode=open><b id=a>varjo</b><slot></slot></template>valo</div>"
        '<iframe srcdoc="<p id=a>kehys</p>"></iframe>'
    )
    assert page.body is not None
    assert page.body.text == "varjovalo kehys"
    assert page.by_id("a") is page.tagged("div")[0]
    assert page.by_id("a", page.tagged("div")[0]) is page.tagged("b")[0]


@pytest.mark.parametrize("html", [*BROKEN, '<p id="a b"><p id=1><i></i></p><div id=x><i></i><b></b><i></i></div>'])
def test_a_selector_finds_exactly_its_element(html: str) -> None:
    page = parse_text(html)
    soup = BeautifulSoup(html, "html5lib") if html.startswith("<p id=") else None
    found = {selector(node) for node in page.elements}
    assert len(found) == len(page.elements)
    for node in page.elements if soup else ():
        matches = soup.select(selector(node)) if soup else []
        assert len(matches) == 1
        assert matches[0].name == node.tag


def test_comments_know_the_element_that_follows_them() -> None:
    page = parse_text(
        "<!--a--><html><!--b--><body>x<!--c-->t<p>a<!--d--></p><!--e--><!--f--><i></i></body></html><!--g-->"
    )
    found = {comment.text: comment.before.tag if comment.before else None for comment in page.comments}
    assert found == {"a": "html", "b": "head", "c": "p", "d": None, "e": "i", "f": "i", "g": None}
