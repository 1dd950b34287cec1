"""A run on a local Ray cluster: the results of one process, also when it is killed on the way."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.pipeline.stand_ins import LEXICON, Broken, Obedient

from detente.errors import SettingError
from detente.model import Document
from detente.pipeline import Crew, Order, batches, fulfil, models_used
from detente.reading import read
from detente.scaling import Cluster, Gathering, Plan, Task, missing, open_plan, work_off
from detente.storage import Entry, Run, describe_run

pytestmark = [
    pytest.mark.ray,
    pytest.mark.filterwarnings("ignore"),  # Ray warns of its own settings
]

ROOT = Path(__file__).parents[2]
RUN_ROWS = 8


@pytest.fixture(autouse=True)
def _reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cluster's processes find the package and these tests."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "src")]))
    monkeypatch.chdir(ROOT)


def news(folder: Path, count: int, special: dict[int, str] | None = None) -> Path:
    path = folder / "news.jsonl"
    texts = [(special or {}).get(k, f"slow: {k}") for k in range(count)]
    rows = [{"id": f"d{k % (count - 1)}", "text": text} for k, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def run_of_stand_ins() -> Run:
    return describe_run(LEXICON, models_used(LEXICON, None))


def plan_of(folder: Path) -> Plan:
    path = folder / "news.jsonl"
    return open_plan(folder / "blocks", [path], run_of_stand_ins(), part_rows=RUN_ROWS)


def finish(folder: Path, workers: int = 2) -> list[str]:
    """Do what is missing and return the problems."""
    plan = plan_of(folder)
    task = Task(Obedient(LEXICON), plan.run, None, 5.0)
    return [
        one.problem
        for one in work_off(plan, missing(plan), task, Cluster(workers=workers))
        if one.problem
    ]


def outcomes(folder: Path) -> list[tuple[str, str | None, bool]]:
    """Return id and failure of each document, and whether its results came from a block."""
    gathering = Gathering(plan_of(folder))
    documents = [one for one in gathering.readings() if isinstance(one, Document)]
    made: list[tuple[Document, Entry | None]] = [(one, gathering.take(one)) for one in documents]
    return [(d.id, e.failure if e else None, e is not None) for d, e in made]


def expected(path: Path) -> list[tuple[str, str | None]]:
    documents = (one for one in read([path]) if isinstance(one, Document))
    orders = (Order(batch) for batch in batches(documents))
    done = fulfil(orders, Obedient(LEXICON), _outcome, Crew(1, 5.0))
    return [one for _, batch in done for one in batch]


def _outcome(item: object) -> tuple[str, str | None]:
    return item.document.id, item.failure  # type: ignore[attr-defined]


def test_two_workers_give_what_one_process_gives(tmp_path: Path) -> None:
    path = news(tmp_path, 40, {3: "die", 9: "raise", 20: "  "})
    assert finish(tmp_path) == []
    found = outcomes(tmp_path)
    assert [(name, failure) for name, failure, _ in found] == expected(path)
    assert [name for name, _, made in found if not made] == ["d0#2"]
    assert finish(tmp_path) == []  # nothing is missing, so nothing is done


def test_a_wrong_table_ends_the_run(tmp_path: Path) -> None:
    news(tmp_path, 4)
    plan = plan_of(tmp_path)
    task = Task(Broken(LEXICON), plan.run, None, 5.0)
    with pytest.raises(SettingError, match=r"a\.csv:2: is wrong"):
        list(work_off(plan, missing(plan), task, Cluster(workers=1)))


def test_an_address_without_a_cluster_is_refused(tmp_path: Path) -> None:
    news(tmp_path, 4)
    plan = plan_of(tmp_path)
    task = Task(Obedient(LEXICON), plan.run, None, 5.0)
    with pytest.raises(SettingError, match="no Ray cluster at"):
        list(work_off(plan, missing(plan), task, Cluster("127.0.0.1:1", 1)))


def test_a_killed_run_is_gone_on_with(tmp_path: Path) -> None:
    """Kill whole runs at random moments: nothing is lost, and nothing doubled."""
    chance = random.Random(8)
    path = news(tmp_path, 120)
    script = "import sys; from pathlib import Path; from tests.scaling.test_ray import finish\n"
    script += "print(finish(Path(sys.argv[1])))"
    for _ in range(3):
        before = len(missing(plan_of(tmp_path)))
        with (tmp_path / "said").open("wb") as said:
            run = subprocess.Popen(
                [sys.executable, "-c", script, str(tmp_path)],
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        _wait_for_a_block(tmp_path, before, run)
        time.sleep(chance.uniform(0, 0.5))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    assert 0 < len(missing(plan_of(tmp_path))) < 15
    assert finish(tmp_path) == []
    assert [(name, failure) for name, failure, _ in outcomes(tmp_path)] == expected(path)
    assert not list((tmp_path / "blocks").glob("block-*/*.part"))


def _wait_for_a_block(folder: Path, before: int, run: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 240
    while len(missing(plan_of(folder))) == before:
        assert run.poll() is None, (folder / "said").read_text("utf-8")
        assert time.monotonic() < until, "no block was made in four minutes"
        time.sleep(0.05)
