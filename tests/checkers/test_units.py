"""Symbols of units behind figures."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.units import check
from planlint.text.document import Document


def found(text: str) -> list[tuple[str, object]]:
    document = Document(text)
    return [(document.slice(h.span), h.fields["right"]) for h in check(document, {})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("绿道200KM。", [("KM", "km")]),
        ("绿道1,200.5 Km。", [("Km", "km")]),
        ("用电1200Kwh，功率55KW。", [("Kwh", "kWh"), ("KW", "kW")]),
        ("压力0.3mpa。", [("mpa", "MPa")]),
        ("时速120KM/h。", [("KM", "km")]),
        ("频率50HZ。", [("HZ", "Hz")]),
        ("共5KG米。", [("KG", "kg")]),
    ],
)
def test_a_wrong_symbol(text: str, expected: list[tuple[str, object]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "绿道200km，功率55 kW，用电1200kWh，压力0.3MPa，频率50Hz。",
        "5G基站，4K电视，10K健步走。",
        "Z20KM型水泵，T-300KV变压器，A_5KG。",
        "30ML，20mW，20MW，5Mb。",
        "KM是单位，第三KM。",
        "3KMART，3KM2。",
        "见 https://example.org/5KM 说明。",
        "plain 5KM text",
        "",
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("piece", ["1KM", "K", "1 K", "9", "1Kwh，"])
def test_linear_time(piece: str) -> None:
    document = Document("甲" + piece * (200_000 // len(piece)))
    document.prose  # noqa: B018 (parsed before the clock starts)
    with bounded():
        list(check(document, {}))
