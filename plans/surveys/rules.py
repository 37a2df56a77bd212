"""Who may, about questionnaires: an organization about those of its plan, offices about the city's own."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from plans.cityplan.plan import CityPlan
from plans.cityplan.progress.rules import works_in
from plans.cityplan.rows import ActionOffice, CityAction
from plans.rules import may_enter_answers, may_write_plan
from plans.surveys.survey import Survey
from staff.routes import upwards


def may_see_own(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("ここは、市の職員のためのページです。公表した結果は、「協働の計画と評価」にあります。")


def actions_for(user: User, *, on: date) -> models.QuerySet[CityAction]:
    """Actions of the plans in force for which somebody may ask: the section for all, an office for its own."""
    found = CityAction.objects.filter(plan__in=CityPlan.objects.in_force()).order_by("-plan__from_year", "number")
    if user.in_section(on=on):
        return found
    if user.audits(on=on):
        return found.none()
    places = {pk for duty in user.duties_on(on) for pk in upwards(duty.post.department)}
    return found.filter(pk__in=ActionOffice.objects.filter(department__in=places).values("action"))


def may_ask_for_city(user: User, _: object) -> Answer:
    today = timezone.localdate()
    if user.in_section(on=today) or actions_for(user, on=today).exists():
        return YES
    return No("市のアンケートを作るのは、協働の担当の係と、推進計画の取組の担当課です。")


def may_write_survey(user: User, survey: Survey) -> Answer:
    """Of the city's own: the section, the office that asks, and those that the plan names for the action."""
    if survey.plan is not None:
        return may_write_plan(user, survey.plan)
    today, action = timezone.localdate(), survey.action
    named = [each.department for each in action.offices.select_related("department")] if action else []
    offices = [survey.office, *named] if survey.office else named
    if user.in_section(on=today) or any(works_in(user, office, on=today) for office in offices):
        return YES
    return No(f"このアンケートを書くのは、{survey.office}の職員です。")


def may_enter(user: User, survey: Survey) -> Answer:
    """What came on paper."""
    return may_write_survey(user, survey) if survey.plan is None else may_enter_answers(user, survey.plan)
