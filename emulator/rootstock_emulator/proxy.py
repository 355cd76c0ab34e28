"""The HTTPS proxy: takes CONNECT for AWS's host names, speaks TLS itself, and answers.

It never opens a connection to anywhere: a host that is not AWS's is refused.
"""

from __future__ import annotations

import re
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from moto.moto_proxy.utils import get_body_from_form_data

from .certificates import CertificateAuthority
from .control import CONTROL_HOST, answer_control, is_control
from .emulation import Emulation
from .errors import Response
from .request import ApiRequest

AWS_HOST = re.compile(r"(.+\.)?(amazonaws\.com(\.cn)?|api\.aws|amazonaws\.eu)")
IDLE_SECONDS = 300
BACKLOG = 512
OWN_HEADERS = ("content-length", "transfer-encoding", "connection", "status")


class ProxyServer(ThreadingHTTPServer):
    """Listens on the loopback interface only."""

    request_queue_size = BACKLOG
    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, port: int, emulation: Emulation, authority: CertificateAuthority) -> None:
        self.emulation = emulation
        self.authority = authority
        super().__init__(("127.0.0.1", port), ProxyRequestHandler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say in one line what went wrong; a client that hangs up is not an error."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError, ssl.SSLError)):
            print(f"rootstock-emulator: {type(error).__name__}: {error}", file=sys.stderr)


class ProxyRequestHandler(BaseHTTPRequestHandler):
    """One connection of a client; it is kept open for further requests."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    wbufsize = -1  # buffered: an unbuffered TLS stream may write a large body in part only
    server: ProxyServer
    _secure = False

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Keep silent: the call log is the record."""

    def do_CONNECT(self) -> None:  # noqa: N802 - the base class's naming
        """Begin TLS in the name of the host that is asked for."""
        host = self.path.rsplit(":", 1)[0].lower()
        if not AWS_HOST.fullmatch(host) and host != CONTROL_HOST:
            self.send_error(403, f"The Rootstock emulator serves AWS hosts only, not {host}")
            return
        self.wfile.write(b"HTTP/1.1 200 Connection Established\r\n\r\n")
        self.wfile.flush()
        self.connection = self.server.authority.context(host).wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", self.wbufsize)
        self._secure = True
        self.close_connection = False

    def _answer(self) -> None:
        request = self._read_request()
        if is_control(request):
            self._write(answer_control(self.server.emulation, request))
        elif AWS_HOST.fullmatch(request.host) or request.path.startswith("/moto-api/"):
            self._write(self.server.emulation.answer(request))
        else:
            self.send_error(403, f"The Rootstock emulator serves AWS hosts only, not {request.host}")

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815

    def _read_request(self) -> ApiRequest:
        body = self._read_body()
        form: dict[str, str] = {}
        content_type = self.headers.get("Content-Type", "")
        if content_type.startswith("multipart/form-data"):
            upload, form = get_body_from_form_data(body, content_type.split("boundary=")[-1])
            body = upload or b""
        return ApiRequest(self.command, self._url(), self.headers, body, form)

    def _url(self) -> str:
        if "://" in self.path:
            return self.path
        return f"{'https' if self._secure else 'http'}://{self.headers['Host']}{self.path}"

    def _read_body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            return b"".join(iter(self._read_chunk, b""))
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _read_chunk(self) -> bytes:
        size = int(self.rfile.readline().split(b";")[0], 16)
        chunk = self.rfile.read(size)
        self.rfile.readline()
        return chunk

    def _write(self, response: Response) -> None:
        self.send_response_only(response.status)
        for name, value in response.headers.items():
            if name.lower() not in OWN_HEADERS:
                self.send_header(name, value)
        if response.status not in (204, 304):
            self.send_header("Content-Length", self._content_length(response))
        self.end_headers()
        if self.command != "HEAD" and response.status not in (204, 304):
            self.wfile.write(response.body)

    def _content_length(self, response: Response) -> str:
        """Return the body's length; of a HEAD, the length that the object has."""
        named = next((v for k, v in response.headers.items() if k.lower() == "content-length"), None)
        return named if self.command == "HEAD" and named is not None else str(len(response.body))
