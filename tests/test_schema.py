"""The schemas accept what the loaders accept and refuse what they refuse as no key, no value or no kind that there is."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from test_config import ACCEPTED, REFUSED
from test_rules import FAULTS, GOOD_FILE

from planlint import activation, config, rules, schema
from planlint.cli import main
from planlint.commands.init import SETTINGS
from planlint.config import Config
from planlint.errors import UserError

ROOT = Path(__file__).parent.parent
RULES = rules.load()
CONFIG = Draft7Validator(schema.of_config(RULES))
RULE = Draft7Validator(schema.of_rule())
VALUES: dict[type, Any] = {bool: True, int: 3, float: 0.5, str: "甲", list: ["甲"], tuple: ["甲"], dict: {"甲": "乙"}}


def _fits(validator: Draft7Validator, text: str) -> bool:
    return bool(validator.is_valid(tomllib.loads(text)))


@pytest.mark.parametrize("made", [schema.of_config(RULES), schema.of_rule()])
def test_a_schema_is_one(made: dict[str, Any]) -> None:
    Draft7Validator.check_schema(made)


@pytest.mark.parametrize("text", [text for text, _ in ACCEPTED])
def test_what_the_loader_accepts_fits(text: str) -> None:
    assert _fits(CONFIG, text)


@pytest.mark.parametrize("text", [p.read_text(encoding="utf-8") for p in sorted((ROOT / "planlint" / "presets").iterdir())])
def test_a_preset_fits(text: str) -> None:
    assert _fits(CONFIG, text)


def test_what_init_writes_fits_with_its_comments_taken_off() -> None:
    lines = [line.removeprefix("# ") for line in SETTINGS.splitlines()]
    text = "\n".join(line for line in lines if line.startswith("[") or ((line.isascii() or "=" in line) and " = " in line))
    assert {"extends", "rules", "score", "per-file"} <= set(tomllib.loads(text))
    assert _fits(CONFIG, text)


# What only a run can know: paths, patterns, TOML itself, numbers that JSON has no words for.
BEYOND = ('extends = "', "[z-a]", "select = = 1", "inf }", "nan }")


@pytest.mark.parametrize("text", [text for text, _ in REFUSED if not any(part in text for part in BEYOND)])
def test_what_the_loader_refuses_does_not_fit(text: str) -> None:
    assert not _fits(CONFIG, text)


def _run_refuses(own: dict[str, Any], rule: rules.Rule) -> bool:
    """Whether a run refuses these settings of a rule."""
    active = activation.activate(rule, Config(select=(rule.code,), preview=True, rules={rule.code: own}), "plan")
    try:
        assert active is not None
        _ = active.check
    except UserError:
        return True
    return False


@pytest.mark.parametrize("rule", [r for r in RULES if r.checker != activation.BUILT_IN], ids=lambda r: r.code)
def test_options_of_a_rule_fit_as_a_run_takes_them(rule: rules.Rule) -> None:
    kinds = activation.options_of(rule)
    for names in ([rule.code], [rule.name], [rule.title["zh"]], [rule.code.lower()]):
        assert CONFIG.is_valid({"rules": {name: {"severity": "info", **dict(rule.options)} for name in names}})
    assert not CONFIG.is_valid({"rules": {rule.code: {"no-such-option": 1}}})
    assert _run_refuses({"no-such-option": 1}, rule)
    for option, default in kinds.items():
        for value in VALUES.values():
            assert CONFIG.is_valid({"rules": {rule.code: {option: value}}}) is not _run_refuses({option: value}, rule), (option, default, value)


def test_a_rule_that_there_is_not_does_not_fit_unless_a_pack_may_have_it() -> None:
    assert not CONFIG.is_valid({"rules": {"XYZ001": {"severity": "info"}}})
    assert CONFIG.is_valid({"packs": ["lint"], "rules": {"XYZ001": {"severity": "info", "own": 1}}})
    assert CONFIG.is_valid({"extends": "base.toml", "rules": {"XYZ001": {}}})
    assert not CONFIG.is_valid({"packs": ["lint"], "rules": {"XYZ001": {"severity": "fatal"}}})
    assert not CONFIG.is_valid({"packs": ["lint"], "rules": {"REP001": {"no-such-option": 1}}})


@pytest.mark.parametrize("path", [*(Path(r.path) for r in RULES), *sorted((ROOT / "examples" / "pack").iterdir())], ids=lambda p: p.stem)
def test_a_rule_file_fits(path: Path) -> None:
    assert [e.message for e in RULE.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("change", [change for change, names in FAULTS if "TOML" not in names])
def test_a_faulty_rule_file_does_not_fit(change: tuple[str, str]) -> None:
    assert _fits(RULE, GOOD_FILE)
    assert not _fits(RULE, GOOD_FILE.replace(*change))


MORE = [
    "colour = 1", "merge = 'always'", "explains = 'REP001'", "related = { first = { zh = '' } }", "variants = { other = 1 }",
    "profiles = { law = { colour = 1 } }",
]  # fmt: skip


@pytest.mark.parametrize("line", [*MORE, *(f"{key} = 1" for key in ("title", "message", "why"))])
def test_an_unknown_key_is_refused_by_both(tmp_path: Path, line: str) -> None:
    key = line.split(" = ")[0]
    text = "\n".join(old for old in GOOD_FILE.splitlines() if not old.startswith(key)) + f"\n{line}\n"
    (tmp_path / "own-rule.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError):
        rules.load([tmp_path])
    assert not _fits(RULE, text)


def test_options_of_a_rule_file_are_those_of_its_checker() -> None:
    assert _fits(RULE, GOOD_FILE + "[options]\nallow = ['一一']\n[profiles.law.options]\nadverbs = []")
    assert not _fits(RULE, GOOD_FILE + "[options]\nmin-chars = 3")
    assert not _fits(RULE, GOOD_FILE + "[options]\nallow = '一一'")
    assert not _fits(RULE, GOOD_FILE + "[profiles.law.options]\nmin-chars = 3")
    assert not _fits(RULE, GOOD_FILE.replace("doubled_words", "no_such_thing"))


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["config", *arguments])


def test_the_command_prints_the_schemas_with_the_rules_of_packs(folder: Path) -> None:
    shipped = ROOT / "planlint" / "schemas"
    assert _run("--schema").stdout == (shipped / "planlint.schema.json").read_text(encoding="utf-8")
    assert _run("--schema", "rule").stdout == (shipped / "rule.schema.json").read_text(encoding="utf-8")
    (folder / "lint").mkdir()
    (folder / "lint" / "own-rule.toml").write_text(GOOD_FILE, encoding="utf-8")
    (folder / "planlint.toml").write_text('packs = ["lint"]', encoding="utf-8")
    assert "XYZ001" in json.loads(_run("--schema").stdout)["definitions"]
    (folder / "planlint.toml").write_text('packs = ["missing"]', encoding="utf-8")
    assert _run("--schema").exit_code == 2


def test_every_setting_has_a_schema_with_its_purpose() -> None:
    made = schema.of_config(RULES)["properties"]
    assert set(made) == set(config.KEYS)
    assert all(part["description"] for part in made.values())
