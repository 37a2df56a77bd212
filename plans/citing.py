"""What workshops found goes into the future plan: problems among its issues, assets into the area's situation, and the
workshop itself into the way in which the plan came about; each with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from organizations.meetings.attendance import attendance
from organizations.meetings.meeting import Meeting
from organizations.meetings.notes import Note, NoteQuerySet
from plans.contents import told_sheets
from plans.future import FuturePlan
from plans.measures import Gathering, Issue
from records.cases import NotNow
from records.era import era_date
from records.events import record
from records.telling import changes, overwrite

HEADING = "地域の魅力・資源"
ROOM = 4000  # characters of the situation


def citable(plan: FuturePlan) -> NoteQuerySet:
    """Problems and assets that everybody may read, of the plan's organization and around it, the weightiest first."""
    notes = Note.objects.public().about(plan.organization).exclude(kind=Note.Kind.IDEA)
    return notes.select_related("meeting__kind").weightiest_first()


def cited(note: Note) -> str:
    """「空き家が増えている(令和7年6月2日 ワークショップ)」."""
    return f"{note.text}({era_date(note.day)} {note.meeting.kind})"


def is_cited(plan: FuturePlan, note: Note, issues: Sequence[str]) -> bool:
    return cited(note) in issues or cited(note) in plan.situation


@transaction.atomic
def cite(plan: FuturePlan, notes: Sequence[Note], *, by: User) -> int:
    """Behind what stands there; how many were new. A page that was opened before is told that it is old."""
    plan.lock()
    plan.check_move("write")
    plan.turn_page(seen=plan.revision)
    before, there = told_sheets(plan), list(plan.issues.values_list("text", flat=True))
    new = [note for note in notes if not is_cited(plan, note, there)]
    if not new:
        raise NotNow("まだ取り入れていない意見を、1つ以上選んでください。")
    last = plan.issues.aggregate(last=Max("order"))["last"] or 0
    problems = [note for note in new if note.kind == Note.Kind.PROBLEM]
    rows = [Issue(plan=plan, order=last + n, text=cited(note)) for n, note in enumerate(problems, start=1)]
    Issue.objects.bulk_create(rows)
    told = overwrite(plan, {"situation": situation(plan, [note for note in new if note.kind == Note.Kind.ASSET])})
    plan.save()
    for meeting in dict.fromkeys(note.meeting for note in new):
        gather(plan, meeting)
    record(plan, "futureplan.cite", by=by, changes=[*told, *changes(before, told_sheets(plan))])
    return len(new)


def situation(plan: FuturePlan, assets: Sequence[Note]) -> str:
    if not assets:
        return plan.situation
    lines = [plan.situation.rstrip()] if plan.situation.strip() else []
    lines += [] if HEADING in plan.situation else [HEADING]
    text = "\n".join([*lines, *(f"・{cited(note)}" for note in assets)])
    if len(text) > ROOM:
        raise NotNow(f"「地域の現状」が{ROOM}文字を超えます。資源を選ぶ数を減らすか、現状を短くしてください。")
    return text


def gather(plan: FuturePlan, meeting: Meeting) -> None:
    """策定の経過: once for each workshop."""
    method = str(meeting)[:100]
    if plan.gatherings.filter(held_on=meeting.day, method=method).exists():
        return
    last = plan.gatherings.aggregate(last=Max("order"))["last"] or 0
    came = attendance(meeting).total
    people = f"{came}人" if came else ""
    Gathering.objects.create(plan=plan, order=last + 1, held_on=meeting.day, method=method, participants=people)
