"""How often the coder is right on real news: python training/real_news.py TEXTS [--part held].

Codes whole articles and compares what it finds with what a reader marked in the held-out sentences
of `read/sentences.tsv`: "held" were drawn by chance from Wikinews articles that nothing is trained
on, "held_acts" are others of those articles in which an earlier model tagged somebody, "held_mixed"
a tenth of the documents of the other corpora, seven sentences in ten chosen so, and "held_coded"
sentences of all corpora, most of them such in which an earlier version coded an act. A mention is
right if the reader marked an act of its type in its sentence; its parties are right if each side
touches a marked one, or both are empty. TEXTS is the folder of the corpora (see corpora.py).
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpora import documents
from read import Act, Place, ReadSentence, Span, read_sentences

from detente import pipeline
from detente.model import Document, Mention, Party
from detente.tables import open_lexicon

__all__ = ["HELD_PARTS", "Found", "coded_in", "found_in"]

HELD_PARTS = ("held", "held_acts", "held_mixed", "held_coded")

BOUNDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in a sentence that was read, where that stands, and what of it is right."""

    place: Place
    mention: Mention
    type_right: bool
    all_right: bool
    in_silence: bool


def main() -> None:
    """Code and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--part", default="held", choices=HELD_PARTS)
    asked = parser.parse_args()
    sentences = read_sentences(asked.texts, asked.part)
    coded = coded_in(asked.texts, sentences)
    found = found_in(sentences, coded)
    acts = sum(len(read.acts) for read in sentences)
    silent = sum(not read.acts for read in sentences)
    wrong = sum(not read.acts and bool(coded[read.place]) for read in sentences)
    print(f"{len(sentences)} sentences, {acts} acts marked by a reader")
    print(f"of {silent} without an act {wrong} got a mention: {wrong / silent:.3f}\n")
    print("| confidence from | mentions | type right | parties too | no act there | acts found |")
    print("|---|--:|--:|--:|--:|--:|")
    for bound in BOUNDS:
        print(_line([one for one in found if one.mention.confidence >= bound], bound, acts))


def _line(kept: Sequence[Found], bound: float, acts: int) -> str:
    count = max(1, len(kept))
    right = sum(one.type_right for one in kept)
    both, silent = sum(one.all_right for one in kept), sum(one.in_silence for one in kept)
    shares = (right / count, both / count, silent / count, right / acts)
    return f"| {bound} | {len(kept)} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def found_in(
    sentences: Iterable[ReadSentence], coded: Mapping[Place, Sequence[Mention]]
) -> list[Found]:
    """Return what is right of the mentions of sentences that were read."""
    return [one for read in sentences for one in _judged(read, coded[read.place])]


def coded_in(texts: Path, sentences: Iterable[ReadSentence]) -> dict[Place, list[Mention]]:
    """Return the mentions whose trigger stands in each sentence; whole articles are coded."""
    by_document: dict[tuple[str, str], list[ReadSentence]] = defaultdict(list)
    for read in sentences:
        by_document[read.place[:2]].append(read)
    known = {(one.corpus, one.name): one for one in documents(texts)}
    asked = [
        Document(id=":".join(name), text=known[name].text, published=_day(known[name].day))
        for name in by_document
    ]
    stages = pipeline.load_stages(open_lexicon())
    found: dict[Place, list[Mention]] = {}
    for reads, item in zip(by_document.values(), pipeline.annotate(asked, stages), strict=True):
        for read in reads:
            start = read.place[2]
            end = start + len(read.sentence)
            found[read.place] = [m for m in item.mentions if start <= m.trigger.start < end]
    return found


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def _judged(read: ReadSentence, mentions: Sequence[Mention]) -> list[Found]:
    """Return what is right of each mention; an act is found once."""
    left, judged = list(read.acts), []
    for mention in sorted(mentions, key=lambda m: -m.confidence):
        same = [act for act in left if act.type == mention.label.type]
        right = [act for act in same if _sides_right(act, mention, read.place[2])]
        if same:
            left.remove((right or same)[0])
        judged.append(Found(read.place, mention, bool(same), bool(right), not read.acts))
    return judged


def _sides_right(act: Act, mention: Mention, start: int) -> bool:
    sides = ((act.actors, mention.actors), (act.recipients, mention.recipients))
    if act.mutual or (len(mention.actors) > 1 and not mention.recipients):
        every = (*mention.actors, *mention.recipients)
        return _touch((*act.actors, *act.recipients), every, start)
    return all(_touch(marked, parties, start) for marked, parties in sides)


def _touch(marked: Sequence[Span], parties: Sequence[Party], start: int) -> bool:
    if not marked or not parties:
        return not marked and not parties
    spans = [(party.start - start, party.end - start) for party in parties]
    return any(a < end and begin < b for a, b in marked for begin, end in spans)


if __name__ == "__main__":
    main()
