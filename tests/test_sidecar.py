"""Suppressions beside the document: what an entry keeps back, what it survives, and what is said of one that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import bounded
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint import engine, rules, sidecar
from planlint.cli import main
from planlint.config import Config
from planlint.suppress import SIDECAR
from planlint.text.document import Document
from planlint.text.spans import Span

RULES = rules.load()
DUTY = "各县区要认真落实防汛责任，确保群众生命财产安全。"
TEXT = f"""# 防汛工作要点

{DUTY}{DUTY}

（一）加固堤防，清除河障。

（二）修渠引水，，稳住收成。全市要进一步进一步加强巡查。

（三）健全分级诊疗体系，让群众就近看病。（上接第2版）
"""
ALL = {"REP001", "PUN006", "REP008", "EXT002"}


def check(*arguments: str, **more: Any) -> Result:
    return CliRunner().invoke(main, ["check", "--isolated", "--lang", "zh", *arguments], **more)


def codes(*arguments: str) -> set[str]:
    return {p["code"] for f in json.loads(check("--format", "json", *arguments).stdout)["files"] for p in f["problems"]}


def entry(text: str, rule: str = "REP008", before: str = "", after: str = "", reason: str = "原稿如此") -> str:
    rows = {"rules": [rule], "text": text, "before": before, "after": after, "reason": reason}
    return "[[suppress]]\n" + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows.items() if value != "" or key == "text")


@pytest.fixture
def texts(folder: Path) -> Path:
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    return folder


def beside(folder: Path, text: str) -> None:
    (folder / f"a.md{SIDECAR}").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ALL),
        (entry("进一步进一步"), ALL - {"REP008"}),
        (entry("全市要进一步进一步加强巡查。"), ALL - {"REP008"}),
        (entry("进一步进一步", "REP"), ALL - {"REP008"}),
        (entry("进一步进一步", "词语叠写"), ALL - {"REP008"}),
        (entry("进一步进一步", before="收成。全市要", after="加强"), ALL - {"REP008"}),
        (entry("进一步 进\n一步", before="收成，全市 要"), ALL - {"REP008"}),
        (entry("进一步进一步", before="全省要"), ALL | {"LNT001"}),
        (entry("进一步进一步", after="压实"), ALL | {"LNT001"}),
        (entry("进一步进一步", "PUN006"), ALL | {"LNT001"}),
        (entry("更进一步"), ALL | {"LNT001"}),
        (entry("", "EXT002", before="就近看病。", after="（上接"), ALL | {"LNT001"}),
        (entry("（上接第9版）", "EXT002"), ALL | {"LNT001"}),
        (entry(DUTY, "REP001", before=DUTY), ALL - {"REP001"}),
        (entry("进一步进一步") + entry("，，", "PUN006", after="稳住"), ALL - {"REP008", "PUN006"}),
        (entry("进一步进一步") + entry("更进一步"), ALL - {"REP008"} | {"LNT001"}),
    ],
)
def test_what_an_entry_keeps_back(texts: Path, text: str, kept: set[str]) -> None:
    beside(texts, text)
    assert codes("a.md") == kept


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t.replace("# 防汛工作要点\n", "# 防汛工作要点\n\n新加的一段，说的是别的事情。\n"),
        lambda t: t.replace("（三）", "（十五）").replace("（二）", "（十四）").replace("（一）", "（十三）"),
        lambda t: t.replace("（一）", "第一条 ").replace("（二）", "第十二条 ").replace("（三）", "第十三条 "),
        lambda t: "\n\n".join([t.split("\n\n")[i] for i in (0, 4, 3, 2, 1)]),
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("（二）", "　　（二）"),
        lambda t: t.replace("修渠引水，，稳住收成。全市", "修渠引水，，\n稳住收成。全\n市"),
        lambda t: t.replace("就近看病。", "就近看病；"),
    ],
    ids=["inserted", "renumbered", "articles", "moved", "newlines", "indented", "wrapped", "marks"],
)
def test_entries_survive_what_does_not_change_the_words(texts: Path, edit: Callable[[str], str]) -> None:
    (texts / "a.md").write_text(TEXT, encoding="utf-8")
    beside(texts, check("--format", "sidecar", "a.md").stdout)
    assert codes("a.md") == set()
    (texts / "a.md").write_bytes(edit(TEXT).encode())
    assert not codes("a.md") & {*ALL, "LNT001"}


def test_a_new_slip_of_the_same_rule_is_reported(texts: Path) -> None:
    beside(texts, check("--format", "sidecar", "a.md").stdout)
    (texts / "a.md").write_text(TEXT + "\n（四）各部门要进一步进一步压实责任，开沟排水，，保住秋粮。\n", encoding="utf-8")
    assert codes("a.md") == {"REP008", "PUN006"}


def test_the_printed_entries_say_what_they_keep_back_and_append_well(texts: Path) -> None:
    first = check("--format", "sidecar", "--select", "REP008", "a.md").stdout
    assert "# 词语叠写: “进一步”连写了两遍" in first
    assert f"a.md{SIDECAR}" in first.splitlines()[0]
    beside(texts, first + check("--format", "sidecar", "--ignore", "REP008", "a.md").stdout)
    assert codes("a.md") == set()


def test_entries_never_take_the_place_of_others(texts: Path) -> None:
    target = f"a.md{SIDECAR}"
    assert check("--format", f"sidecar:{target}", "a.md").exit_code == 1
    before = (texts / target).read_text(encoding="utf-8")
    again = check("--format", f"sidecar:{target}", "a.md")
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert (texts / target).read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[suppress]", ["a.md.planlint.toml: ", "TOML", "line 1"]),
        ("suppress = 3", ["a.md.planlint.toml: ", "[[suppress]]"]),
        ('suppress = [{rules = ["REP"], text = "甲", reason = "乙"}]', ["a.md.planlint.toml: ", "[[suppress]]"]),
        ("ignore = []", ["a.md.planlint.toml: ", "'ignore'"]),
        ("\n\n[[suppress]]\nrules = ['REP']\ntext = '甲'", ["a.md.planlint.toml:3: ", "'reason'"]),
        (entry("甲") + "[[suppress]]\ntext = '甲'\nreason = '乙'", ["a.md.planlint.toml:5: ", "'rules'"]),
        (entry("甲") + "line = 3\n", ["a.md.planlint.toml:1: ", "'line'", "before"]),
        (entry("甲").replace('["REP008"]', "[]"), ["a.md.planlint.toml:1: ", "rules"]),
        (entry("甲").replace('["REP008"]', "[3]"), ["a.md.planlint.toml:1: ", "rules"]),
        (entry("甲").replace('"甲"', "3"), ["a.md.planlint.toml:1: ", "text"]),
        (entry("甲", reason=" "), ["a.md.planlint.toml:1: ", "reason"]),
        (entry(" "), ["a.md.planlint.toml:1: ", "before"]),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line_and_the_rest_is_checked(texts: Path, text: str, words: list[str]) -> None:
    beside(texts, text)
    (texts / "b.md").write_text("修渠引水，，稳住收成。", encoding="utf-8")
    result = check("--format", "concise", "a.md", "b.md")
    assert result.exit_code == 2
    first, second = result.stdout.splitlines()
    assert all(word in first for word in words), first
    assert second.startswith("b.md:1:5: PUN006")


def test_a_file_in_another_encoding_is_one_clear_line(texts: Path) -> None:
    (texts / f"a.md{SIDECAR}").write_bytes(entry("甲").encode("gb18030"))
    result = check("--format", "concise", "a.md")
    assert (result.exit_code, result.stdout.count("\n"), "UTF-8" in result.stdout) == (2, 1, True)


def test_an_entry_that_keeps_nothing_back_is_reported_at_its_line(texts: Path) -> None:
    beside(texts, "# 说明\n\n" + entry("修渠引水") + "\n" + entry("早就改掉的话") + entry("进一步进一步"))
    lines = check("--format", "concise", "--select", "ALL", "a.md").stdout.splitlines()
    told = [line for line in lines if "LNT001" in line]
    assert [line.split(" ")[0] for line in told] == [f"a.md{SIDECAR}:3:1:", f"a.md{SIDECAR}:8:1:"]
    assert "没有挡住任何报告" in told[0]
    assert "已没有" in told[1]
    assert "早就改掉的话" in told[1]


@pytest.mark.parametrize(
    ("arguments", "judged"), [((), True), (("--select", "PUN"), False), (("--select", "REP008,LNT001"), True), (("--ignore", "REP008"), False)]
)
def test_an_entry_is_judged_only_where_its_rules_ran(texts: Path, arguments: tuple[str, ...], judged: bool) -> None:
    beside(texts, entry("早就改掉的话"))
    assert ("LNT001" in codes(*arguments, "a.md")) is judged


def test_what_is_kept_back_is_not_mended(texts: Path) -> None:
    beside(texts, entry("，，", "PUN006"))
    check("--fix-suggested", "a.md")
    mended = (texts / "a.md").read_text(encoding="utf-8")
    assert "，，" in mended
    assert "进一步进一步" not in mended


def test_a_text_from_standard_input_has_the_file_of_its_name(texts: Path) -> None:
    beside(texts, entry("进一步进一步"))
    (texts / f"-{SIDECAR}").write_text("坏", encoding="utf-8")
    for name, kept in ((("--stdin-filename", "a.md"), ALL - {"REP008"}), ((), ALL)):
        result = check("-", *name, "--format", "json", input=TEXT)
        assert {p["code"] for f in json.loads(result.stdout)["files"] for p in f["problems"]} == kept


def test_a_sidecar_is_no_document(texts: Path) -> None:
    beside(texts, entry("进一步进一步"))
    assert [f["path"] for f in json.loads(check("--format", "json", ".").stdout)["files"]] == ["a.md"]


def test_the_entries_keep_back_what_a_report_accounts_for_too(texts: Path) -> None:
    (texts / "a.md").write_text("完善养老服务网络，发展社区助餐、助洁服务\n\n。加强困境儿童关爱保护，织密民生保障网。\n", encoding="utf-8")
    found = json.loads(check("a.md", "--format", "json").stdout)["files"][0]["problems"]
    assert [(p["code"], p["explained"]) for p in found] == [("EXT001", ["EXT010"])]
    (texts / f"a.md{SIDECAR}").write_text(check("a.md", "--format", "sidecar").stdout, encoding="utf-8")
    assert json.loads(check("a.md", "--format", "json").stdout)["files"][0]["problems"] == []


PIECES = ["（一）", "第三条 ", "12.", "修渠引水，", "，", "稳住收成。", "进一步", "进一步进一步", "\n", "\n\n", " ", "　", '"', "\\", "\u200b", "二、", "3.5%", "。。"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=16).map("".join), st.data())
def test_a_written_entry_is_read_again_and_covers_its_place(tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    document = Document(text)
    line = sidecar.written(document, ("REP008",), span, "理由")
    path = str(tmp_path_factory.getbasetemp() / "h.md")
    Path(path + SIDECAR).write_text(line, encoding="utf-8", newline="")
    if not sidecar.reading(text).text:  # nothing but blank space and numbers cannot be quoted
        return
    (read,) = sidecar.load(path).entries
    assert any(found.start <= span.start and span.end <= found.end for found in sidecar.places(document, read))


def test_twenty_thousand_characters_and_two_hundred_entries_are_quick() -> None:
    document = Document(TEXT * 100)
    entries = tuple(sidecar.Entry(Span(n, n), ("REP008",), f"进一步进{n}", "", "", "甲") for n in range(200))
    with bounded():
        engine.examine(document, RULES, Config(), sidecar=sidecar.Sidecar(Document("", "a"), entries))


def test_diff_lint_knows_what_is_kept_back(texts: Path) -> None:
    (texts / "old.md").write_text(TEXT.replace("进一步进一步", "进一步"), encoding="utf-8")
    diff = ("diff", "--isolated", "--lint", "--select", "REP008", "old.md", "a.md")
    assert CliRunner().invoke(main, diff).exit_code == 1
    beside(texts, entry("进一步进一步"))
    assert CliRunner().invoke(main, diff).exit_code == 0
    beside(texts, "坏")
    assert CliRunner().invoke(main, diff).exit_code == 2


# --show-suppressed


@pytest.fixture
def hidden(texts: Path) -> Path:
    beside(texts, entry("进一步进一步", reason="领导讲话原文"))
    (texts / "a.md").write_text(TEXT.replace("（二）", "<!-- planlint: off-next-line PUN006 底稿如此 -->\n（二）"), encoding="utf-8")
    return texts


def test_what_is_suppressed_is_shown_with_its_reason(hidden: Path) -> None:
    full = check("--show-suppressed", "a.md").stdout
    assert "PUN006 标点连用 [已注明不报]" in full
    assert "不报理由: 底稿如此（第 7 行）" in full
    assert f"不报理由: 领导讲话原文（a.md{SIDECAR}:1）" in full
    lines = check("--show-suppressed", "--format", "concise", "a.md").stdout.splitlines()
    assert [line.split(" ")[1] for line in lines] == ["REP001", "PUN006", "REP008", "EXT002"]
    assert [line.endswith("]") for line in lines] == [False, True, True, False]
    assert lines[1].endswith("[已注明不报：底稿如此（第 7 行）]")


def test_what_is_suppressed_counts_for_nothing(hidden: Path) -> None:
    only = ("--select", "PUN006,REP008", "a.md")
    shown = check("--show-suppressed", *only)
    assert (shown.exit_code, check(*only).exit_code) == (0, 0)
    assert "没有发现问题" in shown.stdout
    with_, without = (json.loads(check("--format", "json", *more, "a.md").stdout) for more in (("--show-suppressed",), ()))
    assert with_["summary"] == without["summary"]
    assert "suppressed" not in without["files"][0]
    assert {k: v for k, v in with_["files"][0].items() if k != "suppressed"} == without["files"][0]


def test_what_is_suppressed_as_data(hidden: Path) -> None:
    rows = json.loads(check("--show-suppressed", "--format", "json", "a.md").stdout)["files"][0]["suppressed"]
    assert [(r["code"], r["suppression"]) for r in rows] == [
        ("PUN006", {"reason": "底稿如此", "path": None, "line": 7}),
        ("REP008", {"reason": "领导讲话原文", "path": f"a.md{SIDECAR}", "line": 1}),
    ]
    assert rows[0]["places"][0]["text"] == "，，"
    clean = json.loads(check("--show-suppressed", "--format", "json", "--select", "CHR", "a.md").stdout)
    assert clean["files"][0]["suppressed"] == []


def test_after_mending_the_places_are_those_of_the_new_text(hidden: Path) -> None:
    run = check("--show-suppressed", "--fix-suggested", "--format", "concise", "a.md")
    new = (hidden / "a.md").read_text(encoding="utf-8")
    (line,) = [line for line in run.stdout.splitlines() if "REP008" in line]
    row, column = map(int, line.split(":")[1:3])
    assert new.splitlines()[row - 1][column - 1 :].startswith("进一步进一步")


@pytest.mark.parametrize(("lang", "words"), [("zh", "未写理由（第 1 行）"), ("en", "no reason given (line 1)")])
def test_a_suppression_without_a_reason(folder: Path, lang: str, words: str) -> None:
    (folder / "a.md").write_text("%% planlint: off-file\n修渠引水，，稳住收成。", encoding="utf-8")
    assert words in check("--show-suppressed", "--lang", lang, "a.md").stdout
