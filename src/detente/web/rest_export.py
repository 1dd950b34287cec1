"""REST: events as a file, in our columns or another system's, with the filters of the lists."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from detente.errors import SettingError
from detente.formats import FORMATS, load_formats, write_events, write_format
from detente.storage import OWN, Selection, Store, chosen_shapes
from detente.tables import Lexicon
from detente.web.context import Context
from detente.web.faults import Busy, NotFound
from detente.web.queries import EventQuery, selection_of

__all__ = ["router", "write_selected"]

_AT_ONCE = 2
_MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl", "tsv": "text/tab-separated-values"}

Format = Annotated[str, InPath(max_length=40, pattern=r"^[a-z0-9-]+$")]


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that hands out files."""
    api = APIRouter(tags=["export"])
    writing = BoundedSemaphore(_AT_ONCE)
    others = load_formats(context.lexicon)

    @api.get("/export/{format}", response_class=FileResponse)
    def export(format: Format, query: Annotated[EventQuery, Query()]) -> FileResponse:
        """All events that fit as one file: jsonl, csv, parquet, or another system's format.

        `X-Rows` counts the rows, `X-Left-Out` what the format cannot hold.
        """
        if format not in FORMATS and format not in others:
            known = ", ".join((*FORMATS, *others))
            raise NotFound(f"there is no format {format!r}; there are {known}")
        selection = selection_of(query, context)
        suffix = format if format in FORMATS else others[format].suffix.lstrip(".")
        if not writing.acquire(blocking=False):
            raise Busy("other downloads are being written; try again in a minute")
        folder = tempfile.TemporaryDirectory(prefix="detente-")
        try:
            path = Path(folder.name) / f"events.{suffix}"
            with context.reader() as store:
                rows, left_out = write_selected(store, path, format, context.lexicon, selection)
        except BaseException:  # whatever stops it, the folder must not stay
            folder.cleanup()
            raise
        finally:
            writing.release()
        return FileResponse(
            path,
            filename=f"events-{format}.{suffix}",
            media_type=_MEDIA.get(suffix.lower(), "application/octet-stream"),
            headers={"X-Rows": str(rows), "X-Left-Out": str(left_out)},
            background=BackgroundTask(folder.cleanup),
        )

    return api


def write_selected(
    store: Store, path: Path, name: str, lexicon: Lexicon, selection: Selection
) -> tuple[int, int]:
    """Write the events that are selected to `path`; return how many rows, and how many left out.

    Raises:
        SettingError: our own formats are asked for an imported dataset.
    """
    if name in FORMATS:
        if selection.dataset != OWN:
            raise SettingError(f"{name} holds our own events only; take another format")
        return write_events(chosen_shapes(store.connection, selection), path, name), 0
    done = write_format(store, path, name, lexicon, dataset=selection.dataset, selection=selection)
    return done.rows, sum(done.left_out.values())
