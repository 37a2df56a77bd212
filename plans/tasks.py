"""What plans ask of people now: rows of both home pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from plans.deadlines import due_date
from plans.future import FuturePlan
from plans.reviews.due import due_on, is_due
from plans.reviews.review import PlanReview
from plans.taking import Taken
from plans.yearly import YearlyPlan
from records.fiscal import FiscalYear
from records.stands import Stand, stands
from records.tasks import Task
from records.templatetags.japanese import local_day

TALKING = Organization.Status.AWARENESS


def for_leader(user: User, *, on: date) -> list[Task]:
    bodies = user.writes_for(on)
    futures = list(FuturePlan.objects.filter(organization__in=bodies).exclude(status="superseded"))
    year = FiscalYear.of(on)
    plans = YearlyPlan.objects.filter(organization__in=bodies, fiscal_year=year).not_for_changes()
    yearly = list(plans.exclude(status="superseded"))
    due = due_date(year)
    tasks: list[Task] = []
    for body in bodies:
        own = [plan for plan in futures if plan.organization_id == body.pk]
        tasks += future_tasks(body, own, on=on)
        if any(plan.can("supersede") for plan in own):
            tasks += yearly_tasks(body, year, [plan for plan in yearly if plan.organization_id == body.pk], due)
    return tasks


def future_tasks(body: Organization, plans: list[FuturePlan], *, on: date) -> Iterator[Task]:
    for plan in plans:
        if plan.can("write"):
            yield Task(
                "将来計画の続きを書く",
                reverse("plans:future_edit", args=[plan.pk]),
                str(body),
                detail="書けたら市に意見をたずね、総会で決めます。",
                action="続きを書く",
            )
        elif plan.can("give_opinion"):
            yield Task(
                "将来計画に市の意見をもらう",
                plan.get_absolute_url(),
                str(body),
                detail="市が意見を書いています。",
                waiting_for="市の意見を待っています",
            )
        elif is_due(plan, on=on):
            yield review_task(plan, str(body))
    if not plans and body.status != TALKING and body.terms.needs_plan:
        yield Task(
            "将来計画を書きはじめる",
            reverse("plans:future"),
            str(body),
            detail=f"地域の課題、将来像、取組をまとめます。{body.word}の申請に要ります。",
            action="書きはじめる",
        )


def review_task(plan: FuturePlan, body: str) -> Task:
    begun = PlanReview.objects.filter(plan=plan, status="open").first()
    detail = "計画の期間の中ほどです。取組ごとに、続ける・変える・やめる・加えるを話し合います。"
    page = begun.get_absolute_url() if begun else plan.get_absolute_url()
    action = "続きを書く" if begun else "計画を開く"
    return Task("将来計画の中間見直しをする", page, body, due_on(plan), detail, action=action)


def yearly_tasks(body: Organization, year: FiscalYear, plans: list[YearlyPlan], due: date) -> Iterator[Task]:
    if not plans:
        yield Task(
            f"{year}の年度計画を書く",
            reverse("plans:yearly"),
            str(body),
            due,
            "去年の計画があれば写します。変わったところだけ直してください。",
            action="書きはじめる",
        )
    for plan in plans:
        yield from yearly_task(plan, str(body), due, alone=len(plans) == 1)


def yearly_task(plan: YearlyPlan, body: str, due: date, *, alone: bool) -> Iterator[Task]:
    edit = reverse("plans:yearly_edit", args=[plan.pk])
    if plan.status == YearlyPlan.Status.RETURNED:
        detail = "市から補正(書類の直し)のお願いが来ています。"
        yield Task(f"{plan.fiscal_year}の年度計画を直す", edit, body, detail=detail, action="直す")
    elif plan.is_open:
        detail = "下書きがあります。書けたら「確認へ進む」を押してください。"
        yield Task(f"{plan.fiscal_year}の年度計画を出す", edit, body, due, detail, action="続きを書く")
    elif plan.is_proposal and alone:
        detail = "年度計画は「案」として出してあります。総会で決まったら、その日を入れてください。"
        page = reverse("plans:yearly_resolved", args=[plan.pk])
        yield Task(
            f"{plan.fiscal_year}の年度計画が総会で決まった日を知らせる", page, body, detail=detail, action="日を入れる"
        )


def for_city(user: User, *, on: date) -> list[Task]:
    section = user.in_section(on=on)
    visible = FuturePlan.objects.visible_to(user, on=on).filter(status__in=["in_review", "adopted"])
    alone = YearlyPlan.objects.visible_to(user, on=on).alone().filter(status__in=["submitted", "returned"])
    futures = list(visible.select_related("organization"))
    yearly = list(alone.select_related("organization").with_sums())
    ways, yearly_ways = waiting(FuturePlan, futures, user, on=on), waiting(YearlyPlan, yearly, user, on=on)
    return [
        *(on_its_way(future_case(plan, mine=section), ways.get(plan.pk)) for plan in futures),
        *(on_its_way(yearly_case(plan, mine=section), yearly_ways.get(plan.pk)) for plan in yearly),
    ]


def waiting(kind: type[Taken], plans: Sequence[FuturePlan | YearlyPlan], user: User, *, on: date) -> dict[int, Stand]:
    """By their keys, the plans whose 受理 the posts are deciding."""
    ways = stands(kind, [plan.pk for plan in plans if plan.can(plan.TAKING)], user=user, on=on)
    return {pk: stand for pk, stand in ways.items() if stand.proposal.is_running}


def on_its_way(task: Task, stand: Stand | None) -> Task:
    if stand is None:
        return task
    return replace(
        task,
        action="承認する" if stand.may_act else "",
        stage="決裁待ち",
        holder=stand.holder,
        since=local_day(stand.since),
        mine=stand.may_act,
    )


def future_case(plan: FuturePlan, *, mine: bool) -> Task:
    asked = plan.can("give_opinion")
    page = reverse("plans:future_opinions", args=[plan.pk]) if asked and mine else plan.get_absolute_url()
    return Task(
        str(plan),
        page,
        str(plan.organization),
        action="意見を書く" if asked else "受理する",
        kind="将来計画",
        stage="意見" if asked else "受理",
        holder="協働の担当",
        since=timezone.localdate(plan.asked_at) if asked and plan.asked_at else plan.resolved_on,
        mine=mine,
    )


def yearly_case(plan: YearlyPlan, *, mine: bool) -> Task:
    sent = plan.can("accept")
    return Task(
        f"{plan.fiscal_year} 年度計画{'(案)' if plan.is_proposal else ''}",
        plan.get_absolute_url(),
        str(plan.organization),
        action="受理する" if sent else "",
        waiting_for="" if sent else "団体が直しています",
        kind="年度計画",
        stage="受理" if sent else "補正のお願い",
        amount=plan.cost,  # type: ignore[attr-defined]
        holder="協働の担当" if sent else str(plan.organization),
        since=timezone.localdate(plan.submitted_at) if plan.submitted_at else None,
        mine=mine and sent,
    )
