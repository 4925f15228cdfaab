"""Write examples/expected anew and put the transcript into both READMEs: run it after a change of rules or words, and read the difference."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
SHOWN = ("EXT001", "REP001", "NUM001", "REP009")
"""The rules whose first reports on the damaged example the READMEs show."""
COUNTED = 4
"""Rules that are counted there, of many."""


def planlint(*arguments: str) -> str:
    """What planlint prints for the examples, in Chinese."""
    command = [sys.executable, "-m", "planlint", *arguments, "--isolated", "--lang", "zh"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=EXAMPLES, check=False).stdout


def changes() -> str:
    """How the repaired example was revised, as a block for a README."""
    shown = planlint("diff", "--width", "100", "repaired-plan.md", "revised-plan.md").strip()
    return f"```text\n$ planlint diff examples/repaired-plan.md examples/revised-plan.md\n{shown}\n```"


def reports() -> str:
    """The most telling reports on the damaged example and the summary, as a block for a README."""
    *reports, summary = planlint("check", "damaged-plan.md").strip().split("\n\n")
    wanted = [next(r for r in reports if f": {code} " in r) for code in SHOWN]
    *counts, totals, hint = summary.splitlines()
    summary = "\n".join([*counts[:COUNTED], "    …", totals, hint])
    return "```text\n$ planlint check examples/damaged-plan.md\n…\n" + "\n\n".join([*wanted, "…", summary]) + "\n```"


def main() -> None:
    for form in ("full", "concise", "json"):
        written = planlint("check", "--preview", "--format", form, "damaged-plan.md")
        (EXAMPLES / "expected" / f"damaged-plan.{form}").write_text(written, encoding="utf-8")
    for form in ("text", "json", "markdown"):
        written = planlint("diff", "--width", "100", "--format", form, "repaired-plan.md", "revised-plan.md")
        (EXAMPLES / "expected" / f"revised-plan.{form}").write_text(written, encoding="utf-8")
    for name in ("README.md", "README.zh-CN.md"):
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        for mark, block in ((r"@TRANSCRIPT@|```text\n\$ planlint check.*?\n```", reports()), (r"@DIFF@|```text\n\$ planlint diff.*?\n```", changes())):
            text = re.sub(mark, lambda _, block=block: block, text, flags=re.DOTALL)  # type: ignore[misc]
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
