"""Published texts as passages, one on a line, in folds by document: all versions of a law and all copies of a report are in one fold."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from planlint import files
from planlint.config import Config
from planlint.deep.passages import passages
from planlint.text.characters import CLEAR
from planlint.text.document import Document

FOLDS = 6
_REGION = re.compile(r"^.{1,12}?(?:自治区|自治州|自治县|省|市|县)")
_NUMBERS = re.compile(r"[（(【\[].*|\d.*$")
_SHORT = 4


class Text(NamedTuple):
    """The passages of a document, each on a line; repeated ones are left out. `digest` is of the file."""

    name: str
    fold: int
    text: str
    digest: str


def texts(folders: Iterable[Path], seen: set[bytes] | None = None) -> Iterator[Text]:
    """The documents of folders in order of path; a passage that an earlier document holds is left out."""
    seen = set() if seen is None else seen
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md", ".markdown")):
            data = path.read_bytes()
            document = files.document(data, path.name, Config())
            lines = []
            for line in "".join(read.text for read in passages(document)).replace(CLEAR, "").split("\n"):
                mark = hashlib.blake2b(line.encode(), digest_size=8).digest()
                if len(line) >= _SHORT and mark not in seen:
                    seen.add(mark)
                    lines.append(line)
            if lines:
                yield Text(f"{folder.name}/{path.name}", fold_of(title(document, path)), "\n".join(lines), hashlib.sha256(data).hexdigest())


def title(document: Document, path: Path) -> str:
    """What all versions and copies of a document share: its title without region, year and number, else the name of the file."""
    first = next((document.slice(b.span) for b in document.blocks if b.kind == "heading"), "")
    name = first if 4 <= len(first) <= 45 and path.suffix == ".md" else path.stem.rsplit("_", 1)[-1] if path.suffix == ".md" else path.stem
    bare = _NUMBERS.sub("", name.replace("中华人民共和国", "").replace(" ", ""))
    return _REGION.sub("", bare) or bare or name


def fold_of(group: str) -> int:
    return int.from_bytes(hashlib.md5(group.encode()).digest()[:8], "big") % FOLDS


class Pair(NamedTuple):
    """A sentence with slips as somebody wrote it, and as it was corrected."""

    source: str
    wrong: str
    right: str


def pairs(paths: Iterable[Path]) -> list[Pair]:
    """The pairs of JSON-lines files with `wrong` and `right` or `before` and `after`, each once, in order."""
    found = set()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            wrong, right = (row.get(a, row.get(b, "")).replace("\n", " ") for a, b in (("wrong", "before"), ("right", "after")))
            if wrong and right and len(wrong) < 600:
                found.add(Pair(path.stem, wrong, right))
    return sorted(found)
