"""`detente agree`: how far two datasets of the store agree."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, StoreFile, Wait, day
from detente.cli.reporting import note

if TYPE_CHECKING:
    from detente.formats import Agreement, Share
    from detente.storage import Store

__all__ = ["command"]

_SHOWN = 10


def command(
    first: Annotated[str, typer.Argument(help="A dataset of the store; own is ours.")],
    second: Annotated[str, typer.Argument(help="Another one.")] = "own",
    tolerance: Annotated[
        int, typer.Option(help="Days that two tellings of one event may be apart.")
    ] = 1,
    since: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")] = None,
    until: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write the differences to this CSV file.")
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
) -> None:
    """Compare two datasets over the days that both cover.

    An event of one matches one of the other with the same dyad and type, at most so many days
    apart. Each matches one other at most.

    Example: detente agree icews own --store events.duckdb -o differences.csv
    """
    from detente.formats import agree

    with store_at(store, wait, read_only=True) as opened:
        found = agree(
            opened,
            first,
            second,
            tolerance_days=tolerance,
            since=day(since, "--since"),
            until=day(until, "--until"),
        )
        _show(found)
        if out is not None:
            note(f"wrote {_write(opened, out):,} differences to {out}")


def _show(found: Agreement) -> None:
    print(f"{found.first} and {found.second}, {found.since} to {found.until}\n")
    _table("compared by", found.levels, found)
    _table("type", found.types, found)
    _table("dyad", found.dyads[:_SHOWN], found)
    if len(found.dyads) > _SHOWN:
        print(f"... and {len(found.dyads) - _SHOWN:,} more dyads\n")
    print("of the matched events")
    for name, share in (
        ("the same day", found.same_day),
        ("the same mode, where both say", found.same_mode),
        ("the same country of the place, where both say", found.same_country),
        ("within 50 km, where both say", found.near),
    ):
        print(f"  {_percent(share):>7}  {name}")
    _counts(found)
    print(f"\ncounts of {found.months:,} dyads and months")
    print(f"  {_number(found.pearson):>7}  Pearson\n  {_number(found.spearman):>7}  Spearman")


def _counts(found: Agreement) -> None:
    """Print how many events differ in what, and how many cannot be compared for which reason."""
    if found.differing:
        print("\ndifferences")
    for name, count in found.differing:
        print(f"  {count:>7,}  {name.replace('|', ' and ')}")
    if found.left_out:
        print(f"\nnot compared, of {found.first} and of {found.second}")
    for one in found.left_out:
        print(f"  {one.first:>7,}  {one.second:>7,}  {one.reason}")


def _table(label: str, shares: tuple[Share, ...], found: Agreement) -> None:
    sides = (found.first, found.second)
    columns = (label, *sides, "matched", *(f"of {name}" for name in sides))
    rows = [
        (
            one.name,
            f"{one.first:,}",
            f"{one.second:,}",
            f"{one.matched:,}",
            _percent(one.of_first),
            _percent(one.of_second),
        )
        for one in shares
    ]
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    for row in (columns, *rows):
        name, *cells = row
        shown = [name.ljust(widths[0])]
        shown += [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        print("  ".join(shown))
    print()


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _write(store: Store, path: Path) -> int:
    from detente.formats import DIFFERENCES, differences, opened, safe

    count = 0
    with opened(path) as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(DIFFERENCES)
        for count, row in enumerate(differences(store), start=1):  # noqa: B007 (the result)
            writer.writerow(map(safe, row))
    return count
