"""One request over HTTP within limits of time and size, robots.txt obeyed.

What is answered comes back as an `Answer`, an error of the server included; what is not is a
`FetchError`. Nothing else is raised.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from detente.errors import DetenteError
from detente.reading.warcs import media_of

if TYPE_CHECKING:
    import httpx
    from protego import Protego

__all__ = ["Answer", "FetchError", "Fetcher"]

MAX_BYTES = 10_000_000
"""The most that is taken of an answer, as it comes and when it is unpacked."""

MAX_ROBOTS_BYTES = 512_000
MAX_REDIRECTIONS = 5
ROBOTS_HOLD_SECONDS = 24 * 3600.0
REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
GRACE_SECONDS = 1.0
NAME = "detente"

_Result = TypeVar("_Result")


class FetchError(DetenteError, OSError):
    """A page that could not be fetched; `final` tells that asking again would not help."""

    def __init__(self, problem: str, *, final: bool = False) -> None:
        """Keep the problem as the message."""
        super().__init__(problem)
        self.final = final


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered.

    `url` is where redirections led. `body` is unpacked. `etag` and `modified` are what to ask
    with next time, `retry_after` the header as it stands; each None where the server sent none.
    """

    url: str
    status: int
    body: bytes = b""
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: str | None = None


@dataclass(slots=True)
class _Rules:
    """The robots.txt of a host and until when, on the monotonic clock, it is believed."""

    rules: Protego | None
    until: float


class Fetcher:
    """Fetches pages, one at a time."""

    def __init__(
        self, *, agent: str, allowed: Collection[str] = (), timeout_seconds: float = 60.0
    ) -> None:
        """Make a fetcher that calls itself `agent` and may ask `allowed` hosts of any address."""
        import httpx

        from detente.reading.guarding import GuardedTransport

        self._timeout = timeout_seconds
        self._client = httpx.Client(
            transport=GuardedTransport({host.lower() for host in allowed}),
            timeout=min(timeout_seconds, 30.0),
            trust_env=False,
            headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate"},
        )
        self._robots: dict[str, _Rules] = {}

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def crawl_delay_seconds(self, url: str) -> float:
        """Return the pause that a host asks for, 0 where it asks for none or was never asked."""
        held = self._robots.get(_root(url))
        return float(held.rules.crawl_delay(NAME) or 0) if held and held.rules else 0.0

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Return what is at an address, redirections followed.

        With `etag` or `modified` the server may answer 304, not changed, without a body.

        Raises:
            FetchError: it cannot be reached, takes too long or is too large, or must not be asked.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        sent = {name: value for name, value in headers.items() if value}
        for _ in range(MAX_REDIRECTIONS + 1):
            if urlsplit(url).scheme not in ("http", "https"):
                raise FetchError(f"leads to {url[:80]!r}, which is not over HTTP", final=True)
            if not self._may_fetch(url):
                raise FetchError("its robots.txt forbids it", final=True)
            answer, onward = self._ask(url, sent, MAX_BYTES)
            if onward is None:
                return answer
            url = urljoin(url, onward)
        raise FetchError(f"leads on more than {MAX_REDIRECTIONS} times")

    def _may_fetch(self, url: str) -> bool:
        """Tell whether the robots.txt of a host allows an address (RFC 9309).

        Raises:
            FetchError: the host does not say now; then nothing may be fetched either.
        """
        root = _root(url)
        held = self._robots.get(root)
        if held is None or held.until < time.monotonic():
            held = _Rules(self._rules(root), time.monotonic() + ROBOTS_HOLD_SECONDS)
            self._robots[root] = held
        return held.rules is None or held.rules.can_fetch(url, NAME)

    def _rules(self, root: str) -> Protego | None:
        """Return what robots.txt says, None where there is none."""
        from protego import Protego

        url = f"{root}/robots.txt"
        for _ in range(MAX_REDIRECTIONS + 1):
            answer, onward = self._ask(url, {}, MAX_ROBOTS_BYTES)
            if onward is None:
                break
            url = urljoin(url, onward)
        if answer.status >= 500 or answer.status == 429:
            raise FetchError(f"its robots.txt cannot be read now (status {answer.status})")
        if answer.status != 200:
            return None
        return Protego.parse(answer.body.decode("utf-8", "replace"))

    def _ask(self, url: str, headers: dict[str, str], limit: int) -> tuple[Answer, str | None]:
        """Return an answer, and where it leads on to."""
        import httpx

        from detente.reading.guarding import RefusedError

        try:
            return _within(self._timeout, lambda end: self._exchange(url, headers, limit, end))
        except FetchError:
            raise
        except RefusedError as error:
            raise FetchError(str(error), final=True) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise FetchError(f"no address that can be fetched: {error}", final=True) from None
        except httpx.TimeoutException:
            raise FetchError("no answer in time") from None
        except (httpx.HTTPError, OSError) as error:
            raise FetchError(str(error) or type(error).__name__) from None

    def _exchange(
        self, url: str, headers: dict[str, str], limit: int, end: float
    ) -> tuple[Answer, str | None]:
        with self._client.stream("GET", url, headers=headers) as response:
            onward = response.headers.get("Location")
            if response.status_code in REDIRECTIONS and onward:
                return Answer(url=url, status=response.status_code), onward
            body = b"" if response.status_code == 304 else _body(response, limit, end)
            media, charset = media_of(response.headers.get("Content-Type"))
            return (
                Answer(
                    url=url,
                    status=response.status_code,
                    body=body,
                    media=media,
                    charset=charset,
                    etag=response.headers.get("ETag"),
                    modified=response.headers.get("Last-Modified"),
                    retry_after=response.headers.get("Retry-After"),
                ),
                None,
            )


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _body(response: httpx.Response, limit: int, end: float) -> bytes:
    """Return the body unpacked; it must not be larger than `limit`, packed or not."""
    said = response.headers.get("Content-Length", "")
    if said.isdigit() and int(said) > limit:
        raise FetchError(f"said to have {int(said):,} bytes; the limit is {limit:,}")
    data = bytearray()
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > limit:
            raise FetchError(f"more than {limit:,} bytes, the limit")
        if time.monotonic() > end:
            raise FetchError("no whole answer in time")
    return _unpacked(bytes(data), response.headers.get("Content-Encoding", ""), limit)


def _unpacked(data: bytes, encoding: str, limit: int) -> bytes:
    kind = encoding.strip().lower()
    if kind in ("", "identity") or not data:
        return data
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"packed as {kind!r}, which was not asked for")
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # some send deflate without its header
        try:
            body = zlib.decompressobj(bits).decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(body) > limit:
            raise FetchError(f"unpacks to more than {limit:,} bytes, the limit")
        return body
    raise FetchError(f"is not packed as {kind}, as it says")


def _within(seconds: float, work: Callable[[float], _Result]) -> _Result:
    """Return what `work` gives; it gets the time on the monotonic clock when it must be done.

    It runs in a thread of its own, which is left behind when it takes too long: neither looking
    up a name nor reading headers that come byte by byte can be limited otherwise.
    """
    found: Future[_Result] = Future()

    def run() -> None:
        try:
            found.set_result(work(time.monotonic() + seconds))
        except BaseException as error:  # noqa: BLE001 (handed on to the caller)
            found.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return found.result(timeout=seconds + GRACE_SECONDS)
    except TimeoutError:
        raise FetchError("no answer in time") from None
