"""From models that have not seen a text, and what is right and wrong in it, to the quick filter, the trees and the levels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
from corpus import Pair, Text
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from slips import Slip, Slipper, judged, slips_of

from planlint.checkers.improbable_characters import doubled_by_right
from planlint.deep.bulk.candidates import together
from planlint.deep.bulk.tokens import Ints
from planlint.deep.features import full, quick
from planlint.deep.finder import Candidates, Finding, apart, edit_of
from planlint.deep.model import Model
from planlint.deep.proposals import ONE_TOO_MANY, Edit
from planlint.deep.tokens import Passages
from planlint.deep.vetoes import NEVER, penalty
from planlint.text.spans import Span

BATCH = 100_000
"""Characters of texts that are read at once."""
CLEAN, MADE, REAL, OTHER = range(4)
"""Where an edit comes from: official text, text with slips put in, sentences with real slips, other published text."""
TREES, LEAVES = 180, 24
ACCEPTED = 1.5
KEPT_BY_FILTER = 0.97
LEVELS = {"strict": 0.095, "review": 0.47}
"""Reports in 10 000 characters of official text at which the levels are set."""


Asked = Callable[[Model, Candidates], list[list[float]]]
"""What makes the features of candidates."""


class Rows(NamedTuple):
    """Edits as rows of features; `label` 1 undoes a slip, 0 is no slip. `text` and `place` tell where."""

    table: NDArray[np.float64]
    label: NDArray[np.int8]
    source: NDArray[np.int8]
    text: Ints
    place: Ints
    penalty: NDArray[np.float64]
    fold: NDArray[np.int8]


def joined(parts: Sequence[Rows]) -> Rows:
    return Rows(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def batches(texts: Iterable[str], size: int = BATCH) -> Iterator[list[str]]:
    held: list[str] = []
    for text in texts:
        held.append(text)
        if sum(map(len, held)) >= size:
            yield held
            held = []
    if held:
        yield held


def read(text: str) -> Passages:
    return Passages(text + "\n", ((0, len(text)), (-1, 1)))


def features(model: Model, found: Candidates) -> list[list[float]]:
    return full(model, found.seen, found.edits, found.times)


def quick_features(model: Model, found: Candidates) -> list[list[float]]:
    return [quick(model, found.seen, edit) for edit in found.edits]


def labels(model: Model, found: Candidates, texts: Sequence[str], slips: Sequence[Sequence[Slip]]) -> list[int]:
    """What each candidate does, see `judged`."""
    starts = [np.array([slip.start for slip in own]) for own in slips]
    rows = ((found.owner(edit.at), *edit_of(model, found, edit)) for edit in found.edits)
    return [judged(texts[n], span.start, span.end, new, slips[n], starts[n])[0] for n, span, new in rows]


def rows_of(
    model: Model, texts: Sequence[str], slips: Sequence[Sequence[Slip]] | None, source: int, first: int, fold: int, asked: Asked = features
) -> Rows:
    """The candidates in a batch of texts; `first` is the number of the first text. `asked` makes the features."""
    (found,) = together(model, [read(text) for text in texts])
    label = [0] * len(found.edits) if slips is None else labels(model, found, texts, slips)
    if source == MADE:  # only what undoes a slip is kept, and what stands beside it
        places = {edit.at for edit, own in zip(found.edits, label, strict=True) if own == 1}
        beside = [edit.at in places for edit in found.edits]
        label, found = list(compress(label, beside)), found._replace(edits=list(compress(found.edits, beside)))
    table = asked(model, found)
    kept = [own == 1 if source == MADE else own >= 0 for own in label]
    edits, rows = list(compress(found.edits, kept)), list(compress(table, kept))
    veto = [vetoed(model, found, edit, row, texts) for edit, row in zip(edits, rows, strict=True)] if asked is features else [0.0] * len(edits)
    size = len(edits)
    return Rows(
        np.array(rows, np.float64), np.array(list(compress(label, kept)), np.int8), np.full(size, source, np.int8),
        np.array([found.owner(edit.at) + first for edit in edits], np.int64), np.array([found.at[edit.at] for edit in edits], np.int64),
        np.array(veto), np.full(size, fold, np.int8),
    )  # fmt: skip


def vetoed(model: Model, found: Candidates, edit: Edit, row: Sequence[float], texts: Sequence[str]) -> float:
    """What is taken off the score of a candidate; all of it where the rule leaves it out because it is doubled by right."""
    place = found.at[edit.at]
    if edit.kind == ONE_TOO_MANY and doubled_by_right(texts[found.owner(edit.at)], Span(place, place + 1)):
        return NEVER
    return penalty(model, found.seen, edit, row)


def rows_of_fold(
    model: Model, texts: Sequence[Text], others: Sequence[Text], real: Sequence[Pair], slipper: Slipper, fold: int, asked: Asked = features, most: int = 0
) -> list[Rows]:
    """All rows of a fold: its texts clean and with slips, its real slips. With `most`, of so many characters only."""
    parts, number, length = [], 0, 0
    groups = ((CLEAN, texts), (OTHER, others))
    for source, own in ((source, own) for source, group in groups for own in batches(text.text for text in group)):
        parts.append(rows_of(model, own, None, source, number, fold, asked))
        made = [slipper.slipped(text) for text in own]
        parts.append(rows_of(model, [text for text, _ in made], [slips for _, slips in made], MADE, number, fold, asked))
        number += len(own)
        length += sum(map(len, own))
        if most and length > most:
            break
    for start in range(0, len(real), 2000):
        some = real[start : start + 2000]
        parts.append(rows_of(model, [p.wrong for p in some], [slips_of(p) for p in some], REAL, number, fold, asked))
        number += len(some)
    return [part for part in parts if len(part.label)]


def weights(rows: Rows) -> NDArray[np.float32]:
    """How much each row counts: real slips three times, other edits in their sentences half, since not all slips there are known."""
    real = rows.source == REAL
    return np.where(real & (rows.label == 1), 3.0, np.where(real, 0.5, 1.0)).astype(np.float32)


def forest_of(rows: Rows, trees: int = TREES) -> dict[str, NDArray[np.generic]]:
    """Boosted trees as arrays of a pack."""
    learner = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=0.08, max_leaf_nodes=LEAVES, max_depth=8, min_samples_leaf=40, l2_regularization=1.0,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    learner.fit(rows.table, rows.label, sample_weight=weights(rows))
    return exported(learner)


def exported(learner: HistGradientBoostingClassifier) -> dict[str, NDArray[np.generic]]:
    """scikit-learn's trees as flat arrays."""
    columns: dict[str, list[float]] = {name: [] for name in ("feature", "threshold", "yes", "no", "value", "roots")}
    depth = 0
    for (predictor,) in learner._predictors:
        nodes, first = predictor.nodes, len(columns["feature"])
        columns["roots"].append(first)
        levels = np.zeros(len(nodes), int)
        for number, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            if not leaf:
                levels[node["left"]] = levels[node["right"]] = levels[number] + 1
            columns["feature"].append(0 if leaf else node["feature_idx"])
            columns["threshold"].append(np.inf if leaf else node["num_threshold"])
            columns["yes"].append(first + (number if leaf else node["left"]))
            columns["no"].append(first + (number if leaf else node["right"]))
            columns["value"].append(node["value"] if leaf else 0.0)
        depth = max(depth, int(levels.max()))
    types = {"feature": "u1", "threshold": "<f4", "yes": "<u2", "no": "<u2", "value": "<f4", "roots": "<u2"}
    arrays: dict[str, NDArray[np.generic]] = {f"tree_{name}": np.array(columns[name]).astype(types[name]) for name in columns}
    arrays["tree_facts"] = np.array([learner._baseline_prediction.ravel()[0], depth], "<f4")
    return arrays


def scored(arrays: Mapping[str, NDArray[np.generic]], table: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log-odds of rows by the trees of a pack: the whole sum, without a first look."""
    wide = {name: arrays[f"tree_{name}"].astype(np.int64) for name in ("feature", "yes", "no", "roots")}
    base, depth = arrays["tree_facts"].tolist()
    scores = np.full(len(table), base)
    row = np.arange(len(table))
    for root in wide["roots"].tolist():
        node = np.full(len(table), root)
        for _ in range(int(depth)):
            node = np.where(table[row, wide["feature"][node]] <= arrays["tree_threshold"][node], wide["yes"][node], wide["no"][node])
        scores += arrays["tree_value"][node]
    return scores


def filter_of(quick_rows: Rows, full_rows: Rows) -> NDArray[np.float32]:
    """The linear filter: it keeps nearly all of what the trees accept. Weights, and the constant at the end."""
    scores = scored(forest_of(full_rows, 100), full_rows.table)
    accepted = (quick_rows.label == 1) & (scores > ACCEPTED)
    scaler = StandardScaler().fit(quick_rows.table)
    learner = LogisticRegression(max_iter=300).fit(scaler.transform(quick_rows.table), accepted)
    reach = learner.decision_function(scaler.transform(quick_rows.table))
    floor = np.quantile(reach[accepted], 1 - KEPT_BY_FILTER)
    passed = float((reach[quick_rows.label == 0] > floor).mean())
    print(f"filter: keeps {KEPT_BY_FILTER:.0%} of what is accepted, {passed:.1%} of the rest", flush=True)
    slope = learner.coef_[0] / scaler.scale_
    return np.concatenate((slope, [learner.intercept_[0] - slope @ scaler.mean_ - floor])).astype("<f4")


def halves(rows: Rows) -> Iterator[tuple[NDArray[np.bool_], dict[str, NDArray[np.generic]]]]:
    """Each half of the folds with trees that were fitted to the other one."""
    for odd in (0, 1):
        mine = rows.fold % 2 == odd
        yield mine, forest_of(Rows(*(column[~mine] for column in rows)))


def levels_of(rows: Rows, characters: int) -> dict[str, float]:
    """The scores at which published text has so many reports as `LEVELS` says, by trees that have not seen it."""
    kept: list[float] = []
    for mine, arrays in halves(rows):
        clean = np.flatnonzero(mine & (rows.source == CLEAN))
        scores = scored(arrays, rows.table[clean]) - rows.penalty[clean]
        clean, scores = clean[scores > 0], scores[scores > 0]
        for fold in np.unique(rows.fold[clean]):
            own = np.flatnonzero(rows.fold[clean] == fold)
            kept += best_apart(rows, clean[own], scores[own])
    ranked = sorted(kept, reverse=True)
    for rate in (0.05, 0.1, 0.2, 0.3, 0.5, 1.0):
        print(f"official text: {rate} reports in 10 000 characters at {ranked[min(len(ranked) - 1, int(rate * characters / 1e4))]:.2f}", flush=True)
    return {name: round(float(ranked[int(rate * characters / 1e4)]), 3) for name, rate in LEVELS.items()}


def best_apart(rows: Rows, chosen: Ints, scores: NDArray[np.float64]) -> list[float]:
    """The scores that stand when the better of two close edits wins, as when a text is checked."""
    places = zip(rows.text[chosen].tolist(), rows.place[chosen].tolist(), scores.tolist(), strict=True)
    return [found.score for found in apart([Finding(text, Span(at, at), "", score, 0) for text, at, score in places])]
