"""Measures what loading the tables costs: processor time and memory, each in a fresh process.

    python benchmarks/loading.py [--times 5]

prints a table in Markdown: the median of the runs. `all tables` is what a cold start of the coder
reads besides the parser and the relation model. The gazetteer's file is built before measuring.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from detente.tables import Lexicon, open_lexicon


def load_actors(lexicon: Lexicon) -> object:
    """Load people, bodies, countries and agent nouns."""
    from detente import actors

    return actors.load_directory(lexicon)


def load_places(lexicon: Lexicon) -> object:
    """Load the gazetteer."""
    from detente import places

    return places.load_gazetteer(lexicon)


def load_times(lexicon: Lexicon) -> object:
    """Load words of time and feasts."""
    from detente import times

    return times.load_calendar(lexicon)


def load_voices(lexicon: Lexicon) -> object:
    """Load verbs of speech."""
    from detente import voices

    return voices.load_cues(lexicon)


def load_events(lexicon: Lexicon) -> object:
    """Load the rules, and what governs reality."""
    from detente import events

    return events.load_coder(lexicon, relations=False), events.load_reality(lexicon)


LOADERS: Mapping[str, Callable[[Lexicon], object]] = {
    "actors": load_actors,
    "places": load_places,
    "times": load_times,
    "voices": load_voices,
    "events": load_events,
}


def main() -> None:
    """Run a child for each set of tables and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(*measured(options.child.split(",")))
        return
    load_places(open_lexicon())
    print("| tables | seconds of processor | MB |\n|---|--:|--:|")
    for name in (*LOADERS, ",".join(LOADERS)):
        runs = [child(name) for _ in range(options.times)]
        seconds, megabytes = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"| {'all tables' if ',' in name else name} | {seconds:.2f} | {megabytes:.0f} |")


def measured(names: list[str]) -> tuple[float, float]:
    """Return the seconds and megabytes that loading these tables takes, rooms imported before."""
    from detente import actors, events, places, times, voices  # noqa: F401 (not to be measured)

    lexicon = open_lexicon()
    before, started = memory(), time.process_time()
    kept = [LOADERS[name](lexicon) for name in names]
    seconds = time.process_time() - started
    assert kept
    return seconds, memory() - before


def memory() -> float:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(names: str) -> tuple[float, float]:
    """Run a process of its own that loads some tables."""
    command = [sys.executable, __file__, "--child", names]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


if __name__ == "__main__":
    main()
