"""The configuration file: every key, what it inherits, and what is refused with file, key and the allowed values."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planlint import activation, config, rules
from planlint.config import Config, PerFile
from planlint.errors import UserError

RULES = {r.code: r for r in rules.load()}


def _load(folder: Path, text: str, name: str = "planlint.toml") -> Config:
    (folder / name).write_text(text, encoding="utf-8")
    return config.load(folder)


ACCEPTED: list[tuple[str, dict[str, object]]] = [
    ("", {}),
    ('select = ["REP", "整句重复"]', {"select": ("REP", "整句重复")}),
    ('extend-select = ["PUN014"]', {"extend_select": ("PUN014",)}),
    ('ignore = ["EXT005"]', {"ignore": ("EXT005",)}),
    ('exclude = ["drafts/", "!a.md"]', {"exclude": ("drafts/", "!a.md")}),
    ('profile = "law"', {"profile": "law"}),
    ("preview = true", {"preview": True}),
    ('min-level = "error"', {"min_level": "error"}),
    ('fail-on = "never"', {"fail_on": "never"}),
    ('lang = "en"', {"lang": "en"}),
    ('encoding = "gb18030"', {"encoding": "gb18030"}),
    ('[rules.REP001]\nseverity = "info"\nmin-chars = 12', {"rules": {"REP001": {"severity": "info", "min-chars": 12}}}),
    ("[score]\nweights = { PUN = 0.2, REP001 = 0 }\ncap = 2", {"score": {"weights": {"PUN": 0.2, "REP001": 0}, "cap": 2}}),
    (
        '[[per-file]]\nfiles = "a/**"\nignore = ["REP"]\nextend-select = ["PUN014"]\nprofile = "law"\n[[per-file]]\nfiles = "b"',
        {"per_file": (PerFile("a/**", ("REP",), ("PUN014",), "law"), PerFile("b"))},
    ),
]


@pytest.mark.parametrize(("text", "settings"), ACCEPTED)
def test_every_key(tmp_path: Path, text: str, settings: dict[str, object]) -> None:
    assert _load(tmp_path, text)._replace(origins={}) == Config(**settings, source=str(tmp_path / "planlint.toml"))  # type: ignore[arg-type]


def test_packs_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    assert _load(tmp_path, 'packs = ["lint/rules"]').packs == (str(tmp_path / "lint" / "rules"),)


def test_every_known_key_is_tested() -> None:
    assert {k.replace("-", "_") for k in config.KEYS} == {*Config._fields, "extends"} - {"source", "origins"}


REFUSED: list[tuple[str, list[str]]] = [
    ('ignores = ["REP001"]', ["'ignores'", "'ignore'"]),
    ('min_level = "error"', ["'min_level'", "'min-level'"]),
    ('xyz = "error"', ["'xyz'", "exclude", "per-file", "extends"]),
    ('min-level = "fatal"', ["min-level", "'fatal'", "error, warning, info"]),
    ('fail-on = "always"', ["fail-on", "never"]),
    ('profile = "novel"', ["profile", "gongwen"]),
    ('lang = "fr"', ["lang", "zh, en, auto"]),
    ('min-level = ["error"]', ["min-level", "error, warning, info"]),
    ('preview = "yes"', ["preview", "true"]),
    ("encoding = 8", ["encoding", "gb18030"]),
    ('select = "REP001"', ["select", '["REP001"]']),
    ("ignore = [1]", ["ignore", "字符串列表"]),
    ('exclude = ["[z-a]"]', ["exclude", "[z-a]", "gitignore"]),
    ("packs = 1", ["packs"]),
    ("rules = 1", ["rules", "表"]),
    ('[rules]\nREP001 = "error"', ["rules", "[rules.REP001]"]),
    ('[rules.REP001]\nseverity = "fatal"', ["[rules.REP001]", "'fatal'", "error, warning, info"]),
    ("score = 1", ["[score]", "表"]),
    ("[score]\nweight = {}", ["[score]", "'weight'", "'weights'"]),
    ("[score]\nweights = 1", ["[score] weights", "PUN = 0.1"]),
    ('[score]\nweights = { PUN = "0.1" }', ["[score] weights"]),
    ("[score]\nweights = { PUN = -1 }", ["[score] weights", "不小于 0"]),
    ("[score]\nweights = { PUN = inf }", ["[score] weights"]),
    ("[score]\nweights = { PUN = nan }", ["[score] weights"]),
    ("[score]\nweights = { PUN = true }", ["[score] weights"]),
    ("[score]\ncap = 0", ["[score] cap", "0", "不小于 1"]),
    ("[score]\ncap = 1.5", ["[score] cap", "1.5"]),
    ("per-file = 1", ["per-file"]),
    ('per-file = ["a"]', ["per-file"]),
    ('[[per-file]]\nignore = ["REP"]', ["per-file", "files"]),
    ("[[per-file]]\nfiles = 1", ["per-file", "files"]),
    ('[[per-file]]\nfiles = "[z-a]"', ["per-file", "[z-a]"]),
    ('[[per-file]]\nfiles = "a"\nignored = ["REP"]', ["per-file", "'ignored'", "'ignore'"]),
    ('[[per-file]]\nfiles = "a"\nprofile = "novel"', ["profile", "novel", "gongwen"]),
    ("extends = 1", ["extends"]),
    ('extends = "archve"', ["extends", "'archve'", "'archive'"]),
    ('extends = "no-such-thing"', ["extends", "archive", "strict"]),
    ('extends = "missing.toml"', ["missing.toml", "无法读取"]),
    ('extends = "planlint.toml"', ["planlint.toml", "循环"]),
    ("preview = true\nselect = = 1", ["TOML", "line 2"]),
]


@pytest.mark.parametrize(("text", "names"), REFUSED)
def test_what_is_wrong_is_named_with_file_and_wish(tmp_path: Path, text: str, names: list[str]) -> None:
    with pytest.raises(UserError) as error:
        _load(tmp_path, text)
    assert all(name in str(error.value) for name in [str(tmp_path), *names]), error.value
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "planlint.toml").write_bytes('profile = "规划"'.encode("gb18030"))
    with pytest.raises(UserError, match=r"planlint\.toml: 配置文件无法读取"):
        config.load(tmp_path)


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "planlint.toml").write_bytes(b'\xef\xbb\xbfprofile = "law"')
    assert config.load(tmp_path).profile == "law"


def test_the_nearest_file_upwards_holds_alone(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    _load(tmp_path, 'ignore = ["REP001"]\npreview = true')
    assert config.load(inner).ignore == ("REP001",)
    assert _load(tmp_path / "a", 'ignore = ["PUN"]')._replace(origins={}) == Config(ignore=("PUN",), source=str(tmp_path / "a" / "planlint.toml"))
    assert config.load(inner).preview is False


def test_pyproject_counts_where_it_speaks_of_planlint(tmp_path: Path) -> None:
    _load(tmp_path, "preview = true")
    inner = tmp_path / "a"
    inner.mkdir()
    assert _load(inner, '[project]\nname = "planlint-notes"', "pyproject.toml").preview is True, "goes on upwards"
    assert _load(inner, '[tool.planlint]\nprofile = "law"', "pyproject.toml")._replace(origins={}) == Config(profile="law", source=str(inner / "pyproject.toml"))
    assert _load(inner, 'profile = "news"').profile == "news", "planlint.toml comes first"


@pytest.mark.parametrize("text", ["tool = 1 # planlint", "[tool]\nplanlint = 1"])
def test_a_pyproject_of_another_shape_does_not_crash(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    if "planlint = 1" in text:
        with pytest.raises(UserError, match=r"tool\.planlint"):
            config.load(tmp_path)
    else:
        assert config.load(tmp_path).source != str(tmp_path / "pyproject.toml")


def test_an_explicit_file_must_be_there_and_isolated_reads_none(tmp_path: Path) -> None:
    _load(tmp_path, "preview = true")
    assert config.load(tmp_path, isolated=True) == Config()
    (tmp_path / "other.toml").write_text('profile = "law"', encoding="utf-8")
    assert config.load(tmp_path, tmp_path / "other.toml").profile == "law"
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    assert config.load(tmp_path, tmp_path / "pyproject.toml") == Config(source=str(tmp_path / "pyproject.toml"))
    for missing in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(UserError, match="无法读取"):
            config.load(tmp_path, missing)


def test_extends_is_added_to(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    base = tmp_path / "shared" / "base.toml"
    base.write_text(
        'select = ["REP"]\nignore = ["PUN"]\nexclude = ["a"]\npacks = ["p"]\nprofile = "law"\npreview = true\n'
        '[rules.REP001]\nseverity = "info"\nmin-chars = 9\n[[per-file]]\nfiles = "x"',
        encoding="utf-8",
    )
    got = _load(
        tmp_path,
        'extends = "shared/base.toml"\nignore = ["EXT"]\nexclude = ["b"]\npacks = ["q"]\nprofile = "news"\n'
        '[rules.REP001]\nmin-chars = 12\n[rules.REP002]\nseverity = "error"\n[[per-file]]\nfiles = "y"',
    )
    assert got._replace(origins={}) == Config(
        select=("REP",),
        ignore=("EXT",),
        exclude=("a", "b"),
        packs=(str(tmp_path / "shared" / "p"), str(tmp_path / "q")),
        profile="news",
        preview=True,
        rules={"REP001": {"severity": "info", "min-chars": 12}, "REP002": {"severity": "error"}},
        per_file=(PerFile("x"), PerFile("y")),
        source=str(tmp_path / "planlint.toml"),
    )


@pytest.mark.parametrize("name", config.presets())
def test_every_preset_can_be_used_and_is_documented(tmp_path: Path, name: str) -> None:
    settings = _load(tmp_path, f'extends = "{name}"\nignore = ["STR003"]')
    assert settings.ignore == ("STR003",)
    assert settings._replace(origins={}) != Config(ignore=("STR003",), source=settings.source), "it says something"
    rules.check_selectors(RULES.values(), (*settings.select, *settings.extend_select), name)
    root = Path(__file__).parent.parent
    documented = [root / "README.md", root / "README.zh-CN.md", root / "planlint" / "commands" / "init.py"]
    assert [p.name for p in documented if name not in p.read_text(encoding="utf-8")] == []


def test_a_preset_is_a_base_and_the_file_wins(tmp_path: Path) -> None:
    settings = _load(tmp_path, 'extends = "strict"\nselect = ["REP"]\nfail-on = "error"')
    assert (settings.select, settings.preview, settings.min_level, settings.fail_on) == (("REP",), True, "info", "error")
    assert settings.origins["preview"] == "preset strict"
    assert settings.origins["fail-on"] == str(tmp_path / "planlint.toml")


def test_a_shared_file_may_extend_a_preset_and_a_path_may_look_like_one(tmp_path: Path) -> None:
    (tmp_path / "strict").write_text('extends = "archive"\nexclude = ["a"]', encoding="utf-8")
    settings = _load(tmp_path, 'extends = "./strict"\nexclude = ["b"]')
    assert (settings.min_level, settings.preview, settings.exclude) == ("error", False, ("a", "b"))
    assert settings.origins["exclude"] == f"{tmp_path / 'strict'}, {tmp_path / 'planlint.toml'}"


def test_weights_are_added_to(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("[score]\nweights = { PUN = 0.2, REP = 3 }\ncap = 2", encoding="utf-8")
    settings = _load(tmp_path, 'extends = "base.toml"\n[score]\nweights = { REP = 1 }')
    assert settings.score == {"weights": {"PUN": 0.2, "REP": 1}, "cap": 2}


def test_extends_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text('extends = "c.toml"', encoding="utf-8")
    (tmp_path / "c.toml").write_text('extends = "b.toml"', encoding="utf-8")
    with pytest.raises(UserError, match=r"c\.toml.*循环"):
        _load(tmp_path, 'extends = "b.toml"')


@pytest.mark.parametrize(
    ("path", "ignore", "extend_select", "profile"),
    [
        ("a.md", (), (), "auto"),
        ("laws/a.md", ("REP",), (), "law"),
        ("laws/x/a.md", ("REP",), (), "law"),
        ("laws/draft.md", ("REP", "EXT"), ("PUN014",), "law"),
    ],
)
def test_settings_for_some_files(
    tmp_path: Path, path: str, ignore: tuple[str, ...], extend_select: tuple[str, ...], profile: str
) -> None:
    settings = _load(
        tmp_path,
        '[[per-file]]\nfiles = "laws/**"\nignore = ["REP"]\nprofile = "law"\n'
        '[[per-file]]\nfiles = "draft.md"\nignore = ["EXT"]\nextend-select = ["PUN014"]',
    )
    own = config.for_file(settings, str(tmp_path / path))
    assert (own.ignore, own.extend_select, own.profile) == (ignore, extend_select, profile)


def test_settings_for_some_files_count_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "laws").mkdir()
    settings = _load(tmp_path, '[[per-file]]\nfiles = "/laws/a.md"\nprofile = "law"')
    monkeypatch.chdir(tmp_path / "laws")
    assert config.for_file(settings, "a.md").profile == "law"
    assert config.for_file(settings, "b.md").profile == "auto"


@pytest.mark.parametrize("name", ["REP001", "rep001", "repeated-sentence", "整句重复"])
def test_a_rule_is_configured_by_any_of_its_names(name: str) -> None:
    active = activation.activate(RULES["REP001"], Config(rules={name: {"severity": "info", "min-chars": 33}}), "plan")
    assert active is not None
    assert (active.severity, active.options["min-chars"]) == ("info", 33)


def test_the_later_of_two_tables_for_one_rule_holds() -> None:
    settings = Config(rules={"REP001": {"severity": "info", "min-chars": 33}, "repeated-sentence": {"min-chars": 44}})
    active = activation.activate(RULES["REP001"], settings, "plan")
    assert active is not None
    assert (active.severity, active.options["min-chars"]) == ("info", 44)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "zh"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "en_US", "LC_ALL": ""}, "en"),
    ],
)
def test_messages_are_chinese_unless_the_locale_is_english(environment: dict[str, str], lang: str) -> None:
    assert config.language("auto", environment) == lang
    assert (config.language("zh", environment), config.language("en", environment)) == ("zh", "en")


def test_config_shows_each_setting_and_where_it_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planlint.commands.config import shown

    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.toml").write_text('profile = "law"\n[rules.REP009]\nseverity = "info"\n[score.weights]\nPUN = 1\n', encoding="utf-8")
    text = 'extends = "base.toml"\nignore = ["STR"]\n[rules.REP009]\nallow = ["群群担当"]\n[[per-file]]\nfiles = "a/**"\nignore = ["REP"]\n[score]\ncap = 2\n'
    (tmp_path / "planlint.toml").write_text(text, encoding="utf-8")
    lines = {line.split(" = ")[0]: line for line in shown("b.md").splitlines()}
    assert '"law"' in lines["profile"]
    assert lines["profile"].endswith("base.toml")
    assert lines["preview"].endswith("# default")
    assert "群群担当" in lines["rules.REP009.allow"]
    assert lines["rules.REP009.severity"].endswith("base.toml"), "each option of a rule has its own origin"
    assert lines["rules.REP009.allow"].endswith("planlint.toml")
    assert lines["score.weights.PUN"].endswith("base.toml")
    assert lines["score.cap"].endswith("planlint.toml")
    inside = {line.split(" = ")[0]: line for line in shown("a/b.md").splitlines()}
    assert '["STR", "REP"]' in inside["ignore"]
    assert "[[per-file]] a/**" in inside["ignore"]


def test_init_writes_settings_that_can_be_read_and_never_replaces_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from planlint.commands.init import command

    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(command, []).exit_code == 0
    assert config.load(tmp_path).source.endswith("planlint.toml")
    (tmp_path / "planlint.toml").write_text("ignore = []\n", encoding="utf-8")
    assert CliRunner().invoke(command, []).exit_code == 2
    assert (tmp_path / "planlint.toml").read_text(encoding="utf-8") == "ignore = []\n"
    assert "id: planlint" in CliRunner().invoke(command, ["--pre-commit"]).output


def test_files_of_the_same_rows_have_the_same_settings() -> None:
    rows = (PerFile("laws/**", ignore=("PUN",)), PerFile("**/old.md", profile="law"))
    settings = Config(per_file=rows, source=os.path.abspath("planlint.toml"))
    one, two, both, none = (config.for_file(settings, name) for name in ("laws/a.md", "laws/b.md", "laws/old.md", "a.md"))
    assert one is two
    assert none is settings
    assert (one.ignore, one.profile, both.ignore, both.profile) == (("PUN",), "auto", ("PUN",), "law")
    assert config.for_file(Config(per_file=rows[:1], source=settings.source, ignore=("REP",)), "laws/a.md").ignore == ("REP", "PUN")
