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


def planlint(form: str, *options: str) -> str:
    """What `planlint check` prints for the damaged example."""
    command = [sys.executable, "-m", "planlint", "check", "--isolated", *options, "--format", form, "damaged-plan.md"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=EXAMPLES, check=False).stdout


def transcript(lang: str) -> str:
    """The most telling reports and the summary, as a block for a README."""
    *reports, summary = planlint("full", "--lang", lang).strip().split("\n\n")
    wanted = [next(r for r in reports if f": {code} " in r) for code in SHOWN]
    return "```text\n$ planlint check examples/damaged-plan.md\n…\n" + "\n\n".join([*wanted, "…", summary]) + "\n```"


def main() -> None:
    for form in ("full", "concise", "json"):
        (EXAMPLES / "expected" / f"damaged-plan.{form}").write_text(planlint(form, "--preview", "--lang", "zh"), encoding="utf-8")
    for name in ("README.md", "README.zh-CN.md"):
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"@TRANSCRIPT@|```text\n\$ planlint check.*?\n```", lambda _: transcript("zh"), text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
