"""代理入力 in the registers: what the city typed in for an organization is marked, in the lists and in the sheet."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from grants.models import Grant
from organizations.models import Intake
from plans.models import FuturePlan, YearlyPlan
from tests.cast import MONDAY, Hall
from tests.organizations.build import pdf
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
MARK = '<span class="tag">代理入力</span>'
LISTS: dict[type[Any], str] = {
    Grant: reverse("grants:list"),
    YearlyPlan: f"{reverse('plans:list')}?year=2025",
    FuturePlan: f"{reverse('plans:list')}?heap=future",
}


def typed(case: Any, hall: Hall) -> None:
    facts: Any = {"matter": "other", "channel": "fax", "received_on": MONDAY, "scan": pdf()}
    Intake.begin(case.organization, by=hall.manager, **facts).cases.create(case=case)


@pytest.mark.parametrize("kind", LISTS)
def test_the_lists_mark_what_was_typed_in(as_user: AsUser, submitted: Grant, hall: Hall, kind: type[Any]):
    browser = as_user(hall.drafter)
    case = kind._default_manager.get()
    before = browser.get(LISTS[kind]).text
    assert (case.get_absolute_url() in before, MARK in before) == (True, False)
    typed(case, hall)
    assert MARK in browser.get(LISTS[kind]).text


def test_so_does_the_auditor_s_sheet(as_user: AsUser, submitted: Grant, hall: Hall):
    typed(submitted, hall)
    content = as_user(hall.drafter).get(reverse("audit:sheet"), {"way": "xlsx", "year": "2025"}).content
    heading, row = list(load_workbook(BytesIO(content)).active.values)
    assert (heading[-1], row[-1]) == ("代理入力", "代理入力")


def test_a_neighbour_sees_neither(as_user: AsUser, submitted: Grant, hall: Hall, kuko: User):
    typed(submitted, hall)
    assert MARK not in as_user(kuko).get(LISTS[Grant]).text
