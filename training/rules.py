"""How often each rule of the lexicon is right on real news: python training/rules.py TEXTS.

Codes the sentences that `read/sentences.tsv` calls "text" by the lexicon alone and compares with
what their readers marked. A mention is right if its sentence holds an act of its type. Prints, for
each rule that coded at least so many mentions (`--least`), how many those were, which share is
right, which stands where no act is, and the rule's stated strength; worst first. With `--show RULE`
its wrong mentions are printed with their sentences. TEXTS is the folder of the corpora (see
corpora.py).
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from read import ReadSentence, read_sentences

from detente import pipeline
from detente.events.ontology import load_ontology
from detente.events.rules import load_rules
from detente.model import Document, Mention
from detente.tables import open_lexicon

_RULE = re.compile(r"type: rule (\S+)")


@dataclass(frozen=True, slots=True)
class Use:
    """A mention that a rule coded in a sentence that was read."""

    rule: str
    mention: Mention
    read: ReadSentence

    @property
    def right(self) -> bool:
        """Tell whether the reader marked an act of this type."""
        return any(act.type == self.mention.label.type for act in self.read.acts)


def main() -> None:
    """Code and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--least", type=int, default=8)
    parser.add_argument("--show")
    asked = parser.parse_args()
    uses = list(_uses(asked.texts))
    if asked.show:
        _show([use for use in uses if use.rule == asked.show])
        return
    lexicon = open_lexicon()
    strengths = {r.id: r.strength for r in load_rules(lexicon, load_ontology(lexicon)).rules}
    by_rule: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_rule[use.rule].append(use)
    print("| rule | mentions | right | no act there | strength |\n|---|--:|--:|--:|--:|")
    print(_line("all", uses, None))
    kept = [(rule, own) for rule, own in by_rule.items() if len(own) >= asked.least]
    for rule, own in sorted(kept, key=lambda one: (_precision(one[1]), one[0])):
        print(_line(rule, own, strengths.get(rule)))


def _uses(texts: Path) -> Iterator[Use]:
    sentences = read_sentences(texts)
    documents = [Document(id=str(k), text=read.sentence) for k, read in enumerate(sentences)]
    stages = pipeline.load_stages(open_lexicon(), relations=False)
    for read, item in zip(sentences, pipeline.annotate(documents, stages), strict=True):
        for mention in item.mentions:
            named = (_RULE.match(line) for line in mention.trace)
            rule = next((found[1] for found in named if found), "no rule")
            yield Use(rule, mention, read)


def _precision(uses: list[Use]) -> float:
    return sum(use.right for use in uses) / len(uses)


def _line(rule: str, uses: list[Use], strength: float | None) -> str:
    silent = sum(not use.read.acts for use in uses) / len(uses)
    stated = "" if strength is None else f"{strength:.2f}"
    return f"| {rule} | {len(uses)} | {_precision(uses):.2f} | {silent:.2f} | {stated} |"


def _show(uses: list[Use]) -> None:
    for use in uses:
        if not use.right:
            types = "+".join(act.type for act in use.read.acts) or "none"
            print(f"{types}\t{use.mention.trigger.text}\t{use.read.sentence}")


if __name__ == "__main__":
    main()
