"""A whole plan as one document, without the database: what a workbook or a TOML file says, and what is wrong in it.

Another city enters its plan by such a file. The keys of the TOML form are those of config/demo/cityplans/*.toml.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from plans.cityplan.rows import UNKNOWN_WORDS, ActionYear
from records.fiscal import FiscalYear

Stage = ActionYear.Stage
LIMITS = {"title": 100, "vision": 2000, "source": 1000, "goal": 200, "summary": 1000, "measure": 200, "points": 1000}
LIMITS |= {"heading": 100, "text": 1000, "related_plan": 200, "name": 100, "unit": 10}
WORDS: dict[str, str] = {
    **{label: value for value, label in Stage.choices},
    "": Stage.UNKNOWN,
    "?": Stage.UNKNOWN,
    "未定": Stage.UNKNOWN,
    "不明": Stage.UNKNOWN,
    "資料に記載なし": Stage.UNKNOWN,
    "–": Stage.NONE,
    "-": Stage.NONE,
    "なし": Stage.NONE,
}


class NotAPlan(ValueError):
    """What cannot be taken, sentence by sentence; each names its place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class IndicatorEntry:
    name: str
    unit: str = ""
    base: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True)
class ActionEntry:
    number: int
    heading: str
    text: str
    related_plan: str = ""
    offices: tuple[str, ...] = ()
    schedule: Mapping[int, str] = field(default_factory=dict)  # year: stage; a year that is not there is unknown
    indicators: tuple[IndicatorEntry, ...] = ()


@dataclass(frozen=True)
class MeasureEntry:
    number: int
    text: str
    points: str = ""
    actions: tuple[ActionEntry, ...] = ()


@dataclass(frozen=True)
class GoalEntry:
    text: str
    summary: str = ""
    measures: tuple[MeasureEntry, ...] = ()


@dataclass(frozen=True)
class PlanDocument:
    title: str
    from_year: FiscalYear
    to_year: FiscalYear
    vision: str = ""
    source: str = ""
    goals: tuple[GoalEntry, ...] = ()

    @property
    def measures(self) -> list[MeasureEntry]:
        return [measure for goal in self.goals for measure in goal.measures]

    @property
    def actions(self) -> list[ActionEntry]:
        return [action for measure in self.measures for action in measure.actions]

    def problems(self) -> Iterator[str]:
        """What no plan can have, whatever file it came from."""
        if not self.title.strip():
            yield "計画の名前を入れてください。"
        if self.to_year < self.from_year:
            yield "おわりの年度を、はじまりの年度より後にしてください。"
        if not self.goals:
            yield "目標を1つ以上入れてください。"
        yield from twice("方策", [measure.number for measure in self.measures])
        yield from twice("取組", [action.number for action in self.actions])
        yield from self.too_long()
        for action in self.actions:
            outside = [year for year in action.schedule if not self.from_year.number <= year <= self.to_year.number]
            for year in sorted(outside):
                yield f"取組{action.number}: {FiscalYear(year)}は、計画の期間の外です。"

    def too_long(self) -> Iterator[str]:
        for place, key, text in self.texts():
            if len(text) > LIMITS[key]:
                yield f"{place}: {LIMITS[key]}文字までにしてください。今は{len(text)}文字です。"

    def texts(self) -> Iterator[tuple[str, str, str]]:
        yield from (
            ("計画の名前", "title", self.title),
            ("目指す姿", "vision", self.vision),
            ("注記", "source", self.source),
        )
        for order, goal in enumerate(self.goals, start=1):
            yield from ((f"目標{order}", "goal", goal.text), (f"目標{order}の説明", "summary", goal.summary))
        for measure in self.measures:
            place = f"方策{measure.number}"
            yield from ((place, "measure", measure.text), (f"{place}の方針", "points", measure.points))
        for action in self.actions:
            place = f"取組{action.number}"
            keys = ("heading", "text", "related_plan")
            yield from ((f"{place}", key, getattr(action, key)) for key in keys)
            for each in action.indicators:
                yield from ((f"{place}の指標", "name", each.name), (f"{place}の指標の単位", "unit", each.unit))


def twice(what: str, numbers: list[int]) -> Iterator[str]:
    for number, times in Counter(numbers).items():
        if times > 1:
            yield f"{what}{number}が{times}つあります。番号は、計画を通して1つずつにしてください。"


def checked(document: PlanDocument) -> PlanDocument:
    """The document itself; NotAPlan with everything that is wrong in it."""
    if problems := list(document.problems()):
        raise NotAPlan(problems)
    return document


def stage_of(word: str, place: str) -> str:
    """The stage that a cell names; a blank one is unknown. ValueError names the words that are possible."""
    found = WORDS.get(word.strip())
    if found is None:
        possible = "・".join(str(label) for value, label in Stage.choices if value != Stage.UNKNOWN)
        raise ValueError(
            f"{place}: 「{word}」ではなく、{possible}のどれかにしてください。空けておくと「{UNKNOWN_WORDS}」です。"
        )
    return found


def from_toml(content: bytes) -> PlanDocument:
    """NotAPlan if it is not TOML, lacks a key or says what no plan can have."""
    try:
        data = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise NotAPlan([f"TOMLとして読めません。{problem}"]) from problem
    problems: list[str] = []
    try:
        document = document_from(data, problems)
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as problem:
        raise NotAPlan([*problems, f"必要な項目がないか、形がちがいます: {problem}"]) from problem
    if problems:
        raise NotAPlan(problems)
    return checked(document)


def document_from(data: Mapping[str, Any], problems: list[str]) -> PlanDocument:
    plan = data["plan"]
    return PlanDocument(
        title=plan["title"],
        from_year=FiscalYear.parse(str(plan["from_year"])),
        to_year=FiscalYear.parse(str(plan["to_year"])),
        vision=plan.get("vision", "").strip(),
        source=plan.get("source", "").strip(),
        goals=tuple(
            GoalEntry(goal["text"], goal.get("summary", ""), tuple(measure_from(m, problems) for m in goal["measures"]))
            for goal in data["goals"]
        ),
    )


def measure_from(data: Mapping[str, Any], problems: list[str]) -> MeasureEntry:
    actions = tuple(action_from(action, problems) for action in data["actions"])
    return MeasureEntry(int(data["number"]), data["text"], "\n".join(data.get("points", ())), actions)


def action_from(data: Mapping[str, Any], problems: list[str]) -> ActionEntry:
    number, schedule = int(data["number"]), {}
    for year, word in data.get("schedule", {}).items():
        try:
            schedule[FiscalYear.parse(str(year)).number] = stage_of(str(word), f"取組{number} {year}")
        except ValueError as problem:
            problems.append(str(problem))
    indicators = tuple(
        IndicatorEntry(each["name"], each.get("unit", ""), decimal(each.get("base")), decimal(each.get("target")))
        for each in data.get("indicators", ())
    )
    return ActionEntry(
        number,
        data["heading"],
        data["text"],
        data.get("related_plan", ""),
        tuple(data.get("offices", ())),
        schedule,
        indicators,
    )


def decimal(value: object) -> Decimal | None:
    return None if value is None or str(value).strip() == "" else Decimal(str(value)).quantize(Decimal("0.01"))
