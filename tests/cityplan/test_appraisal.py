"""中間評価: departments judge their actions, the committee is heard, everybody reads the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from plans.models import CityPlan, PlanAppraisal
from records.cases import NotNow
from records.fiscal import FiscalYear
from tests.cast import MONDAY, Hall
from tests.cityplan import build
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(hall: Hall) -> CityPlan:
    return build.published(hall)


@pytest.fixture
def found(plan: CityPlan, hall: Hall) -> PlanAppraisal:
    return build.appraisal(plan, hall.drafter)


def heard(found: PlanAppraisal, hall: Hall) -> PlanAppraisal:
    build.judged(found, hall.drafter).lay_before(by=hall.drafter, summary="話す場がふえた。")
    return found


class TestBegin:
    def test_begins_with_what_was_reported(self, hall: Hall):
        progress = build.approved(hall)
        found = build.appraisal(progress.plan, hall.drafter)
        first, second = found.sheets.order_by("action__number")
        assert first.done == "令和7年度: 8回開いた。"
        assert [str(each.department) for each in (first, second)] == ["総合政策課", "税務課"]

    def test_once_of_a_kind_within_the_term_and_with_time(self, found: PlanAppraisal, hall: Hall):
        with pytest.raises(ValidationError, match="もう始まっています"):
            build.appraisal(found.plan, hall.drafter)
        facts: Any = {"by": hall.drafter, "kind": "end", "on": MONDAY}
        with pytest.raises(NotNow, match="計画の期間"):
            PlanAppraisal.begin(found.plan, FiscalYear(2031), due_on=build.DUE, **facts)
        with pytest.raises(NotNow, match="か、それより後の日"):
            PlanAppraisal.begin(found.plan, build.YEAR, due_on=MONDAY - timedelta(days=1), **facts)


class TestLayBefore:
    def test_names_each_sheet_that_is_not_written(self, found: PlanAppraisal, hall: Hall):
        with pytest.raises(NotNow) as refused:
            found.lay_before(by=hall.drafter, summary="x")
        assert refused.value.messages[0].startswith("取組1(総合政策課): したこと、自己評価の点")
        assert len(refused.value.messages) == 2

    def test_nothing_is_written_after_it(self, found: PlanAppraisal, hall: Hall):
        heard(found, hall)
        with pytest.raises(NotNow, match="委員会に出すまでです"):
            build.judged(found, hall.drafter)
        found.reopen(by=hall.drafter)
        build.judged(found, hall.drafter)


class TestPublish:
    def test_wants_the_committees_opinion(self, found: PlanAppraisal, hall: Hall):
        heard(found, hall)
        with pytest.raises(NotNow, match="意見を聞いてください"):
            found.publish(by=hall.drafter, on=MONDAY)
        with pytest.raises(NotNow, match="総合意見"):
            found.hear(by=hall.drafter, opinion=" ", opinions={})
        found.hear(by=hall.drafter, opinion="よい。", opinions={})
        found.publish(by=hall.drafter, on=MONDAY)
        for act in (
            lambda: found.hear(by=hall.drafter, opinion="x", opinions={}),
            lambda: found.reopen(by=hall.drafter),
            lambda: found.publish(by=hall.drafter, on=MONDAY),
        ):
            with pytest.raises(NotNow):
                act()


class TestPages:
    def test_goes_through_its_pages(
        self, plan: CityPlan, hall: Hall, as_user: AsUser, client: PortalClient, nanami: User
    ):
        section, office = as_user(hall.drafter), as_user(hall.liaison)  # of 総合政策課, of 税務課
        typed = {"kind": "middle", "year": "2025", "due_on": "R80.3.31"}
        section.post(reverse("plans:appraisal_begin", args=[plan.pk]), typed)
        found = PlanAppraisal.objects.get()
        sheets = {n: reverse("plans:appraisal_write", args=[found.pk, n]) for n in (1, 2)}
        own = {"done": "開いた。", "points": "5", "reason": "人が来た。", "course": "widen", "next_step": ""}
        assert office.get(sheets[1]).status_code == 403
        office.post(sheets[2], own)
        assert "まだ書いていない自己評価が1件" in section.get(found.get_absolute_url()).text
        assert "一覧の中から" in section.post(sheets[1], own | {"points": "6"}).text
        section.post(sheets[1], own | {"points": "2"})
        section.post(reverse("plans:appraisal_lay", args=[found.pk]), {"summary": "広がった。"})
        public = reverse("plans:public_appraisal", args=[found.pk])
        assert client.get(public).status_code == 404
        assert as_user(nanami).get(found.get_absolute_url()).status_code == 404
        first, second = found.sheets.order_by("action__number")
        said = {"opinion": "若い人にも。", f"opinion_{first.pk}": "もっと夜に。", f"opinion_{second.pk}": ""}
        section.post(reverse("plans:appraisal_hear", args=[found.pk]), said)
        section.post(reverse("plans:appraisal_publish", args=[found.pk]))
        page = client.get(public).text
        for word in ("若い人にも。", "もっと夜に。", "5 よくできた", "2 あまりできなかった", "ひろげる", "広がった。"):
            assert word in page
        assert "中間評価" in client.get(reverse("plans:city_public_plan", args=[plan.pk])).text

    def test_the_page_costs_the_same_for_twenty_actions(
        self, found: PlanAppraisal, hall: Hall, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(25):
            browser.get(found.get_absolute_url())
