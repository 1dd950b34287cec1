"""The pages of `detente serve`: HTML made on the server, whole without any script.

Scripts draw the figures and send forms in the background; tables and forms work without.
"""

from __future__ import annotations

from importlib import resources

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.requests import Request

from detente.tables import open_lexicon
from detente.web import (
    pages_data,
    pages_decisions,
    pages_document,
    pages_dyad,
    pages_event,
    pages_findings,
    pages_network,
    pages_overview,
    pages_try,
)
from detente.web.context import Context
from detente.web.faults import NotFound, Problem
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

__all__ = ["fault_page", "router"]

_PARTS = (
    pages_overview,
    pages_dyad,
    pages_findings,
    pages_event,
    pages_document,
    pages_network,
    pages_data,
    pages_decisions,
    pages_try,
)
_HEADINGS = {404: "Not found", 500: "Something broke", 503: "Not just now"}
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


def router(context: Context) -> APIRouter:
    """Return the pages, and the style sheet and scripts that they load, at the root."""
    api = APIRouter()
    pages = Pages(context, api)
    for part in _PARTS:
        part.add(pages)
    api.add_api_route("/assets/{name}", _asset, methods=["GET"], response_model=None)
    return api


def _asset(name: str) -> Response:
    """Return one of our own files."""
    folder = resources.files("detente.web") / "assets"
    known = {item.name: item for item in folder.iterdir()}
    if name not in known:
        raise NotFound(f"there is no {name}")
    content = known[name].read_bytes()
    kind = _TYPES[name.rpartition(".")[2]]
    return Response(content, media_type=kind, headers={"Cache-Control": "no-cache"})


def fault_page(request: Request, problem: Problem) -> Response:
    """Return the page that says what went wrong, and what would be right."""
    return render(
        request, open_lexicon(), "problem.html",
        status=problem.status,
        heading=_HEADINGS.get(problem.status, "That cannot be shown"),
        detail=problem.detail,
    )  # fmt: skip
