"""scripts/build_pack: what an edit does to a slip, trees as arrays, and that the same counts give the same bytes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="the extra [build-pack] is not installed")
pytest.importorskip("pypinyin", reason="the extra [build-pack] is not installed")
pytest.importorskip("PIL", reason="the extra [build-pack] is not installed")

import numpy as np

FOLDER = Path(__file__).parents[2] / "scripts" / "build_pack"
TEXT = "清河市推进高质量发展，全市经济运行总体平稳。各区县落实高质量发展要求，推进项目建设。"


@pytest.fixture(autouse=True)
def _builder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(FOLDER))
    yield
    for name in set(sys.modules) - before:
        if str(FOLDER) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.mark.parametrize(
    ("start", "end", "new", "expected"),
    [(6, 7, "", 1), (5, 6, "", 1), (6, 7, "量", -1), (7, 7, "高", -1), (0, 1, "", 0), (14, 15, "", 0)],
    ids=["the second of two", "the first of two", "another edit at the slip", "one more", "before", "behind"],
)
def test_an_edit_is_judged_by_what_it_undoes(start: int, end: int, new: str, expected: int) -> None:
    from slips import Slip, judged

    slips = [Slip(5, "高高", "高", "doubled")]
    assert judged("清河市推进高高质量发展，全市经济运行总体平稳", start, end, new, slips, np.array([5]))[0] == expected


def test_what_was_corrected_in_a_pair() -> None:
    from corpus import Pair
    from slips import slips_of

    assert [tuple(slip[:3]) for slip in slips_of(Pair("x", "乡村振星", "乡村振兴"))] == [(3, "星", "兴")]
    assert [tuple(slip[:3]) for slip in slips_of(Pair("x", "高高质量", "高质量"))] == [(0, "高", "")]


def test_trees_as_arrays_score_as_scikit_learn_does() -> None:
    from fit import exported, scored
    from sklearn.ensemble import HistGradientBoostingClassifier

    from planlint.deep.forest import REJECTED, Forest

    chance = np.random.default_rng(0)
    table = chance.normal(size=(3000, 6)).astype(np.float32)
    label = (table[:, 0] + table[:, 1] * table[:, 2] + chance.normal(size=3000) * 0.3 > 0).astype(int)
    learner = HistGradientBoostingClassifier(max_iter=60, max_leaf_nodes=8, early_stopping=False).fit(table, label)
    trees = {name: memoryview(values) for name, values in exported(learner).items()}  # type: ignore[arg-type]
    forest, expected = Forest.of(trees), learner.decision_function(table)
    scores = np.array([forest.score(row) for row in table.tolist()])
    kept = scores > REJECTED
    assert kept.sum() > 1000
    assert np.abs(scores[kept] - expected[kept]).max() < 1e-4
    assert np.abs(scored(exported(learner), table.astype(np.float64)) - expected).max() < 1e-4


def test_the_same_counts_give_the_same_bytes_and_the_model_knows_them() -> None:
    from base import Shards, arrays_of

    from planlint.deep.bulk.ngrams import Table, mixed
    from planlint.deep.container import Pack, written
    from planlint.deep.model import BASE

    letters = "".join(dict.fromkeys(c for c in TEXT if c not in "，。"))

    def made() -> bytes:
        shards = Shards({0: [TEXT, TEXT], 1: [TEXT + "清河市推进项目建设。"]}, letters, {"清河": 3, "推进": 2})
        return written(Pack(BASE, "{}", arrays_of(*shards.without(None), letters, {}, run_bytes=4000)))

    assert made() == made()
    shards = Shards({0: [TEXT, TEXT], 1: [TEXT + "清河市推进项目建设。"]}, letters, {})
    runs = Table(arrays_of(*shards.without(None), letters, {}, run_bytes=4000)["runs"])  # type: ignore[arg-type]
    tokens = [np.array([letters.index(c) + 8]) for c in "高质量"]
    assert runs.get(mixed(*tokens)).tolist() == [3]
    fold = Shards({0: [TEXT, TEXT], 1: [TEXT]}, letters, {}).without(0)[0]
    assert fold[3].counts.max() == 1, "what a fold says is not counted when it is left out"


def test_confusable_characters_sound_or_look_alike() -> None:
    from confusables import fuzzy

    assert fuzzy("zhang") == fuzzy("zan")
    assert fuzzy("lin") == fuzzy("ning")
    assert fuzzy("ma") != fuzzy("mu")
