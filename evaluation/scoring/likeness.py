"""Texts that are nearly the same: MinHash to find candidates among thousands, then an exact comparison of those.

A text becomes the set of its runs of three words. The share of common wording of two texts is |A ∩ B| / |A ∪ B| of these
sets (Jaccard). A signature keeps, for each of 120 hash functions, the lowest value over the set; two texts have the same
lowest value with a chance that equals their share. Signatures are cut into 40 bands of three: texts that agree in a whole
band are candidates. So a pair with a share of 0.5 is missed once in 200 times, one of 0.4 once in 14.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 1
FUNCTIONS, BANDS, SEED = 120, 40, 19910101
RUN = 3
WORDS_NEEDED = 25
# Of a bucket as full as this everybody wrote the same: words of the form, not of a project.
BUCKET_AT_MOST = 60
NEAR, WITH_PEOPLE = 400, 150  # thousandths of common wording that make two entries worth a look

_WORD = re.compile(r"[^\W_]+")
_chance = np.random.default_rng(SEED)
_FACTORS = _chance.integers(1, 2**63, FUNCTIONS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_TERMS = _chance.integers(0, 2**63, FUNCTIONS, dtype=np.uint64)
_STEPS = _chance.integers(1, 2**63, RUN, dtype=np.uint64) * np.uint64(2) + np.uint64(1)

Signature = NDArray[np.uint32]
Runs = NDArray[np.uint64]


def words(text: str) -> list[str]:
    """Words of ``text`` in small letters, without marks and punctuation."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


def section_texts(content: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the applicant wrote in each section of an entry, without the labels of the form."""
    return ["\n".join(_said(section)) for section in content]


def _said(section: Mapping[str, Any]) -> Iterator[str]:
    for row in section.get("rows", ()):
        yield str(row[-1])
    for cells in section.get("table", {}).get("rows", ()):
        yield " ".join(map(str, cells))


def runs(text: str) -> Runs:
    """Hashes of the runs of three words of ``text``, each once; empty for a text that is too short to compare."""
    found = words(text)
    if len(found) < WORDS_NEEDED:
        return np.zeros(0, np.uint64)
    return np.unique(_runs(found))


def _runs(found: Sequence[str]) -> Runs:
    codes = np.fromiter((zlib.crc32(word.encode()) for word in found), np.uint64, len(found))
    mixed = (codes + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    count = len(found) - RUN + 1
    joined = np.zeros(count, np.uint64)
    for place in range(RUN):
        joined = joined * _STEPS[place] + mixed[place : place + count]
    return np.asarray(joined ^ (joined >> np.uint64(31)), np.uint64)


def signature(of: Runs) -> Signature:
    """The lowest value of each hash function over the set; ``of`` is not empty."""
    values = (of[np.newaxis, :] * _FACTORS[:, np.newaxis] + _TERMS[:, np.newaxis]) >> np.uint64(32)
    return values.min(axis=1).astype(np.uint32)


def share(one: Runs, other: Runs) -> int:
    """Common wording in thousandths, exact; 0 when one of the two is too short to compare."""
    if not len(one) or not len(other):
        return 0
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common * 1000 // (len(one) + len(other) - common)


def candidates(signatures: NDArray[np.uint32], is_new: NDArray[np.bool_]) -> set[tuple[int, int]]:
    """Pairs of rows (lower first) that agree in a band, at least one of them new."""
    found: set[tuple[int, int]] = set()
    width = FUNCTIONS // BANDS
    for band in range(BANDS):
        keys = np.zeros(len(signatures), np.uint64)
        for column in range(band * width, (band + 1) * width):
            keys = keys * np.uint64(0x9E3779B97F4A7C15) + signatures[:, column]
        order = np.argsort(keys, kind="stable")
        edges = np.flatnonzero(np.diff(keys[order])) + 1
        for bucket in np.split(order, edges):
            if 1 < len(bucket) <= BUCKET_AT_MOST:
                found.update(_pairs(bucket.tolist(), is_new))
    return found


def _pairs(bucket: Sequence[int], is_new: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(bucket):
        for other in bucket[place + 1 :]:
            if is_new[one] or is_new[other]:
                yield (one, other) if one < other else (other, one)


def marked(text: str, others: Iterable[str]) -> list[tuple[str, bool]]:
    """``text`` in pieces, and whether each piece is wording that one of ``others`` has too."""
    spots = list(_WORD.finditer(text))
    found = ["".join(words(spot[0])) for spot in spots]
    known = {run for other in others for run in _plain_runs(words(other))}
    common = [False] * len(found)
    for place, run in enumerate(_plain_runs(found)):
        if run in known:
            common[place : place + RUN] = [True] * RUN
    return _pieces(text, spots, common)


def _plain_runs(found: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(found[place : place + RUN]) for place in range(len(found) - RUN + 1)]


def _pieces(text: str, spots: Sequence[re.Match[str]], common: Sequence[bool]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    position = 0
    for is_common, group in groupby(zip(spots, common, strict=True), key=itemgetter(1)):
        if is_common:
            stretch = [spot for spot, _ in group]
            begin, end = stretch[0].start(), stretch[-1].end()
            pieces += [(text[position:begin], False), (text[begin:end], True)]
            position = end
    return [piece for piece in [*pieces, (text[position:], False)] if piece[0]]
