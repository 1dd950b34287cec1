"""Linking on ECB+ (Cybulska and Vossen 2014): python benchmarks/ecb.py FOLDER [--split Dev].

FOLDER holds `ecb_SPLIT_corpus.txt.gz` (document, sentence, token, word, chain in columns) and
`ecb_SPLIT_Event_gold_mentions.json.gz`. The documents are coded and linked as `detente code` does
it; they have no dates. Printed are

- pairs of documents that tell of one seminal event, as found by having a linked event in common:
  over all documents, and over those in which any event was coded;
- B-cubed (Bagga and Baldwin 1998) over the gold mentions that the coder finds (its trigger lies in
  one), beside baselines: every mention alone, and one event for every trigger stem.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from detente.linking.wording import stem
from detente.model import Document
from detente.pipeline import code_into
from detente.storage import Store, open_store
from detente.tables import open_lexicon

_GLUED = re.compile(r"[.,;:!?)%]|'s|n't|''|-")
_GLUING = ("(", "$", "-", "\n")


@dataclass(frozen=True, slots=True)
class Text:
    """A document put together from words, and where each word of each sentence stands in it."""

    text: str
    spans: Mapping[tuple[int, int], tuple[int, int]]


def read_texts(path: Path) -> dict[str, Text]:
    """Return the documents of a split by their ids, a sentence a line."""
    words: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document, _, rest = line.rstrip("\n").partition("\t")
            if rest:
                sentence, _, word, *_ = rest.split("\t")  # one word has a tab behind it
                words[document][int(sentence)].append(word)
    return {name: _text(sentences) for name, sentences in words.items()}


def _text(sentences: Mapping[int, list[str]]) -> Text:
    text, spans = "", {}
    for number in sorted(sentences):
        text += "\n" if text else ""
        for place, word in enumerate(sentences[number]):
            if text and not text.endswith(_GLUING) and not _GLUED.fullmatch(word):
                text += " "
            spans[number, place] = (len(text), len(text) + len(word))
            text += word
    return Text(text, spans)


def read_chains(path: Path, texts: Mapping[str, Text]) -> dict[str, list[tuple[int, int, str]]]:
    """Return for each document the spans of its gold mentions with their chains."""
    chains: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for mention in json.load(file):
            spans = texts[mention["doc_id"]].spans
            for token in mention["tokens_number"]:
                start, end = spans[mention["sent_id"], token]
                chains[mention["doc_id"]].append((start, end, mention["coref_chain"]))
    return chains


def seminal_event(document: str) -> str:
    """Return the event that a document was chosen for: "12" or "12plus" of topic 12."""
    topic, _, rest = document.partition("_")
    return topic + ("plus" if rest.endswith("plus") else "")


def pair_score(documents: Iterable[str], near: Mapping[str, set[str]]) -> tuple[float, ...]:
    """Return precision, recall and F1 over pairs of documents that share their seminal event."""
    right = said = true = 0
    for one, other in combinations(sorted(documents), 2):
        same, found = seminal_event(one) == seminal_event(other), other in near[one]
        right, said, true = right + (same and found), said + found, true + same
    return _f1(right / said if said else 0.0, right / true if true else 0.0)


def b_cubed(linked: Mapping[str, Hashable], gold: Mapping[str, str]) -> tuple[float, ...]:
    """Return B-cubed precision, recall and F1 over the mentions of `gold`."""
    ours, theirs = _clusters(linked, gold), _clusters(gold, gold)
    shares = [(len(ours[m] & theirs[m]), len(ours[m]), len(theirs[m])) for m in gold]
    precision = sum(both / mine for both, mine, _ in shares) / len(shares)
    return _f1(precision, sum(both / true for both, _, true in shares) / len(shares))


def _clusters(links: Mapping[str, Hashable], among: Iterable[str]) -> dict[str, set[str]]:
    members: dict[Hashable, set[str]] = defaultdict(set)
    for mention in among:
        members[links[mention]].add(mention)
    return {mention: members[links[mention]] for mention in among}


def _f1(precision: float, recall: float) -> tuple[float, ...]:
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def code(texts: Mapping[str, Text], store: Store) -> None:
    """Code and link the documents into a store."""
    documents = (Document(id=name, text=text.text) for name, text in texts.items())
    for _ in code_into(store, documents, open_lexicon()):
        pass


def near_documents(store: Store) -> dict[str, set[str]]:
    """Return for each document with an event those that tell one of its events, itself too."""
    near: dict[str, set[str]] = defaultdict(set)
    for event in store.event_shapes():
        for document in event["documents"]:
            near[document] |= set(event["documents"])
    return near


def gold_chains(store: Store, chains: Mapping[str, list[tuple[int, int, str]]]) -> dict[str, str]:
    """Return the chain of each coded mention whose trigger lies in a gold one."""
    found = {}
    for mention in store.mention_shapes():
        start, end = mention["trigger"]["start"], mention["trigger"]["end"]
        for first, last, chain in chains[mention["document"]]:
            if first < end and start < last:
                found.setdefault(mention["id"], chain)
    return found


def main() -> None:
    """Code, link, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="Dev")
    asked = parser.parse_args()
    texts = read_texts(asked.folder / f"ecb_{asked.split}_corpus.txt.gz")
    gold = asked.folder / f"ecb_{asked.split}_Event_gold_mentions.json.gz"
    chains = read_chains(gold, texts)
    with open_store(None) as store:
        code(texts, store)
        near = near_documents(store)
        known = gold_chains(store, chains)
        rows = store.mentions.select("id, event, trigger").fetchall()
    print(f"{len(texts)} documents, {len(near)} with an event; {len(rows)} mentions coded,")
    print(f"{len(known)} of them gold, of {sum(map(len, chains.values()))} gold words")
    print("                                         P      R      F1")
    for title, documents in (("all documents", list(texts)), ("those with an event", list(near))):
        score = pair_score(documents, defaultdict(set, near))
        print(f"pairs of documents, {title:<19}" + "".join(f"{x:7.3f}" for x in score))
    linkings: dict[str, dict[str, Hashable]] = {
        "linked": {mention: event for mention, event, _ in rows},
        "one for every trigger": {mention: stem(word.lower()) for mention, _, word in rows},
        "every mention alone": {mention: mention for mention, _, _ in rows},
    }
    for title, links in linkings.items():
        print(f"B-cubed, {title:<30}" + "".join(f"{x:7.3f}" for x in b_cubed(links, known)))


if __name__ == "__main__":
    main()
