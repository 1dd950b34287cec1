"""Measures what is read from web pages against gold text, title and date.

    python benchmarks/pages.py FOLDER [--worst 10]

FOLDER holds `article_extraction` (the Zyte benchmark: pages with gold text) and `fundus` (pages
of English newspapers with gold text, title and time; a paper's pages are matched with its gold
by the words they share). Printed are, per set: the mean over pages of precision, recall and F1
of the text's words counted as often as they occur; how many titles are right, letters and digits
compared; how many dates are right, wrong or missing, the day as the page's own time zone has it
or as UTC has it. `--worst` names the pages with the least F1.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from detente.model import Document
from detente.reading.records import Origin
from detente.reading.webpage import documents


@dataclass(frozen=True)
class Gold:
    """A page with what is right for it; None where the set does not say."""

    name: str
    page: bytes
    text: str
    title: str | None = None
    days: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Score:
    """How one page was read; `title` and `day` None where the set has no gold."""

    name: str
    precision: float
    recall: float
    title: bool | None
    day: str | None
    got: Document | None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def main() -> None:
    """Read all pages of both sets and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    print("set                 pages  precision  recall  F1     title right  date right/wrong/none")
    sets = {
        "article_extraction": zyte(options.folder / "article_extraction"),
        "fundus": fundus(options.folder / "fundus"),
    }
    for name, pages in sets.items():
        scores = [score(page) for page in pages]
        print(row(name, scores))
        for one in sorted(scores, key=lambda one: one.f1)[: options.worst]:
            print(f"    {one.f1:.3f} (p {one.precision:.2f}, r {one.recall:.2f}) {one.name}")
        for one in scores if options.worst else ():
            if one.title is False or one.day in ("wrong", "none"):
                print(f"    {one.name}: title {one.title}, day {one.day}: {shown(one.got)}")


def shown(got: Document | None) -> str:
    """Return title and date as they were read."""
    return f"{got.title!r}, {got.published}" if got else "no article"


def zyte(folder: Path) -> Iterator[Gold]:
    """Yield the pages of the Zyte benchmark."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for key, value in sorted(gold.items()):
        page = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        yield Gold(key[:12] + " " + value.get("url", ""), page, value["articleBody"])


def fundus(folder: Path) -> Iterator[Gold]:
    """Yield the pages of newspapers, each with the gold of its paper that it shares most with."""
    for path in sorted(folder.rglob("*.html.gz")):
        paper = re.split(r"_\d{4}_", path.name)[0]
        golds = json.loads((path.parent / f"{paper}.json").read_text("utf-8"))
        page = gzip.decompress(path.read_bytes())
        seen = Counter(words(page.decode("utf-8", "replace")))
        best = max(golds.values(), key=lambda gold: share(Counter(words(body(gold))), seen))
        when = datetime.fromisoformat(best["publishing_date"])
        days = frozenset({when.date(), when.astimezone(UTC).date()})
        yield Gold(f"{path.parent.name}/{path.name}", page, body(best), best["title"], days)


def body(gold: Mapping[str, object]) -> str:
    """Return the text of a gold body: summary, section headlines and paragraphs."""
    whole = gold["body"]
    assert isinstance(whole, dict)
    sections = (part for section in whole["sections"] for part in section.values())
    return "\n".join([*whole["summary"], *(line for part in sections for line in part)])


def score(gold: Gold) -> Score:
    """Read a page and compare."""
    origin = Origin(name=gold.name, stem=gold.name)
    read = [one for one in documents(io.BytesIO(gold.page), origin) if isinstance(one, Document)]
    got = read[0] if read else None
    right, ours = Counter(words(gold.text)), Counter(words(got.text if got else ""))
    title = None if gold.title is None else bool(got) and same(got.title, gold.title)
    return Score(
        gold.name, share(ours, right), share(right, ours), title, verdict(got, gold.days), got
    )


def verdict(got: Document | None, days: frozenset[date]) -> str | None:
    """Return whether the day is right, wrong or none."""
    if not days:
        return None
    if got is None or got.published is None:
        return "none"
    return "right" if got.published in days else "wrong"


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return re.findall(r"\w+", text.casefold())


def share(part: Counter[str], whole: Counter[str]) -> float:
    """Return how much of `part` is in `whole`, 1 when there is nothing to find."""
    return (part & whole).total() / part.total() if part else float(not whole)


def same(one: str | None, other: str) -> bool:
    """Tell whether two titles have the same letters and digits."""
    return words(one or "") == words(other)


def row(name: str, scores: list[Score]) -> str:
    """Return a line of the table."""
    count = len(scores)
    mean = [sum(getattr(one, key) for one in scores) / count for key in ("precision", "recall")]
    f1 = sum(one.f1 for one in scores) / count
    titles = Counter(one.title for one in scores if one.title is not None)
    days = Counter(one.day for one in scores if one.day)
    told = f"{titles[True]}/{titles.total()}" if titles else "-"
    dated = f"{days['right']}/{days['wrong']}/{days['none']}" if days else "-"
    return f"{name:19} {count:5}  {mean[0]:9.3f}  {mean[1]:6.3f}  {f1:.3f}  {told:>11}  {dated:>21}"


if __name__ == "__main__":
    main()
