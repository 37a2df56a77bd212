"""意見: who was asked and lets the day pass is reminded; the home page and the list of what hangs show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from records.approvals import Opinion, Proposal
from records.kessai.reminders import Reminder, remind
from records.kessai.tasks import for_city
from records.mail import Mail
from tests.cast import Hall
from tests.organizations import build
from tests.portal import PortalClient
from tests.records.ways import put_forward, step_of

AsUser = Callable[[User], PortalClient]
HANGING = "/approvals/?heap=hanging"


@pytest.fixture
def opinion(hall: Hall, north: Organization, nanami: User) -> Opinion:
    """係長 has asked 財政 六助, by today."""
    proposal = put_forward(build.submitted(north, nanami), hall)
    today = timezone.localdate()
    proposal.ask_opinion(
        by=hall.chief,
        step=step_of(proposal, hall, "chief"),
        of=hall.stranger,
        question="予算は足りますか。",
        due_on=today,
    )
    Mail.objects.all().delete()
    return proposal.opinions.get()


def after(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def told() -> list[str]:
    return [str(mail.to_user) for mail in Mail.objects.filter(subject__contains="意見").order_by("pk")]


class TestReminder:
    def test_comes_the_day_after_and_then_once_per_interval(self, opinion: Opinion):
        counts = [remind(at=after(days)) for days in (0, 1, 1, 2, 4)]
        assert (counts, told()) == ([0, 1, 0, 0, 0], ["財政 六助"])
        remind(at=after(6))
        assert told() == ["財政 六助", "財政 六助"]
        numbers = Reminder.objects.filter(opinion=opinion).order_by("number").values_list("number", "names")
        assert list(numbers) == [(1, "財政 六助"), (2, "財政 六助")]

    def test_says_what_was_asked_and_where_to_answer(self, opinion: Opinion):
        remind(at=after(1))
        body = Mail.objects.get().body
        assert ("回議 二郎さんが意見をたずねています" in body, "予算は足りますか。" in body) == (True, True)
        assert f"/proposals/{opinion.proposal_id}/" in body

    def test_answered_it_is_over(self, opinion: Opinion, hall: Hall):
        opinion.proposal.answer(by=hall.stranger, opinion=opinion.pk, text="足ります。")
        assert (remind(at=after(3)), for_city(hall.stranger, on=day(3))) == (0, [])

    @pytest.mark.parametrize("status", ["decided", "returned", "withdrawn"])
    def test_what_is_over_is_left_alone(self, opinion: Opinion, status: str):
        Proposal.objects.filter(pk=opinion.proposal_id).update(status=status)
        assert remind(at=after(3)) == 0

    def test_of_somebody_who_left_whoever_asked_is_told(self, opinion: Opinion, hall: Hall):
        hall.stranger.duties.update(ends_on=timezone.localdate())
        remind(at=after(1))
        assert (told(), "市の職を離れました" in Mail.objects.get().body) == (["回議 二郎"], True)


class TestShown:
    def test_as_a_task_of_who_was_asked(self, opinion: Opinion, hall: Hall):
        task = for_city(hall.stranger, on=day(1))[0]
        assert (task.due, task.mine, task.action) == (opinion.due_on, True, "意見を書く")
        assert for_city(hall.chief, on=day(1)) == []

    def test_on_the_home_page_as_past_its_day(self, as_user: AsUser, opinion: Opinion, hall: Hall, kuko: User):
        Opinion.objects.filter(pk=opinion.pk).update(due_on=day(-1))
        assert "への意見" in as_user(hall.stranger).get("/?heap=late").text
        assert "への意見" not in as_user(kuko).get("/").text

    def test_on_the_list_of_what_hangs(self, as_user: AsUser, opinion: Opinion, hall: Hall):
        assert "財政 六助さんの意見" not in as_user(hall.director).get(HANGING).text
        Opinion.objects.filter(pk=opinion.pk).update(due_on=day(-1))
        text = as_user(hall.director).get(HANGING).text
        assert ("財政 六助さんの意見" in text, opinion.proposal.subject in text) == (True, True)
