"""Every night what has ended at the entrance goes: old sessions and links. The record of them stays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import SignInLink
from records.jobs import daily


@daily("entrance.tidy", "終わったサインインを片付ける", at=time(3, 40))
def tidy(*, on: date) -> None:
    """Whatever was over on the evening before ``on``."""
    midnight = timezone.make_aware(datetime.combine(on, time()))
    Session.objects.filter(expire_date__lt=midnight).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).filter(
        last_seen_at__lt=midnight
    ).delete()
    SignInLink.objects.filter(sent_at__lt=midnight - timedelta(days=1)).delete()
