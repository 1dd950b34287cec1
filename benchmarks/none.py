"""How often other fields of news get an event: python benchmarks/none.py.

    python benchmarks/none.py [--wikinews FOLDER] [--show]

Other fields are sport, business, culture and science. Codes the 700 sentences of
`training/fields/held.tsv`, half of which speak the language of war and diplomacy, and with
`--wikinews` also the first seven sentences of those articles of FOLDER's `wikinews_YEAR.csv` that
`training/fields/wikinews.tsv` names by their numbers. Prints the share of
sentences with a mention by field; `--show` prints the mentions.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from detente.model import Annotation, Document, Mention
from detente.pipeline import annotate, load_stages
from detente.tables import open_lexicon

FIELDS = Path(__file__).parents[1] / "training" / "fields"
FIRST = 7
"""Sentences of an article that count; its headline is one."""


def own() -> Iterator[tuple[str, Document]]:
    """Yield our own sentences, each a document, with their field."""
    for number, cells in enumerate(_read(FIELDS / "held.tsv", "\t"), start=1):
        yield cells["field"], Document(id=f"own-{number}", text=cells["sentence"])


def wikinews(folder: Path) -> Iterator[tuple[str, Document]]:
    """Yield the articles of Wikinews that are named."""
    for named in _read(FIELDS / "wikinews.tsv", "\t"):
        rows = list(_read(folder / f"wikinews_{named['year']}.csv", ","))
        for number in map(int, named["rows"].split()):
            row = rows[number]
            text = f"{row['title']}\n\n{row['text']}"
            day = date.fromisoformat(row["date"])
            name = f"{named['year']}-{number}"
            yield "Wikinews", Document(id=name, text=text, published=day)


def _read(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(max(csv.field_size_limit(), 10**8))
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter=delimiter, quoting=quoting)


def counted(item: Annotation) -> tuple[int, list[Mention]]:
    """Return how many sentences of a document count, and one mention for each that has any."""
    limit = FIRST if item.document.published else len(item.sentences)
    found: dict[int, Mention] = {}
    for mention in item.mentions:
        if mention.sentence.index < limit:
            found.setdefault(mention.sentence.index, mention)
    # an own sentence that the parser splits is one sentence still
    if item.document.published is None:
        return 1, list(found.values())[:1]
    return min(limit, len(item.sentences)), list(found.values())


def main(asked: argparse.Namespace) -> None:
    """Code, count and print."""
    named = [*own(), *(wikinews(asked.wikinews) if asked.wikinews else ())]
    done = annotate((document for _, document in named), load_stages(open_lexicon()))
    sentences: Counter[str] = Counter()
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for (field, _), item in zip(named, done, strict=True):
        number, found = counted(item)
        sentences[field] += number
        mentions[field] += found
    for field, number in sentences.items():
        _print(field, number, len(mentions[field]))
    _print("all", sentences.total(), sum(map(len, mentions.values())))
    if asked.show:
        _show(mentions.values())


def _print(field: str, number: int, found: int) -> None:
    sys.stdout.write(f"{field:10} {found:4} of {number:5} sentences  {found / number:7.2%}\n")


def _show(mentions: Iterable[list[Mention]]) -> None:
    for mention in (one for some in mentions for one in some):
        text = " ".join(mention.sentence.text.split())
        sys.stdout.write(f"{mention.label!s:24} {mention.trigger.text:14} {text}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wikinews", type=Path)
    parser.add_argument("--show", action="store_true")
    main(parser.parse_args())
