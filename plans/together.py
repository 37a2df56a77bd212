"""受理 of several plans in one 起案: yearly plans that came by themselves, and adopted future plans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from organizations.behalf import CONTESTED, contested
from plans.future import FuturePlan
from plans.rules import may_take_plan
from plans.taking import Taken
from plans.yearly import YearlyPlan
from records.era import era_date
from records.templatetags.japanese import month_day, yen
from staff.joint import Column, Group

REASON = "内容を確かめました。受理してよろしいか伺います。"


class Plans(Group):
    LEAD = "どの計画も、出されたとおりに受理する案です。直してほしい所がある計画は、外してください。"
    LETTERS = False

    def prepare(self, cases: Sequence[Any]) -> None:
        self.contested = contested(self.MODEL, [plan.pk for plan in cases])

    def problem(self, case: Any) -> str:
        if not case.can(case.TAKING):
            return f"今は「{case.get_status_display()}」なので、起案できません。"
        if case.pk in self.contested:
            return CONTESTED
        return may_take_plan(self.user, case).reason

    def name(self, case: Any) -> str:
        return str(case.organization)

    def move(self, case: Taken, *, reason: str, **said: Any) -> None:
        """The plan itself does not move until it is taken."""
        case.stand_up()

    def first_words(self) -> dict[str, Any]:
        return {"subject": f"{self.TITLE}について", "reason": REASON}


class YearlyPlans(Plans):
    MODEL = YearlyPlan
    TITLE = "年度計画の受理"
    COLUMNS = (Column("計画"), Column("総会", "fit"), Column("事業費", "num"), Column("うち交付金", "num"))

    def seen(self) -> models.QuerySet[YearlyPlan]:
        """One that came with an application is taken with that."""
        plans = YearlyPlan.objects.visible_to(self.user, on=self.on).alone().with_sums()
        return plans.select_related("organization").order_by("fiscal_year", "organization__furigana", "pk")

    def waiting(self) -> models.QuerySet[YearlyPlan]:
        return self.seen().filter(status=YearlyPlan.Status.SUBMITTED)

    def cells(self, case: Any) -> Sequence[str]:
        resolved = month_day(case.resolved_on) if case.resolved_on else "案"
        return f"{case.name_of_year} 第{case.version}版", resolved, yen(case.cost), yen(case.grant_share)


class FuturePlans(Plans):
    MODEL = FuturePlan
    TITLE = "将来計画の受理"
    COLUMNS = (Column("計画"), Column("期間", "fit"), Column("総会の議決日", "fit"))

    def seen(self) -> models.QuerySet[FuturePlan]:
        plans = FuturePlan.objects.visible_to(self.user, on=self.on)
        return plans.select_related("organization").order_by("organization__furigana", "pk")

    def waiting(self) -> models.QuerySet[FuturePlan]:
        return self.seen().filter(status=FuturePlan.Status.ADOPTED)

    def cells(self, case: Any) -> Sequence[str]:
        return str(case), case.period, era_date(case.resolved_on)
