"""Stopping an account whose person has not left (a lost telephone, a stranger at the door), and lifting the stop."""

from __future__ import annotations

from datetime import date

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import SignInLink, User
from records.cases import NotNow
from records.events import record
from records.parting import NOWHERE, may_part
from records.telling import overwrite


def may_stop(user: User, person: User) -> Answer:
    """Whoever may close accounts: the section, and those who keep the settings. Nobody their own."""
    if not may_part(user, person):
        return No("アカウントを止めたり戻したりするのは、協働の担当の係と、設定の担当です。")
    return YES if user != person else No("自分のアカウントは止められません。ほかの人に頼んでください。")


def standing() -> QuerySet[User]:
    """Accounts of people who have not left, the stopped ones first."""
    return User.objects.exclude(email__endswith=f"@{NOWHERE}").order_by("is_active", "furigana", "pk")


def found(words: list[str]) -> QuerySet[User]:
    """Those whose name, reading or address has every word; without a word, those that are stopped."""
    people = standing()
    for word in words:
        people = people.filter(Q(name__icontains=word) | Q(furigana__icontains=word) | Q(email__icontains=word))
    return people if words else people.filter(is_active=False)


@transaction.atomic
def stop(person: User, *, by: User, reason: str) -> None:
    """Nobody signs in as the person, and whoever is in is out at once; everything else stays as it is."""
    person = locked(person)
    if not person.is_active:
        raise NotNow("このアカウントは、もう止まっています。")
    if person == by:
        raise NotNow("自分のアカウントは止められません。ほかの人に頼んでください。")
    changes = overwrite(person, {"is_active": False})
    person.save(update_fields=["is_active"])
    end_sessions(person)
    SignInLink.objects.filter(user=person, used_at=None).delete()
    record(person, "user.stop", by=by, changes=changes, comment=reason)


@transaction.atomic
def lift(person: User, *, by: User, reason: str) -> None:
    """The person signs in as before, with the same password and the same second factor."""
    person = locked(person)
    if person.is_active:
        raise NotNow("このアカウントは、止まっていません。")
    changes = overwrite(person, {"is_active": True})
    person.save(update_fields=["is_active"])
    record(person, "user.lift", by=by, changes=changes, comment=reason)


def end_sessions(person: User) -> None:
    """All of them, whether or not the library has a row for it: or the lift would open them again."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
    UserSession.objects.filter(user=person).delete()


def locked(person: User) -> User:
    return standing().select_for_update(no_key=True).get(pk=person.pk)


def holds_something(person: User, *, on: date) -> list[str]:
    """The posts and roles of a day, as the page names them."""
    return [*(str(duty.post) for duty in person.duties_on(on)), *(str(role) for role in person.roles_on(on))]
