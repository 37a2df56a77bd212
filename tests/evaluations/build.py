"""A joint project of 税務課 and 北の会, as its evaluation comes about by the verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from organizations.models import Hearing, Organization
from plans.evaluations import judging
from plans.models import Improvement, JointProject, Party
from records.fiscal import FiscalYear
from staff.models import Committee, Department
from tests import cast
from tests.cast import MONDAY, Hall

FACTS: dict[str, Any] = {
    "title": "税の出前講座",
    "fiscal_year": FiscalYear(2025),
    "starts_on": date(2025, 6, 1),
    "purpose": "税のことを、身近なところで学ぶ。",
    "goal": "10の集落で開く。",
    "beneficiaries": "参加した人へのアンケート",
}
ROWS = [{"name": "参加した人", "target": "60人"}]
SUMMER = date(2025, 8, 31)


def prepared(hall: Hall, *bodies: Organization, **changes: Any) -> JointProject:
    department = Department.objects.get(name="税務課")
    facts = {**FACTS, **changes}
    return JointProject.begin(
        by=hall.liaison, department=department, organizations=list(bodies), indicators=ROWS, **facts
    )


def sides(project: JointProject) -> tuple[Party, Party]:
    """The city's and the first organization's."""
    city, body, *_ = project.parties.select_related("organization")
    for party in (city, body):
        party.project = project
    return city, body


def agreed(hall: Hall, body: Organization, president: User, **changes: Any) -> JointProject:
    project = prepared(hall, body, **changes)
    city, other = sides(project)
    project.agree_goals(city, by=hall.liaison, on=MONDAY)
    project.agree_goals(other, by=president, on=MONDAY)
    return project


def opened(hall: Hall, body: Organization, president: User, **changes: Any) -> JointProject:
    project = agreed(hall, body, president, **changes)
    project.open(by=hall.liaison, on=SUMMER)
    return project


def written(project: JointProject, party: Party, by: User, points: int = 4) -> None:
    """The same points and a reason everywhere."""
    scores: Any = {row.item_id: (points, f"{party}の理由") for row in party.scores.all()}
    judging.score(project, party, by=by, overall="よかった。", scores=scores)


def compared(hall: Hall, body: Organization, president: User, **changes: Any) -> JointProject:
    """The city gave 4 everywhere, the organization 2."""
    project = opened(hall, body, president, **changes)
    for party, by, points in zip(sides(project), (hall.liaison, president), (4, 2), strict=True):
        written(project, party, by, points)
        judging.send(project, party, by=by, on=SUMMER)
    return project


def discussed(project: JointProject, hall: Hall) -> None:
    concluded = {item.pk: "日程を早く決める。" for item in project.items.all()}
    city, body = sides(project)
    due = SUMMER + timedelta(days=200)
    rows = [{"text": "年度のはじめに日程を決める", "owner": city, "due_on": due}]
    rows.append({"text": "若い人に声をかける", "owner": body, "due_on": due})
    judging.discuss(project, by=hall.liaison, conclusion="続けることにした。", concluded=concluded, improvements=rows)


def reviewing(hall: Hall, body: Organization, president: User, **changes: Any) -> JointProject:
    project = compared(hall, body, president, **changes)
    discussed(project, hall)
    for party, by in zip(sides(project), (hall.liaison, president), strict=True):
        judging.agree_talk(project, party, by=by, on=SUMMER)
    return project


def citizens(hall: Hall, *people: User) -> Committee:
    found = cast.committee(*people, name="市民協働推進委員会")
    found.kind, found.most = Committee.Kind.CITIZENS, 5
    found.save()
    return found


def heard(project: JointProject, hall: Hall, committee: Committee, chair: User) -> Hearing:
    """The chair is free, and the committee answers."""
    hearing = Hearing.ask(
        [project], by=hall.drafter, committee=committee, question="改善に足りないことは。", due_on=MONDAY, on=MONDAY
    )[0]
    voice = hearing.voices.get(member__user=chair)
    voice.declare_free(by=chair)
    voice.give(by=chair, opinion="fit", text="")
    hearing.answer(by=chair, opinion="両者の話し合いがよくできている。")
    return hearing


def published(hall: Hall, body: Organization, president: User) -> JointProject:
    project = reviewing(hall, body, president)
    chair = cast.person("学識 一", "evaluator")
    heard(project, hall, citizens(hall, chair), chair)
    project.conclude(by=hall.liaison, on=SUMMER)
    project.publish(by=hall.liaison, on=SUMMER)
    return project


def answer_all(project: JointProject, party: Party, by: User) -> None:
    for each in judging.carried(project, party):
        judging.answer(project, party, each, by=by, outcome=Improvement.Outcome.DONE, text="4月に決めた。")
