"""What can be done to a proposal on its way, by whom, and what is never possible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization, Recognition
from records.approvals import Kind, Part, Proposal, Step
from records.approvals.writing import state_of
from records.cases import NotNow
from records.events import Event, record
from records.stands import stand
from staff.models import DecisionRule, Duty, Post, RuleStop
from staff.offices import Standing
from tests.cast import LONG_AGO, MONDAY, Hall, person
from tests.organizations import build
from tests.records.ways import again, approve, put_forward, step_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(hall: Hall, north: Organization, nanami: User) -> Recognition:
    return build.submitted(north, nanami)


@pytest.fixture
def proposal(case: Recognition, hall: Hall) -> Proposal:
    """係長 → 課長・税務課員 → 部長 → 市長(供覧)."""
    return put_forward(case, hall)


@pytest.fixture(autouse=True)
def the_trail_gives_the_state(request: pytest.FixtureRequest):
    """After every test of this file: each proposal's steps are what its acts, replayed, make of its route."""
    yield
    for made in Proposal.objects.all():
        state = state_of(made)
        assert [step.turn() for step in made.steps.order_by("number")] == list(state.turns)
        assert (made.status, made.acts.count()) == (state.status, made.acts.latest("number").number)
        assert [bool(opinion.answer) for opinion in made.opinions.all()] == [each.answered for each in state.questions]


def open_posts(proposal: Proposal) -> list[str]:
    return [step.post.name for step in Step.objects.open().filter(proposal=proposal).order_by("number")]


class TestConsult:
    def test_several_posts_have_it_at_once(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief")
        assert open_posts(proposal) == ["総合政策課長", "税務課員"]

    @pytest.mark.parametrize("order", [("manager", "clerk"), ("clerk", "manager")])
    def test_goes_on_when_all_have_agreed_in_any_order(self, proposal: Proposal, hall: Hall, order: tuple[str, str]):
        approve(proposal, hall, "chief", order[0])
        assert len(open_posts(proposal)) == 1
        approve(proposal, hall, order[1])
        assert open_posts(proposal) == ["総務部長"]

    def test_is_in_each_post_s_inbox_until_it_has_acted(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief", "clerk")
        inbox = [proposal in Proposal.objects.held_by(again(user), on=MONDAY) for user in (hall.manager, hall.liaison)]
        assert inbox == [True, False]


class TestCondition:
    def test_is_read_by_everybody_after(self, proposal: Proposal, hall: Hall, case: Recognition):
        proposal.approve_on_condition(
            by=hall.chief, step=step_of(proposal, hall, "chief"), condition="図を差し替える。"
        )
        seen = stand(case, user=hall.drafter, on=MONDAY)
        assert seen
        assert [step.comment for step in seen.conditions] == ["図を差し替える。"]
        assert open_posts(proposal) == ["総合政策課長", "税務課員"]

    def test_wants_the_condition(self, proposal: Proposal, hall: Hall):
        with pytest.raises(NotNow, match="条件を書いて"):
            proposal.approve_on_condition(by=hall.chief, step=step_of(proposal, hall, "chief"), condition=" ")

    def test_is_not_for_whoever_decides(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief", "manager", "clerk")
        with pytest.raises(NotNow, match="どちらか"):
            proposal.approve_on_condition(by=hall.director, step=step_of(proposal, hall, "director"), condition="条件")


class TestObject:
    @pytest.fixture
    def contested(self, proposal: Proposal, hall: Hall) -> Proposal:
        approve(proposal, hall, "chief", "manager")
        proposal.object_to(by=hall.liaison, step=step_of(proposal, hall, "clerk"), comment="区域が重なります。")
        return proposal

    def test_does_not_stop_the_way(self, contested: Proposal):
        assert open_posts(contested) == ["総務部長"]

    def test_must_be_answered_by_whoever_decides(self, contested: Proposal, hall: Hall):
        with pytest.raises(NotNow, match="異議への答え"):
            approve(contested, hall, "director")
        assert approve(contested, hall, "director", comment="図で確かめた。").kind == Kind.DECIDE

    def test_wants_its_reason(self, proposal: Proposal, hall: Hall):
        with pytest.raises(NotNow, match="異議の内容"):
            proposal.object_to(by=hall.chief, step=step_of(proposal, hall, "chief"), comment="")


class TestSendBack:
    def test_to_an_earlier_post_voids_from_there_on(self, proposal: Proposal, hall: Hall, case: Recognition):
        approve(proposal, hall, "chief", "manager", "clerk")
        step = step_of(proposal, hall, "director")
        proposal.send_back(by=hall.director, step=step, to=2, comment="図がない。")
        assert open_posts(proposal) == ["総合政策課長", "税務課員"]
        seen = stand(case, user=hall.manager, on=MONDAY)
        assert seen
        assert [(each.post.name, str(each.voided_by), each.voided_why) for each in seen.earlier if each.voided_at] == [
            ("総合政策課長", "決裁 四郎", "図がない。"),
            ("税務課員", "決裁 四郎", "図がない。"),
        ]
        assert (proposal.status, seen.may_act) == ("running", True)
        assert approve(proposal, hall, "manager", "clerk", "director").kind == Kind.DECIDE

    def test_leaves_what_was_agreed_before(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief", "manager")
        proposal.send_back(by=hall.liaison, step=step_of(proposal, hall, "clerk"), to=1, comment="もう一度。")
        assert open_posts(proposal) == ["協働推進係長"]
        approve(proposal, hall, "chief")
        assert open_posts(proposal) == ["総合政策課長", "税務課員"]

    @pytest.mark.parametrize("to", [0, 2, 3, 99])
    def test_goes_only_to_an_earlier_post(self, proposal: Proposal, hall: Hall, to: int):
        approve(proposal, hall, "chief")
        with pytest.raises(NotNow, match="今より前の段階"):
            proposal.send_back(by=hall.manager, step=step_of(proposal, hall, "manager"), to=to, comment="直して。")

    def test_a_page_from_before_acts_on_nothing(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief")
        seen = step_of(proposal, hall, "manager")
        proposal.send_back(by=hall.liaison, step=step_of(proposal, hall, "clerk"), to=1, comment="もう一度。")
        approve(proposal, hall, "chief")
        with pytest.raises(NotNow, match="ほかの人が先に"):
            proposal.approve(by=hall.manager, step=seen)


class TestPullBack:
    def test_opens_the_case_again(self, proposal: Proposal, hall: Hall, case: Recognition):
        proposal.pull_back(by=hall.drafter)
        case.refresh_from_db()
        assert (proposal.status, case.status) == ("pulled_back", "submitted")
        assert put_forward(case, hall).is_running

    def test_is_too_late_once_somebody_agreed(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief")
        with pytest.raises(NotNow, match="もう承認した人がいる"):
            proposal.pull_back(by=hall.drafter)

    def test_is_the_drafter_s(self, proposal: Proposal, hall: Hall):
        with pytest.raises(NotNow, match="起案した人だけ"):
            proposal.pull_back(by=hall.chief)


class TestWithdraw:
    def test_is_possible_whoever_has_agreed(self, proposal: Proposal, hall: Hall, case: Recognition):
        approve(proposal, hall, "chief", "manager")
        proposal.withdraw(by=hall.drafter, reason="申請者から申出があったため。")
        case.refresh_from_db()
        assert (proposal.status, case.status) == ("withdrawn", "submitted")

    def test_wants_a_reason(self, proposal: Proposal, hall: Hall):
        with pytest.raises(NotNow, match="取り下げる理由"):
            proposal.withdraw(by=hall.drafter, reason="")

    def test_is_refused_after_the_decision(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief", "manager", "clerk", "director")
        with pytest.raises(NotNow, match="もう「決裁済み」"):
            proposal.withdraw(by=hall.drafter, reason="やめる。")


class TestOpinion:
    @pytest.fixture
    def asked(self, proposal: Proposal, hall: Hall) -> Proposal:
        due = timezone.localdate() + timedelta(days=3)
        step = step_of(proposal, hall, "chief")
        proposal.ask_opinion(by=hall.chief, step=step, of=hall.stranger, question="税の扱いは。", due_on=due)
        return proposal

    def test_is_written_once_by_whoever_was_asked(self, asked: Proposal, hall: Hall):
        opinion = asked.opinions.get()
        asked.answer(by=hall.stranger, opinion=opinion.pk, text="問題ありません。")
        opinion.refresh_from_db()
        assert opinion.answer == "問題ありません。"
        with pytest.raises(NotNow, match="もう書いて"):
            asked.answer(by=hall.stranger, opinion=opinion.pk, text="やはり。")

    def test_is_nobody_else_s(self, asked: Proposal, hall: Hall):
        with pytest.raises(NotNow, match="たずねられた人"):
            asked.answer(by=hall.manager, opinion=asked.opinions.get().pk, text="私の意見。")

    def test_does_not_hold_the_way_up(self, asked: Proposal, hall: Hall):
        assert approve(asked, hall, "chief").kind == Kind.APPROVE

    def test_is_asked_of_the_city_in_time(self, proposal: Proposal, hall: Hall, kuko: User):
        step, today = step_of(proposal, hall, "chief"), timezone.localdate()
        with pytest.raises(NotNow, match="市の職員だけ"):
            proposal.ask_opinion(by=hall.chief, step=step, of=kuko, question="?", due_on=today)
        with pytest.raises(NotNow, match="期限"):
            proposal.ask_opinion(
                by=hall.chief, step=step, of=hall.stranger, question="?", due_on=today - timedelta(days=1)
            )


class TestDeputy:
    @pytest.fixture
    def stood_in(self, proposal: Proposal, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Proposal:
        """課長 is away; 財政 六助 has acted in the place of the post."""
        approve(proposal, hall, "chief", "clerk")
        with monkeypatch.context() as away:
            in_place = Standing(hall.posts["clerk"], hall.posts["manager"])
            away.setattr(Post, "standing", lambda *_, **__: in_place)
            proposal.approve(by=hall.stranger, step=step_of(proposal, hall, "manager"))
        return proposal

    def test_acts_in_the_post_s_place_and_is_named_so(self, stood_in: Proposal, hall: Hall):
        step = Step.objects.get(pk=step_of(stood_in, hall, "manager"))
        assert (step.acted_by, step.deputy, step.acted_as) == (
            hall.stranger,
            hall.posts["clerk"],
            "税務課員(総合政策課長の代決)",
        )
        assert step.owes_acknowledgement

    def test_is_acknowledged_by_the_holder_even_after_the_decision(self, stood_in: Proposal, hall: Hall):
        approve(stood_in, hall, "director")
        step = step_of(stood_in, hall, "manager")
        stood_in.acknowledge(by=hall.manager, step=step)
        assert not Step.objects.get(pk=step).owes_acknowledgement
        with pytest.raises(NotNow, match="もう確かめて"):
            stood_in.acknowledge(by=hall.manager, step=step)

    def test_is_not_acknowledged_by_others(self, stood_in: Proposal, hall: Hall):
        with pytest.raises(NotNow, match="総合政策課長"):
            stood_in.acknowledge(by=hall.director, step=step_of(stood_in, hall, "manager"))

    def test_a_holder_s_own_act_needs_no_acknowledgement(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief")
        with pytest.raises(NotNow, match="代決がありません"):
            proposal.acknowledge(by=hall.chief, step=step_of(proposal, hall, "chief"))


class TestRead:
    def test_comes_after_the_decision_and_holds_nothing_up(self, proposal: Proposal, hall: Hall):
        step = step_of(proposal, hall, "mayor")
        with pytest.raises(NotNow, match="ほかの人が先に"):
            proposal.read(by=hall.mayor, step=step)
        approve(proposal, hall, "chief", "manager", "clerk", "director")
        assert (proposal.status, open_posts(proposal)) == ("decided", ["見本市長"])
        assert proposal.read(by=hall.mayor, step=step).kind == Kind.READ


class TestReassign:
    def test_hands_on_what_nobody_can_do(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief", "clerk")
        hall.manager.duties.all().delete()
        step = step_of(proposal, hall, "manager")
        spare = Post.objects.create(department=hall.section, name="政策監", title="監", rank=15)
        Duty.objects.create(user=person("政策 七", "spare"), post=spare, starts_on=LONG_AGO)
        proposal.reassign(by=hall.drafter, step=step, post=spare, reason="課長が欠けたため。")
        assert open_posts(proposal) == ["政策監"]
        assert proposal.steps.get(post=hall.posts["chief"]).act_taken == Kind.APPROVE

    def test_is_no_way_around_a_post_that_can_act(self, proposal: Proposal, hall: Hall):
        step = step_of(proposal, hall, "director")
        with pytest.raises(NotNow, match="今処理できる人がいます"):
            proposal.reassign(by=hall.drafter, step=step, post=hall.posts["drafter"], reason="急ぐため。")

    def test_never_gives_a_decision_to_a_lower_post(self, proposal: Proposal, hall: Hall):
        hall.director.duties.all().delete()
        step = step_of(proposal, hall, "director")
        with pytest.raises(NotNow, match="下の職に移せません"):
            proposal.reassign(by=hall.drafter, step=step, post=hall.posts["drafter"], reason="部長が欠けたため。")


class TestOnePersonTwoPosts:
    def test_fills_only_one_of_two_steps(self, proposal: Proposal, hall: Hall):
        Duty.objects.create(user=hall.chief, post=hall.posts["manager"], starts_on=LONG_AGO)
        approve(proposal, hall, "chief")
        with pytest.raises(NotNow, match="2つの段階"):
            proposal.approve(by=again(hall.chief), step=step_of(proposal, hall, "manager"))
        assert proposal not in Proposal.objects.held_by(again(hall.chief), on=MONDAY)

    def test_the_database_knows_it_too(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief")
        step = Step.objects.filter(pk=step_of(proposal, hall, "manager"))
        with pytest.raises(IntegrityError, match="nobody_fills_two_steps"), transaction.atomic():
            step.update(act_taken="approve", acted_by=hall.chief, acted_at=timezone.now())

    def test_a_step_that_was_done_is_never_rewritten(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief")
        done = Step.objects.filter(pk=step_of(proposal, hall, "chief"))
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            done.update(comment="別の意見")


class TestVoid:
    @pytest.fixture
    def changed(self, proposal: Proposal, case: Recognition, hall: Hall) -> Proposal:
        """係長 has approved; then somebody changes the application."""
        approve(proposal, hall, "chief")
        Recognition.objects.filter(pk=case.pk).update(households=999)
        record(case, "recognition.submit", by=hall.stranger)
        return proposal

    def test_an_act_on_something_else_than_was_approved_approves_nothing(self, changed: Proposal, hall: Hall):
        act = approve(changed, hall, "manager")
        assert (act.kind, open_posts(changed)) == (Kind.VOID, ["協働推進係長"])

    def test_shows_who_changed_what(self, changed: Proposal, hall: Hall, case: Recognition):
        act = approve(changed, hall, "manager")
        voided = Step.objects.get(proposal=changed, act_taken="approve")
        assert act.facts["changes"] == [{"label": "構成する世帯の数", "before": "561世帯", "after": "999世帯"}]
        assert (voided.voided_by, "財政 六助" in voided.voided_why) == (hall.stranger, True)
        told = Event.objects.about(case).get(verb="proposal.void")
        assert told.facts["changes"] == act.facts["changes"]

    def test_the_way_goes_on_with_what_it_says_now(self, changed: Proposal, hall: Hall):
        approve(changed, hall, "manager")
        assert approve(changed, hall, "chief", "manager", "clerk", "director").kind == Kind.DECIDE

    def test_the_drafter_s_own_mending_voids_too(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief")
        proposal.amend(by=hall.drafter, subject=proposal.subject, reason="基準の第3条による。")
        assert (open_posts(proposal), proposal.reason) == (["協働推進係長"], "基準の第3条による。")
        with pytest.raises(NotNow, match="変わったところがありません"):
            proposal.amend(by=hall.drafter, subject=proposal.subject, reason=proposal.reason)
        with pytest.raises(NotNow, match="起案した人だけ"):
            proposal.amend(by=hall.chief, subject="件", reason="")


class TestTie:
    def test_keeps_somebody_from_every_act(self, proposal: Proposal, hall: Hall, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(Recognition, "tied", lambda _, user, *, on: user == hall.chief, raising=False)
        with pytest.raises(NotNow, match="除斥"):
            approve(proposal, hall, "chief")
        assert proposal.able(Step.objects.get(pk=step_of(proposal, hall, "chief")), on=MONDAY) == []


class TestRoute:
    @pytest.mark.parametrize(
        ("stops", "sentence"),
        [
            ([(1, "chief", Part.CIRCULATE)], "1つに決まっていません"),
            ([(1, "chief", Part.DECIDE), (2, "manager", Part.DECIDE)], "1つに決まっていません"),
            ([(1, "chief", Part.DECIDE), (1, "manager", Part.CONSULT)], "同じ順番に、ほかの職"),
            ([(1, "director", Part.DECIDE), (2, "manager", Part.CONSULT)], "供覧だけ"),
            ([(1, "chief", Part.CIRCULATE), (1, "manager", Part.CIRCULATE), (2, "director", Part.DECIDE)], "合議だけ"),
            ([(1, "chief", Part.CIRCULATE), (2, "chief", Part.DECIDE)], "同じ職が2回"),
        ],
    )
    def test_that_could_not_end_in_one_decision_is_refused(
        self, case: Recognition, hall: Hall, stops: list[tuple[int, str, Part]], sentence: str
    ):
        with pytest.raises(NotNow, match=sentence):
            put_forward(case, hall, stops)
        case.refresh_from_db()
        assert case.status == "submitted"

    def test_is_kept_whatever_the_rule_says_later(self, case: Recognition, hall: Hall):
        """The rule is changed while the proposal is under way."""
        proposal = build.proposed(case, hall)
        RuleStop.objects.filter(rule__case_kind="organizations.recognition").delete()
        DecisionRule.objects.update(name="新しい専決")
        for user in (hall.chief, hall.manager, hall.director):
            step = proposal.current()
            assert step
            proposal.approve(by=user, step=step.pk)
        assert (proposal.status, proposal.rule_name, len(proposal.rule["stops"])) == ("decided", "部長専決", 3)

    def test_in_which_a_post_is_vacant_says_so_and_stands_still(self, proposal: Proposal, hall: Hall):
        hall.chief.duties.all().delete()
        assert "いま就いている人がいません" in hall.posts["chief"].obstacle(on=MONDAY)
        with pytest.raises(NotNow, match="協働推進係長の番"):
            proposal.approve(by=hall.manager, step=step_of(proposal, hall, "chief"))


class TestHandover:
    def test_on_1_april_keeps_the_old_holder_s_acts(self, proposal: Proposal, hall: Hall, case: Recognition):
        """係長 approved in March; from 1 April 課長 is somebody else, and the way goes on with the successor."""
        approve(proposal, hall, "chief")
        yesterday = timezone.localdate() - timedelta(days=1)
        for user, post in ((hall.chief, "chief"), (hall.manager, "manager")):
            user.duties.update(ends_on=yesterday)
            successor = person(f"後任 {post}", f"new-{post}")
            Duty.objects.create(user=successor, post=hall.posts[post], starts_on=yesterday + timedelta(days=1))
        step = step_of(proposal, hall, "manager")
        with pytest.raises(NotNow, match="総合政策課長の番"):
            proposal.approve(by=again(hall.manager), step=step)
        proposal.approve(by=User.objects.get(email="new-manager@example.jp"), step=step)
        first = proposal.steps.get(post=hall.posts["chief"])
        assert (first.acted_by, first.acted_as, first.is_live) == (hall.chief, "協働推進係長", True)


class TestClock:
    def test_that_jumps_back_changes_no_order(self, proposal: Proposal, hall: Hall):
        approve(proposal, hall, "chief")
        with time_machine.travel(timezone.now() - timedelta(days=2)):
            approve(proposal, hall, "manager", "clerk")
        acts = list(proposal.acts.all())
        assert [act.kind for act in acts] == ["draft", "approve", "approve", "approve"]
        assert acts[2].at < acts[1].at
        assert acts[2].recorded_at >= acts[1].recorded_at
        assert open_posts(proposal) == ["総務部長"]


def test_the_trail_of_acts_cannot_be_changed(proposal: Proposal):
    with pytest.raises(TypeError, match="append-only"):
        proposal.acts.all().update(comment="別")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        proposal.acts.get().delete()


def test_visible_to_those_on_its_way(proposal: Proposal, hall: Hall, kuko: User):
    seen = {
        user.name: proposal in Proposal.objects.visible_to(again(user), on=date(2025, 5, 12))
        for user in (hall.drafter, hall.liaison, kuko)
    }
    assert seen == {"起案 花子": True, "税務 五月": True, "南野 九子": False}
