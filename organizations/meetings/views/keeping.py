"""On the day and after it: who came, the quorum, results, minutes, and what is to be done."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, recorded, writes
from organizations.meetings.agenda import AgendaItem, Todo, set_todos
from organizations.meetings.attendance import count as count_people
from organizations.meetings.columns import OF_MEETING
from organizations.meetings.forms.papers import FinishForm, MinutesForm, ResultForm, SendBackForm, Todos
from organizations.meetings.forms.people import CountForm, HoldForm
from organizations.meetings.meeting import Meeting
from organizations.meetings.minutes import Minutes
from organizations.meetings.page import MeetingPage
from organizations.meetings.rules import may_check_minutes, may_keep
from organizations.meetings.signups import AgeBand, Signup
from organizations.meetings.views.finding import meeting_for, past, taken
from records.events import record
from records.forms import attempt, press
from records.pressing import pressed


@recorded
def people(request: Request, pk: int) -> HttpResponse:
    """申し込んだ人 and 受付; that somebody looked at names and addresses goes on record."""
    meeting = meeting_for(request, pk, may=may_keep)
    rows = Signup.objects.filter(meeting=meeting).live().order_by("state", "made_at", "pk")
    request.afterwards.append(partial(record, meeting, "meeting.look", by=request.user))
    page = MeetingPage(meeting, request.user, timezone.now())
    form = CountForm(meeting=meeting, initial={"group": request.GET.get("group") or meeting.kind.groups[0]})
    context = {"meeting": meeting, "page": page, "signups": rows, "form": form, "bands": AgeBand}
    return render(request, "organizations/meetings/people.html", context)


@writes
def come(request: Request, pk: int, signup: int) -> HttpResponseBase:
    meeting = meeting_for(request, pk, may=may_keep)
    found = fetch(Signup.objects.filter(meeting=meeting).select_related("meeting__kind"), by=request.user, pk=signup)
    act = partial(found.come, by=request.user, at=timezone.now())
    return pressed(request, act, "受付の印を変えました。", to=reverse("meetings:people", args=[pk]))


@writes
def count(request: Request, pk: int) -> HttpResponseBase:
    """One more at the door, or one back; the group stays chosen."""
    meeting = meeting_for(request, pk, may=may_keep)
    back = "back" in request.POST
    band, group = request.POST.get("back") or request.POST.get("band", ""), request.POST.get("group", "")
    facts: dict[str, Any] = {"group": group, "age_band": band, "people": -1 if back else 1}
    act = partial(count_people, meeting, by=request.user, **facts)
    to = reverse("meetings:people", args=[pk], query={"group": group} if group in meeting.kind.groups else None)
    return pressed(request, act, "1人へらしました。" if back else "1人数えました。", to=to)


@writes
def hold(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, may=may_keep)
    if over := past(request, meeting, "hold"):
        return over
    form = HoldForm(request.POST or None, meeting=meeting)
    if form.is_valid() and attempt(form, meeting.hold, by=request.user, at=timezone.now(), **form.facts):
        messages.success(request, "開いた記録を書きました。次は、議題の結果と議事録です。")
        return redirect(meeting)
    page = MeetingPage(meeting, request.user, timezone.now())
    return render(request, "organizations/meetings/hold.html", {"form": form, "meeting": meeting, "page": page})


@writes
def result(request: Request, pk: int, item: int) -> HttpResponse:
    """What was decided about one item."""
    meeting = meeting_for(request, pk, may=may_keep)
    found = fetch(AgendaItem.objects.filter(meeting=meeting).select_related("meeting__kind"), by=request.user, pk=item)
    form = ResultForm(request.POST or None, item=found)
    if form.is_valid() and attempt(form, form.settle, item=found, by=request.user):
        messages.success(request, f"「{found}」の結果を入れました。")
        return redirect(meeting)
    page = MeetingPage(meeting, request.user, timezone.now())
    context = {"form": form, "meeting": meeting, "item": found, "page": page}
    return render(request, "organizations/meetings/result.html", context)


@writes
def minutes(request: Request, pk: int) -> HttpResponseBase:
    meeting = meeting_for(request, pk, may=may_keep)
    if request.method != "POST" and meeting.status != Meeting.Status.HELD:
        messages.warning(request, "議事録を書けるのは、会議を開いてから、確認に回すまでです。")
        return redirect(meeting)
    kept = Minutes.objects.filter(meeting=meeting).first()
    said = {column: getattr(kept, column) for column in ("chair", "signers", "text")} if kept else {}
    form = MinutesForm(request.POST or None, initial=said)
    if form.is_valid() and attempt(form, meeting.write_minutes, by=request.user, **form.cleaned_data):
        if "ask" in request.POST:
            act = partial(meeting.ask_check, by=request.user)
            return pressed(request, act, "議事録を書き、確認に回しました。", to=meeting)
        messages.success(request, "議事録を書きました。")
        return redirect(meeting)
    page = MeetingPage(meeting, request.user, timezone.now())
    return render(request, "organizations/meetings/minutes.html", {"form": form, "meeting": meeting, "page": page})


@writes
def check(request: Request, pk: int) -> HttpResponseBase:
    """By another than who wrote them; 「直してほしい」 sends them back with the reason."""
    meeting = meeting_for(request, pk, may=may_check_minutes)
    if over := past(request, meeting, "check_minutes"):
        return over
    form = SendBackForm(request.POST if "back" in request.POST else None)
    if form.is_valid() and attempt(form, meeting.send_back, by=request.user, **form.cleaned_data):
        messages.success(request, "議事録を直すように頼みました。")
        return redirect(meeting)
    if request.method == "POST" and "back" not in request.POST:
        act = partial(meeting.check_minutes, by=request.user)
        return pressed(request, act, "議事録を確かめました。公開できます。", to=meeting)
    page = MeetingPage(meeting, request.user, timezone.now())
    return render(request, "organizations/meetings/check.html", {"form": form, "meeting": meeting, "page": page})


@writes
def ask_check(request: Request, pk: int) -> HttpResponseBase:
    meeting = meeting_for(request, pk, may=may_keep)
    return pressed(request, partial(meeting.ask_check, by=request.user), "議事録を確認に回しました。", to=meeting)


@writes
def publish(request: Request, pk: int) -> HttpResponseBase:
    meeting = meeting_for(request, pk, may=may_keep)
    return pressed(request, partial(meeting.publish, by=request.user), "議事録を公開しました。", to=meeting)


@writes
def todos(request: Request, pk: int) -> HttpResponse:
    meeting, rows = meeting_for(request, pk, may=may_keep), press(request.POST)
    data = rows or (request.POST if request.method == "POST" else None)
    columns = ("text", "person", "due_on")
    open_ = [{**{name: getattr(todo, name) for name in columns}, "key": todo.pk} for todo in meeting.todos.open()]
    sheet = Todos(data, prefix="todos", initial=open_)
    if rows is not None:
        sheet.unjudged()
    elif request.method == "POST" and taken(sheet, lambda: set_todos(meeting, list(sheet.lines), by=request.user)):
        messages.success(request, "やることを書きました。")
        return redirect(meeting)
    return render(request, "organizations/meetings/todos.html", {"sheet": sheet, "meeting": meeting})


@reads
def open_todos(request: Request) -> HttpResponse:
    """やることの一覧: what is open of all meetings that the reader is inside of, the nearest due date first."""
    today = timezone.localdate()
    seen = Meeting.objects.visible_to(request.user, on=today).inside(request.user, on=today)
    rows = Todo.objects.open().filter(meeting__in=seen.values("pk"))
    related = rows.select_related(*OF_MEETING).prefetch_related("meeting__organization__areas")
    page = Paginator(related, 30).get_page(request.GET.get("page"))
    todos = [(todo, may_keep(request.user, todo.meeting)) for todo in page]
    return render(request, "organizations/meetings/open_todos.html", {"page": page, "todos": todos, "today": today})


@writes
def finish(request: Request, pk: int) -> HttpResponse:
    """済んだ."""
    todo = fetch(Todo.objects.select_related("meeting"), by=request.user, pk=pk)
    meeting = meeting_for(request, todo.meeting_id)
    ask(may_keep, request.user, meeting)
    form = FinishForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid() and attempt(form, todo.finish, by=request.user, **form.cleaned_data):
        messages.success(request, f"「{todo}」を済んだことにしました。")
        return redirect("meetings:open_todos")
    return render(request, "organizations/meetings/finish.html", {"form": form, "todo": todo, "meeting": meeting})
