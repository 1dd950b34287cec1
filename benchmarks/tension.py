"""Measures the measures: turning points, alarms and bands on histories with known truth.

    python benchmarks/tension.py [--histories 200] [--seed 1] [--only anomalies]

prints tables in Markdown. The histories are made by `histories.py`, which says how. Targets:
turning points within 3 days in 90 % of histories with the signal stated there; fewer than one
false alarm in ten quiet years.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from histories import FIRST, HOSTILE, MORE_IN_ONE, World, make_history

from detente.analysis import surprises_of, tension_of, turning_points_of

DAY = 365

QUIET: Mapping[str, World] = {
    "nothing changes": World(),
    "news is rare (one piece in 20 days)": World(hostile=0.05, friendly=0.05),
    "news is frequent (two a day)": World(hostile=2.0, friendly=2.0),
    "twice as much is read from mid-year": World(change=182, times_read=2.0),
    "a third as much is read from mid-year": World(change=182, times_read=1 / 3),
    "hostile news echoes (0.3 more within 5 days)": World(echo=0.3),
    "hostile news echoes (0.5 more within 5 days)": World(echo=0.5),
    "one day of 12 hostile pieces": World(outburst=12),
    "ten years on end": World(days=3650),
}

SIGNALS: Mapping[str, World] = {
    "hostile news 0.3 to 1.2 a day": World(times_hostile=4.0),
    "hostile news 0.3 to 2.4 a day": World(times_hostile=8.0),
    "hostile news 0.3 to 3 a day (the stated signal)": World(times_hostile=10.0),
    "the same, told of with twice the reading": World(times_hostile=10.0, times_read=2.0),
    "the same, with echoes (0.3)": World(times_hostile=10.0, echo=0.3),
    "hostile news 3 to 0.3 a day (easing)": World(hostile=3.0, times_hostile=0.1),
    "hostile news 0.3 to 3 a day for 60 days, both ends": World(times_hostile=10.0, lasts=60),
    "hostile news 0.3 to 3 a day for 20 days, both ends": World(times_hostile=10.0, lasts=20),
    "friendly news 0.3 to 3 a day": World(times_friendly=10.0),
    "hostile news 1 to 5 a day": World(hostile=1.0, times_hostile=5.0),
}


PASTS: Mapping[str, World] = {
    name: replace(world, days=3 * DAY)
    for name, world in QUIET.items()
    if world.days == DAY and world.change is None and not world.outburst
}

OUTBURSTS = (6, 12, 24)
"""Hostile pieces of news on one day, where a week has two."""


def main() -> None:
    """Run all measurements and print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--histories", type=int, default=200, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    measures = {one.__name__: one for one in (quiet_years, signals, bands, anomalies)}
    parser.add_argument("--only", choices=measures, help="one table")
    options = parser.parse_args()
    for name, measure in measures.items():
        if options.only not in (None, name):
            continue
        print(measure(options.histories, options.seed))
        print()
        sys.stdout.flush()


def quiet_years(histories: int, seed: int) -> str:
    """Return how often a year without change shows a turning point."""
    lines = ["| quiet years | histories | false alarms a year |", "|---|--:|--:|"]
    for name, world in QUIET.items():
        random = np.random.default_rng(seed)
        count = max(1, histories * DAY // world.days)
        alarms = sum(len(turning_points_of(make_history(world, random))) for _ in range(count))
        lines.append(f"| {name} | {count} | {alarms / (count * world.days / DAY):.3f} |")
    return "\n".join(lines)


def signals(histories: int, seed: int) -> str:
    """Return how often a change is found, how near, and how many others are shown with it."""
    head = (
        "| what changes on a day unknown | histories | within 3 days | within 7 | others a year |"
    )
    lines = [head, "|---|--:|--:|--:|--:|"]
    started, total = time.perf_counter(), 0
    for name, world in SIGNALS.items():
        random = np.random.default_rng(seed)
        near, others = [], 0
        for _ in range(histories):
            change = int(random.integers(60, world.days - 60 - (world.lasts or 0)))
            found = turning_points_of(make_history(replace(world, change=change), random))
            days = [(turn.day - FIRST).days for turn in found]
            truth = [change] if world.lasts is None else [change, change + world.lasts]
            near.append(max(min((abs(d - t) for d in days), default=world.days) for t in truth))
            others += sum(min(abs(d - t) for t in truth) > 7 for d in days)
            total += 1
        share = [np.mean([error <= days for error in near]) for days in (3, 7)]
        lines.append(
            f"| {name} | {histories} | {share[0]:.1%} | {share[1]:.1%} | {others / histories:.3f} |"
        )
    each = (time.perf_counter() - started) / total
    return "\n".join([*lines, "", f"{each:.2f} s for a year, its making included."])


def bands(histories: int, seed: int) -> str:
    """Return how often the 90 % band holds the true rate where nothing changes."""
    lines = ["| hostile pieces a day | documents a day | band holds the truth | width / truth |"]
    lines.append("|--:|--:|--:|--:|")
    for hostile, documents in ((0.02, 10.0), (0.1, 10.0), (0.3, 40.0), (2.0, 100.0)):
        random = np.random.default_rng(seed)
        world = World(days=240, hostile=hostile, documents=documents)
        truth = 100 * hostile / documents * (1 + MORE_IN_ONE) * -HOSTILE.mean()
        last = [tension_of(make_history(world, random))[-1] for _ in range(histories)]
        held = np.mean([(r.low or 0) <= truth <= (r.high or 0) for r in last])
        width = np.median([((r.high or 0) - (r.low or 0)) / truth for r in last])
        lines.append(f"| {hostile} | {documents:.0f} | {held:.1%} | {width:.2f} |")
    return "\n".join(lines)


def anomalies(histories: int, seed: int) -> str:
    """Return how often a period without change is anomalous, and an outburst is."""
    head = "| three quiet years | histories | days | weeks | months | weeks a year |"
    lines = [head, "|---|--:|--:|--:|--:|--:|"]
    for name, world in PASTS.items():
        shares = [_flagged(world, period, histories, seed) for period in ("day", "week", "month")]
        cells = " | ".join(f"{share:.2%}" for share in shares)
        lines.append(f"| {name} | {histories} | {cells} | {52 * shares[1]:.2f} |")
    lines += ["", "| one day of so many hostile pieces | histories | weeks that are anomalous |"]
    lines.append("|--:|--:|--:|")
    for pieces in OUTBURSTS:
        random = np.random.default_rng(seed)
        week = (DAY // 2) // 7
        made = (make_history(World(outburst=pieces), random) for _ in range(histories))
        found = np.mean([surprises_of(ledger)[week].anomalous for ledger in made])
        lines.append(f"| {pieces} | {histories} | {found:.1%} |")
    return "\n".join(lines)


def _flagged(world: World, period: str, histories: int, seed: int) -> float:
    """Return the share of periods with enough past that are anomalous."""
    random = np.random.default_rng(seed)
    judged = [
        item.anomalous
        for _ in range(histories)
        for item in surprises_of(make_history(world, random), period=period)
        if item.probability is not None
    ]
    return float(np.mean(judged))


if __name__ == "__main__":
    main()
