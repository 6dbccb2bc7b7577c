"""Accessible names, by the steps of the specification."""

import pytest

from a11ycheck.page.parse import parse_text


@pytest.mark.parametrize(
    ("html", "name", "source"),
    [
        # 2B: references, in their order, also to what is hidden; a circle ends
        (
            '<i id=a>Lähetä</i><i id=b>viesti</i><button x aria-labelledby="a b">Ok</button>',
            "Lähetä viesti",
            "aria-labelledby",
        ),
        ("<i id=a hidden>Sulje</i><button x aria-labelledby=a>×</button>", "Sulje", "aria-labelledby"),
        ("<i id=a aria-hidden=true>Etunimi</i><input x aria-labelledby=a>", "Etunimi", "aria-labelledby"),
        (
            '<button x id=a aria-label=Poista aria-labelledby="a b"></button><i id=b>rivi 2</i>',
            "Poista rivi 2",
            "aria-labelledby",
        ),
        ("<button x id=a aria-labelledby=b>A</button><i id=b aria-labelledby=a>B</i>", "B", "aria-labelledby"),
        ('<button x aria-labelledby="ei-ole">Hae</button>', "Hae", "content"),
        # 2C: a control inside a label counts with its value
        (
            "<input x type=checkbox id=c><label for=c>Herätä <input value=7> jälkeen</label>",
            "Herätä 7 jälkeen",
            "label",
        ),
        ("<label>Kieli <select x><option>fi<option selected>sv</select></label>", "Kieli", "label"),
        (
            "<input x type=checkbox id=c><label for=c>Näytä <select><option>1<option selected>2</select> riviä</label>",
            "Näytä 2 riviä",
            "label",
        ),
        # 2D
        ('<a x href="/" aria-label="Etusivulle">Kuva</a>', "Etusivulle", "aria-label"),
        ('<a x href="/" aria-label="  ">Etusivu</a>', "Etusivu", "content"),
        # 2E: what HTML provides
        ('<img x alt="Kunnantalo">', "Kunnantalo", "alt"),
        ('<img x alt="" title="Kunnantalo">', "Kunnantalo", "title"),
        ('<input x type=image alt="Hae">', "Hae", "alt"),
        ("<input x type=submit>", "Submit", "value"),
        ('<input x type=submit value="Lähetä">', "Lähetä", "value"),
        ("<input x type=button>", "", ""),
        ("<fieldset x><legend>Yhteystiedot</legend><input></fieldset>", "Yhteystiedot", "caption"),
        ("<table x><caption>Hinnat</caption><tr><td>1</table>", "Hinnat", "caption"),
        ("<svg x><title>Kartta</title></svg>", "Kartta", "caption"),
        ("<label>Nimi <input x></label><label for=q>toinen</label>", "Nimi", "label"),
        ("<input x id=q><label for=q>Nimi</label><label for=q>pakollinen</label>", "Nimi pakollinen", "label"),
        # 2F: content, as it is drawn
        ('<a x href="/"><span>Lue</span><span>lisää</span></a>', "Luelisää", "content"),
        ('<a x href="/"><div>Lue</div><div>lisää</div></a>', "Lue lisää", "content"),
        ('<a x href="/">Uutiset<br>ja tiedotteet</a>', "Uutiset ja tiedotteet", "content"),
        ('<a x href="/"><img alt="Vaakuna"> Etusivu</a>', "Vaakuna Etusivu", "content"),
        ('<a x href="/"><img alt="Vaakuna" role=none>Etusivu</a>', "Etusivu", "content"),
        ('<a x href="/">Näkyvä <b hidden>piilo</b><b aria-hidden=true>!</b></a>', "Näkyvä", "content"),
        (
            '<a x href="/"><b style="visibility:hidden">ei <i style="visibility:visible">kyllä</i></b></a>',
            "kyllä",
            "content",
        ),
        ('<a x href="/"><svg><title>Facebook</title></svg></a>', "Facebook", "content"),
        ("<details><summary x>Aukioloajat</summary></details>", "Aukioloajat", "content"),
        ('<h2 x><img alt="Logo" role=presentation></h2>', "", ""),
        # roles that take no name from their content, and roles that take none at all
        ("<nav x>Valikko</nav>", "", ""),
        ('<p x title="Vihje">Teksti</p>', "", ""),
        # 2I and the placeholder
        ('<a x href="/" title="Etusivu"><img alt=""></a>', "Etusivu", "title"),
        ('<input x placeholder="Hae sivustolta">', "Hae sivustolta", "placeholder"),
        ('<input x placeholder="Hae" title="Haku">', "Haku", "title"),
        ("<input type=hidden x id=q><label for=q>Nimi</label>", "", ""),
    ],
)
def test_the_name_and_its_source(html: str, name: str, source: str) -> None:
    page = parse_text(html)
    element = next(node for node in page.elements if node.has("x"))
    assert (element.name, element.naming.source) == (name, source)


def test_a_label_that_points_elsewhere_names_nothing_inside_it() -> None:
    page = parse_text("<label for=toinen>Nimi <input></label>")
    assert page.tagged("input")[0].name == ""


def test_only_the_first_of_two_elements_of_one_id_is_labelled() -> None:
    page = parse_text("<label for=a>Nimi</label><input id=a><input id=a>")
    assert [node.name for node in page.tagged("input")] == ["Nimi", ""]
