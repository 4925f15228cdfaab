"""From hits to problems: what runs, what is folded into what, and what happens when a rule breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from conftest import MakeRule, finding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint import engine, rules
from planlint.activation import CRASHED, UnusableRuleError
from planlint.config import Config
from planlint.errors import UserError
from planlint.hits import Edit, Hit, Related
from planlint.rules import Rule
from planlint.text.document import Document
from planlint.text.spans import Span

KNOWN = rules.load()
OWN = tuple(r for r in KNOWN if r.checker == "engine")


def _codes(text: str, known: tuple[Rule, ...], config: Config | None = None) -> list[tuple[str, int]]:
    """Code and number of places of every problem."""
    return [(p.rule.code, len(p.places)) for p in engine.check(Document(text), known, config or Config())[0]]


# What runs


@pytest.mark.parametrize(
    ("changes", "config", "runs"),
    [
        ({}, {}, True),
        ({"default": "off"}, {}, False),
        ({"default": "off"}, {"extend_select": ("XYZ",)}, True),
        ({"default": "off"}, {"select": ("ALL",)}, True),
        ({}, {"select": ("ABC",)}, False),
        ({}, {"select": ("XYZ001",)}, True),
        ({}, {"select": ("xyz",)}, True),
        ({}, {"select": ("name-xyz001",)}, True),
        ({}, {"select": ("标题XYZ001",)}, True),
        ({}, {"ignore": ("XYZ",)}, False),
        ({}, {"ignore": ("标题XYZ001",)}, False),
        ({}, {"select": ("XYZ",), "ignore": ("XYZ",)}, False),
        ({}, {"select": ("XYZ001",), "ignore": ("XYZ",)}, True),
        ({}, {"select": ("XYZ001",), "ignore": ("XYZ001",)}, False),
        ({}, {"select": ("XYZ001",), "ignore": ("标题XYZ001",)}, False),
        ({}, {"select": ("XYZ",), "ignore": ("XYZ001",)}, False),
        ({"status": "preview"}, {}, False),
        ({"status": "preview"}, {"preview": True}, True),
        ({"status": "preview"}, {"select": ("XYZ",)}, False),
        ({"status": "preview"}, {"select": ("XYZ001",)}, True),
        ({"status": "deprecated"}, {"preview": True}, False),
        ({"status": "deprecated"}, {"extend_select": ("XYZ001",)}, True),
        ({"profiles": {"law": {"default": "off"}}}, {"profile": "law"}, False),
        ({"profiles": {"law": {"default": "off"}}}, {"profile": "news"}, True),
        ({"default": "off", "profiles": {"law": {"default": "on"}}}, {"profile": "law"}, True),
        ({"severity": "info"}, {}, False),
        ({"severity": "info"}, {"min_level": "info"}, True),
        ({"severity": "info"}, {"extend_select": ("XYZ",)}, True),
        ({"severity": "info"}, {"select": ("ALL",)}, True),
        ({"severity": "warning"}, {"min_level": "error"}, False),
        ({"severity": "info", "profiles": {"law": {"severity": "error"}}}, {"profile": "law"}, True),
        ({}, {"rules": {"XYZ001": {"severity": "info"}}}, False),
    ],
)
def test_which_rules_are_heard(make_rule: MakeRule, changes: dict[str, Any], config: dict[str, Any], runs: bool) -> None:
    rule = make_rule("XYZ001", finding("甲"), **changes)
    document = Document("甲", profile=config.get("profile", "plan"))
    assert [p.rule.code for p in engine.check(document, [rule], Config(**config))[0]] == ["XYZ001"] * runs


def test_options_come_from_the_configuration_then_the_profile_then_the_rule(make_rule: MakeRule) -> None:
    seen: list[Mapping[str, Any]] = []

    def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
        seen.append(options)
        return iter(())

    law = {"options": {"b": 2, "c": 2}}
    rule = make_rule("XYZ001", check, {"a": 0, "b": 0, "c": 0}, options={"a": 1, "b": 1, "c": 1}, profiles={"law": law})
    engine.check(Document("甲", profile="law"), [rule], Config(rules={"XYZ001": {"c": 3, "severity": "info"}}))
    assert seen == [{"a": 1, "b": 2, "c": 3}]


# Severity


@pytest.mark.parametrize(
    ("rule", "hit", "severity"),
    [("error", "", "error"), ("error", "warning", "warning"), ("warning", "error", "warning"), ("warning", "info", "info")],
)
def test_a_hit_may_lower_a_severity_never_raise_it(make_rule: MakeRule, rule: str, hit: str, severity: str) -> None:
    found, _ = engine.check(Document("甲"), [make_rule("XYZ001", finding("甲", severity=hit), severity=rule)], Config(min_level="info"))
    assert [p.severity for p in found] == [severity]


@pytest.mark.parametrize(
    ("fix", "hit", "safety"),
    [
        ("safe", "", "safe"),
        ("safe", "suggested", "suggested"),
        ("safe", "none", "none"),
        ("suggested", "safe", "suggested"),
        ("none", "safe", "none"),
    ],
)
def test_a_hit_may_lower_the_safety_of_a_fix_never_raise_it(make_rule: MakeRule, fix: str, hit: str, safety: str) -> None:
    rule = make_rule("XYZ001", finding("甲", edits=(Edit(Span(0, 1), ""),), safety=hit), fix=fix)
    place = engine.check(Document("甲"), [rule], Config())[0][0].places[0]
    assert (place.safety, len(place.edits)) == (safety, safety != "none")
    bare = engine.check(Document("甲"), [make_rule("XYZ001", finding("甲", safety=hit), fix=fix)], Config())[0][0].places[0]
    assert bare.safety == "none"


def test_a_merged_report_is_as_grave_as_its_gravest_place(make_rule: MakeRule) -> None:
    def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
        yield Hit(Span(0, 1), severity="info")
        yield Hit(Span(1, 2), severity="warning")

    rule = make_rule("XYZ001", check, merge="document")
    found, _ = engine.check(Document("甲乙"), [rule], Config())
    assert [(p.severity, len(p.places)) for p in found] == [("warning", 2)]


@pytest.mark.parametrize(("config", "places"), [(Config(), 1), (Config(preview=True), 2), (Config(select=("XYZ001",)), 1)])
def test_doubtful_hits_are_shown_in_preview(make_rule: MakeRule, config: Config, places: int) -> None:
    def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
        yield Hit(Span(0, 1), status="preview")
        yield Hit(Span(1, 2))

    assert sum(n for _, n in _codes("甲乙", (make_rule("XYZ001", check),), config)) == places


def test_doubtful_hits_of_a_preview_rule_run_along(make_rule: MakeRule) -> None:
    rule = make_rule("XYZ001", finding("甲", status="preview"), status="preview")
    assert _codes("甲", (rule,), Config(select=("XYZ001",))) == [("XYZ001", 1)]


# One cause, one report


def test_places_of_a_merged_rule_are_one_report(make_rule: MakeRule) -> None:
    one = make_rule("XYZ001", finding("甲"), merge="document", message={"zh": "{count} 处{text}", "en": ""})
    each = make_rule("XYZ002", finding("甲"))
    found, _ = engine.check(Document("甲，甲，甲"), [one, each], Config())
    assert [(p.rule.code, [tuple(x.span) for x in p.places]) for p in found] == [
        ("XYZ001", [(0, 1), (2, 3), (4, 5)]),
        ("XYZ002", [(0, 1)]),
        ("XYZ002", [(2, 3)]),
        ("XYZ002", [(4, 5)]),
    ]
    assert found[0].message == "3 处甲"


def test_hits_of_one_cluster_are_one_report(make_rule: MakeRule) -> None:
    def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
        for at, cluster in enumerate(["x", None, "x", "y", None]):
            yield Hit(Span(at, at + 1), cluster=cluster, suggestions=(f"改{at % 2}",))

    found, _ = engine.check(Document("甲乙丙丁戊"), [make_rule("XYZ001", check), make_rule("XYZ002", check)], Config())
    places = [[x.span.start for x in p.places] for p in found if p.rule.code == "XYZ001"]
    assert places == [[0, 2], [1], [3], [4]]
    assert len(found) == 8, "clusters of two rules are two"
    assert found[0].suggestions == ("改0",)


@pytest.mark.parametrize(
    ("reach", "left"),
    [
        (None, ["ABC001", "XYZ001", "XYZ001"]),
        (Span(0, 9), ["ABC001"]),
        (Span(2, 5), ["ABC001", "XYZ001", "XYZ001"]),
        (Span(7, 9), ["ABC001", "XYZ001"]),
    ],
)
def test_a_cause_takes_in_what_it_explains_within_its_reach(make_rule: MakeRule, reach: Span | None, left: list[str]) -> None:
    cause = make_rule("ABC001", finding("因", reach=reach), explains=("XYZ001",))
    effect = make_rule("XYZ001", finding("果"))
    other = make_rule("XYZ002", finding("他"), default="off")
    codes = [code for code, _ in _codes("果一二因四五六七果", (cause, effect, other))]
    assert sorted(codes) == sorted(left)


def test_a_report_names_what_it_explains(make_rule: MakeRule) -> None:
    cause = make_rule("ABC001", finding("因", reach=Span(0, 5)), explains=("XYZ002", "XYZ001", "XYZ009"), merge="document")
    known = (cause, make_rule("XYZ001", finding("果")), make_rule("XYZ002", finding("实")))
    found, _ = engine.check(Document("因果实果因。果"), known, Config())
    assert [(p.rule.code, p.explained) for p in found] == [("ABC001", ("XYZ001", "XYZ002")), ("XYZ001", ())]


def test_explaining_goes_on_through_an_explained_hit(make_rule: MakeRule) -> None:
    a = make_rule("AAA001", finding("甲乙"), explains=("BBB001",))
    b = make_rule("BBB001", finding("乙丙"), explains=("CCC001",))
    c = make_rule("CCC001", finding("丙"))
    assert _codes("甲乙丙", (a, b, c)) == [("AAA001", 1)]


def test_of_two_that_explain_each_other_one_is_left(make_rule: MakeRule) -> None:
    a = make_rule("AAA001", finding("甲"), explains=("BBB001",))
    b = make_rule("BBB001", finding("甲"), explains=("AAA001",))
    assert _codes("甲", (a, b)) == [("AAA001", 1)]


def test_what_is_not_shown_explains_nothing(make_rule: MakeRule) -> None:
    cause = make_rule("ABC001", finding("甲"), explains=("XYZ001",), severity="warning")
    effect = make_rule("XYZ001", finding("甲"))
    assert _codes("甲", (cause, effect)) == [("ABC001", 1)]
    assert _codes("甲", (cause, effect), Config(min_level="error")) == [("XYZ001", 1)]


def test_suppression_comes_before_explaining_and_merging(make_rule: MakeRule) -> None:
    cause = make_rule("ABC001", finding("因"), explains=("XYZ001",))
    effect = make_rule("XYZ001", finding("果"), merge="document")
    text = "%% planlint: off-next-line ABC001\n因果\n%% planlint: off-next-line XYZ001\n果\n果"
    document = Document(text)
    found, suppressed = engine.check(document, (cause, effect), Config())
    assert [(p.rule.code, [document.position(x.span.start).line for x in p.places]) for p in found] == [("XYZ001", [2, 5])]
    assert suppressed == 2


# Words


def test_problems_stand_in_order_and_are_worded(make_rule: MakeRule) -> None:
    text = "# 总则\n\n## 一、目标\n\n甲乙\n\n乙"
    b = make_rule(
        "BBB001",
        finding("甲乙", fields={"word": {"zh": "词", "en": "word"}, "n": 2}, related=(Related(Span(2, 4), "first"),), variant="v"),
        variants={"v": {"zh": "{word}{n}{text}", "en": "{word} {n}"}},
        related={"first": {"zh": "首见于第 {line} 行", "en": "first on line {line}"}},
    )
    known = (make_rule("AAA001", finding("乙")), b)
    found, _ = engine.check(Document(text), known, Config())
    assert [(p.rule.code, p.message, p.section) for p in found] == [
        ("BBB001", "词2甲乙", ("总则", "一、目标")),
        ("AAA001", "见乙", ("总则", "一、目标")),
        ("AAA001", "见乙", ("总则", "一、目标")),
    ]
    assert found[0].places[0].related == ((Span(2, 4), "首见于第 1 行"),)
    english, _ = engine.check(Document(text), known, Config(), "en")
    assert (english[0].message, english[0].reason, english[0].places[0].related[0].message) == ("word 2", "reason", "first on line 1")


def test_a_long_text_is_quoted_by_both_ends_on_one_line(make_rule: MakeRule) -> None:
    found, _ = engine.check(Document("甲\r\n" + "一" * 40 + "\n乙"), [make_rule("XYZ001", finding("(?s)甲.*乙"))], Config())
    assert found[0].message == "见甲⏎" + "一" * 12 + "…" + "一" * 12 + "⏎乙"


# What breaks


def _crash(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    yield Hit(Span(0, 1))
    raise ZeroDivisionError("nought\nbelow")


def test_a_crashing_checker_is_a_problem_and_the_others_go_on(make_rule: MakeRule) -> None:
    known = (make_rule("AAA001", _crash), make_rule("BBB001", finding("甲")), *OWN)
    found, _ = engine.check(Document("%% planlint: off-file\n甲甲"), known, Config(min_level="error"))
    assert [(p.rule.code, p.severity) for p in found] == [("LNT900", "error")]
    assert "AAA001" in found[0].message
    assert "ZeroDivisionError: nought" in found[0].message
    assert [c for c, _ in _codes("甲甲", known)] == ["LNT900", "BBB001", "BBB001"]
    assert [c for c, _ in _codes("甲", known, Config(ignore=("LNT900",)))] == ["LNT900", "BBB001"], "a crash cannot be ignored"


@pytest.mark.parametrize(
    ("changes", "config", "names"),
    [
        ({"checker": "no_such_thing"}, {}, ["rules/XYZ001.toml", "no_such_thing"]),
        ({"checker": "lint.py:totals"}, {}, ["rules/XYZ001.toml", "lint.py:totals"]),
        ({"options": {"wordz": 1}}, {}, ["rules/XYZ001.toml: [options] wordz", "patterns, ratio, size, strict, table, word"]),
        ({}, {"wordz": 1}, ["planlint.toml: [rules.XYZ001] wordz", "word"]),
        ({}, {"word": 1}, ["planlint.toml: [rules.XYZ001] word", "1", "字符串"]),
        ({}, {"size": "12"}, ["[rules.XYZ001] size", "'12'", "整数"]),
        ({}, {"size": True}, ["size", "True", "整数"]),
        ({}, {"size": 1.5}, ["size", "整数"]),
        ({}, {"ratio": "a"}, ["ratio", "must be a number"]),
        ({}, {"strict": 1}, ["strict", "true"]),
        ({}, {"patterns": "甲"}, ["patterns", "列表"]),
        ({}, {"table": []}, ["table", "表"]),
        ({}, {"patterns": ["甲", "(乙"]}, ["planlint.toml: [rules.XYZ001] patterns", "'(乙'", "正则"]),
        ({"options": {"patterns": ["*"]}}, {}, ["rules/XYZ001.toml: [options] patterns", "'*'"]),
        ({"message": {"zh": "见{nothing}", "en": ""}}, {}, ["rules/XYZ001.toml", "{nothing}"]),
        ({"message": {"zh": "见{", "en": ""}}, {}, ["rules/XYZ001.toml", "见{"]),
        ({"severity": "fatal"}, {}, ["rules/XYZ001.toml", "fatal", "error, warning, info"]),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_with_file_and_key(
    make_rule: MakeRule, changes: dict[str, Any], config: dict[str, Any], names: list[str]
) -> None:
    def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
        yield from (Hit(Span(*m.span())) for m in re.finditer("|".join(options.get("patterns", ["甲"])), document.text))

    allowed = {"word": "", "size": 1, "ratio": 0.5, "strict": False, "patterns": [], "table": {}}
    rule = make_rule("XYZ001", check, allowed, **changes)
    with pytest.raises(UnusableRuleError) as error:
        engine.check(Document("甲"), (rule, *OWN), Config(rules={"XYZ001": config} if config else {}, source="planlint.toml"))
    assert error.value.code == "XYZ001"
    assert isinstance(error.value, UserError)
    assert all(name in str(error.value) for name in names), error.value


@pytest.mark.parametrize("config", [{"ratio": 1}, {"ratio": 0.2, "word": "甲", "size": 3, "strict": True, "patterns": [], "table": {}}])
def test_options_of_the_right_kind_are_taken(make_rule: MakeRule, config: dict[str, Any]) -> None:
    allowed = {"word": "", "size": 1, "ratio": 0.5, "strict": False, "patterns": [], "table": {}}
    rule = make_rule("XYZ001", finding("甲"), allowed)
    assert len(engine.check(Document("甲"), [rule], Config(rules={"XYZ001": config}))[0]) == 1


@pytest.mark.parametrize("hit", [{"variant": "gone"}, {"related": (Related(Span(0, 1), "gone"),)}])
def test_a_word_that_the_rule_file_lacks_is_named(make_rule: MakeRule, hit: dict[str, Any]) -> None:
    with pytest.raises(UnusableRuleError, match=r"rules/XYZ001\.toml"):
        engine.check(Document("甲"), [make_rule("XYZ001", finding("甲", **hit))], Config())


def test_a_pattern_of_the_checker_itself_that_is_wrong_is_a_crash(make_rule: MakeRule) -> None:
    def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
        re.compile("(")
        return iter(())

    assert _codes("甲", (make_rule("XYZ001", check, {"word": "甲"}, options={"word": "甲"}), *OWN)) == [("LNT900", 1)]


@pytest.mark.parametrize("rule", [r for r in KNOWN if r.checker != "engine"], ids=lambda r: r.code)
def test_options_of_shipped_rules_are_known_and_of_the_right_kind(rule: Rule) -> None:
    for profile in ("plan", *rule.profiles):
        found, _ = engine.check(Document("甲", profile=profile), KNOWN, Config(select=(rule.code,)))
        assert [p.rule.code for p in found if p.rule.code == CRASHED] == []


# Everything at once

FRAGMENTS = (
    "加快建设现代化产业体系", "进一步", "推动高质量发展", "高质量发展", "的", "的的", "了", "金", "融服务实体经济",
    "一是", "二是", "四是", "三是", "第一，", "第二，", "（一）", "（三）", "(2)", "①", "③", "一、", "二、", "四、", "1.", "3.",
    "1.1", "1.3 ", "第一条 ", "第三条　", "第二章 ", "第一编", "第五节", "以下三点要求：", "做到五个坚持：", "实施“三大工程”，",
    "2025年", "３．５％", "3.5", "1,000", "10:30", "％", "(详见附件)", "附件：",
    "，", "。", "；", "：", "、", "！", "？", "……", "…", "——", "，，", "。，", ",", ".", ";", ":", "!", "?", "·", "-", "—",
    "“", "”", "‘", "’", '"', "'", "《", "》", "〈", "〉", "（", "）", "(", ")", "【", "】", "[", "]", "〔", "〕",
    "\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u3000\u3000", " ", "\t", "\u200b", "\ufeff", "\xa0", "\ufffd",
    "\x0c", "\u2028", "\ufdd0", "# ", "## 一、总则", "- ", "* ", "> ", "---\n", "```\n", "`", "| 甲 | 乙 |\n", "|---|---|\n",
    "<!--", "-->", "<b>", "**", "__", "[", "](", "https://www.gov.cn/a.html", "[^1]",
    "\n%% planlint: off REP\n", "<!-- planlint: off-next-line -->\n", "<!-- planlint: on -->",
    "（下转第三版）", "【责任编辑：某某】", "打印本页", "扫一扫在手机打开当前页", "分享到：",
    "锟斤拷", "Ã©", "â€œ", "烫烫烫", "é", "𬱟", "㙍", "🎉", "新华社清河3月1日电", "清政发〔2025〕12号",
    "各级各部门要把思想和行动统一到会议的决策部署上来。", "要坚持以人民为中心的发展思想，", "开展河湖清洁专项行动，还河于民。",
    "各级各部门要把思想和行动统一到会议的决策部署上来，确保取得实效。",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), min_size=20, max_size=120).map("".join)
GENRES = st.sampled_from(["auto", "plan", "law", "news", "ocr"])


ENDINGS = ("##", "#", "-", "1.", ">", "|", "**", "```", "（", "“", "第", "附", "附件", "&", "[", "…", "—", "\u3000", "\r", "（一）", "%%", "<!--", "第一条", "$$", "\\")


@pytest.mark.parametrize("end", ENDINGS)
def test_a_text_may_end_anywhere(end: str) -> None:
    text = f"# 清河市工作方案\n\n第一条 统筹推进各项工作。\n\n{end}"
    found, _ = engine.check(Document(text, "方案.md"), KNOWN, Config(select=("ALL",), preview=True))
    assert [p.message for p in found if p.rule.code == CRASHED] == []


@pytest.mark.parametrize("config", [Config(), Config(select=("ALL",), preview=True, min_level="info")], ids=["default", "all"])
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(text=st.one_of(TEXTS, TEXTS.map(lambda t: t + "\n" + t), st.text(max_size=80)), profile=GENRES)
def test_no_text_breaks_a_rule(config: Config, text: str, profile: str) -> None:
    document = Document(text, profile=profile)
    found, _ = engine.check(document, KNOWN, config)
    assert [p.message for p in found if p.rule.code == CRASHED] == []
    for problem in found:
        assert problem.places
        for place in problem.places:
            assert 0 <= place.span.start <= place.span.end <= len(text), problem.rule.code
            assert all(0 <= n.span.start <= n.span.end <= len(text) for n in place.related), problem.rule.code
            at = 0
            for edit in sorted(place.edits):
                assert at <= edit.span.start <= edit.span.end <= len(text), problem.rule.code
                at = edit.span.end
    assert [p.places[0].span for p in found] == sorted(p.places[0].span for p in found)
    again, _ = engine.check(Document(text, profile=profile), KNOWN, config)
    assert again == found


def test_a_rule_that_would_report_without_end_makes_one_report(make_rule: MakeRule) -> None:
    rule = make_rule("XYZ001", finding("甲"))
    assert _codes("甲" * engine.FLOOD, (rule,)) == [("XYZ001", 1)] * engine.FLOOD
    assert _codes("甲" * (engine.FLOOD + 1), (rule,)) == [("XYZ001", engine.FLOOD + 1)]
