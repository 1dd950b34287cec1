"""`detente correct`: mentions marked right or wrong, and corrections as training text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, Pipeline, StoreFile, Wait
from detente.cli.reporting import note
from detente.errors import SettingError

if TYPE_CHECKING:
    from detente.storage import Correction, Store

__all__ = ["command"]


def command(
    mention: Annotated[
        str | None,
        typer.Argument(help="A mention's id, as in the mentions of an event.", metavar="MENTION"),
    ] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="There is no such event.")] = False,
    right: Annotated[bool, typer.Option("--right", help="It is coded as it should be.")] = False,
    kind: Annotated[
        str | None, typer.Option("--type", help="It is of this type.", metavar="TYPE")
    ] = None,
    mode: Annotated[str | None, typer.Option(help="And of this mode.", metavar="MODE")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was said.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="Show all corrections.")] = False,
    export: Annotated[
        Path | None,
        typer.Option(help="Write them as training rows, .csv or .tsv.", metavar="FILE"),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Code the corrected documents again, from the store.")
    ] = False,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
    pipeline: Pipeline = None,
) -> None:
    """Say of a mention in the store whether it is right, wrong, or of another type.

    What is said outlives coding: it holds whenever the same text is coded again. Corrected
    documents are coded again by --apply, or with the next run of detente code over them.

    Example: detente correct 3f2a9c0d1b7e4586 --type SANCTION --mode expel
    """
    from detente import storage

    asked = [wrong, right, kind is not None, undo, listing, export is not None, apply]
    if sum(asked) != 1:
        raise SettingError(
            "say one thing: --wrong, --right, --type or --undo of a mention; --list, --export or "
            "--apply of all"
        )
    reading = listing or export is not None
    if mention is None and any(asked[:4]):
        raise SettingError("name the mention by its id, as in: detente correct MENTION --wrong")
    path = store or storage.default_path()
    if not reading and not path.exists():
        reading = True  # so that a missing store is refused, not made
    with store_at(path, wait, read_only=reading) as opened:
        if reading:
            _tell(opened, export)
        elif apply:
            _code_again(opened, lexicon or [], pipeline)
        elif undo:
            storage.undo_correction(opened.connection, str(mention))
            note(f"mention {mention}: taken back; --apply codes its document again")
        else:
            label = _label(kind, mode, lexicon or [])
            verdict = "wrong" if wrong else "right" if right else "retyped"
            said = storage.add_correction(opened.connection, str(mention), verdict, label)
            print(_line(said))
            note("kept; --apply codes its document again")


def _label(kind: str | None, mode: str | None, lexicon: list[Path]) -> str | None:
    """Return the label that was given, None if none was.

    Raises:
        SettingError: there is no such label.
    """
    from detente.events import load_ontology
    from detente.tables import open_lexicon

    if kind is None:
        if mode is not None:
            raise SettingError("--mode needs --type")
        return None
    label = f"{kind.upper()}/{mode}" if mode else kind.upper()
    if (problem := load_ontology(open_lexicon(lexicon)).fault(label)) is not None:
        raise SettingError(f"--type {label}: {problem}; your own types need --lexicon FOLDER")
    return label


def _tell(store: Store, export: Path | None) -> None:
    from detente import storage
    from detente.learning import corrected_rows, write_rows

    found = storage.every_correction(store.connection)
    if export is None:
        for correction in found:
            print(_line(correction))
        note(f"{len(found)} corrections, {sum(not c.applied for c in found)} not yet coded again")
        return
    rows = corrected_rows(found)
    write_rows(export, rows)
    left = len(found) - len(rows)
    why = f"; {left} left out, for their sentence does not hold both sides" if left else ""
    note(f"wrote {len(rows)} training rows to {export}{why}")


def _line(correction: Correction) -> str:
    said = correction.label if correction.verdict == "retyped" else correction.verdict
    sentence = correction.marked or f"… {correction.trigger} …"
    lost = f"  ({correction.problem})" if correction.problem else ""
    return f"{correction.mention}  {correction.coded_as} → {said}  {sentence}{lost}"


def _code_again(store: Store, lexicon: list[Path], pipeline: str | None) -> None:
    from detente import storage
    from detente.pipeline import code_into
    from detente.tables import open_lexicon

    documents = storage.pending_documents(store.connection)
    for _ in code_into(store, documents, open_lexicon(lexicon), pipeline=pipeline):
        pass
    note(f"coded {len(documents)} documents again")
