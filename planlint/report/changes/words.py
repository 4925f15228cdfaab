"""The words of the change reports, Chinese and English, and how classes, labels and numbers are written."""

from __future__ import annotations

from planlint.diff.changes import Renumbering
from planlint.text.numerals import written

CLASSES = {
    "zh": {
        "space": "空白", "break": "分段换行", "width": "全角半角", "punctuation": "标点", "script": "繁简", "numbering": "编号",
        "number": "数字日期", "text": "文字",
    },
    "en": {
        "space": "space", "break": "line break", "width": "width", "punctuation": "punctuation", "script": "script",
        "numbering": "numbering", "number": "number", "text": "text",
    },
}  # fmt: skip

WORDS = {
    "zh": {
        "old": "旧", "new": "新", "sep": "、", "colon": "：", "none": "（无此文件）",
        "size": "{n} 字", "encoding": "编码 {name}",
        "same": "两个版本文字相同。", "encodings": "两个文件编码不同（{old}，{new}），按文字比较。",
        "ignored": "除不显示的改动外，两个版本相同。", "elsewhere": "这一部分没有改动。",
        "similar": "相似度 {percent}：未改 {kept} 字，移动 {moved} 字，删去 {deleted} 字，增加 {inserted} 字。",
        "changes": "改动 {n} 处", "hidden": "（不显示）", "places": "{n} 处",
        "moves": "移动 {n} 处", "splits": "拆段 {n} 处", "merges": "并段 {n} 处",
        "renumbered": "编号变动", "stale": "引用待改 {n} 处", "stale_one": "第 {line} 行 {text}，现在应为 {should_be}",
        "stale_here": "引用待改",
        "reordered": "超过三成的文字换了位置，全文顺序已经调整。",
        "unlike": "两个文本几乎没有相同之处，不逐处列出；要看全部，用 --context all。",
        "coarse": "部分文字差别过大，只作了粗略比较。", "sections": "各部分改动", "top": "（标题之前）",
        "redline": "文稿改动", "cn_table": "修订对照表", "tw_table": "修正條文對照表", "where": "改动所在", "paragraphs": "{n}\u00a0段", "semicolon": "；",
        "deleted": "删去", "inserted": "增加", "moved_away": "移走", "moved_here": "移来",
        "fold": "未改 {n} 段", "gap": "{n} 字", "move_from": "移至第 {line} 行", "move_to": "移自第 {line} 行",
        "split": "拆段", "merge": "并段", "line": "第 {n} 行", "edited": "有改动",
        "fixed_problems": "已消除的问题", "new_problems": "新出现的问题", "remaining_problems": "仍有的问题",
        "total": "共比较 {n} 对文件，{changed} 对不同。",
    },
    "en": {
        "old": "old", "new": "new", "sep": ", ", "colon": ": ", "none": "(no such file)",
        "size": "{n} characters", "encoding": "encoding {name}",
        "same": "The texts are the same.", "encodings": "The files have different encodings ({old}, {new}); compared as text.",
        "ignored": "The same but for changes that are not shown.", "elsewhere": "Nothing changed in this part.",
        "similar": "Similarity {percent}: {kept} characters kept, {moved} moved, {deleted} deleted, {inserted} inserted.",
        "changes": "{n} changes", "hidden": " (not shown)", "places": "{n} changes",
        "moves": "{n} moved", "splits": "{n} split", "merges": "{n} merged",
        "renumbered": "renumbered", "stale": "{n} stale references", "stale_one": "line {line}: {text} should be {should_be} now",
        "stale_here": "stale reference",
        "reordered": "More than 30 % of the text was moved: reordered.",
        "unlike": "The texts have almost nothing in common and are not listed; --context all shows them.",
        "coarse": "Some stretches differ so much that they were compared coarsely.",
        "sections": "Changes by section", "top": "(before the first heading)",
        "redline": "Changes", "cn_table": "Table of changes", "tw_table": "Table of changes", "where": "Where", "paragraphs": "({n})", "semicolon": "; ",
        "deleted": "deleted", "inserted": "inserted", "moved_away": "moved away", "moved_here": "moved here",
        "fold": "{n} paragraphs unchanged", "gap": "{n} chars", "move_from": "moved to line {line}", "move_to": "moved from line {line}",
        "split": "split", "merge": "merged", "line": "line {n}", "edited": "edited",
        "fixed_problems": "Problems fixed", "new_problems": "New problems", "remaining_problems": "Problems that remain",
        "total": "{n} pairs of files compared, {changed} differ.",
    },
}  # fmt: skip

NUMBERED = frozenset("编篇章节条款项目")


def percent(share: float) -> str:
    """A share with one decimal; 100 % only where nothing is missing."""
    tenths = int(share * 1000 + 1e-9) if share < 1 else 1000
    return f"{tenths / 10:.1f} %"


def renumbering(entry: Renumbering) -> str:
    """第12—58条 → 第13—59条（+1）"""
    return f"{_range(entry.kind, *entry.old)} → {_range(entry.kind, *entry.new)}（{entry.shift:+d}）"


def _range(kind: str, first: int, last: int) -> str:
    if kind in NUMBERED:
        return f"第{first}{kind}" if first == last else f"第{first}—{last}{kind}"
    return written(kind, first) if first == last else f"{written(kind, first)}—{written(kind, last)}"
