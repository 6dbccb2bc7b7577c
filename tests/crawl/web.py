"""A small web server on the loopback interface whose every answer a test decides."""

import gzip
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass
class Reply:
    body: bytes | str = b""
    status: int = 200
    content_type: str | None = HTML
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None  # called before the answer, to be slow


@dataclass
class Seen:
    path: str
    headers: dict[str, str]


Handler = Callable[[BaseHTTPRequestHandler], None]
Answering = Reply | Handler | list[Reply]


def page(*links: str, head: str = "") -> Reply:
    anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
    return Reply(f"<!doctype html><html lang=fi><head><title>Sivu</title>{head}</head><body>{anchors}</body></html>")


def redirect(location: str, status: int = 302, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, headers={"Location": location, **named})


def packed(body: bytes, content_type: str = HTML) -> Reply:
    return Reply(gzip.compress(body), content_type=content_type, headers={"Content-Encoding": "gzip"})


class Web:
    """Answers by path (with query); a list of replies is used up one by one, and its last one stays."""

    def __init__(self, *, tls: Path | None = None) -> None:
        self.pages: dict[str, Answering] = {}
        self.seen: list[Seen] = []
        self.scheme = "https" if tls else "http"
        self._server = _Server(("127.0.0.1", 0), _make_handler(self))
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str | None = None) -> str:
        return f"{scheme or self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    def answer(self, path: str) -> Reply | Handler:
        try:
            reply = self.pages[path]
        except KeyError:
            return Reply("not here", 404)
        if isinstance(reply, list):
            return reply.pop(0) if len(reply) > 1 else reply[0]
        return reply

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up, which these tests make them do."""


def _make_handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits for the acknowledgement of its headers

        def do_GET(self) -> None:
            web.seen.append(Seen(self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = web.answer(self.path)
            if not isinstance(reply, Reply):
                reply(self)
                self.close_connection = True
                return
            if reply.before is not None:
                reply.before()
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            if reply.content_type is not None:
                self.send_header("Content-Type", reply.content_type)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    return Requests


def streaming(chunks: Iterable[bytes], **headers: str) -> Handler:
    """Answer with chunks until the client hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in {"Content_Type": HTML, "Transfer_Encoding": "chunked", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            handler.wfile.flush()
        handler.wfile.write(b"0\r\n\r\n")

    return answer
