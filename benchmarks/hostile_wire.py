"""What is sent over a socket to `detente serve`: no HTTP, half of it, or one byte now and then."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from fuzz import damaged
from hostile_tally import Tally, fault_of_problem

__all__ = ["serve_and_ask"]

RUN = "from detente.cli.main import run; run()"
SLOW_LIMIT_S = 45.0
"""A request has 30 seconds to come in; the rest is for a busy machine."""

MOMENT_S = 0.5

PAUSE_S = 0.015
"""Between two requests: the server answers 100 a second from one address, and says 429 to more."""

GOOD = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
POST = b"POST /api/code HTTP/1.1\r\nHost: localhost\r\nX-Detente: 1\r\nConnection: close\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"

PAYLOADS = (
    *(b"", b"\r\n" * 100, b"\x00" * 100, b"GET\r\n\r\n", b"GET /\r\n\r\n", b"HELO x\r\n\r\n"),
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET http://evil.example/api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /a b c HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nno colon here\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX : a\r\n folded\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 20_000 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"a" * 20_000,
    b"GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n",
    GOOD * 50,
    GOOD.replace(b"Connection: close", b"Upgrade: websocket\r\nConnection: Upgrade, close"),
    GOOD.replace(b"Connection: close", b"Connection: close\r\nUpgrade: h2c\r\nHTTP2-Settings: x"),
    GOOD.replace(b"GET", b"HEAD"),
    GOOD.replace(b"GET", b"G(T"),
    POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    POST + b"Content-Length: -5\r\n\r\nabcdef",
    POST + b"Content-Length: 5, 5\r\n\r\nabcdef",
    POST + b"Content-Length: 99999999999\r\n\r\nabc",
    POST + b"Content-Length: 100\r\n\r\nabc",
    POST + b"Content-Length: 2\r\n\r\n{}GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
    POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
    POST + b"Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
    POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
    POST + b"Expect: miracles\r\nContent-Length: 2\r\n\r\n{}",
    CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n",
    CHUNKED + b"-1\r\nabc\r\n0\r\n\r\n",
    CHUNKED + b"ffffffffffffffffffff\r\nabc",
    CHUNKED + b"3;" + b"x" * 40_000 + b"\r\nabc\r\n0\r\n\r\n",
    CHUNKED + (b"10000\r\n" + b"[" * 65_536 + b"\r\n") * 40 + b"0\r\n\r\n",
    CHUNKED + b"1\r\n[\r\n" * 20_000 + b"0\r\n\r\n",
    CHUNKED + b"0\r\nX-Detente: 1\r\n" + b"Y: z\r\n" * 5000 + b"\r\n",
)

SLOW = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
    POST + b"Content-Length: 1000\r\n\r\n",
    CHUNKED + b"3e8\r\n",
    b"",
)
"""How clients begin that then send a byte a second."""


def serve_and_ask(
    store: Path, count: int, slow: int, limit_s: float, chance: random.Random, tally: Tally
) -> None:
    """Serve the store in a process of its own and send what is drawn, slow clients meanwhile."""
    log = store.parent.parent / "server.log"
    with served(store, log) as (process, port), ThreadPoolExecutor(max(1, slow)) as pool:
        waiting = [pool.submit(drip, port, SLOW[k % len(SLOW)]) for k in range(slow)]
        for number in range(count):
            payload = chance.choice(PAYLOADS)
            if chance.random() < 0.3:
                payload = damaged(payload or GOOD, chance)
            answer, seconds = exchange(port, payload, limit_s)
            add(tally, "wire", answer, seconds, limit_s, repr(payload[:200]))
            if number % 100 == 99:
                alive(port, limit_s, tally)
        for one in waiting:
            add(tally, "slow", *one.result(), SLOW_LIMIT_S, "a byte a second")
        alive(port, limit_s, tally)
        if process.poll() is not None:
            tally.wrong(f"the server ended with {process.returncode}", "all of them")
    if "Traceback" in (said := log.read_text("utf-8", "replace")):
        tally.wrong("the server's log has a traceback", said[said.index("Traceback") :][:2000])


@contextmanager
def served(store: Path, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a store on a free port, until the block ends."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    command = [sys.executable, "-c", RUN, "serve", "--store", str(store), "--port", str(port)]
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            while process.poll() is None:
                try:
                    httpx.get(f"http://127.0.0.1:{port}/api/ontology")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield process, port
        finally:
            process.terminate()


def exchange(port: int, payload: bytes, limit_s: float) -> tuple[bytes, float]:
    """Send a payload and return the answer and what it took.

    Where none has come after a moment, the server is told that nothing more will.
    """
    time.sleep(PAUSE_S)
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=MOMENT_S) as one:
        with suppress(OSError):  # refused before all of it was sent; the answer may have come
            one.sendall(payload)
        answer, ended = received(one, begun + limit_s)
        if not ended:
            try:
                one.shutdown(socket.SHUT_WR)
            except OSError:
                return answer, time.monotonic() - begun
            one.settimeout(limit_s)
            answer += received(one, begun + 2 * limit_s)[0]
        return answer, time.monotonic() - begun


def drip(port: int, beginning: bytes) -> tuple[bytes, float]:
    """Begin a request, go on with a byte a second; return the answer and when the server ended."""
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=1.0) as one:
        got = b""
        try:
            one.sendall(beginning)
            while time.monotonic() - begun < 2 * SLOW_LIMIT_S:
                try:
                    if not (part := one.recv(65_536)):
                        break
                    got += part
                except TimeoutError:
                    one.sendall(b"x" if beginning else b"G")
        except OSError:
            pass
        return got, time.monotonic() - begun


def received(one: socket.socket, until: float) -> tuple[bytes, bool]:
    """Return all that comes, and whether the connection has ended and not only fallen silent."""
    got = b""
    try:
        while time.monotonic() < until and (part := one.recv(65_536)):
            got += part
    except TimeoutError:
        return got, False
    except OSError:
        pass
    return got, True


def add(tally: Tally, kind: str, answer: bytes, seconds: float, limit_s: float, shown: str) -> None:
    """Count an answer and what is wrong with it; to close without one is right too."""
    head, _, body = answer.partition(b"\r\n\r\n")
    if head.startswith(b"HTTP/1.1 100 "):
        head, _, body = body.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    word = lines[0].split(" ")[1] if lines[0].startswith("HTTP/1.1 ") else "0"
    status, fault = int(word) if word.isdigit() else 0, None
    if seconds > limit_s:
        fault = f"no end within {limit_s:g} s"
    elif answer and not 100 <= status < 500:
        fault = f"status {lines[0]!r}"
    elif status >= 400 and b"HEAD" not in shown.encode():
        named = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        fault = fault_of(status, named, body)
    tally.add(kind, status, seconds, fault, shown)


def fault_of(status: int, headers: dict[str, str], body: bytes) -> str | None:
    """Return what is wrong with an error."""
    length = int(headers.get("content-length", len(body)))
    try:
        return fault_of_problem(status, headers.get("content-type", ""), body[:length])
    except json.JSONDecodeError:
        return f"an error of {status} is cut off"


def alive(port: int, limit_s: float, tally: Tally) -> None:
    """Make sure that the server still answers others."""
    begun = time.monotonic()
    try:
        status = httpx.get(f"http://127.0.0.1:{port}/api/health", timeout=limit_s).status_code
    except httpx.HTTPError as error:
        tally.wrong(f"others are not answered: {type(error).__name__}", "/api/health")
        return
    tally.add(
        "others", status, time.monotonic() - begun, None if status == 200 else "not 200", "health"
    )
