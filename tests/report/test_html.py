"""The HTML report: what is in the file. How it behaves in a browser is told by test_html_browser.py."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planlint import rules
from planlint.commands import check
from planlint.report import facts, html
from planlint.report.marked import Mark, paragraphs, shown
from planlint.text.document import Document
from planlint.text.spans import Span

ROOT = Path(__file__).parents[2]
DANGEROUS = "他说：</script><script>alert(1)</script>“'\"&amp;--><!--\x08\u202e大局局。\n"


class Page(HTMLParser):
    """What a browser makes of a report: the words of every mark by place, all ids, and the tags in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.marks: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if "id" in given:
            self.ids.append(given["id"] or "")
        if (given.get("href") or "").startswith("#"):
            self.links.append((given["href"] or "")[1:])
        if tag == "mark":
            self._open = (given["data-p"] or "").split()
            for place in self._open:
                self.marks.setdefault(place, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._open = []

    def handle_data(self, data: str) -> None:
        for place in self._open:
            self.marks[place] += data


def planlint(*arguments: str, folder: Path, code: int = 1) -> None:
    words = [sys.executable, "-m", "planlint", "check", "--isolated", "--lang", "zh", *arguments]
    run = subprocess.run(words, capture_output=True, encoding="utf-8", cwd=folder, check=False)
    assert run.returncode == code, run.stderr


def told(folder: Path, *files: str, code: int = 1) -> tuple[str, list[str]]:
    """The report of files and, in order, the words of all places as JSON has them."""
    planlint("--preview", "--format", "html:r.html", "--format", "json:r.json", *files, folder=folder, code=code)
    data = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    words = [place["text"] for f in data["files"] for p in f["problems"] for place in p["places"]]
    return (folder / "r.html").read_bytes().decode("utf-8"), words


def visible(text: str) -> str:
    text = re.sub("\r\n|\r|\n", "⏎", text)
    return "".join(c if c.isprintable() or c in "\u3000\t" else f"⟨{ord(c):04X}⟩" for c in text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_place_is_marked_where_it_is(folder: Path, newline: str) -> None:
    text = (ROOT / "examples" / "damaged-plan.md").read_text(encoding="utf-8") + "\n𠮷祥区构建大局局。\n"
    (folder / "a.md").write_bytes(text.replace("\n", newline).encode("utf-8-sig"))
    page, words = told(folder, "a.md")
    parsed = Page(page)
    assert len(words) > 50
    assert parsed.marks == {str(at): visible(text) for at, text in enumerate(words, 1)}


def test_examples_of_all_rules_are_marked_where_they_are(folder: Path) -> None:
    names = []
    for at, rule in enumerate(rules.load()):
        names.append(f"{at:03}.md")
        (folder / names[-1]).write_text("\n\n".join(e.text for e in rules.page(rule).bad), encoding="utf-8", newline="")
    page, words = told(folder, *names)
    parsed = Page(page)
    assert parsed.marks == {str(at): visible(text) for at, text in enumerate(words, 1)}
    assert len(parsed.ids) == len(set(parsed.ids))
    assert set(parsed.links) <= set(parsed.ids), "every link leads somewhere"


def test_the_text_of_a_document_cannot_leave_its_place(folder: Path) -> None:
    (folder / "a.md").write_text(DANGEROUS, encoding="utf-8")
    page, _ = told(folder, "a.md")
    assert Page(page).tags.count("script") == 1
    assert page.count("alert(1)") == re.sub("<[^>]*>", "", page).count("alert(1)") > 0
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", page)


def test_the_page_fetches_nothing(folder: Path) -> None:
    (folder / "a.md").write_text("构建大局局。\n", encoding="utf-8")
    page, _ = told(folder, "a.md")
    assert "default-src 'none'" in page
    assert "://" not in page
    assert not {"img", "link", "iframe"} & set(Page(page).tags)


def test_the_report_says_with_what_it_was_made(folder: Path) -> None:
    from planlint import __version__

    (folder / "a.md").write_text("构建大局局。\n\n各地区各部门都要抓好落实。\n", encoding="utf-8")
    page, _ = told(folder, "a.md", "--ignore", "PUN004")
    for words in ("校对报告", "不通过", f"<dd>{__version__}</dd>", f"{len(rules.load())} 条，版本 ", "不用 PUN004", "疑似差错密度", "签署", "复核"):
        assert words in page
    english, _ = told(folder, "a.md", "--lang", "en")
    for words in ("Proofreading report", "problems to deal with", "Density of suspected slips", "Reviewed by", '<html lang="en">'):
        assert words in english


def test_a_set_of_rules_has_a_mark_of_its_own() -> None:
    known = rules.load()
    assert facts._mark(known) == facts._mark(tuple(rule._replace(path="elsewhere") for rule in known))
    assert facts._mark(known) != facts._mark((known[0]._replace(severity="info"), *known[1:]))


def test_what_cannot_be_read_and_clean_files_are_named(folder: Path) -> None:
    (folder / "clean.md").write_text("各地区各部门都要抓好落实。\n", encoding="utf-8")
    (folder / "a.md").write_text("构建大局局。\n", encoding="utf-8")
    page, _ = told(folder, "a.md", "clean.md", "missing<b>.md", code=2)
    assert "missing&lt;b&gt;.md: 文件不存在" in page
    assert "有文件或设置不能检查" in page
    assert "没有发现问题的文件 1 个" in page
    assert "各地区" not in page
    alone, _ = told(folder, "clean.md", code=0)
    assert "各地区" in alone
    assert "没有发现问题" in alone


def test_a_long_document_is_shown_in_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "TEXT_SHOWN", 1000)
    lines = [f"第{n}段平平常常。" for n in range(400)]
    lines[200] = "构建大局局。"
    lines[300] = "平常" * 2000 + "营造好氛氛围。" + "平常" * 2000
    (folder / "a.md").write_text("\n\n".join(lines), encoding="utf-8")
    with pytest.raises(SystemExit):
        check.command.main(["--isolated", "--lang", "zh", "--select", "REP009", "--format", "html:r.html", "a.md"])
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert list(Page(page).marks.values()) == ["局局", "氛氛"]
    assert "只显示问题所在的段落" in page
    assert "第199段" not in page
    left = sum(int(n.replace(",", "")) for n in re.findall(r"⋮ 略去 ([\d,]+) 字", page))
    text = (folder / "a.md").read_text(encoding="utf-8")
    assert left == len(text) - len("构建大局局。\n") - 400 - len("氛氛")


def test_of_too_many_reports_the_gravest_are_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "REPORTS_SHOWN", 2)
    (folder / "a.md").write_text("构建大局局。\n\n营造好氛氛围。\n\n他说：“好的。\n\n开展工作工作。\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        check.command.main(["--isolated", "--lang", "zh", "--format", "html:r.html", "a.md"])
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert "共 4 条报告、4 处，只列出最重要的 2 条、2 处" in page
    assert sorted(re.findall(r'data-c="(\w+)"', page)) == ["PUN001", "REP008"]


def _marks(*spans: tuple[int, int]) -> list[Mark]:
    return [Mark(at, at, Span(*span), "error", "标题") for at, span in enumerate(spans, 1)]


def lines_of(text: str, *spans: tuple[int, int], whole: bool = True) -> str:
    return "".join(paragraphs(Document(text), _marks(*spans), [], "x", whole, "{n}"))


def test_marks_may_overlap_nest_and_be_empty() -> None:
    parsed = Page(lines_of("甲乙丙丁戊己", (0, 4), (2, 6), (3, 4), (2, 2), (6, 6), (0, 0)))
    assert parsed.marks == {"1": "甲乙丙丁", "2": "丙丁戊己", "3": "丁", "4": "", "5": "", "6": ""}
    assert sorted(parsed.ids) == [f"m{n}" for n in range(1, 7)]


def test_a_mark_goes_over_lines() -> None:
    assert Page(lines_of("甲乙\r\n\r\n丙丁", (1, 7))).marks == {"1": "乙⏎⏎丙"}
    assert Page(lines_of("甲乙\n", (2, 3), (3, 3))).marks == {"1": "⏎", "2": ""}
    assert Page(lines_of("", (0, 0))).marks == {"1": ""}


def test_related_places_can_be_linked_to_wherever_they_are() -> None:
    text = "甲乙丙\n丁"
    page = "".join(paragraphs(Document(text), _marks((0, 2)), [0, 1, 2, 3, 4], "x", True, "{n}"))
    assert sorted(Page(page).ids) == ["m1", "x0", "x1", "x2", "x3", "x4"]


def test_what_is_invisible_is_shown_by_its_number() -> None:
    assert shown("甲\u200b<\x1b\u3000\t") == '甲<span class="inv">⟨200B⟩</span>&lt;<span class="inv">⟨001B⟩</span>\u3000\t'


def test_of_a_report_with_too_many_places_the_first_are_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "PLACES_SHOWN", 20)
    monkeypatch.setattr(html, "PLACES_OF_ONE", 5)
    (folder / "a.md").write_text("各地区,各部门抓好落实。\n\n" * 30 + "开展工作工作。\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        check.command.main(["--isolated", "--lang", "zh", "--select", "PUN004,REP008", "--format", "html:r.html", "a.md"])
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert re.findall(r'data-p="([\d ]+)" data-s="\w+" data-f="\w+" data-c="(\w+)"', page) == [("1 2 3 4 5", "PUN004"), ("31", "REP008")]
    assert "只列出最重要的 2 条、6 处" in page
