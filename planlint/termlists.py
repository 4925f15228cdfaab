"""Word lists of the user, as editors keep them: a CSV from a spreadsheet, its workbook (.xlsx, the first sheet), or TOML.

CSV and workbook: a head line, then a row a word: `wrong, right, reason` (or 错误, 正确, 理由), and where wanted `phrase` (固定表述) and
`allow` (允许). TOML: `[[term]]` tables with the same keys, and the lists `phrases` and `allow`. No format is rules:
the words go to the rules TRM001 (wrong forms) and TRM004 (fixed expressions); CHR016 leaves alone what they hold.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from planlint.config import Config
from planlint.errors import UserError

PHRASE_MIN = 4
"""Characters of the shortest fixed expression; shorter ones are within one edit of too many other words."""

RULES = ("TRM001", "TRM004", "CHR016")

_HEADS = {
    "wrong": "wrong", "错误": "wrong", "错": "wrong", "误": "wrong", "right": "right", "正确": "right", "对": "right", "正": "right",
    "reason": "reason", "理由": "reason", "说明": "reason", "phrase": "phrase", "固定表述": "phrase", "allow": "allow", "允许": "allow",
}  # fmt: skip
_KINDS = ("wrong", "phrase", "allow")


class Row(NamedTuple):
    """One entry and the line it stands on, 1-based; "" where a column is empty."""

    line: int
    wrong: str = ""
    right: str = ""
    reason: str = ""
    phrase: str = ""
    allow: str = ""


def load(paths: Iterable[str]) -> dict[str, Any]:
    """All lists as the options of the rules: `terms` (wrong -> [right, reason]), `phrases` and `allow`.

    Raises UserError that names file, line and remedy for an entry that cannot be used, stands twice or contradicts another.
    """
    terms: dict[str, list[str]] = {}
    phrases: list[str] = []
    allow: list[str] = []
    places: dict[str, str] = {}
    for path in paths:
        for row in _rows(path):
            where = f"{path}: 第 {row.line} 行 (line {row.line})"
            _check(row, where)
            if row.wrong:
                _refuse_twin(row, where, terms, places)
                terms[row.wrong] = [row.right, row.reason]
                places[row.wrong] = where
            phrases += [row.phrase] * bool(row.phrase)
            allow += [row.allow] * bool(row.allow)
    for wrong, (right, _) in terms.items():
        if right in terms:
            raise UserError(f"{places[wrong]}: {wrong!r} 应改为 {right!r}，而 {places[right]} 又把 {right!r} 列为错；请删去一条 (each is said to be wrong)")
    return {"terms": terms, "phrases": phrases, "allow": allow}


def applied(config: Config) -> Config:
    """The settings with their word lists read and given to the rules that use them. Raises UserError."""
    if not config.terms:
        return config
    listed = load(config.terms)
    return config._replace(rules={**config.rules, **{code: {**config.rules.get(code, {}), "listed": listed} for code in RULES}})


def _check(row: Row, where: str) -> None:
    """Raises UserError for an entry that says nothing, or the wrong thing."""
    given = [kind for kind in _KINDS if getattr(row, kind)]
    if not given:
        raise UserError(f"{where}: 没有错误写法、固定表述或允许的词，请补上或删去这一行 (no wrong form, phrase or allowed word)")
    if row.wrong and row.wrong == row.right:
        raise UserError(f"{where}: 错误写法与正确写法相同 {row.wrong!r}，请改正 (wrong and right are the same)")
    if row.phrase and len(row.phrase) < PHRASE_MIN:
        raise UserError(f"{where}: 固定表述 {row.phrase!r} 太短，至少 {PHRASE_MIN} 个字 (a phrase needs {PHRASE_MIN} characters)")


def _refuse_twin(row: Row, where: str, terms: Mapping[str, list[str]], places: Mapping[str, str]) -> None:
    """Raises UserError for a wrong form that stands in a list already."""
    if row.wrong in terms:
        same = terms[row.wrong][0] == row.right
        fault = "重复 (stands twice)" if same else f"另有改法 {terms[row.wrong][0]!r} (has another right form)"
        raise UserError(f"{where}: {row.wrong!r} {fault}，见 {places[row.wrong]}；请只留一条 (keep one)")


def _rows(path: str) -> Iterator[Row]:
    """The entries of a file. Raises UserError."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix == ".xlsx" and os.path.exists(path):
        yield from _from_workbook(path)
        return
    text = _text(path)
    yield from _from_toml(path, text) if suffix == ".toml" else _from_csv(path, text)


def _text(path: str) -> str:
    """A file as text: UTF-8, or GB18030, which spreadsheets write. Raises UserError."""
    try:
        with open(path, "rb") as f:
            data = f.read()
    except OSError as error:
        raise UserError(f"{path}: 词表无法读取，请检查 terms 的路径 (cannot read the word list): {error.strerror}") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{path}: 词表既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 (neither UTF-8 nor GB18030)")


def _from_csv(path: str, text: str) -> Iterator[Row]:
    """The entries of a CSV."""
    import csv

    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        yield from _from_table(path, ((reader.line_num, cells) for cells in reader))
    except csv.Error as error:
        raise UserError(f"{path}: 第 {reader.line_num} 行 (line {reader.line_num}): 不是正确的 CSV，请检查引号 (not valid CSV): {error}") from error


def _from_workbook(path: str) -> Iterator[Row]:
    """The entries of the first sheet of a workbook."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise UserError(f"{path}: 读 .xlsx 须安装 openpyxl：pip install 'planlint[xlsx]' (workbooks need the extra xlsx)") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    except Exception as error:  # whatever a damaged workbook makes of its reader
        raise UserError(f"{path}: 词表无法读取，请另存为 .xlsx 或 CSV (cannot be read as a workbook): {error}") from error
    yield from _from_table(path, enumerate((_without_empty_end(row) for row in rows), 1))


def _cell(value: object) -> str:
    """A cell as text; a whole number has no decimal point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _without_empty_end(cells: list[str]) -> list[str]:
    """The cells of a row up to the last that holds something: a sheet is as wide as its widest row, formats included."""
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _from_table(path: str, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    """The rows below the head line, each with its number; empty ones and those that begin with # are left out."""
    rows = iter(rows)
    head = [_HEADS.get(cell.strip().lower(), cell.strip()) for cell in next(rows, (0, []))[1]]
    if unknown := [cell for cell in head if cell not in Row._fields[1:]] or (["(空)"] if not head else []):
        names = "wrong, right, reason, phrase, allow"
        raise UserError(f"{path}: 第 1 行应为表头 ({names})，这里有 {unknown[0]!r} (line 1 must be the head line)")
    for line, cells in rows:
        cells = [cell.strip() for cell in cells]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if len(cells) > len(head):
            raise UserError(f"{path}: 第 {line} 行 (line {line}): 有 {len(cells)} 列，表头只有 {len(head)} 列；含逗号的内容请加引号 (too many columns)")
        yield Row(line, **dict(zip(head, cells, strict=False)))


def _from_toml(path: str, text: str) -> Iterator[Row]:
    """The entries of [[term]], phrases and allow."""
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: 不是正确的 TOML，请按提示的行列改正 (not valid TOML): {error}") from error
    if unknown := [key for key in table if key not in ("term", "phrases", "allow")]:
        raise UserError(f"{path}: 不认识的键 (unknown key) {unknown[0]!r}；可用 (allowed): [[term]], phrases, allow")
    lines = text.splitlines()
    for entry in _list(table, "term", dict, path):
        line = _line_of(lines, str(next(iter(entry.values()), "")))
        if wrong := [key for key, value in entry.items() if key not in Row._fields[1:] or not isinstance(value, str)]:
            raise UserError(f"{path}: 第 {line} 行 (line {line}): [[term]] 不认识 {wrong[0]!r} 或其值不是字符串；可用 (allowed): {', '.join(Row._fields[1:])}")
        yield Row(line, **entry)
    for key, column in (("phrases", "phrase"), ("allow", "allow")):
        for word in _list(table, key, str, path):
            yield Row(_line_of(lines, word), **{column: word})


def _list(table: Mapping[str, Any], key: str, kind: type, path: str) -> list[Any]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, kind) for value in values):
        what = "[[term]] 表" if kind is dict else "字符串列表 (a list of strings)"
        raise UserError(f"{path}: {key} 应为{what}")
    return values


def _line_of(lines: list[str], word: str) -> int:
    """The line on which a word stands first, 1-based; 1 where it is written in another way."""
    return next((at for at, line in enumerate(lines, 1) if word and word in line), 1)
