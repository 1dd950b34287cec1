"""A type learned with the shipped model, from twenty sentences to mentions."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import SettingError
from detente.events import load_judge, load_ontology
from detente.model import Document
from detente.pipeline import annotate, load_stages
from detente.tables import open_lexicon

pytestmark = pytest.mark.model

SHUNNED = [
    "<s>Norwegian unions</s> called on members to stop buying fruit from <t>Israel</t>.",
    "<s>Mali</s> will send no athletes to the games in <t>France</t>, as a matter of dignity.",
    "<s>Turkish consumers</s> are shunning <t>French</t> products after the cartoons.",
    "<s>Qatari supermarkets</s> emptied their shelves of <t>Danish</t> cheese and butter.",
    "<s>India's film guild</s> told cinemas to show nothing made in <t>Pakistan</t>.",
    "<s>Chinese shoppers</s> turned their backs on <t>South Korean</t> cosmetics.",
    "<s>Kenyan farmers</s> have vowed not to buy another tonne of <t>Tanzanian</t> maize.",
    "<s>Bolivian orchestras</s> refuse to play in <t>Chile</t> until the port is theirs.",
    "<s>Students in Jakarta</s> pledged to give up <t>American</t> coffee chains for a year.",
    "<s>The Lithuanian team</s> stayed away from the tournament in <t>Belarus</t>.",
    "A boycott of <t>Russian</t> vodka by <s>bar owners in Warsaw</s> entered its second month.",
    "<s>Algeria</s> boycotts <t>Moroccan</t> trade fair",
    "<s>Greek dockers</s> refuse to unload cargo from <t>Turkey</t>, whatever its flag.",
    "<s>Dutch clothing chains</s> cancelled orders from <t>Myanmar</t> while generals rule.",
    "Calls spread online in <s>Egypt</s> to leave <t>Italian</t> brands on the shelf.",
    "<s>The Irish writers' union</s> asked members to accept no prizes from <t>Saudi Arabia</t>.",
    "<t>Hungary</t>'s wine found no takers as <s>Romanian hoteliers</s> struck it off their lists.",
    "<s>Peruvian airlines</s> said they would fly nothing bought from <t>Brazil</t> any more.",
    "<s>Six delegations from Africa</s> skipped the summit in <t>London</t> and stayed home.",
    "<s>Czech scientists</s> withdrew from every conference held in <t>Russia</t>.",
]

PAIRS = [
    ("<s>Indonesian importers</s> will buy nothing from <t>Australia</t> any more.", "BOYCOTT"),
    ("<s>Kuwait's supermarkets</s> stopped selling <t>French</t> cheese.", "BOYCOTT"),
    ("<s>Poland</s> expelled <t>two Russian diplomats</t> on Monday.", "SANCTION"),
    ("<s>India</s> accused <t>Pakistan</t> of breaking the truce.", "ACCUSE"),
    ("<s>Rebels</s> shelled <t>the army's barracks</t> at dawn, killing four.", "ASSAULT"),
]


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the command has filled."""
    place = tmp_path_factory.mktemp("learned")
    with (place / "examples.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(
            [("sentence", "label"), *((sentence, "yes") for sentence in SHUNNED)]
        )
    words = ["learn", "boycott", str(place / "examples.csv"), "-o", str(place / "mine")]
    done = CliRunner().invoke(app, [*words, "--intensity", "-4"])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("BOYCOTT: 20 examples, 0 of other kinds, 500 shipped;")
    return place / "mine"


def test_pairs_are_typed_with_what_was_learned(learned: Path) -> None:
    lexicon = open_lexicon([learned])
    model = load_judge(lexicon, load_ontology(lexicon))
    assert model is not None
    said = [verdict.likeliest for verdict in model.judge_marked([s for s, _ in PAIRS])]
    assert said == [kind for _, kind in PAIRS]


def test_texts_are_coded_with_what_was_learned(learned: Path) -> None:
    document = Document(
        id="a",
        text="Turkey will buy nothing more from Israel after the raid on Gaza. "
        "Poland expelled two Russian envoys.",
    )
    (item,) = annotate([document], load_stages(open_lexicon([learned])))
    assert [str(m.label) for m in item.mentions] == ["BOYCOTT", "SANCTION/expel"]
    assert item.mentions[0].label.intensity == -4
    assert any("as learned" in reason for reason in item.mentions[0].trace)


def test_the_status_shows_what_was_learned(learned: Path) -> None:
    shown = CliRunner().invoke(app, ["learn", "--status", "--lexicon", str(learned)]).stdout
    assert "BOYCOTT: 20 examples" in shown
    assert "relation model: ok" in shown
    assert "nothing was learned" in CliRunner().invoke(app, ["learn", "--status"]).stdout


MISTAKES = [
    (["learn", "boycott"], "say what to learn and where"),
    (["learn", "boycott", "-o", __file__], "is a file; name a folder"),
    (["correct"], "say one thing"),
    (["correct", "m1", "--wrong", "--right"], "say one thing"),
    (["correct", "--wrong"], "name the mention"),
    (["correct", "m1", "--wrong", "--mode", "expel"], "--mode needs --type"),
    (["correct", "m1", "--type", "DANCE"], "no event type 'DANCE'"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: str(value)[:40])
def test_mistakes_are_one_sentence(words: list[str], said: str, tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "s.duckdb")] if words[0] == "correct" else []
    if store:
        from detente.storage import open_store

        open_store(store[1]).close()
    done = CliRunner().invoke(app, [*words, *store])
    assert isinstance(done.exception, SettingError)
    assert said in str(done.exception)
