"""How well and how fast linking joins made-up news: python benchmarks/linking.py [SIZE...].

Prints for each number of mentions the time to link them in a store on disk, and precision, recall
and F1 over pairs of mentions that tell of one event; then the exponent of the growth of time, by a
straight line through the logarithms. `--busier` packs the mentions into one year instead of
letting the archive grow in time; `--batch N` also links in batches of N documents and compares.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from made_up_news import News, make_news

from detente.linking import Scale, load_scale
from detente.pipeline import link_new
from detente.storage import Run, Store, open_store
from detente.tables import open_lexicon

RUN = Run("made-up", "0", "0", "0", "0")
DAYS_OF_YEAR = 365
SAVED_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 over pairs, between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pair_score(truth: Mapping[str, int], linked: Mapping[str, str]) -> Score:
    """Return how well the pairs of mentions of one event were found."""

    def pairs(sizes: Counter[object]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes.values())

    both = pairs(Counter((truth[mention], linked[mention]) for mention in truth))
    told, found = pairs(Counter(truth.values())), pairs(Counter(linked.values()))
    return Score(both / found if found else 0.0, both / told if told else 0.0)


def events_of(store: Store) -> dict[str, str]:
    """Return the event of every mention of a store."""
    return dict(store.mentions.select("id, event").fetchall())


def save(news: News, store: Store, first: int = 0, count: int | None = None) -> None:
    """Write documents to a store, unlinked."""
    documents = news.documents[first : None if count is None else first + count]
    for start in range(0, len(documents), SAVED_AT_ONCE):
        store.save(documents[start : start + SAVED_AT_ONCE], RUN)


def measure(news: News, scale: Scale, folder: Path) -> tuple[float, float, dict[str, str]]:
    """Return seconds by the clock and of the processor to link news, and what was linked."""
    with open_store(folder / f"{len(news.documents)}.duckdb") as store:
        save(news, store)
        wall, processor = time.perf_counter(), time.process_time()
        link_new(store, scale)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        return wall, processor, events_of(store)


def in_batches(news: News, scale: Scale, folder: Path, size: int) -> tuple[float, dict[str, str]]:
    """Return seconds of the processor to link news batch by batch, and what was linked."""
    spent = 0.0
    with open_store(folder / "batches.duckdb") as store:
        for first in range(0, len(news.documents), size):
            save(news, store, first, size)
            started = time.process_time()
            link_new(store, scale)
            spent += time.process_time() - started
        return spent, events_of(store)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of log seconds over log sizes by least squares: 1 is linear growth."""
    xs, ys = [math.log(size) for size in sizes], [math.log(spent) for spent in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    products = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return products / sum((a - x) ** 2 for a in xs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 30_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--busier", action="store_true")
    parser.add_argument("--batch", type=int)
    asked = parser.parse_args()
    scale = load_scale(open_lexicon())
    spent = []
    print("mentions documents events  clock s  processor s  precision recall F1")
    for size in asked.sizes:
        rate = size / DAYS_OF_YEAR if asked.busier else 30.0
        news = make_news(size, seed=asked.seed, mentions_a_day=rate)
        with tempfile.TemporaryDirectory() as folder:
            wall, processor, linked = measure(news, scale, Path(folder))
            score = pair_score(news.truth, linked)
            print(
                f"{len(news.truth):8} {len(news.documents):9} {len(set(news.truth.values())):6} "
                f"{wall:8.1f} {processor:12.1f}  {score.precision:9.3f} {score.recall:6.3f} "
                f"{score.f1:.3f}",
                flush=True,
            )
            spent.append(processor)
            if asked.batch:
                seconds, again = in_batches(news, scale, Path(folder), asked.batch)
                same = "the same" if again == linked else "OTHER"
                print(
                    f"    in batches of {asked.batch}: {seconds:.1f} s, {same} events", flush=True
                )
    if len(spent) > 1:
        print(f"time grows with the power {exponent(asked.sizes, spent):.2f} of the mentions")


if __name__ == "__main__":
    main()
