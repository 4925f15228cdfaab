"""Paragraphs without a final mark (PUN016)."""

from __future__ import annotations

import pytest

from planlint.checkers.unfinished import check
from planlint.text.document import Document

USUAL = "".join(f"{name}乡清淤渠道三十公里，群众积极参与。\n" for name in "张王李赵陈刘杨黄周吴")
CUT = "渠道管护事关全县粮食生产。各乡镇要把清淤任务分解到村、落实到人，春灌之前全部完"


def _found(text: str) -> list[str]:
    document = Document(text)
    return [document.text[max(0, hit.span.end - 4) : hit.span.end] for hit in check(document, {})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{USUAL}{CUT}\n一、加强组织领导\n县水利局牵头。\n", ["前全部完"]),
        (f"{USUAL}（一）落实各乡镇党委和政府的主体责任、水利部门的监管责任，分解清淤任务，明确完成时限，确保春灌之前全部完\n（二）加强管护。\n", ["前全部完"]),
        (f"{USUAL}{CUT}\n县水利局牵头。\n", []),  # what follows begins nothing new: EXT001
        (f"{USUAL}{CUT}成。\n一、加强组织领导\n", []),
        (f"{USUAL[:60]}{CUT}\n一、加强组织领导\n", []),  # too few paragraphs to tell
        (USUAL.replace("。", "") + f"{CUT}\n一、加强组织领导\n", []),  # no custom of full stops
        (f"{CUT}，各村组织护渠队伍，值守巡\n一、加强组织领导\n", ["，值守巡"]),
        (f"{USUAL}清河县水利局二〇二六年冬春农田水利基本建设工作领导小组办公室主任会议\n一、加强组织领导\n", []),
    ],
)
def test_a_paragraph_before_a_new_heading(text: str, found: list[str]) -> None:
    assert _found(text) == found
