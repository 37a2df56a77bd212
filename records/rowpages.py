"""Pages with rows, all alike: the rows' buttons work without a script, mistakes come back, one verb at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from accounts.access import Request
from accounts.models import User
from records.forms import Form, Sheet, press


class RowsPage(Protocol):
    """Everything that is typed on one page; ``save`` is its one verb."""

    @property
    def forms(self) -> list[Form | Sheet]: ...
    def save(self, *, by: User) -> Any: ...
    def refuse(self, problem: ValidationError) -> None: ...


def are_valid(page: RowsPage) -> bool:
    """All of them are judged, so that every mistake shows at once."""
    return False not in [form.is_valid() for form in page.forms]


def rows_page(
    request: Request,
    make: Callable[[QueryDict | None], RowsPage],
    *,
    template: str,
    done: str,
    to: Any,
    context: Mapping[str, Any],
) -> HttpResponseBase:
    """``preview`` among the sent buttons shows the page again as it was typed, judged but not saved."""
    pressed = press(request.POST)
    page = make(pressed or (request.POST if request.method == "POST" else None))
    if pressed is not None:
        for form in page.forms:
            form.unjudged()
    elif request.method == "POST" and are_valid(page) and "preview" not in request.POST:
        try:
            page.save(by=request.user)
        except ValidationError as refusal:
            page.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect(to)
    return render(request, template, {"page": page, **context})
