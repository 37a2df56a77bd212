"""The city's verbs: review, proposal, and the decision of the route's last post."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Organization, Tie
from plans.models import YearlyPlan
from records.approvals import Proposal
from records.cases import NotNow
from records.events import Event
from records.letters import Letter
from records.mail import Mail
from records.reviews import Finding
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build

pytestmark = pytest.mark.django_db


class TestReview:
    def test_keeps_what_was_found_and_by_whom(self, submitted: Grant, hall: Hall):
        submitted.review({"1": ("fit", ""), "5": ("unfit", "飲食費がある")}, by=hall.drafter)
        found = {finding.criterion: finding for finding in Finding.objects.about(submitted)}
        assert (found["5"].verdict, found["5"].comment, found["5"].reviewer) == ("unfit", "飲食費がある", hall.drafter)
        assert found["1"].label == "市の認可を受けた地域運営組織である"
        assert submitted.status == Grant.Status.SUBMITTED

    def test_the_latest_word_stands_and_the_earlier_one_is_on_record(self, submitted: Grant, hall: Hall):
        submitted.review({"1": ("unfit", "認可の前")}, by=hall.drafter)
        submitted.review({"1": ("fit", "")}, by=hall.chief)
        assert Finding.objects.about(submitted).get().verdict == "fit"
        said = [event.facts["findings"] for event in Event.objects.about(submitted).filter(verb="grant.review")]
        assert [list(findings.values()) for findings in said] == [["適"], ["否"]]

    def test_wants_a_reason_for_anything_but_fit(self, submitted: Grant, hall: Hall):
        with pytest.raises(ValidationError, match="理由を書いて"):
            submitted.review({"1": ("unfit", " ")}, by=hall.drafter)
        assert not Finding.objects.about(submitted).exists()

    @pytest.mark.parametrize("fixture", ["draft", "proposed", "granted"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        grant: Grant = request.getfixturevalue(fixture)
        with pytest.raises(NotNow):
            grant.review({"1": ("unfit", "x")}, by=hall.drafter)
        assert not Finding.objects.about(grant).filter(verdict="unfit").exists()


class TestPropose:
    def test_puts_the_decision_on_its_way(self, proposed: Grant, hall: Hall):
        proposal = Proposal.objects.about(proposed).get()
        assert [str(step.post) for step in proposal.steps_in_order()] == ["協働推進係長", "総合政策課長", "総務部長"]
        assert (
            proposal.subject
            == "北の会 令和7年度 見本市小規模多機能自治一括交付金の交付決定について(450,000円を交付する)"
        )
        assert (proposed.status, proposed.amount_proposed) == ("proposed", 450_000)
        assert (proposed.conditions, proposed.amount_decided) == (build.CONDITIONS, None)

    def test_waits_for_every_criterion(self, submitted: Grant, hall: Hall):
        submitted.review({str(n): ("fit", "") for n in (1, 2, 3, 4, 7)}, by=hall.drafter)
        with pytest.raises(NotNow, match="5、6番を、まだ確かめていません"):
            build.propose(submitted, hall, amount=450_000)

    @pytest.mark.parametrize(("verdict", "word"), [("mend", "補正を求めて"), ("unfit", "「否」の基準")])
    def test_grants_only_what_is_fit(self, submitted: Grant, hall: Hall, verdict: str, word: str):
        build.review(submitted, hall.drafter, **{"5": (verdict, "飲食費がある")})
        with pytest.raises(NotNow, match=word):
            build.propose(submitted, hall, amount=450_000)
        submitted.refresh_from_db()
        assert submitted.status == Grant.Status.SUBMITTED

    @pytest.mark.parametrize(
        ("amount", "word"), [(450_500, "千円単位"), (451_000, "申請額まで"), (0, "1円以上"), (-1000, "1円以上")]
    )
    def test_refuses_an_amount_that_cannot_be_paid(self, submitted: Grant, hall: Hall, amount: int, word: str):
        build.review(submitted, hall.drafter)
        with pytest.raises(ValidationError, match=word):
            build.propose(submitted, hall, amount=amount)
        assert not Proposal.objects.about(submitted).exists()

    def test_may_grant_less(self, submitted: Grant, hall: Hall):
        build.review(submitted, hall.drafter)
        assert build.propose(submitted, hall, amount=400_000).amount_proposed == 400_000

    def test_says_what_the_budget_has_left(self, north: Organization, hall: Hall, nanami: User):
        grant = build.submitted(north, build.scheme(hall.drafter, appropriation=449_000), nanami)
        build.review(grant, hall.drafter)
        with pytest.raises(NotNow, match="残りは449,000円"):
            build.propose(grant, hall, amount=450_000)

    def test_refusal_wants_its_grounds(self, submitted: Grant, hall: Hall):
        with pytest.raises(NotNow, match="交付しない理由"):
            build.propose(submitted, hall, outcome=Grant.Outcome.REFUSE, grounds=" ")

    def test_wants_the_plan_that_the_city_has_now(self, submitted: Grant, hall: Hall, nanami: User):
        newer = submitted.yearly_plan.revise(by=nanami)
        newer.submit(by=nanami, on=MONDAY)
        build.review(submitted, hall.drafter)
        with pytest.raises(NotNow, match="「前の版」"):
            build.propose(submitted, hall, amount=450_000)

    @pytest.mark.parametrize("fixture", ["draft", "proposed", "granted"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        grant: Grant = request.getfixturevalue(fixture)
        proposals = Proposal.objects.about(grant).count()
        with pytest.raises(NotNow, match="今は起案できません"):
            build.propose(grant, hall, amount=450_000)
        assert Proposal.objects.about(grant).count() == proposals


class TestTiedPeople:
    def test_do_not_fill_their_step_which_goes_to_another_post(self, proposed: Grant, hall: Hall):
        Tie.declare(hall.chief, proposed.organization, by=hall.chief, kind="family", starts_on=MONDAY, note="")
        with pytest.raises(NotNow, match="除斥"):
            build.approve(proposed, hall.chief)
        proposal = Proposal.objects.about(proposed).get()
        step = proposal.current()
        assert step
        proposal.reassign(by=hall.drafter, step=step.pk, post=hall.posts["mayor"], reason="係長が除斥のため。")
        build.approve(proposed, hall.mayor, hall.manager, hall.director)
        proposed.refresh_from_db()
        assert proposed.status == Grant.Status.GRANTED


class TestSendBack:
    def test_opens_it_for_work_again(self, proposed: Grant, hall: Hall):
        proposal = Proposal.objects.about(proposed).get()
        proposal.send_back(by=hall.chief, step=build.open_step(proposal).pk, comment="金額を確かめてください。")
        proposed.refresh_from_db()
        assert proposed.status == Grant.Status.SUBMITTED
        build.propose(proposed, hall, amount=400_000)
        assert Proposal.objects.about(proposed).count() == 2


class TestGrant:
    def test_is_decided_with_letter_and_mail(self, granted: Grant, hall: Hall, nanami: User):
        assert (granted.status, granted.amount_decided, granted.decided_by) == ("granted", 450_000, hall.director)
        letter = Letter.objects.about(granted).get()
        assert (letter.document_number, letter.organization) == ("市協第1号", granted.organization)
        assert letter.subject == "令和7年度見本市小規模多機能自治一括交付金交付決定通知書"
        assert Mail.objects.filter(to_user=nanami, subject__contains="市協第1号").exists()

    def test_the_letter_says_all_that_an_auditor_looks_for(self, granted: Grant):
        html = Letter.objects.about(granted).get().html
        for said in (
            "金450,000円",
            "北の会",
            "会長 北野 七海",
            "令和8年3月31日",
            "概算払により、6月に全額を交付する。",
            "令和8年4月10日",
            *build.CONDITIONS,
            "見本市補助金等交付規則",
            "見本市小規模多機能自治一括交付金交付要綱",
        ):
            assert said in html, said

    def test_the_letter_goes_to_who_is_president_now(self, proposed: Grant, hall: Hall):
        old = proposed.organization.officers.get()
        old.ends_on = MONDAY - timedelta(days=1)
        old.save()
        cast.officer(proposed.organization, cast.person("北野 十和", "towa"), since=MONDAY)
        build.approve(proposed, hall.chief, hall.manager, hall.director)
        assert Letter.objects.about(proposed).get().addressee == "北の会 会長 北野 十和"
        assert proposed.representative == "会長 北野 七海"

    def test_accepts_the_plan(self, granted: Grant, hall: Hall):
        plan = YearlyPlan.objects.get(pk=granted.yearly_plan_id)
        assert (plan.status, plan.accepted_by) == ("accepted", hall.director)

    def test_spends_the_budget(self, granted: Grant):
        budget = granted.scheme.budget()
        assert (budget.decided, budget.remaining, budget.asked, budget.percent) == (450_000, 4_550_000, 0, 9)

    def test_is_refused_when_the_money_has_gone_meanwhile(self, proposed: Grant, hall: Hall):
        build.appropriate(proposed.scheme, 449_000, hall.drafter)
        build.approve(proposed, hall.chief, hall.manager)
        with pytest.raises(NotNow, match="残りは449,000円"):
            build.approve(proposed, hall.director)
        proposed.refresh_from_db()
        assert (proposed.status, Letter.objects.count()) == ("proposed", 0)
        assert build.open_step(Proposal.objects.about(proposed).get()).post.name == "総務部長"

    def test_is_refused_when_the_plan_changed_meanwhile(self, proposed: Grant, hall: Hall, nanami: User):
        proposed.yearly_plan.revise(by=nanami).submit(by=nanami, on=MONDAY)
        build.approve(proposed, hall.chief)  # finds the change and approves nothing: the way starts again
        assert Proposal.objects.about(proposed).get().acts.get(kind="void").facts["changes"] == [
            {"label": "年度計画", "before": "第1版(市に出ている)", "after": "第1版(前の版)"}
        ]
        build.approve(proposed, hall.chief, hall.manager)
        with pytest.raises(NotNow, match="「前の版」"):
            build.approve(proposed, hall.director)
        assert not Letter.objects.exists()

    def test_leaves_nothing_behind_when_the_letter_fails(self, proposed: Grant, hall: Hall, monkeypatch):
        build.approve(proposed, hall.chief, hall.manager)
        monkeypatch.setattr("grants.deciding.issue", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build.approve(proposed, hall.director)
        proposed.refresh_from_db()
        assert (proposed.status, proposed.amount_decided) == ("proposed", None)
        assert proposed.yearly_plan.status == YearlyPlan.Status.SUBMITTED
        assert not Event.objects.about(proposed).filter(verb="grant.grant").exists()

    @pytest.mark.parametrize("fixture", ["draft", "submitted", "granted"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        grant: Grant = request.getfixturevalue(fixture)
        letters = Letter.objects.count()
        with pytest.raises(NotNow):
            grant.grant(by=hall.director)
        assert Letter.objects.count() == letters


class TestRefuse:
    def test_says_why_and_spends_nothing(self, submitted: Grant, hall: Hall):
        build.propose(submitted, hall, outcome=Grant.Outcome.REFUSE, grounds="要綱第3条に当たらないため。")
        build.approve(submitted, hall.chief, hall.manager, hall.director)
        assert (submitted.status, submitted.amount_decided) == ("refused", None)
        letter = Letter.objects.about(submitted).get()
        assert letter.kind == "grants.refusal"
        assert "要綱第3条に当たらないため。" in letter.html
        assert "金450,000円" in letter.html
        assert submitted.scheme.budget().decided == 0

    def test_leaves_the_way_open_for_another_application(self, submitted: Grant, hall: Hall, nanami: User):
        build.propose(submitted, hall, outcome=Grant.Outcome.REFUSE)
        build.approve(submitted, hall.chief, hall.manager, hall.director)
        again = Grant.begin(submitted.organization, submitted.scheme, submitted.yearly_plan, by=nanami, on=MONDAY)
        assert again.status == Grant.Status.DRAFT


class TestWhatIsNeverTrue:
    """The rules that the database keeps, whoever writes."""

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"amount_decided": 450_001}, "no_more_is_granted_than_was_applied_for"),
            ({"amount_decided": None}, "a_grant_has_an_amount_exactly|what_stands_of_a_grant_is_known"),
            ({"amount_current": None}, "what_stands_of_a_grant_is_known|something_stands"),
            ({"amount_current": 0}, "something_stands_of_a_grant_that_is_in_force"),
            ({"amount_decided": 0}, "a_grant_has_an_amount_exactly_when_it_is_granted"),
            ({"decided_by": None}, "grant_is_decided_exactly_when_someone_decided_it"),
            ({"status": "submitted"}, "grant_is_decided_exactly|a_grant_has_an_amount"),
            ({"status": "revoked"}, "nothing_stands_of_a_void_grant"),
            ({"conditions": []}, "a_grant_carries_its_conditions"),
        ],
    )
    def test_of_a_decision(self, granted: Grant, change: dict[str, object], constraint: str):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Grant.objects.filter(pk=granted.pk).update(**change)

    def test_nobody_decides_their_own(self, granted: Grant, nanami: User):
        with pytest.raises(IntegrityError, match="nobody_decides_their_own_grant"), transaction.atomic():
            Grant.objects.filter(pk=granted.pk).update(decided_by=nanami)

    def test_nobody_overdraws_the_budget(self, granted: Grant, scheme: Scheme, hall: Hall, kuko: User):
        build.appropriate(scheme, 450_000, hall.drafter)
        with pytest.raises(IntegrityError, match="決定した額と内示した額の計より少なく"), transaction.atomic():
            Scheme.objects.filter(pk=scheme.pk).update(appropriation=449_999)
        other = build.submitted(kuko.roles.get().organization, scheme, kuko, 300_000)
        amounts = {"amount_decided": 1000, "amount_current": 1000}
        decided = {"status": "granted", **amounts, "decided_by": hall.director, "conditions": ["一"]}
        with pytest.raises(IntegrityError, match="予算を超える"), transaction.atomic():
            Grant.objects.filter(pk=other.pk).update(**decided, decided_at=timezone.now())

    def test_a_refusal_without_grounds(self, submitted: Grant, hall: Hall):
        build.propose(submitted, hall, outcome=Grant.Outcome.REFUSE)
        build.approve(submitted, hall.chief, hall.manager, hall.director)
        with pytest.raises(IntegrityError, match="a_refused_grant_says_why"), transaction.atomic():
            Grant.objects.filter(pk=submitted.pk).update(grounds="")
