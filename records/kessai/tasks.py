"""What somebody of the city was asked about a proposal and has not answered: rows of the home page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from accounts.models import User
from records.approvals import Opinion
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day


@rests_without(Opinion.objects.open())
def for_city(user: User, *, on: date) -> list[Task]:  # noqa: ARG001  # what is due says so by its day
    asked = Opinion.objects.open().filter(of=user).select_related("proposal", "asked_by")
    return [
        Task(
            f"{opinion.proposal.subject}への意見",
            reverse("records:proposal", args=[opinion.proposal_id]),
            "",
            due=opinion.due_on,
            detail=f"{opinion.asked_by}さんがたずねています。",
            action="意見を書く",
            kind="意見",
            stage="意見待ち",
            holder="あなた",
            since=local_day(opinion.asked_at),
            mine=True,
        )
        for opinion in asked.order_by("due_on", "pk")
    ]
