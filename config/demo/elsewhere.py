"""The demonstrations of the other cities: each is a file of facts (``cities/``), and what the portal does is the same.

Offices and rules are those of the first demonstration under the city's own names; areas, organizations, meetings and
the city's plan are the city's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from config.demo import connecting, judged, pastplan, questionnaire, voices
from config.demo.bodies import paper
from config.demo.city import LONG_AGO, Hall, account, build_hall
from config.demo.clock import Story, play
from config.demo.wording import print_seals
from organizations.figures.judged import Wishes
from organizations.figures.judging import Judge
from organizations.figures.taking import take
from organizations.meetings.agenda import set_agenda, set_todos
from organizations.meetings.attendance import count
from organizations.meetings.kinds import MeetingKind, establish_usual
from organizations.meetings.meeting import Meeting
from organizations.meetings.notes import write_notes
from organizations.models import Area, AreaSystem, Kind, Officer, Organization
from organizations.papers import Paper
from plans.models import FuturePlan
from records.fiscal import FiscalYear
from staff.models import LiaisonAssignment
from staff.offices import whom_to_ask

HERE = Path(__file__).parent
EVENING, HOURS = time(19), timedelta(hours=2)
Say = Callable[[str], None]


def facts_of(city: str) -> dict[str, Any]:
    """The city's own facts; offices, posts and rules of the first demonstration, renamed as the city names them."""
    own = tomllib.loads((HERE / "cities" / f"{city}.toml").read_text())
    text = (HERE / "niimi.toml").read_text()
    for before, after in {**own["renamed"], "新見市": own["city"]["name"]}.items():
        text = text.replace(before, after)
    return {**tomllib.loads(text), **own}


@dataclass(eq=False)
class Body:
    """One organization, and who acts for it."""

    organization: Organization
    president: User


def build(city: str, today: date, say: Say) -> None:
    """The whole city, in the caller's transaction."""
    facts = facts_of(city)
    say(f"{facts['city']['name']}の組織、区域、団体、会議をつくっています。")
    hall = build_hall(facts)
    print_seals()
    establish_usual()
    Kind.lay_down(by=hall.people["officer"])
    if city == "shinjo":
        play([pastplan.play(hall, facts["survey"])], today)
    areas = build_areas(facts, by=hall.people["officer"])
    read_figures(facts, hall, today)
    send_liaisons(list(areas.values()), hall)
    bodies: dict[str, Body] = {}
    play([found(each, areas, bodies, hall, today) for each in facts["bodies"]], today)
    play([meet(each, bodies[each["body"]], hall, today) for each in facts.get("meetings", [])], today)
    play([plan(each, bodies[each["body"]], today) for each in facts.get("plans", [])], today)
    play(connected(facts, areas, bodies, hall, today), today)
    play(evaluated(facts, bodies, hall, today), today)


def connected(
    facts: dict[str, Any], areas: dict[str, Area], bodies: dict[str, Body], hall: Hall, today: date
) -> list[Story[None]]:
    """What the city's file tells of needs and offers, and of a course."""
    stories: list[Story[None]] = []
    if "cards" in facts:
        stories += connecting.people(facts, areas, hall, today)
    if "course" in facts:
        body = bodies[facts["course"]["body"]]
        stories.append(connecting.course(facts["course"], body.organization, body.president, today))
    return stories


def evaluated(facts: dict[str, Any], bodies: dict[str, Body], hall: Hall, today: date) -> list[Story[None]]:
    """What the city's file tells of citizens' voices and questions, and of a project that both its sides judge."""
    stories = [voices.play(each, hall, today) for each in facts.get("voices", [])]
    stories += [questionnaire.waiting(each, hall, today) for each in facts.get("questionnaires", [])]
    if told := facts.get("joint"):
        body = bodies[told["body"]]
        stories.append(judged.play(told, body.organization, body.president, hall, today))
    return stories


def build_areas(facts: dict[str, Any], *, by: User) -> dict[str, Area]:
    """The areas in which the city's communities live, under the city's own word for them."""
    AreaSystem.define(by=by, kind=Area.Kind.DISTRICT, **facts["system"])
    name, furigana = facts["city"]["name"], facts["city"]["furigana"]
    city = Area.objects.create(kind=Area.Kind.CITY, code="city", name=name, furigana=furigana)
    return {
        each["code"]: Area.objects.create(
            kind=Area.Kind.DISTRICT,
            code=each["code"],
            name=each["name"],
            furigana=each["furigana"],
            parent=city,
            order=order,
        )
        for order, each in enumerate(facts["areas"], start=1)
    }


def read_figures(facts: dict[str, Any], hall: Hall, today: date) -> None:
    """The people of the areas, from a table as the city would publish it; the numbers are invented."""
    if "figures" in facts:
        path = HERE / "figures" / facts["figures"]
        wishes = Wishes("住民基本台帳の形(見本)", skips_unknown=True)
        file = SimpleUploadedFile(path.name, path.read_bytes())
        take(Judge(file, wishes, on=today).judge(), by=hall.people["officer"])


def send_liaisons(areas: list[Area], hall: Hall) -> None:
    """地域担当職員, everywhere but in the last of several areas, which is vacant."""
    for area in areas[:-1] or areas:
        facts: dict[str, Any] = {"role": "main", "starts_on": LONG_AGO, "ends_on": None, "phone": ""}
        LiaisonAssignment.assign(by=hall.people["officer"], user=hall.people["liaison"], area=area, **facts)


def found(
    facts: dict[str, Any], areas: dict[str, Area], bodies: dict[str, Body], hall: Hall, today: date
) -> Story[None]:
    """People begin to talk; they found a committee that prepares, with somebody who speaks for it."""
    officer = hall.people["officer"]
    on = yield facts.get("since") or today - timedelta(days=facts.get("days", 200))
    area, (name, furigana) = areas[facts["area"]], facts["president"]
    kind = Kind.objects.get(code=facts["kind"])
    named: dict[str, Any] = {"name": facts["name"], "furigana": facts["furigana"], "areas": [area]}
    body = Organization.register(by=officer, kind=kind, **named)
    user = account(f"president.{facts['key']}", name, furigana)
    told: dict[str, Any] = {"name": name, "furigana": furigana, "email": user.email, "starts_on": on}
    body.appoint(by=officer, kind=Officer.Kind.PRESIDENT, **told, address=f"{area}1番地", phone="000-000-0000")
    on = yield on + timedelta(days=20)
    if kind.Step.PREPARING in kind.steps:
        paper(body, Paper.MEMBERS, by=user)
        body.prepare(by=officer, on=on, activities=facts["activities"], **named)
    if kind.way[-1] == "working":
        body.begin_work(by=officer, on=on)
    elif kind.Step.PLANNING in kind.steps:
        body.plan(by=user)
    bodies[facts["key"]] = Body(body, user)


def meet(facts: dict[str, Any], body: Body, hall: Hall, today: date) -> Story[None]:
    """Meeting after meeting; the last one's minutes may wait for another's eyes, to the next one people may sign up.

    ``earlier``: what was different in those before the last; ``coming``: what is different in the next one.
    """
    kind, officer = MeetingKind.objects.get(name=facts["kind"]), hall.people["officer"]
    *before, last = facts["days"]
    others = [{**facts, "notes": (), "todos": (), **own} for own in facts.get("earlier", [{}] * len(before))]
    for days, told in zip(facts["days"], [*others, facts], strict=True):
        day = today + timedelta(days=days)
        on = yield day - timedelta(days=18)
        meeting = call(kind, body, told["title"], day, on, agenda=facts.get("agenda", ()) if days == last else ())
        yield day + timedelta(days=1)
        write_down(meeting, body.president, told)
        meeting.ask_check(by=body.president)
        if days != last or not facts.get("waits", True):
            meeting.check_minutes(by=officer)
            meeting.publish(by=officer)
    if "coming" in facts:
        on = yield today
        following = {**facts, "agenda": (), **facts["coming"]}
        day = today + timedelta(days=20)
        call(kind, body, following["title"], day, on, agenda=following["agenda"])


def plan(facts: dict[str, Any], body: Body, today: date) -> Story[None]:
    """The area's plan as far as it is written: what it wants to become, and by what."""
    on = yield today - timedelta(days=10)
    made = FuturePlan.begin(body.organization, FiscalYear.of(on), by=body.president)
    years = {"from_year": made.from_year, "to_year": made.to_year}
    texts = {name: facts.get(name, "") for name in ("title", "situation", "vision", "slogan", "system")}
    columns = ("goal", "field", "content", "actor", "timing")
    sheets: Any = {
        "gatherings": [],
        "issues": [{"text": text} for text in facts["issues"]],
        "goals": [{"key": str(number), "text": text} for number, text in enumerate(facts["goals"], start=1)],
        "measures": [dict(zip(columns, row, strict=True)) | {"indicator": ""} for row in facts["measures"]],
    }
    made.write({**texts, **years}, sheets, by=body.president, seen=made.revision)


def call(kind: MeetingKind, body: Body, title: str, day: date, on: date, *, agenda: Sequence[str] = ()) -> Meeting:
    begins = datetime.combine(day, EVENING, tzinfo=timezone.get_default_timezone())
    where: dict[str, Any] = {"place": "見本コミュニティセンター", "inquiries": whom_to_ask(on)}
    when: dict[str, Any] = {"starts_at": begins, "ends_at": begins + HOURS}
    doors: dict[str, Any] = {"takes_signups": kind.is_open, "contact": "optional", "organization": body.organization}
    meeting = Meeting.plan(kind, by=body.president, at=timezone.now(), title=title, **where, **when, **doors)
    rows = [{"title": each, "text": "", "is_proposal": False, "majority": "half"} for each in agenda]
    if rows:
        set_agenda(meeting, rows, by=body.president)
    meeting.announce(by=body.president, on=on)
    return meeting


def write_down(meeting: Meeting, by: User, facts: dict[str, Any]) -> None:
    meeting.refresh_from_db()
    for group, band, people in facts["came"]:
        count(meeting, by=by, group=group, age_band=band, people=people)
    meeting.hold(by=by, at=timezone.now())
    for note in facts.get("notes", ()):
        write_notes(meeting, by=by, kind=note["kind"], text=note["text"], theme=note["theme"], area=meeting.areas()[0])
    if rows := [
        {"text": text, "person": person, "due_on": meeting.day + timedelta(days=days)}
        for text, person, days in facts.get("todos", ())
    ]:
        set_todos(meeting, rows, by=by)
    meeting.write_minutes(by=by, text=facts["minutes"].strip())
