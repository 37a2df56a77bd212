"""What is done in an area: its organizations, their plans, the grants that they had; where it lies."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from config.chart.drawing import BarsPicture, Level, bars_picture
from config.chart.money import GrantYear, Money, money_of
from config.chart.progress import PlanProgress, plans_of, progress_of
from organizations.areas import Area
from organizations.facilities.buildings import Facility
from organizations.figures.people import People
from organizations.kinds.public import listed
from organizations.models import Kind, Note, Organization
from organizations.places import drawing
from plans.models import FuturePlan
from records.fiscal import FiscalYear
from records.templatetags.japanese import yen

MOST_LINES = 18  # measures on the sheet of paper
MOST_NOTES = 8  # of a kind, from workshops
MOST_BODIES = 40  # on one page; a large city has hundreds


class Doings:
    """Half of the chart: the other half is what is counted."""

    area: Area
    on: date
    people: People

    @property
    def is_city(self) -> bool:
        return self.area.kind == Area.Kind.CITY

    @cached_property
    def map(self) -> drawing.Map:
        return drawing.area_map(self.area, on=self.on)

    @cached_property
    def bodies(self) -> list[Organization]:
        """At work, and in the city's public register."""
        standard = Kind.standard()
        within = listed(standard).filter(areas__in=self.people.within(self.area)).distinct()
        found = list(within.order_by("furigana", "pk"))
        for body in found:
            body.lend(standard)
        return found

    @cached_property
    def facilities(self) -> list[Facility]:
        """拠点施設 in the area and its parts."""
        listed = Facility.objects.public().listed().filter(area__in=self.people.within(self.area))
        return list(listed.held(on=self.on))

    @property
    def shown_bodies(self) -> list[Organization]:
        return self.bodies[:MOST_BODIES]

    @property
    def bodies_beyond(self) -> int:
        """How many stand in the register of bodies only."""
        return max(len(self.bodies) - MOST_BODIES, 0)

    @cached_property
    def all_plans(self) -> list[FuturePlan]:
        return plans_of(self.bodies)

    @cached_property
    def plans(self) -> list[PlanProgress]:
        """Of a large city only the first; the others stand on the charts of their districts."""
        return progress_of(self.all_plans[:MOST_BODIES], this=FiscalYear.of(self.on))

    @property
    def plans_beyond(self) -> int:
        return len(self.all_plans) - len(self.plans)

    @property
    def issues(self) -> list[tuple[FuturePlan, list[str]]]:
        """地域の課題, as the future plans in force name them."""
        found = [(each.plan, [issue.text for issue in each.plan.issues.all()]) for each in self.plans]
        return [(plan, texts) for plan, texts in found if texts]

    @cached_property
    def notes(self) -> list[tuple[str, list[Note]]]:
        """What people wrote in workshops, by kind; the weightiest first."""
        public = list(Note.objects.public().of_area(self.area).weightiest_first())
        kinds = ((str(kind.label), [note for note in public if note.kind == kind][:MOST_NOTES]) for kind in Note.Kind)
        return [(label, notes) for label, notes in kinds if notes]

    @property
    def has_many_plans(self) -> bool:
        """Their measures do not fit on one sheet of paper."""
        return len(self.plans) > 1 or any(len(each.lines) > MOST_LINES for each in self.plans)

    @cached_property
    def money(self) -> Money:
        return money_of(self.people)

    @cached_property
    def per_head(self) -> list[Level]:
        return [
            Level(
                str(each.year).removesuffix("年度"),
                each.per_head,
                None if self.is_city else each.city_per_head,
                in_yen(each.per_head),
                "" if self.is_city else in_yen(each.city_per_head),
            )
            for each in self.money.years
        ]

    @property
    def money_rows(self) -> list[tuple[GrantYear, Level]]:
        return list(zip(self.money.years, self.per_head, strict=True))

    @cached_property
    def money_picture(self) -> BarsPicture:
        return bars_picture(self.per_head)


def in_yen(amount: float | None) -> str:
    return "–" if amount is None else yen(round(amount))
