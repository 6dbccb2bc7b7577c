"""Credentials, cookies and extra headers reach the site and nobody else."""

from pathlib import Path

import pytest

from tests.crawl.conftest import MakeFetcher
from tests.crawl.web import Web, page, redirect

SECRETS = {
    "basic_auth": ("anna", "salasana"),
    "cookies": (("istunto", "abc"), ("kieli", "fi")),
    "headers": (("X-Key", "avain"), ("User-Agent", "mine/1")),
}


def test_secrets_go_to_the_site(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/": redirect("/b"), "/b": page()}
    make_fetcher(**SECRETS).get(web.url())
    for seen in web.seen:
        assert seen.headers["authorization"] == "Basic YW5uYTpzYWxhc2FuYQ=="
        assert sorted(seen.headers["cookie"].split("; ")) == ["istunto=abc", "kieli=fi"]
        assert seen.headers["x-key"] == "avain"
        assert seen.headers["user-agent"] == "mine/1"
    assert len(web.seen) == 2


def test_secrets_go_to_no_plain_http_of_a_secure_site(web: Web, make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(**SECRETS)
    scope = fetcher.scope((web.url(scheme="https"),))
    fetcher.get(web.url(), scope)
    assert not {"authorization", "cookie", "x-key"} & web.seen[0].headers.keys()


def test_a_redirect_to_another_host_takes_nothing_along(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = redirect(web.url("/thief", host="localhost"))
    make_fetcher(**SECRETS).get(web.url())
    assert web.paths() == ["/"]


def test_the_netrc_file_is_not_read(
    web: Web, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login anna password salasana\n")
    monkeypatch.setenv("NETRC", str(netrc))
    make_fetcher().get(web.url())
    assert "authorization" not in web.seen[0].headers


def test_a_proxy_of_the_environment_is_used(
    web: Web, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", web.url())
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    web.pages["http://council.example/fi"] = page()
    assert make_fetcher().get("http://council.example/fi").status == 200
