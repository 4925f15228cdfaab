"""Build planlint/data/official.plm.

    python scripts/build_pack --dictionary dict.txt --font NotoSansCJK-Regular.ttc --texts FOLDER… [--also FOLDER…] [--pairs FILE…]

`--texts` are published official texts, which no copyright covers: they are counted. `--also` are other published texts:
they are not counted; the trees learn on them, too, what is no slip. `--pairs` are sentences with real slips and their
corrections (JSON lines): they tell the trees what slips look like. `dict.txt` is the dictionary of jieba (MIT licence),
the font one under the OFL. Needs what the extra `build-pack` names. The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections import defaultdict
from pathlib import Path

import click
import numpy as np
from base import Shards, arrays_of, characters, common_only, dictionary, fixed_arrays, ranked
from confusables import confusable
from corpus import FOLDS, pairs, texts
from fit import features, filter_of, forest_of, joined, levels_of, quick_features, rows_of_fold
from slips import Slipper, confusions

from planlint.deep.container import Pack, facts, written
from planlint.deep.model import BASE, LEVELS, Model
from planlint.deep.tokens import Alphabet

FILTER_SAMPLE = 400_000
"""Characters of each of two folds from which the quick filter is fitted."""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--texts", "folders", multiple=True, required=True, type=_FOLDER)
@click.option("--also", "others", multiple=True, type=_FOLDER)
@click.option("--pairs", "pair_files", multiple=True, type=_FILE)
@click.option("--dictionary", "dictionary_file", required=True, type=_FILE)
@click.option("--font", required=True, type=_FILE)
@click.option("--font-index", default=2, show_default=True, help="The face in a collection; of Noto Sans CJK, 2 is the simplified one.")
@click.option("--output", type=click.Path(path_type=Path), default=Path("planlint/data/official.plm"))
@click.option("--keep", type=click.Path(path_type=Path), help="Keep what was counted and fitted, for measure.py.")
def main(
    folders: tuple[Path, ...], others: tuple[Path, ...], pair_files: tuple[Path, ...], dictionary_file: Path, font: Path, font_index: int,
    output: Path, keep: Path | None,
) -> None:  # fmt: skip
    """Count official texts, fit filter and trees, and write the pack."""
    seen: set[bytes] = set()
    counted, also = list(texts(sorted(folders), seen)), list(texts(sorted(others), seen))
    known, real = dictionary(dictionary_file), pairs(pair_files)
    words = ranked(known)
    by_fold = defaultdict(list)
    for text in counted:
        by_fold[text.fold].append(text.text)
    letters = characters((text.text for text in counted), known)
    length = sum(len(text.text) for text in (*counted, *also))
    print(f"{len(counted)} texts counted, {len(also)} more, {length} characters, {len(letters)} in the alphabet, {len(real)} pairs", flush=True)
    shards = Shards(by_fold, letters, words)
    alike = confusable(letters, str(font), font_index)
    fixed = {**fixed_arrays(letters, words), **common_only(alike, shards.without(None)[1])}
    mistaken = confusions(real)

    def rows(fold: int, filtered: np.ndarray | None, most: int = 0, asked=features):
        arrays = arrays_of(*shards.without(fold), letters, fixed)
        model = Model(Pack(BASE, "{}", arrays if filtered is None else arrays | {"filter": filtered}))
        own, others = ([text for text in group if text.fold == fold] for group in (counted, also))
        parts = rows_of_fold(model, own, others, real[fold::FOLDS] if not most else real[fold :: FOLDS * 4], Slipper(model, alike, mistaken, fold), fold, asked, most)
        print(f"fold {fold}: {sum(len(part.label) for part in parts)} rows", flush=True)
        return joined(parts)

    sample = [joined([rows(fold, None, FILTER_SAMPLE, asked) for fold in (0, 3)]) for asked in (quick_features, features)]
    sieve = filter_of(*sample)
    whole = joined([rows(fold, sieve) for fold in range(FOLDS)])
    levels = levels_of(whole, sum(len(text.text) for text in counted))
    about = {
        "sources": _sources(counted),
        "characters": sum(len(text.text) for text in counted),
        "dictionary": _digest(dictionary_file),
        "font": f"{font.name} {_digest(font)}",
        "slips": {file.name: _digest(file) for file in sorted(pair_files)},
        "also": _sources(also),
    }
    arrays = {**arrays_of(*shards.without(None), letters, fixed), "filter": sieve, **forest_of(whole)}
    arrays |= {"levels": np.array([levels[name] for name in LEVELS], "<f4"), "alphabet": Alphabet(letters).mark}
    data = written(Pack(BASE, facts(about), dict(sorted(arrays.items()))))
    temporary = output.with_suffix(".tmp")
    temporary.write_bytes(data)
    os.replace(temporary, output)
    if keep:
        keep.write_bytes(pickle.dumps((counted, also, real, letters, fixed, sieve, whole, levels, shards, alike)))
    print(f"{output}: {len(data)} bytes, levels {levels}")


def _sources(texts) -> dict[str, dict[str, object]]:
    """By folder: how many texts, and a sum over the sums of their files."""
    by_folder = defaultdict(list)
    for text in texts:
        by_folder[text.name.split("/")[0]].append(text.digest)
    return {name: {"texts": len(own), "sha256": hashlib.sha256("".join(sorted(own)).encode()).hexdigest()[:16]} for name, own in sorted(by_folder.items())}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


if __name__ == "__main__":
    main()
