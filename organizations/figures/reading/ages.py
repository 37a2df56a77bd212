"""Ages as tables write them: 0-4歳, ０～４歳, 85歳以上, 15歳未満, 老年人口, 100+, 不詳."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from organizations.figures.parts import Band


class Ages(Enum):
    ALL = "すべての年齢"
    UNKNOWN = "年齢不詳"


Age = Band | Ages
TO = r"(?:[~〜～\-‐‑−–—―ー]|から)"
AGE = r"(\d{1,3})(?:歳|才)?"
SHAPES = (
    (re.compile(rf"{AGE}{TO}{AGE}"), lambda low, high: Band(int(low), int(high))),
    (re.compile(rf"{AGE}(?:以上|[+]|{TO})"), lambda low: Band(int(low), None)),
    (re.compile(rf"{AGE}未満"), lambda end: Band(0, int(end) - 1)),
    (re.compile(rf"{AGE}以下"), lambda high: Band(0, int(high))),
    (re.compile(r"(\d{1,3})(?:歳|才)"), lambda age: Band(int(age), int(age))),
)
BARE = re.compile(r"\d{1,3}")
WORDS: dict[str, Age] = {
    "年少": Band(0, 14),
    "年少人口": Band(0, 14),
    "生産年齢": Band(15, 64),
    "生産年齢人口": Band(15, 64),
    "老年": Band(65, None),
    "老年人口": Band(65, None),
    "高齢者": Band(65, None),
    "高齢者人口": Band(65, None),
    "前期高齢者": Band(65, 74),
    "後期高齢者": Band(75, None),
    **dict.fromkeys(("総数", "計", "合計", "総計", "全年齢", "全体", "年齢計", "年齢総数", "総人口"), Ages.ALL),
    **dict.fromkeys(("不詳", "年齢不詳", "不詳者", "年齢不詳者", "不明", "年齢不明"), Ages.UNKNOWN),
}
OLDEST = 130


def normal(text: object) -> str:
    """Wide and narrow signs are the same, spaces are none."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(text if text is not None else "")))


def parse_age(text: str, *, bare: bool = False) -> Age | None:
    """None for what is no age; a number alone is one only where the table says so (``bare``)."""
    plain = normal(text)
    if plain in WORDS:
        return WORDS[plain]
    for shape, make in SHAPES:
        if found := shape.fullmatch(plain):
            band: Band = make(*found.groups())
            return band if band.low <= OLDEST and (band.high is None or band.low <= band.high) else None
    if bare and BARE.fullmatch(plain) and int(plain) <= OLDEST:
        return Band(int(plain), int(plain))
    return None
