"""The folder of a run: blocks whole or not at all, a manifest, and gathering in order."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from detente.errors import SettingError, StoreError
from detente.model import Annotation, Document, Sentence
from detente.reading import Part, Remark, Unread, read, read_part
from detente.scaling import Gathering, Plan, missing, open_plan
from detente.scaling.blocks import Block, read_block, write_block
from detente.storage import Run, document_of, entry_of

RUN = Run("r1", "0.1.0", "code", "lexicon", "model")


def given(folder: Path, ids: list[str]) -> Path:
    path = folder / "news.jsonl"
    rows = [{"id": name, "text": f"Text {k}.", "desk": k} for k, name in enumerate(ids)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def fill(plan: Plan, part: Part) -> None:
    found = [*read_part(part, published=plan.published)]
    items = [Annotation(document=one) for one in found if isinstance(one, Document)]
    unread = [one for one in found if isinstance(one, Unread)]
    remarks = [one for one in found if isinstance(one, Remark)]
    block = Block([entry_of(item, plan.run) for item in items], unread, remarks)
    write_block(plan.block(part), block)


def plan_for(folder: Path, path: Path, run: Run = RUN, published: date | None = None) -> Plan:
    return open_plan(folder / "blocks", [path], run, published=published, part_rows=2)


def test_a_block_is_read_as_it_was_written(tmp_path: Path) -> None:
    documents = [
        Document(id="a", text="A\u00a0text, 𝔘.", title="A", published=date(2024, 3, 1), url="u"),
        Document(id="b", text="B", source="s", language="en", extra={"desk": [1, None]}),
    ]
    failed = Annotation(document=documents[1], failure="has no verb")
    aside = Sentence(index=0, start=0, end=2, text="A.", tokens=())
    coded = Annotation(document=documents[0], sentences=(aside, aside))
    entries = [entry_of(item, RUN) for item in (coded, failed)]
    unread = [Unread(source="a.jsonl", line=3, problem="broken", count=2)]
    remarks = [Remark(source="a.jsonl", problem="odd")]
    write_block(tmp_path / "block", Block(entries, unread, remarks))
    found = read_block(tmp_path / "block")
    assert [document_of(one) for one in found.entries] == documents
    assert [one.failure for one in found.entries] == [None, "has no verb"]
    assert [one.unread for one in found.entries] == [2, 0]
    assert (found.unread, found.remarks) == (unread, remarks)
    assert [[list(map(tuple, t)) for t in one.rows] for one in found.entries] == [
        [list(map(tuple, t)) for t in one.rows] for one in entries
    ]


def test_only_missing_blocks_are_missing(tmp_path: Path) -> None:
    plan = plan_for(tmp_path, given(tmp_path, list("abcde")))
    assert missing(plan) == list(plan.parts)
    fill(plan, plan.parts[1])
    assert missing(plan) == [plan.parts[0], plan.parts[2]]
    again = plan_for(tmp_path, given(tmp_path, list("abcde")))
    assert len(again.parts) == 3


def test_a_changed_file_is_done_again(tmp_path: Path) -> None:
    plan = plan_for(tmp_path, given(tmp_path, list("ab")))
    fill(plan, plan.parts[0])
    changed = plan_for(tmp_path, given(tmp_path, list("xyz")))
    assert missing(changed) == list(changed.parts)


OTHERS = [
    (Run("r2", "0.2.0", "code", "lexicon", "model"), None),
    (RUN, date(2024, 3, 1)),
]


@pytest.mark.parametrize(("run", "published"), OTHERS)
def test_another_run_is_refused(tmp_path: Path, run: Run, published: date | None) -> None:
    path = given(tmp_path, list("ab"))
    plan_for(tmp_path, path)
    with pytest.raises(SettingError, match="another version, lexicon or --published"):
        plan_for(tmp_path, path, run, published)


def test_a_strange_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "manifest.json").write_text("[1]", "utf-8")
    with pytest.raises(SettingError, match="no manifest of detente"):
        plan_for(tmp_path, given(tmp_path, list("ab")))


def test_a_block_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_for(tmp_path, given(tmp_path, list("ab")))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("detente.scaling.blocks.write_entries", full)
    with pytest.raises(OSError, match="No space left"):
        fill(plan, plan.parts[0])
    assert [path.name for path in plan.folder.iterdir()] == ["manifest.json"]


def test_the_first_block_stays(tmp_path: Path) -> None:
    plan = plan_for(tmp_path, given(tmp_path, list("ab")))
    fill(plan, plan.parts[0])
    write_block(plan.block(plan.parts[0]), Block([], [], []))
    assert len(read_block(plan.block(plan.parts[0])).entries) == 2
    assert len(list(plan.folder.iterdir())) == 2


def test_gathering_gives_what_reading_gives(tmp_path: Path) -> None:
    path = given(tmp_path, ["a", "b", "a", "c", "b", "a", "a#2"])
    with path.open("a", encoding="utf-8") as out:
        out.write('{broken\n{"text": ""}\n')
    plan = plan_for(tmp_path, path)
    for part in reversed(plan.parts):
        fill(plan, part)
    gathering = Gathering(plan)
    found = list(gathering.readings())
    assert [one for one in found if isinstance(one, Document)] == [
        one for one in read([path]) if isinstance(one, Document)
    ]
    assert {str(one) for one in found} >= {str(one) for one in read([path])}
    taken = [gathering.take(one) for one in found if isinstance(one, Document)]
    assert [one.document if one else None for one in taken] == ["a", "b", *[None], "c", *[None] * 3]


def test_a_part_without_a_block_is_named(tmp_path: Path) -> None:
    plan = plan_for(tmp_path, given(tmp_path, list("abcd")))
    fill(plan, plan.parts[0])
    *documents, unread = Gathering(plan).readings()
    assert len(documents) == 2
    assert isinstance(unread, Unread)
    assert (unread.line, unread.remedy) == (3, "run again")


def test_a_damaged_block_is_named(tmp_path: Path) -> None:
    plan = plan_for(tmp_path, given(tmp_path, list("ab")))
    fill(plan, plan.parts[0])
    (plan.block(plan.parts[0]) / "mentions.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreError, match="delete it and run again"):
        list(Gathering(plan).readings())
