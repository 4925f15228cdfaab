"""What a whole process costs: CPU, wall clock and peak memory, as the system counts them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """Of one process: CPU and wall clock in seconds, peak memory in MiB, and what it printed."""

    cpu: float
    wall: float
    memory: float
    output: str


class Row(NamedTuple):
    """Medians of several runs of a command, the spread of the CPU time (half of its range, as a share of the median), and what it found."""

    name: str
    cpu: float
    wall: float
    memory: float
    spread: float
    found: int


_LAUNCHER = """
import os, resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[2:], cwd=sys.argv[1] or None)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
os.write(3, f"{usage.ru_utime + usage.ru_stime} {time.perf_counter() - begun} {usage.ru_maxrss}".encode())
"""
"""Starts a command from a process of its own: the peak memory of one that is started from here would be at least that of this one."""


def run(command: Sequence[str], cwd: str | None = None) -> Cost:
    """Run a command to its end; its exit code says what it found, and is not looked at. Needs a system with getrusage."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as told:
        launcher = [sys.executable, "-S", "-c", f"import os; os.dup2({told.fileno()}, 3)\n{_LAUNCHER}", cwd or "", *command]
        subprocess.run(launcher, stdout=output, stderr=subprocess.STDOUT, pass_fds=[told.fileno()], check=True)
        told.seek(0)
        cpu, wall, memory = map(float, told.read().split())
        output.seek(0)
        return Cost(cpu, wall, memory / (1024 * 1024 if sys.platform == "darwin" else 1024), output.read().decode("utf-8", "replace"))


def compare(commands: Mapping[str, tuple[Sequence[str], Callable[[str], int]]], runs: int, cwd: str | None = None) -> list[Row]:
    """Every command so many times, in turns; the first round, which fills caches, does not count.

    Each command comes with what counts its findings in its output.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, (command, _) in commands.items():
            cost = run(command, cwd)
            if turn:
                costs[name].append(cost)
    return [_row(name, costs[name], count) for name, (_, count) in commands.items()]


def _row(name: str, costs: list[Cost], count: Callable[[str], int]) -> Row:
    cpu = [cost.cpu for cost in costs]
    middle = statistics.median(cpu)
    return Row(
        name, middle, statistics.median(cost.wall for cost in costs), max(cost.memory for cost in costs),
        (max(cpu) - min(cpu)) / 2 / max(middle, 1e-9), count(costs[-1].output),
    )  # fmt: skip


def table(rows: Sequence[Row], base: str) -> str:
    """The rows as Markdown, with their CPU as a ratio to one of them."""
    unit = next(row.cpu for row in rows if row.name == base)
    lines = [f"| | CPU ms | ± | wall ms | MiB | × {base} | findings |", "|---|--:|--:|--:|--:|--:|--:|"]
    for row in rows:
        found = str(row.found) if row.found >= 0 else ""
        lines.append(
            f"| {row.name} | {row.cpu * 1000:.0f} | {row.spread:.0%} | {row.wall * 1000:.0f} | {row.memory:.0f} | {row.cpu / unit:.2f} | {found} |"
        )
    return "\n".join(lines) + "\n"


def planlint(*arguments: str) -> list[str]:
    """A planlint command of the environment that runs this."""
    return [os.path.join(os.path.dirname(sys.executable), "planlint"), *arguments]


NOTHING = [sys.executable, "-c", "pass"]


def uncounted(_: str) -> int:
    """For a command that finds nothing."""
    return -1
