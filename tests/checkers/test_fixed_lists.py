"""Fixed lists incomplete or out of order (TRM003)."""

from __future__ import annotations

import pytest

from planlint import rules
from planlint.checkers.fixed_lists import check
from planlint.text.document import Document

SHIPPED = dict(next(r for r in rules.load() if r.code == "TRM003").options)
OWN = {"lists": [{"heads": ["四季工程"], "items": ["春耕", "夏管", "秋收", "冬藏"]}]}


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("春耕、夏管、冬藏的四季工程。", ["春耕、夏管、冬藏"]),
        ("夏管、秋收、冬藏的四季工程。", ["夏管、秋收、冬藏"]),
        ("四季工程即春耕、秋种、秋收、冬藏。", ["春耕、秋种、秋收、冬藏"]),
        ("四季工程即春耕、秋收、夏管、冬藏。", ["春耕、秋收、夏管、冬藏"]),
        ("四季工程即春耕、夏管、秋收和冬藏。", []),
        ("四季工程即春耕、夏管、秋收、冬藏，抓好春耕、夏管、冬藏。", []),
        ("四季工程重在春耕、夏管。", []),
        ("抓好春耕、夏管、冬藏。", []),
        ("四季工程启动。\n抓好春耕、夏管、冬藏。", []),
        ("四季工程重在冬藏、夏管、春耕。", []),
        ("四季工程：春耕，夏管，冬藏。", []),
    ],
)
def test_lists_near_their_name(text: str, lists: list[str]) -> None:
    document = Document(text)
    hits = list(check(document, OWN))
    assert [document.slice(h.span) for h in hits] == lists
    assert all(h.edits[0].text == "春耕、夏管、秋收、冬藏" for h in hits)


def test_a_wrong_order_has_words_of_its_own() -> None:
    (missing,) = check(Document("四季工程即春耕、夏管、冬藏。"), OWN)
    (order,) = check(Document("四季工程即春耕、秋收、夏管、冬藏。"), OWN)
    assert (missing.variant, missing.fields["missing"], order.variant) == ("", "秋收", "order")


def test_quoted_items_are_reported_without_an_edit() -> None:
    (hit,) = check(Document("“春耕”“夏管”“冬藏”四季工程。"), OWN)
    assert hit.edits == ()


@pytest.mark.parametrize("table", SHIPPED["lists"], ids=lambda t: t["heads"][0])
def test_each_shipped_list_is_right_as_it_stands_and_not_without_its_last_item(table: dict[str, list[str]]) -> None:
    assert list(check(Document(f"{'、'.join(table['items'])}，{table['heads'][0]}。"), SHIPPED)) == []
    rest = "、".join(table["items"][:-1]) if len(table["items"]) > 3 else "、".join(reversed(table["items"]))
    assert len(list(check(Document(f"{rest}，{table['heads'][0]}。"), SHIPPED))) == 1


def test_one_list_near_two_names_is_one_report() -> None:
    assert len(list(check(Document("四季工程即春耕、夏管、冬藏，四季工程不可偏废。"), OWN))) == 1
