"""The table of cues: what it holds, and what it refuses."""

from pathlib import Path

import pytest

from detente.errors import TableError
from detente.tables import Lexicon, open_lexicon
from detente.voices import load_cues
from detente.voices.cues import STANCES


def lexicon(folder: Path, *rows: str) -> Lexicon:
    (folder / "voices").mkdir()
    lines = ["cue,kind,stance,takes,note", *rows]
    (folder / "voices" / "mine.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return open_lexicon([folder])


def test_the_shipped_table_knows_every_stance() -> None:
    cues = load_cues(open_lexicon())
    known = {*cues.verbs.values(), *cues.nouns.values(), *cues.adjectives.values()}
    assert {cue.stance for cue in known} == set(STANCES)
    assert len(known) > 250


@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("say", "states"),
        ("claim", "alleges"),
        ("deny", "denies"),
        ("confirm", "confirms"),
        ("vow", "promises"),
        ("warn", "warns"),
        ("call for", "asks"),
        ("think", "believes"),
    ],
)
def test_stances_of_common_verbs(verb: str, stance: str) -> None:
    assert load_cues(open_lexicon()).verbs[verb].stance == stance


def test_a_users_row_replaces_the_shipped_one(tmp_path: Path) -> None:
    cues = load_cues(lexicon(tmp_path, "say,verb,alleges,quote,"))
    assert cues.verbs["say"].stance == "alleges"
    assert "deny" in cues.verbs


def test_all_faults_are_named_with_their_lines(tmp_path: Path) -> None:
    rows = ("say,verb,shouts,quote,", "tell,word,states,quote|dance,")
    with pytest.raises(TableError) as caught:
        load_cues(lexicon(tmp_path, *rows))
    problems = [(fault.line, fault.problem) for fault in caught.value.faults]
    assert problems == [
        (2, "unknown stance 'shouts'"),
        (3, "unknown kind 'word'"),
        (3, "unknown form 'dance'"),
    ]
