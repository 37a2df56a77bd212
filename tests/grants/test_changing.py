"""変更(中止・廃止)の申請: from a new version of the plan, through note or kessai, to what stands of the grant."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from grants.audit.listing import AuditList
from grants.audit.way import summary, way_of_the_money
from grants.models import Change, Grant
from plans.models import BudgetLine, YearlyPlan
from records.approvals import Proposal
from records.cases import NotNow
from records.corrections import Correction
from records.letters import Letter
from records.mail import Mail
from staff.models import Post
from tests.cast import MONDAY, Hall
from tests.grants import build, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(granted: Grant, nanami: User) -> Change:
    """北の会 wants 400,000 yen instead of 450,000; written, not sent."""
    return later.draft(granted, nanami)


@pytest.fixture
def sent(change: Change, nanami: User) -> Change:
    change.submit(by=nanami, on=MONDAY)
    return change


@pytest.fixture
def on_its_way(sent: Change, hall: Hall) -> Change:
    later.propose(sent, hall, outcome="approve", amount=400_000, grounds="適当と認められるため。")
    return sent


@pytest.fixture
def approved(sent: Change, hall: Hall) -> Change:
    return later.amended(sent, hall)


class TestBegin:
    def test_opens_the_next_version_of_the_plan(self, granted: Grant, nanami: User):
        change = Change.begin(granted, "change", by=nanami, on=MONDAY)
        assert change.plan is not None
        assert (change.plan.version, change.plan.status, change.plan_before) == (2, "draft", granted.yearly_plan)
        assert granted.yearly_plan.newest() == granted.yearly_plan, "the city still has the first version"

    def test_is_its_organizations_secret_until_it_is_sent(self, change: Change, hall: Hall, nanami: User, kuko: User):
        def seers() -> list[bool]:
            people = (nanami, kuko, hall.drafter)
            return [Change.objects.visible_to(person, on=MONDAY).exists() for person in people]

        assert seers() == [True, False, False]
        change.submit(by=nanami, on=MONDAY)
        assert seers() == [True, False, True]

    def test_one_at_a_time(self, change: Change, nanami: User):
        with pytest.raises(ValidationError, match="もう書きはじめています"):
            Change.begin(change.grant, "suspend", by=nanami, on=MONDAY)

    def test_goes_on_with_the_version_that_is_being_written(self, change: Change, nanami: User):
        change.withdraw(by=nanami)
        assert Change.begin(change.grant, "change", by=nanami, on=MONDAY).plan == change.plan

    @pytest.mark.parametrize("fixture", ["draft", "submitted", "proposed"])
    def test_is_refused_before_the_decision(self, fixture: str, request: pytest.FixtureRequest, nanami: User):
        with pytest.raises(NotNow, match="交付が決まってから"):
            Change.begin(request.getfixturevalue(fixture), "change", by=nanami, on=MONDAY)

    def test_is_refused_after_the_year(self, granted: Grant, nanami: User):
        with pytest.raises(NotNow, match="令和7年度は終わりました"):
            Change.begin(granted, "change", by=nanami, on=granted.scheme.fiscal_year.next.start)


class TestDifferences:
    def test_are_never_light_where_the_scheme_says_nothing(self, change: Change, nanami: User):
        later.write_plan(change, nanami, {"cost": 451_000, "grant": 450_000})
        found = change.differences()
        assert found is not None
        assert not change.needs_only_notice()
        assert [found.is_light(percent) for percent in (None, 0, 1)] == [False, False, True]

    def test_are_computed_from_both_versions(self, change: Change, nanami: User):
        new = {"name": "新しい会", "cost": 100_000, "grant": 0}
        later.write_plan(change, nanami, {"name": "見守り", "cost": 300_000, "grant": 300_000}, new)
        found = change.differences()
        assert found is not None
        assert [str(project) for project in found.changed_projects] == [
            "見守り:事業費450,000円→300,000円、うち交付金450,000円→300,000円",
            "新しい会:新しい事業、事業費0円→100,000円",
        ]
        assert [(line.name, line.before, line.after) for line in found.changed_lines] == [
            ("交付金", 450_000, 300_000), ("会費", 0, 100_000), ("賃金", 450_000, 400_000),
        ]  # fmt: skip

    def test_a_renamed_project_is_the_same_one(self, change: Change, nanami: User):
        later.write_plan(change, nanami, {"name": "見回り", "cost": 450_000, "grant": 450_000})
        (only,) = change.differences().projects  # type: ignore[union-attr]
        assert (only.before.name, only.after.name, only.word) == ("見守り", "見回り", "事業名")  # type: ignore[union-attr]

    def test_a_project_given_up_is_named(self, change: Change, nanami: User):
        later.write_plan(change, nanami, {"name": "別の会", "cost": 450_000, "grant": 450_000})
        plan = change.plan
        assert plan is not None
        plan.projects.update(content="べつのこと")
        assert {each.word for each in change.differences().projects} == {"新しい事業", "やめる事業"}  # type: ignore[union-attr]


class TestSubmit:
    def test_goes_out_with_the_new_version_while_the_old_one_stays_in_force(self, sent: Change, granted: Grant):
        plan = sent.plan
        assert plan is not None
        assert (sent.status, sent.amount_wanted, sent.is_light, plan.status) == ("submitted", 400_000, False, "offered")
        assert granted.yearly_plan.newest() == granted.yearly_plan
        assert (sent.applicant, sent.representative) == ("北の会", "会長 北野 七海")
        assert sent.receipt_number == 2
        assert Mail.objects.filter(subject__contains="変更の申請を受け付けました").exists()
        assert build.happened(granted, "grant.ask_change")

    @pytest.mark.parametrize(
        ("facts", "project", "word"),
        [
            ({"reason": " "}, {}, "変更の理由を書いて"),
            ({"contact_phone": ""}, {}, "連絡する人"),
            ({}, {"cost": 400_500, "grant": 400_500}, "千円単位"),
            ({}, {"cost": 525_000, "grant": 525_000}, "算定額"),
            ({}, {"cost": 450_000, "grant": 0}, "「廃止」で申請"),
            ({}, {"cost": 450_000, "grant": 450_000}, "まだ変わっていません"),
        ],
    )
    def test_says_what_is_missing(
        self, change: Change, nanami: User, facts: dict[str, Any], project: dict[str, Any], word: str
    ):
        change.fill_in(by=nanami, **facts)
        if project:
            later.write_plan(change, nanami, project)
        if project.get("cost") == project.get("grant") == 450_000:
            BudgetLine.objects.filter(plan=change.plan, amount=0).delete()
        with pytest.raises(NotNow, match=word):
            change.submit(by=nanami, on=MONDAY)
        assert YearlyPlan.objects.get(version=2).status == "draft"

    def test_more_is_asked_for_only_within_the_appropriation(
        self, change: Change, granted: Grant, hall: Hall, nanami: User
    ):
        build.appropriate(granted.scheme, 460_000, hall.drafter)
        later.write_plan(change, nanami, {"cost": 461_000, "grant": 461_000})
        with pytest.raises(NotNow, match="市の予算の残りより多く"):
            change.submit(by=nanami, on=MONDAY)
        later.write_plan(change, nanami, {"cost": 460_000, "grant": 460_000})
        change.submit(by=nanami, on=MONDAY)
        assert change.amount_wanted == 460_000

    def test_the_plan_is_not_sent_by_itself(self, change: Change, nanami: User):
        plan = change.plan
        assert plan is not None
        with pytest.raises(NotNow, match="変更の申請といっしょに"):
            plan.submit(by=nanami, on=MONDAY)

    def test_never_goes_below_what_was_paid(self, granted: Grant, nanami: User, hall: Hall):
        build.paid(granted, nanami, hall)
        case = later.draft(granted, nanami, grant_share=449_000)
        with pytest.raises(NotNow, match="もう450,000円を受け取っています"):
            case.submit(by=nanami, on=MONDAY)

    @pytest.mark.parametrize("fixture", ["sent", "on_its_way", "approved"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, nanami: User):
        case = request.getfixturevalue(fixture)
        with pytest.raises(NotNow):
            case.submit(by=nanami, on=MONDAY)
        with pytest.raises(NotNow):
            case.fill_in(by=nanami, reason="べつの理由")


class TestCorrection:
    def test_gives_paper_and_plan_back_and_keeps_what_was_asked(self, sent: Change, hall: Hall, nanami: User):
        asks: Any = [
            {"field": place.code, "label": place.label, "comment": "直してください。"} for place in sent.places()
        ]
        sent.ask_correction([asks[0], asks[-1]], by=hall.drafter, due_on=MONDAY.replace(day=26))
        plan = sent.plan
        assert plan is not None
        assert (sent.status, plan.status) == ("returned", "draft")
        assert [Correction.objects.about(case).count() for case in (sent, plan)] == [1, 1]
        sent.fill_in(by=nanami, reason="もっとくわしい理由")
        sent.submit(by=nanami, on=MONDAY)
        assert not Correction.objects.open().exists()
        assert (sent.status, sent.receipt_number) == ("submitted", 2)


class TestWithdraw:
    def test_leaves_the_grant_as_it_was(self, sent: Change, granted: Grant, nanami: User):
        sent.withdraw(by=nanami, reason="取りやめ")
        granted.refresh_from_db()
        assert (sent.status, granted.status, granted.amount_current) == ("withdrawn", "granted", 450_000)
        assert sent.plan is not None
        assert sent.plan.status == "draft"

    @pytest.mark.parametrize("fixture", ["on_its_way", "approved"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, nanami: User):
        with pytest.raises(NotNow, match="市の担当に電話"):
            request.getfixturevalue(fixture).withdraw(by=nanami)


class TestPropose:
    def test_says_what_the_posts_agree_to(self, on_its_way: Change):
        proposal = Proposal.objects.about(on_its_way).get()
        assert proposal.subject.endswith("の変更について(変更を承認する、450,000円から400,000円)")
        facts = proposal.items.get().facts
        assert (facts["変更後の額"], facts["増減額"]) == ("金400,000円", "△50,000円")
        assert facts["年度計画"] == "第2版(変更の申請中)"

    @pytest.mark.parametrize("amount", [None, -1000, 401_000, 0])
    def test_refuses_an_amount_that_cannot_stand(self, sent: Change, hall: Hall, amount: int | None):
        with pytest.raises(ValidationError, match=r"申請額\(400,000円\)まで|1円以上"):
            later.propose(sent, hall, outcome="approve", amount=amount, grounds="一")
        assert not Proposal.objects.about(sent).exists()

    def test_a_refusal_wants_its_grounds(self, sent: Change, hall: Hall):
        with pytest.raises(ValidationError, match="承認しない理由"):
            later.propose(sent, hall, outcome="refuse", amount=None, grounds=" ")

    def test_comes_back_for_work(self, on_its_way: Change, hall: Hall):
        proposal = Proposal.objects.about(on_its_way).get()
        proposal.send_back(by=hall.chief, step=build.open_step(proposal).pk, comment="額を確かめてください。")
        on_its_way.refresh_from_db()
        assert on_its_way.status == "submitted"

    @pytest.mark.parametrize("fixture", ["change", "on_its_way", "approved"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        with pytest.raises(NotNow, match="今は起案できません"):
            later.propose(request.getfixturevalue(fixture), hall, outcome="approve", amount=400_000, grounds="一")


class TestApprove:
    def test_changes_what_stands_and_keeps_what_was_decided(self, approved: Change, granted: Grant, hall: Hall):
        granted.refresh_from_db()
        assert (granted.status, granted.amount_decided, granted.amount_current) == ("granted", 450_000, 400_000)
        assert (approved.amount_before, approved.amount_after, approved.decided_by) == (450_000, 400_000, hall.director)
        assert granted.scheme.budget().remaining == 4_600_000
        assert granted.yearly_plan == approved.plan
        versions = YearlyPlan.objects.order_by("version").values_list("status", flat=True)
        assert list(versions) == ["superseded", "accepted"]

    def test_the_letter_says_before_after_and_difference(self, approved: Change):
        first, letter = Letter.objects.order_by("pk")
        assert letter.subject == "令和7年度見本市小規模多機能自治一括交付金変更交付決定通知書"
        for said in (
            first.document_number,
            "金450,000円",
            "金400,000円",
            "△50,000円",
            "見守り:事業費",
            "当初の交付決定のとおり",
        ):
            assert said in letter.html, said
        assert (letter.changes, letter.amount, first.changed_by()) == (first, 400_000, letter)
        assert letter.meaning == "変更が認められました。これからの交付決定額は400,000円です。"

    @pytest.mark.parametrize(("kind", "status"), [("suspend", "suspended"), ("abolish", "abolished")])
    def test_the_grant_stands_still_or_ends(self, granted: Grant, hall: Hall, nanami: User, kind: str, status: str):
        case = later.amended(later.submitted(granted, nanami, kind, grant_share=200_000), hall)
        granted.refresh_from_db()
        assert (granted.status, granted.amount_current) == (status, 200_000)
        assert Letter.objects.about(case).get().kind == "grants.approved"

    def test_what_was_suspended_never_goes_on_by_a_notice(self, granted: Grant, hall: Hall, nanami: User):
        later.amended(later.submitted(granted, nanami, "suspend", grant_share=450_000), hall)
        case = later.draft(granted, nanami)
        later.write_plan(case, nanami, {"cost": 451_000, "grant": 450_000})
        assert case.differences().is_light(20)  # type: ignore[union-attr]
        assert not case.needs_only_notice()

    def test_what_was_suspended_goes_on_by_a_change(self, granted: Grant, hall: Hall, nanami: User):
        later.amended(later.submitted(granted, nanami, "suspend", grant_share=450_000), hall)
        later.amended(later.submitted(granted, nanami, grant_share=400_000), hall)
        granted.refresh_from_db()
        assert (granted.status, granted.amount_current) == ("granted", 400_000)

    def test_nothing_may_be_left_of_what_is_abolished(self, granted: Grant, hall: Hall, nanami: User):
        later.amended(later.submitted(granted, nanami, "abolish", grant_share=0), hall)
        granted.refresh_from_db()
        assert (granted.status, granted.amount_current) == ("abolished", 0)
        with pytest.raises(NotNow):
            Change.begin(granted, "change", by=nanami, on=MONDAY)

    def test_more_never_overdraws_the_budget(self, granted: Grant, hall: Hall, nanami: User):
        case = later.submitted(granted, nanami, grant_share=460_000)
        later.propose(case, hall, outcome="approve", amount=460_000, grounds="一")
        build.appropriate(granted.scheme, 459_000, hall.drafter)
        later.approve(case, hall.chief, hall.manager)
        with pytest.raises(NotNow, match="残りは9,000円"):
            later.approve(case, hall.director)
        granted.refresh_from_db()
        assert (granted.amount_current, Letter.objects.count()) == (450_000, 1)

    def test_leaves_nothing_behind_when_the_letter_fails(
        self, on_its_way: Change, granted: Grant, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        later.approve(on_its_way, hall.chief, hall.manager)
        monkeypatch.setattr("grants.amending.issue", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            later.approve(on_its_way, hall.director)
        granted.refresh_from_db()
        assert (granted.amount_current, granted.yearly_plan.version) == (450_000, 1)
        assert YearlyPlan.objects.get(version=2).status == "offered"

    def test_an_auditor_finds_everything_agreeing(self, approved: Change, granted: Grant, hall: Hall):
        Post.objects.filter(pk=hall.posts["chief"].pk).update(audits=True)
        granted.refresh_from_db()
        stations = way_of_the_money(granted)
        assert summary(stations)["failed"] == []
        assert "変更(中止・廃止)の申請" in [station.title for station in stations]
        (account,) = AuditList({}, hall.chief, on=MONDAY).accounts
        assert (account.agrees, account.told) == (True, 400_000)


class TestRefuse:
    def test_says_why_and_gives_the_version_back(self, sent: Change, granted: Grant, hall: Hall):
        later.amended(sent, hall, "refuse")
        granted.refresh_from_db()
        letter = Letter.objects.about(sent).get()
        assert (sent.status, granted.amount_current, letter.kind) == ("refused", 450_000, "grants.change_refused")
        assert "要綱の定めに合わないため。" in letter.html
        assert "審査請求" in letter.html
        assert Letter.objects.about(granted).get().changed_by() is None
        assert YearlyPlan.objects.get(version=2).status == "draft"


class TestNote:
    @pytest.fixture
    def terms(self) -> dict[str, Any]:
        """20 % more or less are light."""
        return {"light_percent": 20}

    @pytest.fixture
    def light(self, granted: Grant, nanami: User) -> Change:
        """見守り costs 20 % more; the grant pays as much as before."""
        change = later.draft(granted, nanami)
        later.write_plan(change, nanami, {"cost": 540_000, "grant": 450_000})
        return Change.objects.get(pk=change.pk)

    def test_a_notice_is_enough(self, light: Change, hall: Hall, nanami: User):
        assert light.needs_only_notice()
        light.submit(by=nanami, on=MONDAY)
        light.note(by=hall.drafter)
        grant = Grant.objects.get()
        assert (light.status, grant.status, grant.amount_current) == ("noted", "granted", 450_000)
        assert (grant.yearly_plan, grant.yearly_plan.status) == (light.plan, "accepted")
        assert Letter.objects.count() == 1
        assert Mail.objects.filter(subject__contains="変更の届出を、市が確かめました").exists()
        assert summary(way_of_the_money(grant))["failed"] == []

    @pytest.mark.parametrize(
        "project",
        [
            {"cost": 541_000, "grant": 450_000},
            {"cost": 450_000, "grant": 449_000},
            {"cost": 450_000, "grant": 450_000, "name": "見回り"},
        ],
    )
    def test_more_than_that_needs_a_decision(self, light: Change, nanami: User, hall: Hall, project: dict[str, Any]):
        later.write_plan(light, nanami, project)
        assert not light.needs_only_notice()
        light.submit(by=nanami, on=MONDAY)
        with pytest.raises(NotNow, match="届出だけでは足りません"):
            light.note(by=hall.drafter)

    def test_nobody_notes_what_they_sent(self, light: Change, nanami: User):
        light.submit(by=nanami, on=MONDAY)
        with pytest.raises(ValidationError, match="申請した人"):
            light.note(by=nanami)


class TestWhatIsNeverTrue:
    @pytest.mark.parametrize(
        ("values", "constraint"),
        [
            ({"amount_after": 400_001}, "a_change_gives_no_more_than_was_applied_for"),
            ({"amount_after": None}, "a_change_has_its_amounts_exactly"),
            ({"decided_by": None}, "a_change_is_decided_exactly"),
            ({"status": "submitted"}, "a_change_is_decided_exactly|a_change_has_its_amounts_exactly"),
            ({"status": "noted"}, "only_a_light_change_is_noted"),
            ({"status": "refused", "grounds": ""}, "a_refused_change_says_why|a_change_has_its_amounts"),
            ({"plan": None}, "a_changed_grant_keeps_a_new_plan"),
            ({"reason": ""}, "a_sent_change_says"),
            ({"amount_proposed": -1}, "amounts_of_a_change_are_not_negative"),
        ],
    )
    def test_of_a_change(self, approved: Change, values: dict[str, object], constraint: str):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Change.objects.filter(pk=approved.pk).update(**values)

    def test_a_change_takes_nothing_back_that_was_paid(self, approved: Change, nanami: User, hall: Hall):
        build.paid(approved.grant, nanami, hall)
        with pytest.raises(IntegrityError, match="もう交付した額より少なくは"), transaction.atomic():
            Change.objects.filter(pk=approved.pk).update(amount_after=399_000)

    def test_nobody_decides_their_own(self, approved: Change, nanami: User):
        with pytest.raises(IntegrityError, match="nobody_decides_their_own_change"), transaction.atomic():
            Change.objects.filter(pk=approved.pk).update(decided_by=nanami)

    def test_the_database_counts_an_increase_too(self, granted: Grant, hall: Hall):
        build.appropriate(granted.scheme, 450_000, hall.drafter)
        with pytest.raises(IntegrityError, match="予算を超える"), transaction.atomic():
            Grant.objects.filter(pk=granted.pk).update(amount_current=450_001)
