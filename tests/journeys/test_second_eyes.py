"""事務局が準備し、会長が提出する: the secretary prepares and asks; the president looks it over and presses once."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from organizations.models import Officer, Organization
from plans.models import YearlyPlan
from records.fiscal import FiscalYear
from tests import cast
from tests.journeys.people import PHONE, Person
from tests.plans import build


@pytest.fixture
def north(transactional_db: None) -> Organization:
    """北の会: 会長 北野 七海, 事務局長 北野 十和, and a yearly plan that is written."""
    cast.city_hall()
    land = cast.land()
    body = cast.organization("北の会", land.north_oaza, furigana="きたのかい")
    cast.officer(body, cast.person("北野 七海", "nanami", "きたの ななみ"))
    secretary = cast.person("北野 十和", "towa", "きたの とわ")
    cast.officer(body, secretary, Officer.Kind.SECRETARY)
    build.yearly_draft(body, secretary, FiscalYear.of(timezone.localdate()))
    return body


def test_the_president_sends_what_the_secretary_prepared(north: Organization, visit: Callable[..., Person]):
    nanami, towa = visit(PHONE), visit()
    nanami.sign_in("nanami@example.jp")
    nanami.page.goto(f"{nanami.portal}{north.get_absolute_url()}")
    nanami.page.get_by_role("main").get_by_role("link", name="決める").click()
    nanami.pick("市に出す人", "会長だけ")
    nanami.shot("choice", phone=True)
    nanami.press("決める")
    nanami.told("市に出す人を「会長だけ」に決めました。")
    plan = YearlyPlan.objects.get()
    towa.sign_in("towa@example.jp")
    towa.page.goto(f"{towa.portal}/plans/yearly/{plan.pk}/confirm/")
    towa.sees("この団体では、会長が市に出します。")
    towa.shot("prepared", phone=True)
    towa.press("提出を頼む")
    towa.told("会長に、提出を頼みました。")
    nanami.menu("ホーム")
    nanami.shot("home", phone=True)
    nanami.go(f"{plan.name_of_year}を市に出す")
    nanami.sees("北野 十和さんが用意し")
    nanami.shot("looked-over", phone=True)
    nanami.press("市に出す")
    nanami.told("年度計画を市に出しました。")
    plan.refresh_from_db()
    assert plan.submitted_by is not None
    assert plan.submitted_by.name == "北野 七海"
