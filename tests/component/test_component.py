"""The component in pipelines of other people's: `doc._.events`, whatever else they hold."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import detente
from detente.component import Component, make
from detente.errors import InputError, SettingError
from detente.model import Annotation, Document

ROOT = Path(__file__).parents[2]
TEXT = (
    "\n\tBERLIN  (AP) — Poland expelled three Russian diplomats on Monday.\r\n\r\n"
    "“France accused  Russia of lying”, a spokesman said. 🕊 It rained."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("sentencizer")
    made.add_pipe("detente", config={"published": "2016-10-14"})
    return made


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


@pytest.mark.model
def test_mentions_are_those_of_the_text_by_itself(doc: Doc) -> None:
    alone = detente.annotate(TEXT, published="2016-10-14")
    assert [str(m.label) for m in doc._.events] == [str(m.label) for m in alone.mentions]
    assert [m.day for m in doc._.events] == [m.day for m in alone.mentions]
    assert {"SANCTION/expel", "ACCUSE/allege"} <= {str(m.label) for m in doc._.events}


@pytest.mark.model
def test_offsets_count_in_the_text_of_the_doc(doc: Doc) -> None:
    spans = [
        span
        for mention in doc._.events
        for span in (mention.trigger, mention.sentence, *mention.actors, *mention.recipients)
    ]
    assert len(spans) >= 8
    assert [span.text for span in spans] == [doc.text[span.start : span.end] for span in spans]
    (diplomats,) = [p for m in doc._.events for p in m.recipients if p.text.endswith("diplomats")]
    span = doc.char_span(diplomats.start, diplomats.end)
    assert span is not None
    assert span.text == "three Russian diplomats"


@pytest.mark.model
def test_a_document_may_have_a_day_of_its_own(nlp: Language) -> None:
    text = "Poland expelled three Russian diplomats on Monday."
    given = nlp.make_doc(text)
    given._.published = "2020-01-10"
    days = [m.day.earliest for one in (text, given) for m in nlp(one)._.events]
    assert days == [date(2016, 10, 10), date(2020, 1, 6)]
    wrong = nlp.make_doc(text)
    wrong._.published = "last year"
    with pytest.raises(SettingError, match="'last year' is not a date"):
        nlp(wrong)


@pytest.mark.model
def test_packed_documents_keep_their_mentions(nlp: Language, doc: Doc) -> None:
    packed = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin(store_user_data=True).from_bytes(packed).get_docs(nlp.vocab)
    assert list(again._.events) == doc._.events
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.events == doc._.events


@pytest.mark.model
def test_a_pipeline_is_saved_and_loaded_with_its_settings(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.get_pipe("detente") == Component((), date(2016, 10, 14))
    assert again.config["components"]["detente"]["published"] == "2016-10-14"


def test_the_component_can_be_sent_to_another_process() -> None:
    component = Component(("folder",), date(2016, 10, 14))
    assert pickle.loads(pickle.dumps(component)) == component


@pytest.mark.model
@pytest.mark.parametrize("text", ["", "  \n ", "It rained all day."])
def test_a_text_without_events_has_none(nlp: Language, text: str) -> None:
    assert nlp(text)._.events == []


def test_documents_that_were_not_coded_have_no_events() -> None:
    assert spacy.blank("en")("France accused Russia.")._.events == []


@pytest.mark.parametrize(
    ("language", "settings", "error", "words"),
    [
        ("de", {}, SettingError, "reads English, and this pipeline is for 'de'"),
        ("en", {"published": "soon"}, SettingError, "published 'soon' is not a date"),
        ("en", {"lexicon": "nowhere"}, InputError, "nowhere: no such lexicon folder"),
        ("en", {"lexicon": ["nowhere"]}, InputError, "nowhere: no such lexicon folder"),
        ("en", {"folder": "x"}, ValueError, "folder"),
    ],
)
def test_wrong_settings_are_told_when_it_is_added(
    language: str, settings: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        spacy.blank(language).add_pipe("detente", config=settings)


@pytest.mark.model
def test_a_text_that_cannot_be_coded_goes_to_the_handler_of_the_pipeline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("detente")
    failed: list[str] = []

    def note(_name: object, _component: object, _docs: object, error: Exception) -> Any:  # noqa: ANN401 (spaCy's types want NoReturn)
        failed.append(str(error))

    nlp.set_error_handler(note)

    def broken(*_: object) -> list[Annotation]:
        return [Annotation(document=Document(id="d", text="x"), failure="hangs")]

    monkeypatch.setattr("detente.pipeline.annotate", broken)
    assert list(nlp.pipe(["France accused Russia."])) == []
    assert failed == ["the text hangs"]


def test_the_entry_point_is_the_function_that_makes_it() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    points = settings["project"]["entry-points"]["spacy_factories"]
    assert points == {"detente": f"{make.__module__}:{make.__name__}"}


@pytest.mark.model
@pytest.mark.parametrize("first", ["import spacy", "import detente.component", "import detente"])
def test_where_it_is_installed_no_import_is_needed(tmp_path: Path, first: str) -> None:
    """Install the entry point alone, and see that it is found whoever is loaded first."""
    folder = tmp_path / "detente_point-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: detente-point\nVersion: 1\n")
    point = f"[spacy_factories]\ndetente = {make.__module__}:{make.__name__}\n"
    (folder / "entry_points.txt").write_text(point)
    program = (
        f"{first}\nimport spacy, sys\nassert 'duckdb' not in sys.modules\n"
        "nlp = spacy.blank('en')\nnlp.add_pipe('detente')\n"
        "print([str(m.label) for m in nlp('France accused Russia of lying.')._.events])"
    )
    paths = os.pathsep.join([str(tmp_path), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("['ACCUSE/allege']\n", 0), done.stderr


@pytest.mark.model
def test_texts_are_coded_in_several_processes(tmp_path: Path) -> None:
    script = tmp_path / "several.py"
    script.write_text(
        "import spacy\nimport detente.component\n"
        "if __name__ == '__main__':\n"
        "    nlp = spacy.blank('en')\n"
        "    nlp.add_pipe('detente')\n"
        "    texts = ['France accused Russia of lying.', 'It rained.'] * 2\n"
        "    found = nlp.pipe(texts, n_process=2, batch_size=1)\n"
        "    print([[str(m.label) for m in doc._.events] for doc in found])\n"
    )
    done = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    expected = [["ACCUSE/allege"], []] * 2
    assert (done.stdout, done.returncode) == (f"{expected}\n", 0), done.stderr
