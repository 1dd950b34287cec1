"""Clauses of sentences: who, what, whom, and under which clause; voice undone."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from detente.language import Grammar, Parser, find_clauses
from detente.model import Annotation, Clause, Document

pytestmark = pytest.mark.model


class Row(NamedTuple):
    sentence: str
    lemma: str
    subject: str
    object: str
    obliques: str = ""
    under: str = ""


ROWS = [
    Row("Poland expelled three diplomats.", "expel", "Poland", "three diplomats"),
    Row("The resolution was vetoed by Russia.", "veto", "Russia", "The resolution"),
    Row("Russia's veto of the resolution angered Paris.", "veto", "Russia", "the resolution"),
    Row("The bombing of Aleppo by Russia went on.", "bombing", "Russia", "Aleppo"),
    Row("Talks between Iran and Israel failed.", "talks", "", "", "between:Iran between:Israel"),
    Row("Iran held talks with Israel.", "talks", "Iran", "", "with:Israel", "hold object"),
    Row("France tried to arm the rebels.", "arm", "France", "the rebels", "", "try complement"),
    Row("France forced Mali to leave.", "leave", "Mali", "", "", "force complement"),
    Row(
        "Iran accused Israel of bombing a school.",
        "bomb",
        "Israel",
        "a school",
        "",
        "accuse complement",
    ),
    Row("The rebels, who attacked Goma, fled.", "attack", "The rebels", "Goma"),
    Row("Police arrested and deported the men.", "arrest", "Police", "the men"),
    Row("Two men were arrested and deported.", "deport", "", "Two men"),
    Row("Congo and Rwanda attacked the rebels.", "attack", "Congo|Rwanda", "the rebels"),
    Row("The man that police arrested is a doctor.", "arrest", "police", "The man"),
    Row("France's decision to cancel the visit is final.", "cancel", "France", "the visit"),
    Row("Peru asked Chile if it would help.", "help", "it", "", "", "ask complement"),
    Row("Turkey is ready to help Syria.", "help", "Turkey", "Syria", "", "ready complement"),
    Row("Any visit by Putin to Paris would fail.", "visit", "Putin", "", "to:Paris"),
    Row("Putin's arrest was ordered.", "arrest", "", "Putin"),
    Row("Sanctions were imposed on Iran by France.", "impose", "France", "Sanctions", "on:Iran"),
    Row(
        "Italy announced a suspension of air links with Serbia.",
        "suspension",
        "Italy",
        "air links",
        "with:Serbia",
        "announce object",
    ),
    Row("Police shot and badly wounded a man.", "shoot", "Police", "a man"),
    Row("A man was shot and killed by police.", "shoot", "police", "A man"),
    Row("A man was shot and police killed a dog.", "shoot", "", "A man"),
    Row("The troops opened fire on the crowd.", "open", "The troops", "fire", "on:the crowd"),
    Row("An envoy was denied entry by Japan.", "deny", "Japan", "An envoy", "object:entry"),
    Row("Ghana called for restraint in Togo.", "call", "Ghana", "", "for:restraint in:Togo"),
    Row(
        "Iran reserved the right to respond to Iraq.",
        "respond",
        "the right",
        "",
        "to:Iraq",
        "reserve complement",
    ),
]


def clause_of(row: Row, parser: Parser, grammar: Grammar) -> tuple[Clause, tuple[Clause, ...]]:
    start = Annotation(document=Document(id="x", text=row.sentence))
    (item,) = find_clauses(parser.parse((start,)), grammar)
    return next(c for c in item.clauses if c.lemma == row.lemma), item.clauses


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.sentence} [{row.lemma}]")
def test_arguments(row: Row, parser: Parser, grammar: Grammar) -> None:
    clause, clauses = clause_of(row, parser, grammar)
    assert "|".join(p.text for p in clause.subject) == row.subject
    assert "|".join(p.text for p in clause.object) == row.object
    assert " ".join(f"{p.preposition}:{p.text}" for p in clause.obliques) == row.obliques
    if row.under:
        assert clause.governor is not None
        assert f"{clauses[clause.governor].lemma} {clause.relation}" == row.under


FORMS = [
    ("France will not attend.", "attend", {"tense": "future", "negation": "not"}),
    ("France would have left.", "leave", {"modal": "would", "perfect": True}),
    ("No soldiers were killed.", "kill", {"tense": "past", "negation": "no", "passive": True}),
    ("The army has left.", "leave", {"tense": "present", "perfect": True}),
    ("Rebels never attacked.", "attack", {"negation": "never"}),
    ("Peru called off the visit.", "call", {"particle": "off"}),
    ("The planned visit failed.", "visit", {"modifiers": ("planned",)}),
    ("There was no visit.", "visit", {"negation": "no"}),
]


@pytest.mark.parametrize(("sentence", "lemma", "expected"), FORMS)
def test_form(
    sentence: str, lemma: str, expected: dict[str, object], parser: Parser, grammar: Grammar
) -> None:
    clause, _ = clause_of(Row(sentence, lemma, "", ""), parser, grammar)
    assert {name: getattr(clause, name) for name in expected} == expected


def test_offsets_are_those_of_the_text_as_given(parser: Parser, grammar: Grammar) -> None:
    text = "Poland\u00a0Expels Envoys\r\n\r\nIt said:\t“We  know,” — naïve?\n𝒳 left Łódź.\n"
    start = Annotation(document=Document(id="x", text=text))
    (item,) = find_clauses(parser.parse((start,)), grammar)
    for sentence in item.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
    for clause in item.clauses:
        for phrase in (*clause.subject, *clause.object, *clause.obliques):
            assert text[phrase.start : phrase.end] == phrase.text
