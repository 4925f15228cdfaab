"""planlint.toml or [tool.planlint] in pyproject.toml: the nearest upwards, merged with nothing but what it `extends`."""

import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from planlint.errors import UserError
from planlint.rules import SEVERITIES
from planlint.text.profile import PROFILES

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAMES = ("planlint.toml", "pyproject.toml")


class PerFile(NamedTuple):
    """Settings for the files that a glob matches."""

    files: str
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    profile: str = ""


class Config(NamedTuple):
    """The settings of a run. Selectors are codes, beginnings of codes, names, titles or ALL; empty `select` means the defaults."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "auto"
    preview: bool = False
    min_level: str = "warning"
    fail_on: str = "warning"
    lang: str = "auto"
    encoding: str = "auto"
    docx_view: str = "accepted"
    exclude: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    deep: str = "off"
    archive: str = ""
    rules: Mapping[str, Mapping[str, Any]] = {}
    score: Mapping[str, Any] = {}
    per_file: tuple[PerFile, ...] = ()
    source: str = ""
    origins: Mapping[str, str] = {}
    """Where each setting comes from that is not the default, by its key; inside tables also by keys such as `rules.REP001.severity`."""


CHOICES: dict[str, tuple[str, ...]] = {
    "profile": ("auto", *PROFILES), "min-level": SEVERITIES, "fail-on": (*SEVERITIES, "never"), "lang": ("zh", "en", "auto"),
    "docx-view": ("accepted", "original", "both"), "deep": ("off", "strict", "review"),
}  # fmt: skip
LISTS = ("select", "extend-select", "ignore", "exclude", "packs", "terms")
PER_FILE = {"files", "ignore", "extend-select", "profile"}
SCORE = ("weights", "cap")
KEYS = (*LISTS, *CHOICES, "preview", "encoding", "archive", "rules", "score", "per-file", "extends")
DEEP = "CHR016"
"""The rule that `deep` is about: it runs only where it is named, since it loads what no other rule does."""
_PRESETS = os.path.join(os.path.dirname(os.path.realpath(__file__)), "presets")


def load(start: str | os.PathLike[str], explicit: str | os.PathLike[str] | None = None, isolated: bool = False) -> Config:
    """The settings that hold for a folder. Raises UserError that names file, key and the allowed values."""
    if isolated:
        return Config()
    if explicit is not None:
        path = os.fspath(explicit)
        return _config(_read(path, must_exist=True), path, ())
    folder = os.path.realpath(start)
    while True:
        for path in (os.path.join(folder, name) for name in NAMES):
            if os.path.isfile(path) and (table := _read(path)) is not None:
                return _config(table, path, ())
        above = os.path.dirname(folder)
        if above == folder:
            return Config()
        folder = above


def _read(path: str, must_exist: bool = False) -> dict[str, Any] | None:
    """planlint's table of a file; None for a pyproject.toml that has none."""
    import tomllib

    try:
        with open(path, encoding="utf-8-sig") as f:
            text = f.read()
        whole = os.path.basename(path) != "pyproject.toml"
        if not whole and "planlint" not in text:
            return {} if must_exist else None
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: 配置文件无法读取 (cannot read the configuration): {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: 不是正确的 TOML，请按提示的行列改正 (not valid TOML): {error}") from error
    if whole:
        return table
    tool = table.get("tool")
    own = tool.get("planlint") if isinstance(tool, dict) else None
    if own is None:
        return {} if must_exist else None
    if not isinstance(own, dict):
        raise UserError(f"{path}: [tool.planlint] 应为表 (must be a table)")
    return own


def _config(table: dict[str, Any] | None, path: str, seen: tuple[str, ...]) -> Config:
    table = dict(table or {})
    base = _base(table, path, seen)
    for key, value in table.items():
        _check(key, value, path)
    fields: dict[str, Any] = {"source": path}
    for key, value in table.items():
        field = key.replace("-", "_")
        if key in ("packs", "terms"):
            fields[field] = (*getattr(base, key), *(os.path.join(os.path.dirname(path), p) for p in value))
        elif key == "archive":
            fields[field] = os.path.join(os.path.dirname(path), value)
        elif key == "exclude":
            fields[field] = (*base.exclude, *value)
        elif key in LISTS:
            fields[field] = tuple(value)
        elif key == "rules":
            fields[field] = {**base.rules, **{code: {**base.rules.get(code, {}), **own} for code, own in value.items()}}
        elif key == "score":
            weights = {**base.score.get("weights", {}), **value.get("weights", {})}
            fields[field] = {**base.score, **value, **({"weights": weights} if weights else {})}
        elif key == "per-file":
            fields[field] = (*base.per_file, *(_per_file(row, path) for row in value))
        else:
            fields[field] = value
    fields["origins"] = {**base.origins, **_origins(table, path, base.origins)}
    return base._replace(**fields)


def _origins(table: Mapping[str, Any], path: str, base: Mapping[str, str], above: str = "") -> dict[str, str]:
    """Where the settings of a file come from; lists that are added to come from every file that adds."""
    origins: dict[str, str] = {}
    for key, value in table.items():
        name = above + key
        origins[name] = f"{base[name]}, {path}" if name in ("exclude", "packs") and name in base else path
        if isinstance(value, dict):
            origins |= _origins(value, path, base, f"{name}.")
    return origins


def presets() -> tuple[str, ...]:
    """The names of the presets that planlint ships, which `extends` may name."""
    return tuple(sorted(name.removesuffix(".toml") for name in os.listdir(_PRESETS) if name.endswith(".toml")))


def _base(table: dict[str, Any], path: str, seen: tuple[str, ...]) -> Config:
    """The settings that a file `extends`, a preset or another file, or the defaults; takes the key out of the table."""
    extends = table.pop("extends", None)
    if extends is None:
        return Config()
    if not isinstance(extends, str):
        raise UserError(f"{path}: extends 应为一个预设名或文件路径 (must be a preset or a path)")
    if extends in presets():
        return _config(_read(os.path.join(_PRESETS, f"{extends}.toml")), f"preset {extends}", seen)
    other = os.path.realpath(os.path.join(os.path.dirname(path), extends))
    if not set("./\\") & set(extends) and not os.path.exists(other):
        raise UserError(f"{path}: extends = {extends!r} 既不是预设，也不是文件 (neither a preset nor a file){_near(extends, presets())}")
    if other in (*seen, os.path.realpath(path)):
        raise UserError(f"{path}: extends = {extends!r} 循环引用 (refers back to itself)")
    return _config(_read(other, must_exist=True), other, (*seen, os.path.realpath(path)))


def _check(key: str, value: Any, path: str) -> None:
    """Raises UserError for an unknown key or a value of the wrong kind."""
    if key not in KEYS:
        raise UserError(f"{path}: 不认识的键 (unknown key) {key!r}{_near(key, KEYS)}")
    if key in CHOICES and value not in CHOICES[key]:
        raise UserError(f"{path}: {key} = {value!r} 不可用；可用值 (allowed): {', '.join(CHOICES[key])}")
    if key in LISTS and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        raise UserError(f"{path}: {key} 应为字符串列表，如 [\"REP001\"] (must be a list of strings)")
    if key == "preview" and not isinstance(value, bool):
        raise UserError(f"{path}: preview 应为 true 或 false (must be true or false)")
    if key == "encoding" and not isinstance(value, str):
        raise UserError(f"{path}: encoding 应为编码名，如 \"gb18030\" (must be the name of an encoding)")
    if key == "archive" and not (isinstance(value, str) and value):
        raise UserError(f"{path}: archive 应为 planlint learn 写出的文件，如 \"archive.plm\" (must be a file that `planlint learn` wrote)")
    if key == "exclude":
        _check_patterns(key, value, path)
    if key == "rules":
        _check_rules(value, path)
    if key == "score":
        _check_score(value, path)
    if key == "per-file" and not (isinstance(value, list) and all(isinstance(v, dict) for v in value)):
        raise UserError(f"{path}: [[per-file]] 应为表的列表 (must be an array of tables)")


def _check_rules(value: Any, path: str) -> None:
    """Raises UserError for a [rules] that holds anything but tables, or a severity that there is not."""
    if not (isinstance(value, dict) and all(isinstance(v, dict) for v in value.values())):
        raise UserError(f"{path}: [rules.编码] 应为表 (must be tables), 如 [rules.REP001]")
    for code, own in value.items():
        if (severity := own.get("severity", "info")) not in SEVERITIES:
            raise UserError(f"{path}: [rules.{code}] severity = {severity!r} 不可用；可用值 (allowed): {', '.join(SEVERITIES)}")


def _check_score(value: Any, path: str) -> None:
    """Raises UserError for a [score] that holds anything but weights from 0 and a cap from 1."""
    if not isinstance(value, dict):
        raise UserError(f"{path}: [score] 应为表 (must be a table)")
    for key in value:
        if key not in SCORE:
            raise UserError(f"{path}: [score] 不认识的键 (unknown key) {key!r}{_near(key, SCORE)}")
    weights, cap = value.get("weights", {}), value.get("cap", 1)
    if not isinstance(weights, dict) or any(type(w) not in (int, float) or not 0 <= w < float("inf") for w in weights.values()):
        raise UserError(f"{path}: [score] weights 应为规则到权重的表，权重为不小于 0 的数，如 {{ PUN = 0.1 }} (must be a table of numbers from 0)")
    if type(cap) is not int or cap < 1:
        raise UserError(f"{path}: [score] cap = {cap!r} 应为不小于 1 的整数 (must be a whole number from 1)")


def _check_patterns(key: str, value: list[str], path: str) -> None:
    try:
        patterns(value)
    except UserError as error:
        raise UserError(f"{path}: {key}: {error}") from error


def _per_file(row: dict[str, Any], path: str) -> PerFile:
    """One [[per-file]] of a configuration file. Raises UserError for what it cannot hold."""
    if not isinstance(row.get("files"), str):
        raise UserError(f"{path}: [[per-file]] 缺少 files（通配模式，如 \"drafts/**\"） (needs files, a glob)")
    for key, value in row.items():
        if key not in PER_FILE:
            raise UserError(f"{path}: [[per-file]] 不认识的键 (unknown key) {key!r}{_near(key, tuple(PER_FILE))}")
        if key != "files":
            _check(key, value, path)
    _check_patterns("[[per-file]] files", [row["files"]], path)
    return PerFile(row["files"], tuple(row.get("ignore", ())), tuple(row.get("extend-select", ())), row.get("profile", ""))


def _near(key: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, known, 1, 0.5)
    return f"；是否指 {close[0]!r} (did you mean)？" if close else f"；可用的有 (allowed): {', '.join(sorted(known))}"


def for_file(config: Config, path: str) -> Config:
    """The settings that hold for one file, `per-file` applied; the same object for all files that the same rows match, since
    what is made ready for settings is kept by object."""
    if not config.per_file:
        return config
    root = os.path.dirname(os.path.realpath(config.source))
    full = os.path.realpath(path)
    relative = (full[len(root) + 1 :] if full.startswith(os.path.join(root, "")) else full).replace(os.sep, "/")
    rows = tuple(row for row in config.per_file if patterns((row.files,)).match_file(relative))
    return _with_rows(config, rows) if rows else config


_combined: tuple[Config, dict[tuple[PerFile, ...], Config]] = (Config(), {})
"""The last settings that were asked for, with what rows of [[per-file]] make of them."""


def _with_rows(config: Config, rows: tuple[PerFile, ...]) -> Config:
    """The settings with these rows applied, in order."""
    global _combined
    if _combined[0] is not config:
        _combined = config, {}
    made = _combined[1]
    if rows not in made:
        own = config
        for row in rows:
            own = own._replace(
                ignore=(*own.ignore, *row.ignore),
                extend_select=(*own.extend_select, *row.extend_select),
                profile=row.profile or own.profile,
                origins={**own.origins, **_row_origins(row, own.source)},
            )
        made[rows] = own
    return made[rows]


def with_deep(config: Config) -> Config:
    """The settings with `deep` and `archive` given to the rule that they are about."""
    own = {"archive": config.archive} if config.archive else {}
    selected = () if config.deep == "off" else (DEEP,)
    own |= {"level": config.deep} if selected else {}
    if not own:
        return config
    rules = {**config.rules, DEEP: {**config.rules.get(DEEP, {}), **own}}
    return config._replace(extend_select=(*config.extend_select, *selected), rules=rules)


def _row_origins(row: PerFile, source: str) -> dict[str, str]:
    """Where the settings come from that a [[per-file]] gives."""
    given = {"ignore": row.ignore, "extend-select": row.extend_select, "profile": row.profile}
    return {key: f"{source} [[per-file]] {row.files}" for key, value in given.items() if value}


def patterns(lines: Iterable[str]) -> "GitIgnoreSpec":
    """Patterns as in .gitignore. Raises UserError for one that cannot be used."""
    return _patterns(tuple(lines))


@lru_cache(maxsize=64)
def _patterns(lines: tuple[str, ...]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec  # only where something is to be left out: its import costs more than a small run

    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except (ValueError, re.error) as error:
            raise UserError(f"{line!r} 不是正确的通配模式，写法同 .gitignore (is no pattern as in .gitignore): {error}") from error
    return GitIgnoreSpec.from_lines(lines)


def written(value: object) -> str:
    """A value as TOML writes it; what planlint's settings hold is also JSON."""
    import json

    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {written(v)}" for k, v in value.items()) + " }" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def language(lang: str, environment: Mapping[str, str]) -> str:
    """zh or en for "auto": Chinese unless the locale is explicitly English."""
    if lang != "auto":
        return lang
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh"
