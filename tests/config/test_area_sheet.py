"""引継書 of an area: made from what happened there, for those who hand it over and take it over."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from organizations.models import Organization, Todo
from records.events import Event
from records.fiscal import FiscalYear
from staff.models import Inquiry, LiaisonReport, Partner
from tests import cast
from tests.cast import LONG_AGO, Hall, Land
from tests.organizations.meetings import build as meetings
from tests.portal import PortalClient
from tests.staff.test_reports import sent

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
SOON = timezone.now() + timedelta(days=3)


@pytest.fixture
def happened(hall: Hall, land: Land, north: Organization, nanami: User) -> Land:
    """A visit with a voice and a request, a partner from outside, and a neighbour's visit that is not of this area."""
    cast.assign_liaison(hall.liaison, land.north)
    today = timezone.localdate()
    sent(hall.liaison, land, visited_on=today, thoughts="来月は総会。", headcount=12)
    partner = cast.person("社協 十二子", "partner")
    Partner.objects.create(user=partner, area=land.north, kind_id="welfare", starts_on=LONG_AGO, phone="0867-00-7777")
    elsewhere = sent(hall.liaison, land, visited_on=today, meeting="南の会の話", requests=["南の要望。"])
    LiaisonReport.objects.filter(pk=elsewhere.pk).update(area=land.south)
    Inquiry.objects.filter(text="南の要望。").update(area=land.south)
    for body, promise in (
        (north, "防災倉庫の鍵を作る。"),
        (cast.organization("南の別の会", land.south_oaza), "南の約束。"),
    ):
        meeting = meetings.planned(body, nanami, starts_at=SOON, ends_at=SOON + timedelta(hours=2))
        Todo.objects.create(meeting=meeting, position=1, text=promise, person="会計", due_on=SOON.date())
    return land


def test_tells_what_happened_in_the_area_and_nowhere_else(
    happened: Land, hall: Hall, as_user: AsUser, django_assert_max_num_queries: Any
):
    browser, address = as_user(hall.liaison), reverse("area_sheet", args=[happened.north.pk])
    with django_assert_max_num_queries(45):
        page = browser.get(address)
    said = (
        "街灯がほしい。",
        "買い物が遠い。",
        "来月は総会。",
        "北の会",
        "北野 七海",
        "0867-00-7777",
        "1時間30分",
        "12人",
        "第1回 ワークショップ",
        "防災倉庫の鍵を作る。",
    )
    assert [word for word in said if word not in page.text] == []
    assert "南の" not in page.text


def test_says_the_same_on_paper_and_opening_it_is_on_record(happened: Land, hall: Hall, as_user: AsUser):
    day = FiscalYear.of(timezone.localdate()).next.start.isoformat()
    answer = as_user(hall.liaison).get(reverse("area_sheet_pdf", args=[happened.north.pk, day]))
    words = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages)
    assert [word for word in ("北地区", "街灯がほしい。", "買い物が遠い。", "引継ぎの確認") if word not in words] == []
    assert Event.objects.about(happened.north)[0].said == "引継書を開いた"


def test_is_the_liaison_s_and_the_section_s(happened: Land, hall: Hall, as_user: AsUser, nanami: User, kuko: User):
    address = reverse("area_sheet", args=[happened.north.pk])
    people = (hall.liaison, hall.drafter, hall.stranger, nanami, kuko)
    assert [as_user(user).get(address).status_code for user in people] == [200, 200, 403, 403, 403]
