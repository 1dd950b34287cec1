"""`detente runs` and `compare`: what coded a store, and what another lexicon or model changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, StoreFile, Wait
from detente.cli.reporting import note
from detente.errors import SettingError

if TYPE_CHECKING:
    from detente.storage.coded import Coding
    from detente.storage.comparing import EventChange, EventTold

__all__ = ["compare", "runs"]


def runs(store: StoreFile = None, wait: Wait = DEFAULT_WAIT_S) -> None:
    """List the runs of a store: version, tables and model, and what each has coded.

    Example: detente runs --store news.duckdb
    """
    from detente.storage.coded import every_run

    with store_at(store, wait, read_only=True) as opened:
        for run in every_run(opened.connection):
            former = f" ({run.former} of them coded again since)" if run.former else ""
            print(f"{run.id}  {run.started:%Y-%m-%d %H:%M}  version {run.version}")
            print(f"    {run.documents} documents{former}, {run.mentions} mentions")
            print(f"    code {run.code}, tables {run.lexicon}, {run.model}")


def compare(
    one: Annotated[str, typer.Argument(help="The id of a run, or its beginning.")],
    other: Annotated[str, typer.Argument(help="The id of a later run.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write the differences to this .jsonl file.")
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
) -> None:
    """Show which events the second run adds, drops, changes, splits or merges in the same texts.

    Example: detente compare 8f31 02be --store news.duckdb -o changes.jsonl
    """
    from detente.formats import write_lines
    from detente.storage import full_id
    from detente.storage.comparing import KINDS, compare_events

    if out is not None and out.suffix != ".jsonl" and str(out) != "-":
        raise SettingError(f"{out}: the differences of runs are written as .jsonl")
    with store_at(store, wait, read_only=True) as opened:
        names = [full_id(opened.connection, "run", run) for run in (one, other)]
        found = compare_events(opened.connection, *names)
    if out is not None:
        write_lines((_shape(change) for change in found.changes), out)
    else:
        for line in (line for change in found.changes for line in _lines(change)):
            print(line)
    counts = ", ".join(f"{found.count(kind)} {kind}" for kind in KINDS)
    note(f"{found.documents} documents coded by both: {found.same} events the same, {counts}")


def _lines(change: EventChange) -> Iterator[str]:
    """Yield a change as a head and a line for each event, or for each field that differs."""
    first = (change.before or change.after)[0]
    if change.kind == "changed":
        yield f"{change.kind:9}  {_where(first)}"
        for field, (was, now) in _differences(change).items():
            yield f"    {field:10}  {was or '—'} → {now or '—'}"
        return
    if len(change.before) + len(change.after) == 1:
        yield f"{change.kind:9}  {_where(first)}  {_told(first.coding)}"
        return
    yield f"{change.kind:9}  {len(change.before)} → {len(change.after)}"
    for sign, events in (("-", change.before), ("+", change.after)):
        yield from (f"    {sign} {_where(event)}  {_told(event.coding)}" for event in events)


def _where(event: EventTold) -> str:
    first, more = event.told[0], len(event.told) - 1
    also = f" and {more} more" if more else ""
    return f"{first.document}:{first.start} {first.words!r}{also}"


def _told(coding: Coding) -> str:
    parts = (coding.actors or "—", coding.label, coding.recipients or "—")
    unreal = [w for w in (coding.status, coding.polarity) if w not in {"actual", "positive"}]
    rest = (coding.day, coding.place, coding.quantities)
    return " ".join([*parts, *unreal, *filter(None, rest)])


def _differences(change: EventChange) -> dict[str, tuple[str | None, str | None]]:
    before, after = change.before[0].coding, change.after[0].coding
    return {name: (getattr(before, name), getattr(after, name)) for name in change.fields}


def _shape(change: EventChange) -> dict[str, Any]:
    sides = {"before": change.before, "after": change.after}
    shown = {side: [asdict(event) for event in events] for side, events in sides.items()}
    fields = _differences(change) if change.fields else {}
    return {"change": change.kind, **shown, "fields": fields}
