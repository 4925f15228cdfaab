"""Files: find them, read bytes as a text, tell what cannot be read. The only module that touches the disk for documents."""

import os
import re
import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from planlint import web, word
from planlint.config import Config, patterns
from planlint.errors import UserError
from planlint.text.characters import HAN
from planlint.text.document import Document
from planlint.text.patterns import pattern

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from planlint.text.layout import Layout

SUFFIXES = (".md", ".markdown", ".txt")
_LOCK = "~$"
"""What the files begin with that Word puts beside an open document."""
_SKIPPED = {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".mypy_cache", ".pytest_cache", ".ruff_cache"}


class Source(NamedTuple):
    """A decoded file: its text without a byte order mark, and the encoding that was found ("utf-8-sig" had a mark).

    `layout` is what the styles of a Word file or the markup of a web page say of the lines.
    """

    text: str
    encoding: str
    layout: "Layout | None" = None


def read(path: str, encoding: str = "auto") -> Source:
    """The text of a file. Raises UserError that says what is wrong, where, and what to do."""
    return decode(read_bytes(path), path, encoding)


def document(data: bytes, path: str, settings: Config, label: str = "") -> Document:
    """The bytes of a file as a document, by the settings for it; errors call it by its label. Raises UserError."""
    source = decode(data, label or path, settings.encoding, settings.docx_view)
    return Document(source.text, path, encoding=source.encoding, profile=settings.profile, layout=source.layout)


def suffixes() -> tuple[str, ...]:
    """The ends of the names of files that are looked for in folders."""
    return (*SUFFIXES, *((word.SUFFIX,) if word.installed() else ()), *(web.SUFFIXES if web.installed() else ()))


def read_bytes(path: str) -> bytes:
    """A file as it is. Raises UserError that says why it cannot be read."""
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError as error:
        raise UserError(f"{path}: {_why_unreadable(error)}") from error


def _why_unreadable(error: OSError) -> str:
    import errno

    if error.errno == errno.ENOENT and os.path.islink(os.fsdecode(error.filename or "")):
        return "符号链接指向不存在的文件，请改正或删除链接 (a link to a file that does not exist)"
    known = {
        errno.ENOENT: "文件不存在，请检查路径 (no such file)",
        errno.EACCES: "没有读取权限，请检查文件权限 (permission denied)",
        errno.EISDIR: "这是目录，不是文件 (is a folder)",
        errno.ELOOP: "符号链接成环，请改正链接 (symbolic links form a loop)",
    }
    return known.get(error.errno or 0, f"无法读取 (cannot be read): {error.strerror or error}")


def decode(data: bytes, path: str, encoding: str = "auto", view: str = "accepted") -> Source:
    """Bytes as text: UTF-8 with or without a mark, UTF-16 with a mark, else GB18030, all strict; of a Word file what a reader
    sees in a `view` of its tracked changes.

    A UTF-8 text with a damaged byte often decodes as GB18030, to rubbish; so what is UTF-8 but for a few bytes is
    refused with the place of the first. Raises UserError.
    """
    _refuse_other(data, path)
    if word.is_word(data, path):
        text, layout = word.read(data, path, view)
        return Source(text, "utf-8", layout)
    if web.is_page(path):
        return _page(data, path, encoding)
    return _decoded(data, path, encoding)


_LATER = {
    ".pdf": (b"%PDF-", "PDF", "转换"), ".odt": (None, "ODT", "在 LibreOffice 或 Word 中另存"), ".wps": (None, "WPS", "在 WPS 中另存"),
    ".rtf": (b"{\\rtf", "RTF", "在 Word 中另存"),
}  # fmt: skip
"""Formats that are not read: by the end of the name what files of them begin with, their names, how to come to a .docx."""


def _refuse_other(data: bytes, path: str) -> None:
    """Raises UserError for a file of a format that is not read yet, whatever its name."""
    for suffix, (begins, name, how) in _LATER.items():
        if path.lower().endswith(suffix) or (begins is not None and data.startswith(begins)):
            raise UserError(f"{path}: 暂不能读 {name} 文件，请{how}为 .docx 再检查 ({name} is not read yet; convert it to .docx)")


def _page(data: bytes, path: str, encoding: str) -> Source:
    """The main text of a web page, in the encoding that it names unless another one is asked for. Raises UserError."""
    if len(data) > web.MOST_BYTES:
        raise UserError(f"{path}: 网页过大（{len(data) >> 20} MiB），不予读取；请另存为文本 (too big a page; save it as text)")
    whole = _decoded(data, path, web.charset(data) if encoding == "auto" else encoding)
    text, layout = web.main_text(whole.text, path)
    return Source(text, whole.encoding, layout)


def _decoded(data: bytes, path: str, encoding: str) -> Source:
    """Bytes as text. Raises UserError."""
    if encoding != "auto":
        return _decode_as(data, path, encoding)
    if data.startswith(b"\xef\xbb\xbf"):
        return _decode_as(data, path, "utf-8-sig")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(data, path, "utf-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_gb(data, path, error.start)
    return _checked(Source(text, "utf-8"), path)


def check_encoding(encoding: str) -> None:
    """Raises UserError for what is not the name of a text encoding (nor "auto")."""
    try:
        if encoding != "auto":
            b" ".decode(encoding, "ignore")  # of nothing, Python decodes nothing, and looks no encoding up
    except (LookupError, UnicodeError) as error:
        raise UserError(f"encoding = {encoding!r}: 不认识的编码；可用 auto、utf-8、gb18030 等 (unknown encoding)") from error


def _decode_as(data: bytes, path: str, encoding: str) -> Source:
    check_encoding(encoding)
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        line = _line(data[:at].decode(encoding, "replace"))
        raise UserError(
            f"{path}:{line}: 第 {at + 1} 字节不是 {encoding} 文本，请另存为 UTF-8，或用 --encoding 指定编码 "
            f"(byte {at + 1} is not {encoding}; save the file as UTF-8 or name its encoding)"
        ) from error
    return _checked(Source(text.removeprefix("\ufeff"), encoding), path)


def _decode_gb(data: bytes, path: str, bad: int) -> Source:
    """What is no UTF-8 text, from byte `bad` on, as GB18030 where that gives Chinese. Raises UserError where it does not."""
    if b"\0" not in data and not _mostly_utf8(data):
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        if _plausible(text):
            return Source(text, "gb18030")
    _refuse_nul(data.decode("latin-1"), path)
    line = _line(data[:bad].decode("latin-1"))
    raise UserError(
        f"{path}:{line}: 第 {bad + 1} 字节既不是 UTF-8 也不是 GB18030 文本，请另存为 UTF-8 或用 --encoding 指定编码 "
        f"(byte {bad + 1} is neither UTF-8 nor GB18030; save the file as UTF-8 or name its encoding)"
    )


_WIDE = pattern("[^\0-\u07ff\ufffd]+")
_OTHER = pattern("[^\0-\x7f]+")
_CHINESE = pattern(f"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’—…·]+")
_ODD = pattern("[\0-\x08\x0b\x0e-\x1f\ue000-\uf8ff]")


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: GB18030 shows hardly a character of three bytes when it is read as UTF-8."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") <= _count(_WIDE, text)


def _plausible(text: str) -> bool:
    """Whether a text decoded as GB18030 looks like one: mostly Han and ordinary marks, no control or private characters."""
    other = _count(_OTHER, text)
    return other > 0 and _count(_ODD, text) * 50 <= other and _count(_CHINESE, text) >= other * 0.9


def _line(before: str) -> int:
    r"""The line that begins or goes on behind a text; lines end at \n, \r\n and \r only."""
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1


def _checked(source: Source, path: str) -> Source:
    _refuse_nul(source.text, path)
    return source


def _refuse_nul(text: str, path: str) -> None:
    """Raises UserError for a text with a NUL character, as programs and UTF-16 without a mark hold it."""
    if (at := text.find("\0")) >= 0:
        raise UserError(
            f"{path}:{_line(text[:at])}: 含 NUL 字符，不是文本文件；若是 UTF-16 文本，请另存为 UTF-8 "
            f"(holds a NUL character, so it is no text file; save it as UTF-8 text)"
        )


def write(path: str, text: str, encoding: str, original: bytes) -> None:
    """Put a text in the place of a file that was read as `original`: whole or not at all, in its encoding and mode, through links.

    Raises UserError where the file has changed since, cannot be written, would not read as the text again, or where bytes
    would change that belong to no character that changed.
    """
    data = _encoded(text, encoding, original)
    again = decode(data, path, "auto" if encoding.startswith("utf") else encoding).text
    if again != text or _encoded(decode(original, path, encoding).text, encoding, original) != original:
        raise UserError(f"{path}: 改后的文字无法以 {encoding} 存回，原文未改 (cannot be stored as {encoding}; nothing was written)")
    target = os.path.realpath(path)
    temporary = f"{target}.{os.urandom(4).hex()}.tmp"
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)
        if not (mode & 0o222 and os.access(target, os.W_OK)):  # a folder that may be written to would let it be replaced
            raise UserError(f"{path}: 文件只读，未写入；请先取消只读 (is read-only; nothing was written)")
        if read_bytes(target) != original:
            raise UserError(f"{path}: 文件在检查期间被改动，未写入；请重新运行 (changed while it was being checked; run again)")
        with open(temporary, "xb") as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except OSError as error:
        raise UserError(f"{path}: 无法写入，原文未改；请检查权限和磁盘空间 (cannot be written): {error.strerror or error}") from error
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)


def _encoded(text: str, encoding: str, original: bytes) -> bytes:
    """A text as bytes, with the byte order mark and the byte order of the file that it came from."""
    if original.startswith(b"\xfe\xff") and encoding.replace("-", "").startswith("utf16"):
        return b"\xfe\xff" + text.encode("utf-16-be")
    return text.encode(encoding)


def find(
    paths: list[str], exclude: tuple[str, ...] = (), force_exclude: bool = False, root: str | None = None
) -> Iterator[str | UserError]:
    """The files to check, in order and each once; a UserError in the place of a path that yields none.

    Folders are searched for `suffixes()`, the files of a folder before those of the folders in it, both by name;
    .gitignore and `exclude` hold there. Explicit files are always taken unless `force_exclude` is set. `exclude` counts
    from `root` (the current folder). Symbolic links to folders are not followed.
    """
    seen: set[str] = set()
    excluded = Excluded(patterns(exclude), os.path.abspath(root or ".")) if exclude else None
    for path in paths:
        for found in _expand(path, excluded, force_exclude):
            key = found if isinstance(found, str) and found == "-" else os.path.abspath(str(found))
            if isinstance(found, UserError) or key not in seen:
                seen.add(key)
                yield found


class Excluded(NamedTuple):
    """What the settings leave out, and the folder from which their patterns count."""

    spec: "GitIgnoreSpec"
    root: str

    def match(self, path: str) -> bool:
        """Whether a path is left out; a folder ends with /."""
        full = os.path.abspath(path)
        try:
            relative = os.path.relpath(full, self.root if full.startswith(self.root.rstrip(os.sep) + os.sep) else None)
        except ValueError:  # another drive
            relative = full
        return self.spec.match_file(relative.replace(os.sep, "/") + ("/" if path.endswith("/") else ""))


def _expand(path: str, excluded: Excluded | None, force_exclude: bool) -> Iterator[str | UserError]:
    if path == "-" or os.path.isfile(path):
        if not (force_exclude and excluded is not None and excluded.match(path)):
            yield path
        return
    if not os.path.isdir(path):
        yield _not_a_file(path)
        return
    count = 0
    for found in _walk(path, excluded):
        count += 1
        yield found.removeprefix(os.path.join(os.curdir, "")) if path == os.curdir and isinstance(found, str) else found
    if not count:
        yield UserError(
            f"{path}: 目录中没有可检查的文件（{'、'.join(suffixes())}，.gitignore 与 exclude 排除的不算）；其他后缀请直接写出文件名 "
            "(no file to check here, leaving out what .gitignore and exclude name; name files of other kinds themselves)"
        )


def _not_a_file(path: str) -> UserError:
    try:
        os.stat(path)
    except OSError as error:
        return UserError(f"{path}: {_why_unreadable(error)}")
    return UserError(f"{path}: 不是普通文件，跳过；请给出文本文件或目录 (not a regular file; name text files or folders)")


def _walk(folder: str, excluded: Excluded | None) -> Iterator[str | UserError]:
    """Files below a folder, sorted, what .gitignore files and `exclude` name left out."""
    specs, wanted = _outer_ignores(folder), suffixes()
    errors: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=errors.append):
        if ".gitignore" in names:
            specs[os.path.abspath(root)] = _read_ignore(os.path.join(root, ".gitignore"))
        folders[:] = sorted(d for d in folders if d not in _SKIPPED and not _ignored(os.path.join(root, d) + "/", specs, excluded))
        for name in sorted(names):
            path = os.path.join(root, name)
            if name.lower().endswith(wanted) and not name.startswith(_LOCK) and not _ignored(path, specs, excluded) and not is_own(path):
                yield path if os.path.isfile(path) else _not_a_file(path)
        yield from _drained(errors)
    yield from _drained(errors)


def is_own(path: str) -> bool:
    """Whether a file is a report of planlint: a page or a Word file."""
    return (web.is_page(path) and web.is_own(path)) or (path.lower().endswith(word.SUFFIX) and word.is_own(path))


def _drained(errors: list[OSError]) -> Iterator[UserError]:
    while errors:
        error = errors.pop(0)
        yield UserError(f"{error.filename}: {_why_unreadable(error)}")


def _read_ignore(path: str) -> "GitIgnoreSpec":
    """The patterns of a .gitignore file; like git, it passes over a line that is no pattern and a file it cannot read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as f:
            lines = f.read().split("\n")
    except OSError:
        lines = []
    try:
        return patterns(lines)
    except UserError:
        return patterns(line for line in lines if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    try:
        patterns((line,))
    except UserError:
        return False
    return True


def _outer_ignores(folder: str) -> "dict[str, GitIgnoreSpec]":
    """The .gitignore files above a folder, up to the root of its git checkout; none outside a checkout."""
    specs, at = {}, os.path.abspath(folder)
    while not os.path.exists(os.path.join(at, ".git")):
        above = os.path.dirname(at)
        if above == at:
            return {}
        at = above
        if os.path.isfile(os.path.join(at, ".gitignore")):
            specs[at] = _read_ignore(os.path.join(at, ".gitignore"))
    return specs


def _ignored(path: str, specs: "dict[str, GitIgnoreSpec]", excluded: Excluded | None) -> bool:
    """Whether `exclude` or the innermost .gitignore that speaks of a path leaves it out; a folder ends with /."""
    if excluded is not None and excluded.match(path):
        return True
    if not specs:
        return False
    full = os.path.abspath(path)
    name = full.replace(os.sep, "/") + ("/" if path.endswith("/") else "")
    base, above = os.path.dirname(full), full
    while base != above:
        if base in specs and (verdict := specs[base].check_file(name[len(base.rstrip(os.sep)) + 1 :]).include) is not None:
            return bool(verdict)
        base, above = os.path.dirname(base), base
    return False
