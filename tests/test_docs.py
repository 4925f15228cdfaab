"""What is generated is fresh: the pages of rules and whatever else scripts/update_docs.py writes."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = "python scripts/update_docs.py"
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "update_docs.py"))


def test_generated_files_are_fresh() -> None:
    stale = [name for name, text in SCRIPT["generated"]().items() if not (ROOT / name).is_file() or (ROOT / name).read_text(encoding="utf-8") != text]
    assert stale == [], f"run `{COMMAND}`"


def test_no_generated_file_is_left_over() -> None:
    wanted = SCRIPT["generated"]()
    left = [p.relative_to(ROOT).as_posix() for folder in SCRIPT["FOLDERS"] for p in (ROOT / folder).rglob("*") if p.is_file()]
    assert sorted(set(left) - set(wanted)) == [], f"run `{COMMAND}`"
