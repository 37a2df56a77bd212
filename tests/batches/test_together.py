"""まとめて承認: one press, each proposal approved by itself, checked when its turn comes."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from grants.models import Grant
from records.approvals import Proposal
from records.approvals.carrying import UNFORESEEN
from records.approvals.together import Together, approve_next
from records.cases import NotNow
from records.letters import Letter
from staff.routes import route_for
from tests.batches.build import grants
from tests.cast import MONDAY, Hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposals(hall: Hall, land) -> list[Proposal]:
    """Four proposals, each about one grant, before 部長 who decides."""
    rule, route = route_for("grants.grant", amount=100_000, on=MONDAY)
    made = []
    for n, case in enumerate(grants(hall, 4), start=1):
        proposal = Proposal.draft(
            [case], by=hall.drafter, subject=f"件{n}", reason="要綱による。", rule_name=rule.name, route=route
        )
        for user in (hall.chief, hall.manager):
            proposal.approve(by=user, step=open_step(proposal))
        made.append(proposal)
    return made


def open_step(proposal: Proposal) -> int:
    step = proposal.current()
    assert step is not None
    return step.pk


def seen(proposals: list[Proposal]) -> list[tuple[int, int]]:
    return [(proposal.pk, open_step(proposal)) for proposal in proposals]


def outcomes(made: Together) -> list[str]:
    return list(made.ticks.order_by("pk").values_list("outcome", flat=True))


class TestApprove:
    def test_decides_each_and_issues_its_letter(self, proposals, hall: Hall, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            made = Together.approve(seen(proposals), by=hall.director)
        assert outcomes(made) == ["done"] * 4
        assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
        assert {proposal.status for proposal in Proposal.objects.all()} == {"decided"}

    def test_queues_it_in_its_own_transaction(self, proposals, hall: Hall, settings):
        settings.JOBS_AT_ONCE = False
        made = Together.approve(seen(proposals), by=hall.director)
        job = ProcrastinateJob.objects.get(task_name="records.approve_next")
        assert (job.args, outcomes(made)) == ({"together": made.pk}, ["pending"] * 4)

    def test_tells_of_each_that_could_not_be_approved_and_why(self, proposals, hall: Hall):
        ticks = seen(proposals)
        proposals[1].approve(by=hall.director, step=ticks[1][1])  # somebody was quicker
        changed = proposals[2].case
        Grant.objects.filter(pk=changed.pk).update(amount_proposed=90_000)
        made = Together.approve(ticks, by=hall.director)
        approve_next(together=made.pk)
        assert outcomes(made) == ["done", "failed", "failed", "done"]
        why = list(made.ticks.filter(outcome="failed").order_by("pk").values_list("failure", flat=True))
        assert "先に" in why[0]
        assert "承認する内容が変わっていたので" in why[1]

    def test_done_twice_it_is_done_once(self, proposals, hall: Hall):
        made = Together.approve(seen(proposals), by=hall.director)
        approve_next(together=made.pk)
        approve_next(together=made.pk)
        assert outcomes(made) == ["done"] * 4
        assert Letter.objects.count() == 4

    def test_a_fault_of_ours_stops_no_other(self, proposals, hall: Hall, monkeypatch):
        second = proposals[1].case
        carry = Grant.carry_out

        def burn(grant: Grant, *args, **kwargs) -> None:
            carry(grant, *args, **kwargs)
            if grant.pk == second.pk:
                raise KeyError("a letter that cannot be drawn")

        monkeypatch.setattr(Grant, "carry_out", burn)
        made = Together.approve(seen(proposals), by=hall.director)
        approve_next(together=made.pk)
        assert outcomes(made) == ["done", "failed", "done", "done"]
        assert made.ticks.get(outcome="failed").failure == UNFORESEEN

    def test_of_nothing_is_refused(self, proposals, hall: Hall):
        for ticks in ([], [(proposals[0].pk, open_step(proposals[1]))]):
            with pytest.raises(NotNow, match="1つ以上印を"):
                Together.approve(ticks, by=hall.director)

    def test_is_no_way_round_the_rule(self, proposals, hall: Hall):
        made = Together.approve(seen(proposals), by=hall.manager)
        approve_next(together=made.pk)
        assert outcomes(made) == ["failed"] * 4
        assert not Letter.objects.exists()


class TestPage:
    def test_is_for_who_pressed(self, proposals, hall: Hall, kuko: User, as_user):
        made = Together.approve(seen(proposals), by=hall.director)
        url = reverse("batches:together", args=[made.pk])
        shown = {person.name: as_user(person).get(url).status_code for person in (hall.director, hall.chief, kuko)}
        assert shown == {"決裁 四郎": 200, "回議 二郎": 403, "南野 九子": 403}
        assert "1件ずつ順番に行っています" in as_user(hall.director).get(url).text

    def test_tells_what_became_of_each(self, proposals, hall: Hall, as_user):
        ticks = seen(proposals)
        proposals[1].approve(by=hall.director, step=ticks[1][1])
        made = Together.approve(ticks, by=hall.director)
        approve_next(together=made.pk)
        shown = as_user(hall.director).get(made.get_absolute_url()).text
        for text in ("4件のうち", "1件、できませんでした", "件2", "ほかの3件は、承認しました。"):
            assert text in shown
