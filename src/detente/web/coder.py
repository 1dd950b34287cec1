"""A text coded on request, in a process of its own that is stopped when it takes too long.

A text may make a library crash or never end. That costs the process its life, not the server's,
and the next text gets a new one.
"""

from __future__ import annotations

import multiprocessing
import signal
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from detente.errors import DetenteError, InputError
from detente.web.faults import Busy

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["ProcessCoder", "TextCoder"]

Shape = dict[str, Any]

_LOADING_SECONDS = 120.0


class TextCoder(Protocol):
    """What codes a text for "Try it"."""

    def code(self, text: str, *, title: str | None = None, published: date | None = None) -> Shape:
        """Return the text with every layer, as `detente annotate` writes it.

        Raises:
            InputError: it cannot be coded, is too long, or takes too long.
            Busy: others are waiting already.
        """


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    title: str | None
    published: date | None


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection


@dataclass(slots=True)
class ProcessCoder:
    """Codes texts one after the other in a process that loads the models once.

    `folders` are those of the lexicon. A text has at most `characters` and takes at most
    `seconds`; one that has to wait longer than that for others is turned away.
    """

    folders: tuple[Path, ...] = ()
    pipeline: str | None = None
    characters: int = 20_000
    seconds: float = 30.0
    _turn: Lock = field(default_factory=Lock)
    _worker: _Worker | None = None

    def code(self, text: str, *, title: str | None = None, published: date | None = None) -> Shape:
        """Return the text with every layer, as `detente annotate` writes it.

        Raises:
            InputError: it cannot be coded, is too long, or takes too long.
            Busy: others are waiting already.
        """
        if len(text) > self.characters:
            raise InputError(f"a text may have {self.characters:,} characters at most")
        if not self._turn.acquire(timeout=self.seconds):
            raise Busy("other texts are being coded; try again in a minute")
        try:
            return self._asked(_Text(text, title, published))
        finally:
            self._turn.release()

    def _asked(self, text: _Text) -> Shape:
        worker = self._ready()
        try:
            worker.pipe.send(text)
            if not worker.pipe.poll(self.seconds):
                raise InputError(f"the text takes longer than {self.seconds:g} seconds to code")
            answer = worker.pipe.recv()
        except InputError:
            self.close()
            raise
        except (EOFError, OSError):
            self.close()
            raise InputError("the text cannot be coded: it brought the coder down") from None
        if isinstance(answer, str):
            raise InputError(answer)
        return dict(answer)

    def _ready(self) -> _Worker:
        """Return the process with its models loaded.

        Raises:
            Busy: it cannot be started in time.
        """
        if self._worker is not None and self._worker.process.is_alive():
            return self._worker
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self.folders, self.pipeline), daemon=True
        )
        process.start()
        theirs.close()
        self._worker = _Worker(process, ours)
        try:
            problem = ours.recv() if ours.poll(_LOADING_SECONDS) else "takes too long to load"
        except EOFError:
            problem = "ended while it was loading"
        if problem is not None:
            self.close()
            raise Busy(f"the coder cannot be started: {problem}")
        return self._worker

    def close(self) -> None:
        """End the process."""
        if self._worker is not None:
            self._worker.process.kill()
            self._worker.process.join()
            self._worker.pipe.close()
            self._worker = None


def _serve(pipe: Connection, folders: tuple[Path, ...], pipeline: str | None) -> None:
    """Load the models, say None or what is wrong, then answer texts until the pipe closes."""
    from detente.pipeline import load_stages
    from detente.tables import Lexicon, open_lexicon

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server, which ends this
    try:
        stages = load_stages(Lexicon(folders) if folders else open_lexicon(), pipeline=pipeline)
    except DetenteError as error:
        pipe.send(str(error))
        return
    pipe.send(None)
    while True:
        try:
            given: _Text = pipe.recv()
        except EOFError:
            return
        pipe.send(_coded(given, stages))


def _coded(given: _Text, stages: Any) -> Shape | str:  # noqa: ANN401 (the stages of a pipeline)
    """Return the text with every layer, or why it has none."""
    from dataclasses import replace

    from detente.model.shapes import annotation_shape
    from detente.pipeline import annotate
    from detente.reading import from_text

    try:
        document = from_text(given.text, id="text", published=given.published)
        if given.title is not None:
            document = replace(document, title=given.title)
        (item,) = annotate([document], stages)
    except DetenteError as error:
        return str(error)
    return annotation_shape(item)
