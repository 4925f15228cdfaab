"""Headings that run into their text (STR014)."""

from __future__ import annotations

import pytest

from planlint.checkers.glued_headings import check
from planlint.text.document import Document

TEXT = "各乡镇按照分工落实清淤任务，确保春灌之前全部完成。县水利局加强检查，及时通报。"


def _found(text: str) -> list[str]:
    document = Document(text)
    return [document.slice(hit.span) for hit in check(document, {})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"一、总体要求\n{TEXT}\n二、主要任务\n{TEXT}\n三、组织领导县水利局牵头，{TEXT}\n", ["三、组织领导县水利局牵头"]),
        (f"（一）总体要求\n{TEXT}\n（二）主要任务{TEXT}\n（三）组织领导\n{TEXT}\n", ["（二）主要任务各乡镇按照分工落实清淤任务"]),
        (f"## 一、总体要求\n\n{TEXT}\n\n## 二、主要任务{TEXT}\n\n## 三、组织领导\n\n{TEXT}\n", ["二、主要任务各乡镇按照分工落实清淤任务"]),
        (f"一、总体要求\n{TEXT}\n二、主要任务{TEXT}\n", []),  # one heading alone says nothing about the other
        (f"一、总体要求\n{TEXT}\n二、主要任务\n{TEXT}\n三、保障措施{TEXT}\n四、组织领导{TEXT}\n", []),
        (f"一、{TEXT}\n二、{TEXT}\n三、{TEXT}\n", []),
        (f"一、总体要求\n{TEXT}\n二、主要任务\n{TEXT}\n三、县水利局、农业农村局和各乡镇人民政府共同做好渠道清淤与泵站更新工作\n", []),
        ("", []),
    ],
)
def test_a_heading_whose_sisters_stand_alone(text: str, found: list[str]) -> None:
    assert _found(text) == found
