"""An event explained: its mentions, and why each of them belongs to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli.opening import store_at

if TYPE_CHECKING:
    from detente.storage.belonging import Belonging

__all__ = ["explain_event"]


def explain_event(event: str, store: Path | None, wait_s: float) -> None:
    """Print the mentions of an event of a store in the order of printing, each with its reason.

    Raises:
        SettingError: there is no such event.
        StoreError: there is no such store.
    """
    from rich.console import Console

    from detente.storage import full_id
    from detente.storage.belonging import belongings, counts_of

    with store_at(store, wait_s, read_only=True) as opened:
        name = full_id(opened.connection, "event", event)
        told = belongings(opened.connection, name)
        documents, sources = counts_of(opened.connection, name)
    console = Console(highlight=False)
    console.print(f"[bold]Event {name}[/bold]")
    console.print(
        f"  told {len(told)} times in {documents} documents, {sources} of them independent"
        if documents > 1
        else f"  told {len(told)} times in one document"
    )
    words = {one.mention: one for one in told}
    for one in told:
        for line in _lines(one, words.get(one.tied_to or "")):
            console.print(line, markup=False, soft_wrap=True)


def _lines(one: Belonging, tied_to: Belonging | None) -> list[str]:
    unreal = [word for word in (one.status, one.polarity) if word not in {"actual", "positive"}]
    head = ", ".join(filter(None, [one.document, str(one.published or ""), one.source]))
    if tied_to is None:
        why = one.reason or "not linked yet"
    else:
        where = "" if tied_to.document == one.document else f" in {tied_to.document}"
        why = f"with {tied_to.trigger!r}{where}: {one.reason}"
    copy = [f"    repeats {one.repeats}"] if one.repeats else []
    return [
        "",
        f"  {one.mention}  {' '.join([one.label, *unreal])}  ({head})",
        f"    › {' '.join(one.sentence.split())}",
        f"    {one.trigger!r} {why}",
        *copy,
    ]
