"""Batches worked on in this process or by several others, handed back in their order.

Every worker loads models and tables once. Only so many batches are under way as keep the workers
busy, so memory does not grow with the input. What a batch gives depends on its documents alone:
the number of workers changes nothing but the time. A batch whose worker dies or takes too long is
worked on again document by document, and a document that does it again is named as failed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from detente.model import Annotation
from detente.pipeline.bench import Bench, Order, Tools
from detente.pipeline.processes import Job, Workshop

__all__ = ["Crew", "fulfil"]

_AHEAD = 2
"""Batches under way for each worker: one in hand and one that waits for it."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work: so many worker processes, or with 0 this process itself.

    `timeout_s` are the seconds that one document may take, without the loading of models; None
    sets no limit.
    """

    workers: int = 0
    timeout_s: float | None = None


def fulfil(
    orders: Iterable[Order], tools: Tools, finish: Callable[[Annotation], Result], crew: Crew
) -> Iterator[tuple[Order, tuple[Result, ...]]]:
    """Yield every order with what `finish` makes of each of its documents, in order.

    `orders` are drawn as they are needed. With workers `finish` must be a function of a module,
    and a script that calls this needs `if __name__ == "__main__"`, as `multiprocessing` says.

    Raises:
        TableError: a table of the lexicon is wrong.
        SettingError: the spaCy pipeline is not installed, a correction cannot be put in force, or
            worker processes do not live long enough to work.
    """
    if crew.workers < 1:
        bench = Bench(tools, finish)
        for order in orders:
            yield order, bench.do(order, crew.timeout_s)
        return
    with Workshop(tools, finish, crew.workers, crew.timeout_s) as shop:
        waiting: deque[Job[Result]] = deque()
        for order in orders:
            waiting.append(shop.begin(order))
            if len(waiting) >= _AHEAD * crew.workers:
                job = waiting.popleft()
                yield job.order, shop.end(job)
        while waiting:
            job = waiting.popleft()
            yield job.order, shop.end(job)
