"""The file of a pack: named arrays behind a header in JSON, checked by a sum over all of it. No code is ever read from one.

Layout: `MAGIC`, the BLAKE2b sum of all that follows it (32 bytes), the format version and the length of the header
(little-endian, 4 bytes each), the header, and the arrays, each from a multiple of 64 bytes on. The header names the kind of
pack, its own facts (`about`) and the arrays with type, shape and place.
"""

import hashlib
import json
import mmap
import os
import struct
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.errors import UserError

MAGIC = b"planlint pack\r\n\x1a"
VERSION = 1
_HEAD = struct.Struct("<16s32sII")
_SUMMED = 48
"""From where on the sum goes."""
_ALIGN = 64
_TYPES = ("|u1", "<u2", "<u4", "<u8", "<i8", "<f4")

Array = NDArray[Any]


class Pack(NamedTuple):
    """What a pack holds. The arrays are views of the file, which is mapped."""

    kind: str
    about: Mapping[str, Any]
    arrays: Mapping[str, Array]


def written(pack: Pack) -> bytes:
    """A pack as the bytes of its file: the same pack gives the same bytes."""
    rows, blobs, at = [], [], 0
    for name, array in pack.arrays.items():
        little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        kind = little.dtype.str
        if kind not in _TYPES:
            raise ValueError(f"{name}: {kind}")
        rows.append([name, kind, list(little.shape), at])
        blob = little.tobytes()
        blob += bytes(-len(blob) % _ALIGN)
        blobs.append(blob)
        at += len(blob)
    header = json.dumps({"kind": pack.kind, "about": pack.about, "arrays": rows}, ensure_ascii=False, separators=(",", ":")).encode()
    header += b" " * (-(len(header) + _HEAD.size) % _ALIGN)
    body = b"".join((header, *blobs))
    summed = b"".join((struct.pack("<II", VERSION, len(header)), body))
    return b"".join((MAGIC, _sum(summed), summed))


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
    if version < 1 or _sum(data[_SUMMED:]) != digest:
        raise UserError(f"{path}: 模型文件已损坏或不完整，请重新生成或重新安装 (the pack is damaged or cut short: make or install it again)")
    header = json.loads(bytes(data[_HEAD.size : _HEAD.size + length]))
    if header["kind"] != kind:
        raise UserError(f"{path}: 这是 {header['kind']} 类模型，这里要的是 {kind} (is a pack of another kind)")
    start = _HEAD.size + length
    arrays = {name: _array(data, start + at, dtype, shape) for name, dtype, shape, at in header["arrays"]}
    return Pack(header["kind"], header["about"], arrays)


def _array(data: memoryview, at: int, dtype: str, shape: list[int]) -> Array:
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(data, dtype, count, at).reshape(shape)


def _sum(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=32).digest()
