"""The application: REST under /api, pages at /, Bokeh's scripts, and the guard before them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from detente import __version__
from detente.web import (
    pages,
    rest_about,
    rest_code,
    rest_comparing,
    rest_corrections,
    rest_documents,
    rest_dyads,
    rest_events,
    rest_export,
    rest_world,
)
from detente.web.context import Context
from detente.web.faults import PROBLEMS, add_faults
from detente.web.guard import Guard

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["create_app"]

_PARTS = (
    rest_events,
    rest_documents,
    rest_dyads,
    rest_comparing,
    rest_world,
    rest_export,
    rest_code,
    rest_corrections,
    rest_about,
)


def create_app(context: Context) -> FastAPI:
    """Return the application over a store that is open and shelved."""
    app = FastAPI(
        title="détente",
        version=__version__,
        description="Political events coded from news: who did what to whom, when, where, how "
        "real, and according to whom.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    add_faults(app)
    for part in _PARTS:
        app.include_router(part.router(context), prefix="/api", responses=PROBLEMS)
    app.mount("/bokeh", StaticFiles(directory=_bokeh_folder()), name="bokeh")
    app.include_router(pages.router(context), include_in_schema=False)
    app.state.fault_page = pages.fault_page
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)
    app.add_middleware(Guard, access=context.access)
    return app


def _bokeh_folder() -> Path:
    from bokeh.settings import settings

    return settings.bokehjs_path()
