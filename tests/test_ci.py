"""The examples of docs/ci.md and the files that they use, run as they are written there."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from tests.report.schemas import faults, validator
from tests.test_pytest_plugin import PLUGIN

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[1]
GITLAB = "https://gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json"
CLEAN = """<!DOCTYPE html><html lang="fi"><head><meta charset="utf-8"><title>{0} – Lehtoranta</title>
<style>header a {{ display: inline-block; padding: 1em }}</style></head><body><header>
<a href="#sisalto">Siirry suoraan sisältöön</a><nav aria-label="Päävalikko"><a href="/">Etusivu</a>
<a href="/kirjasto.html">Kirjasto</a></nav></header><main id="sisalto"><h1>{0}</h1>
<p>Kirjasto on avoinna yhdeksästä viiteen.</p></main><footer><p>Lehtorannan kunta</p></footer></body></html>"""
_SECTIONS = re.split(r"^## (.+)\n", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
BLOCKS = [
    (heading, language, text)
    for heading, section in zip(_SECTIONS[1::2], _SECTIONS[2::2], strict=True)
    for language, text in re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL)
]


def blocks(heading: str, language: str) -> list[str]:
    found = [text for each, kind, text in BLOCKS if (each, kind) == (heading, language)]
    assert found
    return found


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in git with a built site, and the command ``a11ycheck`` of this checkout on the path."""
    monkeypatch.chdir(tmp_path)
    tools = tmp_path / ".tools"
    tools.mkdir()
    command = tools / "a11ycheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m a11ycheck "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    for name in ("dist", "pages"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(CLEAN.format("Etusivu"), encoding="utf-8")
        (tmp_path / name / "kirjasto.html").write_text(CLEAN.format("Kirjasto"), encoding="utf-8")
    git = ["git", "-c", "user.name=Testi", "-c", "user.email=testi@lehtoranta.example", "-c", "init.defaultBranch=main"]
    for arguments in (["init"], ["add", "pages"], ["commit", "-m", "alku"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    return tmp_path


def shell(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub and GitLab do: with bash that stops at the first failure.

    Where ``variables`` do not say otherwise, HTML is checked without a browser, which takes seconds to start.
    """
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command,
        env=os.environ | {"A11YCHECK_ENGINE": "static"} | variables,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def add_barrier(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("<p>", '<img src="a.png"><p>', 1), encoding="utf-8")


def test_every_example_is_run_here() -> None:
    assert sorted((heading, language) for heading, language, _ in BLOCKS) == [
        ("Exceptions in the source", "html"), ("GitHub Actions", "yaml"), ("GitLab", "yaml"), ("In a shell", "sh"),
        ("In a shell", "sh"), ("In a shell", "sh"), ("In a shell", "sh"), ("Known defects", "sh"),
        ("Known defects", "sh"), ("Known defects", "sh"), ("Python", "python"), ("Shell completion", "sh"),
        ("Two scans compared", "sh"), ("What fails a build", "toml"), ("pre-commit", "yaml"), ("pytest", "python"),
        ("pytest", "python"),
    ]  # fmt: skip


def test_the_commands_work_one_after_the_other(project: Path) -> None:
    add_barrier(project / "pages" / "index.html")
    serve, changed, convert, doctor = blocks("In a shell", "sh")
    done = shell(serve, A11YCHECK_ENGINE="browser")
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(
        (project / name).is_file() for name in ("a11ycheck-report/report.html", "out/junit.xml", "out/code.sarif")
    )
    done = shell(changed)
    assert done.returncode == 1, done.stdout + done.stderr
    report = json.loads((project / "a11ycheck-report" / "report.json").read_bytes())
    assert [page["url"] for page in report["pages"]] == ["pages/index.html"]
    assert [left["rule"] for left in report["scan"]["left_out"]] == ["unchanged"]
    assert shell(convert).returncode == 0
    assert (project / "audit.xlsx").is_file()
    assert (project / "a11ycheck-report" / "report.earl.json").is_file()
    assert shell(doctor).returncode == 0


def test_a_build_fails_only_on_what_is_new(project: Path) -> None:
    make, use, prune = blocks("Known defects", "sh")
    page = project / "dist" / "index.html"
    clean = page.read_text(encoding="utf-8")
    add_barrier(page)
    assert shell(make).returncode == 0
    done = shell(use)
    assert (done.returncode, "new defects 0, known 1" in done.stderr) == (0, True), done.stdout + done.stderr
    add_barrier(project / "dist" / "kirjasto.html")
    assert shell(use).returncode == 1
    page.write_text(clean, encoding="utf-8")
    done = shell(use)
    assert (done.returncode, "1 fixed" in done.stderr) == (1, True), done.stdout + done.stderr
    assert "Ongelmia 0, vikoja 0" in shell(prune).stdout


def test_two_scans_are_compared(project: Path) -> None:
    shell("a11ycheck scan dist -f json=old.json")
    add_barrier(project / "dist" / "index.html")
    shell("a11ycheck scan dist")
    (example,) = blocks("Two scans compared", "sh")
    assert "New: 1. Fixed: 0." in shell(example).stdout


def test_the_configuration_of_the_gate_is_understood(project: Path) -> None:
    (example,) = blocks("What fails a build", "toml")
    (project / "a11ycheck.toml").write_text(example, encoding="utf-8")
    for folder, code in (("arkisto", 0), ("asiointi", 1)):
        (project / folder).mkdir()
        (project / folder / "index.html").write_text(CLEAN.format("Etusivu"), encoding="utf-8")
        add_barrier(project / folder / "index.html")
        done = shell(f"a11ycheck scan {folder}")
        assert done.returncode == code, done.stdout + done.stderr


def test_an_exception_in_the_source_passes_and_is_listed(project: Path) -> None:
    (example,) = blocks("Exceptions in the source", "html")
    page = project / "dist" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<p>", f"{example}<p>", 1), encoding="utf-8")
    done = shell("a11ycheck scan dist")
    assert (done.returncode, "1 defect is suppressed" in done.stderr) == (0, True), done.stdout + done.stderr
    assert "the new pictures come in May" in (project / "a11ycheck-report" / "report.html").read_text(encoding="utf-8")


def test_bash_evaluates_the_completion() -> None:
    (example,) = blocks("Shell completion", "sh")
    assert "_a11ycheck_completion" in shell(f"{example}\ncomplete -p a11ycheck").stdout


def action() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return content


def test_the_workflow_and_the_action_are_valid_and_fit_each_other() -> None:
    (example,) = blocks("GitHub Actions", "yaml")
    # YAML 1.1 takes the key "on" for true; GitHub does not.
    workflow = yaml.safe_load(re.sub(r"^on:", '"on":', example, flags=re.MULTILINE))
    assert faults("https://json.schemastore.org/github-workflow.json", workflow) == []
    assert faults("https://json.schemastore.org/github-action.json", action()) == []
    (step,) = [each for each in workflow["jobs"]["accessibility"]["steps"] if "/a11ycheck@" in each["uses"]]
    assert step["with"].keys() <= action()["inputs"].keys()


@pytest.mark.parametrize(("barrier", "code"), [(False, 0), (True, 1)])
def test_the_action_scans_annotates_and_passes_the_exit_code_on(*, barrier: bool, code: int, project: Path) -> None:
    if barrier:
        add_barrier(project / "dist" / "index.html")
    (example,) = blocks("GitHub Actions", "yaml")
    given = next(each["with"] for each in yaml.safe_load(example)["jobs"]["accessibility"]["steps"] if "with" in each)
    inputs = {name: str(each.get("default", "")) for name, each in action()["inputs"].items()} | given
    scan = next(step for step in action()["runs"]["steps"] if step.get("id") == "scan")
    variables = {
        name: inputs[value.removeprefix("${{ inputs.").removesuffix(" }}")] for name, value in scan["env"].items()
    }
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        variables[name] = str(project / name)
    done = shell(scan["run"], **variables)
    assert done.returncode == code, done.stdout + done.stderr
    outputs = dict(line.split("=") for line in (project / "GITHUB_OUTPUT").read_text().splitlines())
    assert outputs == {
        "report": "a11ycheck-report/report.html",
        "sarif": "a11ycheck-report/report.sarif",
        "exit-code": str(code),
    }
    assert all(Path(outputs[name]).is_file() for name in ("report", "sarif"))
    assert (project / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8").startswith("# Accessibility report")
    assert ("::error file=dist/index.html,line=5" in done.stdout) is barrier


def test_no_input_of_the_action_is_part_of_a_script() -> None:
    assert not [step for step in action()["runs"]["steps"] if "${{" in step.get("run", "")]


def test_the_gitlab_template_is_valid_and_its_job_runs(project: Path) -> None:
    (example,) = blocks("GitLab", "yaml")
    template = yaml.safe_load((ROOT / "templates" / "gitlab.yml").read_text(encoding="utf-8"))
    pipeline = yaml.safe_load(example)
    hidden, job = template[".a11ycheck"], pipeline["accessibility"]
    assert validator(GITLAB).is_valid({"accessibility": hidden})
    assert validator(GITLAB).is_valid({"include": pipeline["include"], "accessibility": job})
    assert pipeline["include"][0]["file"] == "templates/gitlab.yml"
    assert job["extends"] == ".a11ycheck"
    done = shell("\n".join(hidden["script"]), **hidden["variables"] | job["variables"])
    assert done.returncode == 0, done.stdout + done.stderr
    artifacts = hidden["artifacts"]
    assert all((project / path).exists() for path in (*artifacts["paths"], *artifacts["reports"].values()))


def test_the_hook_checks_the_files_of_a_commit(project: Path) -> None:
    (example,) = blocks("pre-commit", "yaml")
    config = yaml.safe_load(example)
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert faults("https://json.schemastore.org/pre-commit-config.json", config) == []
    assert config["repos"][0]["hooks"] == [{"id": hook["id"]}]
    assert {"id", "name", "entry", "language"} <= hook.keys()  # what pre-commit requires of a hook
    command = [*hook["entry"].split(), *hook["args"], "pages/index.html", "pages/kirjasto.html"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    add_barrier(project / "pages" / "kirjasto.html")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "`pages/kirjasto.html:5`" in done.stdout
    assert {file.name for file in project.iterdir()} == {".git", ".tools", "dist", "pages"}  # it leaves nothing behind


@pytest.fixture
def server(project: Path) -> Iterator[None]:
    """The application that the example with Selenium opens."""
    page = CLEAN.format("Etusivu").replace("<main", '<button id="menu-button" type="button">Valikko</button><main')
    (project / "index.html").write_text(page, encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(project))
    ThreadingHTTPServer.allow_reuse_address = True
    with ThreadingHTTPServer(("127.0.0.1", 8000), handler) as running:
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield
        running.shutdown()
        thread.join()


@pytest.mark.usefixtures("server")
@pytest.mark.xdist_group("port-8000")
def test_the_tests_pass(project: Path, pytester: pytest.Pytester) -> None:
    plain, selenium = blocks("pytest", "python")
    (pytester.path / "dist").symlink_to(project / "dist")
    pytester.makepyfile(test_pages=plain, test_menu=selenium)
    pytester.makeconftest("""
        import pytest
        from a11ycheck.browser.driver import Browser
        from a11ycheck.settings import Settings

        @pytest.fixture
        def driver():
            with Browser(Settings()) as browser:
                yield browser.driver
    """)
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=3)


def test_the_program_prints_what_it_found(project: Path) -> None:
    (example,) = blocks("Python", "python")
    add_barrier(project / "dist" / "kirjasto.html")
    (project / "example.py").write_text(example, encoding="utf-8")
    done = subprocess.run([sys.executable, "example.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "failed Image without a text alternative dist/kirjasto.html 5" in lines
    assert lines[-1] == "failed"
