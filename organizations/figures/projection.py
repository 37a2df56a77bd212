"""コーホート変化率法: what becomes of a population if the next years go as the last five went. Pure.

Inputs: the people of an area by sex in groups of five years, on two days exactly five years apart.

1. The rate of a cohort is how many of those who were in an age group five years ago are in the next group now: deaths
   and moves together. Men: 40〜44歳 now ÷ 35〜39歳 five years ago. The oldest group is open: those who are 85 and over
   now, divided by all who were 80 and over.
2. In five years each group has the people of the group before, times its rate; and so on, step by step.
3. Children of 0 to 4: as many for each woman of 15 to 49 as there are today (子ども女性比), boys and girls in the
   proportion of the children of 0 to 4 on both days together.
4. A cohort of which nobody was there five years ago has no rate: there the city's rate of the same cohort is used.
5. Nothing is rounded between the steps; people are rounded when they are printed.

It is refused, with the reason, where the data do not carry it: see ``project``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from organizations.figures.parts import FIVE, Band
from organizations.figures.pyramids import OLD, Pyramid, alike, is_evenly_cut, years_before

STEPS = 4  # of five years
FEWEST = 100  # people; below that, one family that moves away is a trend
CHILDREN, MOTHERS = Band(0, 4), (15, 49)
Group = Mapping[Band, float]


class Refused(Exception):
    """The data do not allow it; the message is the sentence."""


@dataclass(frozen=True)
class Step:
    """The population of one year to come."""

    day: date
    men: Group
    women: Group

    @property
    def total(self) -> int:
        return round(sum(self.men.values()) + sum(self.women.values()))

    @property
    def old(self) -> float:
        """The share of those of 65 and over."""
        everybody = sum(self.men.values()) + sum(self.women.values())
        aged = sum(side[band] for side in (self.men, self.women) for band in side if OLD.holds(band))
        return aged / everybody if everybody else 0.0


@dataclass(frozen=True)
class Projection:
    before: date
    now: date
    steps: list[Step]
    borrowed: int  # how many rates are the city's


@dataclass(frozen=True)
class Pair:
    """One area on the two days, in the same cuts."""

    before: Pyramid
    now: Pyramid

    @classmethod
    def of(cls, before: Pyramid, now: Pyramid) -> Pair:
        first, second = alike(before, now)
        if not (first.is_five_year and is_evenly_cut(first.bands)) or first.bands[-1].low < MOTHERS[1] + 1:
            raise Refused("5歳ごとの男女別の人口がないので、見通しは計算できません。")
        if not (first.is_whole and second.is_whole):
            raise Refused("公表されていない年齢の人口があるので、見通しは計算できません。")
        return cls(first, second)


def project(before: Pyramid | None, now: Pyramid | None, *, city: tuple[Pyramid, Pyramid] | None = None) -> Projection:
    """Raises Refused. ``city``: the whole city on the same two days, for cohorts of which nobody was there."""
    if now is None:
        raise Refused("男女別・年齢別の人口がまだないので、見通しは計算できません。")
    if before is None or before.day != years_before(now.day, FIVE):
        raise Refused("ちょうど5年前の、男女別・年齢別の人口がないので、見通しは計算できません。")
    pair = Pair.of(before, now)
    if min(before.total, now.total) < FEWEST:
        raise Refused(
            f"人口が{FEWEST}人より少ないので、見通しは計算しません。少しの転出や転入で、大きく変わるためです。"
        )
    rates, borrowed = rates_of(pair, city)
    ratio, boys = births(pair)
    steps, men, women = [], as_floats(pair.now.men), as_floats(pair.now.women)
    for number in range(1, STEPS + 1):
        men, women = grown(men, rates["m"]), grown(women, rates["f"])
        mothers = sum(people for band, people in women.items() if is_of_mothers(band))
        men[CHILDREN], women[CHILDREN] = mothers * ratio * boys, mothers * ratio * (1 - boys)
        steps.append(Step(years_before(now.day, -FIVE * number), men, women))
    return Projection(before.day, now.day, steps, borrowed)


def rates_of(pair: Pair, city: tuple[Pyramid, Pyramid] | None) -> tuple[dict[str, dict[Band, float]], int]:
    """The rate with which each group becomes the next one, and how many were taken from the city."""
    own = {sex: rates(pair, sex) for sex in ("m", "f")}
    missing = [(sex, band) for sex, found in own.items() for band, rate in found.items() if rate is None]
    wider = city_rates(pair, city) if missing else {}
    for sex, band in missing:
        if (rate := wider.get((sex, band))) is None:
            raise Refused("5年前にだれもいなかった年齢があるので、見通しは計算できません。")
        own[sex][band] = rate
    return {sex: {band: rate or 0.0 for band, rate in found.items()} for sex, found in own.items()}, len(missing)


def rates(pair: Pair, sex: str) -> dict[Band, float | None]:
    """By the group that is reached; the youngest is reached by birth."""
    before, now = (as_floats(each.men if sex == "m" else each.women) for each in (pair.before, pair.now))
    bands = pair.now.bands
    found: dict[Band, float | None] = {}
    for younger, band in pairwise(bands):
        base = before[younger] + (before[band] if band.high is None else 0)
        found[band] = now[band] / base if base else None
    return found


def city_rates(pair: Pair, city: tuple[Pyramid, Pyramid] | None) -> dict[tuple[str, Band], float | None]:
    if city is None:
        return {}
    try:
        whole = Pair.of(*city)
    except Refused:
        return {}
    if whole.now.bands != pair.now.bands:
        return {}
    return {(sex, band): rate for sex in ("m", "f") for band, rate in rates(whole, sex).items()}


def births(pair: Pair) -> tuple[float, float]:
    """Children for each woman of 15 to 49 today, and the share of boys among them."""
    boys = as_floats(pair.before.men)[CHILDREN] + as_floats(pair.now.men)[CHILDREN]
    girls = as_floats(pair.before.women)[CHILDREN] + as_floats(pair.now.women)[CHILDREN]
    women = as_floats(pair.now.women)
    mothers = sum(people for band, people in women.items() if is_of_mothers(band))
    children = as_floats(pair.now.men)[CHILDREN] + women[CHILDREN]
    if not mothers:
        raise Refused("15〜49歳の女性がいないので、子どもの数を見通せません。")
    return children / mothers, boys / (boys + girls) if boys + girls else 0.5


def grown(people: Group, rate: Mapping[Band, float]) -> dict[Band, float]:
    bands = list(people)
    found = {bands[0]: 0.0}
    for younger, band in pairwise(bands):
        base = people[younger] + (people[band] if band.high is None else 0)
        found[band] = base * rate[band]
    return found


def is_of_mothers(band: Band) -> bool:
    return band.high is not None and MOTHERS[0] <= band.low and band.high <= MOTHERS[1]


def as_floats(counts: Mapping[Band, object]) -> dict[Band, float]:
    return {band: float(value or 0) for band, value in counts.items()}  # type: ignore[arg-type]  # a number or nothing
