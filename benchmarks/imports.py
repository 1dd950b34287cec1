"""How fast GDELT-style rows are imported and queried: python benchmarks/imports.py [ROWS].

Writes rows that are made up from a fixed seed into a temporary file, imports them into a store on
disk and asks for the events of every dyad and month: of the view that holds them ready, and counted
anew from all rows. Prints rows a second (on the clock, and of processor time), the time of either
query (the median of five, and of processor time), the peak of the memory that was resident, and the
size of the store.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from detente.formats import Format, import_files, load_formats
from detente.formats.crosswalks import CameoRow, load_crosswalks
from detente.storage import Store, open_store
from detente.tables import Lexicon, open_lexicon

SEED = 20161014
FIRST = date(2015, 2, 19)
DAYS = 3_000
DOMESTIC = 0.43
RUNS = 5
QUERY = """
    SELECT month, actor, recipient, events FROM dataset_months WHERE dataset = 'gdelt'
"""
COUNTED = """
    SELECT date_trunc('month', day) AS month, actor_country, recipient_country, count(*)
    FROM dataset_events
    WHERE dataset = 'gdelt' AND actor_country IS NOT NULL AND recipient_country IS NOT NULL
    GROUP BY ALL
"""
WORDS = ("talks", "army", "court", "border", "visit", "strike", "aid", "trade", "vote", "police")


class Maker:
    """Makes rows in GDELT's columns.

    News is not spread evenly over countries: in the 3,705 ICEWS rows of two days in 2018 that we
    looked at, a country's share falls as one over its rank (exponent 1.04 over the first 60), and
    43 % of the rows stay within one country. So a country is drawn with the weight 1 / rank, and
    the second side is the first one's country in 43 % of the rows. Codes of events are drawn by
    1 / rank as well; with it the ten most frequent have 46 % of the rows, there 56 %. A side is
    missing in a fifth of the rows, days are spread evenly over eight years.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Take codes of countries, roles and events from the tables."""
        walks = load_crosswalks(lexicon)
        self.form: Format = load_formats(lexicon)["gdelt"]
        self.countries = sorted(walks["state.cameo"].written.values())[:200]
        self.places = sorted(walks["country.fips"].written.values())
        self.roles = sorted(walks["agent"].read)
        self.codes = [
            row for row in lexicon.rows("formats/cameo.csv", CameoRow) if len(row.code) > 2
        ]
        self.random = random.Random(SEED)
        for drawn in (self.countries, self.codes, self.places):
            self.random.shuffle(drawn)
        self.country_weights = skewed(len(self.countries))
        self.code_weights = skewed(len(self.codes))
        self.place_weights = skewed(len(self.places))

    def row(self, number: int) -> str:
        """Return one row, tabs between its cells."""
        chance = self.random
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        (code,) = chance.choices(self.codes, cum_weights=self.code_weights)
        first = self._country()
        second = first if chance.random() < DOMESTIC else self._country()
        text = f"{day:%Y%m%d}"
        part = day.year + ((day.month - 1) * 30 + day.day) / 365
        told = chance.randint(1, 40)
        cells = [str(700_000_000 + number), text, text[:6], text[:4], f"{part:.4f}"]
        cells += [*self._actor(first), *self._actor(second), str(chance.randint(0, 1))]
        quad = 1 + sum(int(code.code[:2]) > last for last in (5, 8, 13))
        cells += [code.code, code.code[:3], code.code[:2], str(quad), code.gdelt or "0.0"]
        cells += [str(told), str(chance.randint(1, 5)), str(told)]
        cells += [f"{chance.uniform(-10, 10):.14f}"]
        cells += [*self._place(), *self._place(), *self._place()]
        words = "-".join(chance.choice(WORDS) for _ in range(6))
        cells += [f"{text}001500", f"https://www.example.org/{day:%Y/%m/%d}/{words}-{number // 3}"]
        return "\t".join(cells) + "\n"

    def _country(self) -> str:
        return self.random.choices(self.countries, cum_weights=self.country_weights)[0]

    def _actor(self, country: str) -> list[str]:
        if self.random.random() < 0.2:
            return [""] * 10
        role = self.random.choice(self.roles)
        named = [f"{country}{role}", f"{role} OF {country}", country]
        return [*named, "", "", "", "", role, "", ""]

    def _place(self) -> list[str]:
        if self.random.random() < 0.1:
            return ["0", "", "", "", "", "", "", ""]
        (fips,) = self.random.choices(self.places, cum_weights=self.place_weights)
        number = self.random.randrange(5_000)
        latitude, longitude = self.random.uniform(-60, 70), self.random.uniform(-180, 180)
        name = f"Town {number}, Province {number % 50}, Country {fips}"
        where = [f"{latitude:.4f}", f"{longitude:.4f}", str(-number)]
        return ["4", name, fips, f"{fips}{number % 50:02}", str(number), *where]


def skewed(count: int) -> list[float]:
    """Return the running sums of 1, 1/2, 1/3 ..."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def make_file(path: Path, rows: int, lexicon: Lexicon) -> None:
    """Write a file of `rows` made-up rows."""
    maker = Maker(lexicon)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(maker.row(number) for number in range(rows))


def import_all(store: Store, path: Path, lexicon: Lexicon) -> tuple[int, float, float]:
    """Return how many rows were imported, and the seconds by the clock and of processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    *_, last = import_files(store, [path], "gdelt", lexicon)
    return last.rows, time.perf_counter() - clock, time.process_time() - processor


def query(store: Store, sql: str) -> tuple[int, float, float]:
    """Return how many dyads and months there are, and the median seconds by clock and processor."""
    clock, processor = [], []
    for _ in range(RUNS):
        start, spent = time.perf_counter(), time.process_time()
        found = store.connection.execute(sql).fetchall()
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - spent)
    return len(found), statistics.median(clock), statistics.median(processor)


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("rows", nargs="?", type=int, default=1_000_000)
    rows = parser.parse_args(words).rows
    lexicon = open_lexicon()
    with tempfile.TemporaryDirectory() as folder:
        path, file = Path(folder) / "rows.tsv", Path(folder) / "store.duckdb"
        make_file(path, rows, lexicon)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with open_store(file) as store:
            read, seconds, processor = import_all(store, path, lexicon)
            asked = {"query": query(store, QUERY), "counted": query(store, COUNTED)}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"file       {path.stat().st_size / 2**20:,.0f} MiB, {rows:,} rows")
        print(f"imported   {read:,} rows in {seconds:.1f} s, {read / seconds:,.0f} rows/s")
        print(f"processor  {processor:.1f} s, {read / processor:,.0f} rows/s")
        for name, (groups, clock, spent) in asked.items():
            took = f"{1000 * clock:.0f} ms, {1000 * spent:.0f} ms of processor time"
            print(f"{name:10} {groups:,} dyads and months in {took}")
        print(f"memory     {peak:,.0f} MiB at most ({before:,.0f} MiB before)")
        print(f"store      {file.stat().st_size / 2**20:,.0f} MiB")


if __name__ == "__main__":
    main()
