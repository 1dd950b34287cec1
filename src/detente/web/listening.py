"""Connections: what is no HTTP is refused in our one shape, and what never ends is ended.

Such requests do not reach the application, so neither the guard nor `faults` see them.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from detente.web.faults import problem

__all__ = ["Listener"]


class Listener(H11Protocol):
    """One connection. A request must be in whole, body included, `request_seconds` after it began.

    Without that, clients that send a byte now and then would hold connections until there are no
    more to be had.
    """

    request_seconds = 30.0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        super().data_received(data)
        if self._coming():
            self._expect()
        else:
            self._expect_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._expect_no_more()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (its words, not ours)
        """Refuse what is no HTTP."""
        self._refuse(400, "this is no HTTP request that can be read, or its head is too large")

    def _coming(self) -> bool:
        """Tell whether a request has begun and is not in whole."""
        begun = bool(self.conn.trailing_data[0]) and self.conn.their_state is h11.IDLE
        return begun or self.conn.their_state is h11.SEND_BODY

    def _expect(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.request_seconds, self._give_up)

    def _expect_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self._coming():
            limit = f"{self.request_seconds:g} seconds"
            self._refuse(408, f"a request has to be in whole within {limit}")
        else:
            self.transport.close()

    def _refuse(self, status: int, detail: str) -> None:
        """Answer with a problem, unless an answer is under way already, and close."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.abort()
            return
        answer = problem(status, detail)
        answer.headers["Connection"] = "close"
        lines = [f"HTTP/1.1 {status} ".encode(), *(b"%b: %b" % pair for pair in answer.raw_headers)]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(answer.body)]))
        self.transport.close()
