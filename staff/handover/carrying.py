"""The one verb of a handover: all moves of a day or none, as dated duties with an event for each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.invitations import account_for, welcome
from records.telling import gone, made, overwrite
from staff.handover.moves import Fault, Move, Seat, faults, seats_after
from staff.handover.picture import Picture
from staff.offices import Department, Duty, Post

STALE = "ほかの人が、この部署の引継ぎを先に書きかえました。画面を開き直して、今の内容を確かめてください。"

OWNER = {"user"}  # whose history tells of the duty


@dataclass(frozen=True)
class NewPerson:
    """Somebody who has no account yet; the verb makes it and invites."""

    name: str
    furigana: str
    email: str

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def hand_over(
    department: Department, moves: Sequence[Move], *, by: User, on: date, seen: str, today: date
) -> list[Duty]:
    """Makes the department's duties of the day what the moves say; returns those that are new.

    ``seen`` is the fingerprint of the picture that the page showed. What already is as it should be stays untouched, so
    that the same moves a second time do nothing. NotNow names the row (``Move.row``) where a mistake is mended.
    """
    list(Post.objects.select_for_update(no_key=True).filter(pk__in=[post.pk for post in Picture(department, on).posts]))
    picture = Picture(department, on)
    if picture.fingerprint != seen:
        raise NotNow(STALE)
    if wrong := told(picture, moves):
        raise NotNow(wrong)
    moves = with_accounts(moves)
    rows = {seat: move.row for move in moves for seat in ((move.person, move.leaves), (move.person, move.takes))}
    target = seats_after(picture.seats, moves)
    for seat in sorted(picture.seats_prepared - target, key=repr):
        give_up(picture.prepared[seat], by=by, on=on, today=today, row=rows.get(seat, ""))
    taken = sorted(target - picture.seats_prepared, key=repr)
    return [duty for seat in taken if (duty := take_up(picture, seat, by=by, row=rows.get(seat, "")))]


def with_accounts(moves: Sequence[Move]) -> list[Move]:
    accounts: dict[Any, int] = {}
    for move in moves:
        if isinstance(move.person, NewPerson) and move.person not in accounts:
            new = move.person
            accounts[new] = account_for(new.email, name=new.name, furigana=new.furigana).pk
    return [replace(move, person=accounts.get(move.person, move.person)) for move in moves]


def give_up(duty: Duty, *, by: User, on: date, today: date, row: str) -> None:
    """A duty that goes on over the day ends before it; one that only was to begin on it is taken back."""
    facts: dict[str, Any] = {"post": duty.post, "comment": f"{duty.post} {era_date(on)}から"}
    if duty.starts_on < on:
        changes = overwrite(duty, {"ends_on": on.fromordinal(on.toordinal() - 1)})
        duty.save(update_fields=["ends_on"])
        record(duty.user, "duty.end", by=by, changes=changes, ends_on=duty.ends_on, **facts)
    elif on > today:
        changes = gone(duty, but=OWNER)
        record(duty.user, "duty.take_back", by=by, changes=changes, starts_on=duty.starts_on, **facts)
        duty.delete()
    else:
        raise NotNow({row: f"{duty.user}さんは、もう{era_date(on)}から{duty.post}です。次の引継ぎで動かしてください。"})


def take_up(picture: Picture, seat: Seat, *, by: User, row: str) -> Duty | None:
    """A duty that was to end on the eve goes on; else a new one begins. Whoever comes to the city is invited."""
    person, post = seat
    last = picture.before.get((person, post))
    facts: dict[str, Any] = {"comment": f"{Post.objects.get(pk=post)} {era_date(picture.on)}から"}
    if last is not None:
        changes = overwrite(last, {"ends_on": None})
        last.save(update_fields=["ends_on"])
        record(last.user, "duty.go_on", by=by, changes=changes, post=last.post, **facts)
        return None
    duty = Duty(user_id=person, post_id=post, starts_on=picture.on)
    try:
        with spoken(Duty):
            duty.save()
    except ValidationError as problem:
        raise NotNow({row: problem.messages[0]}) from problem
    facts |= {"changes": made(duty, but=OWNER), "post": duty.post, "starts_on": duty.starts_on}
    record(duty.user, "duty.begin", by=by, **facts)
    if not any(seat[0] == person for seat in picture.before):
        welcome(duty.user, by=by, place=duty.post.department.full_name, role=duty.post.title)
    return duty


def told(picture: Picture, moves: Sequence[Move]) -> dict[str, list[str]]:
    """Every mistake as a sentence, by row."""
    found: dict[str, list[str]] = {}
    after = seats_after(picture.seats, moves)
    posts = {post.pk: post for post in Post.objects.filter(pk__in=[post for _person, post in after] + left(moves))}
    names = people(moves)
    for move, fault in faults(picture.seats, moves):
        both = "と".join(str(posts[post]) for person, post in sorted(after, key=repr) if person == move.person)
        at = posts.get(move.leaves if fault == Fault.VACANT else move.takes)
        sentence = SENTENCES[fault].format(who=names[move.person], day=era_date(picture.on), post=at, both=both)
        found.setdefault(move.row, []).append(sentence)
    return found


SENTENCES = {
    Fault.TWICE: "{who}さんは、{day}の{post}に、もう入っています。どちらかの行を直してください。",
    Fault.BOTH: "{who}さんは、{day}に{both}の両方につくことになります。片方を離れるか、「兼務」を選んでください。",
    Fault.VACANT: "{day}から、{post}につく人がいません。後任を入れるか、「空けておく」を選んでください。",
}


def left(moves: Sequence[Move]) -> list[Any]:
    return [move.leaves for move in moves if move.leaves is not None]


def people(moves: Collection[Move]) -> Mapping[Any, str]:
    known = [move.person for move in moves if not isinstance(move.person, NewPerson)]
    names: dict[Any, str] = dict(User.objects.filter(pk__in=known).values_list("pk", "name"))
    return names | {move.person: str(move.person) for move in moves if isinstance(move.person, NewPerson)}
