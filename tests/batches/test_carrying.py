"""What was decided for many cases takes effect one by one; one that cannot does not stop the others."""

import pytest
from django.db import OperationalError
from procrastinate.contrib.django.models import ProcrastinateJob

from grants.models import Grant
from records.approvals import Item, Proposal
from records.approvals.carrying import UNFORESEEN, carry_out, try_again
from records.cases import NotNow
from records.events import Event
from records.letters import Letter
from tests.batches.build import decided, spend_the_budget
from tests.cast import Hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(hall: Hall, land) -> Proposal:
    """Five grants, decided, none of them carried out."""
    return decided(hall, 5)


def outcomes(proposal: Proposal) -> list[str]:
    return list(proposal.items.order_by("pk").values_list("outcome", flat=True))


class TestDecide:
    def test_leaves_many_cases_to_the_worker(self, proposal: Proposal, settings):
        assert (proposal.status, outcomes(proposal)) == ("decided", ["pending"] * 5)
        assert not Letter.objects.exists()

    def test_queues_them_in_its_own_transaction(self, hall: Hall, land, settings):
        settings.JOBS_AT_ONCE = False
        proposal = decided(hall, 2)
        job = ProcrastinateJob.objects.get(task_name="records.carry_out")
        assert (job.args, job.lock) == ({"proposal": proposal.pk}, f"proposal {proposal.pk}")

    def test_does_them_right_after_the_commit_where_there_is_no_worker(
        self, hall: Hall, land, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            proposal = decided(hall, 3)
        assert outcomes(proposal) == ["done"] * 3


class TestCarryOut:
    def test_numbers_the_letters_in_the_order_of_the_cases(self, proposal: Proposal, hall: Hall):
        carry_out(proposal=proposal.pk)
        assert outcomes(proposal) == ["done"] * 5
        letters = [Letter.objects.about(case).get() for case in proposal.cases()]
        assert [letter.number for letter in letters] == [1, 2, 3, 4, 5]
        assert {letter.issued_by for letter in letters} == {hall.director}
        assert set(Grant.objects.values_list("status", flat=True)) == {"granted"}

    def test_done_twice_it_is_done_once(self, proposal: Proposal):
        carry_out(proposal=proposal.pk)
        carry_out(proposal=proposal.pk)
        assert Letter.objects.count() == 5

    def test_what_cannot_be_done_stays_as_a_sentence_and_stops_no_other(self, proposal: Proposal):
        third = proposal.cases()[2]
        Grant.objects.filter(pk=third.pk).update(amount_proposed=90_000)
        carry_out(proposal=proposal.pk)
        assert outcomes(proposal) == ["done", "done", "failed", "done", "done"]
        failed = proposal.items.get(outcome=Item.Outcome.FAILED)
        assert "決裁のあとで内容が変わりました" in failed.failure
        assert [letter.number for letter in Letter.objects.order_by("number")] == [1, 2, 3, 4], "no gap in the register"

    def test_a_fault_of_ours_is_told_in_a_sentence_too(self, proposal: Proposal, monkeypatch):
        second, carry = proposal.cases()[1], Grant.carry_out

        def burn(grant: Grant, *args, **kwargs) -> None:
            carry(grant, *args, **kwargs)
            if grant.pk == second.pk:
                raise KeyError("a letter that cannot be drawn")

        monkeypatch.setattr(Grant, "carry_out", burn)
        carry_out(proposal=proposal.pk)
        assert outcomes(proposal) == ["done", "failed", "done", "done", "done"]
        assert proposal.items.get(outcome="failed").failure == UNFORESEEN
        assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3, 4]

    def test_a_database_that_is_away_is_nobody_s_failure(self, proposal: Proposal, monkeypatch):
        def away(*args, **kwargs) -> None:
            raise OperationalError("the server closed the connection")

        monkeypatch.setattr(Grant, "carry_out", away)
        with pytest.raises(OperationalError):
            carry_out(proposal=proposal.pk)
        assert outcomes(proposal) == ["pending"] * 5

    def test_makes_room_for_others_and_queues_the_rest(self, proposal: Proposal, monkeypatch, settings):
        settings.JOBS_AT_ONCE = False
        monkeypatch.setattr("records.approvals.carrying.SLICE", -1)
        carry_out(proposal=proposal.pk)
        assert ProcrastinateJob.objects.filter(task_name="records.carry_out").count() == 1


class TestTryAgain:
    def test_does_what_could_not_be_done(self, proposal: Proposal, hall: Hall, django_capture_on_commit_callbacks):
        spend_the_budget(proposal, left=3)
        carry_out(proposal=proposal.pk)
        assert outcomes(proposal) == ["done", "done", "done", "failed", "failed"]
        spend_the_budget(proposal, left=5)
        with django_capture_on_commit_callbacks(execute=True):
            try_again(proposal, by=hall.drafter)
        assert outcomes(proposal) == ["done"] * 5
        assert Event.objects.about(proposal).get(verb="proposal.try_again").actor == hall.drafter

    def test_is_refused_where_nothing_failed(self, proposal: Proposal, hall: Hall):
        with pytest.raises(NotNow, match="もうありません"):
            try_again(proposal, by=hall.drafter)
