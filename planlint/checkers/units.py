"""Symbols of units behind a figure with capital and small letters mixed up: 200KM, 500Kw, 30mpa."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

# Only forms that are the symbol of no unit at all: mw could be mW, ML is a megalitre.
_WRONG = {
    "KM": "km", "Km": "km", "kM": "km", "KG": "kg", "Kg": "kg", "kG": "kg",
    "KW": "kW", "Kw": "kW", "kw": "kW", "KWH": "kWh", "KWh": "kWh", "Kwh": "kWh", "kwh": "kWh", "kWH": "kWh",
    "KV": "kV", "Kv": "kV", "kv": "kV", "KVA": "kVA", "Kva": "kVA", "kva": "kVA", "KVa": "kVA",
    "MPA": "MPa", "Mpa": "MPa", "mpa": "MPa", "KPA": "kPa", "KPa": "kPa", "Kpa": "kPa", "kpa": "kPa",
    "HZ": "Hz", "hz": "Hz", "KHZ": "kHz", "KHz": "kHz", "Khz": "kHz", "khz": "kHz",
    "MHZ": "MHz", "Mhz": "MHz", "GHZ": "GHz", "Ghz": "GHz", "ghz": "GHz",
}  # fmt: skip
_FIRST = "KkMmHhGg"
_FIGURE_MAX = 16
"""Characters of the longest figure that is looked through for what stands before it."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The wrong symbols directly behind a figure, each with the right one."""
    prose = document.prose
    if prose.isascii():
        return
    found = sorted(at for letter in _FIRST for at in _behind_figures(prose, letter))
    for at in found:
        end = at
        while end < at + 4 and prose[end : end + 1].isascii() and prose[end : end + 1].isalpha():
            end += 1
        right = _WRONG.get(prose[at:end])
        if right is not None and not prose[end : end + 1].isdecimal() and _is_figure(prose, at):
            yield Hit(Span(at, end), {"found": prose[at:end], "right": right}, (Edit(Span(at, end), right),))


def _behind_figures(prose: str, letter: str) -> Iterator[int]:
    """The offsets of a letter right behind a digit, or with one space between."""
    at = prose.find(letter)
    while at >= 0:
        if at and (prose[at - 1].isdecimal() or (prose[at - 1] == " " and prose[at - 2 : at - 1].isdecimal())):
            yield at
        at = prose.find(letter, at + 1)


def _is_figure(prose: str, at: int) -> bool:
    """Whether what stands before a symbol is a figure and not the end of the name of a product (Z20KM, T-300KV)."""
    start = at
    while start > 0 and at - start < _FIGURE_MAX and (prose[start - 1].isdecimal() or prose[start - 1] in " .,，" + CLEAR):
        start -= 1
    before = prose[start - 1 : start]
    return not (before.isascii() and before.isalpha()) and before not in ("-", "_", "/")
