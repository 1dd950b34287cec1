"""What hostile requests were answered with, and the one shape that errors have."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Tally", "fault_of_problem", "show"]

PROBLEM = {"type", "title", "status", "detail", "errors"}


@dataclass
class Tally:
    """Answers by kind and status, the longest that one took, and each kind of fault once."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    slowest_s: float = 0.0
    faults: dict[str, str] = field(default_factory=dict)
    faulty: int = 0

    def add(self, kind: str, status: int, seconds: float, fault: str | None, shown: str) -> None:
        """Count an answer, of status 0 where there was none; keep the first that shows a fault."""
        self.answers[kind, status] += 1
        self.slowest_s = max(self.slowest_s, seconds)
        if fault is not None:
            self.wrong(fault, shown)

    def wrong(self, fault: str, shown: str) -> None:
        """Count a fault."""
        self.faulty += 1
        self.faults.setdefault(fault, shown)


def fault_of_problem(status: int, kind: str, body: bytes) -> str | None:
    """Return what an error lacks of the one shape that all have, None when nothing."""
    if kind != "application/problem+json":
        return f"an error of {status} comes as {kind or 'nothing'}"
    told = json.loads(body)
    if set(told) != PROBLEM or told["status"] != status or not told["detail"]:
        return f"an error of another shape: {sorted(told)}, status {told.get('status')}"
    return None


def show(tally: Tally) -> None:
    """Print answers by kind and status, then the faults."""
    for kind in sorted({kind for kind, _ in tally.answers}):
        told = sorted((s, n) for (name, s), n in tally.answers.items() if name == kind)
        print(f"{kind:10}", "  ".join(f"{status or 'none'}: {count:,}" for status, count in told))
    print(f"answers    {sum(tally.answers.values()):,}, the slowest in {tally.slowest_s:.2f} s")
    print(f"faults     {tally.faulty:,} in all, {len(tally.faults)} kinds")
    for fault, request in tally.faults.items():
        print(f"\n{fault}\n    {request}")
