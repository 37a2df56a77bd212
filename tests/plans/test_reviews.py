"""中間見直し: each measure looked at with what became of it, talked over, and carried into the next version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from plans.comparing import differences
from plans.models import FuturePlan, PlanReview, ReviewItem, YearlyPlan
from plans.reviews.due import due_on, is_due, middle_year
from plans.tasks import for_leader
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from tests.cast import MONDAY, Hall
from tests.plans import build
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db
KEEP = {"result": "keep", "reason": "続いている", "content": ""}


@pytest.fixture
def review(adopted: FuturePlan, nanami: User) -> PlanReview:
    return PlanReview.begin(adopted, by=nanami, on=MONDAY)


def write(review: PlanReview, by: User, *said: dict[str, Any], added: Any = (), **texts: str) -> None:
    """What is said of the measures in their order; of the others that they are kept."""
    items = list(review.items.exclude(measure=None))
    given = [*said, *[KEEP] * (len(items) - len(said))]
    results = {item.pk: row for item, row in zip(items, given, strict=True)}
    facts = {"talked": "集落ごとに話した", "summary": "", **texts}
    review.write(by=by, results=results, added=list(added), meetings=[], **facts)


class TestBegin:
    def test_has_a_row_for_each_measure(self, review: PlanReview):
        assert [str(item) for item in review.items.all()] == [
            "1-1 見守り",
            "1-2 世代をこえた集まり",
            "2-1 道と水路を守る",
        ]

    def test_is_of_the_plan_in_force_and_once(self, review: PlanReview, nanami: User):
        with pytest.raises(ValidationError, match="もう始まっています"):
            PlanReview.begin(review.plan, by=nanami, on=MONDAY)
        newer = review.plan.revise(by=nanami)
        with pytest.raises(NotNow, match="総会で決めた計画から"):
            PlanReview.begin(newer, by=nanami, on=MONDAY)


class TestClose:
    def test_names_all_that_is_missing(self, review: PlanReview, nanami: User):
        change = {"result": "change", "reason": "", "content": ""}
        write(review, nanami, change, {"result": "", "reason": "", "content": ""}, talked="")
        with pytest.raises(NotNow) as refused:
            review.close(by=nanami, on=MONDAY)
        assert refused.value.messages == [
            "「1-2 世代をこえた集まり」をどうするかを選んでください。",
            "「1-1 見守り」の理由を書いてください。",
            "「1-1 見守り」をどう変えるかを書いてください。",
            "話し合った会議を選ぶか、話し合いのようすを書いてください。",
        ]
        assert review.leads_to is None
        assert not Event.objects.about(review).filter(verb="planreview.close").exists()

    def test_leads_into_the_changed_plan(self, review: PlanReview, nanami: User):
        change = {"result": "change", "reason": "隊員がふえた", "content": "見守りと配食"}
        stop = {"result": "stop", "reason": "人が集まらない", "content": ""}
        goal = review.plan.goals.all()[1]
        write(review, nanami, change, stop, added=[{"goal": goal, "content": "避難の地図", "reason": "水害があった"}])
        review.close(by=nanami, on=MONDAY)
        newer = review.leads_to
        assert newer is not None
        assert [str(m) for m in newer.measures.all()] == ["1-1 見守りと配食", "2-1 道と水路を守る", "2-2 避難の地図"]
        assert (newer.status, newer.version) == ("draft", 2)
        told = " ".join(str(each) for each in differences(newer))
        assert "見守りと配食" in told
        assert "世代をこえた集まり" in told
        assert review.plan.measures.count() == 3  # the version in force stays as the assembly decided it

    def test_a_plan_that_is_kept_needs_no_new_version(self, review: PlanReview, nanami: User):
        write(review, nanami)
        review.close(by=nanami, on=MONDAY)
        assert (review.leads_to, review.closed_on) == (None, MONDAY)
        assert FuturePlan.objects.count() == 1

    def test_leaves_nothing_behind_while_another_draft_is_written(self, review: PlanReview, nanami: User):
        review.plan.revise(by=nanami)
        write(review, nanami, {"result": "stop", "reason": "やめる", "content": ""})
        with pytest.raises(ValidationError, match="書きかけの北地区"):
            review.close(by=nanami, on=MONDAY)
        review.refresh_from_db()
        assert review.status == "open"

    def test_keeps_the_progress_of_the_day(self, review: PlanReview, nanami: User):
        plan = YearlyPlan.begin(review.plan.organization, build.YEAR, by=nanami)
        plan.write(**build.balanced(plan), by=nanami, seen=plan.revision)
        plan.submit(by=nanami, on=MONDAY)
        write(review, nanami)
        review.close(by=nanami, on=MONDAY)
        first, _, third = review.items.all()
        assert first.progress == "計画\n令和7年度 見守り"
        assert third.progress == "まだ"

    def test_nothing_is_written_after_it(self, review: PlanReview, nanami: User):
        write(review, nanami)
        review.close(by=nanami, on=MONDAY)
        for act in (
            lambda: write(review, nanami),
            lambda: review.close(by=nanami, on=MONDAY),
            lambda: review.drop(by=nanami),
        ):
            with pytest.raises(NotNow):
                act()


class TestDue:
    def test_in_the_middle_of_the_term(self, adopted: FuturePlan, nanami: User):
        assert middle_year(adopted) == FiscalYear(2026)
        assert due_on(adopted) == date(2027, 3, 31)
        assert [is_due(adopted, on=day) for day in (date(2026, 3, 31), date(2026, 4, 1), date(2029, 4, 1))] == [
            False,
            True,
            False,
        ]
        titles = [task.title for task in for_leader(nanami, on=date(2026, 6, 1))]
        assert "将来計画の中間見直しをする" in titles
        review = PlanReview.begin(adopted, by=nanami, on=date(2026, 6, 1))
        write(review, nanami)
        review.close(by=nanami, on=date(2026, 6, 1))
        assert not is_due(adopted, on=date(2026, 6, 2))

    def test_a_short_term_has_no_middle(self, adopted: FuturePlan):
        adopted.to_year = FiscalYear(2026)
        assert due_on(adopted) is None


class TestPages:
    def test_is_begun_written_and_closed(
        self, as_user: AsUser, adopted: FuturePlan, nanami: User, hall: Hall, kuko: User
    ):
        browser = as_user(nanami)
        browser.post(reverse("plans:review_begin", args=[adopted.pk]))
        review = PlanReview.objects.get()
        page = reverse("plans:review_write", args=[review.pk])
        assert "まだ" in browser.get(page).text
        keys = [item.pk for item in review.items.all()]
        typed = {"talked": "役員会で話した", "summary": "", "added-TOTAL_FORMS": "1", "added-INITIAL_FORMS": "0"}
        typed |= {f"result_{key}": "keep" for key in keys} | {f"reason_{key}": "続ける" for key in keys}
        typed |= {f"result_{keys[0]}": "change", f"content_{keys[0]}": "見守りと配食"}
        assert "一覧の中から" in browser.post(page, typed | {f"result_{keys[1]}": "add", "save": ""}).text
        browser.post(page, typed | {"save": ""})
        assert "書くことは、そろっています" in browser.get(review.get_absolute_url()).text
        assert {as_user(who).get(review.get_absolute_url()).status_code for who in (hall.chief, kuko)} == {404}
        browser.post(reverse("plans:review_close", args=[review.pk]))
        review.refresh_from_db()
        assert review.leads_to is not None
        assert "役員会で話した" in browser.get(review.leads_to.get_absolute_url()).text  # printed with the plan
        shown = as_user(hall.chief).get(review.get_absolute_url())
        assert "見守りと配食" in shown.text
        assert str(review.leads_to) not in shown.text  # a draft is its people's own

    def test_rows_come_and_go_without_a_script(self, as_user: AsUser, review: PlanReview, nanami: User):
        page = reverse("plans:review_write", args=[review.pk])
        typed = {"talked": "x", "summary": "", "added-TOTAL_FORMS": "1", "added-INITIAL_FORMS": "0", "add": "added"}
        assert 'name="added-1-content"' in as_user(nanami).post(page, typed).text
        assert ReviewItem.objects.filter(measure=None).count() == 0

    def test_may_be_dropped(self, as_user: AsUser, review: PlanReview, nanami: User):
        as_user(nanami).post(reverse("plans:review_drop", args=[review.pk]))
        review.refresh_from_db()
        assert review.status == "dropped"
