"""The file of a pack: named arrays behind a header, checked by a sum over all of it. No code is ever read from one.

Layout: `MAGIC`, the CRC-32 of all that follows it, the format version and the length of the header (little-endian, 4 bytes
each), the header, and the arrays, each from a multiple of 64 bytes on. The header is lines of text: the kind of pack; its own
facts (`about`) in JSON; name, type, length and place of each array.
"""

import mmap
import os
import struct
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple
from zlib import crc32

from planlint.errors import UserError

MAGIC = b"planlint pack\r\n\x1a"
VERSION = 2
_HEAD = struct.Struct("<16sIII")
_SUMMED = 20
"""From where on the sum goes."""
_ALIGN = 64
_CODES: dict[str, Any] = {"u1": "B", "u2": "H", "u4": "I", "u8": "Q", "f4": "f"}
"""How `memoryview` and `array` call the types of the header."""
_WRITABLE = (*_CODES.values(), "L")


class Pack(NamedTuple):
    """What a pack holds. The arrays are views of the file, which is mapped; to be written, all that has a buffer will do.

    `facts` is what else is known of it, as JSON.
    """

    kind: str
    facts: str
    arrays: Mapping[str, Any]

    @property
    def about(self) -> Mapping[str, Any]:
        """The facts."""
        import json  # not at the top: who only reads a text does not ask

        facts: Mapping[str, Any] = json.loads(self.facts)
        return facts


def facts(about: Mapping[str, Any]) -> str:
    """The facts of a pack in one line."""
    import json

    return json.dumps(about, ensure_ascii=False, separators=(",", ":"))


def written(pack: Pack) -> bytes:
    """A pack as the bytes of its file: the same pack gives the same bytes."""
    lines, blobs, at = [pack.kind, pack.facts], [], 0
    for name, values in pack.arrays.items():
        view = memoryview(values)
        kind = f"{'f' if view.format == 'f' else 'u'}{view.itemsize}"
        if kind not in _CODES or view.format not in _WRITABLE:
            raise ValueError(f"{name}: {view.format}")
        lines.append(f"{name} {kind} {view.nbytes // view.itemsize} {at}")
        blob = _swapped(view, _CODES[kind]).tobytes() if sys.byteorder == "big" else view.tobytes()
        blob += bytes(-len(blob) % _ALIGN)
        blobs.append(blob)
        at += len(blob)
    header = "\n".join(lines).encode()
    header += b"\n" * (-(len(header) + _HEAD.size) % _ALIGN)
    summed = b"".join((struct.pack("<II", VERSION, len(header)), header, *blobs))
    return b"".join((MAGIC, struct.pack("<I", crc32(summed)), summed))


def read(path: str, kind: str) -> Pack:
    """The pack of a file, mapped into memory. Raises UserError for one that cannot be used, and says why."""
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if file.read(len(MAGIC)) != MAGIC or size < _HEAD.size:
                raise UserError(f"{path}: 不是 planlint 的模型文件 (is no pack of planlint)")
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError as error:
        raise UserError(f"{path}: 模型文件无法读取 (cannot read the pack): {error.strerror}") from error
    _, digest, version, length = _HEAD.unpack_from(data)
    if version > VERSION:
        raise UserError(
            f"{path}: 模型文件的格式较新（{version}），本版 planlint 只认到 {VERSION}；请升级 planlint "
            f"(the pack has format {version}, newer than this planlint knows: upgrade)"
        )
    if version < VERSION or crc32(data[_SUMMED:]) != digest:
        raise UserError(f"{path}: 模型文件已损坏或不完整，请重新生成或重新安装 (the pack is damaged or cut short: make or install it again)")
    start = _HEAD.size + length
    own, about, *rows = str(data[_HEAD.size : start], "utf-8").rstrip("\n").split("\n")
    if own != kind:
        raise UserError(f"{path}: 这是 {own} 类模型，这里要的是 {kind} (is a pack of another kind)")
    return Pack(own, about, dict(_array(data[start:], *row.split(" ")) for row in rows))


def _array(data: memoryview, name: str, kind: str, count: str, at: str) -> tuple[str, memoryview]:
    """The name of an array, and its numbers."""
    values = data[int(at) : int(at) + int(count) * int(kind[1:])].cast(_CODES[kind])
    return name, memoryview(_swapped(values, _CODES[kind])) if sys.byteorder == "big" else values


def _swapped(values: memoryview, code: str) -> Any:
    """Numbers with their bytes in the other order, for machines that put the highest first."""
    from array import array

    turned = array(code, values.tobytes())
    turned.byteswap()
    return turned
