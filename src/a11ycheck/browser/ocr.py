"""Reads text in pictures with Tesseract, where that is installed (``apt-get install tesseract-ocr``)."""

import io
import os
import shutil
import subprocess
from functools import cache, lru_cache

from PIL import Image, ImageChops

from a11ycheck.page.facts import ReadWord

_SECONDS = 4.0  # that Tesseract may take on one picture
_LARGEST = 1200  # pixels of a picture's longer side, as it is read
_MARGIN = 24  # pixels of white around it, without which words at the edge are missed
_LEAST = 40  # certainty, of 100, from which a word is kept
_LAYOUTS = ("6", "11")  # page segmentation modes: one block of text, and single words anywhere
_DATA = {"fi": "fin", "sv": "swe", "en": "eng"}
_COLUMNS = 12  # of Tesseract's table
_CERTAINTY, _TEXT = 10, 11


@cache
def languages() -> frozenset[str]:
    """Return the names of Tesseract's language data on this machine; none where it is not installed."""
    path = shutil.which("tesseract")
    if path is None:
        return frozenset()
    try:
        said = subprocess.run(  # noqa: S603  (a program of this machine, by its path)
            [path, "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(said.split()) & frozenset(_DATA.values())


@lru_cache(maxsize=512)
def words_in(png: bytes, language: str, enlarged: int = 1) -> tuple[ReadWord, ...] | None:
    """Return the words that are read in a picture, with how sure each is; None where nothing can be read here.

    ``language`` is a primary subtag; English is taken where there is no data for it. ``enlarged`` is how many times
    larger the picture is read: letters of less than some 20 pixels are hard to read.
    """
    data = _DATA.get(language, "eng")
    data = data if data in languages() else "eng"
    if data not in languages():
        return None
    picture = _prepared(png, enlarged)
    found: dict[str, int] = {}
    for layout in _LAYOUTS:
        for word in _read(picture, data, layout):
            found[word.text] = max(word.certainty, found.get(word.text, 0))
    return tuple(ReadWord(text, certainty) for text, certainty in found.items())


def _prepared(png: bytes, enlarged: int) -> bytes:
    """Return the picture in grey, by the darkest of its colours, with white around it."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.resize((picture.width * enlarged, picture.height * enlarged), Image.Resampling.LANCZOS)
    picture.thumbnail((_LARGEST, _LARGEST))
    red, green, blue = picture.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    framed = Image.new("L", (picture.width + 2 * _MARGIN, picture.height + 2 * _MARGIN), 255)
    framed.paste(darkest, (_MARGIN, _MARGIN))
    out = io.BytesIO()
    framed.save(out, "PNG")
    return out.getvalue()


def _read(png: bytes, data: str, layout: str) -> list[ReadWord]:
    path = shutil.which("tesseract") or "tesseract"
    try:
        ended = subprocess.run(  # noqa: S603  (as above; the picture is our own screenshot)
            [path, "stdin", "stdout", "--psm", layout, "-l", data, "tsv"],
            input=png,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    rows = (line.split("\t") for line in ended.stdout.decode("utf-8", errors="replace").splitlines()[1:])
    words = ((row[_TEXT].strip(), float(row[_CERTAINTY])) for row in rows if len(row) == _COLUMNS)
    return [ReadWord(text, int(certainty)) for text, certainty in words if text and certainty >= _LEAST]
