"""From a document to reports: what is read, what is found, and that a batch finds what its documents give one by one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint import check_text
from planlint.config import Config
from planlint.deep import finder
from planlint.deep import passages as reading
from planlint.deep.finder import find, plain
from planlint.deep.findings import findings
from planlint.deep.model import model
from planlint.deep.passages import passages
from planlint.deep.proposals import ONE_MISSING
from planlint.deep.tokens import Passages
from planlint.deep.wording import piece
from planlint.text.document import Document
from planlint.text.spans import Span

REVIEW = Config(deep="review")
SLIPS = [
    ("推动产城融合发展，优化产叶布局。", "产叶", "产业"),
    ("加快推进农业农村现化代，促进农民增收。", "现化代", "现代化"),
    ("全面推进乡村振星，加快农业农村现代化。", "振星", "振兴"),
    ("深化重点领域改格，激发市场活力。", "改格", "改革"),
]
PROSE = "清河市坚持稳中求进工作总基调，推动高质量发展。各区县要落实防汛责任，确保群众生命财产安全。"


def _texts(text: str, config: Config = REVIEW) -> list[tuple[str, str]]:
    return [
        (text[place.span.start : place.span.end], "".join(p.suggestions)) for p in check_text(text, config=config) if p.rule.code == "CHR016" for place in p.places
    ]


@pytest.mark.parametrize(("text", "wrong", "right"), SLIPS)
def test_a_slip_is_found_and_the_suggestion_goes_in_its_place(text: str, wrong: str, right: str) -> None:
    (found,) = _texts(text)
    assert text.replace(*found) == text.replace(wrong, right)


@pytest.mark.parametrize(
    "around",
    [
        "**{}**", "- {}", "> {}", "一、{}", "{}", "# 清河市规划\n\n{}\n\n第二段。",
    ],
)  # fmt: skip
def test_markup_moves_no_place(around: str) -> None:
    text = around.format("全面推进乡村振星，加快农业农村现代化。")
    problems = [p for p in check_text(text, config=REVIEW) if p.rule.code == "CHR016"]
    assert [text[p.places[0].span.start : p.places[0].span.end] for p in problems] == ["振星"]


def test_markup_inside_a_word_moves_no_place() -> None:
    text = "# 报告\n\n全面推进乡村**振**星，加快农业农村现代化，这是**重点**。"
    (problem,) = [p for p in check_text(text, config=REVIEW) if p.rule.code == "CHR016"]
    assert "星" in text[problem.places[0].span.start : problem.places[0].span.end]


@pytest.mark.parametrize(
    "text",
    [
        "```\n全面推进乡村振星，加快农业农村现代化。\n```\n\n正文。",
        "| 项目 | 内容 |\n|---|---|\n| 甲 | 全面推进乡村振星，加快农业农村现代化。 |",
        "全面推進鄉村振星，加快農業農村現代化，這是黨和國家的決策。",
        "本辦法自發布日施行。",
        "推进乡村振星工作……………………12",
    ],
    ids=["code", "table", "traditional", "a short text in traditional script", "contents"],
)
def test_what_is_no_running_text_is_not_read(text: str) -> None:
    assert _texts(text) == []


def test_lines_broken_at_one_width_are_joined() -> None:
    words = (PROSE + "全面推进乡村振星，加快农业农村现代化。" + PROSE) * 6
    lines = [words[at : at + 24] for at in range(0, len(words), 24)]
    text = "\n".join(lines)
    document = Document(text)
    assert document.wrapped
    (read,) = passages(document)
    assert read.text.rstrip("\n") == words
    assert all(text[place] == letter for letter, place in zip(read.text, read.offsets(), strict=True) if place >= 0)


def test_what_the_document_itself_says_often_is_a_coinage() -> None:
    slip = "加快清河振星大厦建设，推动振星大厦周边配套。"
    assert _texts(PROSE + "振星大厦建成。" + slip * 4) == []


@pytest.mark.parametrize("text", ["", "\n\n", "龘" * 50_000, "的" * 50_000, "一" * 50_000, "1234567890" * 5_000, "Only English here. " * 500, "，" * 10_000, "\ufffd" * 1000])
def test_odd_texts_are_read_in_bounded_time(text: str) -> None:
    assert _texts(text) == []


@pytest.mark.parametrize("config", [Config(deep="strict"), Config(deep="review"), Config(select=("CHR016",)), Config(extend_select=("improbable-character",))])
def test_the_rule_runs_where_it_is_named(config: Config) -> None:
    assert _texts("全面推进乡村振星，加快农业农村现代化。", config) == [("振星", "振兴")]


@pytest.mark.parametrize("config", [Config(), Config(select=("ALL",)), Config(select=("CHR",)), Config(preview=True), Config(deep="strict", ignore=("CHR016",))])
def test_the_rule_does_not_run_unless_it_is_named(config: Config) -> None:
    assert _texts("全面推进乡村振星，加快农业农村现代化。", config) == []


def test_the_level_of_review_is_info_and_that_of_strict_a_warning() -> None:
    reader = findings()
    firm = reader.model.levels["strict"]
    text = "\n".join(text for text, _, _ in SLIPS)
    scores = {text[f.span.start : f.span.end]: f.score > firm for f in find(reader.model, passages(Document(text)), reader.model.levels["review"])}
    assert scores
    by_severity = {p.severity for p in check_text(text, config=REVIEW) if p.rule.code == "CHR016"}
    assert by_severity == {"warning" if sure else "info" for sure in scores.values()}
    assert {p.severity for p in check_text(text, config=Config(deep="strict")) if p.rule.code == "CHR016"} <= {"warning"}


def test_words_of_the_user_are_left_alone() -> None:
    text = "全面推进乡村振星，加快农业农村现代化。"
    assert _texts(text, Config(deep="review", rules={"CHR016": {"allow": ["乡村振星"]}})) == []
    assert _texts(text, Config(deep="review", rules={"CHR016": {"listed": {"terms": {}, "phrases": ["推进乡村振星"], "allow": []}}})) == []


def test_what_another_rule_reports_stays_with_it() -> None:
    text = "要认真贯彻彻落实会议精神，按照布署推进各项工作。"
    alone = {p.rule.code for p in check_text(text, config=Config())}
    both = {p.rule.code for p in check_text(text, config=Config(deep="review"))}
    assert both == alone
    assert "REP009" in alone


DOCUMENTS = st.lists(st.sampled_from([*(text for text, _, _ in SLIPS), PROSE, "短", "", "# 标题\n\n正文。"]), min_size=1, max_size=5)


@settings(max_examples=30, deadline=None)
@given(st.lists(DOCUMENTS.map("\n".join), min_size=1, max_size=4))
def test_a_batch_finds_what_its_documents_give_one_by_one(texts: list[str]) -> None:
    known = model()
    batch = [read for text in texts for read in passages(Document(text))]
    together = find(known, batch, 0.0)
    for number, own in enumerate(batch):
        assert [f._replace(owner=0) for f in together if f.owner == number] == find(known, [own], 0.0)


@settings(max_examples=50, deadline=None)
@given(st.text("清河市推进气候侯变化的，。\n1 a", max_size=300))
def test_findings_lie_in_the_text_and_apart(text: str) -> None:
    found = find(model(), [Passages(text + "\n", ((0, len(text)), (-1, 1)))], -50.0)
    for finding in found:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert (finding.span.start == finding.span.end) == (finding.kind == ONE_MISSING)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_documents_that_are_expected_are_read_at_once_and_each_gets_its_own() -> None:
    reader = findings()
    documents = [Document("全面推进乡村振星，加快农业农村现代化。" if number % 2 else PROSE) for number in range(6)]
    for document in documents:
        reader.expect(document)
    assert [len(document.once(reader)) for document in documents] == [0, 1, 0, 1, 0, 1]


@pytest.mark.parametrize(
    ("text", "span", "new", "old", "usual"),
    [
        ("优化产叶布局", Span(3, 4), "业", "产叶布局", "产业布局"),
        ("推进乡村振星", Span(5, 6), "兴", "振星", "振兴"),
        ("贯彻彻落实", Span(2, 3), "", "贯彻彻落", "贯彻落"),
    ],
)
def test_a_finding_is_shown_as_a_word(text: str, span: Span, new: str, old: str, usual: str) -> None:
    shown = piece(text, span, new)
    assert text.replace(shown.old, shown.new) == text[: span.start] + new + text[span.end :]
    if new:
        assert (shown.old, shown.new) == (old, usual)


def test_a_long_text_comes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([PROSE, "全面推进乡村振星，加快农业农村现代化。", PROSE] * 8)
    assert [(f.span, f.new) for f in find(model(), passages(Document(text)), 2.0)] == [], "so often in one document it is a coinage"
    monkeypatch.setattr(reading, "MOST", 150)
    pieces = list(passages(Document(text)))
    assert max(len(read.text) for read in pieces) <= 151
    assert "".join(read.text for read in pieces) == text + "\n"
    found = find(model(), pieces, 2.0)
    assert [(f.span, f.new) for f in found] == [(Span(at, at + 1), "兴") for at in range(len(text)) if text[at] == "星"]


def test_a_paragraph_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 100)
    text = (PROSE * 20)[:730]
    assert [len(read.text) for read in passages(Document(text))] == [101] * 7 + [31]


def test_a_long_batch_is_read_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [read for text, _, _ in SLIPS for read in passages(Document(text))]
    together = find(model(), texts, 0.0, plain)
    monkeypatch.setattr(finder, "MOST", 30)
    assert find(model(), texts, 0.0, plain) == together
    assert [finding.owner for finding in together] == [0, 1, 2, 3]


def test_a_batch_that_fails_is_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_for_several(known: object, batch: Iterable[tuple[object, object]], least: float) -> list[finder.Finding]:
        given = list(batch)
        if len(given) > 1:
            raise MemoryError
        return find(known, given, least)  # type: ignore[arg-type]

    monkeypatch.setattr("planlint.deep.findings.find", fail_for_several)
    reader = findings()
    documents = [Document(SLIPS[0][0]), Document(PROSE), Document(SLIPS[1][0])]
    for document in documents:
        reader.expect(document)
    assert [len(document.once(reader)) for document in documents] == [1, 0, 1]
