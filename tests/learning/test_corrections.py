"""Corrections: kept in the store, in force when a text is coded again, at last training rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import InputError, SettingError
from detente.events import Ontology, load_ontology
from detente.learning import corrected_rows, read_samples, write_rows
from detente.model import Annotation, Batch, Document, Event, Label, Mention, Party, Sentence, Span
from detente.pipeline.correcting import corrected, with_corrections
from detente.pipeline.stages import Stage
from detente.storage import (
    Correction,
    Run,
    Store,
    add_correction,
    corrections_of,
    digest_of,
    every_correction,
    note_applied,
    open_store,
    pending_documents,
    read_event,
    shelve,
    undo_correction,
)
from detente.tables import Lexicon

RUN = Run("r1", "0.1.0", "code", "lexicon", "model")
LATER_RUN = Run("r2", "0.1.0", "code", "other", "model")
TEXT = "It rained. Poland shunned Russian\nwine. Oman slept."
SENTENCE = Sentence(index=1, start=11, end=39, text=TEXT[11:39], tokens=())
FIRST = Document(id="a", text=TEXT, extra={"desk": "east"})


def party(start: int, end: int) -> Party:
    return Party(
        sentence=1,
        head=0,
        start=start,
        end=end,
        text=TEXT[start:end],
        name=TEXT[start:end],
        kind="country",
        country="POL",
    )


POLAND, RUSSIAN, OMAN = party(11, 17), party(26, 33), party(40, 44)
SHUNNED = Mention(
    id="m1",
    sentence=SENTENCE,
    trigger=Span(18, 25, "shunned"),
    label=Label(type="REJECT", quad=3, contexts=("economic", "trade")),
    act=Label(type="REJECT", quad=3),
    actors=(POLAND,),
    recipients=(RUSSIAN,),
    confidence=0.7,
    trace=("type: rule shun",),
)


def coded(mention: Mention = SHUNNED, document: Document = FIRST) -> Annotation:
    event = Event(id="e", mentions=(mention,), documents=(document.id,), sources=1, best=mention)
    return Annotation(document=document, mentions=(mention,), events=(event,))


@pytest.fixture
def store() -> Store:
    opened = open_store(None)
    opened.save([coded()], RUN)
    return opened


@pytest.fixture(scope="module")
def ontology(lexicon: Lexicon) -> Ontology:
    return load_ontology(lexicon)


MARKED = "<s>Poland</s> shunned <t>Russian</t> wine."


def test_a_correction_keeps_what_names_the_mention(store: Store) -> None:
    said = add_correction(store.connection, "m1", "retyped", "PROTEST/boycott")
    assert said == Correction(
        digest=digest_of(FIRST),
        sentence=(11, 39),
        trigger_start=18,
        trigger="shunned",
        mention="m1",
        document="a",
        verdict="retyped",
        coded_as="REJECT",
        label="PROTEST/boycott",
        contexts=("economic", "trade"),
        marked=MARKED,
        parties=("POL",),
    )
    assert every_correction(store.connection) == [said]


def test_the_last_word_counts(store: Store) -> None:
    add_correction(store.connection, "m1", "wrong")
    add_correction(store.connection, "m1", "right")
    (said,) = every_correction(store.connection)
    assert (said.verdict, said.label) == ("right", "REJECT")


def test_an_unknown_mention_is_one_sentence(store: Store) -> None:
    with pytest.raises(InputError, match="the store has no mention 'm2'"):
        add_correction(store.connection, "m2", "wrong")
    with pytest.raises(InputError, match="nothing was said of a mention 'm1'"):
        undo_correction(store.connection, "m1")


PAIRS = [
    # actors, recipients, the marked sentence
    ((POLAND, RUSSIAN), (), MARKED),
    ((RUSSIAN,), (POLAND,), "<t>Poland</t> shunned <s>Russian</s> wine."),
    ((POLAND,), (), None),
    ((POLAND,), (OMAN,), None),
    ((POLAND,), (party(11, 25),), None),
]


@pytest.mark.parametrize(("actors", "recipients", "marked"), PAIRS)
def test_a_sentence_is_marked_where_it_holds_both_sides(
    actors: tuple[Party, ...], recipients: tuple[Party, ...], marked: str | None, store: Store
) -> None:
    store.save([coded(replace(SHUNNED, actors=actors, recipients=recipients))], RUN)
    assert add_correction(store.connection, "m1", "right").marked == marked


def corrections(store: Store) -> dict[str, tuple[Correction, ...]]:
    return corrections_of(store.connection, [digest_of(FIRST)])


def test_what_is_wrong_is_passed_with_that_reason(store: Store, ontology: Ontology) -> None:
    add_correction(store.connection, "m1", "wrong")
    item = corrected(coded(), corrections(store), ontology)
    assert item.mentions == ()
    (passed,) = item.passed
    assert (passed.text, passed.sentence, passed.reason) == (
        "shunned",
        1,
        "REJECT is wrong by hand",
    )


def test_a_type_by_hand_replaces_the_coded_one(store: Store, ontology: Ontology) -> None:
    add_correction(store.connection, "m1", "retyped", "PROTEST/boycott")
    (mention,) = corrected(coded(), corrections(store), ontology).mentions
    assert str(mention.label) == str(mention.act) == "PROTEST/boycott"
    assert mention.label.contexts == ("economic", "trade")
    assert (mention.label.quad, mention.confidence) == (ontology.types["PROTEST"].quad, 1.0)
    assert mention.trace[0] == "type: PROTEST/boycott by hand for REJECT"


def test_what_is_right_stays_and_is_sure(store: Store, ontology: Ontology) -> None:
    add_correction(store.connection, "m1", "right")
    (mention,) = corrected(coded(), corrections(store), ontology).mentions
    assert mention.label == SHUNNED.label
    assert (mention.confidence, mention.trace[-1]) == (1.0, "type: REJECT is right by hand")


def moved(start: int, end: int, **more: object) -> Annotation:
    """Return the text coded by other words."""
    trigger = Span(start, end, TEXT[start:end])
    return coded(replace(SHUNNED, trigger=trigger, **more))  # type: ignore[arg-type]


def with_event(item: Annotation) -> Annotation:
    """Return a corrected document with what is left of its event."""
    if not item.mentions:
        return replace(item, events=())
    event = replace(item.events[0], mentions=item.mentions, best=item.mentions[0])
    return replace(item, events=(event,))


TRADE = Label(type="SANCTION", quad=4)
LATER = [
    # the text coded again, why the correction applies no more, None where it does
    (lambda: coded(), None),
    (lambda: moved(34, 38), None),
    (lambda: coded(replace(SHUNNED, sentence=replace(SENTENCE, end=44))), None),
    (lambda: coded(replace(SHUNNED, label=TRADE)), None),
    (lambda: moved(34, 38, label=TRADE), "it is coded no more"),
    (lambda: replace(coded(), mentions=(), events=()), "it is coded no more"),
    (
        lambda: coded(document=replace(FIRST, text=TEXT + " ")),
        "the text of its document has changed",
    ),
]


@pytest.mark.parametrize(("change", "problem"), LATER)
def test_a_correction_holds_for_what_its_mention_is_now(
    change: Callable[[], Annotation], problem: str | None, store: Store, ontology: Ontology
) -> None:
    add_correction(store.connection, "m1", "wrong")
    before = change()
    item = corrected(before, corrections(store), ontology)
    assert len(before.mentions) - len(item.mentions) == (problem is None)
    store.save([with_event(item)], LATER_RUN)
    note_applied(store.connection, [digest_of(FIRST)])
    assert [c.problem for c in every_correction(store.connection)] == [problem]


def test_two_that_it_may_be_are_left_alone(store: Store, ontology: Ontology) -> None:
    add_correction(store.connection, "m1", "wrong")
    words = [Span(start, end, TEXT[start:end]) for start, end in ((34, 38), (26, 33))]
    two = tuple(replace(SHUNNED, id=f"n{w.start}", trigger=w) for w in words)
    item = corrected(replace(coded(), mentions=two), corrections(store), ontology)
    assert item.mentions == two
    assert [h.problem for h in item.heeded] == ["it cannot be told which mention it is now"]


def test_what_is_said_of_a_mention_by_other_words_replaces_what_was_said_before(
    store: Store, ontology: Ontology
) -> None:
    add_correction(store.connection, "m1", "retyped", "PROTEST/boycott")
    item = corrected(moved(34, 38, id="m2"), corrections(store), ontology)
    store.save([with_event(item)], LATER_RUN)
    shelve(store.connection)
    detail = read_event(store.connection, "e")
    assert detail is not None
    assert [m.said and m.said.label for m in detail.mentions] == ["PROTEST/boycott"]
    add_correction(store.connection, "m2", "right")
    (said,) = every_correction(store.connection)
    assert (said.verdict, said.trigger) == ("right", "wine")
    undo_correction(store.connection, "m2")
    assert every_correction(store.connection) == []


def test_the_same_text_under_another_id_is_corrected(store: Store, ontology: Ontology) -> None:
    add_correction(store.connection, "m1", "wrong")
    item = coded(replace(SHUNNED, id="other"), replace(FIRST, id="b"))
    assert corrected(item, corrections(store), ontology).mentions == ()


def test_a_corrected_document_is_coded_again_once(store: Store) -> None:
    assert store.holds(FIRST, RUN)
    add_correction(store.connection, "m1", "wrong")
    assert not store.holds(FIRST, RUN)
    assert pending_documents(store.connection) == [FIRST]
    note_applied(store.connection, [digest_of(FIRST)])
    assert store.holds(FIRST, RUN)
    assert pending_documents(store.connection) == []
    assert [c.applied for c in every_correction(store.connection)] == [True]


def test_what_is_taken_back_is_forgotten(store: Store, ontology: Ontology) -> None:
    add_correction(store.connection, "m1", "wrong")
    note_applied(store.connection, [digest_of(FIRST)])
    store.save([replace(coded(), mentions=(), events=())], RUN)
    with pytest.raises(InputError, match="--undo takes the mark back"):
        add_correction(store.connection, "m1", "right")
    undo_correction(store.connection, "m1")
    assert every_correction(store.connection) == []
    assert pending_documents(store.connection) == [FIRST]
    assert corrected(coded(), corrections(store), ontology) == coded()
    note_applied(store.connection, [digest_of(FIRST)])
    assert corrections(store) == {}


def stage(name: str) -> Stage:
    def work(batch: Batch) -> Batch:
        return batch

    return Stage(name, frozenset(), frozenset(), work)


STAGES = (stage("events"), stage("linking"))


def test_corrections_come_between_events_and_linking(store: Store, lexicon: Lexicon) -> None:
    assert with_corrections(STAGES, {}, lexicon) == STAGES
    add_correction(store.connection, "m1", "wrong")
    stages = with_corrections(STAGES, corrections(store), lexicon)
    assert [s.name for s in stages] == ["events", "corrections", "linking"]
    assert stages[1].work((coded(),))[0].mentions == ()


def test_a_label_that_the_lexicon_lacks_is_refused(store: Store, lexicon: Lexicon) -> None:
    add_correction(store.connection, "m1", "retyped", "BOYCOTT")
    with pytest.raises(SettingError, match="name the lexicon folder that has it"):
        with_corrections(STAGES, corrections(store), lexicon)


@pytest.mark.parametrize("name", ["rows.csv", "rows.tsv"])
def test_corrections_become_examples(
    name: str, store: Store, tmp_path: Path, ontology: Ontology
) -> None:
    path = tmp_path / name
    kinds = []
    for verdict, label in (("right", None), ("wrong", None), ("retyped", "PROTEST/boycott")):
        add_correction(store.connection, "m1", verdict, label)
        write_rows(path, corrected_rows(every_correction(store.connection)))
        (sample,) = read_samples(path, "BOYCOTT", ontology)
        assert sample.sentence == MARKED
        kinds.append(sample.kind)
    assert kinds == ["REJECT", "NONE", "PROTEST/boycott"]
    header = "sentence,type,mode,contexts,register".replace(
        ",", "\t" if name[-3:] == "tsv" else ","
    )
    assert path.read_text("utf-8").splitlines()[0] == header


def test_a_correction_without_both_sides_is_no_training_row(store: Store) -> None:
    store.save([coded(replace(SHUNNED, recipients=()))], RUN)
    add_correction(store.connection, "m1", "right")
    assert corrected_rows(every_correction(store.connection)) == []


@pytest.mark.parametrize(("name", "said"), [("rows.xlsx", "written as"), ("no/a.csv", "no folder")])
def test_rows_are_written_where_they_can_be(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        write_rows(tmp_path / name, [])
