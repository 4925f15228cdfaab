"""What holds for any two texts, whatever is in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from planlint.diff.changes import CLASSES, Comparison
from planlint.diff.compare import compare
from planlint.text.document import Document

PIECES = (
    "加快建设", "现代化", "产业体系", "的", "和", "，", "。", "；", "！", "“", "”", "《", "》", "（", "）", "**", "# ", "- ",
    "第三条 ", "第十条 ", "第十一条", "一、", "（二）", "1. ", "2035年", "２０３５年", "3.5%", "百分之五",
    "\n", "\n\n", "\r\n", "\r", " ", "\u3000", "\t", "\ufeff", "\x00", "e\u0301", "か\u3099", "👩\u200d👩\u200d👧", "𠮷", "𝟚",
    "臺", "台", "後", "后",
    "壹", "A", "b", "ab cd", ",", ".", ";", "\u2028", "\x0b",
)  # fmt: skip
SENTENCES = (
    "坚持稳中求进的工作总基调。", "加强基层治理体系建设；", "全年粮食产量稳定在六百万吨以上。", "优化公共服务布局，方便群众办事。",
    "推动绿色低碳转型！", "完善应急物资储备体系，提高处置能力。", "\n\n", "\n", "\r\n", "第三条 ", "第四条 ", "（一）", "**重点** ",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
proses = st.lists(st.sampled_from(SENTENCES), max_size=30).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the text after a few random edits and transpositions."""
    parts = draw(st.lists(st.sampled_from(SENTENCES + PIECES), min_size=1, max_size=40))
    after = list(parts)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(after)))
        act = draw(st.sampled_from(("insert", "delete", "move")))
        if act == "insert":
            after.insert(at, draw(st.sampled_from(SENTENCES + PIECES)))
        elif at < len(after):
            piece = after.pop(at)
            if act == "move":
                after.insert(draw(st.integers(0, len(after))), piece)
    return "".join(parts), "".join(after)


pairs = st.one_of(edited(), st.tuples(texts, texts), st.tuples(proses, proses))


def compared(old: str, new: str) -> Comparison:
    return compare(Document(old), Document(new))


def applied(c: Comparison) -> str:
    """The new text, built from the old one by the edit script."""
    return "".join(c.old.slice(o.old) if o.op == "equal" else c.new.slice(o.new) for o in c.ops)


def reverted(c: Comparison) -> str:
    return "".join(c.new.slice(o.new) if o.op == "equal" else c.old.slice(o.old) for o in c.ops)


@settings(max_examples=400, deadline=None)
@given(pairs)
@example(("", ""))
@example(("", "a\r"))
@example(("\r\n", "\n"))
def test_the_script_rebuilds_both_texts(pair: tuple[str, str]) -> None:
    c = compared(*pair)
    assert applied(c) == pair[1]
    assert reverted(c) == pair[0]


@settings(max_examples=300, deadline=None)
@given(pairs)
def test_the_script_tiles_both_texts_as_difflib_would(pair: tuple[str, str]) -> None:
    c = compared(*pair)
    a = b = 0
    before = ""
    for op, old, new in c.ops:
        assert (old.start, new.start) == (a, b)
        assert (old.end > old.start, new.end > new.start) == {
            "equal": (True, True), "replace": (True, True), "insert": (False, True), "delete": (True, False),
        }[op]  # fmt: skip
        assert (op == "equal") != (before == "equal") or not before
        a, b, before = old.end, new.end, op
    assert (a, b) == (len(pair[0]), len(pair[1]))


@settings(max_examples=150, deadline=None)
@given(st.one_of(texts, proses))
def test_a_text_compared_with_itself_is_equal(text: str) -> None:
    c = compared(text, text)
    assert [o.op for o in c.ops] == ["equal"] * bool(text)
    assert (c.hunks, c.moves, c.blocks, c.renumbered, c.stale_references) == ((), (), (), (), ())
    assert (c.similarity, c.exact) == (1.0, True)


@settings(max_examples=300, deadline=None)
@given(pairs)
def test_every_character_is_counted_once(pair: tuple[str, str]) -> None:
    c = compared(*pair)
    gone = sum(m.old.end - m.old.start for m in c.moves)
    assert c.kept + c.moved + c.inserted == len(pair[1])
    assert c.kept + gone + c.deleted == len(pair[0])
    assert sum(c.by_class.values()) == len(c.hunks)
    assert {h.kind for h in c.hunks} <= set(CLASSES)


@settings(max_examples=300, deadline=None)
@given(pairs)
def test_the_other_way_round_is_the_mirror_image(pair: tuple[str, str]) -> None:
    c, back = compared(*pair), compared(pair[1], pair[0])
    swapped = {"insert": "delete", "delete": "insert"}
    assert [(swapped.get(o.op, o.op), o.new, o.old) for o in back.ops] == list(c.ops)
    assert sorted((m.new, m.old) for m in back.moves) == sorted((m.old, m.new) for m in c.moves)
    turned = sorted(("merge" if r.relation == "split" else "split", r.new, r.old) for r in back.blocks)
    assert turned == sorted(c.blocks)


@settings(max_examples=300, deadline=None)
@given(pairs)
@example(
    ("甲乙丙丁戊己庚辛。\n\n全年产量稳定在六百万吨以上。全年产量稳定在六百万吨以上。\n", "全年产量稳定在六百万吨以上。甲乙丙丁戊己庚辛。\n\n全年产量稳定在六百万吨以上。\n")
)
def test_moves_are_disjoint_and_in_the_script_as_well(pair: tuple[str, str]) -> None:
    c = compared(*pair)
    for side in ("old", "new"):
        spans = sorted(getattr(m, side) for m in c.moves)
        assert all(x.end <= y.start for x, y in pairwise(spans))
        for op in c.ops:
            if op.op == "equal":
                span = getattr(op, side)
                assert all(m.end <= span.start or span.end <= m.start for m in spans)
    for move in c.moves:
        if move.similarity == 1.0:
            assert c.old.slice(move.old) == c.new.slice(move.new)


@settings(max_examples=300, deadline=None)
@given(pairs)
@example(("稳中求进的工作总基调。\n\n**重点** ", "稳中求进的工作总基调。**重点** "))
@example(
    (
        "第三条 加强基层治理体系建设；全年粮食产量稳定在六百万吨以上。坚持稳中求进的工作总基调。",
        "第三条 第三条 坚持稳中求进的工作总基调。坚持稳中求进的工作总基调。加强基层治理体系建设；",
    )
)
def test_whatever_differs_is_shown(pair: tuple[str, str]) -> None:
    """Each changed character that is no white space lies in a hunk or in a move."""
    c = compared(*pair)
    assert all(c.old.slice(h.old) != c.new.slice(h.new) for h in c.hunks)
    for side, document in (("old", c.old), ("new", c.new)):
        shown = set()
        for view in (*c.hunks, *c.moves):
            shown.update(range(*getattr(view, side)))
        for op in c.ops:
            span = getattr(op, side)
            if op.op != "equal":
                assert all(k in shown or document.text[k].isspace() for k in range(*span))


@settings(max_examples=300, deadline=None)
@given(pairs)
def test_no_hunk_cuts_a_character_from_what_belongs_to_it(pair: tuple[str, str]) -> None:
    c = compared(*pair)
    for hunk in c.hunks:
        for document, span in ((c.old, hunk.old), (c.new, hunk.new)):
            for at in span:
                assert document.text[at : at + 1] not in ("\u0301", "\u3099", "\u200d")
                assert document.text[max(0, at - 1) : at + 1] != "\r\n"


@settings(max_examples=150, deadline=None)
@given(pairs)
def test_the_same_input_gives_the_same_result(pair: tuple[str, str]) -> None:
    one, two = compared(*pair), compared(*pair)
    assert one[2:] == two[2:]


WORDS = (
    "推进", "城乡", "融合", "发展", "完善", "治理", "机制", "提升", "服务", "能力", "保障",
    "民生", "优化", "营商", "环境", "深化", "改革",
)  # fmt: skip
sentences = st.lists(st.sampled_from(WORDS), min_size=5, max_size=12, unique=True).map(lambda w: "".join(w) + "。")


@settings(max_examples=150, deadline=None)
@given(st.lists(sentences, min_size=2, max_size=8, unique=True), st.data())
def test_a_split_is_one_hunk(written: Sequence[str], data: st.DataObject) -> None:
    text = "".join(written)
    at = data.draw(st.integers(1, len(text) - 1))
    c = compared(text, text[:at] + "\n\n" + text[at:])
    assert [(h.kind, h.new.end - h.new.start) for h in c.hunks] == [("break", 2)]
    back = compared(text[:at] + "\n\n" + text[at:], text)
    assert [(h.kind, h.old.end - h.old.start) for h in back.hunks] == [("break", 2)]


@settings(max_examples=100, deadline=None)
@given(st.lists(sentences, min_size=3, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_paragraphs_in_another_order_are_moves_and_nothing_else(written: list[str], random: object) -> None:
    mixed = list(written)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assume(all(a[:6] != b[:6] for a in written for b in written if a is not b))
    c = compared("\n\n".join(written) + "\n", "\n\n".join(mixed) + "\n")
    assert "text" not in c.by_class
    assert bool(c.moves) == (mixed != written)


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences, min_size=4, max_size=12, unique=True), st.data())
def test_a_new_article_renumbers_without_a_change_of_wording(written: list[str], data: st.DataObject) -> None:
    from planlint.text.numerals import to_han

    first = data.draw(st.integers(1, 120))
    at = data.draw(st.integers(1, len(written) - 2))

    def law(articles: list[str]) -> str:
        return "".join(f"第{to_han(first + n)}条 {a}\n\n" for n, a in enumerate(articles))

    c = compared(law(written), law([*written[:at], "本条是新增加的条文内容。", *written[at:]]))
    assert c.by_class == {"text": 1, "numbering": len(written) - at}
    last = first + len(written) - 1
    assert [(r.kind, r.old, r.new, r.shift) for r in c.renumbered] == [("条", (first + at, last), (first + at + 1, last + 1), 1)]
