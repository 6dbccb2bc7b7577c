"""The demo: what ``make demo`` runs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_demo_scans_its_site_and_says_where_the_report_is(tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, ROOT / "scripts" / "demo.py", "--engine", "static"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    report = tmp_path / "a11ycheck-report" / "report.html"
    assert report.is_file()
    assert done.stdout.endswith(f"The demo's report: {report.as_uri()}\n")
