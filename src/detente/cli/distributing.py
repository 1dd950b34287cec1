"""`detente code --on ray`: the documents coded by a cluster before they go into the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.reporting import Report, note, progress
from detente.errors import SettingError

if TYPE_CHECKING:
    from detente.pipeline import Crew, Tools
    from detente.scaling import Gathering, Plan

__all__ = ["Address", "Blocks", "On", "Where", "gathered"]

On = Annotated[
    str | None,
    typer.Option(help="Work on many machines; the only word here is ray.", metavar="ray"),
]
Blocks = Annotated[
    Path | None,
    typer.Option(help="With --on: a folder on shared storage, for blocks of what is done."),
]
Address = Annotated[
    str | None,
    typer.Option(help="With --on: the address of a Ray cluster; without, one is made here."),
]


@dataclass(frozen=True, slots=True)
class Where:
    """What the options say of other machines."""

    on: str | None
    blocks: Path | None
    address: str | None

    def elsewhere(self) -> bool:
        """Tell whether other machines are asked for.

        Raises:
            SettingError: the options do not fit together.
        """
        if self.on not in (None, "ray"):
            raise SettingError(f"--on {self.on!r}: the only word here is ray")
        if self.on is None and (self.blocks or self.address):
            raise SettingError("--blocks and --address go with --on ray")
        if self.on and self.blocks is None:
            raise SettingError("--on ray needs --blocks, a folder that all machines can reach")
        return self.on is not None


def gathered(
    where: Where,
    inputs: list[str],
    tools: Tools,
    published: date | None,
    crew: Crew,
    report: Report,
) -> Gathering:
    """Have the missing blocks made, and return what gathers all of them.

    Raises:
        SettingError: see `detente.scaling.work_off` and `open_plan`.
    """
    from detente.pipeline import models_used
    from detente.scaling import Gathering, open_plan
    from detente.storage import describe_run

    run = describe_run(tools.lexicon, models_used(tools.lexicon, tools.pipeline))
    plan = open_plan(where.blocks or Path(), inputs, run, published=published)
    _work_off(plan, tools, crew, where, report)
    return Gathering(plan)


def _work_off(plan: Plan, tools: Tools, crew: Crew, where: Where, report: Report) -> None:
    from detente.scaling import Cluster, Task, missing, work_off

    parts = missing(plan)
    if done := len(plan.parts) - len(parts):
        note(f"{done:,} of {len(plan.parts):,} parts are done already")
    task = Task(tools, plan.run, plan.published, crew.timeout_s)
    with progress("coding on ray") as bar:
        count = 0
        for one in work_off(plan, parts, task, Cluster(where.address, crew.workers)):
            if one.problem:
                report.fail(one.problem)
            count += one.documents
            bar.reach(count)
