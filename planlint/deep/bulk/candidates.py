"""From texts to what is to be judged: the texts of a batch stand in one row of tokens, each between rims of its own, so that what costs once costs once for all."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from planlint.deep.bulk.evidence import Evidence
from planlint.deep.bulk.model import Arrays
from planlint.deep.bulk.ngrams import pack
from planlint.deep.bulk.proposals import propose, scan
from planlint.deep.bulk.quick import passing
from planlint.deep.bulk.tokens import Ints, Tokens, offsets, tokens
from planlint.deep.features import Times
from planlint.deep.finder import Candidates
from planlint.deep.model import Model
from planlint.deep.proposals import OTHER_WORD, SWAPPED, Edit, Scan
from planlint.deep.tokens import Passages
from planlint.deep.windows import readings

arrays = lru_cache(maxsize=2)(Arrays)
"""A model for arrays, made once."""


def together(model: Model, batch: Sequence[Passages]) -> Iterator[Candidates]:
    """The candidates of all texts, as one."""
    known = arrays(model)
    rows = [tokens(model.alphabet, read.text, offsets(read)) for read in batch]
    text = Tokens(*(np.concatenate(parts) for parts in zip(*rows, strict=True)))
    owner = np.repeat(np.arange(len(batch)), [len(row.ids) for row in rows])
    seen = scan(known, text.ids)
    edits = propose(known, seen)
    last = np.minimum(edits.at + 1, len(text.at) - 1)
    two = (edits.kind == SWAPPED) | (edits.kind == OTHER_WORD)
    edits = edits.take((text.at[edits.at] >= 0) & (~two | (text.at[last] >= 0)))
    if len(edits.kind) and model.filter:
        edits = edits.take(passing(known, seen, edits))
    kept = [Edit(*row) for row in zip(*(column.tolist() for column in edits), strict=True)]
    ids = text.ids.astype(np.uint16).data
    levels = seen.levels
    yield Candidates(
        Scan(ids, levels[2].data, levels[3].tobytes(), levels[4].data), text.at.data, lambda place: int(owner[place]), kept, _counted(text.ids, owner, ids, kept)
    )


def _counted(ids: Ints, owner: Ints, e: Sequence[int], edits: Sequence[Edit]) -> Times:
    """How often the runs that the edits touch stand in their documents."""
    evidence = Evidence(ids, owner)
    known: dict[tuple[int, tuple[int, ...]], int] = {}
    asked = {(int(owner[edit.at]), run) for edit in edits for reading in readings(e, edit) for order in (2, 3) for run in reading.runs(order)}
    for order in (2, 3):
        own = [(number, run) for number, run in asked if len(run) == order]
        if own:
            keys = pack(*np.array([run for _, run in own], np.int64).T)
            known |= zip(own, evidence.times(order, keys, np.array([number for number, _ in own])).tolist(), strict=True)
    return lambda edit, run: known[int(owner[edit.at]), run]
