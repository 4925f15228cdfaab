"""Every example of every rule is a test: bad ones are reported at their marks, good ones are clean under all default rules."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from planlint import engine, rules
from planlint.activation import BUILT_IN, Active
from planlint.config import Config
from planlint.text.document import Document

RULES = rules.load()
PAGES = [rules.page(rule) for rule in RULES]
BAD = [(p.rule, e) for p in PAGES for e in p.bad if p.rule.code not in ("LNT900", "XDC006")]
"""Of a crash and of another document no text alone can tell."""
GOOD = [(p.rule, e) for p in PAGES for e in p.good]


def _id(value: object) -> str:
    return value.code if isinstance(value, rules.Rule) else ""


def _problems(text: str, config: Config, profile: str = "auto") -> tuple[engine.Problem, ...]:
    return engine.check(Document(text, profile=profile), RULES, config)[0]


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_id)
def test_a_bad_example_is_reported_at_its_marks(rule: rules.Rule, example: rules.Example) -> None:
    # LNT001 judges the directives for rules that run, so those have to run too.
    config = Config(select=("ALL",)) if rule.code == engine.UNUSED else Config(select=(rule.code,), preview=True, min_level="info")
    found = _problems(example.text, config, example.profile)
    spans = sorted(tuple(place.span) for problem in found if problem.rule.code == rule.code for place in problem.places)
    assert spans == sorted(example.spans)


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r, e in BAD if e.fixed], ids=_id)
def test_the_fix_gives_the_fixed_text_which_is_clean(rule: rules.Rule, example: rules.Example) -> None:
    config = Config(select=("ALL",)) if rule.code == engine.UNUSED else Config(select=(rule.code,), preview=True, min_level="info")
    found = _problems(example.text, config, example.profile)
    edits = sorted((e for p in found if p.rule.code == rule.code for place in p.places for e in place.edits), key=lambda e: e.span)
    text, at = "", 0
    for edit in edits:
        assert edit.span.start >= at, "edits overlap"
        text += example.text[at : edit.span.start] + edit.text
        at = edit.span.end
    assert text + example.text[at:] == example.fixed
    assert [p.message for p in _problems(example.fixed, config, example.profile) if p.rule.code == rule.code] == []


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=_id)
def test_a_good_example_is_clean_under_all_default_rules(rule: rules.Rule, example: rules.Example) -> None:
    assert [(p.rule.code, p.message) for p in _problems(example.text, Config(), example.profile)] == []


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=_id)
def test_a_good_example_is_clean_under_its_own_rule_even_in_preview(rule: rules.Rule, example: rules.Example) -> None:
    config = Config(select=(rule.code,), preview=rule.status == "preview")
    assert [(p.rule.code, p.message) for p in _problems(example.text, config, example.profile)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.rule.code)
def test_a_rule_file_stands_in_its_place(page: rules.Page) -> None:
    path = Path(page.rule.path)
    assert path.stem == page.rule.name
    assert len(page.rule.reason["zh"]) <= 90, "the first paragraph of `why` is printed under every report"


GOOD_FILE = '''
code = "XYZ001"
name = "own-rule"
checker = "doubled_words"
severity = "error"
default = "on"
status = "stable"
fix = "none"
title = { zh = "自定", en = "own" }
message = { zh = "甲", en = "a" }
why = { zh = "乙", en = "b" }
bad = [{ text = "⟦甲⟧" }, { text = "⟦乙⟧" }]
good = [{ text = "甲" }, { text = "乙" }]
'''


FAULTS: list[tuple[tuple[str, str], list[str]]] = [
    (('severity = "error"', 'severity = "fatal"'), ["severity", "fatal", "warning"]),
    (('default = "on"', 'default = "on"\ncolour = "red"'), ["unknown key", "colour"]),
    (('name = "own-rule"\n', ""), ["missing key", "name"]),
    (('code = "XYZ001"', 'code = "X1"'), ["X1", "REP001"]),
    (('bad = [{ text = "⟦甲⟧" }, { text = "⟦乙⟧" }]', ""), ["bad", "no example, no rule"]),
    (('bad = [{ text = "⟦甲⟧" }, { text = "⟦乙⟧" }]', 'bad = [{ text = "⟦甲⟧" }]'), ["bad", "at least two"]),
    (('{ text = "⟦甲⟧" }', '{ text = "甲" }'), ["bad", "⟦"]),
    (('title = { zh = "自定", en = "own" }', 'title = { zh = "自定" }'), ["title", "en"]),
    (("\nfix", "\nfix = ="), ["TOML"]),
]


@pytest.mark.parametrize(("change", "names"), FAULTS)
def test_a_faulty_rule_file_is_refused_with_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], names: list[str]
) -> None:
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "pack").mkdir()
    file = tmp_path / "pack" / "own.toml"
    assert change[0] in GOOD_FILE
    file.write_text(GOOD_FILE.replace(*change), encoding="utf-8")
    with pytest.raises(rules.UserError) as error:
        rules.load([tmp_path / "pack"])
    wanted = names if names != ["TOML"] else ["cannot read"]
    assert all(word in str(error.value) for word in [str(file), *wanted])


def test_rules_of_a_pack_are_loaded_and_kept_in_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "pack").mkdir()
    file = tmp_path / "pack" / "own.toml"
    file.write_text(GOOD_FILE, encoding="utf-8")
    first = rules.load([tmp_path / "pack"])
    assert "XYZ001" in {r.code for r in first}
    assert rules.load([tmp_path / "pack"]) == first, "the index gives the same rules"
    file.write_text(GOOD_FILE.replace("XYZ001", "XYZ002"), encoding="utf-8")
    assert "XYZ002" in {r.code for r in rules.load([tmp_path / "pack"])}, "a changed file is read again"


def test_a_damaged_index_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(tmp_path))
    before = rules.load()
    for index in tmp_path.iterdir():
        index.write_text("{", encoding="utf-8")
    assert rules.load() == before


def test_two_rules_may_not_share_a_code_or_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "pack").mkdir()
    for name in ("one", "two"):
        (tmp_path / "pack" / f"{name}.toml").write_text(GOOD_FILE, encoding="utf-8")
    with pytest.raises(rules.UserError, match="XYZ001"):
        rules.load([tmp_path / "pack"])


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        ("REP001", {"REP001"}),
        ("rep001", {"REP001"}),
        ("repeated-sentence", {"REP001"}),
        ("整句重复", {"REP001"}),
        ("EXT", {r.code for r in RULES if r.code.startswith("EXT")}),
        ("ALL", {r.code for r in RULES}),
        ("重复", set()),
        ("", set()),
    ],
)
def test_a_rule_is_named_by_code_prefix_name_and_title(selector: str, codes: set[str]) -> None:
    assert {r.code for r in RULES if rules.matches(r, selector)} == codes


def test_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(rules.UserError, match="REP001"):
        rules.check_selectors(RULES, ["REP0O1"], "--select")



def _has_stable_options(rule: rules.Rule) -> bool:
    return rule.checker != BUILT_IN and hasattr(import_module(f"planlint.checkers.{rule.checker}"), "STABLE")


@pytest.mark.parametrize("rule", list(filter(_has_stable_options, RULES)), ids=_id)
def test_without_preview_a_rule_finds_what_is_stable_and_no_more(rule: rules.Rule) -> None:
    texts = [example.text for page in PAGES for example in (*page.bad, *page.good)]
    for document in (Document(text) for text in (*texts, "\n".join(texts))):
        every, stable = (list(Active(rule, "error", rule.options, False, preview=shown).check(document, rule.options)) for shown in (True, False))
        assert stable == [hit for hit in every if hit.status != "preview"]
