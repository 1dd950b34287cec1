"""How real each clause is: a sentence, a verb or noun in it, and what the text says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente import times
from detente.errors import TableError
from detente.events import assess, load_reality
from detente.language import Grammar, Parser, find_clauses
from detente.model import Annotation, Document
from detente.tables import Lexicon, open_lexicon

pytestmark = pytest.mark.model

ROWS = [
    ("Russia bombed the town.", "bomb", "actual positive"),
    ("Russia did not bomb the town.", "bomb", "actual negated"),
    ("Russia never bombed the town.", "bomb", "actual negated"),
    ("No planes bombed the town.", "bomb", "actual negated"),
    ("Russia will bomb the town.", "bomb", "planned positive"),
    ("Russia will not bomb the town.", "bomb", "planned negated"),
    ("Russia may bomb the town.", "bomb", "hypothetical positive"),
    ("Russia could bomb the town.", "bomb", "hypothetical positive"),
    ("Russia would have bombed the town.", "bomb", "hypothetical negated"),
    ("If Russia bombs the town, people will flee.", "bomb", "hypothetical positive"),
    ("Russia managed to bomb the town.", "bomb", "actual positive"),
    ("Russia failed to bomb the town.", "bomb", "actual negated"),
    ("Russia refused to bomb the town.", "bomb", "actual negated"),
    ("Russia planned to bomb the town.", "bomb", "planned positive"),
    ("Russia decided not to bomb the town.", "bomb", "planned negated"),
    ("Russia did not decide to bomb the town.", "bomb", "planned negated"),
    ("Russia wanted to bomb the town.", "bomb", "hypothetical positive"),
    ("Russia threatened to bomb the town.", "bomb", "hypothetical positive"),
    ("Russia tried to bomb the town.", "bomb", "hypothetical positive"),
    ("Russia denied bombing the town.", "bomb", "actual negated"),
    ("Turkey said Russia bombed the town.", "bomb", "actual positive"),
    ("Turkey said Russia would bomb the town.", "bomb", "planned positive"),
    ("Turkey did not say that Russia bombed the town.", "bomb", "hypothetical positive"),
    ("Turkey regretted that Russia bombed the town.", "bomb", "actual positive"),
    ("Turkey accused Russia of bombing the town.", "bomb", "actual positive"),
    ("Turkey prevented Russia from bombing the town.", "bomb", "actual negated"),
    ("Russia sent planes to bomb the town.", "bomb", "hypothetical positive"),
    ("Bomb the town!", "bomb", "hypothetical positive"),
    ("Did Russia bomb the town?", "bomb", "hypothetical positive"),
    ("France cancelled the visit.", "visit", "planned negated"),
    ("France called off its visit to Mali.", "visit", "planned negated"),
    ("France postponed the visit.", "visit", "planned positive"),
    ("France condemned the visit.", "visit", "actual positive"),
    ("France proposed a visit.", "visit", "hypothetical positive"),
    ("Any visit would be a mistake.", "visit", "hypothetical positive"),
    ("There was no visit.", "visit", "actual negated"),
    ("The planned visit angered Mali.", "visit", "planned positive"),
    ("Iran held talks with Iraq.", "talks", "actual positive"),
    ("Iran will hold talks with Iraq.", "talks", "planned positive"),
    ("Iran did not hold talks with Iraq.", "talks", "actual negated"),
    ("Turkey bombed the town in 2011.", "bomb", "historical positive"),
    ("Turkey bombed the town on Monday.", "bomb", "actual positive"),
]


@pytest.mark.parametrize(("sentence", "lemma", "expected"), ROWS)
def test_status_and_polarity(
    sentence: str, lemma: str, expected: str, parser: Parser, grammar: Grammar, lexicon: Lexicon
) -> None:
    document = Document(id="x", text=sentence, published=date(2016, 10, 14))
    batch = find_clauses(parser.parse((Annotation(document=document),)), grammar)
    batch = times.find(batch, times.load_calendar(lexicon))
    (item,) = assess(batch, load_reality(lexicon))
    pairs = zip(item.clauses, item.realities, strict=True)
    reality = next(r for c, r in pairs if c.lemma == lemma)
    assert f"{reality.status} {reality.polarity}" == expected


def test_without_a_date_nothing_is_historical(
    parser: Parser, grammar: Grammar, lexicon: Lexicon
) -> None:
    document = Document(id="x", text="Turkey bombed the town in 1911.")
    batch = find_clauses(parser.parse((Annotation(document=document),)), grammar)
    batch = times.find(batch, times.load_calendar(lexicon))
    (item,) = assess(batch, load_reality(lexicon))
    assert [r.status for r in item.realities] == ["actual"]
    assert item == replace(item)


def test_an_unknown_effect_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    table = tmp_path / "cues" / "governors.csv"
    table.write_text("word,kind,governs,effect\nponder,verb,to,vague\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"governors\.csv:2: unknown effect 'vague'"):
        load_reality(open_lexicon([tmp_path]))
