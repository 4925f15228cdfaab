"""Headings that skip a level (STR001)."""

from __future__ import annotations

import pytest

from planlint.checkers.heading_levels import check
from planlint.text.document import Document


@pytest.mark.parametrize(
    ("levels", "skips"),
    [
        ("123", ""),
        ("1213", "3"),
        ("13", "1"),
        ("1332", "1"),
        ("12441", "2"),
        ("333", ""),
        ("321", ""),
        ("3213", "3"),
        ("14", "1"),
        ("1424", "13"),
    ],
)
def test_skips(levels: str, skips: str) -> None:
    text = "\n\n".join(f"{'#' * int(n)} 水渠" for n in levels)
    lines = [i for i, line in enumerate(text.split("\n\n"))]
    document = Document(text)
    assert [(document.position(h.span.start).line - 1) // 2 for h in check(document, {})] == [i for i in lines if str(i) in skips]


def test_the_fix_takes_the_level_below_the_heading_above() -> None:
    text = "# 水渠\n\n####  灌溉 ####\n\n引水。"
    (hit,) = check(Document(text), {})
    edit = hit.edits[0]
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == "# 水渠\n\n##  灌溉 ####\n\n引水。"
    assert (hit.related[0].key, text[slice(*hit.related[0].span)]) == ("above", "水渠")


def test_numbered_lines_and_code_are_no_marked_headings() -> None:
    assert not list(check(Document("# 水渠\n\n```\n### 注\n```\n\n（一）灌溉\n\n引水。"), {}))
