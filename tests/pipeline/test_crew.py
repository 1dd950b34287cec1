"""Worker processes: the same results in the same order, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from tests.pipeline.stand_ins import LEXICON, Broken, Obedient, Short, process, shown

from detente.errors import SettingError, TableError
from detente.model import Annotation, Document
from detente.pipeline import Crew, Order, Tools, batches, fulfil

Result = TypeVar("Result")

SLOW = "could not be coded: it takes more than {} seconds; --timeout sets the limit"
DEAD = "could not be coded: it ends the process that works on it (SIGKILL)"


def documents(special: dict[int, str], count: int = 40) -> list[Document]:
    return [Document(id=f"{k}", text=special.get(k, f"Text {k}.")) for k in range(count)]


def done(
    given: list[Document],
    crew: Crew,
    finish: Callable[[Annotation], Result],
    tools: Tools | None = None,
) -> list[Result]:
    orders = (Order(batch) for batch in batches(given))
    found = fulfil(orders, tools or Obedient(LEXICON), finish, crew)
    return [result for _, batch in found for result in batch]


def expected(given: list[Document], failures: dict[int, str]) -> list[str]:
    return [f"{k}: {failures.get(k, one.text)}" for k, one in enumerate(given)]


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_results_come_in_order_from_any_number_of_workers(workers: int) -> None:
    given = documents({7: "  ", 20: "raise"})
    failures = {7: "has no text", 20: "could not be coded: MemoryError: too much"}
    assert done(given, Crew(workers), shown) == expected(given, failures)


def test_with_workers_nothing_is_done_in_this_process() -> None:
    found = set(done(documents({}), Crew(2), process))
    assert os.getpid() not in found
    assert set(done(documents({}), Crew(0), process)) == {os.getpid()}


def test_a_document_that_kills_twice_is_named_and_the_others_are_worked_on() -> None:
    given = documents({3: "die", 21: "die"})
    assert done(given, Crew(2), shown) == expected(given, {3: DEAD, 21: DEAD})


def test_a_worker_that_dies_by_chance_costs_no_document(tmp_path: Path) -> None:
    given = documents({3: f"die once:{tmp_path / 'mark'}"})
    assert done(given, Crew(1), shown) == expected(given, {})


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("text", ["hang", "backtrack"])
def test_a_document_that_hangs_is_named_and_the_others_are_worked_on(
    workers: int, text: str
) -> None:
    given = documents({5: text}, count=8)
    found = done(given, Crew(workers, timeout_s=0.5), shown)
    assert found == expected(given, {5: SLOW.format("0.5")})


def test_only_so_many_documents_are_read_as_keep_the_workers_busy() -> None:
    drawn = 0

    def orders() -> Iterator[Order]:
        nonlocal drawn
        for document in documents({}, count=100):
            drawn += 1
            yield Order((document,))

    found = fulfil(orders(), Obedient(LEXICON), shown, Crew(2))
    next(found)
    assert drawn == 4
    found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", [0, 1])
def test_a_wrong_table_is_told_as_it_is(workers: int) -> None:
    with pytest.raises(TableError) as caught:
        done(documents({}), Crew(workers), shown, Broken(LEXICON))
    assert [fault.line for fault in caught.value.faults] == [2, 3]


def test_workers_that_cannot_live_end_the_run() -> None:
    with pytest.raises(SettingError, match="fewer than 1 with --workers"):
        done(documents({}), Crew(1), shown, Short(LEXICON))


RUN = """
from tests.pipeline.stand_ins import LEXICON, Obedient, process
from tests.pipeline.test_crew import documents, done
from detente.pipeline import Crew, Order, fulfil

if __name__ == "__main__":
    given = documents({}, count=3) + documents({0: "hang"}, count=1)
    orders = (Order((one,)) for one in given)
    for _, found in fulfil(orders, Obedient(LEXICON), process, Crew(1)):
        print(*found, flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_one_who_started_them(number: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN, "utf-8")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=env,
        stderr=subprocess.PIPE, process_group=0,
    ) as run:  # fmt: skip
        assert run.stdout is not None
        assert run.stderr is not None
        worker = int(run.stdout.readline())
        if number == signal.SIGINT:
            os.killpg(run.pid, number)  # as a terminal does
        else:
            run.send_signal(number)
        said = run.stderr.read()
    assert run.returncode == -number
    assert said.count("Traceback") == (number == signal.SIGINT)
    assert gone(worker)


def gone(process: int) -> bool:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
