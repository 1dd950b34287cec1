"""`detente runs` and `compare`: what coded a store, and what another lexicon or model changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, StoreFile, Wait
from detente.cli.reporting import note

if TYPE_CHECKING:
    from detente.storage.comparing import Change, Coding

__all__ = ["compare", "runs"]


def runs(store: StoreFile = None, wait: Wait = DEFAULT_WAIT_S) -> None:
    """List the runs of a store: version, tables and model, and what each has coded.

    Example: detente runs --store news.duckdb
    """
    from detente.storage.comparing import every_run

    with store_at(store, wait, read_only=True) as opened:
        for run in every_run(opened.connection):
            former = f" ({run.former} of them coded again since)" if run.former else ""
            print(f"{run.id}  {run.started:%Y-%m-%d %H:%M}  version {run.version}")
            print(f"    {run.documents} documents{former}, {run.mentions} mentions")
            print(f"    code {run.code}, tables {run.lexicon}, {run.model}")


def compare(
    one: Annotated[str, typer.Argument(help="The id of a run, or its beginning.")],
    other: Annotated[str, typer.Argument(help="The id of a later run.")],
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
) -> None:
    """Show what the second run codes anew (+), no more (-) or otherwise (~) in the same texts.

    Example: detente compare 8f31 02be --store news.duckdb
    """
    from detente.storage import full_id
    from detente.storage.comparing import compare_runs

    with store_at(store, wait, read_only=True) as opened:
        names = [full_id(opened.connection, "run", run) for run in (one, other)]
        found = compare_runs(opened.connection, *names)
    for change in found.changes:
        print(_line(change))
    added = sum(change.before is None for change in found.changes)
    dropped = sum(change.after is None for change in found.changes)
    changed = len(found.changes) - added - dropped
    note(
        f"{found.documents} documents coded by both: {found.same} mentions the same, "
        f"{added} added, {dropped} dropped, {changed} changed"
    )


def _line(change: Change) -> str:
    where = f"{change.document}:{change.start} {change.words!r}"
    if change.before is None or change.after is None:
        coding = change.after or change.before
        return f"{'+' if change.after else '-'} {where} {_told(coding) if coding else ''}"
    parts = (
        f"{name} {getattr(change.before, name) or '—'} → {getattr(change.after, name) or '—'}"
        for name in change.differing
    )
    return f"~ {where} {'; '.join(parts)}"


def _told(coding: Coding) -> str:
    parts = (coding.actors or "—", coding.label, coding.recipients or "—")
    unreal = [w for w in (coding.status, coding.polarity) if w not in {"actual", "positive"}]
    rest = (coding.day, coding.place, coding.quantities)
    return " ".join([*parts, *unreal, *filter(None, rest)])
