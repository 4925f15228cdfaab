"""Lists of contents and the headings they list."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.contents_list import check
from planlint.text.document import Document

TITLES = ("发展基础", "主要任务", "组织实施", "监督检查")


def plan(contents: tuple[str, ...], headings: tuple[str, ...], word: str = "目录", leader: str = "") -> str:
    listed = "\n".join(f"第{'一二三四五'[i]}章 {t}{leader}" for i, t in enumerate(contents))
    body = "\n\n".join(f"第{'一二三四五'[i]}章 {t}\n\n这一章另有说明。" for i, t in enumerate(headings))
    return f"清河市发展规划\n\n{word}\n\n{listed}\n\n{body}\n"


def found(text: str) -> list[tuple[str, object]]:
    document = Document(text)
    return [(document.slice(h.span), h.fields["heading"]) for h in check(document, {})]


def changed(title: str, at: int = 1) -> tuple[str, ...]:
    return (*TITLES[:at], title, *TITLES[at + 1 :])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (plan(changed("重点任务"), TITLES), ("重点任务", "主要任务")),
        (plan(TITLES, changed("重点任务")), ("主要任务", "重点任务")),
        (plan(changed("重点任务"), TITLES, "目　录", "……12"), ("重点任务", "主要任务")),
        (plan(changed("重点任务"), TITLES, "## 目次", " 12"), ("重点任务", "主要任务")),
        (plan(changed("面向2030", 3), changed("面向2035", 3), leader="…8"), ("面向2030", "面向2035")),
        (plan(changed("重点任务"), TITLES[:3]), ("重点任务", "主要任务")),
    ],
)
def test_a_title_that_is_not_that_of_the_heading(text: str, expected: tuple[str, object]) -> None:
    assert found(text) == [expected]


def test_the_edit_takes_over_the_heading_and_leaves_the_page() -> None:
    text = plan(changed("重点任务"), TITLES, leader="……12")
    (hit,) = check(Document(text), {})
    (edit,) = hit.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert mended == plan(TITLES, TITLES, leader="……12")


def test_sections_belong_to_their_chapters() -> None:
    body = "第一章 甲事\n\n第一节 修路\n\n正文。\n\n第二节 治水\n\n正文。\n\n第二章 乙事\n\n第一节 办学\n\n正文。\n\n第二节 兴业\n\n正文。\n"
    contents = "第一章 甲事\n第一节 修路\n第二节 治水\n第二章 乙事\n第一节 办好学\n第二节 兴业\n"
    assert found(f"规划\n\n目录\n\n{contents}\n{body}") == [("办好学", "办学")]


@pytest.mark.parametrize(
    "text",
    [
        plan(TITLES, TITLES),
        plan(TITLES, TITLES, leader="……3"),
        plan(TITLES, tuple(" ".join(t) for t in TITLES)),
        plan(TITLES, changed("主要任务——让群众喝上好水")),
        plan(changed("主要任务——让群众喝上好水"), TITLES),
        plan(TITLES, ()),
        plan(TITLES, ("水厂", "道路", "学校", "码头")),
        plan(TITLES, TITLES[:2]),
        plan(changed("重点任务"), TITLES, "项目目录"),
        plan(changed("重点任务"), TITLES, "目录另行公布"),
        plan(TITLES[:2], ("发展基础", "重点任务")),
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("piece", ["目录\n", "第一章 甲\n", "目 ", "第一节 甲……1\n", "…"])
def test_linear_time(piece: str) -> None:
    document = Document("甲\n\n目录\n\n" + piece * (200_000 // len(piece)))
    document.blocks  # noqa: B018 (parsed before the clock starts)
    with bounded():
        list(check(document, {}))
