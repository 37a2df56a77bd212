"""Reminders: once per step and interval, to whoever can act, and to the drafter where nobody can."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from records.approvals import Proposal, Step
from records.kessai.reminders import Reminder, remind, remind_daily
from records.mail import Mail
from staff.models import Absence, Substitute
from tests.cast import Hall
from tests.organizations import build
from tests.records.ways import approve, put_forward


@pytest.fixture
def proposal(hall: Hall, north: Organization, nanami: User) -> Proposal:
    made = put_forward(build.submitted(north, nanami), hall)
    Mail.objects.all().delete()
    return made


def after(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def told() -> list[str]:
    return [str(mail.to_user) for mail in Mail.objects.order_by("pk")]


def test_nobody_is_told_before_the_time(proposal: Proposal) -> None:
    assert (remind(at=after(4)), told()) == (0, [])


def test_once_per_interval(proposal: Proposal) -> None:
    counts = [remind(at=after(days)) for days in (5, 5, 6, 9, 10, 11)]
    assert counts == [1, 0, 0, 0, 1, 0]
    assert told() == ["回議 二郎", "回議 二郎"]
    assert [(each.number, each.names) for each in Reminder.objects.order_by("number")] == [
        (1, "回議 二郎"),
        (2, "回議 二郎"),
    ]
    mail = Mail.objects.order_by("pk")[0]
    assert ("5日待っています" in mail.body, f"/proposals/{proposal.pk}/" in mail.body) == (True, True)


def test_a_long_silence_of_the_worker_is_one_reminder(proposal: Proposal) -> None:
    assert (remind(at=after(23)), told()) == (1, ["回議 二郎"])


def test_all_who_act_side_by_side_are_told(proposal: Proposal, hall: Hall) -> None:
    approve(proposal, hall, "chief")
    assert remind(at=after(5)) == 2
    assert set(told()) == {"合議 三子", "税務 五月", "財政 六助"}


def test_the_deputy_is_told_while_the_holder_is_away(proposal: Proposal, hall: Hall) -> None:
    today = timezone.localdate()
    Substitute.appoint(
        by=hall.drafter, post=hall.posts["chief"], deputy=hall.posts["mayor"], order=1,
        starts_on=today, ends_on=None, on=today,
    )  # fmt: skip
    Absence.register(by=hall.chief, user=hall.chief, starts_on=today, ends_on=None, reason="休暇", on=today)
    remind(at=after(5))
    assert told() == ["見本 一郎"]


def test_where_nobody_can_act_the_drafter_is_told_why(proposal: Proposal, hall: Hall) -> None:
    hall.chief.duties.update(ends_on=timezone.localdate())
    remind(at=after(5))
    assert told() == ["起案 花子"]
    assert "いま就いている人がいません" in Mail.objects.get().body


@pytest.mark.parametrize("status", ["decided", "returned", "pulled_back", "withdrawn"])
def test_what_is_over_is_left_alone(proposal: Proposal, hall: Hall, status: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(status=status)
    assert remind(at=after(30)) == 0


def test_by_hand_and_every_morning_it_is_the_same(proposal: Proposal, capsys: pytest.CaptureFixture[str]) -> None:
    Step.objects.filter(proposal=proposal, opened_at__isnull=False).update(opened_at=after(-6))
    call_command("remind")
    assert "1件を知らせました。" in capsys.readouterr().out
    remind_daily(on=timezone.localdate())
    assert told() == ["回議 二郎"]
