"""What is to be done about grants after their decision: rows of both home pages."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from grants.aftertasks import KIND, SECTION
from grants.change import Change
from grants.revoking import Revocation
from grants.rules import may_judge_change, may_revoke
from records.stands import Stand, stands
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day

WITH_CITY = ("submitted", "returned", "proposed")


@rests_without(Change.objects.filter(status__in=["draft", "returned"]))
def for_leader(user: User, *, on: date) -> list[Task]:
    """Changes that the person's organizations are writing, or that the city gave back."""
    bodies = user.writes_for(on)
    written = Change.objects.filter(grant__organization__in=bodies, status__in=["draft", "returned"])
    return [own_task(change) for change in written.select_related("grant__organization", "grant__scheme")]


def own_task(change: Change) -> Task:
    returned = change.status == Change.Status.RETURNED
    what = "直す" if returned else "出す"
    detail = "市から補正(書類の直し)のお願いが来ています。" if returned else "変える前に、市に出してください。"
    action = "直す" if returned else "続きを書く"
    body, title = str(change.organization), f"{change.grant.scheme}の{change.get_kind_display()}の申請を{what}"
    return Task(title, change.edit_url(), body, detail=detail, action=action, kind=KIND)


@rests_without(Change.objects.filter(status__in=WITH_CITY), Revocation.objects.open())
def for_city(user: User, *, on: date) -> list[Task]:
    """Every case after a decision that is open, with who has it."""
    visible = Revocation.objects.visible_to(user, on=on).open()
    revocations = list(visible.select_related("grant__organization", "grant__scheme"))
    sent = Change.objects.visible_to(user, on=on).filter(status__in=WITH_CITY)
    changes = list(sent.select_related("grant__organization", "grant__scheme"))
    ways = stands(Revocation, [case.pk for case in revocations], user=user, on=on)
    routes = stands(Change, [change.pk for change in changes], user=user, on=on)
    return [
        *(of_change(change, user, routes.get(change.pk)) for change in changes),
        *(of_revocation(case, user, ways.get(case.pk)) for case in revocations),
    ]


def of_change(change: Change, user: User, stand: Stand | None) -> Task:
    holder, mine = SECTION, bool(may_judge_change(user, change))
    since = local_day(change.submitted_at) if change.submitted_at else None
    if change.status == Change.Status.RETURNED:
        holder, mine = "団体", False
    elif change.status == Change.Status.PROPOSED and stand:
        holder, mine, since = stand.holder, stand.may_act, local_day(stand.since)
    return Task(
        str(change),
        change.get_absolute_url(),
        str(change.organization),
        kind=KIND,
        stage="届出" if change.is_light else change.get_status_display(),
        amount=change.amount_wanted,
        holder=holder,
        since=since,
        mine=mine,
    )


def of_revocation(case: Revocation, user: User, stand: Stand | None) -> Task:
    holder, mine, since = SECTION, bool(may_revoke(user, case)), local_day(case.begun_at)
    if case.status == Revocation.Status.PROPOSED and stand:
        holder, mine, since = stand.holder, stand.may_act, local_day(stand.since)
    return Task(
        str(case),
        case.get_absolute_url(),
        str(case.organization),
        kind=KIND,
        stage=case.get_status_display(),
        amount=case.taken,
        holder=holder,
        since=since,
        mine=mine,
    )
