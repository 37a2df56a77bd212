"""What is to be done about hearings: rows of both home pages. A member's row names the organization, nothing more."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from organizations.hearings import Hearing
from organizations.voices import Tally, Voice, tally_of
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day

KIND = "諮問"


@rests_without(Hearing.objects.open())
def for_leader(user: User, *, on: date) -> list[Task]:
    """A member's: declare, write the opinion; the chair's: answer, once the opinions are there."""
    if not user.seats_on(on) or user.is_city(on=on):
        return []
    mine = Voice.objects.of(user, on=on).filter(hearing__status="asked")
    voices = list(mine.select_related("hearing__organization", "hearing__committee", "hearing__case_type", "member"))
    tallies = tallies_of([voice.hearing for voice in voices], on=on)
    return [task for voice in voices if (task := member_task(voice, tallies[voice.hearing_id]))]


def member_task(voice: Voice, tally: Tally) -> Task | None:
    hearing = voice.hearing
    about = f"{hearing.organization}の{hearing.kind}。{tally}。"
    if not voice.declaration:
        title, detail, action = "関係があるかを申し出る", f"{about}書類は、そのあとで開きます。", "申し出る"
    elif voice.is_free and not voice.opinion:
        title, detail, action = "意見を書く", about, "意見を書く"
    elif voice.is_free and voice.member.is_chair and not tally.lacks:
        title, detail, action = "答申をまとめる", about, "答申をまとめる"
    else:
        return None
    url = hearing.get_absolute_url()
    return Task(f"{hearing.committee}:{title}", url, str(hearing.organization), hearing.due_on, detail, action)


@rests_without(Hearing.objects.open())
def for_city(user: User, *, on: date) -> list[Task]:
    """Every open hearing that the person may see: the section's turn when all opinions are there, or it is late."""
    visible = Hearing.objects.visible_to(user, on=on).open()
    hearings = list(visible.select_related("committee", "organization", "case_type"))
    tallies, section = tallies_of(hearings, on=on) if hearings else {}, user.in_section(on=on)
    return [
        Task(
            f"{hearing.kind}の諮問({tallies[hearing.pk]})",
            hearing.get_absolute_url(),
            str(hearing.organization),
            due=hearing.due_on,
            kind=KIND,
            stage=hearing.get_status_display(),
            holder=str(hearing.committee),
            since=local_day(hearing.asked_at),
            mine=section and (tallies[hearing.pk].is_complete or hearing.due_on < on),
        )
        for hearing in hearings
    ]


def tallies_of(hearings: list[Hearing], *, on: date) -> dict[int, Tally]:
    """By the hearings' keys; one query."""
    voices = list(Voice.objects.filter(hearing__in=hearings).select_related("member"))
    return {
        hearing.pk: tally_of([voice for voice in voices if voice.hearing_id == hearing.pk], on=on)
        for hearing in hearings
    }
