"""What is to be done about grants: rows of both home pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from grants.aftertasks import KIND, SECTION, after
from grants.cases import Grant
from grants.offers import offers_to
from grants.rules import may_examine
from grants.showing import TAGS, decision_due, way_of
from organizations.models import Organization
from plans.models import YearlyPlan
from records.corrections import Correction
from records.fiscal import FiscalYear
from records.stands import Stand, stands
from records.tasks import Progress, Task
from records.templatetags.japanese import local_day, yen
from records.workdays import Workdays, workdays

Asks = dict[int, list[Correction]]


def for_leader(user: User, *, on: date) -> list[Task]:
    """What the person's organizations may apply for, and their applications that wait for them."""
    bodies = user.writes_for(on)
    open_ = Grant.objects.filter(organization__in=bodies, status__in=[Grant.Status.DRAFT, Grant.Status.RETURNED])
    grants = list(open_.select_related("organization", "scheme"))
    asks = asks_of(grants)
    return [*offered(bodies, on=on), *(own_task(grant, asks[grant.pk]) for grant in grants), *after(bodies, on=on)]


def offered(bodies: list[Organization], *, on: date) -> Iterator[Task]:
    for offer in offers_to(bodies, on=on):
        yield Task(
            f"{offer.scheme}を申請する",
            reverse("grants:list"),
            str(offer.organization),
            due=offer.scheme.deadline,
            detail=offer.scheme.purpose,
            action="申請する" if offer.plan else "",
            waiting_for="" if offer.plan else "計画の提出を待っています",
            kind=KIND,
        )


def own_task(grant: Grant, asks: list[Correction]) -> Task:
    page, body = reverse("grants:edit", args=[grant.pk]), str(grant.organization)
    if grant.status == Grant.Status.RETURNED and all(ask.mended_at for ask in asks):
        page, detail = reverse("grants:confirm", args=[grant.pk]), "直すところは、そろいました。もう一度市に出します。"
        return Task(f"{grant.scheme}の申請を出す", page, body, due_of(asks), detail, action="確かめて出す", kind=KIND)
    if grant.status == Grant.Status.RETURNED:
        detail = "市から補正(書類の直し)のお願いが来ています。"
        return Task(f"{grant.scheme}の申請を直す", page, body, due_of(asks), detail, action="直す", kind=KIND)
    detail = f"申請額は{yen(grant.amount_applied)}です。まだ市に出していません。"
    due = grant.scheme.deadline
    return Task(f"{grant.scheme}の申請を出す", page, body, due, detail, action="続きを書く", kind=KIND)


def progress(user: User, *, on: date) -> list[Progress]:
    """This fiscal year's applications of the person's organizations."""
    own = Grant.objects.filter(organization__in=[role.organization_id for role in user.roles_on(on)])
    grants = own.filter(scheme__fiscal_year=FiscalYear.of(on)).exclude(status=Grant.Status.WITHDRAWN)
    return [
        Progress(str(grant.scheme), grant.get_absolute_url(), TAGS[Grant.Status(grant.status)], way_of(grant, None, 0))
        for grant in grants.select_related("scheme")
    ]


def for_city(user: User, *, on: date) -> list[Task]:
    """Every application that is open, with who has it."""
    open_ = [Grant.Status.SUBMITTED, Grant.Status.RETURNED, Grant.Status.PROPOSED]
    visible = Grant.objects.visible_to(user, on=on).filter(status__in=open_)
    grants = list(visible.select_related("organization", "scheme"))
    asks, stand_of = asks_of(grants), stands(Grant, [grant.pk for grant in grants], user=user, on=on)
    calendar = workdays()
    return [city_task(grant, user, asks[grant.pk], stand_of.get(grant.pk), calendar) for grant in grants]


def city_task(grant: Grant, user: User, asks: list[Correction], stand: Stand | None, calendar: Workdays) -> Task:
    due, holder, mine, stage = decision_due(grant, calendar), SECTION, False, grant.get_status_display()
    since = local_day(grant.submitted_at) if grant.submitted_at else None
    if grant.status == Grant.Status.RETURNED:
        due, holder = due_of(asks), "団体"
        since = max((local_day(ask.asked_at) for ask in asks), default=since)
    elif grant.status == Grant.Status.PROPOSED and stand:
        holder, mine, since = stand.holder, stand.may_act, local_day(stand.since)
    else:
        mine = bool(may_examine(user, grant))
        if (back := stand and stand.sent_back) and back.acted_at:
            stage, since = back.get_act_taken_display(), local_day(back.acted_at)
    return Task(
        str(grant.scheme),
        grant.get_absolute_url(),
        str(grant.organization),
        due=due,
        kind=KIND,
        stage=stage,
        amount=grant.amount_applied,
        holder=holder,
        since=since,
        mine=mine,
    )


def asks_of(grants: Collection[Grant]) -> Asks:
    """The requests on the applications and on their plans, by grant, in the order asked."""
    own, plan = (ContentType.objects.get_for_model(model) for model in (Grant, YearlyPlan))
    of_plan = {grant.yearly_plan_id: grant.pk for grant in grants}
    about = Q(case_type=own, case_id__in=of_plan.values()) | Q(case_type=plan, case_id__in=of_plan)
    found: Asks = defaultdict(list)
    for ask in Correction.objects.filter(about):
        found[ask.case_id if ask.case_type_id == own.pk else of_plan[ask.case_id]].append(ask)
    return found


def due_of(asks: list[Correction]) -> date | None:
    """Until when what was asked last is to be mended and the application sent again."""
    return asks[-1].due_on if asks else None
