"""Measures tension and turning points against real ICEWS rows.

    python benchmarks/tension_icews.py EVENTS.tab [--histories 200] [--seed 1]

reads a file of ICEWS events (tabs, as on its Dataverse) into a store with our own reader and prints
tables in Markdown.

*Scales*: each row has an Intensity of ICEWS' own, by CAMEO code. Our crosswalk turns the same code
into a type and mode, and the ontology gives these an intensity. How far the two agree is shown row
by row, for the mean of a directed dyad and day, and for the tension of a pair. Both follow from the
code of the row, so this checks the crosswalk and the scale, not the coding of any text.

*Turning points*: histories of a year whose events are real rows on other days. Pairs of countries
with many rows are parted by their share of conflict into calm and hostile ones; the news of a year
is drawn from the stories of the calm ones up to a day drawn at random, and from those of the
hostile ones from then on. Only what is told changes, not how often. Whole stories are drawn, so
that rows come in clumps as they do in ICEWS, and each row counts as a document, as it does for
every imported dataset. What else is read are stories drawn from the whole file.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from histories import FIRST, WEEKEND

from detente.analysis import (
    Filters,
    Ledger,
    Occurrence,
    agreement,
    correlations,
    ledger_of,
    occurrences,
    tension_of,
    turning_points_of,
)
from detente.analysis.series import point_of
from detente.events import Ontology, load_ontology
from detente.formats import import_files
from detente.storage import Store, open_store
from detente.tables import open_lexicon

DATASET = "icews"
DAYS = 365
READ = 14.0
"""Further stories read on a weekday, of about three rows each."""

LEAST_ROWS = 12
CALM, HOSTILE = 0.2, 0.5
"""Pairs with so many rows or more, and their share of conflict: at most, or at least."""

Story = tuple[Occurrence, ...]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Rows:
    """The typed rows of a file once under each scale, and the sizes of all its stories."""

    theirs: Sequence[Occurrence]
    ours: Sequence[Occurrence]
    stories: dict[str, str]
    sizes: np.ndarray


def main() -> None:
    """Read the file, run all measurements and print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--histories", type=int, default=200, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lexicon = open_lexicon()
    with open_store(None) as store:
        *_, done = import_files(store, [options.file], "icews", lexicon, dataset=DATASET)
        rows = read_rows(store, load_ontology(lexicon))
    print(f"{done.rows} rows read, {len(rows.theirs)} of them of a type that PLOVER has.\n")
    print(scales(rows), regimes(rows), sep="\n\n", end="\n\n", flush=True)
    for measure in (changes, bands):
        print(measure(rows, options.histories, options.seed), end="\n\n", flush=True)


def read_rows(store: Store, ontology: Ontology) -> Rows:
    """Return what was imported; of a mutual event one direction."""
    relation = occurrences(store, filters=Filters(dataset=DATASET))
    found = relation.filter("pair[2] = 0").order("event")
    theirs = [occurrence(dict(zip(found.columns, row, strict=True))) for row in found.fetchall()]
    ours = [replace(row, intensity=_by_type(row, ontology)) for row in theirs]
    stories = dict(
        store.connection.execute(
            """SELECT import || ':' || line, extra ->> '$."Story ID"' FROM imported"""
        ).fetchall()
    )
    sizes = np.unique(list(stories.values()), return_counts=True)[1]
    return Rows(theirs, ours, stories, sizes)


def _by_type(row: Occurrence, ontology: Ontology) -> float | None:
    return ontology.label(f"{row.type}/{row.mode}" if row.mode else row.type).intensity


def occurrence(cells: dict[str, object]) -> Occurrence:
    """Return a row of `occurrences` as seen from its two countries, "" for none."""
    actor, recipient = (cells.pop(f"{side}_country") or "" for side in ("actor", "recipient"))
    for name in ("actor_name", "recipient_name", "points", "pair", "alone"):
        del cells[name]
    return Occurrence(**cells, actor=actor, recipient=recipient)


def between(rows: Iterable[Occurrence]) -> dict[Pair, list[Occurrence]]:
    """Return the rows of every pair of two different countries."""
    pairs: defaultdict[Pair, list[Occurrence]] = defaultdict(list)
    for row in rows:
        if row.actor and row.recipient and row.actor != row.recipient:
            pairs[min(row.actor, row.recipient), max(row.actor, row.recipient)].append(row)
    return pairs


def scales(rows: Rows) -> str:
    """Return how far intensities from our types and modes agree with those of ICEWS."""
    x, y = ([row.intensity or 0.0 for row in some] for some in (rows.ours, rows.theirs))
    signed = [(a > 0) == (b > 0) for a, b in zip(x, y, strict=True) if a and b]
    lines = [
        f"Signs agree in {np.mean(signed):.1%} of {len(signed)} rows scored on both sides of 0.\n",
        "| compared | cases | Spearman | Pearson |",
        "|---|--:|--:|--:|",
    ]
    for name, sign in (("all", 0), ("hostile to ICEWS", -1), ("cooperative to ICEWS", 1)):
        kept = [(a, b) for a, b in zip(x, y, strict=True) if not sign or b * sign > 0]
        pearson, spearman = correlations([a for a, _ in kept], [b for _, b in kept])
        lines.append(
            f"| intensity of a row: {name} | {len(kept)} | {spearman:.2f} | {pearson:.2f} |"
        )
    for least in (1, 5):
        found = agreement(points(rows.ours, least), points(rows.theirs, least), measure="intensity")
        lines.append(
            f"| mean intensity of a directed dyad and day, rows: {least} or more "
            f"| {found.points} | {found.spearman:.2f} | {found.pearson:.2f} |"
        )
    one, other = (tensions(some) for some in (rows.ours, rows.theirs))
    pearson, spearman = correlations(one, other)
    lines.append(
        f"| tension of a pair, rows: 5 or more | {len(one)} | {spearman:.2f} | {pearson:.2f} |"
    )
    return "\n".join(lines)


def points(rows: Iterable[Occurrence], least: int) -> list:
    """Return a point of every directed dyad and day with so many rows."""
    held: defaultdict[tuple[str, str, date], list[Occurrence]] = defaultdict(list)
    for row in rows:
        if row.actor and row.recipient and row.actor != row.recipient:
            held[row.actor, row.recipient, row.told].append(row)
    return [point_of(*key, len(some), some) for key, some in held.items() if len(some) >= least]


def tensions(rows: Sequence[Occurrence]) -> list[float]:
    """Return the tension on the last day of every pair with five rows or more."""
    days = [row.told for row in rows]
    read = {day: days.count(day) for day in set(days)}
    pairs = sorted(between(rows).items())
    last = [tension_of(ledger_of(some, read))[-1] for _, some in pairs if len(some) >= 5]
    return [reading.tension or 0.0 for reading in last]


def pools(rows: Rows, scored: Sequence[Occurrence]) -> tuple[list[Story], list[Story], list[str]]:
    """Return the stories of calm pairs and of hostile pairs, and a line on either."""
    calm: list[Story] = []
    hostile: list[Story] = []
    said: tuple[list[str], list[str]] = ([], [])
    for pair, some in sorted(between(scored).items()):
        share = np.mean([row.quad >= 3 for row in some])
        if len(some) < LEAST_ROWS or CALM < share < HOSTILE:
            continue
        stories: defaultdict[str, list[Occurrence]] = defaultdict(list)
        for row in some:
            stories[rows.stories[row.event]].append(row)
        (calm if share <= CALM else hostile).extend(map(tuple, stories.values()))
        said[int(share > CALM)].append("–".join(pair))
    return calm, hostile, [", ".join(names) for names in said]


def regimes(rows: Rows) -> str:
    """Return of what calm and hostile news is drawn."""
    calm, hostile, said = pools(rows, rows.ours)
    lines = ["| regime | stories | rows | of conflict | pairs |", "|---|--:|--:|--:|---|"]
    for name, stories, pairs in (("calm", calm, said[0]), ("hostile", hostile, said[1])):
        told = [row for story in stories for row in story]
        share = np.mean([row.quad >= 3 for row in told])
        lines.append(f"| {name} | {len(stories)} | {len(told)} | {share:.0%} | {pairs} |")
    return "\n".join(lines)


def history(
    rows: Rows,
    rate: float,
    of_day: Callable[[int], Sequence[Story]],
    random: np.random.Generator,
) -> Ledger:
    """Return a year in which `rate` stories a weekday are drawn from the pool of each day."""
    told: list[Occurrence] = []
    read: dict[date, int] = {}
    for number in range(DAYS):
        day, busy = FIRST + timedelta(days=number), WEEKEND if number % 7 >= 5 else 1.0
        pool = of_day(number)
        drawn = random.integers(len(pool), size=random.poisson(rate * busy))
        news = [row for place in drawn for row in pool[place]]
        for place, row in enumerate(news):
            key = f"{number}-{place}"
            told.append(replace(row, event=key, document=key, told=day, happened=day))
        read[day] = len(news) + int(random.choice(rows.sizes, random.poisson(READ * busy)).sum())
    return ledger_of(told, read)


def changes(rows: Rows, histories: int, seed: int) -> str:
    """Return how often a change of regime is found, how near, and what else is shown."""
    lines = [
        "| a year of news | stories a weekday | scale | within 3 days | within 7 | false alarms |",
        "|---|--:|---|--:|--:|--:|",
    ]
    drawn = {"ours": pools(rows, rows.ours)[:2], "ICEWS": pools(rows, rows.theirs)[:2]}
    for name, before, after in (
        ("calm throughout", 0, 0),
        ("hostile throughout", 1, 1),
        ("calm, then hostile", 0, 1),
        ("hostile, then calm", 1, 0),
    ):
        for rate, scale in ((0.5, "ours"), (1.0, "ours"), (1.0, "ICEWS"), (2.0, "ours")):
            regime = drawn[scale][before], drawn[scale][after]
            found = _searched(rows, rate, regime, histories, seed)
            lines.append(f"| {name} | {rate:g} | {scale} | {found} |")
    return "\n".join(lines)


def _searched(
    rows: Rows, rate: float, regime: tuple[list[Story], list[Story]], histories: int, seed: int
) -> str:
    """Return the cells of one kind of history: hits within 3 and 7 days, false alarms a year."""
    random = np.random.default_rng(seed)
    errors, others = [], 0
    for _ in range(histories):
        change = int(random.integers(60, DAYS - 60))
        made = history(rows, rate, lambda day: regime[day >= change], random)  # noqa: B023 (used here)
        found = [abs((turn.day - FIRST).days - change) for turn in turning_points_of(made)]
        errors.append(min(found, default=DAYS))
        others += sum(error > 7 for error in found) if regime[0] != regime[1] else len(found)
    if regime[0] == regime[1]:
        return f"– | – | {others / histories:.3f}"
    near, week = (np.mean([error <= days for error in errors]) for days in (3, 7))
    return f"{near:.1%} | {week:.1%} | {others / histories:.3f}"


def bands(rows: Rows, histories: int, seed: int) -> str:
    """Return how often the 90 % band of tension holds the rate that news is drawn with."""
    lines = ["| regime | stories a weekday | band holds the truth |", "|---|--:|--:|"]
    calm, hostile, _ = pools(rows, rows.ours)
    for name, pool in (("calm", calm), ("hostile", hostile)):
        told = float(np.mean([sum(row.hostility for row in story) for story in pool]))
        size = float(np.mean([len(story) for story in pool]))
        for rate in (0.5, 2.0):
            random = np.random.default_rng(seed)
            truth = 100 * rate * told / (rate * size + READ * float(rows.sizes.mean()))
            made = (history(rows, rate, lambda _: pool, random) for _ in range(histories))  # noqa: B023
            last = [tension_of(ledger)[-1] for ledger in made]
            held = np.mean([(r.low or 0) <= truth <= (r.high or 0) for r in last])
            lines.append(f"| {name} | {rate:g} | {held:.1%} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
