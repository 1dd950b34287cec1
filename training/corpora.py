"""The public corpora that hand-coded sentences are taken from, as their publishers packed them."""

from __future__ import annotations

import csv
import gzip
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Text", "documents"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Text:
    """A document of a corpus; `day` is its date in ISO form, empty where the corpus has none."""

    corpus: str
    name: str
    text: str
    day: str = ""


def documents(folder: Path) -> Iterator[Text]:
    """Yield the documents of all corpora in a folder."""
    yield from _table("wikinews_2019", folder / "corpora/wikinews_2019.csv")
    yield from _table("wikinews_2020", folder / "corpora/wikinews_2020.csv")
    yield from _files("polnear", folder / "attribution/train/text")
    yield from _mongo("re3d", folder / "entities/re3d")
    yield from _articles("lgl", folder / "places/lgl.xml.gz")
    yield from _articles("geovirus", folder / "places/geovirus.xml.gz")
    yield from _lines("eventloc", folder / "places/event_location_train.jsonl.gz")


def _table(corpus: str, path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle)):
            yield Text(corpus, str(number), row["text"], row["date"])


def _files(corpus: str, folder: Path) -> Iterator[Text]:
    for path in sorted(folder.iterdir()):
        day = _DAY.search(path.name)
        yield Text(corpus, path.name, path.read_text("utf-8"), day[0] if day else "")


def _mongo(corpus: str, folder: Path) -> Iterator[Text]:
    for path in sorted(folder.glob("*/documents.json")):
        for line in filter(str.strip, path.read_text("utf-8").splitlines()):
            row = json.loads(line)
            yield Text(corpus, str(row["_id"]), row["text"])


def _articles(corpus: str, path: Path) -> Iterator[Text]:
    with gzip.open(path) as handle:
        for number, article in enumerate(ElementTree.parse(handle).getroot()):
            yield Text(corpus, article.get("docid", str(number)), article.findtext("text") or "")


def _lines(corpus: str, path: Path) -> Iterator[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for number, line in enumerate(handle):
            yield Text(corpus, str(number), json.loads(line)["text"])
