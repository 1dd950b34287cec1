"""Which rule fits a clause: handmade clauses, no parser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from detente.events.match import match_clauses
from detente.events.rules import Example, Rule, RuleTable, WordList, _expanded, _indexed
from detente.model import Clause, Phrase

PROOF = (Example(text="x", event="none"),)
LISTS = _expanded(
    [
        WordList(id="diplomat", words=("diplomat", "&envoy")),
        WordList(id="envoy", words=("envoy", "ambassador")),
        WordList(id="carried_out", words=("continue",)),
    ]
)
RULES = (
    Rule(id="expel", type="COERCE", verbs=("expel", "kick out"), example=PROOF),
    Rule(
        id="expel-diplomat",
        type="SANCTION",
        mode="expel",
        verbs=("expel", "kick out"),
        nouns=("expulsion",),
        object=("&diplomat",),
        example=PROOF,
    ),
    Rule(id="attack", type="ASSAULT", verbs=("attack",), without=("proposal",), example=PROOF),
    Rule(id="bombing", type="ASSAULT", mode="aerial", nouns=("bombing",), example=PROOF),
    Rule(
        id="threaten-violence",
        type="THREATEN",
        mode="violence",
        verbs=("threaten", "threaten with"),
        content=("ASSAULT",),
        example=PROOF,
    ),
    Rule(
        id="threaten-siege",
        type="THREATEN",
        mode="territory",
        verbs=("threaten",),
        content=("ASSAULT/heavy-weapons",),
        without=("church",),
        example=PROOF,
    ),
    Rule(id="shell", type="ASSAULT", mode="heavy-weapons", verbs=("shell",), example=PROOF),
    Rule(id="threaten", type="THREATEN", verbs=("threaten",), example=PROOF),
    Rule(id="call", type="CONSULT", verbs=("call",), example=PROOF),
    Rule(id="call-for", type="REQUEST", verbs=("call for",), example=PROOF),
    Rule(
        id="fire-on",
        type="ASSAULT",
        mode="firearms",
        verbs=("open",),
        object=("fire",),
        oblique={"on": ("*",)},
        example=PROOF,
    ),
    Rule(id="ready", type="AGREE", adjectives=("ready",), example=PROOF),
    Rule(
        id="back",
        type="SUPPORT",
        verbs=("back",),
        nouns=("support",),
        adjectives=("loyal",),
        stated=True,
        example=PROOF,
    ),
    Rule(id="promise", type="AGREE", verbs=("promise",), content=("SUPPORT",), example=PROOF),
)
TABLE = RuleTable(RULES, _indexed(RULES), LISTS)


def phrase(text: str, preposition: str | None = None) -> Phrase:
    words = tuple(text.lower().split())
    return Phrase(
        sentence=0,
        start=0,
        end=len(text),
        text=text,
        head=0,
        lemma=words[-1],
        words=words,
        preposition=preposition,
    )


def clause(lemma: str, kind: str = "verb", **more: Any) -> Clause:  # noqa: ANN401 (any field)
    base = Clause(
        index=0,
        sentence=0,
        start=0,
        end=len(lemma),
        text=lemma,
        head=0,
        kind=kind,
        lemma=lemma,
    )
    return replace(base, **more)


DIPLOMAT, MEMBER = (phrase("three diplomat"),), (phrase("two member"),)
ONE_CLAUSE = [
    # clause, rule that fits
    (clause("expel", object=DIPLOMAT), "expel-diplomat"),
    (clause("expel", object=(phrase("the ambassador"),)), "expel-diplomat"),
    (clause("expel", object=MEMBER), "expel"),
    (clause("expel"), "expel"),
    (clause("kick", particle="out", object=DIPLOMAT), "expel-diplomat"),
    (clause("kick", object=DIPLOMAT), None),
    (clause("expulsion", "noun", object=DIPLOMAT), "expel-diplomat"),
    (clause("expulsion", "noun"), None),
    (clause("expel", "noun", object=DIPLOMAT), None),
    (clause("attack", object=MEMBER), "attack"),
    (clause("attack", object=(phrase("the proposal"),)), None),
    (clause("call"), "call"),
    (clause("call", obliques=(phrase("peace", "for"),)), "call-for"),
    (clause("call", particle="off"), None),
    (clause("open", object=(phrase("fire"),), obliques=(phrase("crowd", "on"),)), "fire-on"),
    (clause("open", object=(phrase("fire"),)), None),
    (clause("open", object=(phrase("shop"),), obliques=(phrase("crowd", "on"),)), None),
    (clause("ready", "adjective"), "ready"),
    (clause("sing"), None),
]


@pytest.mark.parametrize(("one", "expected"), ONE_CLAUSE, ids=str)
def test_the_rule_that_asks_most_wins(one: Clause, expected: str | None) -> None:
    rule = match_clauses((one,), TABLE).rules.get(0)
    assert (rule.id if rule else None) == expected


CONTENTS = [
    # what is threatened, rule of "threaten"
    (clause("attack", relation="complement", mark="to"), "threaten-violence"),
    (clause("bombing", "noun", relation="object"), "threaten-violence"),
    (clause("bombing", "noun", relation="oblique", mark="with"), "threaten-violence"),
    (clause("shell", relation="complement", mark="to"), "threaten-siege"),
    (
        clause("shell", relation="complement", mark="to", object=(phrase("the church"),)),
        "threaten-violence",
    ),
    (clause("leave", relation="complement", mark="to"), "threaten"),
    (clause("attack", relation="adverbial", mark="if"), "threaten"),
    (clause("bombing", "noun", relation="oblique", mark="after"), "threaten"),
]


@pytest.mark.parametrize(("inner", "expected"), CONTENTS, ids=str)
def test_the_type_of_the_content_decides(inner: Clause, expected: str) -> None:
    clauses = (clause("threaten"), replace(inner, index=1, governor=0))
    assert match_clauses(clauses, TABLE).rules[0].id == expected


STATED = [
    # what governs, the words, whether the rule that asks for a statement fits
    (None, clause("back", tense="past"), True),
    (None, clause("back", modal="should"), True),
    (None, clause("back"), False),  # a headline's participle: "backed by Turkey"
    ("enter", clause("back", tense="past", relation="relative"), False),
    ("enter", clause("back", tense="past", relation="adverbial", mark="after"), False),
    ("enter", clause("back", base=True, relation="adverbial", mark="to"), False),
    ("enter", clause("back", tense="past", relation="coordinate"), True),
    ("say", clause("back", tense="past", relation="complement"), True),
    ("try", clause("back", base=True, relation="complement", mark="to"), False),
    ("continue", clause("back", base=True, relation="complement", mark="to"), True),
    ("continue", clause("back", relation="complement"), True),
    ("continue", clause("back", base=True, relation="adverbial", mark="to"), False),
    ("promise", clause("back", base=True, relation="complement", mark="to"), True),
    ("win", clause("support", "noun", relation="object"), True),
    ("grow", clause("support", "noun", relation="subject"), True),
    ("attack", clause("support", "noun", relation="oblique", mark="in"), False),
    (None, clause("loyal", "adjective"), True),
    ("march", clause("loyal", "adjective", relation="adverbial"), False),
]


@pytest.mark.parametrize(("above", "inner", "fits"), STATED, ids=str)
def test_some_words_count_only_where_they_are_stated(
    above: str | None, inner: Clause, fits: bool
) -> None:
    clauses: tuple[Clause, ...] = (inner,)
    if above is not None:
        clauses = (clause(above, tense="past"), replace(inner, index=1, governor=0))
    found = match_clauses(clauses, TABLE).rules.get(clauses[-1].index)
    assert (found is not None) == fits


def test_an_act_that_only_circumstances_name_can_still_be_what_another_speaks_of() -> None:
    promise = clause("promise", tense="past")
    backing = clause("back", base=True, relation="complement", mark="to")
    clauses = (promise, replace(backing, index=1, governor=0))
    assert match_clauses(clauses, TABLE).rules[0].id == "promise"
