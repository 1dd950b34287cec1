"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from detente.errors import SettingError
from detente.model import read_day

__all__ = [
    "DEFAULT_TIMEOUT_S",
    "DEFAULT_WAIT_S",
    "Inputs",
    "Lexicons",
    "MinConfidence",
    "Pipeline",
    "Published",
    "StoreFile",
    "Timeout",
    "Wait",
    "Workers",
    "day",
]

Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, feeds, web archives (.txt .html .jsonl .csv .parquet .xml .warc, also "
        "packed as .gz) or folders of them, or - for standard input.",
        metavar="INPUT...",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(help="Date of publication where the input has none.", metavar="YYYY-MM-DD"),
]
Lexicons = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", help="A folder of your own tables; may be given several times."),
]
Pipeline = Annotated[
    str | None, typer.Option(help="Another installed spaCy pipeline for English, by name.")
]
MinConfidence = Annotated[
    float,
    typer.Option(
        help="Leave out what is less sure than this; what was left out is told.",
        min=0.0,
        max=1.0,
        metavar="0..1",
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        help="Work in so many processes, each with its own models; 0: in this process alone.",
        min=0,
        max=256,
        metavar="N",
    ),
]
DEFAULT_TIMEOUT_S = 300.0
"""What a document may take unless told otherwise; an article takes well under a second."""

Timeout = Annotated[
    float,
    typer.Option(
        help="Give up on a document that takes longer; it is named as failed.",
        min=0.1,
        max=86_400,
        metavar="SECONDS",
    ),
]
StoreFile = Annotated[
    Path | None, typer.Option("--store", help="The store; default: in your data folder.")
]
DEFAULT_WAIT_S = 10.0
"""What is waited for a store unless told otherwise: most commands are done with it by then."""

Wait = Annotated[
    float,
    typer.Option(
        help="Wait so long for a store that another process has open.",
        min=0,
        max=86_400,
        metavar="SECONDS",
    ),
]


def day(text: str | None, option: str = "--published") -> date | None:
    """Return the date that an option gives.

    Raises:
        SettingError: it is no ISO date of the years 1000 to 2999.
    """
    try:
        return None if text is None else read_day(text)
    except ValueError as error:
        raise SettingError(f"{option} {error}") from None
