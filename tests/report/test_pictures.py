"""Pictures beside the report."""

from pathlib import Path

import msgspec
import pytest
from lxml import html

from a11ycheck import report
from a11ycheck.model import Issue, Picture, Report, Shot
from a11ycheck.report.json_report import read_json
from a11ycheck.settings import Language
from tests.report import factory

ID = "0123456789abcdef"
FILE = f"pictures/{ID}.webp"
OURS, THEIRS = b"RIFF WEBP a11ycheck", b"RIFF WEBP"


def pictured(file: str = FILE, url: str = f"{factory.SITE}/palvelut/sivu-1", lang: Language = "en") -> Report:
    picture = Picture(file=file, width=400, height=200, url=url)
    issues = (factory.issue(id=ID, picture=picture), factory.issue("link-without-name"))
    made = factory.report([factory.page()], issues, tested=1, lang=lang)
    shot = Shot(issue=ID, target="img", picture=picture, data=OURS)
    return msgspec.structs.replace(made, shots=(shot,))


def written(made: Report, folder: Path, *formats: str, lang: Language = "en") -> html.HtmlElement | None:
    report.write(made, factory.settings(folder, lang, formats=formats or ("html", "json")))
    path = folder / "report.html"
    return html.parse(path).getroot() if path.exists() else None


def issues_in(folder: Path) -> tuple[Issue, ...]:
    return read_json(folder / "report.json").summary.issues


@pytest.mark.parametrize(("lang", "said"), [("en", "outlined"), ("fi", "kehystettynä"), ("sv", "inramat")])
def test_an_issue_shows_its_picture_and_another_shows_none(tmp_path: Path, lang: Language, said: str) -> None:
    document = written(pictured(lang=lang), tmp_path, lang=lang)
    assert document is not None
    (image,) = document.xpath("//img")
    assert image.xpath(f"ancestor::article[@id='issue-{ID}']")
    assert (image.get("src"), image.get("width"), image.get("height"), image.get("loading")) == (
        FILE, "400", "200", "lazy",
    )  # fmt: skip
    assert said in image.get("alt")
    assert factory.SITE not in image.getparent().text_content()
    assert (tmp_path / FILE).read_bytes() == OURS
    assert [issue.picture is not None for issue in issues_in(tmp_path)] == [True, False]


def test_a_picture_of_another_page_says_so(tmp_path: Path) -> None:
    document = written(pictured(url=f"{factory.SITE}/muualla"), tmp_path)
    assert document is not None
    (image,) = document.xpath("//img")
    assert f"{factory.SITE}/muualla" in image.getparent().text_content()


def test_other_formats_leave_no_pictures(tmp_path: Path) -> None:
    written(pictured(), tmp_path, "sarif", "csv")
    assert not (tmp_path / "pictures").exists()


def test_a_report_on_standard_output_names_no_files(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    report.write(pictured(), factory.settings(tmp_path, formats=("json=-",)))
    assert b'"picture":null' in capfdbinary.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_pictures_of_an_earlier_scan_are_removed_and_others_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "fedcba9876543210.webp").write_bytes(OURS)
    (folder / "fedcba9876543211.webp").write_bytes(THEIRS)
    (folder / "own.webp").write_bytes(OURS)
    written(pictured(), tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == [f"{ID}.webp", "fedcba9876543211.webp", "own.webp"]


def test_the_folder_goes_with_its_last_picture(tmp_path: Path) -> None:
    written(pictured(), tmp_path)
    written(factory.report(), tmp_path)
    assert not (tmp_path / "pictures").exists()


def test_a_report_made_again_shows_the_pictures_beside_it(tmp_path: Path) -> None:
    written(pictured(), tmp_path)
    read = read_json(tmp_path / "report.json")
    again = written(read, tmp_path, "html")
    assert again is not None
    assert again.xpath("//img/@src") == [FILE]
    assert (tmp_path / FILE).is_file()


@pytest.mark.parametrize("file", ["../secret.webp", "https://elsewhere.example/a.webp", "pictures/../secret.webp"])
def test_no_report_shows_or_writes_a_file_of_another_name(tmp_path: Path, file: str) -> None:
    (tmp_path / "secret.webp").write_bytes(THEIRS)
    (tmp_path / "out" / "pictures").mkdir(parents=True)
    document = written(pictured(file=file), tmp_path / "out")
    assert document is not None
    assert document.xpath("//img") == []
    assert (tmp_path / "secret.webp").read_bytes() == THEIRS


def test_a_report_made_elsewhere_from_the_json_takes_the_pictures_along(tmp_path: Path) -> None:
    written(pictured(), tmp_path / "scan")
    read = read_json(tmp_path / "scan" / "report.json")
    document = written(read, tmp_path / "copy", "html")
    assert document is not None
    assert [image.get("src") for image in document.xpath("//img")] == [FILE]
    assert (tmp_path / "copy" / FILE).read_bytes() == OURS


def test_what_others_have_put_beside_the_json_is_not_taken_along(tmp_path: Path) -> None:
    written(pictured(), tmp_path / "scan")
    (tmp_path / "scan" / FILE).write_bytes(THEIRS)
    written(read_json(tmp_path / "scan" / "report.json"), tmp_path / "copy", "html")
    assert not (tmp_path / "copy" / "pictures").exists()
