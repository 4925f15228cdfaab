"""Write docs/rules and planlint/schemas anew: run it after a change of rules, options or settings, and read the difference."""

from __future__ import annotations

from pathlib import Path

from planlint import rules
from planlint.report import pages

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("docs/rules",)
"""Folders that hold nothing but what this script writes."""


def generated() -> dict[str, str]:
    """The text of every generated file by its path from the root. Raises UserError for a rule that cannot be used."""
    return {f"docs/rules/{name}": text for name, text in pages.files(rules.load()).items()}


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
