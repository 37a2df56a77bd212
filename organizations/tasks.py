"""What is to be done about organizations and their recognition: rows of both home pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from organizations.bodies import Organization
from organizations.facilities.tasks import answers_waiting
from organizations.intakes import Intake
from organizations.next_steps import AT_THE_CITY, next_step, way_of
from organizations.recognition import Recognition
from organizations.requests import SubmitRequest
from organizations.rules import may_review
from records.corrections import Correction
from records.pieces import Tag
from records.stands import Stand, stands
from records.tasks import Progress, Task, rests_without
from records.templatetags.japanese import local_day

KIND = "認可"
INTAKE = "代理入力"
SECTION = "協働の担当"
WITH_CITY = (Recognition.Status.SUBMITTED, Recognition.Status.RETURNED, Recognition.Status.PROPOSED)
UNSETTLED = ("open", "objected")


def for_leader(user: User, *, on: date) -> list[Task]:
    """The next step of every organization for which the person may write, and what the city has typed in for it."""
    own = [role.organization_id for role in user.roles_on(on) if role.may_write]
    bodies = Organization.objects.filter(pk__in=own)
    cases = {case.organization_id: case for case in Recognition.objects.filter(organization__in=own).order_by("pk")}
    asks = open_asks([case.pk for case in cases.values()])
    tasks = []
    for body in bodies:
        case = cases.get(body.pk)
        if step := next_step(body, case, asks[case.pk] if case else ()):
            tasks.append(
                Task(
                    step.title,
                    body.get_absolute_url() if step.posts else step.url,
                    str(body),
                    due=step.due,
                    detail=step.detail,
                    action=step.action,
                    waiting_for="" if step.action else AT_THE_CITY,
                    kind=KIND,
                )
            )
    return [*to_send(user, on=on), *receipts(own), *answers_waiting(user, on=on), *tasks]


def to_send(user: User, *, on: date) -> Iterator[Task]:
    """What others have prepared and ask the person to send."""
    sends = [
        role.organization_id for role in user.roles_on(on) if role.may_write and role.kind in role.organization.senders
    ]
    for request in (
        SubmitRequest.objects.open().filter(organization__in=sends).select_related("organization", "asked_by")
    ):
        yield Task(
            request.what,
            request.page,
            str(request.organization),
            detail=f"{request.asked_by}さんが用意しました。確かめて、市に出してください。",
            action="確かめて出す",
        )


def receipts(own: Collection[int]) -> Iterator[Task]:
    """What the city has typed in for the organizations, for them to look over."""
    for intake in Intake.objects.unanswered().filter(organization__in=own).select_related("organization"):
        yield Task(
            f"市が代わりに入力した{intake.get_matter_display()}を確かめる",
            intake.get_absolute_url(),
            str(intake.organization),
            detail="出した紙のとおりか、見てください。ちがうときは、そこから伝えられます。",
            action="確かめる",
        )


@rests_without(Intake.objects.filter(status__in=UNSETTLED))
def intakes_for_city(user: User, *, on: date) -> Iterator[Task]:
    """What the person is typing in, and what an organization says is wrong."""
    visible = Intake.objects.visible_to(user, on=on).filter(status__in=UNSETTLED)
    section = user.in_section(on=on)
    for intake in visible.select_related("organization", "entered_by"):
        typing = intake.status == Intake.Status.OPEN
        yield Task(
            str(intake),
            intake.get_absolute_url(),
            str(intake.organization),
            kind=INTAKE,
            stage=intake.get_status_display(),
            holder=str(intake.entered_by) if typing else SECTION,
            since=local_day(intake.begun_at) if typing else local_day(intake.answered_at or intake.begun_at),
            mine=intake.entered_by_id == user.pk if typing else section,
        )


def progress(user: User, *, on: date) -> list[Progress]:
    """The way of the person's organizations that are not recognised yet."""
    roles = {role.organization_id: role.organization for role in user.roles_on(on)}
    bodies = [body for body in roles.values() if body.status in Organization.YOUNG]
    cases = list(Recognition.objects.filter(organization__in=bodies))
    return [
        Progress(
            f"{body.terms}になるまで" if body.terms.word else f"{body.terms}として活動するまで",
            body.get_absolute_url(),
            Tag(body.get_status_display(), "way"),
            way_of(body, [case for case in cases if case.organization_id == body.pk]),
        )
        for body in bodies
    ]


@rests_without(Recognition.objects.filter(status__in=WITH_CITY))
def for_city(user: User, *, on: date) -> list[Task]:
    """Every application that is open, with who has it."""
    visible = Recognition.objects.visible_to(user, on=on).filter(status__in=WITH_CITY)
    cases = list(visible.select_related("organization"))
    keys = [case.pk for case in cases]
    asks, stand_of = open_asks(keys), stands(Recognition, keys, user=user, on=on)
    return [city_task(case, user, asks[case.pk], stand_of.get(case.pk)) for case in cases]


def city_task(case: Recognition, user: User, asks: list[Correction], stand: Stand | None) -> Task:
    due, holder, mine, stage = None, SECTION, False, case.get_status_display()
    since = local_day(case.submitted_at) if case.submitted_at else None
    if case.status == Recognition.Status.RETURNED:
        due, holder = min((ask.due_on for ask in asks), default=None), "団体"
        since = max((local_day(ask.asked_at) for ask in asks), default=since)
    elif case.status == Recognition.Status.PROPOSED and stand:
        holder, mine, since = stand.holder, stand.may_act, local_day(stand.since)
    else:
        mine = bool(may_review(user, case))
        if (back := stand and stand.sent_back) and back.acted_at:
            stage, since = back.get_act_taken_display(), local_day(back.acted_at)
    return Task(
        f"認可の申請(収受 第{case.receipt_number}号)",
        case.get_absolute_url(),
        case.name,
        due=due,
        kind=KIND,
        stage=stage,
        holder=holder,
        since=since,
        mine=mine,
    )


def open_asks(cases: Collection[int]) -> dict[int, list[Correction]]:
    """The corrections that the organizations have not answered, by case."""
    kind = ContentType.objects.get_for_model(Recognition)
    found: dict[int, list[Correction]] = defaultdict(list)
    for ask in Correction.objects.open().filter(case_type=kind, case_id__in=cases):
        found[ask.case_id].append(ask)
    return found
