"""The parts of a plan worked off by actors of Ray Data.

A row of the dataset is a part and not a document: an actor reads its part, codes it, writes the
block and hands back a few numbers. So texts and results never travel through Ray, memory is
bounded by one part an actor, and no part is started before an actor is free. A part whose actor
or machine is lost is given to another by Ray.
"""

from __future__ import annotations

import json
import logging
import os
import socket
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from detente.errors import SettingError
from detente.reading import Part
from detente.scaling.blocks import Plan
from detente.scaling.hand import Done, Hand, Task

__all__ = ["Cluster", "work_off"]

_STORE_BYTES = 100_000_000
"""Shared memory of a cluster on this machine alone; only small rows pass through it."""

_KNOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where to work: `address` of a Ray cluster, None for one on this machine alone.

    `workers` is the number of actors, 0 for as many as the cluster has cores.
    """

    address: str | None = None
    workers: int = 0


def work_off(plan: Plan, parts: Sequence[Part], task: Task, cluster: Cluster) -> Iterator[Done]:
    """Work off `parts` of a plan and yield what became of each, in any order.

    Raises:
        SettingError: Ray is not installed, there is no cluster at that address, a table of the
            lexicon is wrong, or a machine of the cluster has another version.
    """
    if not parts:
        return
    ray = _ray()
    _join(ray, cluster)
    try:
        actors = cluster.workers or int(ray.cluster_resources().get("CPU", 1))
        for row in _dataset(ray, plan, parts, task, min(actors, len(parts))).iter_rows():
            done = Done(**row)
            if done.hopeless:
                raise SettingError(done.problem)
            yield done
    finally:
        ray.shutdown()


def _ray() -> Any:  # noqa: ANN401 (a module)
    """Return Ray, which sends no reports on its use from here.

    Raises:
        SettingError: it is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError:
        raise SettingError('Ray is not installed; pip install "detente[ray]"') from None
    return ray


def _join(ray: Any, cluster: Cluster) -> None:  # noqa: ANN401 (a module)
    address = cluster.address or os.environ.get("RAY_ADDRESS")
    _knock(address)
    own: dict[str, Any] = {
        "num_cpus": cluster.workers or None,
        "include_dashboard": False,
        "object_store_memory": _STORE_BYTES,
    }
    try:
        ray.init(
            address=address or "local",
            log_to_driver=False,
            logging_level="ERROR",
            **({} if address else own),
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        problem = str(error).partition("\n")[0]
        raise SettingError(f"no Ray cluster at {address or 'this machine'}: {problem}") from None


def _knock(address: str | None) -> None:
    """Make sure that somebody listens at an address; Ray itself would try for minutes.

    Raises:
        SettingError: nobody does.
    """
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return
    try:
        socket.create_connection((host, int(port)), timeout=_KNOCK_SECONDS).close()
    except OSError as error:
        raise SettingError(f"no Ray cluster at {address}: {error}") from None


def _dataset(ray: Any, plan: Plan, parts: Sequence[Part], task: Task, actors: int) -> Any:  # noqa: ANN401
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    rows = [{"part": json.dumps(asdict(one)), "block": str(plan.block(one))} for one in parts]
    return ray.data.from_items(rows, override_num_blocks=len(rows)).map(
        Hand,
        fn_constructor_args=(task,),
        compute=ray.data.ActorPoolStrategy(size=actors, max_tasks_in_flight_per_actor=1),
        num_cpus=1,
    )
