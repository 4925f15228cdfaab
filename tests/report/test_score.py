"""The density of suspected slips: what counts, how much, in how many characters, and what it never changes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import MakeRule, finding

from planlint import engine, rules
from planlint.cli import main
from planlint.config import Config
from planlint.report import score
from planlint.report.results import FileResult
from planlint.report.score import Share
from planlint.rules import Rule
from planlint.text.document import Document

RULES = {r.code: r for r in rules.load()}


def _measure(text: str, *known: Rule, settings: dict[str, Any] | None = None, limit: float | None = None) -> score.Score:
    document = Document(text, "a.md", syntax="markdown")
    problems, _ = engine.check(document, known, Config(min_level="info"))
    return score.measure([FileResult("a.md", document, problems)], settings or {}, limit)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("全市\u3000上下\n\n齐 心。", 7),
        ("# 总则\n\n全市**上下**", 6),
        ("<!-- 注 -->\n\n全市", 2),
        ("---\ntitle: 甲\n---\n\n全市", 2),
        ("全市 `code` 上下", 4),
    ],
)
def test_characters_are_those_of_the_prose(text: str, count: int) -> None:
    assert score.characters(Document(text, "a.md", syntax="markdown")) == count


def test_points_are_weights_and_a_density_refers_to_ten_thousand(make_rule: MakeRule) -> None:
    known = (make_rule("REP001", finding("甲")), make_rule("PUN001", finding("乙")), make_rule("XYZ001", finding("丙")))
    got = _measure("甲乙乙丙" + "一" * 96, *known)
    assert got.families == {"REP": Share(1, 1, 4.0), "PUN": Share(2, 2, 0.2), "XYZ": Share(1, 1, 1.0)}
    assert (got.points, got.characters, got.density(got.points)) == (5.2, 100, 520.0)


def test_a_report_with_many_places_is_one_slip_made_again_and_again(make_rule: MakeRule) -> None:
    rule = make_rule("PUN004", finding("甲"), merge="document")
    assert _measure("甲" * 364, rule).families["PUN"] == Share(364, 4, 0.4)
    assert _measure("甲" * 3, rule).families["PUN"] == Share(3, 3, 0.3)
    assert _measure("甲" * 364, rule, settings={"cap": 10}).families["PUN"] == Share(364, 10, 1.0)


def test_reports_of_the_same_words_with_the_same_suggestion_are_one_slip(make_rule: MakeRule) -> None:
    advised = make_rule("WRD001", finding("甲|乙", suggestions=("丙",)))
    assert _measure("甲" * 9 + "乙" * 2, advised).families["WRD"] == Share(11, 6, 6.0)
    silent = make_rule("PUN001", finding("甲"))
    assert _measure("甲" * 9, silent).families["PUN"].counted == 9, "each unpaired mark is a slip of its own"
    twice = [FileResult("a", d, engine.check(d, [advised], Config())[0]) for d in [Document("甲" * 9)] * 2]
    assert score.measure(twice, {}).families["WRD"].counted == 8, "in each file"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, 4),
        ({"REP": 3}, 3),
        ({"ALL": 7}, 7),
        ({"ALL": 7, "REP": 3, "REP00": 2}, 2),
        ({"REP00": 2, "整句重复": 5}, 5),
        ({"REP001": 0, "REP": 3}, 0),
        ({"PUN": 3}, 4),
    ],
)
def test_the_most_exact_name_gives_the_weight(own: dict[str, float], expected: float) -> None:
    assert score.weight(RULES["REP001"], own) == expected


def test_every_weight_is_for_a_family_or_a_rule() -> None:
    assert [start for start in score.WEIGHTS if start not in rules.FAMILIES and start not in RULES] == []
    assert {r.code[:3] for r in RULES.values()} <= set(score.WEIGHTS)


@pytest.mark.parametrize(("limit", "exceeded"), [(None, False), (0, True), (99.9, True), (100, False), (100.1, False)])
def test_a_limit_is_exceeded_only_above_it(make_rule: MakeRule, limit: float | None, exceeded: bool) -> None:
    got = _measure("甲" + "一" * 99, make_rule("XYZ001", finding("甲")), limit=limit)
    assert got.exceeded is exceeded


def test_a_limit_that_is_met_by_tenths_is_not_exceeded(make_rule: MakeRule) -> None:
    got = _measure("甲" * 3 + "一" * 997, make_rule("PUN001", finding("甲")), limit=3)
    assert (got.points, got.exceeded) == (0.3, False), "0.1 + 0.1 + 0.1 is 0.3"


def test_no_text_has_no_density() -> None:
    got = _measure("", limit=0)
    assert (got.density(got.points), got.exceeded) == (0.0, False)
    assert "0/10000" in next(score.lines(got, "zh"))


# On the command line


@pytest.fixture
def texts(folder: Path) -> Path:
    (folder / "bad.md").write_text("# 报告\n\n各县区要进一步进一步落实防汛责任，，确保安全。\n", encoding="utf-8")
    (folder / "good.md").write_text("# 报告\n\n各县区要进一步落实防汛责任，确保安全。\n", encoding="utf-8")
    return folder


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_the_report_ends_with_the_score_and_claims_no_conformity(texts: Path) -> None:
    lines = _run("--score", "bad.md").stdout.splitlines()
    assert lines[-4].startswith("疑似差错密度 840/10000：折合 2.1 处，正文 25 字")
    assert [line.split()[1:] for line in lines[-3:-1]] == [["REP", "重复", "1", "处"], ["PUN", "标点", "1", "处"]]
    assert "不作为质量合格与否的结论" in lines[-1]
    assert "no verdict on quality" in _run("--score", "--lang", "en", "bad.md").stdout
    assert "疑似" not in _run("bad.md").stdout
    assert "疑似差错密度 840" in _run("--score", "--statistics", "bad.md").stdout


def test_json_gains_a_score_and_nothing_else_changes(texts: Path) -> None:
    plain, scored = (json.loads(_run("--format", "json", *more, "bad.md").stdout) for more in ((), ("--max-density", "1/10000")))
    got = scored["summary"].pop("score")
    assert scored == plain
    assert (got["per"], got["points"], got["characters"], got["max_density"], got["exceeded"]) == (10000, 2.1, 25, 1.0, True)
    assert got["by_family"]["REP"] == {"title": "重复", "places": 1, "counted": 1, "points": 2.0, "density": 800.0}
    unlimited = json.loads(_run("--format", "json", "--score", "bad.md").stdout)["summary"]["score"]
    assert (unlimited["max_density"], unlimited["exceeded"]) == (None, False)


@pytest.mark.parametrize("form", ["full", "concise", "json", "json:report.json"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--score", "bad.md"], 1),
        (["--score", "--fail-on", "never", "bad.md"], 0),
        (["--max-density", "1/10000", "bad.md"], 1),
        (["--max-density", "900/10000", "bad.md"], 0),
        (["--max-density", "900/10000", "--fail-on", "warning", "bad.md"], 1),
        (["--max-density", "1/10000", "--fail-on", "never", "bad.md"], 1),
        (["--max-density", "0/10000", "good.md"], 0),
        (["--max-density", "0.5/10000", "good.md", "missing.md"], 2),
    ],
)
def test_the_exit_code_is_the_same_for_every_format(texts: Path, form: str, arguments: list[str], code: int) -> None:
    assert _run("--format", form, *arguments).exit_code == code


def test_a_level_in_the_settings_holds_beside_a_limit(texts: Path) -> None:
    (texts / "planlint.toml").write_text('fail-on = "error"', encoding="utf-8")
    assert _run("--max-density", "900/10000", "bad.md").exit_code == 1


@pytest.mark.parametrize(("arguments", "told"), [(["--format", "concise"], 1), (["--format", "json"], 1), (["--quiet"], 1), ([], 0), (["--statistics"], 0)])
def test_a_limit_that_is_exceeded_is_told_once(texts: Path, arguments: list[str], told: int) -> None:
    result = _run("--max-density", "1/10000", *arguments, "bad.md")
    assert result.stderr.count("高于 --max-density 1/10000") == told


@pytest.mark.parametrize("value", ["1", "1%", "1/1000", "/10000", "a/10000", "-1/10000", "1e3/10000", "１/10000", "nan/10000", ""])
def test_a_density_that_is_none_is_refused(texts: Path, value: str) -> None:
    result = _run("--max-density", value, "bad.md")
    assert result.exit_code == 2
    assert "1/10000" in result.stderr


def test_weights_are_settings_and_name_rules(texts: Path) -> None:
    (texts / "planlint.toml").write_text("[score]\nweights = { REP = 0, PUN006 = 3 }", encoding="utf-8")
    assert "折合 3 处" in _run("--score", "bad.md").stdout
    (texts / "planlint.toml").write_text("[score]\nweights = { REPP = 0 }", encoding="utf-8")
    result = _run("bad.md")
    assert result.exit_code == 2
    assert re.search(r"planlint\.toml: \[score\] weights.*'REPP'", result.stderr)


def test_what_is_mended_or_suppressed_does_not_count(texts: Path) -> None:
    (texts / "told.md").write_text("<!-- planlint: off-file ALL 举例 -->\n" + (texts / "bad.md").read_text(encoding="utf-8"), encoding="utf-8")
    assert "疑似差错密度 0/10000" in _run("--score", "told.md").stdout
    assert "PUN" not in _run("--score", "--fix", "bad.md").stdout.split("疑似差错密度")[1]
