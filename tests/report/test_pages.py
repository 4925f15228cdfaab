"""The pages of rules: everything that a rule file says, in both languages, as Markdown that shows examples as they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from planlint import rules
from planlint.errors import UserError
from planlint.report import pages
from planlint.rules import Rule
from planlint.text.document import Document

RULES = {r.code: r for r in rules.load()}
PACK = '''
code = "XYZ001"
name = "own-rule"
checker = "doubled_words"
severity = "warning"
default = "off"
status = "stable"
fix = "safe"
standard = "甲|乙 1.2"
explains = ["REP009"]
merge = "document"
title = { zh = "自|定", en = "own <rule>" }
message = { zh = "见*{text}*", en = "see {text}" }
why = { zh = "乙<br>，见 `a*b`", en = "b" }
bad = [{ text = "⟦甲``\u200b⟧\\n\\n乙", fixed = "甲", profile = "law" }, { text = "⟦乙⟧" }]
good = [{ text = "甲\\n~~~\\n```", why = "丙" }, { text = "乙" }]
[options]
allow = ["1", "2", "3", "4", "5", "6", "7"]
[profiles.law]
default = "on"
severity = "info"
options = { adverbs = ["一"] }
[variants.other]
zh = "另见"
en = "other"
'''


def _own(folder: Path, text: str = PACK) -> Rule:
    (folder / "own-rule.toml").write_text(text, encoding="utf-8")
    return next(r for r in rules.load([folder]) if r.code == "XYZ001")


def test_a_page_says_all_that_its_rule_file_says(tmp_path: Path) -> None:
    text = pages.render([_own(tmp_path)], "zh", "markdown", whole=True)
    for part in (
        "# XYZ001 自|定 · own \\<rule>",
        "| 类别 Family | XYZ |",
        "| 级别 Severity | 警告 warning |",
        "| 默认 Default | 默认关闭 off by default |",
        "| 修复 Fix | 安全 safe |",
        "| 依据 Basis | 甲\\|乙 1.2 |",
        "| 按文体 By genre | 法规 law: 默认开启 on by default, 提示 info, `adverbs = [\"一\"]` |",
        "| 归并 Reports | 全文合为一条 one for the whole document |",
        "| 连带说明 Accounts for | REP009 |",
        "- 见\\*{text}\\*\n- see {text}\n- 另见\n- other\n",
        "乙\\<br>，见 `a*b`\n\nb\n",
        "```text\n⟦甲``⟨200B⟩⟧\n\n乙\n```\n\n改为：\n\n```text\n甲\n```\n\n文体：法规\n",
        "````text\n甲\n~~~\n```\n````\n\n丙\n",
        '```toml\nextend-select = ["XYZ001"]\n\n[rules.XYZ001]\nseverity = "warning"\n# allow = ["1", "2", "3", "4", "5"]  # … 7\nadverbs = []\nreduplicated = []\n',
        "<!-- planlint: off-next-line XYZ001 理由 -->",
        'ignore = ["XYZ001"]',
        "planlint check --baseline planlint-baseline.json",
    ):
        assert part in text, part


def test_the_terminal_shows_the_same_in_one_language(tmp_path: Path) -> None:
    text = pages.render([_own(tmp_path)], "zh", "text", whole=True)
    assert text.startswith("XYZ001 自|定 (own <rule>, own-rule)\n警告, 默认关闭; 修复: 安全; 依据: 甲|乙 1.2\n")
    assert "- ⟦甲``⟨200B⟩⟧⏎⏎乙\n  改为： 甲\n  (文体：法规)\n- ⟦乙⟧\n" in text
    assert "see {text}" not in text
    english = pages.render([_own(tmp_path)], "en", "text", whole=True)
    assert "\nWhat it says\n- see {text}\n- other\n" in english
    assert "\nb\n\n乙<br>" in english, "the reasons are in both languages, the asked one first"


def test_an_option_that_picks_the_part_of_a_shared_checker_is_no_setting() -> None:
    text = pages.render([RULES["REP002"]], "zh", "markdown", whole=True)
    assert "kind" not in text
    assert "min-chars = 6" in text
    assert "min-run" not in text, "an option of other rules of that checker"


def test_the_index_has_every_rule_under_its_family(tmp_path: Path) -> None:
    known = [*RULES.values(), _own(tmp_path)]
    files = pages.files(known)
    assert set(files) == {"README.md", *(f"{r.code}.md" for r in known)}
    parts = dict(re.findall(r"^## (\w{3}) .*?$(.*?)(?=^## |\Z)", files["README.md"], re.MULTILINE | re.DOTALL))
    for rule in known:
        assert parts[rule.code[:3]].count(f"| [{rule.code}]({rule.code}.md) |") == 1
    assert list(parts)[:2] == ["REP", "EXT"]
    assert list(parts)[-1] == "XYZ"


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_page_shows_its_examples_in_fences(code: str) -> None:
    text = pages.render([RULES[code]], "zh", "markdown", whole=True)
    document = Document(text, "a.md", syntax="markdown")
    page = rules.page(RULES[code])
    assert len(re.findall("^```+text$", text, re.MULTILINE)) == len(page.bad) + len(page.good) + sum(bool(e.fixed) for e in page.bad)
    assert all("⟦" not in text[b.span.start : b.span.end] for b in document.paragraphs if b.kind != "heading")


@pytest.mark.parametrize("changes", [{"checker": "no_such_thing"}])
def test_a_rule_without_a_checker_has_no_page(changes: Mapping[str, Any]) -> None:
    with pytest.raises(UserError, match="no_such_thing"):
        pages.render([RULES["REP001"]._replace(**changes)], "zh", "text", whole=True)
