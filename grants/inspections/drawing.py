"""The draw: pure, so that anybody can do it again with nothing but the seed, the codes and SHA-256.

1. Each case's code is written behind the seed, with a line break between: ``seed + "\\n" + code``, in UTF-8.
2. The codes stand in the order of the SHA-256 of these texts (as hexadecimal digits).
3. The first ones are drawn, as many as ``size`` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def size(population: int, *, percent: int, minimum: int) -> int:
    """How many are drawn: the share, rounded up, but at least the minimum and at most all."""
    return min(population, max(minimum, -(-population * percent // 100)))


def rank(seed: str, code: str) -> str:
    return sha256(f"{seed}\n{code}".encode()).hexdigest()


def draw(seed: str, codes: Iterable[str], count: int) -> list[str]:
    """``count`` of the codes, in the order in which they are drawn; the order of ``codes`` does not matter."""
    return sorted(set(codes), key=lambda code: (rank(seed, code), code))[:count]


def fingerprint(codes: Iterable[str]) -> str:
    """The SHA-256 of the population: its codes in alphabetical order, one a line."""
    return sha256("\n".join(sorted(set(codes))).encode()).hexdigest()
