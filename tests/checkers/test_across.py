"""Passages that stand in two documents of a run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planlint import rules
from planlint.checkers import across
from planlint.text.document import Document

PASSAGE = "各乡镇要把水源地保护摆在突出位置，逐月排查沿河排污口，建立台账并限期整改。对整改不到位的，由县生态环境部门约谈主要负责人，并在全县通报。"
OTHER = "县财政安排专项资金，用于泵站改造和堤防加固。"
OPTIONS = dict(across.OPTIONS)


def _found(*texts: str, **options: Any) -> list[list[tuple[str, int]]]:
    """For each text the words of its passages with the index of the text that has them first."""
    documents = [Document(text) for text in texts]
    passages, _ = across.passages(documents, {**OPTIONS, **{k.replace("_", "-"): v for k, v in options.items()}})
    return [[(documents[at].slice(p.span), p.source) for p in own] for at, own in enumerate(passages)]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (f"# 乙县\n\n{PASSAGE}\n", [(PASSAGE, 0)]),
        (f"# 乙县\n\n{PASSAGE.replace('，', ',')}\n", [(PASSAGE.replace("，", ","), 0)]),
        (f"# 乙县\n\n{PASSAGE[:40]}\n{PASSAGE[40:]}\n", []),  # a sentence is sought as it stands on its line
        (f"# 乙县\n\n{PASSAGE.split('。')[0]}。\n", []),  # too short
        (f"# 乙县\n\n{PASSAGE.split('。')[0]}。{OTHER}{PASSAGE.split('。')[1]}。\n", []),  # not together
        (f"# 乙县\n\n{PASSAGE.replace('逐月', '按月')}\n", []),
        (f"{OTHER}{PASSAGE}{OTHER}", [(PASSAGE, 0)]),
        ("", []),
    ],
)
def test_what_is_the_same(second: str, found: list[tuple[str, int]]) -> None:
    assert _found(f"# 甲县\n\n{PASSAGE}\n", second) == [[], found]


def test_the_first_document_is_the_source() -> None:
    assert _found(PASSAGE, OTHER, PASSAGE, PASSAGE) == [[], [], [(PASSAGE, 0)], [(PASSAGE, 0)]]


def test_what_stands_twice_in_one_document_is_for_other_rules() -> None:
    assert _found(PASSAGE + "\n\n" + PASSAGE, OTHER) == [[], []]


def test_what_many_documents_have_is_boilerplate() -> None:
    documents = [Document(PASSAGE) for _ in range(6)]
    assert across.passages(documents, OPTIONS) == ([[]] * 6, 2)
    assert all(across.passages(documents, {**OPTIONS, "boilerplate": 6})[0][1:])


def test_a_passage_may_be_as_short_as_one_wants() -> None:
    assert _found(PASSAGE, f"{OTHER}{PASSAGE.split('。')[0]}。", min_chars=20) == [[], [(PASSAGE.split("。")[0] + "。", 0)]]


def test_memory_is_bounded_by_looking_at_a_share_that_is_the_same_everywhere() -> None:
    many = "".join(f"第{n}项任务由县直各部门按照职责分工抓好落实。" for n in range(400))
    (_, own), _ = across.passages([Document(many), Document(OTHER + many)], {**OPTIONS, "sentences": 100, "min-chars": 10})
    assert 1 <= len(own) < 100
    assert all(many[p.source_span.start : p.source_span.end] == (OTHER + many)[p.span.start : p.span.end] for p in own)


@pytest.mark.parametrize("example", rules.page(next(r for r in rules.load() if r.code == "XDC006")).bad)
def test_the_examples_of_the_rule(example: rules.Example) -> None:
    first = "# 甲县方案\n\n" + "\n\n".join(example.text[a:b] for a, b in example.spans)
    passages, _ = across.passages([Document(first), Document(example.text)], OPTIONS)
    assert [tuple(p.span) for p in passages[1]] == list(example.spans)


# The run


def _check(*arguments: str) -> tuple[int, dict[str, list[dict[str, Any]]], str]:
    command = [sys.executable, "-m", "planlint", "check", "--isolated", "--format", "json", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    files = json.loads(run.stdout)["files"]
    return run.returncode, {f["path"]: [p for p in f["problems"] if p["code"] == "XDC006"] for f in files}, run.stderr


@pytest.fixture
def two(folder: Path) -> Path:
    for name in "甲乙":
        (folder / f"{name}.md").write_text(f"# {name}县方案\n\n{name}县另行安排资金。\n\n{PASSAGE}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("more", [[], ["--no-cache"], ["--jobs", "2", "--no-cache"], ["--select", "REP"]], ids=" ".join)
def test_the_later_file_names_the_earlier(two: Path, more: list[str]) -> None:
    code, problems, _ = _check("--across", "乙.md", "甲.md", *more)
    assert problems["乙.md"] == []
    (problem,) = problems["甲.md"]
    assert (problem["message"], problem["severity"], code) == (f"这段文字（{len(PASSAGE)} 字）与 乙.md 第 5 行起相同", "info", 0)


@pytest.mark.parametrize("more", [[], ["--select", "XDC006"], ["--across", "--ignore", "XDC006"]], ids=" ".join)
def test_nothing_is_compared_that_was_not_asked_for(two: Path, more: list[str]) -> None:
    assert _check(".", *more)[1] == {"乙.md": [], "甲.md": []} or _check(".", *more)[1] == {"./乙.md": [], "./甲.md": []}


def test_a_text_may_say_that_it_copies(two: Path) -> None:
    text = (two / "甲.md").read_text(encoding="utf-8")
    (two / "甲.md").write_text(text.replace(PASSAGE, f"<!-- planlint: off-next-line XDC006 照录 -->\n{PASSAGE}"), encoding="utf-8")
    code, problems, _ = _check("--across", "乙.md", "甲.md")
    assert (code, problems["甲.md"]) == (0, [])


def test_boilerplate_is_counted(folder: Path) -> None:
    for at in range(6):
        (folder / f"{at}.md").write_text(f"# 方案\n\n第{at}县另行安排资金。\n\n{PASSAGE}\n", encoding="utf-8")
    assert "2 个句子见于多个文件" in _check("--across", ".")[2]
