"""A meeting is planned, mended, announced, put off, called off; its agenda and papers."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, fetch, writes
from organizations.areas import Area
from organizations.meetings.agenda import set_agenda
from organizations.meetings.forms.papers import INNER_PAPER, OPEN_PAPER, Agenda, AgendaForm, MaterialForm, items_of
from organizations.meetings.forms.planning import AnnounceForm, CancelForm, PlanForm, PostponeForm, typed_when
from organizations.meetings.kinds import MeetingKind
from organizations.meetings.meeting import Meeting
from organizations.meetings.page import MeetingPage
from organizations.meetings.rules import may_hold_for, may_keep
from organizations.meetings.views.finding import meeting_for, past, taken
from organizations.models import Organization
from records.attachments import Attachment, put_away
from records.forms import attempt, press
from records.pressing import pressed


def host_named(request: Request) -> tuple[Any, Any]:
    """The organization or area for which the address asks, and the kinds of meetings that it may hold."""
    today = timezone.localdate()
    kinds = MeetingKind.objects
    for name, model in (("organization", Organization), ("area", Area)):
        key = request.GET.get(name, "")
        if key.isdecimal() and len(key) < 10:
            rows: Any = model._default_manager
            host = fetch(rows.visible_to(request.user, on=today), by=request.user, may=may_hold_for, pk=int(key))
            return host, kinds.for_organizations() if name == "organization" else kinds.for_areas()
    raise Http404


@writes
def new(request: Request) -> HttpResponse:
    host, kinds = host_named(request)
    form = PlanForm(request.POST or None, kinds=kinds, host=host)
    made: list[Meeting] = []
    if form.is_valid():
        where = {"organization" if isinstance(host, Organization) else "area": host}
        facts: dict[str, Any] = {**form.facts, **where, "by": request.user, "at": timezone.now()}
        if attempt(form, lambda: made.append(Meeting.plan(form.cleaned_data["kind"], **facts))):
            messages.success(request, "会議を用意しました。次に、議題を書きます。")
            return redirect("meetings:agenda", made[0].pk)
    context = {"form": form, "host": host, "kinds": kinds}
    return render(request, "organizations/meetings/new.html", context)


@writes
def edit(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, may=may_keep)
    form = PlanForm(request.POST or None, kinds=(), host=meeting.host, meeting=meeting)
    if form.is_valid() and attempt(form, meeting.revise, by=request.user, at=timezone.now(), **form.facts):
        messages.success(request, "案内を直しました。")
        return redirect(meeting)
    return render(request, "organizations/meetings/edit.html", {"form": form, "meeting": meeting})


@writes
def announce(request: Request, pk: int) -> HttpResponse:
    """The last look before everybody sees it; a reason is asked where it comes late."""
    meeting, today = meeting_for(request, pk, may=may_keep), timezone.localdate()
    if over := past(request, meeting, "announce"):
        return over
    form = AnnounceForm(request.POST or None)
    if form.is_valid() and attempt(form, meeting.announce, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "会議を知らせました。")
        return redirect(meeting)
    late = meeting.late_sentence() if meeting.is_late(on=today) else ""
    page = MeetingPage(meeting, request.user, timezone.now())
    context = {"form": form, "meeting": meeting, "page": page, "late": late}
    return render(request, "organizations/meetings/announce.html", context)


@writes
def postpone(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, may=may_keep)
    if over := past(request, meeting, "postpone"):
        return over
    form = PostponeForm(request.POST or None, initial=typed_when(meeting))
    if form.is_valid():
        facts: dict[str, Any] = {**form.when(), "reason": form.cleaned_data["reason"], "at": timezone.now()}
        if attempt(form, meeting.postpone, by=request.user, **facts):
            messages.success(request, "日時を変え、申し込んだ人にメールで知らせました。")
            return redirect(meeting)
    return render(request, "organizations/meetings/postpone.html", {"form": form, "meeting": meeting})


@writes
def cancel(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, may=may_keep)
    if over := past(request, meeting, "cancel"):
        return over
    form = CancelForm(request.POST or None)
    facts: dict[str, Any] = {"by": request.user, "on": timezone.localdate()}
    if form.is_valid() and attempt(form, meeting.cancel, **facts, **form.cleaned_data):
        messages.success(request, "会議を中止にしました。申し込んだ人にメールで知らせました。")
        return redirect(meeting)
    unreached = meeting.signups.live().filter(email="").count()
    context = {"form": form, "meeting": meeting, "unreached": unreached}
    return render(request, "organizations/meetings/cancel.html", context)


@writes
def agenda(request: Request, pk: int) -> HttpResponse:
    meeting, rows = meeting_for(request, pk, may=may_keep), press(request.POST)
    data = rows or (request.POST if request.method == "POST" else None)
    sheet = Agenda(data, prefix="items", initial=[AgendaForm.typed(item) for item in meeting.items.all()])
    if rows is not None:
        sheet.unjudged()
    elif request.method == "POST" and taken(sheet, lambda: set_agenda(meeting, list(items_of(sheet)), by=request.user)):
        messages.success(request, "議題を書きました。")
        return redirect(meeting)
    return render(request, "organizations/meetings/agenda.html", {"sheet": sheet, "meeting": meeting})


@writes
def materials(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, may=may_keep)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.keep(meeting, by=request.user):
        messages.success(request, "資料を付けました。")
        return redirect("meetings:materials", pk)
    papers = Attachment.objects.about(meeting).filter(purpose__in=[OPEN_PAPER, INNER_PAPER])
    context = {"form": form, "meeting": meeting, "papers": papers}
    return render(request, "organizations/meetings/materials.html", context)


@writes
def put_material_away(request: Request, pk: int, paper: int) -> HttpResponseBase:
    meeting = meeting_for(request, pk, may=may_keep)
    found = Attachment.objects.about(meeting).filter(pk=paper).first()
    if found is None:
        raise Http404
    act = partial(put_away, found, meeting, by=request.user)
    return pressed(request, act, "資料を外しました。", to=reverse("meetings:materials", args=[pk]))
