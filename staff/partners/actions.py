"""One person comes to support several areas at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from records.invitations import account_for, welcome
from staff.partners.partners import Partner
from staff.words.words import PartnerKind


@transaction.atomic
def take_on(
    *, by: User, name: str, furigana: str, email: str, areas: Iterable[Any], kind: PartnerKind | str, **facts: Any
) -> list[Partner]:
    """The account (an invitation goes out where there was none) and one line for each area; all or nothing."""
    user = account_for(email, name=name, furigana=furigana)
    made = [Partner.appoint(by=by, user=user, area=area, kind=kind, **facts) for area in areas]
    welcome(user, by=by, place="、".join(str(each.area) for each in made), role=str(made[0].kind))
    return made
