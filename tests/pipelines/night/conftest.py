"""Where a night's letters go in tests: a real web server on this machine."""

import contextlib
import http.server
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def posted() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A web server's address and what was posted to it; below /refuses it answers as 钉钉 does when it refuses.

    Below /drips its answer comes byte by byte and has no end.
    """
    received: list[dict[str, Any]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            answer = b'{"errcode": 310000, "errmsg": "keywords"}' if "refuses" in self.path else b'{"errcode": 0}'
            self.send_response(500 if "fails" in self.path else 200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while "drips" in self.path:
                    self.wfile.write(b" ")
                    time.sleep(0.1)
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    server.server_close()
