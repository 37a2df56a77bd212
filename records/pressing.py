"""A button that does one verb: what it could not do is told on the page to which it leads back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect

from accounts.access import Request


def pressed(request: Request, act: Callable[[], Any], done: str, *, to: Any, otherwise: Any = None) -> HttpResponseBase:
    """Does ``act`` and goes to what it gave, or to ``to`` where it gives nothing; a refusal goes to ``otherwise``.

    Opened by its address alone (a bookmark, the back button) it does nothing.
    """
    otherwise = otherwise or to
    if request.method != "POST":
        return redirect(otherwise)
    try:
        made = act()
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect(otherwise)
    messages.success(request, done)
    return redirect(made or to)
