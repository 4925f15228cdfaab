"""Boosted decision trees as flat arrays: a score is a log-odds, the sum of one leaf of each tree."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FIRST_LOOK = 40
"""Trees after which candidates are dropped that stand below `HOPELESS`."""
HOPELESS = -3.0
REJECTED = -99.0


class Forest(NamedTuple):
    """Node n asks whether feature[n] is at most threshold[n] and goes on to yes[n] or no[n]; a leaf goes on to itself."""

    feature: NDArray[np.int64]
    threshold: Floats
    yes: NDArray[np.int64]
    no: NDArray[np.int64]
    value: Floats
    roots: NDArray[np.int64]
    base: float
    depth: int

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> "Forest":
        """The trees of a pack."""
        wide = {name: arrays[f"tree_{name}"].astype(np.int64) for name in ("feature", "yes", "no", "roots")}
        base, depth = arrays["tree_facts"].tolist()
        return cls(wide["feature"], arrays["tree_threshold"], wide["yes"], wide["no"], arrays["tree_value"], wide["roots"], base, int(depth))

    def score(self, features: Floats) -> Floats:
        """The log-odds of each row; `REJECTED` for rows that the first trees find hopeless."""
        scores = (self._sum(features, self.roots[:FIRST_LOOK]) + np.float32(self.base)).astype(np.float32)
        hopeful = np.flatnonzero(scores > HOPELESS)
        rest = self._sum(features[hopeful], self.roots[FIRST_LOOK:])
        whole = scores[hopeful] + rest
        scores.fill(REJECTED)
        scores[hopeful] = whole
        return scores

    def _sum(self, features: Floats, roots: NDArray[np.int64]) -> Floats:
        if not len(features) or not len(roots):
            return np.zeros(len(features), np.float32)
        node = np.tile(roots, (len(features), 1))
        row = np.arange(len(features))[:, None]
        for _ in range(self.depth):
            node = np.where(features[row, self.feature[node]] <= self.threshold[node], self.yes[node], self.no[node])
        total: Floats = self.value[node].sum(1, dtype=np.float32)
        return total
