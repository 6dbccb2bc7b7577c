"""Small but whole PDF and Word files, for the site's archives to link to."""

import io
import zipfile
from xml.sax.saxutils import escape

_DOCX_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    ),
    "word/document.xml": (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
        '<w:r><w:rPr><w:lang w:val="{language}"/></w:rPr><w:t>{title}</w:t></w:r></w:p></w:body></w:document>'
    ),
}
_EPOCH = (2026, 1, 1, 0, 0, 0)  # a fixed time in the archive, so that two builds are equal


def make_document(suffix: str, title: str, language: str) -> bytes:
    """Return a one-line document of the kind that ``suffix`` names (``pdf`` or ``docx``)."""
    return {"pdf": _pdf, "docx": _docx}[suffix](title, language)


def _docx(title: str, language: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _DOCX_PARTS.items():
            filled = text.replace("{title}", escape(title)).replace("{language}", language)
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), '<?xml version="1.0" encoding="UTF-8"?>' + filled)
    return packed.getvalue()


def _pdf(title: str, language: str) -> bytes:
    """Return a tagged PDF 1.7 with title and language (ISO 32000-1, 14.7 and 14.9)."""
    shown = title.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    stream = b"/P <</MCID 0>> BDC BT /F1 16 Tf 60 760 Td (" + shown + b") Tj ET EMC"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(%s)/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R"
        b"/ViewerPreferences<</DisplayDocTitle true>>>>" % language.encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/StructParents 0/Tabs/S"
            b"/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[7 0 R]]>>>>",
        b"<</Type/StructElem/S/P/P 6 0 R/Pg 3 0 R/K 0>>",
        b"<</Title<%s>>>" % ("\ufeff" + title).encode("utf-16-be").hex().encode(),
    ]
    return _pdf_file(bodies)


def _pdf_file(bodies: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    start = len(out)
    size = len(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(bodies), start)
    return bytes(out)
