"""事務局が準備し、会長が提出する: the organization's choice of who sends what it has prepared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from grants.models import Grant
from organizations.models import Officer, Organization, Recognition, SubmitRequest
from organizations.rules import may_choose_submitters, may_submit
from organizations.tasks import for_leader
from plans.models import FuturePlan, YearlyPlan
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from tests import cast
from tests.cast import MONDAY, Hall
from tests.organizations import build
from tests.organizations.test_intakes import begin
from tests.plans import build as plans
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def fukuko(north: Organization) -> User:
    """副会長 of 北の会."""
    user = cast.person("北野 福子", "fukuko", "きたの ふくこ")
    cast.officer(north, user, Officer.Kind.VICE_PRESIDENT)
    return user


@pytest.fixture
def careful(north: Organization, nanami: User) -> Organization:
    """北の会, whose 会長 alone sends."""
    north.choose_submitters(by=nanami, submits_by="president")
    return north


class TestChooseSubmitters:
    def test_is_on_record_before_and_after(self, careful: Organization) -> None:
        changes = Event.objects.about(careful).get(verb="organization.choose_submitters").facts["changes"]
        assert changes == [{"label": "市に出す人", "before": "書ける役員なら、だれでも", "after": "会長だけ"}]

    def test_the_same_choice_writes_nothing(self, careful: Organization, nanami: User) -> None:
        careful.choose_submitters(by=nanami, submits_by="president")
        assert Event.objects.about(careful).count() == 1

    def test_is_the_presidents(
        self, north: Organization, nanami: User, fukuko: User, kuko: User, hall: Hall, as_user: AsUser
    ) -> None:
        path = reverse("organizations:submitting", args=[north.pk])
        people = (nanami, fukuko, hall.drafter, kuko)
        assert [as_user(person).get(path).status_code for person in people] == [200, 403, 403, 404]
        assert not may_choose_submitters(fukuko, north)
        as_user(nanami).post(path, {"submits_by": "deputy"})
        north.refresh_from_db()
        assert north.submits_by == "deputy"


class TestMaySubmit:
    @pytest.mark.parametrize(
        ("choice", "able"),
        [("anyone", {"会長", "副会長", "会計"}), ("president", {"会長"}), ("deputy", {"会長", "副会長"})],
    )
    def test_follows_the_choice(
        self, choice: str, able: set[str], north: Organization, nanami: User, fukuko: User, hachiro: User, mitsuo: User
    ) -> None:
        north.choose_submitters(by=nanami, submits_by=choice)
        people = {"会長": nanami, "副会長": fukuko, "会計": hachiro, "閲覧": mitsuo}
        assert {role for role, user in people.items() if may_submit(user, north)} == able

    def test_says_who_does_and_what_to_press(self, careful: Organization, hachiro: User) -> None:
        reason = may_submit(hachiro, careful).reason
        assert reason == "この団体では、会長が市に出します。準備ができたら「提出を頼む」を押してください。"

    def test_a_paper_that_the_city_types_in_was_signed_already(self, careful: Organization, hall: Hall) -> None:
        begin(careful, hall.drafter)
        assert may_submit(hall.drafter, careful)


class TestAsk:
    def test_tells_the_president_once(self, careful: Organization, nanami: User, hachiro: User) -> None:
        plan = plans.yearly_draft(careful, hachiro)
        for _twice in range(2):
            SubmitRequest.ask(plan, what="年度計画を市に出す", page="/plans/1/", by=hachiro)
        assert [mail.to_user for mail in Mail.objects.filter(subject__contains="提出を頼まれました")] == [nanami]
        assert "年度計画を市に出す" in [task.title for task in for_leader(nanami, on=MONDAY)]
        assert "年度計画を市に出す" not in [task.title for task in for_leader(hachiro, on=MONDAY)]

    def test_is_refused_where_nobody_could_press(self, careful: Organization, nanami: User, hachiro: User) -> None:
        plan = plans.yearly_draft(careful, hachiro)
        careful.officers.filter(user=nanami).update(user=None)
        with pytest.raises(NotNow, match="招待してください"):
            SubmitRequest.ask(plan, what="年度計画を市に出す", page="/plans/1/", by=hachiro)

    def test_is_over_when_the_case_was_sent(self, careful: Organization, nanami: User, hachiro: User) -> None:
        plan = plans.yearly_draft(careful, hachiro)
        SubmitRequest.ask(plan, what="年度計画を市に出す", page="/plans/1/", by=hachiro)
        plan.submit(by=nanami, on=MONDAY)
        assert not SubmitRequest.objects.open().exists()


class TestPages:
    def test_a_yearly_plan(self, careful: Organization, nanami: User, hachiro: User, as_user: AsUser) -> None:
        plan = plans.yearly_draft(careful, hachiro)
        path = reverse("plans:yearly_confirm", args=[plan.pk])
        self.asks_and_is_sent(path, {"resolved_on": ""}, careful, nanami, hachiro, as_user)
        assert YearlyPlan.objects.get(pk=plan.pk).status == "submitted"

    def test_a_future_plan(self, careful: Organization, nanami: User, hachiro: User, as_user: AsUser) -> None:
        plan = plans.future_draft(careful, hachiro)
        path = reverse("plans:future_adopt", args=[plan.pk])
        self.asks_and_is_sent(path, {"resolved_on": "令和7年5月12日"}, careful, nanami, hachiro, as_user)
        assert FuturePlan.objects.get(pk=plan.pk).status == "adopted"

    def test_an_application_for_recognition(self, north: Organization, nanami: User, hachiro: User, as_user: AsUser):
        case = build.application(north, nanami)
        north.choose_submitters(by=nanami, submits_by="president")
        path = reverse("organizations:application", args=[case.pk])
        self.asks_and_is_sent(path, {**build.TYPED, "draft_version": "1"}, north, nanami, hachiro, as_user)
        assert Recognition.objects.get(pk=case.pk).status == "submitted"

    def asks_and_is_sent(
        self,
        path: str,
        typed: dict[str, object],
        body: Organization,
        nanami: User,
        hachiro: User,
        as_user: AsUser,
    ) -> None:
        """会計 prepares and asks; 会長 finds it at home, looks it over and sends it."""
        assert "提出を頼む" in as_user(hachiro).get(path).text
        assert as_user(hachiro).post(path, typed).status_code == 403
        as_user(hachiro).post(path, {**typed, "draft_version": "0", "ask": ""})
        task = next(task for task in for_leader(User.objects.get(pk=nanami.pk), on=MONDAY) if task.url == path)
        assert task.action == "確かめて出す"
        assert "北野 八郎さんが用意し" in as_user(nanami).get(path).text
        assert as_user(nanami).post(path, typed).status_code == 302
        assert not SubmitRequest.objects.open().exists()


def test_a_grant_is_sent_by_the_president(
    north: Organization, nanami: User, hachiro: User, hall: Hall, as_user: AsUser
) -> None:
    from tests.grants import build as grants

    grant = grants.draft(north, grants.scheme(hall.drafter), hachiro)
    north.choose_submitters(by=nanami, submits_by="president")
    path = reverse("grants:confirm", args=[grant.pk])
    assert as_user(hachiro).post(path).status_code == 403
    as_user(hachiro).post(path, {"ask": ""})
    assert Grant.objects.get(pk=grant.pk).status == "draft"
    assert SubmitRequest.objects.open().get().what == f"{grant.scheme}の申請を出す"
