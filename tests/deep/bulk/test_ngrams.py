"""Runs of tokens: packing, counting, and the table of fingerprints."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="the extra [deep] is not installed")

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.deep.bulk.counts import Counts, counted, distinct, merged
from planlint.deep.bulk.ngrams import level, mixed, pack, ranks, runs, spread, table, unpack
from planlint.deep.bulk.tokens import offsets, tokens
from planlint.deep.model import KEY_BITS, lookup
from planlint.deep.tokens import DIGIT, FIRST, LINE, MARK, QUOTE, RARE, SIZE, Alphabet, Passages, row

LETTERS = Alphabet("清河市推进高质量发展的一")
TOKENS = st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=4)
TEXTS = st.lists(st.text("清河市推进的一，1\n龘", max_size=60), max_size=6)


def _tokens(text: str) -> list[int]:
    return tokens(LETTERS, text, np.arange(len(text))).ids.tolist()[7:-7]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("清河", [FIRST, FIRST + 1]),
        ("清 河\u3000\ufdd0", [FIRST, FIRST + 1]),
        ("2030年", [DIGIT, RARE]),
        ("（“清", [QUOTE, FIRST]),
        ("，龘", [MARK, RARE]),
        ("清\n\n河", [FIRST, MARK, LINE, MARK, FIRST + 1]),
        ("", []),
    ],
)
def test_a_text_is_a_row_of_tokens(text: str, expected: list[int]) -> None:
    assert _tokens(text) == expected


def test_each_token_knows_its_offset() -> None:
    read = tokens(LETTERS, "清 12河", np.arange(5))
    assert read.at.tolist()[7:-7] == [0, 2, 4]
    assert set(read.at.tolist()[:7] + read.at.tolist()[-7:]) == {-1}


@settings(deadline=None)
@given(TOKENS)
def test_packing_can_be_undone(run: list[int]) -> None:
    packed = pack(*(np.array([token]) for token in run))
    assert [int(token[0]) for token in unpack(packed, len(run))] == run


@settings(deadline=None)
@given(st.lists(st.integers(0, (1 << 48) - 1), unique=True, max_size=300))
def test_a_table_finds_what_was_put_in(keys: list[int]) -> None:
    spread_keys = mixed(*unpack(np.array(keys, np.int64), 4))
    levels = (np.arange(len(keys)) % 15 + 1).astype(np.uint8)
    made = table(spread_keys, levels, max(1, len(keys)))
    found = made.get(spread_keys)
    size = len(made.buckets)
    crowd = np.bincount([int(key) * size >> KEY_BITS for key in spread_keys], minlength=size)
    assert int((found == 0).sum()) == int(np.maximum(crowd - 4, 0).sum()), "a bucket holds four, and only a full one drops a run"
    assert int(((found != levels) & (found > 0)).sum()) <= 2, "two fingerprints of a bucket hardly ever agree"


def test_what_was_not_put_in_is_hardly_ever_found() -> None:
    known = mixed(*unpack(np.arange(20_000), 3))
    made = table(known, np.full(20_000, 5, np.uint8), 6_000)
    assert (made.get(mixed(*unpack(np.arange(20_000, 120_000), 3))) > 0).mean() < 0.002


def test_a_table_in_parts_is_the_table() -> None:
    keys = np.sort(mixed(*unpack(np.arange(5_000), 3)))
    levels = np.full(5_000, 5, np.uint8)
    half = np.searchsorted(keys, 1 << (KEY_BITS - 1))
    parts = [table(keys[own], levels[own], 700, number, 2).buckets for number, own in enumerate((slice(0, half), slice(half, None)))]
    assert np.concatenate(parts).tolist() == table(keys, levels, 1400).buckets.tolist()


@settings(deadline=None)
@given(st.lists(st.integers(0, SIZE - 1), min_size=3, max_size=300))
def test_a_run_is_looked_up_alike_by_both_ways(ids: list[int]) -> None:
    row_of_tokens = np.array(ids)
    runs_of_three = [row_of_tokens[at : len(ids) - 2 + at] for at in range(3)]
    made = table(mixed(*runs_of_three), (row_of_tokens[2:] % 15 + 1).astype(np.uint8), max(1, len(ids) // 4))
    asked = mixed(*(run[::-1] for run in runs_of_three))
    level_of = lookup(made.buckets)
    assert [level_of(key) for key in asked.tolist()] == made.get(asked).tolist()


@settings(deadline=None)
@given(st.lists(st.text("清河市推 \u3000\n“1aA，。龘䶮𠀀\ud800\u200b%臺", min_size=1, max_size=20), max_size=5), st.integers(0, 1000))
def test_both_ways_make_the_same_tokens(parts: list[str], start: int) -> None:
    runs_of_text = []
    for part in parts:
        runs_of_text.append((start, len(part)))
        start += len(part) + 3
    read = Passages("".join(parts), tuple(runs_of_text))
    ids, at = row(LETTERS, read)
    many = tokens(LETTERS, read.text, offsets(read))
    assert (many.ids.tolist(), many.at.tolist()) == (ids, at)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_counts_add_up_in_any_order(a: list[str], b: list[str], c: list[str]) -> None:
    one, two, three, whole = (counted(texts, LETTERS)[0] for texts in (a, b, c, a + b + c))
    for order in (2, 3, 4):
        left = merged([merged([one[order], two[order]]), three[order]])
        right = merged([one[order], merged([three[order], two[order]])])
        for sums in (left, right):
            assert sums.keys.tolist() == whole[order].keys.tolist()
            assert sums.counts.tolist() == whole[order].counts.tolist()


def test_a_unit_counts_a_run_once_and_none_reaches_over_a_line() -> None:
    ids = tokens(LETTERS, "推进推进\n推进", np.zeros(7, np.int64)).ids
    found = {tuple(int(t[0]) for t in unpack(np.array([key]), 2)) for key in distinct(ids, 2).tolist()}
    push, go = FIRST + 3, FIRST + 4
    assert {(push, go), (go, push)} <= found
    assert not any(LINE in run for run in found)


@settings(deadline=None)
@given(st.lists(st.integers(1, 10_000), min_size=1))
def test_levels_grow_with_counts(counts: list[int]) -> None:
    ordered = level(np.array(sorted(counts)))
    assert (np.diff(ordered.astype(int)) >= 0).all()
    assert ordered.min() >= 1
    assert ordered.max() <= 15


def test_ranks_and_stretches() -> None:
    assert ranks(np.array([4, 4, 7, 9, 9, 9])).tolist() == [0, 1, 0, 0, 1, 2]
    owner, place = spread(np.array([5, 0, 2]), np.array([7, 0, 3]))
    assert owner.tolist() == [0, 0, 2]
    assert place.tolist() == [5, 6, 2]
    assert runs(np.array([1, 2]), 4).tolist() == []
    assert merged([]) == Counts(*merged([]))
