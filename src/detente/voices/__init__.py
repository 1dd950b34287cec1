"""Voices: who says what.

In: documents with sentences, clauses and, where known, parties. Out: `quotes`, the words
inside quotation marks, and `attributions`, each a source, a cue ("said", "according to",
"reportedly") and the content that is theirs and not the writer's: direct and indirect speech,
speech that runs on over sentences and paragraphs, transcripts, noun cues, and one voice inside
another.
A content is one stretch of text; where the cue parts it ("...," he said, "..."), it holds
source and cue too, and `parts` are the stretches that are said. Spans follow PolNeAR (Newell et al.
2018): marks and "that" belong to the content. Tables: `data/voices/`.
"""

from detente.voices.cues import Cues, load_cues
from detente.voices.finding import find
from detente.voices.quotes import find_quotes

__all__ = ["Cues", "find", "find_quotes", "load_cues"]
