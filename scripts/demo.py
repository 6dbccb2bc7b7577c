"""Scans the bundled demo site: builds it, serves it on loopback, and says where the report is.

``python scripts/demo.py [options of a11ycheck scan]``; run by ``make demo``.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the demo site lies among the tests, which are no installed package

from a11ycheck import cli  # noqa: E402 - after the path
from tests.site.build import build  # noqa: E402 - after the path

BARRIERS_FOUND = 1  # what the scan ends with where all is well, since the site has barriers planted


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder; declares the charset, and keeps the terminal for the scan."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".html": "text/html; charset=utf-8"}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of the loopback interface while the context lasts; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def main(options: list[str]) -> int:
    """Scan the demo site; return 0 where the scan found barriers, else the exit code of the scan, or 1."""
    with tempfile.TemporaryDirectory(prefix="a11ycheck-demo-") as folder, served(Path(folder)) as address:
        build(Path(folder), address)
        code = cli.run(["scan", address, "-o", "a11ycheck-report", "--max-pages", "500", *options])
    if code != BARRIERS_FOUND:
        return code or 1
    print(f"\nThe demo's report: {Path('a11ycheck-report', 'report.html').resolve().as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
