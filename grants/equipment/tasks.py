"""What is to be done about equipment: rows of both home pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts.models import User
from grants.aftertasks import KIND, SECTION
from grants.cases import Grant
from grants.equipment.disposals import ItemDisposal
from grants.equipment.items import Item, not_yet_entered
from grants.equipment.rules import may_judge_disposal
from organizations.models import Organization
from records.fiscal import FiscalYear
from records.stands import Stand, stands
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day

LOOK_FROM = 1  # the month from which on the year's look at the things is due


def for_leader(user: User, *, on: date) -> list[Task]:
    bodies = user.writes_for(on)
    open_ = ItemDisposal.objects.filter(grant__organization__in=bodies, status__in=["draft", "returned"])
    related = open_.select_related("item", "grant__organization", "grant__scheme")
    return [*to_enter(bodies), *to_look_at(bodies, on=on), *map(to_send, related)]


def to_enter(bodies: list[Organization]) -> Iterator[Task]:
    """What was bought and stands in no register."""
    grants = Grant.objects.filter(organization__in=bodies, amount_decided__isnull=False)
    found = Counter(str(expense.report.organization) for expense in not_yet_entered(grants)) if bodies else Counter()
    for body, count in found.items():
        detail = f"交付金で買った備品の領収書が{count}枚あります。品名と保管場所を入れてください。"
        yield Task("備品台帳に載せる", reverse("grants:equipment"), body, detail=detail, action="載せる", kind=KIND)


def to_look_at(bodies: list[Organization], *, on: date) -> Iterator[Task]:
    """From January on: what nobody has looked at in this fiscal year."""
    year = FiscalYear.of(on)
    if not bodies or not LOOK_FROM <= on.month <= year.end.month:
        return
    kept = Item.objects.kept().filter(grant__organization__in=bodies).exclude(checks__fiscal_year=year)
    counted = Counter(str(item.organization) for item in kept.select_related("grant__organization"))
    for body, count in counted.items():
        url, detail = f"{reverse('grants:equipment')}?heap=unchecked", f"{count}個の備品が、あるかどうかを確かめます。"
        yield Task("備品の現物を確かめる", url, body, year.end, detail, action="確かめる", kind=KIND)


def to_send(case: ItemDisposal) -> Task:
    back = case.status == ItemDisposal.Status.RETURNED
    detail = "市から、直しのお願いが来ています。" if back else "まだ市に出していません。"
    title, url, body = f"{case.name}({case.item})を出す", case.get_absolute_url(), str(case.organization)
    return Task(title, url, body, detail=detail, action="直す" if back else "続きを書く", kind=KIND)


@rests_without(ItemDisposal.objects.filter(status__in=["submitted", "proposed"]), ItemDisposal.objects.owing())
def for_city(user: User, *, on: date) -> list[Task]:
    seen = ItemDisposal.objects.visible_to(user, on=on).select_related("item", "grant__organization", "grant__scheme")
    cases = list(seen.filter(status__in=["submitted", "proposed"]))
    ways = stands(ItemDisposal, [case.pk for case in cases], user=user, on=on)
    owing = (owed(case, user, on=on) for case in seen.owing())
    return [*(of_disposal(case, user, ways.get(case.pk)) for case in cases), *owing]


def of_disposal(case: ItemDisposal, user: User, stand: Stand | None) -> Task:
    holder, mine = SECTION, bool(may_judge_disposal(user, case))
    since = local_day(case.submitted_at) if case.submitted_at else None
    if case.status == ItemDisposal.Status.PROPOSED and stand:
        holder, mine, since = stand.holder, stand.may_act, local_day(stand.since)
    stage = "届出" if case.is_notice else case.get_status_display()
    url, body = case.get_absolute_url(), str(case.organization)
    return Task(str(case), url, body, kind=KIND, stage=stage, holder=holder, since=since, mine=mine)


def owed(case: ItemDisposal, user: User, *, on: date) -> Task:
    since = local_day(case.decided_at) if case.decided_at else None
    url, body, mine = case.get_absolute_url(), str(case.organization), user.pays(on=on)
    stage, holder = "返納を待っている", "団体"
    return Task(
        str(case), url, body, kind=KIND, stage=stage, amount=case.payback, holder=holder, since=since, mine=mine
    )
