"""Somebody asks for a room, with an account or without; who runs the facility answers."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Request, fetch, reads, recorded, writes
from accounts.access import ask as ask_rule
from accounts.limits import limited
from accounts.models import User
from organizations.facilities.bookings import Booking
from organizations.facilities.buildings import Facility
from organizations.facilities.forms import AnswerForm, AskForm
from organizations.facilities.listing import fee_of, table_of
from organizations.facilities.rules import may_answer_booking, may_cancel_booking, may_keep_facility
from organizations.facilities.views.showing import KNOCKS, day_asked, found, reader_of
from records.anybody import anybody
from records.events import record
from records.forms import attempt
from records.pressing import pressed
from records.sheets.files import WAYS

ASKS = 20  # a minute from one address


@login_not_required
@limited("booking", per_minute=ASKS)
@writes
def ask(request: Request, pk: int) -> HttpResponse:
    place, user, now = found(pk), reader_of(request), timezone.now()
    first = {"day": day_asked(request), "room": request.GET.get("room")}
    form = AskForm(request.POST or None, facility=place, user=user, on=timezone.localdate(), initial=first)
    made: list[Booking] = []

    def act(*, room: Any, **facts: Any) -> None:
        room.facility = place
        made.append(Booking.ask(room, by=user or anybody(), now=now, **facts))

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "申し込みました。返事は、このページに出ます。")
        return redirect(made[0])
    return render(request, "facilities/ask.html", {"facility": place, "form": form})


def of_code(code: UUID, user: User | None) -> Booking:
    """Of who asked without an account: for whoever has the code, as long as a key. Of others: for who may know."""
    related = ("room__facility__manager", "organization", "asked_by")
    case = get_object_or_404(Booking.objects.select_related(*related), code=code)
    seen = user and Booking.objects.visible_to(user, on=timezone.localdate()).filter(pk=case.pk).exists()
    if case.asked_by.is_active and not seen:
        raise Http404
    return case


@login_not_required
@limited("booking-mine", per_minute=KNOCKS)
@reads
def booking(request: Request, code: UUID) -> HttpResponse:
    return render(request, "facilities/booking.html", page_of(of_code(code, reader_of(request)), reader_of(request)))


def page_of(case: Booking, user: User | None) -> dict[str, Any]:
    over = case.is_over(at=timezone.now())
    answers = user is not None and bool(may_answer_booking(user, case))
    return {
        "booking": case,
        "facility": case.room.facility,
        "fee": fee_of(case),
        "answers": answers and case.status in Booking.LIVE,
        "form": AnswerForm(None) if answers and case.status in Booking.LIVE else None,
        "may_cancel": not over and case.can("cancel") and not answers and (not user or may_cancel_booking(user, case)),
        "over": over,
    }


@writes
def confirm(request: Request, code: UUID) -> HttpResponseBase:
    return answered(request, code, "confirm", "申し込みを受けました。")


@writes
def refuse(request: Request, code: UUID) -> HttpResponseBase:
    return answered(request, code, "refuse", "申し込みを断りました。")


def answered(request: Request, code: UUID, verb: str, done: str) -> HttpResponseBase:
    case = of_code(code, request.user)
    ask_rule(may_answer_booking, request.user, case)
    if request.method != "POST":
        return redirect(case)
    form = AnswerForm(request.POST)
    if verb == "refuse" and not request.POST.get("answer", "").strip():
        form.add_error("answer", "断る理由を書いてください。申し込んだ人が読みます。")
    if form.is_valid() and attempt(form, getattr(case, verb), by=request.user, **form.cleaned_data):
        messages.success(request, done)
        return redirect("facilities:bookings", case.room.facility_id)
    return render(request, "facilities/booking.html", {**page_of(case, request.user), "form": form})


@login_not_required
@limited("booking", per_minute=ASKS)
@writes
def cancel(request: Request, code: UUID) -> HttpResponseBase:
    """By who has the code; by who runs the facility with a reason."""
    user = reader_of(request)
    case = of_code(code, user)
    keeps = user is not None and bool(may_answer_booking(user, case))
    reason = request.POST.get("answer", "").strip()[:300] if keeps else ""
    if user is not None and not may_cancel_booking(user, case):
        raise PermissionDenied(may_cancel_booking(user, case).reason)
    by = user or anybody()
    act = partial(case.cancel, by=by, now=timezone.now(), answer=reason)
    return pressed(request, act, "申し込みを取り消しました。", to=case)


@reads
def bookings(request: Request, pk: int) -> HttpResponse:
    """For who runs the facility: what waits for an answer first, then what comes."""
    place = fetch(Facility.objects.public(), by=request.user, may=may_keep_facility, pk=pk)
    rows = Booking.objects.visible_to(request.user, on=timezone.localdate()).filter(room__facility=place)
    coming = rows.filter(ends_at__gte=timezone.now()).select_related("room__facility", "organization")
    page = {
        "facility": place,
        "waiting": coming.filter(status=Booking.Status.ASKED),
        "coming": coming.filter(status=Booking.Status.CONFIRMED)[:200],
    }
    return render(request, "facilities/bookings.html", page)


@recorded
def sheet(request: Request, pk: int) -> HttpResponseBase:
    """Every booking as a spreadsheet; that names left the portal goes on record."""
    place = fetch(Facility.objects.public(), by=request.user, may=may_keep_facility, pk=pk)
    rows = Booking.objects.visible_to(request.user, on=timezone.localdate()).filter(room__facility=place)
    table, way = table_of(place, rows.select_related("room__facility", "organization")), WAYS["xlsx"]
    facts = {"comment": f"{table.title} {len(table)}件 {way.label}", "sheet": table.title, "rows": len(table)}
    request.afterwards.append(partial(record, place, "sheet.export", by=request.user, **facts))
    name = quote(f"{table.title}_{timezone.localdate():%Y%m%d}.{way.extension}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(way.write(table), content_type=way.media_type, headers=headers)
