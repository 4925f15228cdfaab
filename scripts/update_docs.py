"""Write docs/rules, the table in docs/score.md and planlint/schemas anew: run it after a change of rules, options or weights, and read the difference."""

from __future__ import annotations

import re
from pathlib import Path

from planlint import rules, schema
from planlint.report import pages, score

ROOT = Path(__file__).resolve().parent.parent
SCORE = "docs/score.md"
FOLDERS = ("docs/rules", "planlint/schemas")
"""Folders that hold nothing but what this script writes."""


def generated() -> dict[str, str]:
    """The text of every generated file by its path from the root. Raises UserError for a rule that cannot be used."""
    known = rules.load()
    files = {f"docs/rules/{name}": text for name, text in pages.files(known).items()}
    files[SCORE] = with_weights((ROOT / SCORE).read_text(encoding="utf-8"))
    files["planlint/schemas/planlint.schema.json"] = schema.written(schema.of_config(known))
    files["planlint/schemas/rule.schema.json"] = schema.written(schema.of_rule())
    return files


def with_weights(text: str) -> str:
    """The page about the score with its table of weights as the program has them."""
    rows = [f"| {start} | {meant(start)} | {weight:g} |" for start, weight in score.WEIGHTS.items()]
    table = "\n".join(["| 规则 Rules | | 权重 Weight |", "|---|---|---|", *rows])
    return re.sub("(?<=<!-- weights -->\n).*?(?=<!-- /weights -->)", lambda _: f"\n{table}\n\n", text, flags=re.DOTALL)


def meant(start: str) -> str:
    """What the beginning of codes stands for, in both languages: a family or a rule."""
    names = next((r.title for r in rules.load() if r.code == start), None) or rules.family(start)
    return f"{names['zh']} {names['en']}"


def main() -> None:
    files = generated()
    for folder in FOLDERS:
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
        for path in (ROOT / folder).iterdir():
            if path.relative_to(ROOT).as_posix() not in files:
                path.unlink()
    for name, text in files.items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
