"""What is to be done about guidance and dissolutions: rows of both home pages."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from organizations.life.dissolution import Dissolution
from organizations.life.guidance import Guidance
from organizations.rules import may_guide
from records.tasks import Task
from records.templatetags.japanese import local_day

KIND = "団体"


def for_leader(user: User, *, on: date) -> list[Task]:
    own = [role.organization_id for role in user.roles_on(on) if role.may_write]
    if not own:
        return []
    asked = Guidance.objects.filter(organization__in=own, status="given").exclude(due_on=None)
    drafts = Dissolution.objects.filter(organization__in=own, status="draft")
    return [
        *(
            Task(
                f"市の{case.get_kind_display()}に答える",
                case.get_absolute_url(),
                str(case.organization),
                due=case.due_on,
                action="答える",
                kind=KIND,
            )
            for case in asked.select_related("organization")
        ),
        *(
            Task("解散届を出す", case.get_absolute_url(), str(case.organization), action="続きを書く", kind=KIND)
            for case in drafts.select_related("organization")
        ),
    ]


def for_city(user: User, *, on: date) -> list[Task]:
    said = Guidance.objects.visible_to(user, on=on).filter(status="answered").select_related("organization")
    ending = Dissolution.objects.visible_to(user, on=on).filter(status__in=["reported", "accepted"])
    return [
        *(
            Task(
                f"{case.get_kind_display()}への答え",
                case.get_absolute_url(),
                str(case.organization),
                kind=KIND,
                stage=case.get_status_display(),
                holder="協働の担当",
                since=local_day(case.answered_at) if case.answered_at else None,
                mine=bool(may_guide(user, case.organization)),
            )
            for case in said
        ),
        *(
            Task(
                "解散届",
                case.get_absolute_url(),
                str(case.organization),
                kind=KIND,
                stage=case.get_status_display(),
                holder="協働の担当",
                since=local_day(case.reported_at) if case.reported_at else None,
                mine=bool(may_guide(user, case.organization)),
            )
            for case in ending.select_related("organization")
        ),
    ]
