import time

import pytest

from a11ycheck.crawl.content import declared_type, document_kind, looks_like_html


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html", ("text/html", "")),
        ("Text/HTML;Charset=UTF-8", ("text/html", "utf-8")),
        ('application/xhtml+xml; x=1; charset="windows-1252"', ("application/xhtml+xml", "windows-1252")),
        ("", ("", "")),
        ("text/html\x1b[31m; charset=\x00utf-8", ("text/html[31m", "utf-8")),
    ],
)
def test_content_type_headers(header: str, expected: tuple[str, str]) -> None:
    assert declared_type(header) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b" <!-- a --> <!-- b --><HTML>", True),
        (b"<p>x", True),
        (b"<pre>x", False),
        (b"<?xml version='1.0'?><rss>", False),
        (b"", False),
    ],
)
def test_html_is_known_by_its_beginning(body: bytes, expected: bool) -> None:
    assert looks_like_html(body) is expected


def test_a_row_of_comments_takes_no_time() -> None:
    began = time.monotonic()
    assert not looks_like_html(b"<!---->" * 100_000)  # tried again from each comment it would take hours
    assert not looks_like_html(b"<!--" * 100_000)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("application/pdf", "pdf"),
        ("application/msword", "office"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "office"),
        ("application/vnd.oasis.opendocument.text", "office"),
        ("application/zip", "other"),
        ("text/plain", "other"),
        ("image/png", None),
        ("application/json", None),
        ("application/rss+xml", None),
    ],
)
def test_documents_have_a_kind(media_type: str, expected: str | None) -> None:
    assert document_kind(media_type) == expected
