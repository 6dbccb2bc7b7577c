"""Settings from files, environment and command line."""

from pathlib import Path
from typing import Any

import pytest

from a11ycheck.settings import Settings
from a11ycheck.settings_options import Shape
from a11ycheck.settings_sources import (
    SettingsError,
    find_file,
    from_command_line,
    from_environment,
    from_file,
    key_of,
    make_settings,
    options,
    variable_of,
)
from a11ycheck.standards import standard_ids

# An example of each field: as a text, and as the value that it becomes.
EXAMPLES: dict[str, tuple[str, Any]] = {
    "max_pages": ("7", 7),
    "depth": ("0", 0),
    "include": ("/a/*", ("/a/*",)),
    "exclude": ("/b/*", ("/b/*",)),
    "include_host": ("Kirjasto.example.fi:8080", ("kirjasto.example.fi:8080",)),
    "urls": ("/tmp/pages.txt", Path("/tmp/pages.txt")),  # noqa: S108 - never opened
    "serve": ("yes", True),
    "changed_since": ("origin/main", "origin/main"),
    "crawl": ("no", False),
    "sitemap": ("off", False),
    "robots": ("0", False),
    "delay": ("1.5", 1.5),
    "jobs": ("2", 2),
    "timeout": ("9", 9.0),
    "max_size": ("2 MB", 2_000_000),
    "headers": ("X-Team: a, b", (("X-Team", "a, b"),)),
    "cookies": ("consent=yes", (("consent", "yes"),)),
    "user_agent": ("Checker/1 (+https://example.fi)", "Checker/1 (+https://example.fi)"),
    "basic_auth": ("me:pass:word", ("me", "pass:word")),
    "engine": ("Static", "static"),
    "browser": ("Firefox", "firefox"),
    "grid": ("http://grid.example:4444/", "http://grid.example:4444"),
    "headed": ("yes", True),
    "login": ("/tmp/login.toml", Path("/tmp/login.toml")),  # noqa: S108 - never opened
    "click": ("#a, #b", ("#a, #b",)),
    "wait_for": ("main h1", "main h1"),
    "twice": ("on", True),
    "debug_names": ("1", True),
    "pictures": ("no", False),
    "axe": ("no", False),
    "axe_script": ("/tmp/axe.min.js", Path("/tmp/axe.min.js")),  # noqa: S108 - never opened
    "level": ("aaa", "AAA"),
    "standard": ("wcag-2.1", "wcag-2.1"),
    "best_practices": ("false", False),
    "rules": ("page-without-title", ("page-without-title",)),
    "skip_rules": ("page-without-title", ("page-without-title",)),
    "project_rules": ("/tmp/rules", Path("/tmp/rules")),  # noqa: S108 - never opened
    "lang": ("fi", "fi"),
    "output": ("/tmp/out", Path("/tmp/out")),  # noqa: S108 - never opened
    "formats": ("json", ("json",)),
    "fail_on": ("failed:A,aa,best-practice", ("failed:A,AA", "best-practice")),
    "fail_on_rule": ("image-without-name=failed:a,cantTell", (("image-without-name", ("failed:A", "cantTell")),)),
    "fail_on_path": ("/haku?a=1/*=none", (("/haku?a=1/*", ("none",)),)),
    "baseline": ("/tmp/baseline.toml", Path("/tmp/baseline.toml")),  # noqa: S108 - never opened
    "allow_untested": ("2.5%", "2.5%"),
    "verbosity": ("1", 1),
    "progress": ("no", False),
}


@pytest.fixture(autouse=True)
def known_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules, so that these tests outlive the catalogue of the day."""
    known = ["page-without-title", "image-without-name"]
    monkeypatch.setattr("a11ycheck.settings_sources.rule_ids", lambda _folder: known)


def write(folder: Path, text: str, name: str = "a11ycheck.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_every_field_but_the_targets_is_an_option() -> None:
    assert ["targets", *options()] == list(Settings.__struct_fields__)
    assert options().keys() == EXAMPLES.keys()


def test_no_two_options_share_a_name() -> None:
    names = [key_of(field) for field in options()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("field", EXAMPLES)
def test_environment_gives_every_option(field: str) -> None:
    text, value = EXAMPLES[field]
    assert from_environment({variable_of(field): text}) == {field: value}


@pytest.mark.parametrize("field", EXAMPLES)
def test_file_gives_every_option(field: str, tmp_path: Path) -> None:
    text, value = EXAMPLES[field]
    written = str(value).lower() if options()[field].shape is Shape.SWITCH else f'"{text}"'
    assert from_file(write(tmp_path, f"{key_of(field)} = {written}\n")) == {field: value}


def test_toml_has_its_own_numbers_and_lists(tmp_path: Path) -> None:
    file = write(tmp_path, 'max_pages = 5\ndelay = 0.25\ninclude = ["/a,b/*", "/c"]\nformat = ["json", "html"]\n')
    assert from_file(file) == {
        "max_pages": 5,
        "delay": 0.25,
        "include": ("/a,b/*", "/c"),
        "formats": ("json", "html"),
    }


def test_command_line_beats_environment_beats_file(tmp_path: Path) -> None:
    file = write(tmp_path, 'level = "A"\nlang = "fi"\nmax-pages = 1\n')
    environment = {"A11YCHECK_LEVEL": "AA", "A11YCHECK_LANG": "sv", "HOME": "/root", "A11YCHECK_DEPTH": ""}
    settings = make_settings(["example.fi"], {"level": "AAA", "depth": None, "include": ()}, environment, file)
    assert (settings.level, settings.lang, settings.max_pages, settings.depth) == ("AAA", "sv", 1, None)
    assert settings.targets == ("example.fi",)


def test_a_switch_that_the_command_line_turns_off_stays_off(tmp_path: Path) -> None:
    file = write(tmp_path, "crawl = true\nprogress = false\n")
    settings = make_settings(["-"], {"crawl": False, "progress": True}, {}, file)
    assert (settings.crawl, settings.progress) == (False, True)


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("INCLUDE", "/a/*,/b/*", ("/a/*", "/b/*")),
        ("INCLUDE", "/a,b/*\n/c/*\n", ("/a,b/*", "/c/*")),
        ("HEADER", "X-A: 1, 2\nX-B: 3", (("X-A", "1, 2"), ("X-B", "3"))),
        ("COOKIE", "a=1\nb=2", (("a", "1"), ("b", "2"))),
        ("FAIL_ON", "cantTell, failed:A,AA", ("cantTell", "failed:A,AA")),
        ("FORMAT", "html,json", ("html", "json")),
    ],
)
def test_lists_in_the_environment(variable: str, text: str, value: object) -> None:
    assert list(from_environment({f"A11YCHECK_{variable}": text}).values()) == [value]


def test_commas_on_the_command_line_separate_ids_but_not_globs() -> None:
    given = {"formats": ("json,html",), "include": ("/a,b/*",), "headers": ("X-A: 1, 2",)}
    assert from_command_line(given) == {
        "formats": ("json", "html"),
        "include": ("/a,b/*",),
        "headers": (("X-A", "1, 2"),),
    }


def test_the_nearest_file_upward_counts(tmp_path: Path) -> None:
    inner = tmp_path / "project" / "site"
    inner.mkdir(parents=True)
    outer_file = write(tmp_path, "max-pages = 1\n")
    assert find_file(inner) == outer_file
    write(inner, '[project]\nname = "x"\n', "pyproject.toml")
    assert find_file(inner) == outer_file, "a pyproject.toml without our table is none of ours"
    near = write(inner.parent, "[tool.a11ycheck]\nmax-pages = 2\n", "pyproject.toml")
    assert find_file(inner) == near
    assert from_file(near) == {"max_pages": 2}
    nearer = write(inner, "max-pages = 3\n")
    assert find_file(inner) == nearer


def test_paths_in_a_file_are_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path, "https://example.fi/\n", "pages.txt")
    file = write(tmp_path, 'urls = "pages.txt"\noutput = "out"\n')
    settings = make_settings([], {}, {}, file)
    assert (settings.urls, settings.output) == (tmp_path / "pages.txt", tmp_path / "out")


WRONG_IN_FILE = [
    ("max-page = 3", "Unknown key 'max-page' in {file}; did you mean max-pages?"),
    ("colour = 3", "Unknown key 'colour' in {file}."),
    ("max-pages = 0", "not allowed: give a whole number from 1 up."),
    ("max-pages = -3", "not allowed: give a whole number from 1 up."),
    ("max-pages = [3]", "max-pages in {file} takes one value, no list."),
    ("max-pages = true", "max-pages in {file} takes no true or false."),
    ("timeout = nan", "not allowed: give seconds, such as 0.5 or 10."),
    ("timeout = 0", "not allowed: give seconds above 0, such as 30."),
    ("delay = -1", "not allowed: give seconds, such as 0.5 or 10."),
    ("crawl = 'no'", "crawl in {file} is a switch: use true or false."),
    ("include = [{a = 1}]", "include in {file} takes texts and numbers only."),
    ("include = ['']", "not allowed: give a text on one line."),
    ("level = 'AAAA'", "not allowed: use A, AA or AAA; did you mean AAA?"),
    ("engine = 'brwoser'", "not allowed: use static, browser or auto; did you mean browser?"),
    ("lang = 'no'", "not allowed: use en, fi or sv."),
    ("format = ['htm']", "gitlab or earl; did you mean html?"),
    ("format = 'sarif='", "name a file after =, such as sarif=report.sarif."),
    ("format = 'html=-'", "html is a file with a folder beside it, and - is standard output."),
    ("max-size = '3 miles'", "not allowed: give a number of bytes, such as 500000, 500kB or 10MB."),
    ("include-host = ['https://a.fi/']", "not allowed: give a host alone, such as kirjasto.example.fi."),
    ("fail-on = 'fail'", "not allowed: use failed, cantTell, best-practice or none; did you mean failed?"),
    ("fail-on = 'none:A'", "not allowed: only failed and cantTell have levels."),
    ("allow-untested = '101%'", "not allowed: give a number of pages, such as 3, or a share of them, such as 5%."),
    ("level = ", "{file} is not TOML in UTF-8: Invalid value (at end of document)."),
]


def test_the_file_of_a_format_is_relative_to_the_configuration(tmp_path: Path) -> None:
    file = write(tmp_path, "format = ['html', 'SARIF=out/code.sarif', 'json=-']")
    assert from_file(file)["formats"] == ("html", f"sarif={tmp_path}/out/code.sarif", "json=-")


@pytest.mark.parametrize(("line", "message"), WRONG_IN_FILE)
def test_what_a_file_says_wrong_is_named(line: str, message: str, tmp_path: Path) -> None:
    file = write(tmp_path, line)
    with pytest.raises(SettingsError) as caught:
        from_file(file)
    start = f"{line.partition(' =')[0]} in {file}: " if message.startswith("not allowed") else ""
    assert str(caught.value).startswith(start)
    assert str(caught.value).endswith(message.format(file=file))
    assert "\n" not in str(caught.value)


def test_a_wrong_standard_is_told_all_standards() -> None:
    with pytest.raises(SettingsError) as caught:
        from_command_line({"standard": "wcag-22"})
    listed = ", ".join(standard_ids())
    assert str(caught.value) == f"--standard: 'wcag-22' is not allowed: use {listed}; did you mean wcag-2.2?"


@pytest.mark.parametrize(
    ("variable", "message"),
    [
        ("A11YCHECK_JOB", "Unknown variable A11YCHECK_JOB in the environment; did you mean A11YCHECK_JOBS?"),
        ("A11YCHECK_JOBS", "A11YCHECK_JOBS in the environment: 'many' is not allowed: give a whole number from 0 up."),
    ],
)
def test_what_the_environment_says_wrong_is_named(variable: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        from_environment({variable: "many"})
    assert str(caught.value) == message


@pytest.mark.parametrize("field", ["headers", "cookies", "basic_auth"])
@pytest.mark.parametrize("word", ["hunter2", "hunter2\n", ":hunter2", "hunter2\x1b[2J: x"])
def test_a_secret_is_never_shown(field: str, word: str) -> None:
    assert options()[field].secret
    with pytest.raises(SettingsError) as caught:
        from_command_line({field: (word,) if options()[field].shape is Shape.LIST else word})
    assert str(caught.value).startswith(f"--{key_of(field)} is not allowed: give ")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("targets", "given", "message"),
    [
        ([], {}, "Nothing to scan"),
        ([], {"urls": "no-such-file.txt"}, "There is no file no-such-file.txt to read"),
        (["-"], {"fail_on": ("none,failed",)}, "fail-on takes none or other words"),
        (["-"], {"rules": ("page-without-tilte",)}, "no rule has this id; did you mean page-without-title"),
        (["-"], {"rules": ("page-without-title",), "skip_rules": ("page-without-title",)}, "both name page"),
    ],
)
def test_settings_that_do_not_fit_each_other(targets: list[str], given: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        make_settings(targets, given, {})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.toml", None, "Cannot read .*missing.toml: No such file or directory."),
        ("binary.toml", b"\xff\x00", "is not TOML in UTF-8"),
        ("pyproject.toml", b"[project]\n", "has no table \\[tool.a11ycheck\\]"),
        ("pyproject.toml", b"[tool]\na11ycheck = 3\n", "is no table"),
    ],
)
def test_a_file_that_cannot_be_used(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        make_settings(["-"], {}, {}, file)


def test_overrides_are_tables_of_the_file(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        'fail-on = "failed"\n[fail-on-rule]\nimage-without-name = "none"\n'
        '[fail-on-path]\n"/arkisto/*" = "none"\n"/asiointi/*" = ["failed:A,AA", "cantTell"]\n',
    )
    assert from_file(file) == {
        "fail_on": ("failed",),
        "fail_on_rule": (("image-without-name", ("none",)),),
        "fail_on_path": (("/arkisto/*", ("none",)), ("/asiointi/*", ("failed:A,AA", "cantTell"))),
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[fail-on-path]\n"/a/*" = "never"', "never"),
        ('[fail-on-path]\n"/a/*" = ["none", "failed"]', "after ="),
        ('[fail-on-path]\n"/a/*" = true', "texts and numbers"),
        ('[fail-on]\nfailed = "A"', "is no table"),
        ('fail-on-path = "/a/*"', "give what is named"),
    ],
)
def test_a_wrong_override_is_said(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        from_file(write(tmp_path, content))


def test_an_override_of_a_rule_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="fail-on-rule: 'image-without-nam' is not allowed"):
        make_settings(["-"], {"fail_on_rule": ("image-without-nam=none",)}, {}, write(tmp_path, ""))
