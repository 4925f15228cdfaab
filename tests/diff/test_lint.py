"""Problems of two versions, matched through the edit script."""

from __future__ import annotations

import pytest

from planlint import engine, rules
from planlint.config import Config
from planlint.diff.compare import compare
from planlint.diff.lint import Lint, match
from planlint.text.document import Document

KNOWN = rules.load()


def told_apart(old: str, new: str, select: tuple[str, ...] = ("PUN",)) -> Lint:
    documents = Document(old, "a.md"), Document(new, "b.md")
    found = [engine.check(document, KNOWN, Config(select=select))[0] for document in documents]
    return match(compare(*documents), *found)


def sizes(lint: Lint) -> tuple[int, int, int]:
    """The number of places that are fixed, new and remaining."""
    fixed, new, remaining = (sum(len(p.places) for p in found) for found in lint)
    return fixed, new, remaining


ONE = "各地要加强水库管理，落实责任。。\n\n"
TWO = "各县要做好春耕备耕，保障供应。。\n\n"
CLEAN = "各乡镇要修好机耕道路，方便群众。\n\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (ONE, ONE, (0, 0, 1)),
        (ONE, CLEAN, (1, 0, 0)),
        (CLEAN, CLEAN + ONE, (0, 1, 0)),
        (ONE + CLEAN, CLEAN.replace("修好", "建好") + ONE, (0, 0, 1)),
        (ONE + TWO + CLEAN, CLEAN + TWO.replace("。。", "。") + ONE, (1, 0, 1)),
        (ONE, "全省" + ONE, (0, 0, 1)),
        (ONE, ONE.replace("责任。。", "各项任务。。"), (0, 0, 1)),
        (ONE, ONE.replace("责任。。", "责任，，"), (1, 1, 0)),
        (ONE, ONE.replace("水库管理", "山塘管理"), (0, 0, 1)),
        ("", ONE, (0, 1, 0)),
        (ONE, "", (1, 0, 0)),
        (ONE + ONE, ONE, (1, 0, 1)),
        (ONE, ONE + ONE, (0, 1, 1)),
    ],
)
def test_problems_are_told_apart(old: str, new: str, expected: tuple[int, int, int]) -> None:
    assert sizes(told_apart(old, new)) == expected


def test_places_stand_in_the_text_they_belong_to() -> None:
    old, new = CLEAN + ONE, TWO + CLEAN
    lint = told_apart(old, new)
    assert [old[slice(*p.places[0].span)] for p in lint.fixed] == ["。。"]
    assert [new[slice(*p.places[0].span)] for p in lint.new] == ["。。"]
