"""Suppression in the text: which hits a directive keeps back, and what is said of one that does nothing."""

from __future__ import annotations

import pytest
from conftest import MakeRule, bounded, finding

from planlint import engine, rules, suppress
from planlint.config import Config
from planlint.rules import Rule
from planlint.suppress import Scopes, Suppression, Unknown
from planlint.text.document import Document
from planlint.text.spans import Span

OWN = {r.code: r for r in rules.load() if r.checker == "engine"}


@pytest.fixture
def three(make_rule: MakeRule) -> tuple[Rule, ...]:
    """Rules that hit 甲 (REP001), 乙 (REP002) and 丙 (PUN001), and planlint's own."""
    fakes = (make_rule("REP001", finding("甲")), make_rule("REP002", finding("乙")), make_rule("PUN001", finding("丙")))
    return (*fakes, *OWN.values())


def _reported(text: str, known: tuple[Rule, ...], config: Config | None = None, syntax: str = "auto") -> list[tuple[str, int]]:
    """Code and line of every place."""
    document = Document(text, syntax=syntax)
    found, _ = engine.check(document, known, config or Config())
    return [(p.rule.code, document.position(place.span.start).line) for p in found for place in p.places]


BOTH = [("<!-- planlint: ", " -->"), ("%% planlint: ", ""), ("  <!--planlint:", "-->  "), ("%%planlint:", " ")]


@pytest.mark.parametrize(("opening", "closing"), BOTH)
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("甲\n[off]\n甲\n[on]\n甲", [("REP001", 1), ("REP001", 5)]),
        ("[off]\n甲乙丙", []),
        ("[off REP001]\n甲乙\n[on REP001]\n甲", [("REP002", 2), ("REP001", 4)]),
        ("[off REP001]\n甲\n[on]\n甲", [("REP001", 4)]),
        ("[off REP001]\n甲\n[on REP002]\n甲", []),
        ("[off]\n甲\n[on REP001]\n甲", []),
        ("[off REP001,PUN001 领导讲话原文]\n甲乙丙", [("REP002", 2)]),
        ("[off REP]\n甲乙丙", [("PUN001", 2)]),
        ("[off name-rep001]\n甲乙", [("REP002", 2)]),
        ("[off 标题REP001 原稿如此]\n甲乙", [("REP002", 2)]),
        ("[off ALL]\n甲乙丙", []),
        ("[off rep001]\n甲", []),
        ("[off-next-line]\n甲\n甲", [("REP001", 3)]),
        ("[off-next-line REP001]\n\n\u3000\n甲乙\n甲", [("REP002", 4), ("REP001", 5)]),
        ("[off-next-line REP001]\n[off-next-line REP002]\n甲乙\n甲乙", [("REP001", 4), ("REP002", 4)]),
        ("甲\n\n[off-file REP001]\n\n甲乙", [("REP002", 5)]),
        ("甲\n[off-file]\n乙丙", []),
        ("[off REP001]\n甲\n[off REP001]\n甲", []),
    ],
)
def test_a_directive_keeps_back_the_hits_of_its_rules(
    three: tuple[Rule, ...], opening: str, closing: str, text: str, kept: list[tuple[str, int]]
) -> None:
    assert _reported(text.replace("[", opening).replace("]", closing), three, syntax="plain") == kept
    assert _reported(text.replace("[", opening).replace("]", closing), three, syntax="markdown") == kept


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_directives_of_files_with_other_newlines(three: tuple[Rule, ...], newline: str) -> None:
    text = "甲\n%% planlint: off-next-line REP001\n甲\n甲\n%% planlint: off\n甲\n<!-- planlint: on -->\n甲"
    assert _reported(text.replace("\n", newline), three) == [("REP001", 1), ("REP001", 4), ("REP001", 8)]


def test_a_comment_in_a_line_counts_from_there(three: tuple[Rule, ...]) -> None:
    assert _reported("甲<!-- planlint: off REP001 -->甲<!-- planlint: on -->甲", three) == [("REP001", 1), ("REP001", 1)]
    assert _reported("甲 <!-- planlint: off-next-line REP001 -->\n甲", three) == [("REP001", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- planlint: off REP001 -->\n```\n甲",
        "```\n%% planlint: off-file\n```\n甲",
        "写作 `<!-- planlint: off REP001 -->` 。\n\n甲",
        "---\ntitle: 规划\n%% planlint: off-file\n---\n甲",
    ],
)
def test_a_directive_in_code_is_an_example(three: tuple[Rule, ...], text: str) -> None:
    assert [code for code, _ in _reported(text, three, syntax="markdown")] == ["REP001"]


def test_a_percent_directive_stands_on_a_line_of_its_own(three: tuple[Rule, ...]) -> None:
    assert _reported("甲 %% planlint: off-file", three) == [("REP001", 1)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[off REP001]\n乙", [1]),
        ("[off]\n丁", [1]),
        ("[off ALL]\n丁", [1]),
        ("[off-next-line REP001]\n丁\n甲", [1]),
        ("[off-file PUN001]\n甲", [1]),
        ("[off-next-line REP001]", [1]),
        ("[off REP001,PUN001]\n甲", []),
        ("[off REP001]\n甲\n[off REP001]\n乙", [3]),
        ("[off 原稿如此]\n甲", [1]),
        ("[off REP009]\n甲", [1]),
        ("[on]\n甲", []),
        ("[of REP001]\n甲", [1]),
        ("[]\n甲", [1]),
        ("[off LNT001]\n丁", []),
        ("[off-file LNT001]\n[off REP001]\n丁", []),
    ],
)
def test_a_directive_that_does_nothing_is_reported(three: tuple[Rule, ...], text: str, lines: list[int]) -> None:
    found = _reported(text.replace("[", "<!-- planlint: ").replace("]", " -->"), three)
    assert [line for code, line in found if code == "LNT001"] == lines


@pytest.mark.parametrize(
    ("text", "config", "judged"),
    [
        ("[off REP001]\n丁", Config(), True),
        ("[off REP001]\n丁", Config(ignore=("REP001",)), False),
        ("[off REP001,REP002]\n丁", Config(ignore=("REP001",)), False),
        ("[off]\n丁", Config(ignore=("REP001",)), True),
        ("[off REP001]\n丁", Config(select=("REP001", "LNT001")), True),
        ("[off REP002]\n丁", Config(select=("REP001", "LNT001")), False),
        ("[off]\n丁", Config(select=("REP001", "LNT001")), False),
        ("[off]\n丁", Config(select=("ALL",)), True),
        ("[off REP001]\n丁", Config(select=("REP001",)), False),
        ("[of]\n丁", Config(select=("REP001", "LNT001")), True),
    ],
)
def test_only_rules_that_ran_are_judged(three: tuple[Rule, ...], text: str, config: Config, judged: bool) -> None:
    found = _reported(text.replace("[", "<!-- planlint: ").replace("]", " -->"), three, config)
    assert ("LNT001" in [code for code, _ in found]) is judged


def test_what_is_said_of_a_directive_that_does_nothing(three: tuple[Rule, ...]) -> None:
    text = "<!-- planlint: off REP001,PUN001 原稿 -->\n<!-- planlint: offf -->\n丁"
    found, suppressed = engine.check(Document(text), three, Config())
    assert [p.message for p in found] == [
        "这个标记（REP001、PUN001）没有挡住任何报告，可以删去",
        "不认识的标记“offf”，可用 off、on、off-next-line、off-file",
    ]
    assert found[0].places[0].edits[0].text == ""
    assert text[slice(*found[0].places[0].span)] == "<!-- planlint: off REP001,PUN001 原稿 -->"
    assert suppressed == 0


def test_suppressed_hits_are_counted(three: tuple[Rule, ...]) -> None:
    found, suppressed = engine.check(Document("%% planlint: off REP\n甲甲乙丙"), three, Config())
    assert (len(found), suppressed) == (1, 3)


def test_directives_in_order_with_their_scopes() -> None:
    text = "%% planlint: off A\n一\n<!-- planlint: on A -->\n%% planlint: x\n%% planlint: off-next-line\n二\n"
    at = text.index
    assert list(suppress.directives(Document(text))) == [
        Suppression(Span(0, 18), Span(18, at("<!--")), ("A",), "off"),
        Unknown(Span(at("%% planlint: x"), at("%% planlint: x") + 14), "x"),
        Suppression(Span(at("%% planlint: off-next"), at("\n二")), Span(at("二"), at("二") + 1), (), "off-next-line"),
    ]


@pytest.mark.parametrize(
    ("span", "covered"),
    [
        ((4, 6), True), ((0, 5), True), ((0, 4), False), ((9, 12), True), ((10, 12), False),
        ((5, 5), True), ((10, 10), True), ((11, 11), False),
    ],
)  # fmt: skip
def test_a_scope_covers_what_overlaps_it(make_rule: MakeRule, span: tuple[int, int], covered: bool) -> None:
    own = Suppression(Span(0, 1), Span(5, 10), ("REP",))
    scopes = Scopes([own])
    assert scopes.at(Span(*span), make_rule("REP001", finding("甲"))) == ([own] if covered else [])
    assert scopes.at(Span(*span), make_rule("PUN001", finding("甲"))) == []


@pytest.mark.parametrize(
    "piece",
    ["%% planlint: off-next-line REP001\n甲\n", "%% planlint: off\n甲\n", "%% planlint: off REP001\n甲\n%% planlint: on REP001\n",
     "%% planlint: off-next-line REP001\n", "<!-- planlint: off-next-line -->甲"],
    ids=["lines", "open", "pairs", "stacked", "in one line"],
)  # fmt: skip
def test_twenty_thousand_directives(three: tuple[Rule, ...], piece: str) -> None:
    document = Document("%% planlint: off-file PUN001\n" + piece * 20_000 + "\n甲丙")
    with bounded():
        engine.check(document, three, Config())


def test_as_many_sets_of_rules_as_directives(three: tuple[Rule, ...]) -> None:
    text = "".join(f"<!-- planlint: off XXX{n:05d} -->\n坏\n\n" for n in range(10_000))
    with bounded():
        engine.check(Document(text), three, Config())
