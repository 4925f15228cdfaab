"""The HTML report in a real browser: headless Chromium, driven by Playwright. Skipped where either is not there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import others
import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not there: pip install playwright")
ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (360, 1440)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        try:
            started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no browser: apt-get install chromium, or playwright install chromium ({str(error).splitlines()[0]})")
        yield started
        started.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    text = (ROOT / "examples" / "damaged-plan.md").read_text(encoding="utf-8")
    (folder / "规划.md").write_text(text + "\n𠮷祥区说：</script><b>构建大局局</b>。\n\n" + "长" * 300 + "x" * 300 + "\n", encoding="utf-8")
    (folder / "另一份很长的文件名").mkdir()
    (folder / "另一份很长的文件名" / "x_very_long_name_without_a_single_place_to_break_it.md").write_text("构建大局局。\n", encoding="utf-8")
    for lang, more in (("zh", ["--format", "html:r.html", "--format", "json:r.json", "规划.md"]), ("en", ["--format", "html:en.html", "--preview", "."])):
        subprocess.run([sys.executable, "-m", "planlint", "check", "--isolated", "--lang", lang, *more], cwd=folder, check=False)
    return folder


@pytest.fixture
def page(browser: Any, report: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The report, opened; nothing may go wrong in it and nothing may be fetched."""
    width, scheme, name = getattr(request, "param", (1440, "light", "r.html"))
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith("file:") else None)
    opened.goto((report / name).as_uri())
    yield opened
    assert wrong == []
    context.close()


def shown(page: Any) -> list[str]:
    """The codes of the reports that are listed and not hidden, in order."""
    codes: list[str] = page.eval_on_selector_all(".list > .p:not([hidden])", "items => items.map(item => item.dataset.c)")
    return codes


def chosen(page: Any) -> str:
    number: str = page.evaluate("(document.querySelector('.list > [aria-current]') || {dataset: {n: ''}}).dataset.n")
    return number


def in_sight(page: Any, selector: str) -> bool:
    """Whether an element can be seen: it is what stands at its own middle."""
    page.wait_for_timeout(100)
    found: bool = page.evaluate(
        "selector => { const e = document.querySelector(selector), r = e.getClientRects()[0];"
        " return e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)) }",
        selector,
    )
    return found


def problems(report: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((report / "r.json").read_text(encoding="utf-8"))["files"][0]["problems"]
    return told


def test_the_list_and_the_marks_are_those_of_json(page: Any, report: Path) -> None:
    assert shown(page) == [p["code"] for p in problems(report)]
    words = [place["text"] for p in problems(report) for place in p["places"]]
    marked = page.evaluate(
        "() => { const out = {}; for (const m of document.querySelectorAll('mark')) for (const p of m.dataset.p.split(' '))"
        " out[p] = (out[p] || '') + m.textContent; return out }"
    )
    assert [marked[str(at)].replace("⏎", "\n") for at in range(1, len(words) + 1)] == [
        "".join(c if c.isprintable() or c == "\n" or c == "\u3000" else f"⟨{ord(c):04X}⟩" for c in text) for text in words
    ]


@pytest.mark.parametrize("page", [(w, s, n) for w in WIDTHS for s in ("light", "dark") for n in ("r.html", "en.html")], indirect=True)
def test_nothing_sticks_out(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter(e => !e.closest('legend') && getComputedStyle(e).display !== 'inline'"
        " && e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []


@pytest.mark.parametrize("page", [(w, s, n) for w in WIDTHS for s in ("light", "dark") for n in ("r.html", "en.html")], indirect=True)
def test_contrast_and_labels_are_good(page: Any) -> None:
    page.evaluate(others.axe())
    page.evaluate("document.querySelectorAll('.part, .list li').forEach(e => e.style.contentVisibility = 'visible')")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]] == []


def test_filters_by_severity_family_and_rule(page: Any, report: Path) -> None:
    told = problems(report)
    page.uncheck("input[value=warning]")
    assert shown(page) == [p["code"] for p in told if p["severity"] == "error"]
    page.select_option("#family", "NUM")
    assert shown(page) == [p["code"] for p in told if p["severity"] == "error" and p["code"].startswith("NUM")]
    assert page.inner_text("#shown") == f"显示 {len(shown(page))} / {len(told)} 条"
    page.click("#clear")
    assert len(shown(page)) == len(told)
    page.select_option("#rule", "REP009")
    assert set(shown(page)) == {"REP009"}
    off = page.eval_on_selector_all("mark:not(.off)", "marks => marks.length")
    assert off == sum(p["count"] for p in told if p["code"] == "REP009")


def test_search_finds_words_and_says_when_there_are_none(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("大局局")
    assert shown(page) == ["REP009"] * 2
    page.fill("#search", "没有这样的字")
    assert shown(page) == []
    assert page.is_visible(".list .none")
    page.keyboard.press("Escape")
    assert len(shown(page)) > 10


def test_the_list_can_be_sorted(page: Any, report: Path) -> None:
    page.select_option("#sort", "rule")
    assert shown(page) == sorted(p["code"] for p in problems(report))
    page.select_option("#sort", "severity")
    assert shown(page) == [p["code"] for p in sorted(problems(report), key=lambda p: ["error", "warning", "info"].index(p["severity"]))]
    page.select_option("#sort", "place")
    assert shown(page) == [p["code"] for p in problems(report)]


@pytest.mark.parametrize("page", [(w, "light", "r.html") for w in WIDTHS], indirect=True)
def test_jumps_from_the_list_to_the_text_and_back(page: Any) -> None:
    last = page.evaluate("[...document.querySelectorAll('.list > .p')].at(-1).dataset.p.split(' ')[0]")
    page.click(f'.list a[href="#m{last}"]')
    assert in_sight(page, f'mark[data-p~="{last}"]')
    assert page.eval_on_selector_all("mark.on", "marks => marks[0].dataset.p").split()[0] == last
    page.evaluate("scrollTo(0, 0)")
    page.eval_on_selector("mark", "mark => mark.scrollIntoView({block: 'center'})")
    page.click("mark >> nth=0")
    assert chosen(page) == "1"
    assert in_sight(page, ".list > .p[aria-current] .head")


def test_a_mark_of_two_reports_shows_one_after_the_other(page: Any) -> None:
    both = page.evaluate("[...document.querySelectorAll('mark')].map(m => m.dataset.p).find(p => p.includes(' '))")
    assert both, "the example has nested marks"
    seen = set()
    for _ in both.split():
        page.eval_on_selector(f'mark[data-p="{both}"]', "mark => mark.click()")
        seen.add(chosen(page))
    assert len(seen) > 1


@pytest.mark.parametrize("page", [(w, "light", "r.html") for w in WIDTHS], indirect=True)
def test_the_keyboard_alone_does(page: Any) -> None:
    for key, number in (("j", "1"), ("j", "2"), ("n", "3"), ("k", "2"), ("p", "1"), ("k", "1")):
        page.keyboard.press(key)
        assert chosen(page) == number
        assert in_sight(page, "mark.on")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.keyboard.press("Enter")
    assert in_sight(page, "mark.on")
    page.keyboard.press("Control+j")
    assert chosen(page) == "1"


def test_related_places_are_linked(page: Any) -> None:
    page.click('.list a[href^="#x0-"] >> nth=0')
    assert in_sight(page, ".text p:has(i:target)")


def test_on_paper_there_are_the_summary_the_settings_the_text_the_list_and_room_to_sign(page: Any, tmp_path: Path) -> None:
    page.emulate_media(media="print")
    assert not page.is_visible(".tools")
    order = [page.evaluate(f"document.querySelector('{s}').getBoundingClientRect().top + scrollY") for s in (".chart", ".text", ".list", ".sign")]
    assert order == sorted(order)
    assert page.evaluate("getComputedStyle(document.querySelector('mark[data-n]'), '::after').content") == '"[1]"'
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95" in pdf or b"/MediaBox [0 0 595" in pdf


def test_it_can_be_read_without_the_script(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((report / "r.html").as_uri())
    assert not opened.is_visible(".tools")
    assert opened.is_visible(".list .p >> nth=0")
    opened.click('.list a[href="#m3"]')
    assert opened.url.endswith("#m3")
    context.close()


def test_the_redline_of_a_diff_has_the_same_look(browser: Any, report: Path, tmp_path: Path) -> None:
    target = tmp_path / "diff.html"
    plans = [str(tmp_path / f"a_very_long_name_without_a_single_place_to_break_it_{name}") for name in ("repaired-plan.md", "revised-plan.md")]
    for plan in plans:
        shutil.copy(ROOT / "examples" / plan.rsplit("_", 1)[1], plan)
    subprocess.run([sys.executable, "-m", "planlint", "diff", "--isolated", "--format", f"html:{target}", *plans], check=False)
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        opened = context.new_page()
        opened.goto(target.as_uri())
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
        opened.evaluate(others.axe())
        found = opened.evaluate("axe.run(document, {runOnly: ['color-contrast', 'document-title', 'html-has-lang']})")
        assert [v["id"] for v in found["violations"]] == []
        context.close()
