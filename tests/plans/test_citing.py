"""What a workshop found goes into the future plan, once, with where it comes from."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.meetings.attendance import count
from organizations.meetings.notes import Note, write_notes
from organizations.models import Organization
from plans.citing import citable, cite
from plans.future import FuturePlan
from records.cases import NotNow
from records.events import Event
from tests.cast import Land
from tests.organizations.meetings import build as meetings
from tests.plans import build

pytestmark = pytest.mark.django_db
PROBLEM = "空き家が増えている(令和7年6月2日 ワークショップ)"


@pytest.fixture
def plan(north: Organization, nanami: User, land: Land) -> FuturePlan:
    """A draft, after a workshop to which one came."""
    workshop = meetings.announced(north, nanami)
    count(workshop, by=nanami, group="住民(個人)", age_band="senior", people=1)
    for kind, text in (("problem", "空き家が増えている ×3"), ("asset", "川がきれい"), ("idea", "朝市を開く")):
        write_notes(workshop, by=nanami, kind=kind, text=text, area=land.north_oaza)
    return build.future_draft(north, nanami)


class TestCite:
    def test_problems_assets_and_the_workshop_find_their_places(self, plan: FuturePlan, nanami: User):
        before = plan.issues.count()
        assert cite(plan, list(citable(plan)), by=nanami) == 2
        plan.refresh_from_db()
        assert plan.issues.order_by("-order")[0].text == PROBLEM
        assert plan.issues.count() == before + 1
        assert plan.situation.endswith("地域の魅力・資源\n・川がきれい(令和7年6月2日 ワークショップ)")
        way = plan.gatherings.order_by("-order")[0]
        assert (way.method, way.participants) == ("北の会 第1回 ワークショップ", "1人")
        assert Event.objects.about(plan)[0].said == "ワークショップの意見を取り入れました"

    def test_twice_is_once(self, plan: FuturePlan, nanami: User):
        cite(plan, list(citable(plan)), by=nanami)
        with pytest.raises(NotNow, match="まだ取り入れていない"):
            cite(plan, list(citable(plan)), by=nanami)
        assert plan.issues.filter(text=PROBLEM).count() == 1

    def test_only_while_the_plan_is_written(self, plan: FuturePlan, nanami: User):
        plan.ask_opinion(by=nanami)
        with pytest.raises(NotNow):
            cite(plan, list(citable(plan)), by=nanami)

    def test_what_nobody_looked_over_is_not_offered(self, plan: FuturePlan):
        Note.objects.update(state="new")
        assert not citable(plan).exists()


class TestPage:
    def test_ticks_and_takes(self, as_user: Any, plan: FuturePlan, nanami: User, kuko: User):
        page, note = reverse("plans:future_notes", args=[plan.pk]), Note.objects.get(kind="problem")
        assert as_user(kuko).get(page).status_code == 404
        browser = as_user(nanami)
        assert "空き家が増えている シール3" in browser.get(page).text
        assert "1つ以上選んで" in browser.post(page, {"x": "1"}).text
        assert browser.post(page, {"problems": [str(note.pk)]}).status_code == 302
        assert "空き家が増えている シール3" not in browser.get(page).text
