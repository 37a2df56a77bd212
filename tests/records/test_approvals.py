"""決裁: a proposal goes from post to post; the last one decides, once."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from organizations.models import Organization, Recognition
from records.approvals import Proposal, Step
from records.cases import NotNow
from records.events import Event
from records.stands import stand
from staff.routes import route_for
from tests.cast import MONDAY, Hall
from tests.organizations import build
from tests.organizations.build import approve_all
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def recognition(hall: Hall, north: Organization, nanami: User) -> Recognition:
    """北の会 has applied to be recognised."""
    return build.submitted(north, nanami)


@pytest.fixture
def proposal(hall: Hall, recognition: Recognition) -> Proposal:
    return build.proposed(recognition, hall)


class TestDraft:
    def test_opens_one_step_per_post_of_the_route(self, proposal: Proposal, hall: Hall) -> None:
        assert [(step.position, step.post.name) for step in proposal.steps_in_order()] == [
            (1, "協働推進係長"),
            (2, "総合政策課長"),
            (3, "総務部長"),
        ]

    def test_wants_a_post_that_decides(self, recognition: Recognition, hall: Hall) -> None:
        with pytest.raises(NotNow, match="決裁する職"):
            Proposal.draft([recognition], by=hall.drafter, subject="件", reason="", rule_name="", route=[])

    def test_is_refused_while_another_runs(self, proposal: Proposal, recognition: Recognition, hall: Hall) -> None:
        rule, stops = route_for("organizations.recognition", amount=None, on=MONDAY)
        with pytest.raises(ValidationError, match="すでに決裁の途中"):
            Proposal.draft([recognition], by=hall.drafter, subject="二重", reason="", rule_name=rule.name, route=stops)


class TestApprove:
    def test_hands_the_case_to_the_next_post(self, proposal: Proposal, hall: Hall) -> None:
        approve_all(proposal, hall.chief)
        open_step = proposal.current()
        assert open_step is not None
        assert open_step.post.name == "総合政策課長"

    def test_the_last_post_decides(self, proposal: Proposal, recognition: Recognition, hall: Hall) -> None:
        approve_all(proposal, hall.chief, hall.manager, hall.director)
        recognition.refresh_from_db()
        assert (proposal.status, recognition.status, recognition.decided_by) == ("decided", "recognised", hall.director)
        verbs = list(Event.objects.about(recognition).values_list("verb", flat=True))
        assert verbs.count("proposal.decide") == 1

    def test_is_refused_to_a_post_whose_turn_it_is_not(self, proposal: Proposal, hall: Hall) -> None:
        step = proposal.current()
        assert step is not None
        with pytest.raises(NotNow, match="協働推進係長の番"):
            proposal.approve(by=hall.director, step=step.pk)
        assert proposal.steps.filter(acted_at=None).count() == 3

    def test_is_refused_to_the_drafter(self, proposal: Proposal, hall: Hall) -> None:
        hall.drafter.duties.update(post=hall.posts["chief"])
        step = proposal.current()
        assert step is not None
        with pytest.raises(NotNow, match="自分の起案"):
            proposal.approve(by=User.objects.get(pk=hall.drafter.pk), step=step.pk)

    def test_of_a_stale_page_approves_nothing(self, proposal: Proposal, hall: Hall) -> None:
        first = proposal.current()
        assert first is not None
        proposal.approve(by=hall.chief, step=first.pk)
        with pytest.raises(NotNow, match="ほかの人が先に"):
            proposal.approve(by=hall.manager, step=first.pk)

    def test_leaves_nothing_behind_when_the_decision_fails(
        self, proposal: Proposal, recognition: Recognition, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        approve_all(proposal, hall.chief, hall.manager)
        before = Event.objects.count()

        def burn(*args: object, **kwargs: object) -> None:
            raise RuntimeError("the letter cannot be made")

        monkeypatch.setattr(Recognition, "carry_out", burn)
        step = proposal.current()
        assert step is not None
        with pytest.raises(RuntimeError), transaction.atomic():
            proposal.approve(by=hall.director, step=step.pk)
        recognition.refresh_from_db()
        assert (recognition.status, proposal.steps.filter(acted_at=None).count()) == ("proposed", 1)
        assert Event.objects.count() == before


class TestSendBack:
    def test_opens_the_case_again_with_the_reason(
        self, proposal: Proposal, recognition: Recognition, hall: Hall
    ) -> None:
        step = proposal.current()
        assert step is not None
        proposal.send_back(by=hall.chief, step=step.pk, comment="区域の図がありません。")
        recognition.refresh_from_db()
        assert (proposal.status, recognition.status) == ("returned", "submitted")
        assert Step.objects.get(pk=step.pk).comment == "区域の図がありません。"

    def test_wants_a_reason(self, proposal: Proposal, hall: Hall) -> None:
        step = proposal.current()
        assert step is not None
        with pytest.raises(NotNow, match="理由"):
            proposal.send_back(by=hall.chief, step=step.pk, comment="  ")


class TestStand:
    def test_shows_who_has_it_and_who_is_next(self, proposal: Proposal, recognition: Recognition, hall: Hall) -> None:
        seen = stand(recognition, user=hall.chief, on=MONDAY)
        assert seen is not None
        assert seen.open_step is not None
        assert (seen.open_step.post.name, str(seen.next_post), seen.may_act) == ("協働推進係長", "総合政策課長", True)
        assert [names for _, names in seen.stops] == [["回議 二郎"], ["合議 三子"], ["決裁 四郎"]]

    def test_lets_nobody_else_act(self, proposal: Proposal, recognition: Recognition, hall: Hall) -> None:
        others = [stand(recognition, user=user, on=MONDAY) for user in (hall.drafter, hall.manager, hall.mayor)]
        assert [seen and seen.may_act for seen in others] == [False, False, False]

    def test_tells_who_sent_it_back_until_there_is_a_newer_proposal(
        self, proposal: Proposal, recognition: Recognition, hall: Hall
    ) -> None:
        step = proposal.current()
        assert step
        proposal.send_back(by=hall.chief, step=step.pk, comment="日付が違います。")
        seen = stand(recognition, user=hall.drafter, on=MONDAY)
        assert seen
        assert seen.sent_back == step
        recognition.refresh_from_db()
        build.proposed(recognition, hall)
        newer = stand(recognition, user=hall.drafter, on=MONDAY)
        assert newer
        assert newer.sent_back is None


class TestHeldBy:
    def test_is_the_inbox_of_the_open_post_only(self, proposal: Proposal, hall: Hall) -> None:
        inbox = {user.name: list(Proposal.objects.held_by(user, on=MONDAY)) for user in (hall.chief, hall.manager)}
        assert inbox == {"回議 二郎": [proposal], "合議 三子": []}


class TestPages:
    def test_approving_is_a_post_by_the_holder(
        self, proposal: Proposal, recognition: Recognition, hall: Hall, as_user: AsUser
    ) -> None:
        step = proposal.current()
        assert step is not None
        as_user(hall.chief).post(reverse("records:approve", args=[proposal.pk]), {"step": step.pk, "comment": ""})
        assert proposal.steps.filter(acted_at=None).count() == 2

    def test_a_neighbour_does_not_find_the_proposal(self, proposal: Proposal, kuko: User, as_user: AsUser) -> None:
        answer = as_user(kuko).post(reverse("records:approve", args=[proposal.pk]), {"step": "1"})
        assert answer.status_code == 404

    def test_sending_back_without_a_reason_keeps_the_page(
        self, proposal: Proposal, hall: Hall, as_user: AsUser
    ) -> None:
        step = proposal.current()
        assert step is not None
        answer = as_user(hall.chief).post(
            reverse("records:send_back", args=[proposal.pk]), {"step": step.pk, "comment": ""}
        )
        assert "差し戻す理由を書いてください" in answer.text


def test_a_step_cannot_be_done_by_nobody(proposal: Proposal) -> None:
    with pytest.raises(IntegrityError, match="a_step_is_done_exactly_when_somebody_did_it"):
        Step.objects.filter(proposal=proposal).update(act_taken="approve")
