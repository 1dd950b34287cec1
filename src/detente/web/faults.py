"""One shape for everything that goes wrong: RFC 9457 problem details, and never a traceback."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from detente.errors import DetenteError, InputError, SettingError, StoreError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

__all__ = ["NotFound", "Problem", "add_faults", "problem"]

_LOG = logging.getLogger("detente.web")


class NotFound(DetenteError, LookupError):
    """What an address names is not in the store."""


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it; `detail` says what would be right."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = Field(
        default_factory=list, description="Each parameter that is wrong: where, and why."
    )


def problem(status: int, detail: str, errors: list[dict[str, Any]] | None = None) -> JSONResponse:
    """Return the answer for something that went wrong."""
    told = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors or []
    )
    return JSONResponse(
        told.model_dump(), status_code=status, media_type="application/problem+json"
    )


def add_faults(app: FastAPI) -> None:
    """Make an app answer whatever is raised with a problem."""
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(DetenteError, _on_told)
    app.add_exception_handler(Exception, _on_surprise)


def status_of(error: DetenteError) -> int:
    """Return the HTTP status that says whose mistake an error is."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, StoreError):
        return 503
    return 422 if isinstance(error, (InputError, SettingError)) else 500


async def _on_invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"where": ".".join(map(str, one["loc"])), "why": one["msg"]} for one in error.errors()
    ]
    shown = "; ".join(f"{one['where']}: {one['why']}" for one in errors[:3])
    return problem(422, shown, jsonable_encoder(errors))


async def _on_http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    answer = problem(error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def _on_told(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DetenteError)
    return problem(status_of(error), str(error))


async def _on_surprise(request: Request, error: Exception) -> JSONResponse:
    _LOG.error("%s %s: %s: %s", request.method, request.url.path, type(error).__name__, error)
    return problem(500, "the server made a mistake; it is noted in its log")
