"""Elements that stand once in the source and more than once in the tree."""

from a11ycheck.page.parse import parse
from a11ycheck.page.reopened import is_reopened


def test_an_anchor_that_is_not_closed_is_opened_once_more() -> None:
    """The first is the author's, what follows is the parser's (HTML standard 13.2.4.3)."""
    page = parse(b'<body><h1><a id="x"/>Kaavat</h1><p>Kaava</p><p><a href="/">Alku</a></p>', url="https://example.org/")
    found = [is_reopened(node) for node in page.tagged("a") if node.has("id")]
    assert found[0] is False
    assert any(found[1:])
    assert not any(is_reopened(node) for node in page.tagged("a") if node.has("href"))
