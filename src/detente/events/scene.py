"""One document as coding sees it: which rules fit where, who stands there, and what is around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.events.circumstances import Surroundings, surroundings, voices_of
from detente.events.glance import Glance, glance_at
from detente.events.marks import Mark, find_marks, read_sentences, widened
from detente.events.match import Matches, match_clauses
from detente.events.parties import Cast, cast
from detente.events.quantities import TELLING, quantities_by_clause
from detente.events.rules import Rule
from detente.events.sides import Sides, parsed_sides, told_by
from detente.events.tagged import marked_sides, trigger
from detente.model import Annotation, Clause, Label, Party, Phrase, Quantity, Reality

if TYPE_CHECKING:
    from detente.events.code import Coder

__all__ = ["Scene", "Sides", "set_scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A document, the coder's tables, and what follows from both."""

    item: Annotation
    coder: Coder
    matches: Matches
    cast: Cast
    around: Surroundings
    quantities: dict[int, tuple[Quantity, ...]]
    marks: Mapping[int, tuple[Mark, ...]]
    glances: Mapping[int, Glance]

    def glance(self, sentence: int) -> Glance:
        """Return what a sentence is about at first reading; an empty one where it was not read."""
        return self.glances.get(sentence, Glance())

    def rule(self, clause: Clause) -> Rule | None:
        """Return the rule that fits a clause, None when none does."""
        return self.matches.rules.get(clause.index)

    def reality(self, clause: Clause) -> Reality:
        """Return how real a clause is."""
        return self.item.realities[clause.index]

    def is_denied(self, clause: Clause) -> bool:
        """Tell whether somebody denies that what a clause tells was done."""
        voices = voices_of(self.item, clause)
        return bool(voices) and voices[-1].stance == "denies"

    def above(self, clause: Clause) -> Clause | None:
        """Return the clause that governs a clause."""
        return None if clause.governor is None else self.item.clauses[clause.governor]

    def content(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the clauses that are the content of a clause, nearest first."""
        return self.matches.contents[clause.index]

    def told(self, clause: Clause, rule: Rule) -> tuple[Clause, ...]:
        """Return what an act's words tell of: its content, and a subject that the rule asks for."""
        return (*self.content(clause), *(self.subjects(clause) if rule.subject else ()))

    def covered(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the clauses that a coded act speaks for: what it tells of, and its like before it.

        "Talks collapsed" is one act, "the attack killed ten" too.
        """
        rule = self.rule(clause)
        if rule is None:
            return ()
        like = (c for c in self.subjects(clause) if (r := self.rule(c)) and r.type == rule.type)
        return (*self.told(clause, rule), *like)

    def subjects(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the event nouns that are the subject of a clause ("talks collapsed")."""
        return tuple(
            one
            for one in self.item.clauses
            if one.governor == clause.index and one.relation == "subject" and one.kind == "noun"
        )

    def sides(self, clause: Clause, rule: Rule) -> Sides:
        """Return the parties of an act; of a reciprocal one all are actors."""
        sides = parsed_sides(clause, rule, self)
        marks = self._marks_of(clause)
        sentence = self.item.sentences[clause.sentence]
        actors = widened(sides.actors, marks, sentence)
        taken = {(party.start, party.end) for party in actors}
        recipients = widened(sides.recipients, marks, sentence)
        found = Sides(actors, tuple(p for p in recipients if (p.start, p.end) not in taken))
        return self._completed(found, clause, rule)

    def _completed(self, sides: Sides, clause: Clause, rule: Rule) -> Sides:
        """Fill the side that the parser left empty with what is tagged as such."""
        main = self.main_act(clause.sentence)
        if main is None or main.index != clause.index:
            return sides
        acting, receiving = marked_sides(self._marks_of(clause))
        if rule.reciprocal and len(sides.actors) < 2 and not receiving:
            return Sides(acting, ()) if len(acting) > 1 else sides
        actors = sides.actors or _beside(acting, (*sides.recipients, *told_by(clause, self)))
        recipients = sides.recipients
        if not recipients and not (rule.reciprocal and len(actors) > 1):
            theirs = self._joined_phrases(clause)
            recipients = _beside(tuple(p for p in receiving if not _stands(p, theirs)), actors)
        return Sides(actors, recipients)

    def _joined_phrases(self, clause: Clause) -> list[Phrase]:
        """Return what is acted on in clauses joined to one, with a subject of their own."""
        here = (c for c in self.item.clauses if c.governor == clause.index and c.subject)
        joined = (c for c in here if c.relation == "coordinate")
        return [phrase for c in joined for phrase in (*c.object, *c.obliques)]

    def _marks_of(self, clause: Clause) -> list[Mark]:
        """Return the tagged phrases of a clause's sentence; an act is no party to itself."""
        marks = self.marks.get(clause.sentence, ())
        return [m for m in marks if not (m.start <= clause.start and clause.end <= m.end)]

    def is_beside(self, clause: Clause, sides: Sides) -> bool:
        """Tell whether a sentence tags who acts on whom, and an act names none of those."""
        marks = self.marks.get(clause.sentence, ())
        parties = (*sides.actors, *sides.recipients)
        return len(marks) > 1 and not any(mark.touches(p) for mark in marks for p in parties)

    def main_act(self, sentence: int) -> Clause | None:
        """Return the clause of a sentence's main act by its tagged phrases; None without."""
        marks = self.marks.get(sentence, ())
        if not marks:
            return None
        here = [clause for clause in self.item.clauses if clause.sentence == sentence]
        found = trigger(here, marks, self.matches.rules)
        if found is None or self.rule(found) is not None:
            return found
        carried = (c for c in self.content(found) if c.light == found.lemma)
        return next((c for c in carried if self.rule(c) is not None), found)

    def about(self, clause: Clause) -> Label | None:
        """Return the act that an act speaks of: its first content that a rule knows."""
        rule = self.rule(clause)
        if rule is None or not rule.content:
            return None
        types = self.coder.ontology.types
        inner = (self.rule(c) for c in self.content(clause))
        known = next((r for r in inner if r is not None and r.type in types), None)
        return self.coder.ontology.label(known.label) if known else None


def _stands(party: Party, phrases: Iterable[Phrase]) -> bool:
    return any(phrase.start < party.end and party.start < phrase.end for phrase in phrases)


def _beside(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return the parties that share no word with others."""
    return tuple(p for p in parties if not any(p.start < o.end and o.start < p.end for o in others))


def set_scene(item: Annotation, coder: Coder) -> Scene:
    """Return the scene of a document."""
    quantities = quantities_by_clause(item, coder.tolls)
    counted = (clause for clause, own in quantities.items() if any(q.kind in TELLING for q in own))
    harmed = {item.clauses[clause].sentence for clause in counted}
    network = coder.relations.network if coder.relations else None
    readings = read_sentences(item, network, harmed)
    return Scene(
        item=item,
        coder=coder,
        matches=match_clauses(item.clauses, coder.table),
        cast=cast(item.parties),
        around=surroundings(item, coder.scale),
        quantities=quantities,
        marks=find_marks(item, readings),
        glances=glance_at(readings, coder.fields, coder.acts),
    )
