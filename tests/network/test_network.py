"""ほかの地域の取組: what is shown is read by the others, projects are taken with their source, questions are asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from organizations.models import Organization
from plans.models import FuturePlan, NetworkQuestion, Project, SharedPlan, YearlyPlan
from plans.network.sharing import share, stop_sharing
from plans.network.tasks import for_leader
from plans.printed import row_of
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from tests.articles import build as articles
from tests.cast import MONDAY, Hall
from tests.plans import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
INDEX = reverse("network:index")


@pytest.fixture
def south(kuko: User) -> Organization:
    found = Organization.objects.get(name="南の会")
    Organization.objects.filter(pk=found.pk).update(status="working")
    return found


@pytest.fixture
def adopted(north: Organization, nanami: User) -> FuturePlan:
    return build.future_plan(north, nanami)


@pytest.fixture
def accepted(north: Organization, nanami: User, hall: Hall) -> YearlyPlan:
    plan = build.yearly_plan(north, nanami)
    plan.accept(by=hall.drafter)
    return plan


@pytest.fixture
def shared(accepted: YearlyPlan, nanami: User) -> SharedPlan:
    return share(accepted, by=nanami)


@pytest.fixture
def question(north: Organization, nanami: User, south: Organization) -> NetworkQuestion:
    Organization.objects.filter(pk=north.pk).update(status="working")
    return NetworkQuestion.ask(north, south, by=nanami, text="保険は?", about="南の計画", shares=True)


class TestShare:
    def test_is_for_plans_that_stand(self, north: Organization, nanami: User, kuko: User, hall: Hall):
        plan = build.yearly_plan(north, nanami)
        with pytest.raises(NotNow, match="市が受理した年度計画"):
            share(plan, by=nanami)
        plan.accept(by=hall.drafter)
        share(plan, by=nanami)
        share(plan, by=nanami)
        assert Event.objects.about(plan).filter(verb="sharedplan.share").count() == 1
        assert SharedPlan.objects.visible_to(kuko, on=MONDAY).get().plan == plan

    def test_ends_with_the_plan_and_by_hand(self, adopted: FuturePlan, nanami: User, kuko: User):
        share(adopted, by=nanami)
        FuturePlan.objects.filter(pk=adopted.pk).update(status="superseded")
        assert not SharedPlan.objects.visible_to(kuko, on=MONDAY).exists()
        stop_sharing(adopted, by=nanami)
        assert not SharedPlan.objects.exists()

    def test_is_the_organization_s_own_word(
        self, as_user: AsUser, accepted: YearlyPlan, nanami: User, kuko: User, hall: Hall
    ):
        show = reverse("network:show", args=["yearly", accepted.pk])
        assert [as_user(who).post(show).status_code for who in (kuko, hall.drafter, nanami)] == [404, 403, 302]
        assert "見せるのをやめる" in as_user(nanami).get(accepted.get_absolute_url()).text
        as_user(nanami).post(reverse("network:hide", args=["yearly", accepted.pk]))
        assert not SharedPlan.objects.exists()


class TestIndex:
    def test_shows_others_what_is_shown_and_nothing_else(
        self, as_user: AsUser, accepted: YearlyPlan, nanami: User, kuko: User, hall: Hall, north: Organization
    ):
        articles.published("case", nanami, hall.drafter, north)
        page = as_user(kuko).get(INDEX).text
        assert "買物の送り迎え" in page
        assert "見守り活動" not in page
        found = share(accepted, by=nanami)
        page = as_user(kuko).get(INDEX).text
        assert str(accepted) in page
        assert str(accepted) not in as_user(nanami).get(INDEX).text
        assert as_user(hall.stranger).get(found.get_absolute_url()).status_code == 200
        assert PortalClient().get(found.get_absolute_url()).status_code == 302

    def test_is_narrowed_by_word_theme_and_area(self, as_user: AsUser, shared: SharedPlan, kuko: User, land):
        name, browser = str(shared), as_user(kuko)
        project = Project.objects.filter(plan=shared.yearly_plan_id)[0]

        def finds(**asked: object) -> bool:
            return name in browser.get(INDEX, {key: str(value) for key, value in asked.items()}).text

        assert [finds(q=project.name[:3]), finds(q="除雪機"), finds(q="北の会\0")] == [True, False, True]
        assert [finds(area=land.north.pk), finds(area=land.south.pk), finds(area="x")] == [True, False, True]
        assert finds(theme="なし")

    def test_costs_the_same_for_many(
        self, as_user: AsUser, shared: SharedPlan, kuko: User, hall: Hall, django_assert_max_num_queries
    ):
        for number in range(8):
            articles.published("case", hall.drafter, hall.chief, title=f"事例{number}")
        browser = as_user(kuko)
        with django_assert_max_num_queries(24):
            browser.get(INDEX)


class TestTake:
    def test_puts_the_project_into_the_own_draft_with_its_source(
        self, as_user: AsUser, shared: SharedPlan, south: Organization, kuko: User
    ):
        project = Project.objects.filter(plan=shared.yearly_plan_id)[0]
        take, browser = reverse("network:take", args=[project.pk]), as_user(kuko)
        assert "年度計画を書きはじめてください" in browser.get(shared.get_absolute_url()).text
        build.future_plan(south, kuko)
        mine = YearlyPlan.begin(south, build.YEAR, by=kuko)
        assert browser.post(take, {"plan": "x"}).status_code == 404
        browser.post(take, {"plan": mine.pk})
        row = mine.projects.get()
        assert (row.name, row.source) == (project.name, "北の会 令和7年度の計画")
        assert "出典:北の会 令和7年度の計画" in row_of(row)[4]
        assert "出典:北の会" in browser.get(mine.get_absolute_url()).text

    def test_only_what_is_shown_and_only_into_an_own_plan(
        self, as_user: AsUser, accepted: YearlyPlan, south: Organization, nanami: User, kuko: User
    ):
        take = reverse("network:take", args=[Project.objects.filter(plan=accepted)[0].pk])
        assert as_user(kuko).post(take, {"plan": accepted.pk}).status_code == 404
        share(accepted, by=nanami)
        assert as_user(kuko).post(take, {"plan": accepted.pk}).status_code == 404


class TestQuestion:
    def test_goes_to_the_other_body_and_comes_back_answered(
        self, as_user: AsUser, question: NetworkQuestion, nanami: User, kuko: User
    ):
        assert [(mail.to_user, mail.subject) for mail in Mail.objects.all()] == [(kuko, "北の会から質問が届きました")]
        assert [task.title for task in for_leader(kuko, on=MONDAY)] == ["北の会からの質問に答える"]
        answer, browser = reverse("network:answer", args=[question.pk]), as_user(kuko)
        assert "答えを入れてください。" in browser.post(answer, {"text": ""}).text
        browser.post(answer, {"text": "社協の保険に入った。"})
        assert Mail.objects.filter(to_user=nanami, subject="南の会から答えが届きました").exists()
        assert for_leader(kuko, on=MONDAY) == []
        assert "社協の保険に入った。" in as_user(nanami).get(question.get_absolute_url()).text

    def test_is_the_two_bodies_secret_until_both_wish_it(
        self, as_user: AsUser, question: NetworkQuestion, hachiro: User, hall: Hall, kuko: User, south: Organization
    ):
        def seen() -> list[int]:
            people = (hachiro, kuko, hall.drafter, hall.stranger)
            return [as_user(who).get(question.get_absolute_url()).status_code for who in people]

        assert seen() == [200, 200, 200, 404]
        question.answer(by=kuko, text="入った。")
        assert seen() == [200, 200, 200, 404]
        as_user(kuko).post(reverse("network:wish", args=[question.pk]), {"show": south.pk})
        assert seen() == [200, 200, 200, 200]
        as_user(kuko).post(reverse("network:wish", args=[question.pk]), {"hide": south.pk})
        assert seen() == [200, 200, 200, 404]

    def test_each_side_has_its_own_acts(
        self, as_user: AsUser, question: NetworkQuestion, nanami: User, kuko: User, hall: Hall
    ):
        answer = reverse("network:answer", args=[question.pk])
        withdraw = reverse("network:withdraw", args=[question.pk])
        assert [as_user(who).post(answer, {"text": "x"}).status_code for who in (nanami, hall.drafter)] == [403, 403]
        assert as_user(kuko).post(withdraw).status_code == 403
        as_user(nanami).post(withdraw)
        with pytest.raises(NotNow, match="取り下げられています"):
            question.answer(by=kuko, text="x")

    def test_is_asked_from_a_plan_s_page(
        self, as_user: AsUser, shared: SharedPlan, kuko: User, south: Organization, north: Organization
    ):
        Organization.objects.filter(pk=north.pk).update(status="working")
        page = f"{reverse('network:ask', args=[north.pk])}?plan={shared.pk}"
        assert str(shared) in as_user(kuko).get(page).text
        as_user(kuko).post(page, {"text": "だれが運転しますか"})
        found = NetworkQuestion.objects.get()
        assert (found.asker, found.asked, found.about) == (south, north, str(shared))

    def test_nobody_asks_themselves(self, as_user: AsUser, north: Organization, nanami: User):
        with pytest.raises(ValidationError, match="自分の団体"):
            NetworkQuestion.ask(north, north, by=nanami, text="x")
        assert as_user(nanami).get(reverse("network:ask", args=[north.pk])).status_code == 404
