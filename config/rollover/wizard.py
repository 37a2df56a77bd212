"""The whole of it: the steps in their order, a rehearsal that leaves nothing, and the one verb that does them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from config.rollover.money_step import Money
from config.rollover.papers_step import Papers
from config.rollover.people_step import People
from config.rollover.rules_step import Rules
from config.rollover.schemes_step import Schemes
from config.rollover.step import Line, Step, compared
from records.cases import NotNow, rehearsed
from records.fiscal import FiscalYear
from staff.rollovers import Rollover

STEPS: tuple[type[Step], ...] = (Rules, Schemes, People, Papers, Money)
NOTHING = "新しく作るものはありません。選んだものは、もう全部あります。"


@dataclass
class Outcome:
    """What a run made, or would make."""

    made: dict[str, int] = field(default_factory=dict)  # by the step's code
    left: list[str] = field(default_factory=list)  # what has to be done by hand, in sentences
    lines: dict[str, list[Line]] = field(default_factory=dict)  # as they are afterwards

    @property
    def count(self) -> int:
        return sum(self.made.values())


class Wizard:
    def __init__(self, year: FiscalYear, user: User, *, on: date) -> None:
        self.year, self.user, self.on = year, user, on
        self.steps = [step(year, user, on) for step in STEPS]

    @property
    def page(self) -> str:
        return reverse("rollover", args=[self.year.number])

    @property
    def waiting(self) -> int:
        return sum(step.waiting for step in self.steps)

    def rehearse(self, chosen: Collection[str]) -> Outcome:
        """Exactly what ``carry`` does and finds; nothing of it stays."""
        found: list[Outcome] = []
        with rehearsed():
            found.append(self._run(chosen))
        return found[0]

    @transaction.atomic
    def carry(self, chosen: Collection[str]) -> Outcome:
        """All that is chosen or nothing; NotNow where there is nothing to make."""
        case = Rollover.of(self.year, by=self.user, on=self.on)
        case.check_move("carry")
        outcome = self._run(chosen)
        if not outcome.count:
            raise NotNow([NOTHING, *outcome.left])
        titles = {step.code: (step.title, step.unit) for step in self.steps}
        told = "、".join(f"{titles[code][0]} {n}{titles[code][1]}" for code, n in outcome.made.items() if n)
        case.carry(told, by=self.user)
        return outcome

    def _run(self, chosen: Collection[str]) -> Outcome:
        if not chosen:
            raise NotNow("写すものを、1つ以上選んでください。")
        outcome = Outcome()
        for step in self.steps:
            before = step.lines()
            left = step.carry() if step.code in chosen else []
            after = compared(before, step.lines())
            outcome.made[step.code] = sum(line.is_new for line in after)
            outcome.lines[step.code] = after
            outcome.left += left
        return outcome
