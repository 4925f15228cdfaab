"""Problems as bytes are the same problems again."""

from __future__ import annotations

import pytest
from conftest import MakeRule, finding

from planlint import engine, rules
from planlint.config import Config
from planlint.engine import Problem
from planlint.packed import Kept, packed, unpacked
from planlint.text.document import Document

KNOWN = rules.load()
BY_CODE = {rule.code: rule for rule in KNOWN}
TEXT = """# 清河市“十五五”规划

一、总体要求

全市要进一步进一步加强巡查,做好准备.各县区要认真落实防汛责任，确保群众生命财产安全。各县区要认真落实防汛责任，确保群众生命财产安全。

三、保障措施

推进“四个一批工程建设，大局局要稳。（下转第三版）
"""


def _without_clusters(problem: Problem) -> Problem:
    return problem._replace(places=tuple(place._replace(hit=place.hit._replace(cluster=None)) for place in problem.places))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_lost(lang: str) -> None:
    problems, _ = engine.check(Document(TEXT), KNOWN, Config(select=("ALL",), preview=True), lang)
    assert len({p.rule.code for p in problems}) > 5
    data = packed(Kept(problems, (3, 2, 1), "plan", "markdown"))
    assert data is not None
    assert unpacked(data, BY_CODE) == (tuple(map(_without_clusters, problems)), (3, 2, 1), "plan", "markdown")


def test_of_a_crash_nothing_is_kept() -> None:
    crash = KNOWN[[r.code for r in KNOWN].index("LNT900")]
    problem = Problem(crash, "error", "", "", (), (), (), ())
    assert packed(Kept((problem,), (0, 0, 0), "plan", "plain")) is None


def test_what_has_no_bytes_is_not_kept(make_rule: MakeRule) -> None:
    problems, _ = engine.check(Document("甲"), (make_rule("XYZ001", finding("甲", fields={"word": object()})),), Config())
    assert problems
    assert packed(Kept(problems, (0, 0, 0), "plan", "plain")) is None
