"""Word files (.docx): their text with all that a reader sees, a map from each character back to its run, and answers put into them."""

from typing import TYPE_CHECKING

from planlint.errors import UserError

if TYPE_CHECKING:
    from planlint.text.layout import Layout

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIX = ".docx"
OWN = b"planlint"
"""What the zip file of a report ends with that planlint wrote: folders are searched without it."""


def is_word(data: bytes, path: str) -> bool:
    """Whether bytes are a Word file, of the old kind too, or should be by their name."""
    return data.startswith((*_ZIP, _OLE)) or path.lower().endswith(SUFFIX)


def installed() -> bool:
    """Whether what reads Word files is installed."""
    from importlib.util import find_spec

    return find_spec("lxml") is not None


def is_own(path: str) -> bool:
    """Whether a Word file is a report of planlint."""
    try:
        with open(path, "rb") as f:
            f.seek(-len(OWN), 2)
            return f.read() == OWN
    except OSError:
        return False


def read(data: bytes, path: str, view: str = "accepted") -> "tuple[str, Layout]":
    """The text of a Word file, and what its styles say about the lines. Raises UserError that says what is wrong, and what to do.

    In its `view` tracked changes are "accepted", or as in the "original", or "both" what was deleted and what was inserted are text.
    """
    if data.startswith(_OLE):
        raise UserError(
            f"{path}: 是旧式 .doc 文件或加了密码的 Word 文件，请在 Word 中取消密码、另存为 .docx "
            "(an old .doc or a file with a password; take the password off and save it as .docx)"
        )
    if not data.startswith(_ZIP):
        raise UserError(f"{path}: 不是 Word 文件，内容与 .docx 后缀不符，请另存为 .docx (is no Word file in spite of its name; save it as .docx)")
    if not installed():
        raise UserError(f"{path}: 读 Word 文件须安装 lxml：pip install 'planlint[docx]' (Word files need the extra docx)")
    from planlint.word.extract import extract
    from planlint.word.package import Package

    return extract(Package(data, path), view, keep=False).seen()
