"""Boosted decision trees as flat lists: a score is a log-odds, the sum of one leaf of each tree."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

FIRST_LOOK = 40
"""Trees after which a candidate is dropped that stands below `HOPELESS`."""
HOPELESS = -1.5
REJECTED = -99.0


class Forest(NamedTuple):
    """Node n asks whether feature[n] is at most threshold[n] and goes on to yes[n] or no[n]; a leaf goes on to itself."""

    feature: list[int]
    threshold: list[float]
    yes: list[int]
    no: list[int]
    value: list[float]
    roots: list[int]
    base: float

    @classmethod
    def of(cls, arrays: Mapping[str, Any]) -> "Forest":
        """The trees of a pack."""
        feature, threshold, yes, no, value, roots = (arrays[f"tree_{name}"].tolist() for name in cls._fields[:-1])
        return cls(feature, threshold, yes, no, value, roots, arrays["tree_facts"][0])

    def score(self, features: Sequence[float]) -> float:
        """The log-odds of a candidate; `REJECTED` for one that the first trees find hopeless."""
        score = self._sum(features, self.roots[:FIRST_LOOK], self.base)
        return REJECTED if score <= HOPELESS else self._sum(features, self.roots[FIRST_LOOK:], score)

    def _sum(self, features: Sequence[float], roots: list[int], score: float) -> float:
        feature, threshold, yes, no, value = self.feature, self.threshold, self.yes, self.no, self.value
        for node in roots:
            following = yes[node] if features[feature[node]] <= threshold[node] else no[node]
            while following != node:
                node = following
                following = yes[node] if features[feature[node]] <= threshold[node] else no[node]
            score += value[node]
        return score
