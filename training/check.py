"""Check the training text: columns, tags, labels, counts, and near-duplicates.

    python training/check.py

Names (capitalised words) are masked; two rows are near-duplicates when the words left share more
than seven tenths. Exits with 1 when a row is wrong or near-duplicates pass 15 %.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detente.events import Ontology, load_ontology
from detente.tables import open_lexicon

TEXT = Path(__file__).parent / "text"
COLUMNS = ["sentence", "type", "mode", "contexts", "register"]
REGISTERS = {"wire", "local", "official", "headline", "quote", "analysis"}
MOST_NEAR_DUPLICATES = 0.15
NEAR = 0.7
_MARKED = re.compile(r"[^<]*(<([st])>[^<]+</\2>)[^<]*(<([st])>[^<]+</\4>)[^<]*")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def problems(cells: list[str], ontology: Ontology) -> Iterator[str]:
    """Yield what is wrong with a row."""
    if len(cells) != len(COLUMNS):
        yield f"{len(cells)} columns where there should be {len(COLUMNS)}"
        return
    sentence, kind, mode, _, register = cells
    marked = _MARKED.fullmatch(sentence)
    if not marked or {marked[2], marked[4]} != {"s", "t"}:
        yield "must mark one <s>…</s> and one <t>…</t>"
    name = f"{kind}/{mode}" if mode else kind
    if kind != "NONE" and (fault := ontology.fault(name)):
        yield fault
    if register not in REGISTERS:
        yield f"no register {register!r}"


def masked(sentence: str) -> frozenset[str]:
    """Return the words of a sentence that are no names."""
    return frozenset(w for w in _WORD.findall(re.sub(r"</?[st]>", "", sentence)) if w.islower())


def near_duplicates(sentences: list[str]) -> int:
    """Count the sentences that nearly repeat an earlier one."""
    seen: dict[str, list[frozenset[str]]] = {}
    count = 0
    for words in map(masked, sentences):
        rare = sorted(words, key=len, reverse=True)[:6]
        others = {other for word in rare for other in seen.get(word, [])}
        count += any(len(words & o) > NEAR * len(words | o) for o in others)
        for word in rare:
            seen.setdefault(word, []).append(words)
    return count


def main() -> int:
    """Print what is wrong and what there is; return the exit code."""
    ontology = load_ontology(open_lexicon())
    wrong, counts, sentences = 0, Counter[str](), []
    for path in sorted(TEXT.glob("*.tsv")):
        for line, row in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
            cells = row.split("\t")
            for problem in problems(cells, ontology):
                wrong += 1
                print(f"{path.name}:{line}: {problem}")
            counts[f"{cells[1]}/{cells[2]}" if cells[2] else cells[1]] += 1
            sentences.append(cells[0])
    again = near_duplicates(sentences)
    for name, count in sorted(counts.items()):
        print(f"{count:6} {name}")
    print(f"{len(sentences)} rows, {wrong} wrong, {again} near-duplicates")
    return int(wrong > 0 or again > MOST_NEAR_DUPLICATES * len(sentences))


if __name__ == "__main__":
    sys.exit(main())
