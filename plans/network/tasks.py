"""Questions of other organizations that wait for an answer: rows of the home page."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from accounts.models import User
from plans.network.question import NetworkQuestion
from records.tasks import Task, rests_without


@rests_without(NetworkQuestion.objects.filter(status="open"))
def for_leader(user: User, *, on: date) -> list[Task]:
    waiting = NetworkQuestion.objects.filter(asked__in=user.writes_for(on), status="open").select_related(
        "asker", "asked"
    )
    return [
        Task(
            f"{question.asker}からの質問に答える",
            question.get_absolute_url(),
            str(question.asked),
            detail=question.about or "ほかの地域の団体が、たずねています。",
            action="答える",
            since=timezone.localdate(question.asked_at),
        )
        for question in waiting
    ]
