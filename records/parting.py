"""退く: a person who left keeps a name in the trail and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import SignInLink, User
from records.cases import NotNow
from records.drafts import Draft
from records.events import record
from records.mail import Mail
from records.retention.kinds import GONE

NOWHERE = "nowhere.invalid"  # no address of this name can exist (RFC 2606); the key before it keeps it unique
OF_THE_LIBRARY = (("mfa", "Authenticator"), ("socialaccount", "SocialAccount"))


def has_parted(user: User) -> bool:
    return user.email.endswith(f"@{NOWHERE}")


def may_part(user: User, _person: User) -> Answer:
    """The section, and those who keep the settings: they hear first that somebody has left."""
    today = timezone.localdate()
    if user.in_section(on=today) or user.runs_settings(on=today):
        return YES
    return No("退いた人のアカウントを閉じるのは、協働の担当の係と、設定の担当です。")


def without_ties(*, on: date) -> QuerySet[User]:
    """Accounts of people who hold nothing on the day and will hold nothing later, and whose account still stands."""
    lasting = Q(ends_on=None) | Q(ends_on__gte=on)
    found = User.objects.exclude(email__endswith=f"@{NOWHERE}")
    for name in ("duties", "roles", "seats", "partnerships"):
        rows: Any = User._meta.get_field(name).related_model
        found = found.exclude(Exists(rows.objects.filter(lasting, user=OuterRef("pk"))))
    return found.order_by("furigana", "pk")


def ties(person: User, *, on: date) -> list[str]:
    """What the person still holds on the day or will hold later, as sentences say it."""
    held = [
        row
        for row in (*person.duties.all(), *person.roles.all(), *person.seats.all(), *person.partnerships.all())
        if row.ends_on is None or row.ends_on >= on
    ]
    return [str(row) for row in held]


@transaction.atomic
def part(person: User, *, by: User, on: date) -> None:
    """Ends sign-in and sessions, and erases e-mail, phone, reading and what was written to or typed by the person.

    NotNow as long as the person holds a duty in the city, a role in an organization or a seat on a committee.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if has_parted(person):
        raise NotNow("この人のアカウントは、もう閉じてあります。")
    if person == by:
        raise NotNow("自分のアカウントは閉じられません。ほかの人に頼んでください。")
    if held := ties(person, on=on):
        raise NotNow(f"この人は、まだ職や役についています({'、'.join(held)})。先に、その終わりの日を入れてください。")
    record(person, "user.part", by=by)
    _close(person)
    _forget(person)


def _close(person: User) -> None:
    """Nobody signs in any more; a changed password ends every session that is open."""
    person.is_active = False
    person.email = f"{person.pk}@{NOWHERE}"
    person.furigana = person.phone = ""
    person.last_login = None
    person.set_unusable_password()
    person.save()
    person.invitations.all().delete()
    SignInLink.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    for label, name in OF_THE_LIBRARY:
        if apps.is_installed(f"allauth.{label}"):
            apps.get_model(label, name)._base_manager.filter(user=person).delete()


def _forget(person: User) -> None:
    Mail.objects.filter(to_user=person, sent_at=None).delete()
    Mail.objects.filter(to_user=person).update(to_address="", subject=GONE, body=GONE)
    Draft.objects.filter(saved_by=person, key__endswith=f"#{person.pk}").delete()
