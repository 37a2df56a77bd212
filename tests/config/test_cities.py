"""The demonstrations of the other cities: each city's own system, as its document has it, without code."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from organizations.meetings.meeting import Meeting
from organizations.meetings.notes import Note
from organizations.models import Area, Learner, Organization
from plans.models import CityPlan
from staff.models import City, Committee, Introduction

pytestmark = pytest.mark.django_db


def test_hachioji_s_council_has_met_four_times() -> None:
    call_command("seed_demo", city="hachioji", verbosity=0)
    assert City.current().name == "八王子市"
    council = Organization.objects.get(name="長房中学校区地域づくり推進会議")
    assert [area.name for area in council.areas.all()] == ["長房中学校区"]
    meetings = Meeting.objects.filter(organization=council)
    assert meetings.filter(starts_at__lt=timezone.now()).count() == 4
    assert meetings.filter(starts_at__gt=timezone.now()).count() == 1


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
    assert Committee.objects.get(name="市民協働推進委員会").most == 5
