"""Acts on a proposal about very many cases: the page answers at once, the worker looks at each case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from grants.models import Grant
from records.approvals import Proposal
from records.approvals.together import Together, approve_next
from records.events import Event
from tests.batches.build import proposed
from tests.cast import Hall, Land
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
SAY = "よく見ました。"


@pytest.fixture
def proposal(hall: Hall, land: Land, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Proposal:
    """Twelve grants, where ten are already many."""
    settings.JOBS_AT_ONCE = False
    monkeypatch.setattr("records.approvals.doing.MANY", 10)
    monkeypatch.setattr("records.batches.progress.is_working", lambda: True)
    return proposed(hall, 12)


@pytest.fixture
def press(as_user: AsUser, proposal: Proposal) -> Callable[..., Any]:
    def pressed(who: User, deed: str, **typed: Any) -> Any:
        step = proposal.current()
        facts = {"step": step.pk if step else "", "comment": "", **typed}
        return as_user(who).post(reverse(f"records:{deed}", args=[proposal.pk]), facts, follow=True)

    return pressed


def work() -> None:
    approve_next(together=Together.objects.latest("pk").pk)


class TestApproving:
    def test_is_left_to_the_worker_with_all_that_was_written(self, press: Any, proposal: Proposal, hall: Hall):
        page = press(hall.chief, "approve", comment=SAY)
        assert "12件を、1件ずつ確かめています" in page.text
        assert page.redirect_chain[-1][0] == Together.objects.get().get_absolute_url()
        assert ProcrastinateJob.objects.filter(task_name="records.approve_next").count() == 1
        assert not proposal.steps.exclude(act_taken="").exists()
        work()
        step = proposal.steps.exclude(act_taken="").get()
        assert (step.acted_by, step.comment) == (hall.chief, SAY)

    def test_done_twice_it_is_done_once(self, press: Any, proposal: Proposal, hall: Hall):
        press(hall.chief, "approve")
        work()
        work()
        assert proposal.acts.count() == 2

    def test_the_page_tells_how_it_ended(self, as_user: AsUser, press: Any, proposal: Proposal, hall: Hall):
        press(hall.chief, "approve")
        work()
        text = as_user(hall.chief).get(Together.objects.get().get_absolute_url()).text
        assert ("承認しました。" in text, "12件とも" in text, 'data-progress="over"' in text) == (True, True, True)

    def test_the_decision_leads_on_to_the_letters(self, as_user: AsUser, press: Any, proposal: Proposal, hall: Hall):
        for who in (hall.chief, hall.manager, hall.director):
            press(who, "approve")
            work()
        proposal.refresh_from_db()
        text = as_user(hall.director).get(Together.objects.latest("pk").get_absolute_url()).text
        assert (proposal.status, reverse("batches:proposal", args=[proposal.pk]) in text) == ("decided", True)

    def test_where_a_case_has_changed_the_page_says_that_all_is_void(
        self, as_user: AsUser, press: Any, proposal: Proposal, hall: Hall
    ):
        press(hall.chief, "approve")
        work()
        press(hall.manager, "approve", comment=SAY)
        Grant.objects.filter(pk=proposal.cases()[7].pk).update(amount_proposed=90_000)
        work()
        text = as_user(hall.manager).get(Together.objects.latest("pk").get_absolute_url()).text
        assert ("はじめの職から回し直しました" in text, "承認する内容が変わりました" in text, SAY in text) == (
            True, True, True,
        )  # fmt: skip
        step = proposal.current()
        assert step
        assert step.post == hall.posts["chief"]

    def test_who_was_slower_is_told_so(self, as_user: AsUser, press: Any, proposal: Proposal, hall: Hall):
        step = proposal.current()
        assert step
        press(hall.chief, "approve")
        proposal.approve(by=hall.chief, step=step.pk)
        work()
        text = as_user(hall.chief).get(Together.objects.get().get_absolute_url()).text
        assert "ほかの人が先に処理しました" in text

    def test_a_few_cases_are_decided_at_once(
        self, press: Any, proposal: Proposal, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("records.approvals.doing.MANY", 12)
        assert "承認しました。" in press(hall.chief, "approve").text
        assert not Together.objects.exists()


class TestOthers:
    def test_what_the_way_refuses_is_told_at_once(self, press: Any, hall: Hall):
        assert "条件を書いてください" in press(hall.chief, "condition").text
        assert "差し戻す理由を書いてください" in press(hall.chief, "send_back").text
        assert not Together.objects.exists()

    @pytest.mark.parametrize(("deed", "taken"), [("condition", "condition"), ("object", "object")])
    def test_words_go_along(self, press: Any, proposal: Proposal, hall: Hall, deed: str, taken: str):
        press(hall.chief, deed, comment=SAY)
        work()
        step = proposal.steps.exclude(act_taken="").get()
        assert (step.act_taken, step.comment) == (taken, SAY)

    def test_given_back_all_open_again(self, press: Any, proposal: Proposal, hall: Hall):
        press(hall.chief, "send_back", comment=SAY)
        work()
        proposal.refresh_from_db()
        assert (proposal.status, {case.status for case in proposal.cases()}) == ("returned", {"submitted"})

    @pytest.mark.parametrize(("deed", "status"), [("withdraw", "withdrawn"), ("pull_back", "pulled_back")])
    def test_the_drafter_takes_it_back(
        self, as_user: AsUser, press: Any, proposal: Proposal, hall: Hall, deed: str, status: str
    ):
        press(hall.drafter, deed, reason="出し直す。")
        assert Event.objects.get(verb="together.leave").actor == hall.drafter
        work()
        proposal.refresh_from_db()
        text = as_user(hall.drafter).get(Together.objects.get().get_absolute_url()).text
        assert (proposal.status, "起案のページにもどる" in text) == (status, True)


class TestMeanwhile:
    def test_nobody_does_anything_else(self, as_user: AsUser, press: Any, proposal: Proposal, hall: Hall):
        press(hall.chief, "approve")
        page = reverse("records:proposal", args=[proposal.pk])
        assert "今、処理しています" in as_user(hall.chief).get(page).text
        assert "承認して次へ回す" not in as_user(hall.chief).get(page).text
        assert "ほかの処理の途中です" in press(hall.drafter, "withdraw", reason="出し直す。").text
        assert Together.objects.count() == 1

    def test_only_who_did_it_follows_it(self, as_user: AsUser, press: Any, hall: Hall, kuko: User):
        press(hall.chief, "approve")
        page = Together.objects.get().get_absolute_url()
        assert [as_user(who).get(page).status_code for who in (hall.chief, hall.manager, kuko)] == [200, 403, 403]
