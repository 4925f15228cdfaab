"""The command line: what is printed where, what ends with which code, and that one bad input never stops the rest."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import bounded

from planlint import __version__
from planlint.cli import main

SENTENCE = "各县区要认真落实防汛责任，确保群众生命财产安全。"
CLEAN = f"# 清河市防汛工作报告\n\n{SENTENCE}\n"
BROKEN = f"# 清河市防汛工作报告\n\n{SENTENCE}{SENTENCE}\n\n全市要进一步进一步加强巡查,做好准备.\n"
"""A repeated sentence and a doubled word (errors); half-width marks (a warning)."""
INFO_RULE = '''
code = "XYZ001"
name = "own-rule"
checker = "doubled_words"
severity = "info"
default = "on"
status = "stable"
fix = "none"
title = { zh = "自定规则", en = "own" }
message = { zh = "叠词{word}", en = "doubled {word}" }
why = { zh = "原因。", en = "why" }
options = { allow = [] }
bad = [{ text = "要⟦推动推动⟧生产。" }, { text = "要⟦加快加快⟧生产。" }]
good = [{ text = "甲" }, { text = "乙" }]
'''


def _run(*arguments: str, input: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [*arguments], input=input, env=env)


def _check(*arguments: str, **more: Any) -> Result:
    return _run("check", "--isolated", *arguments, **more)


def _json(result: Result) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def _codes(result: Result) -> list[str]:
    return sorted({p["code"] for f in _json(result)["files"] for p in f["problems"]})


@pytest.fixture
def texts(folder: Path) -> Path:
    (folder / "clean.md").write_text(CLEAN, encoding="utf-8")
    (folder / "broken.md").write_text(BROKEN, encoding="utf-8")
    return folder


# Exit codes


@pytest.mark.parametrize("form", ["full", "concise", "json", "json:report.json"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.md"], 0),
        (["broken.md"], 1),
        (["clean.md", "broken.md"], 1),
        (["missing.md"], 2),
        (["broken.md", "missing.md"], 2),
        (["broken.md", "--fail-on", "never"], 0),
        (["missing.md", "--fail-on", "never"], 2),
        (["broken.md", "--ignore", "ALL"], 0),
        (["broken.md", "--select", "PUN004"], 1),
        (["broken.md", "--select", "PUN004", "--fail-on", "error"], 0),
        (["broken.md", "--select", "REP001", "--fail-on", "error"], 1),
        (["broken.md", "--min-level", "error"], 1),
        (["broken.md", "--min-level", "error", "--fail-on", "error"], 1),
        (["broken.md", "--min-level", "error", "--fail-on", "warning"], 2),
        (["broken.md", "--fail-on", "info"], 2),
        (["broken.md", "--min-level", "info", "--fail-on", "info"], 1),
        (["broken.md", "--min-level", "error", "--ignore", "REP"], 0),
        (["broken.md", "--min-level", "error", "--fail-on", "never"], 0),
        (["broken.md", "--min-level", "error", "--ignore", "REP", "--extend-select", "PUN004"], 1),
    ],
)
def test_the_exit_code_is_the_same_for_every_format(texts: Path, form: str, arguments: list[str], code: int) -> None:
    assert _check("--format", form, *arguments).exit_code == code


def test_what_is_selected_is_shown_but_fails_at_its_level_only(texts: Path) -> None:
    (texts / "lint").mkdir()
    (texts / "lint" / "own-rule.toml").write_text(INFO_RULE, encoding="utf-8")
    (texts / "planlint.toml").write_text('packs = ["lint"]', encoding="utf-8")
    shown = _run("check", "broken.md", "--select", "XYZ001", "--format", "json")
    assert (_codes(shown), shown.exit_code) == (["XYZ001"], 0)
    assert _json(shown)["files"][0]["problems"][0]["message"] == "叠词进一步"
    assert "XYZ001" not in _codes(_run("check", "broken.md", "--format", "json"))
    low = _run("check", "broken.md", "--select", "XYZ001", "--min-level", "info", "--fail-on", "info")
    assert low.exit_code == 1


def test_a_crashed_rule_ends_with_2_and_the_rest_is_reported(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planlint.checkers import halfwidth

    monkeypatch.setattr(halfwidth, "check", lambda document, options: 1 / 0)
    result = _check("clean.md", "broken.md", "--format", "json", "--fail-on", "never")
    assert result.exit_code == 2
    assert _codes(result) == ["LNT900", "REP001", "REP008"]
    assert _json(result)["summary"]["by_code"]["LNT900"] == {"reports": 2, "places": 2}


# Inputs that cannot be used: one line, the others are still checked

BAD_FILES: dict[str, tuple[bytes, str]] = {
    "nul.md": ("甲\n乙".encode() + b"\0", "nul.md:2: 含 NUL"),
    "damaged.md": (SENTENCE.encode()[:7] + SENTENCE.encode()[8:], "damaged.md:1: 第 7 字节"),
    "latin.md": (b"caf\xe9 au lait\n", "latin.md:1: 第 4 字节"),
    "picture.md": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture.md:3: 含 NUL"),
    "utf16.md": (SENTENCE.encode("utf-16-le"), "utf16.md:1: "),
}


def _lines_about(result: Result, name: str) -> list[str]:
    return [line for line in (result.stdout + result.stderr).splitlines() if name in line]


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("form", ["full", "concise"])
def test_a_file_that_cannot_be_read_is_one_line(texts: Path, name: str, form: str) -> None:
    data, words = BAD_FILES[name]
    (texts / name).write_bytes(data)
    result = _check(name, "broken.md", "--format", form)
    assert result.exit_code == 2
    assert len(_lines_about(result, name)) == 1
    assert words in _lines_about(result, name)[0]
    assert "UTF-8" in _lines_about(result, name)[0], "what to do"
    assert "REP001" in result.stdout, "the others are checked"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing.md", "文件不存在，请检查路径"),
        ("empty", "目录中没有可检查的文件"),
        ("loop.md", "符号链接成环"),
        ("gone.md", "符号链接指向不存在的文件"),
    ],
)
def test_a_path_that_yields_nothing_is_one_line(texts: Path, path: str, words: str) -> None:
    (texts / "empty").mkdir()
    (texts / "loop.md").symlink_to("loop.md")
    (texts / "gone.md").symlink_to("nowhere.md")
    result = _check(path, "broken.md", "--format", "concise")
    assert result.exit_code == 2
    assert len(_lines_about(result, path)) == 1
    assert _lines_about(result, path)[0].startswith(f"{path}: {words}")
    assert "REP001" in result.stdout
    file = _json(_check(path, "broken.md", "--format", "json"))["files"][0]
    assert (file["path"], file["problems"], file["characters"]) == (path, [], 0)
    assert file["errors"][0].startswith(f"{path}: {words}")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_one_line(texts: Path) -> None:
    (texts / "closed.md").write_text("甲", encoding="utf-8")
    (texts / "closed.md").chmod(0)
    result = _check("closed.md", "broken.md", "--format", "concise")
    assert result.exit_code == 2
    assert _lines_about(result, "closed.md") == ["closed.md: 没有读取权限，请检查文件权限 (permission denied)"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\xef\xbb\xbf", b"\n", CLEAN.rstrip().encode(), *map(CLEAN.encode, ("utf-8-sig", "gb18030", "utf-16"))],
)
def test_what_is_unusual_but_fine_is_no_error(folder: Path, data: bytes) -> None:
    (folder / "a.md").write_bytes(data)
    result = _check("a.md")
    assert (result.exit_code, result.stdout) == (0, "检查 1 个文件，没有发现问题。\n")


@pytest.mark.parametrize("form", ["full", "concise"])
def test_control_characters_of_a_text_never_reach_the_terminal(folder: Path, form: str) -> None:
    (folder / "a.md").write_text(f"{SENTENCE}\x1b[2J\u202e\x07{SENTENCE}\n\n要进一步进一步\x1b[2J加强巡查。\n", encoding="utf-8")
    result = _check("a.md", "--format", form)
    assert result.exit_code == 1
    assert not set(result.stdout) & set("\x1b\x07\u202e")


@pytest.mark.parametrize("text", ["加快建设产业体系，推动发展。" * 120_000, "甲，" * 800_000, "加" * 1_700_000])
def test_a_line_of_five_megabytes_is_checked_in_time(folder: Path, text: str) -> None:
    (folder / "a.md").write_text(text, encoding="utf-8")
    with bounded():
        assert _check("a.md", "--format", "concise", "--select", "LNT").exit_code == 0


# What stops the run before it starts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("preview = true\nselect = = 1", ["planlint.toml", "TOML", "line 2"]),
        ('ignores = ["REP001"]', ["planlint.toml", "'ignores'", "'ignore'"]),
        ('select = ["REP01x"]', ["planlint.toml: select", "'REP01x'", "did you mean REP0"]),
        ('ignore = ["整句重夏"]', ["planlint.toml: ignore", "整句重复"]),
        ("[rules.REP0O1]\n", ["[rules]", "REP0O1", "REP001"]),
        ("[rules.REP]\n", ["[rules.REP]", "[rules.REP001]"]),
        ('[[per-file]]\nfiles = "*"\nignore = ["XXX"]', ["[[per-file]]", "'XXX'"]),
        ('packs = ["missing"]', ["missing", "packs"]),
        ('encoding = "utf-99"', ["utf-99", "encoding"]),
        ('min-level = "error"\nfail-on = "info"', ["--fail-on info", "--min-level error"]),
    ],
)
def test_a_configuration_that_cannot_be_used_is_one_line(texts: Path, text: str, names: list[str]) -> None:
    (texts / "planlint.toml").write_text(text, encoding="utf-8")
    result = _run("check", "broken.md")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert all(name in result.stderr for name in ["planlint: ", *names]), result.stderr


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--select", "REP0O1"], ["--select", "'REP0O1'", "REP001"]),
        (["--extend-select", "xyz"], ["--extend-select", "'xyz'"]),
        (["--ignore", "整句重夏"], ["--ignore", "整句重复"]),
        (["--exclude", "[z-a]"], ["--exclude", "[z-a]"]),
        (["--encoding", "utf-99"], ["utf-99", "gb18030"]),
        (["--format", "pdf"], ["'pdf'", "full, concise, json"]),
        (["--format", "json", "--format", "full"], ["standard output", "json:report.json"]),
        (["--format", "json:a", "--format", "full:a"], ["same file): a"]),
        (["--min-level", "fatal"], ["fatal", "warning"]),
        (["--nonsense"], ["--nonsense"]),
    ],
)
def test_a_call_that_cannot_be_used_says_why(texts: Path, arguments: list[str], names: list[str]) -> None:
    result = _check("broken.md", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert all(name in result.stderr for name in names), result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("file", "names"),
    [
        (INFO_RULE.replace("bad = [", "worse = ["), ["own-rule.toml", "'worse'"]),
        (INFO_RULE.replace("⟦推动推动⟧", "推动推动"), ["own-rule.toml", "[[bad]]", "⟦"]),
        ("\n".join(line for line in INFO_RULE.splitlines() if not line.startswith("bad")), ["own-rule.toml", "'bad'", "例子"]),
        (INFO_RULE.replace("doubled_words", "no_such"), ["own-rule.toml", "'no_such'"]),
        (INFO_RULE.replace("allow = []", "allowed = []"), ["own-rule.toml", "allowed", "allow"]),
        (INFO_RULE.replace("allow = []", 'allow = ["("]'), ["own-rule.toml", "allow", "'('", "正则"]),
        (INFO_RULE.replace("allow = []", 'allow = "甲"'), ["own-rule.toml", "allow", "列表"]),
        (INFO_RULE.replace("{word}", "{wort}"), ["own-rule.toml", "{wort}"]),
        (INFO_RULE.replace("XYZ001", "REP001"), ["own-rule.toml", "'REP001'", "repeated-sentence.toml"]),
    ],
)
def test_a_rule_file_that_cannot_be_used_is_one_line_and_the_other_rules_run(texts: Path, file: str, names: list[str]) -> None:
    (texts / "lint").mkdir()
    (texts / "lint" / "own-rule.toml").write_text(file, encoding="utf-8")
    (texts / "planlint.toml").write_text('packs = ["lint"]\nmin-level = "info"', encoding="utf-8")
    for _ in range(2):  # the second run must not find an index that has forgotten the fault
        result = _run("check", "broken.md", "broken.md", "clean.md", "--format", "concise")
        assert result.exit_code == 2
        assert len(_lines_about(result, "own-rule.toml")) == 1
        assert all(name in _lines_about(result, "own-rule.toml")[0] for name in names), result.stdout
        assert "broken.md:3:25: REP001" in result.stdout


def test_a_rule_that_is_named_but_whose_file_is_broken_is_no_unknown_rule(texts: Path) -> None:
    (texts / "lint").mkdir()
    (texts / "lint" / "own-rule.toml").write_text("code = 1", encoding="utf-8")
    (texts / "planlint.toml").write_text('packs = ["lint"]\nignore = ["XYZ001"]', encoding="utf-8")
    result = _run("check", "broken.md")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "own-rule.toml: 缺少键" in result.stderr


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ('allow = ["("]', ["planlint.toml: [rules.REP008] allow", "'('", "正则"]),
        ("min-length = 3", ["planlint.toml: [rules.REP008] min-length", "allow"]),
        ('allow = "甲"', ["planlint.toml: [rules.REP008] allow", "列表"]),
    ],
)
def test_an_option_that_cannot_be_used_is_one_line_and_the_other_rules_run(texts: Path, options: str, names: list[str]) -> None:
    (texts / "planlint.toml").write_text(f"[rules.REP008]\n{options}", encoding="utf-8")
    result = _run("check", ".", "--format", "concise")
    assert result.exit_code == 2
    assert len(_lines_about(result, "REP008")) == 1
    assert all(name in _lines_about(result, "REP008")[0] for name in names)
    assert "REP001" in result.stdout


def test_a_configuration_file_that_is_named_must_be_there(texts: Path) -> None:
    result = _run("check", "broken.md", "--config", "missing.toml")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("planlint: missing.toml: 配置文件无法读取")


# Formats


def test_json_is_as_the_contract_has_it(texts: Path) -> None:
    text = "\ufeff# 报告\r\n\r\n" + SENTENCE + SENTENCE + "\r\n\r\n要做好巡查,做好准备,做好值守。\r\n"
    (texts / "a.md").write_bytes(text.encode())
    text = text[1:]
    result = _check("a.md", "missing.md", "--format", "json")
    data = _json(result)
    assert list(data) == ["schema", "version", "files", "summary"]
    assert (data["schema"], data["version"]) == ("planlint.check/1", __version__)
    assert [f["path"] for f in data["files"]] == ["a.md", "missing.md"]
    file = data["files"][0]
    assert list(file) == ["path", "profile", "syntax", "encoding", "characters", "errors", "problems"] == list(data["files"][1])
    assert {k: file[k] for k in ("profile", "syntax", "characters", "errors")} == {
        "profile": "plan", "syntax": "markdown", "characters": len(text), "errors": [],
    }  # fmt: skip
    repeat, commas = file["problems"]
    keys = ["code", "name", "title", "severity", "message", "reason", "suggestions", "standard", "section", "explained", "count", "places"]
    assert list(repeat) == list(commas) == keys
    assert (repeat["code"], repeat["name"], repeat["title"], repeat["severity"]) == ("REP001", "repeated-sentence", "整句重复", "error")
    assert (repeat["section"], repeat["explained"], repeat["count"], commas["count"]) == (["报告"], [], 1, 2)
    place = repeat["places"][0]
    assert list(place) == ["start", "end", "text", "fingerprint", "related", "fix", "source"]
    start = text.index(SENTENCE) + len(SENTENCE)
    assert place["start"] == {"line": 3, "column": 1 + len(SENTENCE), "offset": start}
    assert place["end"] == {"line": 3, "column": 1 + 2 * len(SENTENCE), "offset": start + len(SENTENCE)}
    assert place["text"] == SENTENCE
    assert place["source"] is None
    assert [list(r) for r in place["related"]] == [["start", "end", "text", "message"]]
    assert (place["related"][0]["start"]["offset"], place["related"][0]["text"]) == (text.index(SENTENCE), SENTENCE)
    fix = commas["places"][0]["fix"]
    assert fix == {"safety": "safe", "edits": [{"start": text.index(","), "end": text.index(",") + 1, "text": "，"}]}
    assert data["summary"] == {
        "files": 2, "characters": len(text), "reports": 2, "places": 3, "by_severity": {"error": 1, "warning": 1},
        "by_code": {"PUN004": {"reports": 1, "places": 2}, "REP001": {"reports": 1, "places": 1}},
    }  # fmt: skip
    assert data["files"][1]["errors"] != []


def test_a_place_without_a_fix_has_none(texts: Path) -> None:
    (texts / "a.md").write_text("# 报告\n\n一是保供水，管好水源。二是保供电，修好线路。四是保供气，查好管网。\n", encoding="utf-8")
    problem = _json(_check("a.md", "--format", "json", "--select", "NUM"))["files"][0]["problems"][0]
    assert problem["places"][0]["fix"] is None
    assert problem["suggestions"] == []


def test_fingerprints_stay_when_a_place_moves_and_differ_between_places(texts: Path) -> None:
    def marks() -> list[str]:
        files = _json(_check("broken.md", "--format", "json"))["files"]
        return [place["fingerprint"] for p in files[0]["problems"] for place in p["places"]]

    before = marks()
    (texts / "broken.md").write_text("\n\n\n" + BROKEN, encoding="utf-8")
    assert marks() == before
    assert len(set(before)) == len(before) > 2


def test_concise_has_a_line_for_every_place_in_order(texts: Path) -> None:
    lines = _check("broken.md", "--format", "concise").stdout.splitlines()
    assert [line.split(" ")[:2] for line in lines] == [
        ["broken.md:3:25:", "REP001"], ["broken.md:5:4:", "REP008"], ["broken.md:5:14:", "PUN004"], ["broken.md:5:19:", "PUN004"],
    ]  # fmt: skip


def test_formats_may_go_to_files(texts: Path) -> None:
    result = _check("broken.md", "--format", "concise", "--format", "json:out.json", "--format", "full:out.txt")
    assert result.exit_code == 1
    assert result.stdout.startswith("broken.md:3:25: REP001")
    assert json.loads((texts / "out.json").read_text(encoding="utf-8"))["summary"]["files"] == 1
    assert "整句重复" in (texts / "out.txt").read_text(encoding="utf-8")
    assert sorted(p.name for p in texts.iterdir()) == ["broken.md", "clean.md", "out.json", "out.txt"], "nothing is left beside them"


def test_a_report_that_cannot_be_written_leaves_nothing_and_the_others_are_written(texts: Path) -> None:
    result = _check("broken.md", "--format", "json:missing/out.json", "--format", "concise")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "missing/out.json: 无法写入报告" in result.stderr
    assert "REP001" in result.stdout
    assert sorted(p.name for p in texts.iterdir()) == ["broken.md", "clean.md"]


def test_a_failed_report_keeps_the_old_one(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (texts / "out.json").write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    result = _check("broken.md", "--format", "json:out.json")
    assert (result.exit_code, (texts / "out.json").read_text(encoding="utf-8")) == (2, "old")
    assert sorted(p.name for p in texts.iterdir()) == ["broken.md", "clean.md", "out.json"]


@pytest.mark.skipif(os.name == "nt", reason="no such devices there")
def test_a_device_is_written_to_and_never_replaced(texts: Path) -> None:
    assert _check("broken.md", "--format", f"json:{os.devnull}").exit_code == 1
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_a_report_follows_a_link(texts: Path) -> None:
    (texts / "real.json").write_text("old", encoding="utf-8")
    (texts / "link.json").symlink_to("real.json")
    _check("clean.md", "--format", "json:link.json")
    assert (texts / "link.json").is_symlink()
    assert json.loads((texts / "real.json").read_text(encoding="utf-8"))["summary"]["files"] == 1


@pytest.mark.parametrize(("form", "stdout", "stderr"), [("full", "", "missing.md: "), ("json", '{"schema"', "")])
def test_quiet_prints_what_was_asked_for_only(texts: Path, form: str, stdout: str, stderr: str) -> None:
    result = _check("broken.md", "missing.md", "--quiet", "--format", form)
    assert result.exit_code == 2
    assert result.stdout.startswith(stdout)
    assert bool(result.stdout) == bool(stdout)
    assert result.stderr.startswith(stderr)
    assert bool(result.stderr) == bool(stderr)


# Choosing


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["--select", "REP001"], ["REP001"]),
        (["--select", "rep001,PUN"], ["PUN004", "REP001"]),
        (["--select", "REP"], ["REP001", "REP008"]),
        (["--select", "repeated-sentence"], ["REP001"]),
        (["--select", "整句重复"], ["REP001"]),
        (["--select", "REP001", "--select", "REP008"], ["REP001", "REP008"]),
        (["--select", "REP", "--ignore", "REP008"], ["REP001"]),
        (["--ignore", "REP,PUN"], []),
        (["--min-level", "error"], ["REP001", "REP008"]),
        (["--min-level", "error", "--extend-select", "PUN004"], ["PUN004", "REP001", "REP008"]),
    ],
)
def test_rules_are_chosen_by_code_beginning_name_and_title(texts: Path, arguments: list[str], codes: list[str]) -> None:
    assert _codes(_check("broken.md", "--format", "json", *arguments)) == codes


def test_the_command_line_wins_over_the_file(texts: Path) -> None:
    (texts / "planlint.toml").write_text('select = ["PUN"]\nignore = ["REP008"]\nprofile = "law"\nexclude = ["clean.md"]', encoding="utf-8")
    result = _run("check", "--format", "json", "--select", "REP", "--profile", "news", "--exclude", "x.md")
    assert _codes(result) == ["REP001"]
    assert [(f["path"], f["profile"]) for f in _json(result)["files"]] == [("broken.md", "news")]
    assert _codes(_run("check", "--format", "json")) == ["PUN004"]
    assert len(_json(_run("check", "--format", "json", "--isolated"))["files"]) == 2


def test_settings_for_some_files_hold_for_standard_input_by_its_name(texts: Path) -> None:
    (texts / "planlint.toml").write_text('[[per-file]]\nfiles = "drafts/"\nignore = ["REP"]', encoding="utf-8")
    assert _codes(_run("check", "-", "--format", "json", "--stdin-filename", "drafts/a.md", input=BROKEN)) == ["PUN004"]
    assert _codes(_run("check", "-", "--format", "json", "--stdin-filename", "a.md", input=BROKEN)) == ["PUN004", "REP001", "REP008"]


@pytest.mark.parametrize(("name", "path"), [((), "-"), (("--stdin-filename", "a/b.md"), "a/b.md")])
def test_standard_input_is_read_as_bytes(folder: Path, name: tuple[str, ...], path: str) -> None:
    result = _check("-", *name, "--format", "json", input=BROKEN.encode("gb18030"))
    assert (result.exit_code, _json(result)["files"][0]["path"], _json(result)["files"][0]["encoding"]) == (1, path, "gb18030")
    broken = _check("-", *name, "--format", "concise", input=b"\0")
    assert (broken.exit_code, broken.stdout.startswith(f"{path}:1: 含 NUL")) == (2, True)


def test_without_a_path_the_folder_is_checked(texts: Path) -> None:
    assert sorted(f["path"] for f in _json(_check("--format", "json"))["files"]) == ["broken.md", "clean.md"]


def test_named_encoding(texts: Path) -> None:
    (texts / "big5.md").write_bytes("各縣區要認真落實防汛責任。".encode("big5"))
    result = _check("big5.md", "--encoding", "big5", "--format", "json")
    assert (result.exit_code, _json(result)["files"][0]["encoding"]) == (0, "big5")


# Language and colour


@pytest.mark.parametrize(
    ("arguments", "env", "lang"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_US.UTF-8"}, "en"),
        (["--lang", "zh"], {"LC_ALL": "en_US.UTF-8"}, "zh"),
        (["--lang", "en"], {}, "en"),
    ],
)
def test_the_language_holds_in_every_format(texts: Path, arguments: list[str], env: dict[str, str], lang: str) -> None:
    words = {"zh": ("叠写", "连写了两遍"), "en": ("Doubled word", "twice in a row")}
    for form, used in (("full", (0, 1)), ("concise", (1,)), ("json", (0, 1))):
        out = _check("broken.md", "--select", "REP008", "--format", form, *arguments, env=env).stdout
        assert all(words[lang][i] in out for i in used), out
        assert not any(word in out for other in words if other != lang for word in words[other]), out


def test_colour_only_where_it_is_asked_for(texts: Path) -> None:
    assert "\x1b[" not in _check("broken.md").stdout
    assert "\x1b[" not in _check("broken.md", "--color", "never").stdout
    painted = _check("broken.md", "--color", "always", env={"NO_COLOR": "1", "TERM": "dumb"}).stdout
    assert "\x1b[1;31mREP001" in painted
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", painted).split() == _check("broken.md").stdout.split()


# The program itself


def _process(*arguments: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "planlint", *arguments], capture_output=True, cwd=cwd, check=False, timeout=60, **more)


@pytest.mark.parametrize(("name", "code"), [("clean.md", 0), ("broken.md", 1), ("missing.md", 2)])
def test_end_to_end(texts: Path, name: str, code: int) -> None:
    run = _process("check", "--isolated", name, cwd=texts)
    assert (run.returncode, run.stderr) == (code, b"")
    assert run.stdout.decode().endswith("\n")


def test_end_to_end_from_standard_input_in_an_old_locale(texts: Path) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    run = _process("check", "--isolated", "-", "--format", "json", cwd=texts, input=BROKEN.encode(), env=env)
    assert run.returncode == 1
    assert json.loads(run.stdout)["files"][0]["problems"][0]["title"] == "整句重复"
    page = _process("rule", "REP001", cwd=texts, env=env)
    assert (page.returncode, "整句重复" in page.stdout.decode()) == (0, True)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_reader_that_goes_away_is_no_traceback(texts: Path) -> None:
    (texts / "long.md").write_text(BROKEN + "\n".join(f"全市要加强第{i}次巡查,做好准备。\n" for i in range(20_000)), encoding="utf-8")
    command = f'"{sys.executable}" -m planlint check --isolated --format concise long.md | head -1'
    run = subprocess.run(command, shell=True, capture_output=True, cwd=texts, check=False, timeout=60)
    assert run.stdout.count(b"\n") == 1
    assert run.stderr == b""


def test_help_and_version_import_no_command(texts: Path) -> None:
    lines = ("import sys", "from planlint.cli import main", "main(sys.argv[1:], standalone_mode=False)")
    code = "\n".join((*lines, "sys.exit('planlint.commands.check' in sys.modules)"))
    for argument, words in (("--help", "check"), ("--version", __version__), ("-h", "rule")):
        run = subprocess.run([sys.executable, "-c", code, argument], capture_output=True, check=False, timeout=60)
        assert (run.returncode, words in run.stdout.decode()) == (0, True)
        assert words in _process(argument, cwd=texts).stdout.decode()


@pytest.mark.parametrize(("name", "hint"), [("chek", "did you mean check?"), ("xyz", "check, rule")])
def test_an_unknown_command_is_answered_with_the_nearest(name: str, hint: str) -> None:
    result = _run(name)
    assert result.exit_code == 2
    assert hint.split(",")[0] in result.stderr


# planlint rule


@pytest.mark.parametrize("name", ["REP001", "rep001", "repeated-sentence", "整句重复"])
def test_the_page_of_a_rule(folder: Path, name: str) -> None:
    result = _run("rule", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("REP001 整句重复 (Repeated sentence, repeated-sentence)\n")
    assert "⟦" in result.stdout
    assert "off-next-line REP001" in result.stdout


def test_the_list_of_rules(folder: Path) -> None:
    listed = _run("rule").stdout.splitlines()
    rows = json.loads(_run("rule", "--format", "json").stdout)
    assert [line[:6] for line in listed] == [row["code"] for row in rows]
    linked = re.findall(r"^\| \[(\w+)\]\(\1\.md\)", _run("rule", "--format", "markdown").stdout, re.MULTILINE)
    assert sorted(linked) == [row["code"] for row in rows]
    assert next(line for line in listed if line.startswith("REP001")).endswith("整句重复 [错误, 默认开启]")
    some = [row["code"] for row in json.loads(_run("rule", "REP", "EXT001", "--format", "json").stdout)]
    assert some == [row["code"] for row in rows if row["code"].startswith("REP") or row["code"] == "EXT001"]


def test_rules_in_english_and_as_data(folder: Path) -> None:
    title = "REP001 Repeated sentence (整句重复, repeated-sentence)\nerror, on by default"
    assert _run("rule", "REP001", "--lang", "en").stdout.startswith(title)
    assert _run("rule", "REP001", env={"LANG": "en_US"}).stdout.startswith(title)
    row = json.loads(_run("rule", "REP001", "--format", "json").stdout)[0]
    assert (row["code"], row["title"]["en"], bool(row["bad"][0]["spans"])) == ("REP001", "Repeated sentence", True)
    assert _run("rule", "REP001", "--format", "markdown").stdout.startswith("# REP001")


def test_rules_of_a_pack_have_pages(folder: Path) -> None:
    (folder / "lint").mkdir()
    (folder / "lint" / "own-rule.toml").write_text(INFO_RULE, encoding="utf-8")
    assert _run("rule", "XYZ001").exit_code == 2
    (folder / "planlint.toml").write_text('packs = ["lint"]', encoding="utf-8")
    assert _run("rule", "XYZ001").stdout.startswith("XYZ001 自定规则")


def test_an_unknown_rule_is_answered_with_the_nearest(folder: Path) -> None:
    result = _run("rule", "REP0O1")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "REP001" in result.stderr


def test_statistics_is_one_line_a_rule(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("修渠引水，，稳住收成。。要进一步进一步加强监管。", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "planlint", "check", "--isolated", "--lang", "zh", "--statistics", str(file)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert [line.split() for line in run.stdout.splitlines()] == [
        ["2", "2", "2+", "PUN006", "duplicate-punctuation", "标点连用"],
        ["1", "1", "1~", "REP008", "doubled-word", "词语叠写"],
    ]
