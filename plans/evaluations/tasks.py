"""What the evaluation of joint projects asks of its sides now: rows of both home pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from plans.cityplan.progress.rules import works_in
from plans.evaluations.page import is_turn
from plans.evaluations.project import JointProject
from plans.evaluations.rows import Party
from records.tasks import Task, rests_without

ACTS = {
    "prepared": ("協働事業の目標に合意する", "目標と指標を確かめて、合意してください。", "確かめる"),
    "evaluating": ("協働事業の自己評価を書く", "相手の評価は、みなが出すまで見えません。", "書く"),
    "discussing": ("協働事業の話し合いの結果を書く", "点のちがいを話し合い、結論と改善を書いて合意します。", "書く"),
}
OVER = ("published", "dropped")
NEXT = {"agreed": "自己評価を始める", "reviewing": "外部評価をまとめる", "concluded": "公表する"}


def running(user: User, on: date) -> list[JointProject]:
    seen = JointProject.objects.visible_to(user, on=on).exclude(status__in=OVER)
    related = seen.select_related("organization", "department__parent__parent")
    return list(related.prefetch_related("parties__organization"))


@rests_without(JointProject.objects.exclude(status__in=OVER))
def for_leader(user: User, *, on: date) -> list[Task]:
    return [task for project in running(user, on) for task in of_body(project, user, on)]


def of_body(project: JointProject, user: User, on: date) -> Iterator[Task]:
    for party in project.parties.all():
        if party.organization and user.acts_for(party.organization, on=on):
            yield from turn(project, party, str(party.organization), mine=False)


def turn(project: JointProject, party: Party, place: str, *, mine: bool) -> Iterator[Task]:
    if is_turn(project, party):
        title, detail, action = ACTS[project.status]
        yield Task(
            f"{title}({project.title})",
            project.get_absolute_url(),
            place,
            project.starts_on if project.status == "prepared" else None,
            detail,
            action=action,
            kind="協働事業",
            stage=project.get_status_display(),
            holder=str(project.department),
            mine=mine,
        )


@rests_without(JointProject.objects.exclude(status__in=OVER))
def for_city(user: User, *, on: date) -> list[Task]:
    return [task for project in running(user, on) for task in of_city(project, user, on)]


def of_city(project: JointProject, user: User, on: date) -> Iterator[Task]:
    mine = works_in(user, project.department, on=on)
    for party in project.parties.all():
        if party.is_city:
            yield from turn(project, party, str(project.organization), mine=mine)
    if action := NEXT.get(project.status):
        yield Task(
            str(project),
            project.get_absolute_url(),
            str(project.organization),
            action=action if mine else "",
            kind="協働事業",
            stage=project.get_status_display(),
            holder=str(project.department),
            mine=mine,
        )
