"""The wizard 春の引継ぎ: which department and day, who moves, what that means, and what there is to do after it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.fiscal import FiscalYear
from records.forms import press
from staff.handover.after import accounts_without_duty, changes_of, handed_posts, prepared_days
from staff.handover.forms import StartForm, bounds
from staff.handover.holdings import holdings
from staff.handover.page import HandoverPage
from staff.handover.picture import Picture
from staff.offices import Department
from staff.rules import may_hand_over, may_read_sheet

BUTTONS = {"csrfmiddlewaretoken", "check", "save", "edit"}


@reads
def start(request: Request) -> HttpResponse:
    """Department and day; a handover that is prepared already is opened again from here."""
    ask(may_hand_over, request.user, None)
    today = timezone.localdate()
    initial = {"on": FiscalYear.of(today).next.start, "department": own_department(request, today)}
    form = StartForm(request.GET if "go" in request.GET else None, initial=initial, today=today)
    if form.is_valid():
        return redirect("staff:handover", form.cleaned_data["department"].pk, form.cleaned_data["on"].isoformat())
    return render(request, "staff/handover/start.html", {"form": form, "days": prepared_days(today)})


def own_department(request: Request, today: date) -> Department | None:
    duty = next(iter(request.user.duties_on(today)), None)
    return duty.post.department if duty else None


@writes
def handover(request: Request, pk: int, day: str) -> HttpResponse:
    """Typing, looking at what it means, and the one button that does it; amended the same way until the day."""
    ask(may_hand_over, request.user, None)
    picture = picture_for(request, pk, day)
    rows = press(request.POST)
    page = HandoverPage(picture, rows or (request.POST if request.method == "POST" else None), reader=request.user)
    if rows is not None or "edit" in request.POST:
        for form in page.forms:
            form.unjudged()
    elif request.method == "POST" and page.is_valid():
        if "save" in request.POST and saved(request, page):
            return redirect("staff:handover_done", pk, day)
        if not page.mistakes:
            return render(request, "staff/handover/confirm.html", confirmation(request, page))
    return render(request, "staff/handover/edit.html", {"page": page, "picture": picture})


def picture_for(request: Request, pk: int, day: str) -> Picture:
    try:
        on = date.fromisoformat(day)
    except ValueError as problem:
        raise Http404(day) from problem
    first, last = bounds(timezone.localdate())
    if not first <= on <= last:
        raise Http404(day)
    return Picture(fetch(Department.objects.select_related("parent__parent__parent"), by=request.user, pk=pk), on)


def saved(request: Request, page: HandoverPage) -> bool:
    try:
        page.save(by=request.user, today=timezone.localdate())
    except ValidationError as refusal:
        named = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        page.refuse(named)
        return False
    messages.success(request, "引継ぎを決めました。その日になると、職と権限が自動で移ります。")
    return True


def confirmation(request: Request, page: HandoverPage) -> dict[str, Any]:
    today = timezone.localdate()
    held = [(user, holdings(user, on=today)) for user in page.leaving]
    return {"page": page, "picture": page.picture, "held": held, "typed": typed(request.POST)}


def typed(data: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in data.lists() if name not in BUTTONS for value in values]


@reads
def done(request: Request, pk: int, day: str) -> HttpResponse:
    """What is prepared, the sheets to print, and the accounts that nobody needs any more."""
    ask(may_hand_over, request.user, None)
    picture = picture_for(request, pk, day)
    context = {
        "picture": picture,
        "lines": changes_of(picture),
        "unneeded": accounts_without_duty(picture),
        "sheets": [post for post in handed_posts(picture) if may_read_sheet(request.user, post)],
        "today": timezone.localdate(),
    }
    return render(request, "staff/handover/done.html", context)
