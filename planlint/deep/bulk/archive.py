"""An archive: what one's own published texts say. It is a set of texts, and what is counted in them follows from the set alone.

So archives can be put together in any order, and a text that is taken out again leaves nothing behind: the same set gives
the same bytes. For that the file holds the texts themselves, compressed; `sealed` archives hold the counts only, and
cannot be changed any more. A passage that several texts share is counted once, in the first of them, and only what
stands in two texts at least (or in three places of a long one, far apart) is kept, as fingerprints.
"""

import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.deep.bulk.counts import ORDERS, UNIT
from planlint.deep.bulk.middles import middles
from planlint.deep.bulk.model import han
from planlint.deep.bulk.ngrams import BITS, Keys, Levels, level, mixed, runs, table, unpack
from planlint.deep.bulk.tokens import Ints, tokens
from planlint.deep.container import Pack, facts, read
from planlint.deep.model import ARCHIVE, KEY_BITS
from planlint.deep.tokens import LINE, SIZE, Alphabet, Passages
from planlint.errors import UserError
from planlint.text.characters import CLEAR

TEXTS_LEAST = 2
"""Texts that must hold a run: one of a single text may be its slip."""
UNITS_LEAST = 3
"""Units of a single text that do as well: what a plan says in three places is its wording."""
_MARK = 16
"""Bytes of the sum over a text."""
_SHORTEST = 4
"""Characters of the shortest passage that counts."""
_BATCH = 1_000_000
"""Characters that are counted at once."""
_PART = 4_000_000
"""Runs that are sorted at once: what bounds the memory."""
_LOAD = 0.85
"""How full the table is."""
_OWNER_BITS = 16
_OWNER = (1 << _OWNER_BITS) - 1
_KEY_BITS = np.uint64(KEY_BITS)

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class Place(NamedTuple):
    """Where a compressed text stands in the spool, and how many characters it has."""

    start: int
    size: int
    characters: int


class Texts:
    """A set of texts, by the sum over each, in a file of its own: memory holds only where they are."""

    def __init__(self, spool: BinaryIO) -> None:
        self._spool = spool
        self._places: dict[bytes, Place] = {}

    def __len__(self) -> int:
        return len(self._places)

    def add(self, text: str) -> None:
        """Adds a text in the form of `passages_of`; one that is there already is there once."""
        self._store(mark_of(text), zlib.compress(text.encode(), 4), len(text))

    def discard_all(self, others: "Texts") -> int:
        """Takes the texts of another set out; how many were there."""
        there = self._places.keys() & others._places.keys()
        for mark in there:
            del self._places[mark]
        return len(there)

    def add_all(self, pack: Pack, path: str) -> None:
        """Adds the texts of an archive. Raises UserError for one that is sealed."""
        if "texts" not in pack.arrays:
            raise UserError(f"{path}: 这是封存的归档，不含原文，不能再合并或增删；请用原来的归档 (a sealed archive holds no texts and cannot be changed)")
        marks, sizes, lengths, data = (pack.arrays[name] for name in ("text_marks", "text_sizes", "text_lengths", "texts"))
        at = 0
        for number, (size, length) in enumerate(zip(sizes, lengths, strict=True)):
            self._store(bytes(marks[number * _MARK : (number + 1) * _MARK]), bytes(data[at : at + size]), length)
            at += size

    def _store(self, mark: bytes, data: bytes, length: int) -> None:
        if mark not in self._places:
            self._places[mark] = Place(self._spool.seek(0, os.SEEK_END), len(data), length)
            self._spool.write(data)

    @property
    def characters(self) -> int:
        return sum(place.characters for place in self._places.values())

    def raw(self) -> Iterator[tuple[bytes, bytes, int]]:
        """Mark, compressed text and length of each, in order of the marks."""
        for mark in sorted(self._places):
            place = self._places[mark]
            self._spool.seek(place.start)
            yield mark, self._spool.read(place.size), place.characters

    def fresh(self) -> Iterator[tuple[bytes, str]]:
        """Each text with its mark, in order of the marks, without the passages that one before it has."""
        seen: set[bytes] = set()
        for mark, data, _ in self.raw():
            lines = []
            for line in zlib.decompress(data).decode().split("\n"):
                own = hashlib.blake2b(line.encode(), digest_size=8).digest()
                if own not in seen:
                    seen.add(own)
                    lines.append(line)
            yield mark, "\n".join(lines)


def mark_of(text: str) -> bytes:
    """The sum by which a text is known."""
    return hashlib.blake2b(text.encode(), digest_size=_MARK).digest()


def passages_of(parts: Iterable[Passages]) -> str:
    """The passages of a document as lines; short ones are left out."""
    text = "".join(read.text for read in parts).replace(CLEAR, "").encode("utf-8", "replace").decode()
    return "\n".join(line for line in (one.strip() for one in text.split("\n")) if len(line) >= _SHORTEST)


def archive_of(texts: Texts, letters: Alphabet, name: str, sealed: bool = False, progress: Progress = lambda *_: None) -> Pack:
    """The archive of a set of texts. Raises UserError where they say nothing: a single text, or none in Chinese."""
    if len(texts) < TEXTS_LEAST:
        raise UserError(
            f"{name}: 只有 {len(texts)} 篇不同的文稿，至少要两篇：只在一篇里出现的写法可能正是错字 "
            f"(only {len(texts)} different texts; two at least are needed, since what a single text has may be its slip)"
        )
    with tempfile.TemporaryDirectory(prefix="planlint-") as folder:
        parts = max(1, -(-texts.characters // _PART))
        _spread(texts, letters, folder, parts, progress)
        arrays = _gathered(folder, parts, progress)
    if not len(arrays["runs"]):
        raise UserError(
            f"{name}: 这些文稿没有共同的中文写法，学不到什么；请换成成批的中文文稿 (these texts share no Chinese wording: nothing to learn)"
        )
    about = {"texts": len(texts), "characters": texts.characters, "least": TEXTS_LEAST, "sealed": sealed}
    arrays |= {"alphabet": letters.mark, "size": np.array([texts.characters], "<u8")}
    if not sealed:
        rows = list(texts.raw())
        arrays["text_marks"] = np.frombuffer(b"".join(mark for mark, _, _ in rows), np.uint8)
        arrays["text_sizes"] = np.array([len(data) for _, data, _ in rows], "<u4")
        arrays["text_lengths"] = np.array([length for _, _, length in rows], "<u4")
        arrays["texts"] = np.frombuffer(b"".join(data for _, data, _ in rows), np.uint8)
    return Pack(ARCHIVE, facts(about), arrays)


def opened(path: str) -> Pack:
    """The archive of a file. Raises UserError."""
    return read(path, ARCHIVE)


def _spread(texts: Texts, letters: Alphabet, folder: str, parts: int, progress: Progress) -> None:
    """Writes the runs of all texts, those of a unit once, each with its text, into files by where they go in the table."""
    done, whole = 0, texts.characters
    for pieces, owners in _batches(texts.fresh()):
        text = "\n".join(pieces)
        units = np.repeat(np.arange(len(pieces)), [len(piece) + 1 for piece in pieces])[: len(text)]
        read_tokens = tokens(letters, text, units)
        ids, unit = read_tokens.ids, np.maximum.accumulate(read_tokens.at)
        unit = np.maximum(unit, 0)
        for order in ORDERS:
            keys, own = _distinct(ids, unit, order)
            rows = (keys << _OWNER_BITS) | owners[own]
            part = _part(mixed(*unpack(keys, order)), parts)
            sorted_parts = np.argsort(part.astype(np.uint16), kind="stable")
            rows, ends = rows[sorted_parts], np.cumsum(np.bincount(part, minlength=parts))
            for number, (start, end) in enumerate(zip((0, *ends[:-1].tolist()), ends.tolist(), strict=True)):
                if start < end:
                    with open(os.path.join(folder, f"{order}-{number}"), "ab") as file:
                        file.write(rows[start:end].tobytes())
        done += len(text)
        progress("count", min(done, whole), whole)


def _batches(texts: Iterable[tuple[bytes, str]]) -> Iterator[tuple[list[str], Ints]]:
    """Units of about `UNIT` characters, so many at once, with the 16 bits that stand for the text of each."""
    pieces: list[str] = []
    owners: list[int] = []
    size = 0
    for mark, text in texts:
        owner = int.from_bytes(mark[:2], "little")
        for start in range(0, len(text), UNIT):
            pieces.append(text[start : start + UNIT + 3])
            owners.append(owner)
            size += UNIT
            if size >= _BATCH:
                yield pieces, np.array(owners)
                pieces, owners, size = [], [], 0
    if pieces:
        yield pieces, np.array(owners)


def _distinct(ids: Ints, unit: Ints, order: int) -> tuple[Ints, Ints]:
    """The runs of each unit that hold a Han character, each once: packed, and the number of the unit. None reaches over the end of a passage."""
    keys = runs(ids, order)
    inside, chinese = np.ones(len(keys), np.bool_), np.zeros(len(keys), np.bool_)
    for at in range(order):
        inside &= ids[at : at + len(keys)] != LINE
        chinese |= han(ids[at : at + len(keys)])
    inside &= chinese
    bits = BITS * order
    both = keys[inside] | (unit[: len(keys)][inside] << bits)
    both.sort()
    if len(both):
        both = both[np.concatenate(([True], both[1:] != both[:-1]))]
    return both & ((1 << bits) - 1), both >> bits


def _part(keys: Keys, parts: int) -> NDArray[np.intp]:
    """The part of the table that each mixed run goes to."""
    return ((keys * np.uint64(parts)) >> _KEY_BITS).astype(np.intp)


def _gathered(folder: str, parts: int, progress: Progress) -> dict[str, Any]:
    """The arrays of an archive out of the files of its parts."""
    kept: list[tuple[Keys, Levels]] = []
    pairs: list[tuple[Ints, Levels]] = []
    threes: list[tuple[Ints, Levels]] = []
    for number in range(parts):
        held = []
        for order in ORDERS:
            keys, levels = _shared(os.path.join(folder, f"{order}-{number}"))
            if order == 2:
                pairs.append((keys, levels))
            else:
                held.append((mixed(*unpack(keys, order)), levels))
            if order == 3:
                threes.append((keys, levels))
        kept.append((np.concatenate([keys for keys, _ in held]), np.concatenate([levels for _, levels in held])))
        progress("sort", number + 1, parts)
    two, two_levels = np.concatenate([keys for keys, _ in pairs]), np.concatenate([levels for _, levels in pairs])
    order_of_pairs = np.argsort(two, kind="stable")
    left, right = unpack(two[order_of_pairs], 2)
    return {
        "runs": _table(kept),
        "pairs": right.astype("<u2"),
        "pair_levels": two_levels[order_of_pairs],
        "pair_sizes": np.bincount(left, minlength=SIZE).astype("<u2"),
        **middles(np.concatenate([keys for keys, _ in threes]), np.concatenate([levels for _, levels in threes])),
    }


def _shared(path: str) -> tuple[Ints, Levels]:
    """The runs of a file that two texts at least hold, or several units of one, in order, and the level of each."""
    if not os.path.exists(path):
        return np.zeros(0, np.int64), np.zeros(0, np.uint8)
    rows = np.fromfile(path, np.int64)
    os.remove(path)
    rows.view(np.uint64).sort()  # a run of four fills all bits, and the sign is one of them
    rows = rows.view(np.int64)
    keys = (rows.view(np.uint64) >> np.uint64(_OWNER_BITS)).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    ends = np.concatenate((starts[1:], [len(keys)]))
    times = ends - starts
    shared = ((rows[starts] & _OWNER) != (rows[ends - 1] & _OWNER)) | (times >= UNITS_LEAST)
    return keys[starts[shared]], level(times[shared])


def _table(parts: list[tuple[Keys, Levels]]) -> NDArray[np.uint64]:
    """One table of the runs of all parts, put together part by part: each fills a stretch of buckets of its own."""
    each = max(-(-len(keys) // 4) for keys, _ in parts)
    size = max(1, int(each / _LOAD)) if each else 0
    buckets = []
    for number, (keys, levels) in enumerate(parts):
        first = np.lexsort((keys, -levels.astype(np.int16)))
        buckets.append(table(keys[first], levels[first], size, number, len(parts)).buckets if size else np.zeros(0, np.uint64))
    return np.concatenate(buckets)
