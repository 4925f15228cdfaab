"""Regular expressions of rule files (WRD002, and rules of users)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planlint import engine, rules
from planlint.checkers.patterns import check
from planlint.config import Config
from planlint.text.document import Document

PACK = Path(__file__).parent.parent.parent / "examples" / "pack"
CONFUSED = next(r for r in rules.load() if r.code == "WRD002").options


def found(text: str, options: dict[str, Any]) -> list[str]:
    document = Document(text, syntax="markdown")
    return [document.slice(hit.span) for hit in check(document, options)]


@pytest.mark.parametrize(
    ("text", "options", "marks"),
    [
        ("甲乙丙", {"patterns": ["乙"]}, ["乙"]),
        ("甲乙丙", {"patterns": ["甲(?P<flag>乙)"]}, ["乙"]),
        ("甲乙丙", {"patterns": ["甲(?P<flag>丁)?乙"]}, []),
        ("甲乙丙", {"patterns": ["甲乙", "乙丙"]}, ["甲乙"]),
        ("甲乙丙", {"patterns": ["(?=乙)"]}, []),
        ("甲乙，丙乙", {"patterns": ["乙"], "except": ["丙乙"]}, ["乙"]),
        ("甲乙", {"patterns": ["乙"], "needles": ["丁"]}, []),
        ("甲乙", {"patterns": ["["], "needles": ["丁"]}, []),
        ("甲\n乙", {"patterns": ["^乙"]}, ["乙"]),
        ("甲`乙`", {"patterns": ["乙"]}, []),
    ],
)
def test_what_is_reported(text: str, options: dict[str, Any], marks: list[str]) -> None:
    assert found(text, options) == marks


@pytest.mark.parametrize(
    ("options", "edits"),
    [
        ({}, []),
        ({"replacement": "丁"}, ["丁"]),
        ({"replacement": r"\g<flag>\g<next>"}, ["乙丙"]),
        ({"remove": True}, [""]),
    ],
)
def test_how_it_is_mended(options: dict[str, Any], edits: list[str]) -> None:
    (hit,) = check(Document("甲乙丙"), {"patterns": ["(?P<flag>乙)(?P<next>丙)"], **options})
    assert [e.text for e in hit.edits] == edits
    assert hit.fields["next"] == "丙"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("截止2025年底，完成投资。", ["截止"]),
        ("投资完成，截止目前无事故。", ["截止"]),
        ("截止二〇二五年底，完成投资。", ["截止"]),
        ("报名截止2025年3月。", []),
        ("截止日期为3月1日。", []),
        ("截至2025年底，完成投资。", []),
    ],
)
def test_words_confused(text: str, marks: list[str]) -> None:
    assert found(text, dict(CONFUSED)) == marks


def test_the_rules_of_a_pack_keep_their_own_examples() -> None:
    pack = [r for r in rules.load([PACK]) if r.code.startswith("CTY")]
    assert [r.checker for r in pack] == ["terms", "patterns"]
    for rule in pack:
        page = rules.page(rule)
        for example in (*page.bad, *page.good):
            places = [p for q in engine.check(Document(example.text), [rule], Config())[0] for p in q.places]
            assert tuple(p.span for p in places) == example.spans, example.text


def test_planlint_runs_with_the_pack_that_a_configuration_names(tmp_path: Path) -> None:
    (tmp_path / "planlint.toml").write_text(f"packs = [{json.dumps(str(PACK))}]\n[rules.CTY001]\nterms = {{ \"老清河\" = \"清河\" }}\n", encoding="utf-8")
    (tmp_path / "plan.md").write_text("到25年底，老清河旧城改造全部完成。\n", encoding="utf-8")
    command = [sys.executable, "-m", "planlint", "check", "--format", "json", "plan.md"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False)
    assert run.returncode == 1, run.stderr
    assert set(json.loads(run.stdout)["summary"]["by_code"]) == {"CTY001", "CTY002"}
