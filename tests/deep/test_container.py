"""The file of a pack: what is written is read again, and what cannot be used is refused with the reason."""

from __future__ import annotations

import sys
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.deep.container import MAGIC, Pack, facts, read, written
from planlint.errors import UserError

PACK = Pack("archive", facts({"texts": 2, "name": "清河"}), {"a": array("H", range(5)), "b": bytes([1, 2, 3]), "c": array("Q"), "d": array("f", [0.5])})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "own.plm"
    path.write_bytes(written(PACK))
    return path


def test_a_pack_is_read_as_it_was_written(file: Path) -> None:
    pack = read(str(file), "archive")
    assert (pack.kind, pack.about) == ("archive", {"texts": 2, "name": "清河"})
    assert {name: (values.format, values.tolist()) for name, values in pack.arrays.items()} == {
        name: (memoryview(values).format, list(values)) for name, values in PACK.arrays.items()
    }
    assert written(pack) == file.read_bytes(), "the same pack gives the same bytes"


def _newer(data: bytes) -> bytes:
    return data[: len(MAGIC) + 4] + (99).to_bytes(4, "little") + data[len(MAGIC) + 8 :]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda data: b"", "is no pack"),
        (lambda data: b"PK\x03\x04" + data, "is no pack"),
        (lambda data: data[:20], "is no pack"),
        (lambda data: data[:-1], "damaged"),
        (lambda data: data[:60], "damaged"),
        (lambda data: data + b"\0", "damaged"),
        (lambda data: data[:-70] + bytes([data[-70] ^ 255]) + data[-69:], "damaged"),
        (_newer, "newer"),
    ],
    ids=["empty", "foreign", "head only", "cut short", "cut in the header", "longer", "one byte changed", "newer"],
)
def test_what_cannot_be_used_is_refused_with_the_reason(file: Path, change, word: str) -> None:  # type: ignore[no-untyped-def]
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(UserError, match=word) as error:
        read(str(file), "archive")
    assert str(file) in str(error.value)


def test_a_pack_of_another_kind_and_a_missing_one_are_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="another kind"):
        read(str(file), "official")
    with pytest.raises(UserError, match="cannot read"):
        read(str(tmp_path / "none.plm"), "archive")


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_no_change_of_a_byte_goes_unnoticed(at: int, value: int) -> None:
    import tempfile

    data = bytearray(written(PACK))
    at %= len(data)
    if data[at] == value:
        return
    data[at] = value
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.plm"
        path.write_bytes(bytes(data))
        with pytest.raises(UserError):
            read(str(path), "archive")


@pytest.mark.parametrize("values", [array("d", [0.5]), array("h", [1]), array("q", [1])])
def test_what_no_pack_can_hold_is_a_mistake_of_ours(values: object) -> None:
    with pytest.raises(ValueError, match="odd"):
        written(Pack("archive", "{}", {"odd": values}))


def test_a_machine_with_the_other_byte_order_writes_and_reads_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "byteorder", "little" if sys.byteorder == "big" else "big")
    other = read(str(file), "archive").arrays
    assert other["a"].tolist() == [number << 8 for number in range(5)]
    assert other["b"].tolist() == [1, 2, 3]
    assert written(PACK._replace(arrays=other)) == file.read_bytes()
