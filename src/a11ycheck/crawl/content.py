"""What the bytes of an answer are, by what the server says and by what they look like."""

import codecs
import re
from email.message import Message

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = 1024  # bytes that are looked at; browsers look at as many for a <meta charset>
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Possessive throughout: a row of comments must not be tried in all divisions.
_MARKUP = re.compile(
    rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|style|link|h1|div|p|a|table|br|b|iframe)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_BINARY = {
    b"%PDF-": "application/pdf",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
    b"\xff\xd8\xff": "image/jpeg",
    b"PK\x03\x04": "application/zip",
    b"\xd0\xcf\x11\xe0": "application/x-ole-storage",
    b"\x1f\x8b": "application/gzip",
    b"\x00\x00\x01\x00": "image/x-icon",
    b"RIFF": "application/octet-stream",
    b"wOF": "font/woff",
    b"\x7fELF": "application/octet-stream",
}


def declared_type(content_type: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type header, both in lower case, "" where they are not given."""
    if not content_type.strip():
        return "", ""
    message = Message()
    message["Content-Type"] = "".join(filter(str.isprintable, content_type))
    charset = message.get_param("charset", "")
    return message.get_content_type(), charset.strip().lower() if isinstance(charset, str) else ""


def binary_type(body: bytes) -> str | None:
    """Return the media type of data that is no text whatever the server calls it, None for text.

    NUL bytes make no HTML binary: a faulty page with some is still a page, and UTF-16 is full of them.
    """
    head = body[:_HEAD]
    for signature, media_type in _BINARY.items():
        if head.startswith(signature):
            return media_type
    if b"\x00" not in head or head.startswith(_MARKS) or head.replace(b"\x00", b"").lstrip().startswith(b"<"):
        return None
    return "application/octet-stream"


def looks_like_html(body: bytes) -> bool:
    """Say whether data of no declared type begins as HTML does (WHATWG MIME Sniffing, section 7.1, shortened)."""
    head = body[:_HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return _MARKUP.match(head.replace(b"\x00", b"")) is not None


def written_size(size: int) -> str:
    """Return a number of bytes as people write it in all three languages, exactly: "10 MB"."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if size % factor == 0:
            return f"{size // factor} {unit}"
    return f"{size} B"


def document_kind(media_type: str) -> str | None:
    """Return "pdf", "office" or "other" for a file that people read or download, None for what a page is made of."""
    if media_type == "application/pdf":
        return "pdf"
    if re.search(r"msword|ms-(?:excel|powerpoint)|officedocument|opendocument|ole-storage|rtf", media_type):
        return "office"
    main = media_type.partition("/")[0]
    made_of = main in ("image", "audio", "video", "font") or re.search(r"javascript|css|json|xml", media_type)
    return None if made_of else "other"
