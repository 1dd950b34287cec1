"""Which of the ontology's contexts a sentence speaks of."""

from __future__ import annotations

from detente.events.ontology import Ontology
from detente.model import Sentence

__all__ = ["contexts_of"]


def contexts_of(sentence: Sentence, given: tuple[str, ...], ontology: Ontology) -> tuple[str, ...]:
    """Return the `given` contexts and those whose words stand in the sentence, in table order."""
    lemmas = {token.lemma for token in sentence.tokens}
    text = " ".join(token.lemma for token in sentence.tokens)
    found = {
        row.id
        for row in ontology.contexts.values()
        if any((word in text) if " " in word else (word in lemmas) for word in row.words)
    }
    return tuple(name for name in ontology.contexts if name in found or name in given)
