"""Pictures of issues, as a scan in a browser takes them."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from a11ycheck import scan
from a11ycheck.browser.driver import Browser
from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.model import Examined, Report, Shot
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, checking, whole
from tests.crawl.web import Web

pytestmark = pytest.mark.xdist_group("browser")

GREEN, BLUE = (0, 128, 0), (0, 0, 160)
STYLE = """<style>
  body { margin: 0; font: 16px sans-serif; background: green }
  #field { position: absolute; left: 200px; top: 300px; width: 200px; height: 40px; padding: 0; border: 0 }
  #lone { position: absolute; left: 220px; top: 360px; width: 60px; height: 24px; background: #0000a0; border: 0 }
  main { color: white; background: #222 }
</style>"""
SHADOW = (
    "<div id=host></div><script>host.attachShadow({mode: 'MODE'}).innerHTML = '<input aria-label=Nimi"
    ' value="Maija Meikäläinen" style="position:absolute;left:200px;top:300px;width:200px;height:40px;'
    "padding:0;border:0\">'</script>"
)
BUTTON = "<button id=lone type=button></button>"


def form(field: str) -> str:
    return f"<main>{CONTENT}</main><form aria-label=Haku>{field}{BUTTON}</form>"


@pytest.fixture
def taking(web: Web) -> Iterator[tuple[BrowserWorkers, Settings]]:
    settings = Settings(engine="browser", robots=False, timeout=20.0, rules=("button-without-name",))
    with BrowserWorkers(settings, 1) as workers:
        yield workers, settings


def shots_of(web: Web, taking: tuple[BrowserWorkers, Settings], path: str) -> tuple[Examined, list[Shot]]:
    workers, settings = taking
    examined = checking(web, workers, settings)(path)
    return examined, list(workers.shots)


def near(found: object, wanted: tuple[int, int, int], by: int = 24) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))  # type: ignore[call-overload]  # a pixel


@pytest.mark.parametrize(
    "field",
    [
        "<input id=field aria-label=Nimi value='Maija Meikäläinen'>",
        "<textarea id=field aria-label=Nimi>Maija Meikäläinen</textarea>",
        "<div id=field role=textbox aria-label=Nimi contenteditable>Maija Meikäläinen</div>",
        "<input id=field aria-label=Nimi><script>field.value = 'Maija Meikäläinen'</script>",
        SHADOW.replace("MODE", "open"),
        SHADOW.replace("MODE", "closed"),
        (
            "<iframe title=Nimi style='position:absolute;left:200px;top:300px;width:200px;height:40px;border:0'"
            ' srcdoc=\'<body style="margin:0"><input aria-label=Nimi value="Maija Meikäläinen"'
            ' style="width:200px;height:40px;border:0;padding:0;box-sizing:border-box">\'></iframe>'
        ),
    ],
    ids=["value", "textarea", "editable", "by script", "shadow tree", "closed tree", "frame"],
)
def test_the_element_is_outlined_and_fields_are_flat(
    web: Web, taking: tuple[BrowserWorkers, Settings], field: str
) -> None:
    web.pages["/form"] = whole(form(field), STYLE)
    examined, (shot,) = shots_of(web, taking, "/form")
    (finding,) = examined.record.findings
    assert (shot.issue, shot.target) == (finding.issue, "#lone")
    assert shot.picture.url == web.url("/form")
    image = Image.open(io.BytesIO(shot.data)).convert("RGB")
    assert image.size == (shot.picture.width, shot.picture.height) == (320, 120)
    # The button's middle is the picture's: at 250, 372 on the page.
    x, y = 90, 312  # of the picture's corner on the page
    assert near(image.getpixel((250 - x, 372 - y)), BLUE)
    assert near(image.getpixel((218 - x, 372 - y)), (179, 0, 89), 60)
    assert near(image.getpixel((210 - x, 372 - y)), GREEN)
    flat = [image.getpixel((column, row)) for column in range(204 - x, 396 - x, 4) for row in range(2, 336 - y, 4)]
    assert flat
    assert all(near(pixel, (190, 190, 190)) for pixel in flat)


def test_an_empty_field_is_shown(web: Web, taking: tuple[BrowserWorkers, Settings]) -> None:
    web.pages["/empty"] = whole(form("<input id=field aria-label=Nimi>"), STYLE)
    _, (shot,) = shots_of(web, taking, "/empty")
    image = Image.open(io.BytesIO(shot.data)).convert("RGB")
    assert near(image.getpixel((350 - 90, 4)), (255, 255, 255))


def test_two_pages_of_one_issue_give_one_picture(web: Web, taking: tuple[BrowserWorkers, Settings]) -> None:
    web.pages["/one"] = web.pages["/two"] = whole(form(""), STYLE)
    _, shots = shots_of(web, taking, "/one")
    _, both = shots_of(web, taking, "/two")
    assert len(shots) == len(both) == 1


def test_what_cannot_be_seen_on_one_page_is_pictured_on_another(
    web: Web, taking: tuple[BrowserWorkers, Settings]
) -> None:
    web.pages["/hidden"] = whole(form(""), STYLE + "<style>#lone { left: -999px }</style>")
    web.pages["/seen"] = whole(form(""), STYLE)
    assert shots_of(web, taking, "/hidden")[1] == []
    (shot,) = shots_of(web, taking, "/seen")[1]
    assert shot.picture.url == web.url("/seen")


def test_a_page_gives_some_pictures_and_the_next_one_the_rest(
    web: Web, taking: tuple[BrowserWorkers, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11ycheck.browser.gallery._A_PAGE", 6)
    web.pages["/many"] = whole("".join(f"<p><button id=b{'abcdefgh'[at]}></button></p>" for at in range(8)) + CONTENT)
    examined, shots = shots_of(web, taking, "/many")
    assert len({finding.issue for finding in examined.record.findings}) == 8
    assert len(shots) == 6
    assert len(shots_of(web, taking, "/many")[1]) == 8


def test_elements_that_share_a_screenshot_are_each_shown(
    web: Web, taking: tuple[BrowserWorkers, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[object] = []
    ask = Browser.cdp

    def counting(browser: Browser, command: str, **parameters: object) -> object:
        taken.extend([parameters["clip"]] if command == "Page.captureScreenshot" else [])
        return ask(browser, command, **parameters)

    monkeypatch.setattr(Browser, "cdp", counting)
    places = {"a": (700, 300, (160, 0, 0)), "b": (200, 3900, BLUE), "c": (1040, 400, (160, 160, 0))}
    buttons = "".join(
        f"<button id={name} type=button style='position:absolute;left:{x}px;top:{y}px;width:60px;height:24px;"
        f"border:0;background:rgb{colour}'></button>"
        for name, (x, y, colour) in places.items()
    )
    web.pages["/apart"] = whole(f"<main>{CONTENT}</main><div style='height:4200px'></div>{buttons}", STYLE)
    _, shots = shots_of(web, taking, "/apart")
    assert len(taken) == 2
    assert {shot.target for shot in shots} == {f"#{name}" for name in places}
    for shot in shots:
        image = Image.open(io.BytesIO(shot.data)).convert("RGB")
        assert near(image.getpixel((160, 60)), places[shot.target[1:]][2], 40)


def test_a_page_that_spoils_its_own_functions_costs_its_pictures_and_nothing_else(
    web: Web, taking: tuple[BrowserWorkers, Settings]
) -> None:
    spoilt = "<script>Element.prototype.matches = () => { throw 1; }</script>"
    web.pages["/spoilt"] = whole(form("<input id=field value=Maija aria-label=Nimi>") + spoilt, STYLE)
    examined, shots = shots_of(web, taking, "/spoilt")
    assert len(examined.record.findings) == 1
    assert shots == []


def scanned(web: Web, **settings: object) -> Report:
    web.pages["/scan"] = whole(form(""), STYLE)
    options = {"rules": ("button-without-name",), "crawl": False, "sitemap": False, "engine": "browser", **settings}
    return scan(web.url("/scan"), robots=False, **options)


def test_an_issue_names_its_picture(web: Web) -> None:
    report = scanned(web)
    (issue,) = report.summary.issues
    (shot,) = report.shots
    assert issue.picture == shot.picture
    assert shot.picture.file == f"pictures/{issue.id}.webp"


def test_no_pictures_are_taken_where_none_are_wanted(web: Web) -> None:
    report = scanned(web, pictures=False)
    assert report.summary.issues[0].picture is None
    assert list(report.shots) == []


OPERATED = {
    "class, with a transition": """<style>
  main { transition: margin 1s }
  .off main { margin-left: 500px }
  .off #lone { top: 0 }
</style><script>lone.onclick = () => document.body.classList.toggle('off')</script>""",
    "removed": """<script>
  lone.onclick = () => { lone.remove(); document.querySelector('main').textContent = 'Kiitos'; };
</script>""",
    "moved and text changed": """<script>
  lone.onclick = () => {
    const line = document.createElement('p');
    line.append(lone);
    document.body.prepend('Valmis!', line);
    lone.style.position = 'static';
  };
</script>""",
    "covered by a dialog": """<style>::backdrop { background: red }</style>
<dialog aria-label=Kysely><p>Kysely</dialog>
<script>lone.onclick = () => document.querySelector('dialog').showModal()</script>""",
}


@pytest.mark.parametrize("change", OPERATED)
def test_what_a_probe_changed_is_put_back_for_the_picture(change: str, web: Web) -> None:
    web.pages["/operated"] = whole(form("") + OPERATED[change], STYLE)
    rules = ("button-without-name", "message-vanishes")
    report = scan(web.url("/operated"), robots=False, rules=rules, crawl=False, sitemap=False, engine="browser")
    (issue,) = [each for each in report.summary.issues if each.rule == "button-without-name"]
    (shot,) = [each for each in report.shots if each.issue == issue.id]
    image = Image.open(io.BytesIO(shot.data)).convert("RGB")
    assert near(image.getpixel((250 - 90, 372 - 312)), BLUE)
    assert near(image.getpixel((210 - 90, 372 - 312)), GREEN)


def test_a_page_that_changes_without_end_is_left_as_it_is(web: Web) -> None:
    restless = "<script>lone.onclick = () => { for (let i = 0; i < 30000; i++) lone.title = i; lone.remove() }</script>"
    web.pages["/restless"] = whole(form("") + restless, STYLE)
    rules = ("button-without-name", "message-vanishes")
    report = scan(web.url("/restless"), robots=False, rules=rules, crawl=False, sitemap=False, engine="browser")
    assert [(each.rule, each.picture) for each in report.summary.issues] == [("button-without-name", None)]


FRAME = "<iframe title=Haku src=SRC style='position:absolute;left:120px;top:260px;width:400px;height:200px;border:0'>"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_what_stands_in_a_frame_is_pictured_where_it_is_seen(
    host: str, web: Web, taking: tuple[BrowserWorkers, Settings]
) -> None:
    # 100 px and 100 px from the corner of the frame, which is scrolled.
    inside = "<button id=lone type=button style='left: 100px; top: 600px'></button><p style='height: 2000px'>Hei</p>"
    web.pages["/inside"] = whole(f"{inside}<script>scrollTo(0, 500)</script>", STYLE)
    web.pages["/frame"] = whole(CONTENT + FRAME.replace("SRC", web.url("/inside", host=host)))
    _, (shot,) = shots_of(web, taking, "/frame")
    image = Image.open(io.BytesIO(shot.data)).convert("RGB")
    assert image.size == (320, 120)
    assert near(image.getpixel((160, 60)), BLUE)
    assert near(image.getpixel((160 - 32, 60)), (179, 0, 89), 60)
    assert near(image.getpixel((160 - 40, 60)), GREEN)


def test_what_a_frame_is_not_scrolled_to_has_no_picture(web: Web, taking: tuple[BrowserWorkers, Settings]) -> None:
    inside = "<button id=lone type=button style='left: 100px; top: 600px'></button><p style='height: 2000px'>Hei</p>"
    web.pages["/inside"] = whole(inside, STYLE)
    web.pages["/frame"] = whole("<p style='height: 1500px'>Hei</p>" + CONTENT + FRAME.replace("SRC", "/inside"))
    examined, shots = shots_of(web, taking, "/frame")
    assert len(examined.record.findings) == 1
    assert shots == []


SCROLLER = "<div style='position:absolute;left:200px;top:300px;width:300px;height:100px;overflow:auto'>INSIDE</div>"


@pytest.mark.parametrize(("at", "seen"), [("left: 100px; top: 30px", 1), ("left: 100px; top: 300px", 0)])
def test_what_a_box_is_not_scrolled_to_has_no_picture(
    at: str, seen: int, web: Web, taking: tuple[BrowserWorkers, Settings]
) -> None:
    button = f"<button id=lone type=button style='{at}'></button>"
    web.pages["/scroller"] = whole(CONTENT + SCROLLER.replace("INSIDE", button), STYLE)
    assert len(shots_of(web, taking, "/scroller")[1]) == seen


def test_what_shows_of_a_wide_element_is_outlined(web: Web, taking: tuple[BrowserWorkers, Settings]) -> None:
    button = "<button id=lone type=button style='left: 100px; top: 30px; width: 900px'></button>"
    web.pages["/wide"] = whole(CONTENT + SCROLLER.replace("INSIDE", button), STYLE)
    _, (shot,) = shots_of(web, taking, "/wide")
    image = Image.open(io.BytesIO(shot.data)).convert("RGB")
    # What shows of it lies from 300 to 500 across, at the picture's middle.
    assert near(image.getpixel((160, 60)), BLUE)
    assert near(image.getpixel((160 + 101, 60)), (179, 0, 89), 60)
    assert near(image.getpixel((160 + 110, 60)), GREEN)
