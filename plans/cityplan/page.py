"""All that the page of one city plan shows to whoever reads it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from plans.cityplan.appraisal.appraisal import PlanAppraisal
from plans.cityplan.plan import CityPlan
from plans.cityplan.progress.rounds import ProgressRound
from plans.cityplan.rules import may_check_plan, may_keep_plan
from plans.cityplan.table import counted, table_of
from plans.surveys.survey import Survey
from records.cases import NotNow
from records.events import Event
from records.pieces import Tag, steps
from records.stands import stand
from staff.routes import office_of, route_for

Status = CityPlan.Status
TAGS: dict[str, Tag] = {
    Status.DRAFT: Tag("下書き", "plain"),
    Status.CHECKED: Tag("点検済み", "way"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.ADOPTED: Tag("決定", "good"),
    Status.PUBLISHED: Tag("公表", "good"),
    Status.SUPERSEDED: Tag("前の版", "over"),
}
AT = {Status.DRAFT: 0, Status.CHECKED: 1, Status.PROPOSED: 2, Status.ADOPTED: 3, Status.PUBLISHED: 4}


def plan_context(plan: CityPlan, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    table, keeps = table_of(plan), bool(may_keep_plan(user, plan))
    approval = stand(plan, user=user, on=today) if user.is_city(on=today) else None
    return {
        "plan": plan,
        "tag": TAGS[Status(plan.status)],
        "steps": steps("下書き", "点検", "決裁", "公表", at=AT.get(Status(plan.status), 4)),
        "table": table,
        "counts": counted(table),
        "keeps": keeps,
        "may_check": may_check_plan(user, plan),
        "gaps": plan.gaps() if keeps and plan.status == Status.DRAFT else [],
        "approval": approval,
        "way": way_of(user) if keeps and plan.status == Status.CHECKED else None,
        "rounds": list(ProgressRound.objects.visible_to(user, on=today).filter(plan=plan)),
        "appraisals": list(PlanAppraisal.objects.visible_to(user, on=today).filter(plan=plan)),
        "surveys": list(Survey.objects.visible_to(user, on=today).filter(action__plan=plan)),
        "others": [
            other
            for other in CityPlan.objects.visible_to(user, on=today).filter(from_year=plan.from_year)
            if other.pk != plan.pk
        ],
        "events": list(Event.objects.about(plan)) if user.is_city(on=today) else [],
        "is_city": user.is_city(on=today),
    }


def way_of(user: User) -> Any:
    today = timezone.localdate()
    try:
        return route_for(CityPlan.approval_kind, amount=None, on=today, department=office_of(user, on=today))
    except NotNow:
        return None
