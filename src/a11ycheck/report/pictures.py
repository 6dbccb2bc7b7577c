"""The pictures of issues: files beside the reports that show or name them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from a11ycheck.model import PICTURE_MAKER, Issue, Report, Shot
from a11ycheck.report.atomic import STDOUT, CannotWriteError, replacing
from a11ycheck.report.places import Place

FOLDER = "pictures"
_FORMATS = ("html", "json")
_FILE = re.compile(rf"{FOLDER}/[0-9a-f]{{16}}\.webp")


class PicturesBeside:
    """The pictures that lie beside a report.json, for another report to take along; may be read more than once."""

    def __init__(self, folder: Path, issues: Iterable[Issue]) -> None:
        self._folder = folder
        self._issues = tuple(issues)

    def __iter__(self) -> Iterator[Shot]:
        for issue in self._issues:
            picture = issue.picture
            if picture is not None and _FILE.fullmatch(picture.file) and (self._folder / picture.file).is_file():
                data = (self._folder / picture.file).read_bytes()
                if PICTURE_MAKER.encode() in data:  # one of ours, whoever wrote the report
                    yield Shot(issue=issue.id, target=issue.target, picture=picture, data=data)


def write_pictures(report: Report, places: Iterable[Place]) -> None:
    """Write the pictures of the report's issues beside its HTML and JSON, and remove those of an earlier scan.

    ``CannotWriteError`` where the system refuses.
    """
    named = {issue.picture.file for issue in report.summary.issues if issue.picture is not None}
    beside = (place.path.parent for place in places if place.name in _FORMATS and place.path != STDOUT)
    for folder in dict.fromkeys(beside):
        for shot in report.shots:
            _write(shot, folder, named)
        _remove_older(folder / FOLDER, named)


def _write(shot: Shot, folder: Path, named: set[str]) -> None:
    if shot.picture.file in named and _FILE.fullmatch(shot.picture.file):
        with replacing(folder / shot.picture.file) as file:
            file.write(shot.data)


def _remove_older(folder: Path, named: set[str]) -> None:
    """Remove pictures of our names that say that we made them, and the folder where nothing is left in it."""
    if not folder.is_dir():
        return
    try:
        for path in folder.iterdir():
            file = f"{FOLDER}/{path.name}"
            if file not in named and _FILE.fullmatch(file) and PICTURE_MAKER.encode() in path.read_bytes():
                path.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise CannotWriteError(folder, error) from error


def with_pictures_at(place: Place, report: Report) -> Report:
    """Return a report whose issues name no pictures but those that lie beside it; other formats show none."""
    if place.name not in _FORMATS:
        return report
    issues = tuple(_with_picture_at(place.path, issue) for issue in report.summary.issues)
    return msgspec.structs.replace(report, summary=msgspec.structs.replace(report.summary, issues=issues))


def _with_picture_at(report: Path, issue: Issue) -> Issue:
    if issue.picture is None:
        return issue
    known = report != STDOUT and _FILE.fullmatch(issue.picture.file) and (report.parent / issue.picture.file).is_file()
    return issue if known else msgspec.structs.replace(issue, picture=None)
