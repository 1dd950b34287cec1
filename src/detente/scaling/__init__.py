"""Scaling: the same stages on many machines, by Ray.

In: files on storage that all machines share. Out: a folder of Parquet, one block for each part of
the input, which a store then takes in. A block is there whole or not at all, and what is there
is not done again, so a run that was killed goes on from where it stood.
"""

from detente.scaling.blocks import PART_ROWS, Plan, missing, open_plan
from detente.scaling.cluster import Cluster, work_off
from detente.scaling.gathering import Gathering
from detente.scaling.hand import Done, Task

__all__ = [
    "PART_ROWS",
    "Cluster",
    "Done",
    "Gathering",
    "Plan",
    "Task",
    "missing",
    "open_plan",
    "work_off",
]
