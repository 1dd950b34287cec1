"""`detente watch` as a process: it ends cleanly when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

EMPTY = b'<rss version="2.0"><channel><title>Nothing new</title></channel></rss>'


class Quiet(BaseHTTPRequestHandler):
    """Answers with a feed that has no items, and tells when it did."""

    asked = threading.Event()

    def do_GET(self) -> None:
        found = self.path == "/feed"
        self.send_response(200 if found else 404)
        self.end_headers()
        if found:
            self.wfile.write(EMPTY)
            self.asked.set()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def started(folder: Path, host: str, *options: str) -> tuple[subprocess.Popen[str], HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    Quiet.asked.clear()
    feeds = folder / "feeds.toml"
    url = f"http://127.0.0.1:{server.server_address[1]}/feed"
    feeds.write_text(f'allow_hosts = ["{host}"]\n[[feed]]\nurl = "{url}"\n', "utf-8")
    command = [sys.executable, "-m", "detente", "watch", str(feeds)]
    command += ["--store", str(folder / "news.duckdb"), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ})
    return process, server


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it(tmp_path: Path, number: signal.Signals) -> None:
    process, server = started(tmp_path, "127.0.0.1")
    try:
        assert Quiet.asked.wait(60)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
        server.shutdown()
        server.server_close()
    assert process.returncode == 0, said
    assert "stopping" in said
    assert "Traceback" not in said


def test_once_names_what_is_refused(tmp_path: Path) -> None:
    process, server = started(tmp_path, "example.org", "--once")
    _, said = process.communicate(timeout=60)
    server.shutdown()
    server.server_close()
    assert process.returncode == 3
    assert "127.0.0.1, which is no public address; name the host under allow_hosts" in said
    assert not Quiet.asked.is_set()
