"""Stretches of a text that stand again at a distance."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.checkers.doubled_words import _TWICE, _twice
from planlint.text.echoes import Echoes

TEXT = st.text(st.sampled_from("甲乙丙 a\n，\0𪛖"), max_size=60) | st.text(st.sampled_from("甲乙"), max_size=60)


@pytest.mark.parametrize(
    ("text", "distance", "least", "expected"),
    [
        ("推动推动发展", 2, 2, [(0, 2)]),
        ("甲甲甲乙乙", 1, 1, [(0, 2), (3, 4)]),
        ("𪛖𪛖甲", 1, 1, [(0, 1)]),
        ("甲乙丙", 1, 1, []),
        ("甲", 1, 1, []),
        ("", 2, 2, []),
    ],
)
def test_a_stretch_that_stands_again(text: str, distance: int, least: int, expected: list[tuple[int, int]]) -> None:
    assert list(Echoes(text).at(distance, least)) == expected


@pytest.mark.parametrize("size", [4, 7, 8, 9, 12])
def test_a_long_stretch_is_found_wherever_it_stands(size: int) -> None:
    word = "甲乙丙丁戊己庚辛壬癸子丑"[:size]
    for before in range(9):
        text = "寅" * before + word * 2 + "卯"
        assert (before, before + size) in list(Echoes(text).at(size, size))


@given(TEXT, st.integers(1, 13), st.integers(1, 12))
def test_every_stretch_is_found_whole(text: str, distance: int, least: int) -> None:
    same = "".join("=" if a == b else " " for a, b in zip(text, text[distance:], strict=False))
    assert list(Echoes(text).at(distance, least)) == [m.span() for m in re.finditer(f"={{{least},}}", same)]


@given(TEXT)
def test_words_said_twice_are_those_that_a_search_finds(text: str) -> None:
    assert [m.span() for m in _twice(text, Echoes(text))] == [m.span() for m in _TWICE.finditer(text)]
