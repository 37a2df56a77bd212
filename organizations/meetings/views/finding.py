"""The first two beats of every page here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import Request, Rule, fetch
from accounts.models import User
from organizations.meetings.meeting import Meeting
from records.forms import Sheet


def reader(request: Request) -> User | None:
    """Who has signed in; these pages are open to everybody."""
    user: Any = request.user
    return user if isinstance(user, User) else None


def meeting_for(request: Request, pk: int, *, may: Rule | None = None) -> Meeting:
    visible = Meeting.objects.visible_to(request.user, on=timezone.localdate()).with_hosts()
    return fetch(visible, by=request.user, may=may, pk=pk)


def past(request: Request, meeting: Meeting, verb: str) -> HttpResponse | None:
    """The page of a verb whose time has gone leads to the meeting, with the reason."""
    if request.method == "POST" or meeting.can(verb):
        return None
    word = f"今は「{meeting.get_status_display()}」なので、この操作はできません。"
    messages.warning(request, meeting.NOT_NOW.get(verb, word))
    return redirect(meeting)


def taken(sheet: Sheet, act: Callable[[], object]) -> bool:
    """Does ``act`` with right rows; what it refuses is told over the rows, which stay as they were typed."""
    if not sheet.is_valid():
        return False
    try:
        with transaction.atomic():
            act()
    except ValidationError as refusal:
        sheet.non_form_errors().extend(refusal.messages)
        return False
    return True
