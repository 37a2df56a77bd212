"""The demonstrations of the other cities: each city's own system, as its document has it, without code."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.demo.city import PASSWORD
from organizations.meetings.meeting import Meeting
from organizations.meetings.notes import Note
from organizations.models import Area, Learner, Organization
from plans.models import CityPlan, JointProject, Survey
from plans.surveys.outcome import cited_in
from staff.models import City, Committee, Department, Inquiry, Introduction

pytestmark = pytest.mark.django_db


def test_hachioji_s_council_has_met_four_times() -> None:
    call_command("seed_demo", city="hachioji", verbosity=0)
    assert City.current().name == "八王子市"
    council = Organization.objects.get(name="長房中学校区地域づくり推進会議")
    assert [area.name for area in council.areas.all()] == ["長房中学校区"]
    assert council.officers.get().starts_on == date(2021, 6, 1)  # a model district since 令和3年度
    meetings = Meeting.objects.filter(organization=council, kind__name="地域づくり推進会議")
    assert meetings.filter(starts_at__lt=timezone.now()).count() == 4
    assert meetings.filter(starts_at__gt=timezone.now()).count() == 1
    fourth = meetings.get(status="published", title="地域づくりの必要性と未来像")
    assert "将来にわたり暮らしを支える「新しい地域のつながり」" in fourth.minutes.text
    assert "役割とニーズを踏まえた「地域公共サービス」の実施" in fourth.minutes.text
    assert fourth.todos.open().count() == 2
    assert Meeting.objects.get(status="drafted").kind.name == "ワークショップ"


def test_tama_has_five_areas_and_both_types_of_platform() -> None:
    call_command("seed_demo", city="tama", verbosity=0)
    assert City.current().name == "多摩市"
    areas = Area.objects.districts().values_list("name", flat=True)
    assert list(areas) == ["第一小学区", "東寺方小学区", "第二小学区", "聖ケ丘中学区", "東愛宕中学区"]
    assert Organization.objects.count() == 2
    assert {note.kind for note in Note.objects.all()} == {"problem", "asset", "idea"}
    assert {met.status for met in Introduction.objects.all()} == {"proposed", "thanked"}
    assert Learner.objects.graduates().count() == 2


def test_shinjo_s_plan_has_twenty_actions_and_what_is_unknown_stays_so() -> None:
    call_command("seed_demo", city="shinjo", verbosity=0)
    plan = CityPlan.objects.get()
    assert (plan.from_year.number, plan.to_year.number) == (2015, 2019)
    assert plan.published_on == date(2015, 3, 27)  # played in its own time
    assert str(plan.rounds.get().published_on) == "2016-09-01"
    numbers = list(plan.actions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 21))
    unknown = [
        action.number
        for action in plan.actions.order_by("number")
        if not action.cells.exclude(stage="unknown").exists()
    ]
    assert unknown == [15, 16, 17, 18, 19, 20]
    assert plan.appraisals.get().status == "published"
    survey = Survey.objects.published().get()
    assert Survey.objects.open_to_all(on=timezone.localdate()).count() == 1
    assert survey.action_id == plan.actions.get(number=17).pk
    assert survey.published_on == date(2015, 12, 21)
    assert cited_in(plan.rounds.get()).get() == survey
    committee = Committee.objects.get(name="市民協働推進委員会")
    assert committee.most == 5
    assert [session.status for session in committee.sessions.all()] == ["published"]  # none is left open in those years
    assert all(seat.user.check_password(PASSWORD) for seat in committee.members.select_related("user"))
    assert [project.status for project in JointProject.objects.order_by("fiscal_year")] == ["published", "agreed"]
    assert Counter(Inquiry.objects.values_list("status", flat=True)) == {"published": 2, "received": 1}
    answered = Inquiry.objects.get(subject="協働の催しの知らせ方(見本)")
    assert (answered.desk, str(answered.answered_by)) == ("市民協働課", "仮名 五月")
    numbers_of_offices = Department.objects.exclude(phone="").values_list("phone", flat=True)
    assert {number[:5] for number in numbers_of_offices} == {"0233-"}
