"""施行のようす: how far a decision about many cases is, and what to do about those that could not be done."""

import pytest
from django.urls import reverse

from accounts.models import User
from records.approvals import Proposal
from records.approvals.carrying import carry_out
from tests.batches.build import decided, proposed, spend_the_budget
from tests.cast import Hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(hall: Hall, land) -> Proposal:
    """Four grants, decided; the money is enough for three of them only."""
    made = decided(hall, 4)
    spend_the_budget(made, left=3)
    return made


def page(proposal: Proposal, name: str = "proposal", *more: int) -> str:
    return reverse(f"batches:{name}", args=[proposal.pk, *more])


class TestProgress:
    def test_says_how_far_it_is_and_that_nobody_need_wait(self, proposal: Proposal, hall: Hall, as_user):
        shown = as_user(hall.drafter).get(page(proposal)).text
        assert "4件のうち、<b>0件</b>が済みました" in shown
        assert "このページを閉じても、途中で機械が止まっても、続きから自動で行います。" in shown
        assert 'data-progress="on"' in shown

    def test_says_when_nobody_goes_on_with_it(self, proposal: Proposal, hall: Hall, as_user, settings):
        settings.JOBS_AT_ONCE = False
        assert "やり直す必要はありません" in as_user(hall.drafter).get(page(proposal)).text

    def test_says_which_could_not_be_done_and_why(self, proposal: Proposal, hall: Hall, as_user):
        carry_out(proposal=proposal.pk)
        shown = as_user(hall.drafter).get(page(proposal)).text
        assert "1件、できませんでした" in shown
        assert "予算" in shown
        assert 'data-progress="over"' in shown

    def test_is_seen_by_those_on_the_way_and_not_by_neighbours(
        self, proposal: Proposal, hall: Hall, kuko: User, nanami: User, as_user
    ):
        people = (hall.chief, hall.director, hall.stranger, kuko, nanami)
        assert [as_user(person).get(page(proposal)).status_code for person in people] == [200, 200, 404, 404, 404]

    def test_of_a_running_proposal_leads_back(self, hall: Hall, land, as_user):
        assert as_user(hall.drafter).get(page(proposed(hall, 2))).status_code == 302

    def test_costs_the_same_for_many_failures(self, hall: Hall, land, as_user, django_assert_max_num_queries):
        proposal = decided(hall, 30)
        spend_the_budget(proposal, left=0)
        carry_out(proposal=proposal.pk)
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(20):
            assert "30件、できませんでした" in browser.get(page(proposal)).text


class TestAgain:
    def test_does_once_more_what_failed(
        self, proposal: Proposal, hall: Hall, as_user, django_capture_on_commit_callbacks
    ):
        carry_out(proposal=proposal.pk)
        spend_the_budget(proposal, left=4)
        with django_capture_on_commit_callbacks(execute=True):
            answer = as_user(hall.drafter).post(page(proposal, "again"), follow=True)
        assert "できなかった案件を、もう一度します。" in answer.text
        assert "すべて終わりました" in as_user(hall.drafter).get(page(proposal)).text

    def test_without_a_failure_says_so(self, proposal: Proposal, hall: Hall, as_user):
        answer = as_user(hall.drafter).post(page(proposal, "again"), follow=True)
        assert "できなかった案件は、もうありません。" in answer.text

    def test_is_for_the_drafter_and_the_section(self, proposal: Proposal, hall: Hall, kuko: User, as_user):
        carry_out(proposal=proposal.pk)
        people = (hall.chief, hall.director, hall.stranger, kuko)
        answers = [as_user(person).post(page(proposal, "again")).status_code for person in people]
        assert answers == [302, 403, 404, 404]


class TestDrop:
    @pytest.fixture
    def failed(self, proposal: Proposal) -> int:
        carry_out(proposal=proposal.pk)
        return proposal.items.get(outcome="failed").pk

    def test_opens_the_case_again_with_the_reason(self, proposal: Proposal, failed: int, hall: Hall, as_user):
        as_user(hall.drafter).post(page(proposal, "drop", failed), {"reason": "来年度に回します。"})
        item = proposal.items.get(pk=failed)
        assert (item.outcome, item.case.status) == ("dropped", "submitted")
        assert "3件を、施行しました。1件は見送りました。" in as_user(hall.drafter).get(page(proposal)).text

    def test_wants_a_reason_and_keeps_the_page(self, proposal: Proposal, failed: int, hall: Hall, as_user):
        answer = as_user(hall.drafter).post(page(proposal, "drop", failed), {"reason": ""})
        assert answer.status_code == 200
        assert proposal.items.get(pk=failed).outcome == "failed"

    def test_is_not_for_others(self, proposal: Proposal, failed: int, hall: Hall, kuko: User, as_user):
        answers = [as_user(user).post(page(proposal, "drop", failed)).status_code for user in (hall.director, kuko)]
        assert answers == [403, 404]

    def test_of_what_is_done_is_not_found(self, proposal: Proposal, failed: int, hall: Hall, as_user):
        done = proposal.items.filter(outcome="done").first()
        assert done is not None
        assert as_user(hall.drafter).get(page(proposal, "drop", done.pk)).status_code == 404


class TestWork:
    def test_the_page_of_troubles_and_the_inbox_lead_there(self, proposal: Proposal, hall: Hall, as_user):
        carry_out(proposal=proposal.pk)
        shown = as_user(hall.chief).get("/work/").text
        assert page(proposal) in shown
        assert "決裁した案件のうち、1件が、まだ施行できていません。" in shown
        assert "1件を施行できません。" in as_user(hall.chief).get("/").text
