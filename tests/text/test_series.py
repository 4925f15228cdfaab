"""Numbers that do not count up by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.text.series import faults


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([7], []),
        ([35, 36, 37], []),
        ([1, 2, 4, 5], [(2, "gap", 3)]),
        ([1, 2, 6, 7], [(2, "gap", 3)]),
        ([1, 2, 2, 3], [(2, "repeat", 3)]),
        ([3, 4, 4, 6], [(2, "repeat", 5)]),
        ([1, 3, 2, 4], [(1, "order", 2)]),
        ([3, 5, 4], [(1, "order", 4)]),
        ([1, 5, 3, 4], [(1, "order", 2)]),
        ([3, 5, 5, 6], [(1, "order", 4)]),
        ([1, 2, 7, 3, 4], [(2, "stray", 3)]),
        ([1, 2, 3, 5, 6, 4, 7], [(5, "order", 7)]),
        ([1, 2, 4, 5, 5, 6], [(2, "gap", 3), (4, "repeat", 6)]),
    ],
)
def test_faults(values: list[int], expected: list[tuple[int, str, int]]) -> None:
    assert [tuple(f) for f in faults(values)] == expected


series = st.builds(lambda start, length: list(range(start, start + length)), st.integers(1, 90), st.integers(5, 40))


@given(series)
def test_a_series_that_counts_up_has_no_fault(values: list[int]) -> None:
    assert not list(faults(values))


@given(series, st.data())
def test_one_number_taken_out_is_one_gap(values: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(values) - 2))
    assert [tuple(f) for f in faults(values[:at] + values[at + 1 :])] == [(at, "gap", values[at])]


@given(series, st.data())
def test_one_number_that_repeats_the_one_before_is_one_fault(values: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(values) - 1))
    values[at] = values[at - 1]
    assert [(f.at, f.kind) for f in faults(values)] == [(at, "repeat")]


@given(series, st.data())
def test_two_neighbours_that_changed_places_are_one_fault(values: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(values) - 2))
    values[at], values[at + 1] = values[at + 1], values[at]
    assert [(f.at, f.kind) for f in faults(values)] == [(at, "order")]


@given(st.lists(st.integers(1, 12), max_size=60))
def test_whatever_the_numbers_every_fault_stands_at_a_number_that_is_not_the_expected_one(values: list[int]) -> None:
    for fault in faults(values):
        assert values[fault.at] != fault.expected
