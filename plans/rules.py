"""Who may, about plans. Whether it is the time for it is the verbs' own guard."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.models import Organization
from organizations.rules import free_to_judge
from plans.future import FuturePlan
from plans.yearly import YearlyPlan

Plan = FuturePlan | YearlyPlan


def may_begin_plan(user: User, organization: Organization) -> Answer:
    if user.acts_for(organization, on=timezone.localdate()):
        return YES
    return No("計画を書けるのは、団体の役員(閲覧の人をのぞく)だけです。")


def may_write_plan(user: User, plan: Plan) -> Answer:
    return may_begin_plan(user, plan.organization)


def may_enter_answers(user: User, plan: FuturePlan) -> Answer:
    """What came on paper is typed in by the organization, or by whoever sees the plan in the city hall."""
    if user.is_city(on=timezone.localdate()):
        return YES
    return may_write_plan(user, plan)


def may_print_booklet(user: User, plan: YearlyPlan) -> Answer:
    """The booklet tells of the year before, too: not for committees, which see a plan with what they judge."""
    today = timezone.localdate()
    if user.is_city(on=today) or any(role.organization_id == plan.organization_id for role in user.roles_on(today)):
        return YES
    return No("総会の資料を印刷できるのは、団体の役員と市の職員です。")


def may_take_plan(user: User, plan: Plan) -> Answer:
    """受理: the section that is in charge of collaboration, but nobody who is tied to it or typed the plan in."""
    if not user.in_section(on=timezone.localdate()):
        return No("計画を受理するのは、協働の担当の係です。")
    return free_to_judge(user, plan.organization, getattr(plan, "submitted_by_id", None))


def may_judge_plan(user: User, plan: YearlyPlan) -> Answer:
    """受理 and 補正 of a plan by itself; one that came with an application goes the application's way."""
    if YearlyPlan.objects.alone().filter(pk=plan.pk).exists():
        return may_take_plan(user, plan)
    return No("この年度計画は、交付金の申請といっしょに出ています。受理も補正も、申請のページでします。")


def may_give_opinion(user: User, plan: FuturePlan) -> Answer:
    """Any office that sees the plan (measures are often another department's business), but nobody who is tied."""
    if not user.is_city(on=timezone.localdate()):
        return No("ここは、市の職員が意見を書くページです。")
    return free_to_judge(user, plan.organization, None)


def may_list_plans(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("ここは、市の職員のためのページです。自分の団体の計画は、メニューの「将来計画」「年度計画」にあります。")
