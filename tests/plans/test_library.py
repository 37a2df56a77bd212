"""Projects taken from elsewhere, a year begun with a choice per row, versions beside each other, and the progress."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from plans.comparing import differences
from plans.models import FuturePlan, Project, ProjectPattern, YearlyPlan
from plans.progress import progress
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from tests.cast import MONDAY, Hall
from tests.plans import build
from tests.plans.build import YEAR
from tests.plans.test_yearly import page as page_of
from tests.plans.test_yearly import rewrite
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def pattern() -> ProjectPattern:
    return ProjectPattern.objects.create(
        field="防災", name="避難訓練", starts_in=9, ends_in=9, cost=50_000, content="避難所まで歩く", origin="事例集"
    )


def page(plan: YearlyPlan) -> str:
    return reverse("plans:yearly_library", args=[plan.pk])


class TestTakeProject:
    def test_adds_a_pattern_with_its_source(self, draft: YearlyPlan, pattern: ProjectPattern, nanami: User):
        row = draft.take_project(pattern, by=nanami)
        assert (row.order, row.name, row.months, row.cost, row.grant_share) == (3, "避難訓練", "9月", 50_000, 0)
        assert row.source == "市のひな形(事例集)"
        event = Event.objects.about(draft).get(verb="yearlyplan.take_project")
        assert event.facts["comment"] == row.source

    def test_names_the_other_organization_and_takes_no_measure_of_it(self, draft: YearlyPlan, nanami: User, kuko: User):
        other = build.yearly_plan(Organization.objects.get(name="南の会"), kuko)
        row = draft.take_project(other.projects.get(order=2), by=nanami)
        assert (row.source, row.measure) == ("南の会 令和7年度の計画", None)

    def test_finds_the_own_measure_again(self, sent: YearlyPlan, nanami: User):
        newer = sent.future_plan.revise(by=nanami)
        newer.adopt(by=nanami, on=MONDAY)
        plan = YearlyPlan.begin(sent.organization, YEAR.next, by=nanami, chosen=[])
        row = plan.take_project(sent.projects.get(order=1), by=nanami)
        assert row.measure is not None
        assert row.measure.plan == newer

    def test_is_refused_once_the_plan_was_sent(self, sent: YearlyPlan, pattern: ProjectPattern, nanami: User):
        with pytest.raises(NotNow, match="もう出してあります"):
            sent.take_project(pattern, by=nanami)
        assert sent.projects.count() == 2

    def test_tells_a_page_that_was_opened_before(self, draft: YearlyPlan, pattern: ProjectPattern, nanami: User):
        other = YearlyPlan.objects.get(pk=draft.pk)
        draft.take_project(pattern, by=nanami)
        with pytest.raises(NotNow, match="別の画面"):
            rewrite(other, nanami, emphasis="古い画面")


class TestLibrary:
    def test_offers_patterns_and_own_years_and_takes_one(
        self, as_user: AsUser, sent: YearlyPlan, pattern: ProjectPattern, nanami: User
    ):
        plan = YearlyPlan.begin(sent.organization, YEAR.next, by=nanami, chosen=[])
        browser = as_user(nanami)
        text = browser.get(page(plan)).text
        assert all(name in text for name in ("避難訓練", "見守り", "令和7年度の計画"))
        assert "避難訓練" not in browser.get(page(plan), {"q": "敬老"}).text
        done = browser.post(page(plan), {"take": f"pattern-{pattern.pk}"}, follow=True)
        assert "計画のいちばん下に加えました" in done.text
        again = browser.post(page(plan), {"take": f"pattern-{pattern.pk}"}, follow=True)
        assert "もう計画にあるか" in again.text
        assert [project.name for project in plan.projects.all()] == ["避難訓練"]

    def test_is_the_plans_own(self, as_user: AsUser, draft: YearlyPlan, kuko: User, hall: Hall):
        assert {as_user(person).get(page(draft)).status_code for person in (kuko, hall.drafter)} == {404}


class TestChoosing:
    def test_begins_with_the_chosen_projects_and_the_whole_budget(
        self, as_user: AsUser, north: Organization, nanami: User, kuko: User
    ):
        year = FiscalYear.of(timezone.localdate())
        last = build.yearly_plan(north, nanami, year.previous)
        choose = reverse("plans:yearly_choose", args=[north.pk, year.number])
        assert "敬老のつどい" in as_user(nanami).get(choose).text
        assert as_user(kuko).get(choose).status_code == 404
        second = last.projects.get(order=2)
        begin = reverse("plans:yearly_begin", args=[north.pk, year.number])
        as_user(nanami).post(begin, {"chosen": "1", "project": [second.pk, "x"]})
        plan = YearlyPlan.objects.get(fiscal_year=year)
        assert [(p.order, p.name) for p in plan.projects.all()] == [(1, "敬老のつどい")]
        assert plan.lines.count() == last.lines.count()


class TestDifferences:
    def test_of_a_year(self, as_user: AsUser, sent: YearlyPlan, nanami: User):
        newer = sent.revise(by=nanami)
        rows = page_of(newer)["projects"]
        rewrite(newer, nanami, projects=[rows[0] | {"cost": 410_000}])
        told = [(each.label, each.after) for each in differences(newer)]
        assert [label for label, _ in told] == ["年度計画 事業1「見守り」", "年度計画 事業2「敬老のつどい」"]
        assert "410,000円" in told[0][1]
        assert "第1版から変わったところ" in as_user(nanami).get(newer.get_absolute_url()).text

    def test_of_a_future_plan(self, as_user: AsUser, adopted: FuturePlan, nanami: User):
        newer = adopted.revise(by=nanami)
        measures = [build.measure("a", "見守り"), build.measure("b", "道と水路を守る"), build.measure("b", "空き家")]
        newer.write({**build.TEXTS, "vision": "みんなで暮らす"}, build.sheets(measures=measures), by=nanami, seen=0)
        labels = [each.label for each in differences(newer)]
        assert labels == ["将来像", "取組「2-2 空き家」", "取組「1-2 世代をこえた集まり」"]
        assert "第1版から変わったところ" in as_user(nanami).get(newer.get_absolute_url()).text

    def test_a_first_version_has_none(self, draft: YearlyPlan):
        assert [differences(draft), differences(draft.future_plan)] == [[], []]


class TestProgress:
    def test_counts_what_the_years_have_planned(self, as_user: AsUser, sent: YearlyPlan, nanami: User, hall: Hall):
        found = progress(sent.future_plan, nanami, on=MONDAY)
        assert [(str(each.measure), each.state, each.cost) for each in found.tracks] == [
            ("1-1 見守り", "計画", 400_000),
            ("1-2 世代をこえた集まり", "計画", 200_000),
            ("2-1 道と水路を守る", "まだ", 0),
        ]
        assert (found.begun, found.done) == (2, 0)
        assert "3の取組のうち、2が年度計画に入り" in as_user(nanami).get(sent.future_plan.get_absolute_url()).text

    def test_knows_a_measure_by_its_words_in_a_newer_version(self, sent: YearlyPlan, nanami: User):
        newer = sent.future_plan.revise(by=nanami)
        assert progress(newer, nanami, on=MONDAY).begun == 2

    def test_costs_the_same_for_many_projects(self, sent: YearlyPlan, nanami: User, django_assert_max_num_queries):
        first = sent.projects.get(order=1)
        for order in range(3, 30):
            Project.objects.create(plan=sent, order=order, name=f"事業{order}", measure=first.measure)
        with django_assert_max_num_queries(12):
            progress(sent.future_plan, nanami, on=MONDAY)
