"""What is to be done about re-grants: rows of the home page of the association's officers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from grants.aftertasks import KIND
from grants.regrants.cases import ReGrant
from grants.regrants.rules import may_judge_regrant
from records.tasks import Task, rests_without
from records.templatetags.japanese import yen

Status = ReGrant.Status
NEXT = {  # what the officers do, in the words of the button
    Status.DRAFT: "申請を受け付ける",
    Status.RETURNED: "直した申請を受け付ける",
    Status.APPLIED: "再交付を決める",
    Status.DECIDED: "支払いを記録する",
    Status.PAID: "報告を入力する",
    Status.REPORTED: "額を確定する",
    Status.CONFIRMED: "返金を記録する",
}
JUDGED = (Status.APPLIED, Status.REPORTED)


@rests_without(ReGrant.objects.filter(status__in=NEXT))
def for_leader(user: User, *, on: date) -> list[Task]:
    return list(waiting(user, on=on))


def waiting(user: User, *, on: date) -> Iterator[Task]:
    """What waits for the reader: who typed an application does not decide it."""
    found = ReGrant.objects.filter(grant__organization__in=user.writes_for(on), status__in=NEXT)
    for case in found.select_related("grant__organization", "grant__scheme").order_by("pk"):
        if case.status not in JUDGED or may_judge_regrant(user, case):
            action = NEXT[Status(case.status)]
            amount = case.amount if case.amount is not None else case.asked
            detail = f"{case.title}・{yen(amount)}"
            title, body = f"{case.group}への再交付: {action}", str(case.organization)
            yield Task(title, case.get_absolute_url(), body, detail=detail, action=action, kind=KIND)
