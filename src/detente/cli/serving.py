"""`detente serve`: the page and REST API over a store."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from detente.cli.opening import patience
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, Pipeline, StoreFile, Wait
from detente.cli.reporting import note

__all__ = ["command"]


def command(
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.", min=0, max=65535)] = 8484,
    token: Annotated[
        str | None,
        typer.Option(
            help="What everyone who asks must know; one is made up where the host is not loopback."
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="Another name that the server is asked under; may be repeated."),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Take no corrections; others may read meanwhile.")
    ] = False,
    lexicon: Lexicons = None,
    pipeline: Pipeline = None,
) -> None:
    """Show the store as pages in a browser, and answer REST requests, until Ctrl-C.

    Listens on this machine alone unless --host says otherwise; then everyone needs the token.

    Example: detente serve --store news.duckdb
    """
    import uvicorn

    from detente import storage
    from detente.tables import open_lexicon
    from detente.web import Context, ProcessCoder, access_for, create_app, warm
    from detente.web.listening import Listener

    access = access_for(host, token=token, also=allow_host or ())
    tables = open_lexicon(lexicon or ())
    coder = ProcessCoder(tables.folders, pipeline)
    warming = warm(tables)  # while the store is opened
    path = store or storage.default_path()
    with (
        storage.open_shelved(path, read_only=read_only, patience=patience(wait)) as opened,
        closing(coder),
    ):
        context = Context(opened, tables, access, coder, read_only=read_only)
        application = create_app(context)
        warming.join()
        ending = f"?token={access.token}" if access.token else ""
        shown = f"[{host}]" if ":" in host else host
        note(f"serving {opened.path} at http://{shown}:{port}/{ending} (Ctrl-C ends)")
        uvicorn.run(
            application,
            host=host,
            port=port,
            http=Listener,
            ws="none",
            log_level="warning",
            server_header=False,
            access_log=False,
            timeout_keep_alive=10,
            h11_max_incomplete_event_size=32_768,
        )
