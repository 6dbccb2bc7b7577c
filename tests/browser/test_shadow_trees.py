"""Whose ids and texts the parts of shadow trees are."""

from pathlib import Path

from a11ycheck.browser.session import Session
from a11ycheck.settings import Settings

PAGE = """<!doctype html><title>Kunta</title>
<div id="host"><p id="light">Valo</p></div><p id="outside">Ulkona</p><input id="field">
<script>
  const root = document.querySelector('#host').attachShadow({mode: 'open'})
  root.innerHTML = '<b id="inside">Varjo<i>syvä</i></b><own-part></own-part><slot></slot>'
  root.querySelector('own-part').attachShadow({mode: 'open'}).innerHTML = '<u>Sisin</u>'
</script>"""


def test_each_part_of_a_shadow_tree_belongs_to_its_host(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    session = Session(Settings(axe=False), frozenset())
    try:
        page = session.read(file.as_uri())
    finally:
        session.close()
    scopes = {node.tag: node.scope.tag if node.scope is not None else "" for node in page.elements}
    assert {tag: scopes[tag] for tag in ("b", "i", "own-part", "slot")} == dict.fromkeys(
        ("b", "i", "own-part", "slot"), "div"
    )
    assert scopes["u"] == "own-part"
    assert scopes["p"] == scopes["input"] == ""
    assert page.by_id("inside") is None
    host = page.by_id("host")
    found = page.by_id("inside", host)
    assert found is not None
    assert found.text == "Varjosyvä"
