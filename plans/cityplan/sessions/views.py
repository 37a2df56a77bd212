"""推進委員会: the committees' own pages, their sessions, what they say of the progress and what the city answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from plans.cityplan.progress.rounds import ProgressRound
from plans.cityplan.rules import may_keep_plan
from plans.cityplan.sessions.forms import AnswerForm, MinutesForm, OpinionForm, SessionForm
from plans.cityplan.sessions.rules import may_see_boards, may_speak
from plans.cityplan.sessions.session import CommitteeSession
from plans.cityplan.sessions.session import boards as boards_of
from records.events import Event
from records.forms import attempt
from records.pressing import pressed

FORM = "plans/cityplan/sessions/form.html"


def visible(request: Request, pk: int, may: Rule | None = None) -> CommitteeSession:
    seen = CommitteeSession.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("committee", "round__plan"), by=request.user, may=may, pk=pk)


@reads
def boards(request: Request) -> HttpResponseBase:
    ask(may_see_boards, request.user, None)
    found = boards_of(request.user, on=timezone.localdate())
    return render(request, "plans/cityplan/sessions/boards.html", {"boards": found})


@reads
def board(request: Request, pk: int) -> HttpResponseBase:
    """A committee's own page: members with their terms, sessions, and the progress that it can speak about."""
    today = timezone.localdate()
    found = fetch(boards_of(request.user, on=today), by=request.user, pk=pk)
    page = {
        "board": found,
        "members": found.members.not_over(on=today).select_related("user"),
        "sessions": found.sessions.select_related("committee"),
        "rounds": ProgressRound.objects.visible_to(request.user, on=today)
        .exclude(status="open")
        .select_related("plan"),
        "keeps": bool(may_keep_plan(request.user, found)),
        "inside": request.user.is_city(on=today),
    }
    return render(request, "plans/cityplan/sessions/board.html", page)


@writes
def call(request: Request, pk: int) -> HttpResponseBase:
    today = timezone.localdate()
    found = fetch(boards_of(request.user, on=today), by=request.user, may=may_keep_plan, pk=pk)
    form = SessionForm(request.POST or None)
    made: list[CommitteeSession] = []

    def act() -> None:
        made.append(CommitteeSession.call(found, by=request.user, on=today, **form.cleaned_data))

    if form.is_valid() and attempt(form, act):
        messages.success(request, f"第{made[0].number}回を開くことを、委員に知らせました。")
        return redirect(made[0])
    return render(request, FORM, {"form": form, "board": found, "title": "会議を開く"})


@reads
def session(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk)
    today = timezone.localdate()
    inside = request.user.is_city(on=today)
    open_ones = found.status != CommitteeSession.Status.PUBLISHED
    page = {
        "session": found,
        "opinions": found.opinions.select_related("action"),
        "attendees": found.attendees.select_related("user") if may_see_boards(request.user, None) else [],
        "keeps": bool(may_keep_plan(request.user, found)),
        "speaks": open_ones and bool(may_speak(request.user, found)),
        "today": today,
        "events": list(Event.objects.about(found)) if inside else [],
        "inside": inside,
    }
    return render(request, "plans/cityplan/sessions/session.html", page)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk, may_keep_plan), timezone.localdate()
    names = ("held_on", "place", "agenda", "round")
    form = SessionForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if form.is_valid() and attempt(form, found.write, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "会議の予定を直しました。")
        return redirect(found)
    return render(request, FORM, {"form": form, "board": found.committee, "title": "会議の予定を直す"})


@writes
def hold(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk, may_keep_plan), timezone.localdate()
    form = MinutesForm(request.POST or None, session=found)
    if form.is_valid() and attempt(form, found.hold, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "会議の記録を書きました。")
        return redirect(found)
    return render(request, FORM, {"form": form, "board": found.committee, "title": "会議の記録を書く"})


@writes
def publish(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_plan)
    return pressed(request, lambda: found.publish(by=request.user), "会議の記録を公表しました。", to=found)


@writes
def speak(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_speak)
    form = OpinionForm(request.POST or None, session=found)
    if form.is_valid() and attempt(form, found.speak, by=request.user, **form.cleaned_data):
        messages.success(request, "意見を書きました。")
        return redirect(found)
    return render(request, FORM, {"form": form, "board": found.committee, "title": "意見を書く"})


@writes
def answer(request: Request, pk: int, opinion: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_plan)
    row = get_object_or_404(found.opinions.all(), pk=opinion)
    form = AnswerForm(request.POST or None, initial={"answer": row.answer})
    if form.is_valid() and attempt(
        form, lambda **said: found.answer(row, by=request.user, **said), **form.cleaned_data
    ):
        messages.success(request, "意見に答えました。")
        return redirect(found)
    return render(request, FORM, {"form": form, "board": found.committee, "title": "意見に答える", "opinion": row})
