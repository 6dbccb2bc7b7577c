"""What Chromium's accessibility tree says of the demo site is what this program says, or it is explained."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from a11ycheck.browser.differences import differences
from a11ycheck.browser.explained import EXPOSURE, NAME, ROLE
from a11ycheck.browser.session import Session
from a11ycheck.browser.visit import Visit
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, whole
from tests.crawl.web import Web
from tests.site.build import build

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    opened = Session(Settings(debug_names=True, axe=False), frozenset())
    yield opened
    opened.close()


def test_no_difference_on_the_demo_site_is_unexplained(session: Session, tmp_path: Path) -> None:
    build(tmp_path, "http://127.0.0.1:1")
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) > 100
    found = {str(page.relative_to(tmp_path)): differing(session.visit(page.as_uri())) for page in pages}
    assert {page: notes for page, notes in found.items() if notes} == {}


def differing(visit: Visit) -> list[str]:
    """What is said of a visit's roles and names."""
    return [note for note in visit.notes if note.endswith(" in Chromium")]


def test_a_difference_is_told(session: Session, web: Web) -> None:
    web.pages["/page"] = whole(CONTENT + "<button id=b>Auki</button><iframe srcdoc='<i id=a>x</i>'></iframe>")
    visit = session.visit(web.url("/page"))
    assert visit.notes == ()
    button = visit.page.by_id("b")
    assert button is not None
    button.__dict__["name"], button.__dict__["role"] = "Kiinni", "link"
    assert session._browser is not None
    session._browser.allow(10)
    assert differences(session._browser, visit.page) == (
        "role of #b: 'link' here, 'button' in Chromium",
        "name of #b: 'Kiinni' here, 'Auki' in Chromium",
    )


def test_frames_and_shadow_trees_are_compared(session: Session, web: Web) -> None:
    shadow = "<div id=h></div><script>h.attachShadow({mode: 'open'}).innerHTML = '<button>Sisällä</button>'</script>"
    web.pages["/page"] = whole(CONTENT + shadow + "<iframe title=Kehys srcdoc='<a href=x>Linkki</a>'></iframe>")
    visit = session.visit(web.url("/page"))
    assert {element.name for element in visit.page.with_role("button", "link")} == {"Sisällä", "Linkki"}
    assert visit.notes == ()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('"▾ "', "▾ Auki"),
        ('"▾ " / ""', "Auki"),
        ('"▾" / "Avaa: "', "Avaa: Auki"),
        (r'"/ \"x\"" / "a \"b\" "', 'a "b" Auki'),
    ],
)
def test_the_alternative_of_generated_content_is_its_text(session: Session, web: Web, content: str, name: str) -> None:
    web.pages["/page"] = whole(
        CONTENT + "<button>Auki</button>", f"<style>button::before {{ content: {content} }}</style>"
    )
    visit = session.visit(web.url("/page"))
    assert [element.name for element in visit.page.with_role("button")] == [name]
    assert visit.notes == ()


# What real pages are made of, where names are joined of pieces and roles hang on what stands around.
PATTERNS = {
    "<style>#p::before { content: '« ' } #p::after { content: ' »' }</style><a id=p href=/>Etusivu</a>": "« Etusivu »",
    "<a id=p href=/><b style='display: block'>Uutiset</b><b style='display: block'>12.3.</b></a>": "Uutiset 12.3.",
    "<a id=p href=/ style='display: flex'><span>Uutiset</span><span>12.3.</span></a>": "Uutiset 12.3.",
    "<a id=p href=/><b style='display: inline-block'>Uutiset</b><b>12.3.</b></a>": "Uutiset 12.3.",
    "<a id=p href=/>Seuraava<span style='position: absolute; width: 1px; height: 1px'>sivu</span></a>": "Seuraava sivu",
    "<a id=p href=/><em>Uut</em><strong>iset</strong></a>": "Uutiset",
    "<a id=p href=/><p style='display: inline'>Uut</p><div style='display: inline'>iset</div></a>": "Uutiset",
    "<a id=p href=/>Uut<span role=heading aria-level=2>is</span>et</a>": "Uutiset",
    "<a id=p href=/><img src=x alt=Logo><span>Kunta</span></a>": "Logo Kunta",
    "<button id=p>Auki<svg width=9 height=9><title>Nuoli</title><path d='M0 0h9v9z'/></svg></button>": "Auki Nuoli",
    "<select multiple aria-label=Kunta><optgroup id=p label=Pohjoinen><option>A</optgroup></select>": "Pohjoinen",
    "<table><tr><td></td><th>A</th><th id=p>B</th></tr><tr><th>r</th><td>1</td><td>2</td></tr></table>": "B",
    "<table><tr><td>x</td><th id=p>A</th></tr><tr><th>r</th><td>1</td></tr></table>": "A",
    "<label for=f>Määrä <input value=3> kpl</label><input id=p type=file aria-label=Liite>": "Liite",
    "<button id=p>Lue<wbr>lisää</button><math><mi>x</mi></math>": "Luelisää",
    "<button id=p style='text-transform: uppercase'>auki</button><a onclick='x()'>Avaa</a>": "auki",
}


@pytest.mark.parametrize(("body", "name"), PATTERNS.items(), ids=range(len(PATTERNS)))
def test_roles_and_names_of_what_pages_are_made_of(session: Session, web: Web, body: str, name: str) -> None:
    web.pages["/page"] = whole(CONTENT + body)
    visit = session.visit(web.url("/page"), probes=False)
    element = visit.page.by_id("p")
    assert element is not None
    assert element.name == name
    assert visit.notes == ()


def test_every_explanation_is_in_the_documentation() -> None:
    said = (Path(__file__).parents[2] / "docs" / "browser.md").read_text(encoding="utf-8")
    assert [reason for reason in (*EXPOSURE, *ROLE, *NAME) if f"- {reason}\n" not in said] == []
