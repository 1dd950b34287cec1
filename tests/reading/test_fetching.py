"""Fetching from servers that are slow, lie, lead astray or send too much."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

import httpx
import pytest

from detente.errors import DetenteError
from detente.reading.fetching import Fetcher, FetchError
from detente.reading.guarding import RefusedError, checked_address

Reply: TypeAlias = Callable[[BaseHTTPRequestHandler], None]
Serve: TypeAlias = Callable[[Mapping[str, Reply]], str]


def reply(body: bytes = b"", status: int = 200, **headers: str) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Length": str(len(body)), **named}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"a")
        time.sleep(0.05)


def dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(200):
        handler.wfile.write(b"a")
        time.sleep(0.05)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that starts a server with replies by path and returns its address."""
    started: list[ThreadingHTTPServer] = []

    def start(replies: Mapping[str, Reply]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                try:
                    replies.get(self.path, reply(status=404))(self)
                except OSError:
                    return  # the client has had enough

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        started.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def fetcher(seconds: float = 5.0, allowed: tuple[str, ...] = ("127.0.0.1",)) -> Fetcher:
    return Fetcher(agent="detente/test", allowed=allowed, timeout_seconds=seconds)


def test_an_answer_has_what_is_needed_next_time(serve: Serve) -> None:
    seen: list[str | None] = []

    def conditional(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["If-None-Match"])
        if handler.headers["If-None-Match"] == '"1"':
            reply(status=304)(handler)
        else:
            reply(b"words", ETag='"1"', Content_Type="text/html; charset=latin-1")(handler)

    url = serve({"/a": conditional})
    answer = fetcher().get(f"{url}/a")
    assert (answer.status, answer.body, answer.etag) == (200, b"words", '"1"')
    assert (answer.media, answer.charset) == ("text/html", "latin-1")
    again = fetcher().get(f"{url}/a", etag=answer.etag)
    assert (again.status, again.body) == (304, b"")
    assert seen == [None, '"1"']


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"words"), "gzip"),
        (zlib.compress(b"words"), "deflate"),
        (zlib.compress(b"words", wbits=-15), "deflate"),
        (b"words", "identity"),
    ],
)
def test_packed_answers_are_unpacked(serve: Serve, body: bytes, encoding: str) -> None:
    url = serve({"/a": reply(body, Content_Encoding=encoding)})
    assert fetcher().get(f"{url}/a").body == b"words"


BAD: list[tuple[Reply, str, bool]] = [
    (reply(b"a", Content_Length="99999999999"), "said to have 99,999,999,999 bytes", False),
    (reply(b"a", Content_Length="50"), "peer closed connection", False),
    (reply(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip"), "unpacks to more", False),
    (reply(b"words", Content_Encoding="gzip"), "is not packed as gzip", False),
    (reply(b"words", Content_Encoding="gzip, gzip"), "was not asked for", False),
    (reply(status=302, Location="http://10.0.0.1/"), "10.0.0.1, which is no public", True),
    (reply(status=302, Location="http://localhost:1/"), "which is no public address", True),
    (reply(status=302, Location="file:///etc/passwd"), "which is not over HTTP", True),
    (reply(status=302, Location="/a"), "leads on more than 5 times", False),
    (dripping, "no whole answer in time", False),
    (dripping_headers, "no answer in time", False),
]


@pytest.mark.parametrize(("answer", "problem", "final"), BAD, ids=[row[1] for row in BAD])
def test_what_is_wrong_is_said(serve: Serve, answer: Reply, problem: str, final: bool) -> None:
    url = serve({"/a": answer})
    begun = time.monotonic()
    with pytest.raises(FetchError, match=problem) as raised:
        fetcher(seconds=1.0).get(f"{url}/a")
    assert raised.value.final is final
    assert isinstance(raised.value, DetenteError)
    assert time.monotonic() - begun < 8


def test_robots_are_obeyed(serve: Serve) -> None:
    rules = b"User-agent: detente\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /"
    url = serve({"/robots.txt": reply(rules), "/a": reply(b"A"), "/private": reply(b"B")})
    client = fetcher()
    assert client.get(f"{url}/a").body == b"A"
    assert client.crawl_delay_seconds(f"{url}/a") == 7
    with pytest.raises(FetchError, match="forbids") as raised:
        client.get(f"{url}/private")
    assert raised.value.final


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_robots_that_cannot_be_read(serve: Serve, status: int, allowed: bool) -> None:
    url = serve({"/robots.txt": reply(status=status), "/a": reply(b"A")})
    if allowed:
        assert fetcher().get(f"{url}/a").body == b"A"
        return
    with pytest.raises(FetchError, match="cannot be read now"):
        fetcher().get(f"{url}/a")


def test_the_own_network_is_not_asked(serve: Serve) -> None:
    url = serve({"/a": reply(b"A")})
    with pytest.raises(FetchError, match="name the host under allow_hosts") as raised:
        fetcher(allowed=()).get(f"{url}/a")
    assert raised.value.final


def at(*addresses: str) -> Callable[..., object]:
    def found(*_: object, **__: object) -> object:
        return [(0, 0, 0, "", (address, 443)) for address in addresses]

    return found


INNER = [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_a_name_with_one_inner_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", at("93.184.216.34", address))
    with pytest.raises(RefusedError, match="no public address"):
        checked_address("example.org", 443, frozenset())
    assert str(checked_address("Example.org.", 443, {"example.org"})) == "93.184.216.34"


def test_a_public_name_is_asked_at_the_address_that_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", at("2606:2800:220:1::1", "93.184.216.34"))
    assert str(checked_address("example.org", 443, frozenset())) == "2606:2800:220:1::1"


def test_a_name_that_cannot_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object, **__: object) -> None:
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", nothing)
    with pytest.raises(httpx.ConnectError, match="cannot be found"):
        checked_address("example.invalid", 443, frozenset())
