"""The formats of the benchmarks, read from samples of our own writing; and what is refused."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from detente.errors import InputError, SettingError
from detente.evaluation import TASKS, Pairs, Texts, digest_of, open_benchmark
from detente.evaluation.cameo_ner import tagged_sentence
from detente.evaluation.polnear import Said, read_standoff
from detente.model import Annotation
from detente.tables import Lexicon


def texts(task: str, path: Path, lexicon: Lexicon) -> Texts:
    found = open_benchmark(task, path, lexicon)
    assert isinstance(found, Texts)
    return found


@pytest.mark.parametrize(
    ("task", "name", "count"), [("plv", "plv.tsv", 4), ("plover-own", "own.tsv", 12)]
)
def test_pairs(task: str, name: str, count: int, samples: Path, lexicon: Lexicon) -> None:
    found = open_benchmark(task, samples / name, lexicon)
    assert isinstance(found, Pairs)
    assert len(found.sentences) == count
    assert found.sentences[0].startswith("<s>Norway</s> accused <t>Iceland</t>")


def test_words_and_tags_become_running_text(samples: Path, lexicon: Lexicon) -> None:
    found = texts("cameo-ner", samples / "cameo_ner.txt", lexicon)
    assert [one.text for one in found.documents] == [
        "The Finnish foreign minister scolded Estonia's envoy, who left.",
        "Zambia and Malawi held talks.",
    ]
    assert found.layers == {"mentions"}


TAGGED = [
    # words with tags; text; spans
    ([("Chad", "B-S"), ("'s", "I-S"), ("army", "I-S")], "Chad's army", [("S", "Chad's army")]),
    ([("Chad", "B-S"), ("Niger", "B-S")], "Chad Niger", [("S", "Chad"), ("S", "Niger")]),
    ([("Chad", "B-S"), ("Niger", "I-T")], "Chad Niger", [("S", "Chad"), ("T", "Niger")]),
    (
        [("Chad", "B-S"), ("and", "O"), ("Mali", "I-S")],
        "Chad and Mali",
        [("S", "Chad"), ("S", "Mali")],
    ),
    ([("“", "O"), ("No", "O"), (",", "O"), ("”", "O")], "“ No, ”", []),
]


@pytest.mark.parametrize(("words", "text", "spans"), TAGGED)
def test_tags_become_spans(
    words: list[tuple[str, str]], text: str, spans: list[tuple[str, str]]
) -> None:
    found = tagged_sentence(words)
    assert found.text == text
    assert [(tag, text[start:end]) for tag, (start, end) in found.spans] == spans


def test_records_of_one_sentence_are_one_document(samples: Path, lexicon: Lexicon) -> None:
    found = texts("gsr", samples / "gsr.json", lexicon)
    assert [(one.id, one.published) for one in found.documents] == [
        ("r1", None),  # the filler date stands for none
        ("r3", date(2016, 10, 14)),
    ]


def test_standoff(samples: Path, lexicon: Lexicon) -> None:
    found = texts("polnear", samples / "polnear", lexicon)
    (article,) = found.documents
    assert article.id == "gazette_2016-03-02_quarry"
    assert article.published == date(2016, 3, 2)
    assert [path.name[-8:] for path in found.files] == ["arry.txt", "00aa.ann"]  # the first reader
    said = read_standoff(found.files[1], len(article.text))
    assert said == (
        Said(source=((15, 24),), cue=((25, 29),), content=((30, 52),)),
        Said(source=(), cue=((54, 64),), content=((65, 78),)),
    )


def test_broken_spans_and_second_ones_of_a_role(tmp_path: Path) -> None:
    notes = tmp_path / "a.ann"
    notes.write_text(
        "T1\tContent 0 4;9 12\tab\nT2\tContent 20 25\tcd\nT3\tCue 5 8\tsay\n"
        "T4\tAttribution 5 8\tsay\nE1\tAttribution:T4 Content:T1 Content2:T2 Cue:T3\n"
    )
    (said,) = read_standoff(notes, 30)
    assert said.content == ((0, 4), (9, 12), (20, 25))


@pytest.mark.parametrize(("name", "count"), [("lgl.xml", 3), ("geovirus.xml", 1)])
def test_toponyms(name: str, count: int, samples: Path, lexicon: Lexicon) -> None:
    found = texts("geoparsing", samples / name, lexicon)
    (article,) = found.documents
    assert article.text.startswith("Ashford lies in Kent.")
    figures = found.score([_nothing(found)]).tables[0].rows
    assert sum(int(str(row[1])) for row in figures) == count


def test_a_gzipped_file_is_read_too(tmp_path: Path, samples: Path, lexicon: Lexicon) -> None:
    packed = tmp_path / "lgl.xml.gz"
    packed.write_bytes(gzip.compress((samples / "lgl.xml").read_bytes()))
    plain = texts("geoparsing", samples / "lgl.xml", lexicon)
    assert texts("geoparsing", packed, lexicon).documents[0].text == plain.documents[0].text


@pytest.mark.parametrize(
    ("name", "published", "text"),
    [
        (
            "news.tml",
            date(2016, 10, 14),
            "The bridge opened on Monday after two years of work & delay.",
        ),
        (
            "war.key.xml",
            date(2009, 12, 19),
            "The siege began in June 1912 and ended three months later.",
        ),
    ],
)
def test_times(name: str, published: date, text: str, samples: Path, lexicon: Lexicon) -> None:
    found = texts("timeml", samples / name, lexicon)
    (article,) = found.documents
    assert article.published == published
    assert article.text.strip().startswith(text)


def _nothing(found: Texts) -> Annotation:
    return Annotation(document=found.documents[0])


def test_a_digest_is_of_the_content_wherever_it_lies(tmp_path: Path) -> None:
    one, other = tmp_path / "one.tsv", tmp_path / "other.tsv"
    one.write_text("ab")
    other.write_text("ab")
    assert digest_of([one]) == digest_of([other])
    other.write_text("abc")
    assert digest_of([one]) != digest_of([other])
    one.write_text("a")
    (tmp_path / "third.tsv").write_text("b")
    assert digest_of([one, tmp_path / "third.tsv"]) != digest_of([tmp_path / "third.tsv", one])


HEAD = "marked_sentence\tgold_root\tgold_penta\n"
WRONG = [
    # task, name of the file, what it holds (None: no such file), part of the sentence
    ("plv", "a.tsv", None, "no such file or folder"),
    ("plv", "a.tsv", "sentence\ttype\n", "no column 'marked_sentence'; its columns are sentence"),
    ("plv", "a.tsv", HEAD, "a header and no rows"),
    ("plv", "a.tsv", HEAD + "Chad aids Mali\tAID\t2\n", "line 2: marks no actor"),
    ("plv", "a.tsv", HEAD + "<s>A</s> b\t\t2\n", "line 2: column 'gold_root' is empty"),
    ("plv", "a.tsv", HEAD + "<s>A</s> b\tAID\t7\n", "gold_penta '7'"),
    ("plv", "a.tsv", HEAD + "a\tAID\t2\n" * 7, "line 6: marks no actor; write <s>actor</s> and"),
    ("plv", "a.tsv", HEAD + "a\tAID\t2\n" * 7, "and 2 more"),
    ("plover-own", "a.tsv", "sentence\n<s>A</s>\n", "no column 'type'"),
    ("cameo-ner", "a.txt", "Chad B-S\nand\n", "line 2: 'and' is not a word and a tag"),
    ("cameo-ner", "a.txt", "\n\n", "no tagged words"),
    ("gsr", "a.json", "[", "a.json:1: is not JSON"),
    ("gsr", "a.json", "{}", "is not a list of records"),
    ("gsr", "a.json", '[{"id": "x", "event": "AID"}]', "record 1: lacks 'text'"),
    ("gsr", "a.json", '[{"id":"x","event":"AID","text":"t","date":"1/2/3"}]', "date '1/2/3'"),
    ("polnear", "a.ann", "", "its article is missing"),
    ("geoparsing", "a.xml", "<articles>", "a.xml:1:10: is not well-formed XML"),
    ("geoparsing", "a.xml", "<articles/>", "holds no <article>"),
    ("timeml", "a.tml", "<TimeML/>", "has no <TEXT>"),
    ("timeml", "a.tml", "<T><DCT><TIMEX3 value='soon'/></DCT><TEXT/></T>", "'soon' is no date"),
    ("naming", "a.tsv", "", "no task 'naming'; the tasks are cameo-ner"),
]


@pytest.mark.parametrize(("task", "name", "content", "said"), WRONG)
def test_what_cannot_be_read_is_said_in_a_sentence(
    task: str, name: str, content: str | None, said: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises((InputError, SettingError)) as caught:
        open_benchmark(task, tmp_path / name, lexicon)
    assert said in str(caught.value)


@pytest.mark.parametrize("task", TASKS)
def test_an_empty_folder_is_refused(task: str, tmp_path: Path, lexicon: Lexicon) -> None:
    with pytest.raises(InputError, match="holds no file that ends in"):
        open_benchmark(task, tmp_path, lexicon)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T1\tCue 0 99\tx", "lies outside the article"),
        ("T1\tCue 5\tx", "not a label with a start and an end"),
        ("E1\tAttribution:T4 Cue:T9", "names 'T9', which is no span"),
    ],
)
def test_wrong_standoff_is_refused(line: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text(line)
    with pytest.raises(InputError, match=said):
        read_standoff(tmp_path / "a.ann", 20)


def test_a_toponym_must_stand_where_it_says(
    samples: Path, tmp_path: Path, lexicon: Lexicon
) -> None:
    moved = (samples / "lgl.xml").read_text().replace("<start>16<", "<start>15<")
    (tmp_path / "a.xml").write_text(moved)
    with pytest.raises(InputError, match="article 7: 'Kent' is not what stands from 15 to 20"):
        open_benchmark("geoparsing", tmp_path / "a.xml", lexicon)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "a.tsv").write_bytes(b"marked\xff\xfe")
    with pytest.raises(InputError, match="is not UTF-8 at byte 6"):
        open_benchmark("plv", tmp_path / "a.tsv", lexicon)


def test_a_place_inside_another_ones_tags_is_a_place_of_its_own(
    samples: Path, tmp_path: Path, lexicon: Lexicon
) -> None:
    parts = {"name": "Kent", "start": 17, "end": 21, "lat": 51.2, "lon": 0.7}
    cells = "".join(f"<{tag}>{value}</{tag}>" for tag, value in parts.items())
    inner = f"<location>{cells}</location>"
    nested = (samples / "geovirus.xml").read_text().replace("<name>Bath", f"{inner}<name>Bath")
    (tmp_path / "a.xml").write_text(nested)
    found = texts("geoparsing", tmp_path / "a.xml", lexicon)
    assert found.score([_nothing(found)]).tables[0].rows == (("not said", 2, 0.0, 0.0),)
