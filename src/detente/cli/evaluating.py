"""`detente evaluate`: a public benchmark scored, with published results beside ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Lexicons, Pipeline
from detente.cli.reporting import Report, note, progress
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.evaluation import Guess, Outcome, Pairs, Texts
    from detente.model import Annotation
    from detente.pipeline import Stage
    from detente.tables import Lexicon

__all__ = ["command", "needed_stages", "score_pairs", "score_texts"]


def command(
    task: Annotated[
        str,
        typer.Argument(help="plv, cameo-ner, gsr, polnear, geoparsing, timeml or plover-own."),
    ],
    file: Annotated[Path, typer.Argument(help="The benchmark's file or folder as published.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Show how often each confidence is right.")
    ] = False,
    floors: Annotated[
        Path | None, typer.Option(help="Floors to compare with, a .csv; default: the shipped ones.")
    ] = None,
    lexicon: Lexicons = None,
    pipeline: Pipeline = None,
) -> None:
    """Score a public benchmark and show published results beside ours.

    Exit code 3 when a figure is below a floor pinned for this very file, or a text failed.

    Example: detente evaluate plv plv_test.tsv --calibration
    """
    from detente import evaluation
    from detente.cli.scoreboard import show, show_json
    from detente.tables import open_lexicon

    tables = open_lexicon(lexicon or ())
    pinned = evaluation.load_floors(floors or evaluation.shipped_floors())
    benchmark = evaluation.open_benchmark(task, file, tables)
    report = Report()
    if isinstance(benchmark, evaluation.Pairs):
        size, noun = len(benchmark.sentences), "pairs"
        outcome = score_pairs(benchmark, tables)
    else:
        size, noun = len(benchmark.documents), "texts"
        outcome = score_texts(benchmark, _stages(benchmark, tables, pipeline), report)
    result = evaluation.conclude(task, benchmark, outcome, size=size, lexicon=tables, floors=pinned)
    extra = [evaluation.calibration_table(outcome)] if calibration else []
    (show_json if json else show)(result, extra)
    for shortfall in result.below:
        note(f"below floor: {shortfall}")
    code = report.close(f"scored {size} {noun}")
    raise typer.Exit(3 if result.below else code)


def score_pairs(benchmark: Pairs, lexicon: Lexicon) -> Outcome:
    """Return the figures of the relation model on marked pairs.

    Raises:
        InputError: no relation model is installed.
    """
    from detente.evaluation import Guess
    from detente.events import load_relations

    model = load_relations(lexicon)
    if model is None:
        raise InputError("no relation model is installed; a lexicon folder can hold one in model/")
    guesses: list[Guess] = []
    with progress("typing") as bar:
        for sentence in benchmark.sentences:
            (verdict,) = model.judge_marked([sentence])
            guesses.append(
                Guess(
                    type=verdict.type,
                    mode=verdict.mode,
                    confidence=verdict.probability,
                    event=verdict.likeliest,
                    event_confidence=verdict.of_likeliest,
                )
            )
            bar.reach(len(guesses))
    return benchmark.score(guesses)


def score_texts(benchmark: Texts, stages: Sequence[Stage], report: Report) -> Outcome:
    """Return the figures of the pipeline on texts; those that fail are named in the report."""
    from detente.pipeline import annotate

    def annotations() -> Iterator[Annotation]:
        with progress("annotating") as bar:
            done = annotate(benchmark.documents, stages)
            for number, item in enumerate(done, start=1):
                if item.failure:
                    report.fail(f"{item.document.id}: {item.failure}")
                yield item
                bar.reach(number)

    return benchmark.score(annotations())


def _stages(benchmark: Texts, lexicon: Lexicon, pipeline: str | None) -> tuple[Stage, ...]:
    from detente.pipeline import load_stages

    return needed_stages(load_stages(lexicon, pipeline=pipeline), benchmark.layers)


def needed_stages(stages: Sequence[Stage], layers: frozenset[str]) -> tuple[Stage, ...]:
    """Return the stages that give `layers` and all that these stages need, in their order."""
    wanted = set(layers)
    kept: list[Stage] = []
    for stage in reversed(stages):
        if stage.gives & wanted:
            wanted |= stage.needs
            kept.append(stage)
    return tuple(reversed(kept))
