"""Connections over a real socket: what is no HTTP, what never ends, and what is as it should be."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from detente.web.listening import Listener

SECONDS = 1.0
GOOD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"


class Quick(Listener):
    request_seconds = SECONDS


async def app(_: Scope, receive: Receive, send: Send) -> None:
    """Answer with the length of the body, when it is there."""
    length, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        length, more = length + len(message["body"]), message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


@pytest.fixture
def port() -> Iterator[int]:
    config = uvicorn.Config(
        app,
        port=0,
        http=Quick,
        ws="none",
        lifespan="off",
        log_level="error",
        h11_max_incomplete_event_size=1000,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def told(port: int, *parts: bytes, pause: float = 0.0) -> tuple[int, bytes]:
    """Return the status and body of what is answered before the connection is closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as one:
        for part in parts:
            one.sendall(part)
            time.sleep(pause)
        got = b"".join(iter(lambda: one.recv(65_536), b""))
    head, _, body = got.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]) if head else 0, body


BROKEN = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 2000,
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
]


@pytest.mark.parametrize("sent", BROKEN)
def test_what_is_no_http_is_told_in_the_one_shape(port: int, sent: bytes) -> None:
    status, body = told(port, sent)
    problem = json.loads(body)
    assert (status, problem["status"], problem["title"]) == (400, 400, "Bad Request")


SLOW = [
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: ", 408),
    (GOOD + b"\r\nx", 408),
    (b"", 0),
]


@pytest.mark.parametrize(("sent", "expected"), SLOW)
def test_what_does_not_come_in_whole_is_ended(port: int, sent: bytes, expected: int) -> None:
    begun = time.monotonic()
    status, _ = told(port, sent)
    assert status == expected
    assert SECONDS <= time.monotonic() - begun < 15


def test_dripping_gains_no_time(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=0.1) as one:
        one.sendall(GOOD)
        begun, got = time.monotonic(), b""
        while not got:
            assert time.monotonic() - begun < 15
            one.sendall(b"X: y\r\n")
            try:
                got = one.recv(65_536)
            except TimeoutError:
                continue
    assert got.startswith(b"HTTP/1.1 408 ")


def test_requests_that_come_one_after_the_other_are_answered(port: int) -> None:
    rest = b"Connection: close\r\n\r\nab"
    status, body = told(port, GOOD + b"\r\nab", GOOD + b"\r", b"\nab", GOOD + rest, pause=0.4)
    assert status == 200
    assert body.count(b"HTTP/1.1 200 ") == 2
