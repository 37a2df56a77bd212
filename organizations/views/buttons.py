"""Buttons that are a verb by themselves, without a form to fill in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from accounts.access import Request
from records.forms import Form, attempt


def pressed(request: Request, verb: Callable[..., object], **facts: Any) -> bool:
    """Runs the verb; what it refuses is told at the head of the page to which the view leads."""
    form = Form(request.POST)
    if form.is_valid() and attempt(form, verb, by=request.user, **facts):
        return True
    for mistake in form.mistakes:
        messages.error(request, mistake.sentence)
    return False
