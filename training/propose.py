"""List the pairs that the coder asks its model about in the sentences of read/sentences.tsv.

    python training/propose.py TEXTS

adds to `read/proposed.tsv`, offsets only, those of the sentences that have none there yet. What no
reader marked of them is what the next model learns to turn down. TEXTS is the folder of the corpora
(see corpora.py).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from read import READ, ReadSentence, read_sentences

from detente import pipeline
from detente.events.asking import ask
from detente.events.code import Coder, load_coder
from detente.events.scene import set_scene
from detente.model import Annotation, Document
from detente.tables import open_lexicon

BEFORE_EVENTS = 7


def main(texts: Path) -> None:
    """Add the proposals for the sentences that are trained on."""
    sentences = [read for read in read_sentences(texts) if not read.proposed]
    lexicon = open_lexicon()
    coder, stages = load_coder(lexicon), pipeline.load_stages(lexicon)[:BEFORE_EVENTS]
    documents = [Document(id=str(k), text=read.sentence) for k, read in enumerate(sentences)]
    with (READ / "proposed.tsv").open("a", encoding="utf-8") as out:
        read_items = zip(sentences, pipeline.annotate(documents, stages), strict=True)
        for number, (read, item) in enumerate(read_items, start=1):
            for line in _lines(read, item, coder):
                print(*line, sep="\t", file=out)
            if number % 500 == 0:
                print(f"{number} of {len(sentences)} sentences", file=sys.stderr)


def _lines(read: ReadSentence, item: Annotation, coder: Coder) -> Iterator[Sequence[object]]:
    if item.failure:
        return
    scene = set_scene(item, coder)
    (answers,) = ask([scene], coder.relations)
    starts = {s.text: s.start for s in item.sentences}
    pairs = dict.fromkeys([*answers.pairs.values(), *answers.tagged.values()])
    for pair in pairs:
        at = starts[pair.sentence]
        yield (*read.place, _cell(pair.actor, at), _cell(pair.recipient, at))


def _cell(span: tuple[int, int] | None, at: int) -> str:
    return "" if span is None else f"{at + span[0]}-{at + span[1]}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
