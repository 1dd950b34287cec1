"""A store in which every word that a stranger can choose is hostile: ours, and imported rows."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.conftest import News, annotation

from detente.formats import import_files, load_formats
from detente.model import (
    Annotation,
    Event,
    Mention,
    Party,
    Passed,
    Place,
    Quantity,
    Span,
    Voice,
)
from detente.storage import Run, Store

if TYPE_CHECKING:
    from detente.tables import Lexicon

__all__ = ["WORDS", "fill"]

WORDS = (
    "</script></p><script>window.harm=1</script><img src=x onerror=window.harm=2>"
    "<b onclick=alert(3)>\"' &amp; {{7*7}} \u202eevil\u202c"
)
"""Ends elements, starts scripts and handlers, is a template, and turns the direction of writing."""

_TEXT = f"France accused Russia of {WORDS} on Monday."
_RUN = Run("r1", "0.1.0", "code", "lexicon", "model")


def fill(store: Store, lexicon: Lexicon, folder: Path) -> None:
    """Save events of our own of many days, and a row of ICEWS, worded by a stranger."""
    days = [date(2016, 8, 1) + timedelta(days=k) for k in range(0, 60, 2)]
    store.save([_told(k, day) for k, day in enumerate(days)], _RUN)
    path = folder / f"{WORDS[:20].replace('/', '')}.tsv"
    _write_row(path, lexicon)
    for done in import_files(store, [path], "icews", lexicon):
        assert done.rows == 1


def _told(number: int, day: date) -> Annotation:
    """Return an event between two sides with hostile names; even ones tell of the third."""
    made = annotation(News(id=f"{number} {WORDS}", printed=day.isoformat(), text=_TEXT))
    mention = _mention(made.mentions[0], f"m{number}", number)
    event = Event(
        id=f"e{number}",
        mentions=(mention, replace(mention, id=f"n{number}")),
        documents=(made.document.id,),
        sources=1,
        best=mention,
        actors=mention.actors,
        recipients=mention.recipients,
        quantities=mention.quantities,
        place=mention.place,
    )
    document = replace(made.document, title=WORDS, source=WORDS, url=f"javascript:{WORDS}")
    passed = (Passed(sentence=0, start=0, end=6, text=WORDS, reason=WORDS),)
    return Annotation(document=document, mentions=event.mentions, events=(event,), passed=passed)


def _mention(mention: Mention, id: str, number: int) -> Mention:
    place = Place(
        sentence=0, start=25, end=60, text=WORDS, name=WORDS, admin1=WORDS, country="SYR",
        latitude=36.2, longitude=37.2, precision="city",
    )  # fmt: skip
    dead = Quantity(sentence=0, start=25, end=60, text=WORDS, kind="dead", low=1, best=2, high=3)
    return replace(
        mention,
        id=id,
        actors=(_party(f"One {WORDS}"),),
        recipients=(_party(f"{'Third' if number % 2 else 'Other'} {WORDS}"),),
        attribution=(Voice(source=Span(0, 6, WORDS), cue=WORDS, stance="states"),) * 2,
        place=place,
        quantities=(dead,),
        trace=(WORDS,),
    )


def _party(name: str) -> Party:
    return Party(
        sentence=0, head=0, start=0, end=6, text=WORDS, name=name, kind="group",
        sectors=("REB",), role=WORDS,
    )  # fmt: skip


def _write_row(path: Path, lexicon: Lexicon) -> None:
    """Write a row of ICEWS, hostile in every column that holds words."""
    row = {
        "Event ID": "1",
        "Event Date": "2016-09-01",
        "Source Name": WORDS,
        "Source Sectors": WORDS,
        "Event Text": WORDS,
        "CAMEO Code": "112",
        "Intensity": "-2",
        "Target Name": WORDS,
        "Story ID": "2",
        "Publisher": WORDS,
        "City": WORDS,
        "Province": WORDS,
        "Country": WORDS,
    }
    form = load_formats(lexicon)["icews"]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(
            out, form.names, restval="NA", delimiter="\t", lineterminator="\n",
            quoting=csv.QUOTE_NONE, quotechar=None,
        )  # fmt: skip
        writer.writeheader()
        writer.writerow(row)
