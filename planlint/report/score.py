"""`--score`: the density of suspected slips per 10 000 characters, by family of rules.

The default weights follow the annex of 《图书质量管理规定》 (2004) as far as its figures could be verified: a wrong, missing
or added character counts 1, two to five characters in one place 2, more 4; what is wrong in knowledge, logic or grammar 2;
capitals, and traditional among simplified characters 0.5; the same wrong character at most 4 in a book. 0.1 for marks and
layout is customary and not verified. The standard CY/T 266—2023 is not what this computes, and the characters of a text are
not the 版面字数 of print: it is a measure of texts against each other, no verdict. docs/score.md says more.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from planlint.activation import means
from planlint.engine import Problem
from planlint.report.results import FileResult
from planlint.rules import FAMILIES, Rule, family, matches
from planlint.suppress import SIDECAR
from planlint.text.characters import CLEAR, SOLID
from planlint.text.document import Document

PER = 10_000
"""Characters to which a density refers."""

WEIGHTS: Mapping[str, float] = {
    "REP": 2, "REP001": 4, "REP002": 4, "REP003": 4, "REP004": 4, "REP005": 4, "REP009": 1,
    "EXT": 1, "EXT010": 0.1, "EXT017": 0.1,
    "CHR": 1, "CHR006": 0.5,
    "NUM": 1,
    "PUN": 0.1,
    "QTY": 2, "QTY009": 0.5,
    "WRD": 1,
    "TRM": 1,
    "STR": 0.1,
    "CON": 2,
    "GOV": 0.1,
    "XDC": 0,
    "LNT": 0,
}  # fmt: skip
"""What one place counts, by the beginning of codes; the longest that fits holds, 1 where none does."""

CAP = 4
"""What a slip that is made again and again counts at most, in places, in one file."""

_WORDS = {
    "zh": {
        "density": "疑似差错密度 {density}/10000：折合 {points} 处，正文 {characters} 字（不含空白和标记）。",
        "family": "{title} {places} 处", "counted": "，计 {counted} 处",
        "exceeded": "高于 --max-density {limit}/10000。", "kept": "不高于 --max-density {limit}/10000。",
        "note": "疑似差错密度由规则推算，权重可以设置，不作为质量合格与否的结论。",
    },
    "en": {
        "density": "Density of suspected slips {density}/10000: {points} by weight in {characters} characters (no white space, no markup).",
        "family": "{title}: {places} places", "counted": ", {counted} counted",
        "exceeded": "Above --max-density {limit}/10000.", "kept": "Not above --max-density {limit}/10000.",
        "note": "It is inferred by rules, with weights that are settings, and is no verdict on quality.",
    },
}  # fmt: skip


class Share(NamedTuple):
    """What a family of rules contributes: places, how many of them count, and their weight in all."""

    places: int
    counted: int
    points: float


class Score(NamedTuple):
    """The suspected slips of all files by family, the characters they were found in, and the density that is allowed (None: any)."""

    families: Mapping[str, Share]
    characters: int
    limit: float | None = None

    @property
    def points(self) -> float:
        """The weight of all slips, rounded as it is shown, so that sums of tenths are what they seem."""
        return round(sum(share.points for share in self.families.values()), 6)

    @property
    def exceeded(self) -> bool:
        """Whether there are more slips than allowed; a text without a character has the density 0."""
        return self.limit is not None and self.points * PER > self.limit * self.characters

    def density(self, points: float) -> float:
        """So many points in 10 000 characters."""
        return round(points * PER / self.characters, 4) if self.characters else 0.0


def measure(results: Iterable[FileResult], settings: Mapping[str, Any], limit: float | None = None) -> Score:
    """The score of what is reported; `settings` is the [score] of the configuration."""
    rows = [(r.document, r.problems) for r in results if r.document is not None and not r.path.endswith(SIDECAR)]
    weights, cap = settings.get("weights", {}), settings.get("cap", CAP)
    shares: dict[str, Share] = {}
    for document, problems in rows:
        for rule, places, counted in _counted(document, problems, cap):
            old = shares.get(rule.code[:3], Share(0, 0, 0.0))
            points = round(old.points + counted * weight(rule, weights), 6)
            shares[rule.code[:3]] = Share(old.places + places, old.counted + counted, points)
    order = (*FAMILIES, *sorted(shares.keys() - FAMILIES.keys()))
    return Score({key: shares[key] for key in order if key in shares}, sum(characters(document) for document, _ in rows), limit)


def _counted(document: Document, problems: Iterable[Problem], cap: int) -> Iterator[tuple[Rule, int, int]]:
    """Each slip of a file with its places, and how many of these count: a slip that is made again and again counts `cap` times.

    One report is one slip, however many places it has; and so are reports of one rule that quote the same words with the
    same suggestion. Without a suggestion, equal words say nothing: each unpaired mark is a slip of its own.
    """
    groups: dict[object, tuple[Rule, int]] = {}
    for at, problem in enumerate(problems):
        words = document.slice(problem.places[0].span)
        key = (problem.rule.code, words, problem.suggestions) if problem.suggestions else at
        groups[key] = (problem.rule, groups.get(key, (problem.rule, 0))[1] + len(problem.places))
    for rule, places in groups.values():
        yield rule, places, min(places, cap)


def weight(rule: Rule, own: Mapping[str, float]) -> float:
    """What a place of a rule counts: as the settings say, the most exact name first, else by `WEIGHTS`."""
    named = [selector for selector in own if matches(rule, selector)]
    if named:
        return own[max(named, key=lambda s: (means(rule, s), s.upper() != "ALL", len(s)))]
    fitting = [start for start in WEIGHTS if rule.code.startswith(start)]
    return WEIGHTS[max(fitting, key=len)] if fitting else 1


def characters(document: Document) -> int:
    """The characters of a text that are checked: neither white space nor markup, code or addresses."""
    prose = document.prose
    return sum(map(len, prose.split())) - prose.count(CLEAR) - prose.count(SOLID)


def lines(score: Score, lang: str) -> Iterator[str]:
    """The score in words, the heaviest family first."""
    words = _WORDS[lang]
    yield words["density"].format(density=_short(score.density(score.points)), points=_short(score.points), characters=f"{score.characters:,}")
    for code, share in sorted(score.families.items(), key=lambda row: -row[1].points):
        text = words["family"].format(title=family(code)[lang], places=share.places)
        text += words["counted"].format(counted=share.counted) if share.counted < share.places else ""
        yield f"{_short(score.density(share.points)):>8}  {code} {text}"
    if score.limit is not None:
        yield verdict(score, lang)
    yield words["note"]


def verdict(score: Score, lang: str) -> str:
    """Whether the density is above the one that is allowed."""
    return _WORDS[lang]["exceeded" if score.exceeded else "kept"].format(limit=f"{score.limit:g}")


def data(score: Score, lang: str) -> dict[str, Any]:
    """The score as plain data: `points` are weights, a `density` is points in `per` characters."""
    return {
        "density": score.density(score.points), "per": PER, "points": score.points, "characters": score.characters,
        "by_family": {code: {"title": family(code)[lang], **share._asdict(), "density": score.density(share.points)} for code, share in score.families.items()},
        "max_density": score.limit, "exceeded": score.exceeded, "note": _WORDS[lang]["note"],
    }  # fmt: skip


def _short(number: float) -> str:
    """A number with at most two decimals, and none that are 0."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
