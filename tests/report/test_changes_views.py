"""The views of a comparison: all rest on parts that tile both texts, and each keeps what it promises."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.diff.changes import Comparison, Hunk, Move, Op, Relation, Renumbering, StaleReference
from planlint.diff.compare import compare
from planlint.report.changes.rows import rows
from planlint.report.changes.terminal import NOT_FIRST, NOT_LAST, fold
from planlint.report.changes.view import ALL, Pair, View, different, parts
from planlint.report.full import cells
from planlint.text.document import Document
from planlint.text.spans import Span

OLD = """# 青山县水利发展规划

## 一、总体要求

到2030年，全县新增有效灌溉面积三万亩，农村自来水普及率达到百分之九十五。坚持节水优先、空间均衡。

加强水库除险加固，完成二十座小型水库整治。推进中小河流治理，提升防洪能力和水平。

## 二、重点任务

健全水资源刚性约束制度，严格取用水管理。

推广高效节水灌溉技术，建设智慧灌区。

## 三、保障措施

县财政要加大投入力度，统筹用好各类水利资金，鼓励社会资本参与工程建设和运行管护。

各乡镇要落实主体责任，细化工作方案。
"""
NEW = """# 青山县水利发展规划

## 一、总体要求

到2030年，全县新增有效灌溉面积五万亩，农村自来水普及率达到百分之九十五。坚持节水优先，空间均衡。

加强水库除险加固，完成二十座小型水库整治。

推进中小河流治理，提升防洪能力和水平。

## 二、重点任务

推广高效节水灌溉技术，建设智慧灌区。

## 三、保障措施

县财政要加大投入力度，统筹用好各类水利资金，鼓励社会资本参与工程建设和运行管护。

各乡镇要落实主体责任，细化工作方案，定期开展评估。

健全水资源刚性约束制度，严格取用水管理。
"""

SEPARATE = "|".join((r"\{\+\+(.*?)\+\+\}", r"\{--(.*?)--\}", r"\{~~(.*?)~>(.*?)~~\}"))


def pair(old: str, new: str) -> Pair:
    comparison = compare(Document(old, "a.md"), Document(new, "b.md"))
    return Pair("a.md", "b.md", comparison, old.encode(), new.encode(), None, "a.md")


def render(form: str, old: str = OLD, new: str = NEW, **options: object) -> str:
    text = import_module(f"planlint.report.changes.{form}").render([pair(old, new)], View(**options))  # type: ignore[arg-type]
    assert isinstance(text, str)
    return text


def resolved(text: str, accept: bool) -> str:
    """CriticMarkup with all changes accepted or rejected."""

    def one(m: re.Match[str]) -> str:
        inserted, deleted, before, after = m.groups()
        if inserted is not None:
            return inserted if accept else ""
        if deleted is not None:
            return "" if accept else deleted
        return (after if accept else before) or ""

    return re.sub(SEPARATE, one, text, flags=re.DOTALL)


TEXTS = st.text("水利规划建设，。、一二（）{}+-~>*| #\n\r3", max_size=60)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, st.booleans(), st.booleans())
def test_parts_and_rows_tile_both_texts(old: str, new: str, moves: bool, char: bool) -> None:
    comparison = compare(Document(old), Document(new))
    view = View(moves=moves, char=char)
    for found in (parts(comparison, view), [p for row in rows(comparison, view) for p in row.parts]):
        assert "".join(comparison.old.slice(p.old) for p in found) == old
        assert "".join(comparison.new.slice(p.new) for p in found) == new


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, st.booleans())
def test_critic_markup_resolves_to_both_texts(old: str, new: str, char: bool) -> None:
    text = render("critic", old, new, char=char)
    assert (resolved(text, accept=False), resolved(text, accept=True)) == (old, new)


def test_critic_markup_in_words() -> None:
    assert render("critic", "水价上调。\n", "水价下调。\n", char=True) == "水价{~~上~>下~~}调。\n"
    assert render("critic", "甲和{++乙++}。", "甲和{++乙++}。丙。") == "甲和{~~{~>{~~}++乙++}。{++丙。++}"


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.integers(40, 70), st.sampled_from(["text", "side", "summary"]))
def test_every_terminal_line_stays_within_the_width(old: str, new: str, width: int, form: str) -> None:
    for line in render(form, old, new, width=width).split("\n"):
        assert cells(line) <= width


@pytest.mark.parametrize("form", ["text", "side", "summary"])
@pytest.mark.parametrize("width", [40, 53, 100])
def test_a_real_change_stays_within_the_width(form: str, width: int) -> None:
    assert max(cells(line) for line in render(form, width=width).split("\n")) <= width


@given(st.text("水利（《，。》）a1 {+", min_size=1, max_size=80), st.integers(8, 30))
def test_folding_loses_nothing_and_keeps_marks_together(text: str, width: int) -> None:
    lines = ["".join(piece for piece, _ in line) for line in fold([(text, "")], width)]
    assert "".join(lines) == text
    assert all(cells(line) <= width for line in lines)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "各级、各部门（含直属单位）要落实《条例》，做到“三个到位”。" * 20
    for width in range(16, 60):
        lines = ["".join(piece for piece, _ in line) for line in fold([(text, "")], width)]
        assert not any(line[0] in NOT_FIRST or line[-1] in NOT_LAST for line in lines[:-1]), width


def test_the_text_view_shows_changes_in_windows_under_their_headings() -> None:
    shown = render("text", width=200)
    assert "@@ 一、总体要求" in shown
    assert "[-三万亩-]{+五万亩+}" in shown
    assert "[-、-]{+，+}空间均衡" in shown
    assert "〔标点、数字日期〕" in shown
    assert "{+⏎⏎+}推进中小河流治理" in shown
    assert "〔拆段〕" in shown
    assert "⇢ 移至第 21 行" in shown
    assert "⇠ 移自第 11 行" in shown
    assert "未改" in shown
    assert shown.count("健全水资源刚性约束制度") == 2
    assert "相似度" in shown


def test_context_is_counted_in_characters_and_all_is_all() -> None:
    assert "到2030年，全县新增" not in render("text", context=4)
    assert "到2030年，全县新增有效灌溉面积[-三万亩-]{+五万亩+}，农村自来水普及率达到百分之九十五。坚持" in render("text", context=ALL, width=400)


def test_an_edited_move_shows_its_edit_at_the_target() -> None:
    old = "第一段讲的是水库除险加固的各项安排。\n\n第二段讲的是中小河流治理的总体布局和时序。\n\n第三段讲的是农村饮水安全工程的建设与运行管护。\n"
    new = "第二段讲的是中小河流治理的总体布局和时序。\n\n第三段讲的是农村饮水安全工程的建设与运行管护。\n\n第一段讲的是水库除险加固的全部安排。\n"
    shown = render("text", old, new, width=200)
    assert "⇢ 移至第 5 行" in shown
    assert "[-各项-]{+全部+}" in shown
    assert shown.count("各项") == 2, "in the place it left, and as deleted"


def test_moves_may_be_shown_as_deleted_and_inserted() -> None:
    shown = render("text", moves=False)
    assert "[-健全水资源刚性约束制度，严格取用水管理。" in shown
    assert "⇢" not in shown


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [("共三章，", "共三章,", "width"), ("发展。改革", "发展，改革", "punctuation"), ("改革开放", "改 革开放", "space"), ("发展经济", "發展經濟", "script")],
)
def test_ignored_classes_are_not_shown_but_counted(old: str, new: str, label: str) -> None:
    ignored = frozenset({label})
    comparison = pair(old + "是主题。", new + "是主题。").comparison
    assert comparison is not None
    assert different(comparison, View())
    assert not different(comparison, View(ignored=ignored))
    shown = render("text", old + "是主题。", new + "是主题。", ignored=ignored)
    assert "[-" not in shown
    assert "（不显示）" in shown


def test_a_section_leaves_out_the_others() -> None:
    shown = render("text", section="三、")
    assert "定期开展评估" in shown
    assert "五万亩" not in shown


def test_the_side_view_has_old_left_and_new_right() -> None:
    line = next(line for line in render("side", width=120).splitlines() if "三万亩" in line)
    left, right = line.split(" │ ")
    assert "[-三万亩-]" in left
    assert "五万亩" not in left
    assert "{+五万亩+}" in right


def test_equal_texts_say_so() -> None:
    for form in ("text", "side", "summary"):
        assert "两个版本文字相同" in render(form, OLD, OLD)
        assert "The texts are the same" in render(form, OLD, OLD, lang="en")


def test_unlike_texts_are_summed_up() -> None:
    old = "".join(chr(0x4E00 + (i * 37) % 3000) for i in range(3000))
    new = "".join(chr(0x6000 + (i * 41) % 3000) for i in range(3000))
    shown = render("text", old, new)
    assert "几乎没有相同之处" in shown
    assert len(shown) < 600


def test_a_reordered_text_is_called_so() -> None:
    words = ["水库除险", "河流治理", "饮水安全", "灌区改造", "节水灌溉", "水土保持", "智慧水利", "水权改革", "河湖管护", "防汛抗旱"]
    lines = [f"{w}工作要按照统一部署抓紧推进，{w}的资金由县级财政统筹安排解决。\n" for w in words]
    assert "换了位置" in render("summary", "".join(lines), "".join(lines[5:] + lines[:5]))


class Page(HTMLParser):
    """Collects what a browser would run or fetch, and the text it would show."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]


@pytest.mark.parametrize("columns", [0, 2, 3])
def test_html_is_escaped_and_needs_nothing_else(columns: int) -> None:
    old = 'a<script>alert(1)</script>甲"&\'乙\n' + OLD
    new = 'a<img src="http://x/y" onerror=z>甲"&\'丙\n' + NEW
    text = render("html", old, new, columns=columns)
    page = Page()
    page.feed(text)
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert len(page.ids) == len(set(page.ids))
    assert "://" not in text.replace("http://x/y", "")
    assert "@import" not in text
    assert "url(" not in text


def test_html_tells_the_layout() -> None:
    assert "<th>修订前</th><th>修订后</th><th>修订说明</th>" in render("html", columns=3)
    assert "<th>修正條文</th><th>現行條文</th></tr>" in render("html", columns=2, layout="tw")
    assert 'lang="zh-TW"' in render("html", columns=2, layout="tw")


def cells_of(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line)[1:-1]


@pytest.mark.parametrize("size", [2, 3])
def test_markdown_tables_survive_bars_and_newlines(size: int) -> None:
    old = "表头 | 单位 | 数值 `x|y` 为三。\n第二行 **粗** \\ 不变。\n\n另一段没有改动。\n"
    new = "表头 | 单位 | 数值 `x|y` 为四。\n\n第二行 **粗** \\ 变了 <b>。\n\n另一段没有改动。\n"
    table = [line for line in render("markdown", old, new, columns=size).splitlines() if line.startswith("|")]
    assert len(table) >= 3
    assert all(len(cells_of(line)) == size for line in table)
    assert "&lt;b&gt;" in "".join(table)


def test_markdown_has_one_row_for_each_changed_article() -> None:
    articles = [f"第{n}条　{text}\n\n本条另一款，{text}\n\n" for n, text in zip("一二三四五", ["取水应当许可。", "用水应当计量。", "节水有奖励。", "浪费要处罚。", "自公布之日起施行。"], strict=True)]
    old = "# 青山县节水条例\n\n" + "".join(articles)
    new = old.replace("用水应当计量。", "用水必须计量。").replace("浪费要处罚。", "浪费水的要处罚。")
    table = [line for line in render("markdown", old, new).splitlines() if line.startswith("|")]
    assert len(table) == 2 + 2
    assert table[2].count("<del>应当</del>") == 2
    assert "第二条" in cells_of(table[2])[2]
    assert "改动 2 处（文字 2）" in cells_of(table[2])[2]


def test_the_taiwan_layout_has_the_new_text_first() -> None:
    table = [line for line in render("markdown", "水价上调。\n", "水价下调。\n", layout="tw", char=True).splitlines() if line.startswith("|")]
    assert table[0] == "| 修正條文 | 現行條文 | 說明 |"
    assert cells_of(table[2])[:2] == [" 水价<ins>下</ins>调。 ", " 水价<ins>上</ins>调。 "]
    assert "修正 1 處" in table[2]


def test_summary_tells_renumbering_and_stale_references_in_one_line_each() -> None:
    old, new = Document("第一条　取水。\n第二条　依照第一条。\n"), Document("第二条　取水。\n第三条　依照第一条。\n")
    comparison = Comparison(
        old, new, (Op("replace", Span(0, len(old.text)), Span(0, len(new.text))),), (Hunk("numbering", Span(1, 2), Span(1, 2), ()),),
        (Move(Span(0, 2), Span(0, 2), 1.0),), (Relation("merge", (0, 1), (0,)),), (Renumbering("条", (1, 2), (2, 3), 1),),
        (StaleReference(Span(14, 17), "第一条", "第二条"),), 3, 0, 5, 5, 0.5, False,
    )  # fmt: skip
    shown = import_module("planlint.report.changes.summary").render([Pair("a", "b", comparison, b"", b"")], View())
    assert "编号变动：第1—2条 → 第2—3条（+1）" in shown
    assert "第 2 行 第一条，现在应为 第二条" in shown
    assert "并段 1 处" in shown
    assert "只作了粗略比较" in shown


def test_renumbered_labels_are_told_once() -> None:
    items = ["修水库", "治河流", "改灌区", "保饮水"]
    old = "\n".join(f"第{n}条　{item}，由县水利部门负责组织实施。" for n, item in zip("一二三四", items, strict=True))
    new = "\n".join(f"第{n}条　{item}，由县水利部门负责组织实施。" for n, item in zip("一二三四五", ["定目标，报县人民政府批准", *items], strict=True))
    shown = render("text", old, new, width=200)
    assert "编号变动：第1—4条 → 第2—5条（+1）" in shown
    assert shown.count("[-") == 0
    comparison = pair(old, new).comparison
    assert comparison is not None
    assert different(comparison, View(ignored=frozenset({"text"}))), "renumbering is a change, though it has no row of its own"


def test_html_says_which_versions_and_where_changes_are() -> None:
    old = "# 规划\n\n## 一、总则\n\n要加快发展。\n\n## 二、任务\n\n稳步推进灌区改造，抓紧修渠。\n\n扩大耕地面积，抓好粮食生产。\n"
    new = old.replace("加快", "加紧").replace("抓紧", "抓好")
    text = render("html", old, new)
    assert "<dt>旧</dt>" in text
    assert "<del>删去</del> <ins>增加</ins></p>" in text, "nothing moved, so no sample of it"
    assert re.findall(r'<li><a href="#p0-s\d">([^<]+)</a> ([^<]+)</li>', text) == [("一、总则", "1\u00a0段"), ("二、任务", "1\u00a0段")]
    assert '<p class="h">## 二、任务</p>' in text
    assert "<h1>修订对照表</h1>" in render("html", old, new, columns=3)
