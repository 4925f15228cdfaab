"""The zip file that a .docx is, read with care: nothing is unpacked to disk, no address is followed, what is too much is refused."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from copy import copy
from io import BytesIO
from typing import Any

from lxml import etree

from planlint.errors import UserError
from planlint.word.names import RELATION, RELATIONS, W, w

Element = Any
"""An element of lxml, which has no types of its own."""

MOST_ENTRIES = 20_000
MOST_BYTES = 128 << 20
"""The size of a part, unpacked. The text of a thousand pages with all its markup takes a tenth of it."""
MOST_NODES = 2_500_000
"""Tags and, counted twice, attributes of a part: what is made of so many takes well under a gibibyte, and a thousand pages have fewer."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, IndexError, OverflowError)


class Package:
    """The parts of a Word file. Raises UserError for a file that cannot be read or would take too much to be."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self._data = data
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._entries = self._zip.infolist()
        except _BROKEN as error:
            raise self.refusal("压缩包不完整或已损坏，请重新取得文件，或在 Word 中修复后另存 (damaged; get the file again or repair it in Word)") from error
        self._check_entries()
        self._names = {entry.filename: entry for entry in self._entries}
        self.main = self._main()

    def refusal(self, why: str) -> UserError:
        """The error for this file."""
        return UserError(f"{self.path}: {why}")

    def _check_entries(self) -> None:
        if len(self._entries) > MOST_ENTRIES:
            raise self.refusal(f"压缩包内文件过多（{len(self._entries)} 个），不是正常的 Word 文件 (too many entries for a Word file)")
        seen: set[str] = set()
        for entry in self._entries:
            name = entry.filename.replace("\\", "/")
            if name.startswith("/") or ":" in name or ".." in name.split("/"):
                raise self.refusal(f"压缩包内有越界路径 {name!r}，不予读取；请在 Word 中打开后另存 (an entry points outside of the file; save it anew in Word)")
            if name in seen:
                raise self.refusal(f"压缩包内有两个 {name!r}，不予读取；请在 Word 中打开后另存 (an entry is there twice; save it anew in Word)")
            seen.add(name)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._names

    def bytes_of(self, name: str) -> bytes:
        """A part as it is, unpacked."""
        entry = self._names.get(name)
        if entry is None:
            raise self.refusal(f"缺少 {name}，不是完整的 Word 文件 (a part is missing; this is no complete Word file)")
        if entry.flag_bits & 1:
            raise self.refusal("加了密码，请先取消密码 (has a password; take it off first)")
        if entry.file_size > MOST_BYTES:
            raise self._too_big(name, entry.file_size)
        try:
            with self._zip.open(entry) as f:
                content = f.read(MOST_BYTES + 1)  # what an entry says of its size may be untrue
        except _BROKEN as error:
            raise self.refusal(f"{name} 已损坏，请重新取得文件，或在 Word 中修复后另存 (damaged; get the file again or repair it in Word)") from error
        if len(content) > MOST_BYTES:
            raise self._too_big(name, len(content))
        return content

    def _too_big(self, name: str, size: int) -> UserError:
        return self.refusal(f"{name} 展开后过大（{size >> 20} MiB），不予读取；请拆分文件 (too big when unpacked; divide the document)")

    def xml(self, name: str) -> Element:
        """The root of a part. Entities are not resolved, and nothing outside of the part is read."""
        content = self.bytes_of(name)
        if content.count(b"<") + content.count(b"=") * 2 > MOST_NODES:
            raise self.refusal(f"{name} 的标记过多，不予读取；请拆分文件 (holds too much markup; divide the document)")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self.refusal(f"{name} 不是正确的 XML，请在 Word 中修复后另存 (not valid XML; repair it in Word): {error}") from error
        if root.getroottree().docinfo.doctype:
            raise self.refusal(f"{name} 含文档类型声明，Word 文件不应有，不予读取 (holds a document type declaration, which no Word file has)")
        return root

    def related(self, part: str, kind: str) -> str:
        """The part that another one names as its styles, numbering, comments …; "" where there is none in the file."""
        return next((target for _, target in self._relations(part, kind) if self.has(target)), "")

    def _relations(self, part: str, kind: str) -> list[tuple[str, str]]:
        name = relations_of(part)
        if not self.has(name):
            return []
        return [
            (row.get("Id", ""), posixpath.normpath(posixpath.join("/", posixpath.dirname(part), row.get("Target", ""))).lstrip("/"))
            for row in self.xml(name).iter(f"{RELATIONS}Relationship")
            if row.get("Type", "").endswith(f"/{kind}") and row.get("TargetMode") != "External"
        ]

    def _main(self) -> str:
        """The name of the part that holds the text."""
        name = self.related("", "officeDocument")
        if not name:
            raise self.refusal("压缩包里没有 Word 正文，不是 .docx 文件 (holds no text of Word; this is no .docx file)")
        return name

    def body(self) -> Element:
        """The root of the part that holds the text."""
        root = self.xml(self.main)
        if root.tag != w("document"):
            strict = root.tag == "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
            what = "是“严格”格式，请在 Word 中另存为普通的 .docx (strict Open XML; save it as an ordinary .docx)"
            raise self.refusal(what if strict else "不是 Word 文档 (is no document of Word)")
        if root.find(f"{W}body") is None:
            raise self.refusal(f"{self.main} 没有正文 (has no body)")
        return root

    def rewritten(self, parts: dict[str, bytes]) -> bytes:
        """The file with these parts in the place of what they were, or added; all other parts as they are."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in self._entries:
                content = parts[entry.filename] if entry.filename in parts else self.bytes_of(entry.filename)
                target.writestr(copy(entry), content)  # it is changed when it is written
            for name in (name for name in parts if not self.has(name)):
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)
        return out.getvalue()


def relations_of(part: str) -> str:
    """The name of the part that holds the relations of another one."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def written(root: Element) -> bytes:
    """A tree as the bytes of its part."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def kind_of(name: str) -> str:
    """The type of relation by its last word."""
    return f"{RELATION}/{name}"
