"""What the pages of a plan show of it, and what somebody can do there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse

from accounts.models import User
from plans.budget import MONTHS, Kind
from plans.checks import Totals
from plans.comparing import differences
from plans.future import FuturePlan
from plans.months import bars
from plans.progress import progress
from plans.reviews.due import due_on, is_due
from plans.reviews.page import printed
from plans.reviews.review import PlanReview
from plans.rules import may_give_opinion, may_judge_plan, may_print_booklet, may_take_plan, may_write_plan
from plans.surveys.survey import Survey
from plans.taking import Taken, way_of
from plans.yearly import YearlyPlan
from records.corrections import Correction
from records.events import Event
from records.pieces import Fact, Step, Tag, steps
from records.stands import stand
from records.templatetags.japanese import era, yen

YEARLY_TAGS = {
    "draft": Tag("下書き"),
    "submitted": Tag("提出", "way"),
    "returned": Tag("補正のお願い", "back"),
    "accepted": Tag("受理", "good"),
    "superseded": Tag("前の版", "over"),
    "offered": Tag("変更の申請中", "way"),
}
FUTURE_TAGS = {
    "draft": Tag("下書き"),
    "in_review": Tag("市の意見を待っています", "way"),
    "adopted": Tag("総会で決定", "way"),
    "acknowledged": Tag("受理", "good"),
    "superseded": Tag("前の版", "over"),
}


def yearly_steps(plan: YearlyPlan) -> list[Step]:
    """The day of the assembly may come before or after the rest; it is done when it is known."""
    returned = plan.status == "returned"
    at = {"draft": 0, "returned": 1, "submitted": 2, "offered": 2}.get(plan.status, 3)
    notes = ["", "直しをお待ちしています" if returned else ""]
    way = steps("下書き", "市へ提出", "市が受理", at=at, stopped=returned, notes=notes)
    if plan.resolved_on:
        return [*way, Step("総会で決定", "done", era(plan.resolved_on))]
    return [*way, Step("総会で決定", "now" if at == 3 else "todo", "決まったら日を知らせます")]


def future_steps(plan: FuturePlan) -> list[Step]:
    at = {"draft": 0, "in_review": 1, "adopted": 3}.get(plan.status, 4)
    notes = ["", "", era(plan.resolved_on), ""]
    return steps("下書き", "市の意見", "総会で決定", "市が受理", at=at, notes=notes)


def yearly_context(plan: YearlyPlan, user: User, *, on: date) -> dict[str, Any]:
    """The plan as paper, and what the person can do with it."""
    writes = bool(may_write_plan(user, plan))
    return {
        "plan": plan,
        "future_url": "" if is_guest(plan, user, on=on) else plan.future_plan.get_absolute_url(),
        "above": above(user, "yearly", on=on),
        "tag": YEARLY_TAGS[plan.status],
        "steps": yearly_steps(plan),
        "follows": not is_guest(plan, user, on=on),
        "projects": plan.project_rows(),
        "bars": bars(plan.project_rows()),
        "months": MONTHS,
        "budget": budget_of(plan),
        "totals": plan.totals(),
        "president": plan.organization.president(on=on),
        "differences": differences(plan),
        "versions": YearlyPlan.objects.visible_to(user, on=on).of(plan.organization, plan.fiscal_year),
        "corrections": Correction.objects.about(plan),
        "events": told(plan, user, on=on),
        "may_print": bool(may_print_booklet(user, plan)),
        "may_write": writes and plan.is_open,
        "may_resolve": writes and plan.is_proposal and plan.can("reopen"),
        "may_revise": writes and plan.can("reopen"),
        **taking(plan, user, on=on, may=bool(may_judge_plan(user, plan))),
    }


def taking(plan: Taken, user: User, *, on: date, may: bool) -> dict[str, Any]:
    """受理: where its decision stands, whether the person takes the plan now, and by which way of the city's rule."""
    approval = stand(plan, user=user, on=on) if user.is_city(on=on) else None
    running = approval is not None and approval.proposal.is_running
    takes = may and plan.can(plan.TAKING) and not running
    return {"approval": approval, "may_take": takes, "way": way_of(plan, user, on=on) if takes else None}


def told(plan: Taken, user: User, *, on: date) -> list[Event]:
    """The history; what the city's posts and its committees say to each other stays in the city."""
    events = Event.objects.about(plan)
    if user.is_city(on=on):
        return list(events)
    return list(events.exclude(verb__startswith="proposal.").exclude(verb__startswith="hearing."))


def above(user: User, own: str, *, on: date) -> tuple[str, str]:
    """The list from which one comes: name and address."""
    if user.is_city(on=on):
        return "計画", reverse("plans:list") + ("?heap=future" if own == "future" else "")
    if user.seats_on(on) and not user.roles_on(on):
        return "諮問", reverse("hearings:list")
    return {"yearly": "年度計画", "future": "将来計画"}[own], reverse(f"plans:{own}")


def is_guest(plan: Taken, user: User, *, on: date) -> bool:
    """A committee's member, who sees the plan because it belongs to what the committee judges, nothing beside."""
    own = any(role.organization_id == plan.organization_id for role in user.roles_on(on))
    return not own and not user.is_city(on=on) and bool(user.seats_on(on))


def budget_of(plan: YearlyPlan) -> list[dict[str, Any]]:
    """収入の部 and 支出の部, each with its lines and sums."""
    parts = []
    for kind, lines in ((Kind.INCOME, plan.income_lines()), (Kind.EXPENSE, plan.expense_lines())):
        rows = list(lines)
        amount, previous = sum(row.amount for row in rows), sum(row.previous for row in rows)
        sums = {"amount": amount, "previous": previous, "change": amount - previous}
        parts.append({"kind": kind.label, "lines": rows, **sums})
    return parts


def totals_told(totals: Totals) -> list[Fact]:
    sums = {
        "収入の合計": totals.income,
        "支出の合計": totals.expenditure,
        "事業費の合計": totals.cost,
        "うち交付金の合計": totals.grant_share,
    }
    return [Fact(label, yen(amount)) for label, amount in sums.items()]


def surveys_of(plan: FuturePlan) -> models.QuerySet[Survey]:
    return plan.surveys.annotate(count=models.Count("responses"))


def future_context(plan: FuturePlan, user: User, *, on: date) -> dict[str, Any]:
    writes = bool(may_write_plan(user, plan))
    return {
        "plan": plan,
        "above": above(user, "future", on=on),
        "tag": FUTURE_TAGS[plan.status],
        "steps": future_steps(plan),
        "facts": [
            Fact("計画の期間", plan.period),
            Fact("区域", "、".join(str(area) for area in plan.organization.areas.all())),
            Fact("総会の議決日", era(plan.resolved_on) or "まだ決まっていません"),
        ],
        "follows": not is_guest(plan, user, on=on),
        "goals": plan.goals.prefetch_related("measures"),
        "issues": plan.issues.all(),
        "gatherings": plan.gatherings.all(),
        "opinions": plan.opinions.select_related("author"),
        "surveys": surveys_of(plan),
        "may_ask": writes and plan.status != "superseded",
        "differences": differences(plan),
        "progress": progress(plan, user, on=on) if plan.can("supersede") or plan.status == "superseded" else None,
        "versions": FuturePlan.objects.visible_to(user, on=on).filter(organization=plan.organization),
        "events": told(plan, user, on=on),
        "gaps": plan.gaps() if plan.can("adopt") else [],
        "may_write": writes and plan.can("write"),
        "may_take_back": writes and plan.can("take_back"),
        "may_revise": writes and plan.can("supersede"),
        "reviews": PlanReview.objects.visible_to(user, on=on).of_term(plan),
        "reviewed": printed(plan),
        "review_due": due_on(plan) if writes and is_due(plan, on=on) else None,
        **taking(plan, user, on=on, may=bool(may_take_plan(user, plan))),
        "may_give_opinion": bool(may_give_opinion(user, plan)) and plan.can("give_opinion"),
    }
