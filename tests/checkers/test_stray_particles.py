"""Stray 的 and 了 (CHR012)."""

from __future__ import annotations

import pytest

from planlint import rules
from planlint.checkers.stray_particles import check
from planlint.text.document import Document

OPTIONS = next(r for r in rules.load() if r.code == "CHR012").options


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("广泛开展全民健身活动的，繁荣群众体育事业。", 10),
        ("完善就业支持政策了，推动高质量充分就业。", 8),
        ("国家推进全民健康信息化的，推动医疗数据共享。", 11),
        ("健全河湖管护长效机制的。", 10),
        ("优化口岸营商环境的；提升通关便利化水平。", 8),
    ],
)
def test_a_particle_behind_a_finished_clause(text: str, at: int) -> None:
    assert [hit.span.start for hit in check(Document(text), OPTIONS)] == [at]


@pytest.mark.parametrize(
    "text",
    [
        "有下列情形之一的，责令改正。",
        "违反本条例规定的，由主管部门处罚。",
        "建设单位未办理手续的，责令停止建设。",
        "实施这项工程是为了改善民生的，推进要稳妥。",
        "符合条件的，给予补助。",
        "建设项目可能影响环境的，建设单位应当提交报告。",
        "推动了一批项目落地，形成了示范效应。",
        "以增进民生福祉为根本目的，推动发展。",
    ],
)
def test_a_particle_that_belongs_there(text: str) -> None:
    assert [hit.span for hit in check(Document(text), OPTIONS)] == []
