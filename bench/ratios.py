"""CPU time of whole planlint processes, as ratios to `python -c pass` measured in turns with them.

    python bench/ratios.py [DOCUMENT…] [--runs N]

Run it with the interpreter of the environment that planlint is installed in (a shim costs more than planlint itself).
Without a document, examples/damaged-plan.md is checked. Figures are medians; differences below a tenth are noise.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cpu(command: list[str]) -> float:
    """User and system seconds of one run of a command."""
    before = spent()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return spent() - before


def spent() -> float:
    """CPU seconds of all children so far; os.times counts in hundredths where the resource module is missing."""
    try:
        import resource
    except ImportError:
        times = os.times()
        return times.children_user + times.children_system
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", default=[str(ROOT / "examples" / "damaged-plan.md")])
    parser.add_argument("--runs", type=int, default=21)
    arguments = parser.parse_args()
    planlint = [sys.executable, str(Path(sys.executable).with_name("planlint"))]
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "planlint --version": [*planlint, "--version"], "planlint --help": [*planlint, "--help"]}
    commands |= {f"planlint check {Path(d).name}": [*planlint, "check", d] for d in arguments.documents}
    for command in commands.values():  # caches of bytecode and of rules
        cpu(command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(arguments.runs):
        for name, command in commands.items():
            times[name].append(cpu(command))
    base = statistics.median(times["python -c pass"])
    for name, seconds in times.items():
        print(f"{name:40} {statistics.median(seconds) * 1000:7.1f} ms CPU   {statistics.median(seconds) / base:6.2f} ×")


if __name__ == "__main__":
    main()
