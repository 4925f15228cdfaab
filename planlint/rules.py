"""Rules are data: one TOML file each, loaded, checked and kept in a small compiled index. Knows no checker.

Checking thousands of files starts with reading some dozens of TOML files, which costs more than the checking itself;
so what a run needs of them is kept in the user's cache folder, keyed by name, size and time of every file.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache as remember
from typing import Any, NamedTuple

from planlint import __version__, cache
from planlint.errors import UserError

SEVERITIES = ("error", "warning", "info")
SAFETIES = ("safe", "suggested", "none")
STATUSES = ("stable", "preview", "deprecated")
REQUIRED = ("code", "name", "checker", "severity", "default", "status", "fix", "title", "message", "why", "bad", "good")
CHOICES: dict[str, tuple[str, ...]] = {
    "severity": SEVERITIES, "default": ("on", "off"), "status": STATUSES, "fix": SAFETIES, "merge": ("never", "document"),
}  # fmt: skip
KEYS = {*REQUIRED, "merge", "explains", "standard", "profiles", "options", "variants", "related"}
PROFILE_KEYS = {"default", "severity", "options"}
TEXTS = ("title", "message", "why")
TEXT_TABLES = ("variants", "related")
EXAMPLE_KEYS = {"bad": {"text", "fixed", "profile"}, "good": {"text", "why", "profile"}}
EXAMPLES_MIN = 2

FAMILIES: Mapping[str, Mapping[str, str]] = {
    "REP": {"zh": "重复", "en": "Repetition"},
    "EXT": {"zh": "抽取残留", "en": "Remnants of an extraction"},
    "CHR": {"zh": "字符", "en": "Characters"},
    "NUM": {"zh": "编号", "en": "Numbering"},
    "PUN": {"zh": "标点", "en": "Punctuation"},
    "QTY": {"zh": "数字与计量", "en": "Dates and quantities"},
    "WRD": {"zh": "用词", "en": "Words"},
    "TRM": {"zh": "术语", "en": "Terms"},
    "STR": {"zh": "结构", "en": "Structure"},
    "CON": {"zh": "前后一致", "en": "Consistency"},
    "GOV": {"zh": "公文格式", "en": "Official format"},
    "XDC": {"zh": "对照其他文件", "en": "Comparison with other documents"},
    "LNT": {"zh": "检查本身", "en": "The check itself"},
}
"""The families of rules by the three letters that their codes begin with, in the order of lists for readers."""


class Rule(NamedTuple):
    """What a run needs of a rule file; all texts are {"zh": …, "en": …}. `path` is the file it came from."""

    code: str
    name: str
    checker: str
    severity: str
    default: str
    status: str
    fix: str
    merge: str
    explains: tuple[str, ...]
    standard: str | None
    profiles: Mapping[str, Mapping[str, Any]]
    options: Mapping[str, Any]
    title: Mapping[str, str]
    message: Mapping[str, str]
    reason: Mapping[str, str]
    variants: Mapping[str, Mapping[str, str]]
    related: Mapping[str, Mapping[str, str]]
    path: str


class Example(NamedTuple):
    """An example of a rule file. `text` is without the marks ⟦ ⟧, `spans` where they stood; `fixed` and `why` may be ""."""

    text: str
    spans: tuple[tuple[int, int], ...]
    fixed: str
    why: str
    profile: str


class Page(NamedTuple):
    """A whole rule file: the rule, why it is there, and its examples."""

    rule: Rule
    why: Mapping[str, str]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]


@remember
def builtin_folder() -> str:
    """The folder of the rules that planlint ships: inside the package in a wheel, beside it in a checkout."""
    here = os.path.dirname(os.path.realpath(__file__))
    inside = os.path.join(here, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(here), "rules")


def load(packs: Iterable[str | os.PathLike[str]] = (), broken: list[UserError] | None = None) -> tuple[Rule, ...]:
    """All rules of planlint and of the given folders, sorted by code; from the compiled index where it is fresh.

    A rule file that cannot be used, or whose code or name stands twice, raises UserError; with a list for what is
    `broken`, the error goes there and the other rules are loaded.
    """
    folders = [builtin_folder(), *(os.fspath(pack) for pack in packs)]
    key = [__version__, ",".join(Rule._fields), *_stamps_of(folders)]
    index = _index_name(folders)
    rows: list[list[Any]] | None = cache.read(index, key)
    if rows is None:
        rows, errors = _rows([path for folder in folders for path, _ in _files(folder)])
        if errors and broken is None:
            raise errors[0]
        if broken is not None:
            broken += errors
        if not errors:
            cache.write(index, key, rows)
    return tuple(Rule(*(*row[:_PLAIN], *(_Later(row[_PLAIN], at) for at in range(_TEXTS)), row[-1])) for row in rows)


_PLAIN, _TEXTS = 12, 5
"""How many fields of a Rule come before its texts, and how many texts there are."""


class _Later(Mapping[str, Any]):
    """One of the texts of a rule, out of the bytes that hold them all: most runs show a few rules of a hundred."""

    def __init__(self, packed: bytes, at: int) -> None:
        self._packed = packed
        self._at = at

    def __getitem__(self, key: str) -> Any:
        return _unpacked(self._packed)[self._at][key]

    def __iter__(self) -> Iterator[str]:
        return iter(_unpacked(self._packed)[self._at])

    def __len__(self) -> int:
        return len(_unpacked(self._packed)[self._at])

    def __repr__(self) -> str:
        return repr(dict(self))


@remember
def _unpacked(packed: bytes) -> list[dict[str, Any]]:
    import marshal

    texts: list[dict[str, Any]] = marshal.loads(packed)
    return texts


def _rows(paths: list[str]) -> tuple[list[list[Any]], list[UserError]]:
    """The rows of the rule files that can be used, sorted by code, and what is wrong with the others."""
    rows, errors, taken = [], [], dict[str, str]()
    for path in paths:
        try:
            table = _table(path)
            row = _row(table, path)
            _refuse_twin((row[0], row[1], table["title"]["zh"]), path, taken)
            rows.append(row)
        except UserError as error:
            errors.append(error)
    rows.sort(key=lambda row: str(row[0]))
    return rows, errors


def page(rule: Rule) -> Page:
    """The whole file of a rule, with its explanation and examples."""
    table = _table(rule.path)
    return Page(rule, table["why"], tuple(map(_example, table["bad"])), tuple(map(_example, table["good"])))


def stamps(packs: Iterable[str | os.PathLike[str]] = ()) -> list[str]:
    """What changes when a rule of planlint or of the given folders does. Raises UserError for a folder that is not there."""
    return _stamps_of([builtin_folder(), *(os.fspath(pack) for pack in packs)])


def _stamps_of(folders: Iterable[str]) -> list[str]:
    return [stamp for folder in folders for stamp in _stamps(folder)]


def _stamps(folder: str) -> list[str]:
    """What changes when a rule file below a folder does: size and time of each file.

    The folder in a wheel is replaced as a whole, so the times of its own folders are enough.
    """
    installed = os.path.dirname(folder) == os.path.dirname(os.path.realpath(__file__))
    if not installed:
        return [f"{path}|{stat.st_size}|{stat.st_mtime_ns}" for path, stat in ((path, entry.stat()) for path, entry in _files(folder))]
    with os.scandir(folder) as entries:
        return sorted(f"{entry.path}|{entry.stat().st_mtime_ns}" for entry in entries)


def _files(folder: str) -> list[tuple[str, "os.DirEntry[str]"]]:
    """Every rule file below a folder with its path, sorted by it."""
    if not os.path.isdir(folder):
        raise UserError(f"{folder}: 找不到规则目录；请检查 packs 的路径 (no such folder of rules; check `packs`)")
    found, folders = [], [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith(".toml"):
                    found.append((entry.path, entry))
    return sorted(found, key=lambda file: file[0])


def _index_name(folders: list[str]) -> str:
    """One index for each set of folders, so that projects with packs of their own do not displace each other's."""
    import zlib

    return f"rules-{zlib.crc32(chr(0).join(folders).encode()):08x}"


def _table(path: str) -> dict[str, Any]:
    """A rule file as a checked table. Raises UserError that names file and key."""
    import tomllib

    try:
        with open(path, "rb") as f:
            table = tomllib.load(f)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path}: 规则文件无法读取 (cannot read the rule file): {error}") from error
    for check in (_check_keys, _check_choices, _check_texts, _check_examples, _check_profiles):
        if wrong := check(table):
            raise UserError(f"{path}: {wrong}")
    return table


def _check_keys(table: dict[str, Any]) -> str:
    if unknown := [k for k in table if k not in KEYS]:
        return f"不认识的键 (unknown key) {unknown[0]!r}；可用的键 (allowed): {', '.join(sorted(KEYS))}"
    if missing := [k for k in REQUIRED if k not in table]:
        hint = "每条规则须有至少两个 [[bad]] 和两个 [[good]] 例子 (no example, no rule)" if missing[0] in ("bad", "good") else "请补上 (add it)"
        return f"缺少键 (missing key) {missing[0]!r}；{hint}"
    return ""


def _check_choices(table: dict[str, Any]) -> str:
    for key, allowed in CHOICES.items():
        if key in table and table[key] not in allowed:
            return f"{key} = {table[key]!r} 不可用；可用值 (allowed): {', '.join(allowed)}"
    code, explains = table["code"], table.get("explains", [])
    if not (isinstance(code, str) and len(code) == 6 and code[:3].isalpha() and code[:3].isupper() and code[3:].isdigit()):
        return f"code = {code!r} 应为三个大写字母加三位数字，如 REP001 (three capitals and three digits)"
    if not (isinstance(explains, list) and all(isinstance(c, str) for c in explains)):
        return "explains 应为编码列表，如 [\"PUN001\"] (a list of codes)"
    return ""


def _check_texts(table: dict[str, Any]) -> str:
    wanted = {key: table[key] for key in TEXTS}
    for group in TEXT_TABLES:
        wanted |= {f"{group}.{k}": v for k, v in table.get(group, {}).items()}
    for key, value in wanted.items():
        if not isinstance(value, dict) or set(value) != {"zh", "en"} or not all(isinstance(v, str) for v in value.values()):
            return f"[{key}] 须有 zh 与 en 两段文字 (needs zh and en)"
    return ""


def _check_examples(table: dict[str, Any]) -> str:
    for kind, keys in EXAMPLE_KEYS.items():
        rows = table[kind]
        if not isinstance(rows, list) or len(rows) < EXAMPLES_MIN:
            return f"[[{kind}]] 至少两个例子 (at least two examples)"
        for row in rows:
            if not isinstance(row, dict) or "text" not in row or set(row) - keys:
                return f"[[{kind}]] 可用的键 (allowed keys): {', '.join(sorted(keys))}"
            if kind == "bad" and "⟦" not in row["text"]:
                return f"[[bad]] 的例子须用 ⟦ ⟧ 标出位置 (mark the flagged span): {row['text'][:20]!r}"
    return ""


def _check_profiles(table: dict[str, Any]) -> str:
    for name, settings in table.get("profiles", {}).items():
        if unknown := set(settings) - PROFILE_KEYS:
            return f"profiles.{name}: 不认识的键 (unknown key) {unknown.pop()!r}；可用 (allowed): {', '.join(sorted(PROFILE_KEYS))}"
    return ""


def _row(table: dict[str, Any], path: str) -> list[Any]:
    """The fields of a Rule in order, its texts packed into one, ready for the index."""
    import marshal

    reason = {lang: text.strip().split("\n\n")[0].replace("\n", "") for lang, text in table["why"].items()}
    return [
        table["code"], table["name"], table["checker"], table["severity"], table["default"], table["status"], table["fix"],
        table.get("merge", "never"), table.get("explains", []), table.get("standard"), table.get("profiles", {}),
        table.get("options", {}), marshal.dumps([table["title"], table["message"], reason, table.get("variants", {}), table.get("related", {})]), path,
    ]  # fmt: skip


def _refuse_twin(marks: tuple[str, str, str], path: str, taken: dict[str, str]) -> None:
    """Raises UserError for a code, name or title that another file has; notes those of this one."""
    for mark in marks:
        if mark in taken:
            raise UserError(f"{path}: {mark!r} 已用于 {taken[mark]}；编码、名称和标题不得重复 (already taken)")
    taken.update(dict.fromkeys(marks, path))


def _example(row: dict[str, str]) -> Example:
    """An example without its marks."""
    text, spans, start = "", [], 0
    for part in row["text"].replace("⟦", "\0⟦").replace("⟧", "⟧\0").split("\0"):
        if part.startswith("⟦"):
            start = len(text)
            text += part[1:].removesuffix("⟧")
            if part.endswith("⟧"):
                spans.append((start, len(text)))
        elif part.endswith("⟧"):
            text += part[:-1]
            spans.append((start, len(text)))
        else:
            text += part
    return Example(text, tuple(spans), row.get("fixed", ""), row.get("why", ""), row.get("profile", "auto"))


def family(code: str) -> Mapping[str, str]:
    """The name of a rule's family; the letters themselves for the families of packs."""
    return FAMILIES.get(code[:3], {"zh": code[:3], "en": code[:3]})


def matches(rule: Rule, selector: str) -> bool:
    """Whether a RULE of the command line or the configuration means this rule: code, beginning of codes, ALL, name or title."""
    if selector in (rule.name, rule.title["zh"], "ALL"):
        return True
    upper = selector.upper()
    return upper == "ALL" or (upper.isalnum() and upper.isascii() and rule.code.startswith(upper) and upper != "")


def check_selectors(rules: Iterable[Rule], selectors: Iterable[str], where: str) -> None:
    """Raises UserError for a selector that means no rule, with the nearest that does."""
    known = tuple(rules)
    for selector in selectors:
        if not any(matches(rule, selector) for rule in known):
            raise UserError(f"{where}: 没有名为 {selector!r} 的规则 (no such rule){_nearest(selector, known)}")


def _nearest(selector: str, rules: tuple[Rule, ...]) -> str:
    from difflib import get_close_matches

    names = {m: m for r in rules for m in (r.code, r.name, r.title["zh"])}
    upper = selector.upper()
    meant = upper[:3] + upper[3:].translate({ord("O"): "0", ord("I"): "1", ord("L"): "1"})  # letters for digits
    close = [meant] if meant in names else get_close_matches(selector, names, 1, 0.5) or get_close_matches(upper, names, 1, 0.5)
    return f"；是否指 {close[0]} (did you mean {close[0]})？" if close else "；`planlint rule` 列出全部规则 (lists all rules)"
