"""Handlers of pages: what each is given. What they raise, `faults` shows as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from detente.errors import InputError
from detente.web.context import Context

__all__ = ["Fields", "Pages"]

Fields = Mapping[str, Sequence[str]]
"""What a form sent, by name."""

_MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class Pages:
    """The router that pages are added to, and the context that they work with."""

    context: Context
    router: APIRouter

    def show(self, path: str, handler: Callable[[Request], Response]) -> None:
        """Answer GET of `path` by `handler`, in a thread."""

        def answer(request: Request) -> Response:
            return handler(request)

        self.router.add_api_route(path, answer, methods=["GET"], response_model=None)

    def take(self, path: str, handler: Callable[[Request, Fields], Response]) -> None:
        """Answer POST of a form to `path` by `handler`, in a thread."""

        async def answer(request: Request) -> Response:
            return await run_in_threadpool(handler, request, _fields(await request.body()))

        self.router.add_api_route(path, answer, methods=["POST"], response_model=None)


def _fields(body: bytes) -> Fields:
    try:
        text = body.decode("utf-8")
        return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise InputError("the form cannot be read; send it as the page does") from None
