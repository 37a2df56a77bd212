"""任命 of all liaisons of a spring in one 起案."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from records.era import era_date
from staff.joint.group import Column, Group
from staff.liaisons import LiaisonAssignment
from staff.nominations import Nomination
from staff.offices import Duty


class Appointments(Group):
    MODEL = Nomination
    TEMPLATE = "staff/appointments.html"
    TITLE = "地域担当職員の任命"
    LEAD = "置いてある任命の案を、1つの起案にします。案は「担当職員を決める」で足します。"
    UNIT = "人"
    COLUMNS = (Column("職員"), Column("期間"))
    LETTERS = False

    def seen(self) -> models.QuerySet[Nomination]:
        cases = Nomination.objects.visible_to(self.user, on=self.on).select_related("user", "area", "role")
        return cases.order_by("area__order", "area", "role__order", "pk")

    def waiting(self) -> models.QuerySet[Nomination]:
        found: Any = self.seen()
        return found.proposable()  # type: ignore[no-any-return]

    def prepare(self, cases: Sequence[Nomination]) -> None:
        """What ``LiaisonAssignment.assign`` would find, for all of them at once."""
        about = Q(area__in={case.area_id for case in cases})
        self.there = list(LiaisonAssignment.objects.filter(about).select_related("user", "role"))
        self.working: dict[Any, set[int]] = {}
        for day in sorted({case.starts_on for case in cases}):
            people = Duty.objects.held(on=day).filter(user__in={case.user_id for case in cases})
            self.working[day] = set(people.values_list("user", flat=True))

    def problem(self, case: Nomination) -> str:
        if not case.can("propose"):
            return f"今は「{case.get_status_display()}」なので、起案できません。"
        if case.user_id not in self.working[case.starts_on]:
            return f"{case.user}さんは、{era_date(case.starts_on)}には市の職についていません。"
        for each in self.there:
            overlaps = each.area_id == case.area_id and (each.ends_on is None or each.ends_on >= case.starts_on)
            overlaps &= case.ends_on is None or each.starts_on <= case.ends_on
            if overlaps and each.role_id == case.role_id:
                return f"その期間は、{each.user}さんがもう{each.role}です。期間を決め直してください。"
            if overlaps and each.user_id == case.user_id:
                return "この人は、その期間もうこの地区の担当です。"
        return ""

    def name(self, case: Nomination) -> str:
        return f"{case.area} {case.role}"

    def cells(self, case: Nomination) -> Sequence[str]:
        until = era_date(case.ends_on) if case.ends_on else "次に決めるまで"
        return str(case.user), f"{era_date(case.starts_on)}〜{until}"

    def move(self, case: Nomination, *, reason: str, **said: Any) -> None:
        case.intend(by=self.user)

    def first_words(self) -> dict[str, Any]:
        reason = "次のとおり地域担当職員を任命してよろしいか伺います。"
        return {"subject": "地域担当職員の任命について", "reason": reason}
