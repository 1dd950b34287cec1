"""What each stage costs: processor seconds by stage over a file of documents.

    python benchmarks/stages.py news.jsonl [FIRST_N]

`voices_and_reality` is their share of the time of all other stages together.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import islice

from detente import reading
from detente.model import Annotation, Document
from detente.pipeline import load_stages
from detente.tables import open_lexicon


def main() -> None:
    """Print the seconds of every stage."""
    found = (one for one in reading.read(sys.argv[1:2]) if isinstance(one, Document))
    documents = list(islice(found, int(sys.argv[2]) if len(sys.argv) > 2 else None))
    stages = load_stages(open_lexicon())
    batch = tuple(Annotation(document=document) for document in documents)
    spent: dict[str, float] = {}
    for stage in stages:
        start = time.process_time()
        batch = stage.work(batch)
        spent[stage.name] = round(time.process_time() - start, 2)
    own = spent["voices"] + spent["reality"]
    share = round(own / (sum(spent.values()) - own), 3)
    print(json.dumps({"documents": len(documents), **spent, "voices_and_reality": share}))


if __name__ == "__main__":
    main()
