"""協働事業: judged by both its sides, talked over, heard by the citizens' committee, published, and begun anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.city import Hall
from config.demo.clock import Story
from organizations.models import Hearing, Organization, Voice
from plans.evaluations import judging
from plans.evaluations.rows import Party
from plans.models import JointProject
from records.fiscal import FiscalYear
from staff.models import Committee

TEXTS = ("title", "purpose", "goal", "beneficiaries")
Sides = list[tuple[Party, User, str]]


def play(facts: dict[str, Any], body: Organization, president: User, hall: Hall, today: date) -> Story[None]:
    """The section that keeps the plan and the body, in the year that is over."""
    officer, year = hall.people["officer"], FiscalYear.of(today).previous
    on = yield year.start + timedelta(days=20)
    indicators = [{"name": name, "target": target} for name, target, _result in facts["indicators"]]
    project = JointProject.begin(
        by=officer,
        department=hall.posts["officer"].department,
        organizations=[body],
        indicators=indicators,
        fiscal_year=year,
        starts_on=year.start + timedelta(days=60),
        **{name: facts[name] for name in TEXTS},
    )
    on = yield on + timedelta(days=7)
    agree(project, officer, president)
    on = yield year.end - timedelta(days=20)
    project.open(by=officer, on=on)
    judge(project, facts, sides(project, officer, president), on=on)
    on = yield year.next.start + timedelta(days=20)
    talk(project, facts, sides(project, officer, president), on=on)
    yield from heard(project, facts, hall, on)
    on = timezone.localdate()
    project.conclude(by=officer, on=on)
    project.publish(by=officer, on=on)
    agree(project.next_year(by=officer), officer, president)


def sides(project: JointProject, officer: User, president: User) -> Sides:
    """Each with who acts for it, and the word under which the file of facts has it."""
    city, body = project.parties.select_related("organization")
    city.project = body.project = project
    return [(city, officer, "city"), (body, president, "body")]


def agree(project: JointProject, officer: User, president: User) -> None:
    for party, by, _side in sides(project, officer, president):
        project.agree_goals(party, by=by, on=timezone.localdate())


def judge(project: JointProject, facts: dict[str, Any], sides: Sides, *, on: date) -> None:
    """What the indicators came to, and each side's sheet."""
    found = dict(zip(project.indicators.all(), facts["indicators"], strict=True))
    results = {each.pk: result for each, (_name, _target, result) in found.items()}
    judging.note_results(project, by=sides[0][1], results=results)
    for party, by, side in sides:
        said: dict[str, Any] = facts["said"][side]
        rows = zip(project.items.all(), said["points"], said["reasons"], strict=True)
        scores = {item.pk: (points, reason) for item, points, reason in rows}
        judging.score(project, party, by=by, overall=said["overall"], scores=scores)
        judging.send(project, party, by=by, on=on)


def talk(project: JointProject, facts: dict[str, Any], sides: Sides, *, on: date) -> None:
    """相互評価: what was concluded where the sides differed, and what each of them mends."""
    owners = {side: party for party, _by, side in sides}
    due = FiscalYear.of(on).end
    rows = [{"text": text, "owner": owners[side], "due_on": due} for side, text in facts["improvements"]]
    named = {item.name: item.pk for item in project.items.all()}
    concluded = {named[name]: text for name, text in facts["concluded"].items()}
    by = sides[0][1]
    judging.discuss(project, by=by, conclusion=facts["conclusion"], concluded=concluded, improvements=rows)
    for party, own, _side in sides:
        judging.agree_talk(project, party, by=own, on=on)


def heard(project: JointProject, facts: dict[str, Any], hall: Hall, on: date) -> Story[None]:
    """外部評価: one member is tied and stays out; the chair says what the committee thinks."""
    due, committee = on + timedelta(days=21), Committee.objects.get(kind="citizens")
    question = facts["question"]
    hearing = Hearing.ask(
        [project], by=hall.people["officer"], committee=committee, question=question, due_on=due, on=on
    )[0]
    yield on + timedelta(days=14)
    seats = {voice.member.kind: voice for voice in hearing.voices.select_related("member__user", "hearing__committee")}
    chair, member = seats["chair"], seats["member"]
    member.declare_tied(by=member.member.user, kind="other", note="団体の会員です。")
    chair.declare_free(by=chair.member.user)
    chair.give(by=chair.member.user, opinion=Voice.Opinion.FIT, text=facts["opinion"])
    hearing.answer(by=chair.member.user, opinion=facts["opinion"])
    yield on + timedelta(days=21)
