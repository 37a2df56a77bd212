"""ワークショップ: notes typed fast from paper, sent by phone with the room's code, and sorted on the board."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, reads, writes
from accounts.limits import limited
from organizations.meetings.forms.notes import Board, NotesForm, RoomCodeForm, RoomForm
from organizations.meetings.meeting import Meeting
from organizations.meetings.notes import put_in, sort_notes, write_notes
from organizations.meetings.rules import may_keep
from organizations.meetings.views.finding import meeting_for
from records.codes import READ_AS, Square
from records.forms import attempt
from records.pressing import pressed

ROOM = 240  # notes a minute from one address: a hall in which sixty people share one line


def showing(request: Request, meeting: Meeting, board: Board, form: NotesForm) -> HttpResponse:
    room = f"{settings.SITE_URL}{reverse('room:notes', args=[meeting.room_code])}" if meeting.room_code else ""
    context = {
        "meeting": meeting,
        "board": board,
        "form": form,
        "room": room,
        "square": Square(room) if room else None,
        "waiting": sum(each.note.state == "new" for each in board.forms),
    }
    return render(request, "organizations/meetings/board.html", context)


@writes
def board(request: Request, pk: int) -> HttpResponseBase:
    """Everything on one page: the room's code, typing from paper, and sorting."""
    meeting = meeting_for(request, pk, may=may_keep)
    if not meeting.kind.has_notes:
        raise Http404
    typed = Board(meeting.notes.all(), request.POST or None)
    if request.method == "POST" and typed.is_valid():
        act = partial(sort_notes, meeting, typed.values, by=request.user)
        return pressed(request, lambda: act() and None, "メモを整理しました。", to=request.path)
    return showing(request, meeting, typed, NotesForm(areas=meeting.areas()))


@writes
def write(request: Request, pk: int) -> HttpResponseBase:
    """書き写す: a line for each sticker."""
    meeting = meeting_for(request, pk, may=may_keep)
    if request.method != "POST":
        return redirect("meetings:board", pk)
    form = NotesForm(request.POST, areas=meeting.areas())
    if form.is_valid() and attempt(form, partial(write_notes, meeting), by=request.user, **form.facts):
        messages.success(request, "メモを書き写しました。")
        return redirect("meetings:board", pk)
    return showing(request, meeting, Board(meeting.notes.all()), form)


@writes
def room_open(request: Request, pk: int) -> HttpResponseBase:
    meeting = meeting_for(request, pk, may=may_keep)
    to = reverse("meetings:board", args=[pk])
    return pressed(request, partial(meeting.open_room, by=request.user), "会場のコードを出しました。", to=to)


@writes
def room_close(request: Request, pk: int) -> HttpResponseBase:
    meeting = meeting_for(request, pk, may=may_keep)
    to = reverse("meetings:board", args=[pk])
    return pressed(request, partial(meeting.close_room, by=request.user), "会場のコードを閉じました。", to=to)


def code_of(typed: str) -> str:
    return "".join(each for each in typed.upper().translate(READ_AS) if each.isalnum())[:6]


@login_not_required
@limited("room-code", per_minute=ROOM)
@reads
def room_ask(request: Request) -> HttpResponseBase:
    form = RoomCodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        code = code_of(form.cleaned_data["code"])
        if code and Meeting.objects.filter(room_code=code).exists():
            return redirect("room:notes", code)
        form.add_error("code", "このコードの会場はありません。はってあるコードを確かめてください。")
    return render(request, "organizations/meetings/room_ask.html", {"form": form})


@login_not_required
@limited("room", per_minute=ROOM)
@writes
def room(request: Request, code: str) -> HttpResponse:
    """A participant's phone: one note, and the next."""
    meeting = Meeting.objects.with_hosts().filter(room_code=code_of(code)).exclude(room_code="").first()
    if meeting is None:
        raise Http404
    kind: dict[str, Any] = {"kind": request.GET.get("kind", "problem")}
    form = RoomForm(request.POST or None, initial=kind)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("kind", "text")}
        if attempt(form, partial(put_in, meeting), area=meeting.areas()[0], on=timezone.localdate(), **facts):
            messages.success(request, "届きました。ありがとうございます。つづけて書けます。")
            return redirect(reverse("room:notes", args=[meeting.room_code], query={"kind": facts["kind"]}))
    return render(request, "organizations/meetings/room.html", {"form": form, "meeting": meeting})
