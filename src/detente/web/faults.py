"""One shape for everything that goes wrong: RFC 9457 problem details, and never a traceback."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from detente.errors import DetenteError, InputError, SettingError, StoreError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

__all__ = ["Busy", "NotFound", "Problem", "add_faults", "problem", "refused"]

_LOG = logging.getLogger("detente.web")


class NotFound(DetenteError, LookupError):
    """What an address names is not in the store."""


class Busy(DetenteError, RuntimeError):
    """The server has too much to do just now."""


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it; `detail` says what would be right."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = Field(
        default_factory=list, description="Each parameter that is wrong: where, and why."
    )


PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {
        "description": "Something is wrong: what, and what would be right.",
        "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
    }
    for code in ("default", 422)
}
"""How OpenAPI describes them."""


def problem(status: int, detail: str, errors: list[dict[str, Any]] | None = None) -> Response:
    """Return the answer for something that went wrong."""
    return _json(_told(status, detail, errors))


def refused(request: Request, status: int, detail: str) -> Response:
    """Return the answer to a request that is not let in: a page where a browser asks for one."""
    return _answer(request, _told(status, detail))


def _told(status: int, detail: str, errors: list[dict[str, Any]] | None = None) -> Problem:
    title = HTTPStatus(status).phrase
    return Problem(title=title, status=status, detail=detail, errors=errors or [])


def _json(told: Problem) -> Response:
    """Return a problem in ASCII: what it tells of may hold half characters, which UTF-8 cannot."""
    shown = json.dumps(told.model_dump())
    return Response(shown, status_code=told.status, media_type="application/problem+json")


def add_faults(app: FastAPI) -> None:
    """Make an app answer whatever is raised with a problem."""
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(DetenteError, _on_known)
    app.add_exception_handler(Exception, _on_surprise)


def status_of(error: DetenteError) -> int:
    """Return the HTTP status that says whose mistake an error is."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, (Busy, StoreError)):
        return 503
    return 422 if isinstance(error, (InputError, SettingError)) else 500


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"where": ".".join(map(str, one["loc"])), "why": one["msg"]} for one in error.errors()
    ]
    shown = "; ".join(f"{one['where']}: {one['why']}" for one in errors[:3])
    return _answer(request, _told(422, shown, errors))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = _answer(request, _told(error.status_code, str(error.detail)))
    answer.headers.update(error.headers or {})
    return answer


async def _on_known(request: Request, error: Exception) -> Response:
    assert isinstance(error, DetenteError)
    return _answer(request, _told(status_of(error), str(error)))


async def _on_surprise(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s: %s: %s", request.method, request.url.path, type(error).__name__, error)
    return _answer(request, _told(500, "the server made a mistake; it is noted in its log"))


def _answer(request: Request, told: Problem) -> Response:
    """Return a problem as a page where a browser asks for one, else as JSON."""
    page: Callable[[Request, Problem], Response] | None = getattr(
        request.app.state, "fault_page", None
    )
    api = request.url.path.startswith("/api")
    if page is not None and not api and "text/html" in request.headers.get("accept", ""):
        return page(request, told)
    return _json(told)
