"""Facilities are entered by the section; who runs one keeps its rooms, equipment and closed days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, writes
from organizations.facilities.buildings import Closing, Equipment, Facility, Room
from organizations.facilities.forms import ClosingForm, EquipmentForm, FacilityForm, RoomForm
from organizations.facilities.rules import may_enter_facility, may_keep_facility
from records.forms import ModelForm, attempt
from records.pressing import pressed


def kept(request: Request, pk: int) -> Facility:
    return fetch(Facility.objects.public(), by=request.user, may=may_keep_facility, pk=pk)


def typed(request: Request, form: ModelForm, act: Callable[..., Any], done: str, **page: Any) -> HttpResponse:
    """A page with one form and one verb of the facility, to whose page it leads."""
    made: list[Any] = []

    def run(**columns: Any) -> None:
        made.append(act(by=request.user, **columns))

    if form.is_valid() and attempt(form, run, **form.cleaned_data):
        messages.success(request, done)
        return redirect(page.get("facility") or made[0])
    return render(request, "facilities/form.html", {"facility": None, "form": form, **page})


@writes
def enter(request: Request) -> HttpResponse:
    ask(may_enter_facility, request.user, None)
    form = FacilityForm(request.POST or None, user=request.user, on=timezone.localdate())
    page = {"title": "施設を登録する", "button": "登録する", "lead": "部屋と設備は、次のページで加えます。"}
    return typed(request, form, Facility.enter, "施設を登録しました。部屋を加えてください。", **page)


@writes
def edit(request: Request, pk: int) -> HttpResponse:
    facility = kept(request, pk)
    copy = Facility.objects.get(pk=pk)  # the form writes on it; the verb tells what changed of the other
    form = FacilityForm(request.POST or None, instance=copy, user=request.user, on=timezone.localdate())
    page = {"title": "施設を直す", "button": "保存する", "facility": facility}
    return typed(request, form, facility.revise, "施設を直しました。", **page)


@writes
def room_new(request: Request, pk: int) -> HttpResponse:
    facility = kept(request, pk)
    form = RoomForm(request.POST or None, initial={"in_use": True})
    page = {"title": "部屋を加える", "button": "加える", "facility": facility}

    def act(**columns: Any) -> None:
        facility.set_room(None, **columns)

    return typed(request, form, act, "部屋を加えました。", **page)


@writes
def room_edit(request: Request, pk: int) -> HttpResponse:
    room = fetch(Room.objects.select_related("facility__manager"), by=request.user, pk=pk)
    ask(may_keep_facility, request.user, room.facility)
    form = RoomForm(request.POST or None, instance=Room.objects.get(pk=pk))
    page = {"title": f"「{room}」を直す", "button": "保存する", "facility": room.facility}

    def act(**columns: Any) -> None:
        room.facility.set_room(room, **columns)

    return typed(request, form, act, "部屋を直しました。", **page)


@writes
def equipment_new(request: Request, pk: int) -> HttpResponse:
    facility = kept(request, pk)
    page = {"title": "設備を加える", "button": "加える", "facility": facility}

    def act(**columns: Any) -> None:
        facility.equip(None, **columns)

    return typed(request, EquipmentForm(request.POST or None), act, "設備を加えました。", **page)


@writes
def equipment_edit(request: Request, pk: int) -> HttpResponse:
    thing = fetch(Equipment.objects.select_related("facility__manager"), by=request.user, pk=pk)
    ask(may_keep_facility, request.user, thing.facility)
    form = EquipmentForm(request.POST or None, instance=Equipment.objects.get(pk=pk))
    page = {"title": f"「{thing}」を直す", "button": "保存する", "facility": thing.facility}

    def act(**columns: Any) -> None:
        thing.facility.equip(thing, **columns)

    return typed(request, form, act, "設備を直しました。", **page)


@writes
def close(request: Request, pk: int) -> HttpResponse:
    facility = kept(request, pk)
    page = {
        "title": "休みの日を決める",
        "button": "休みにする",
        "facility": facility,
        "lead": "その期間の申し込みがあるときは、先に、断るか取り消してください。",
    }
    return typed(request, ClosingForm(request.POST or None), facility.close, "休みの日を決めました。", **page)


@writes
def reopen(request: Request, pk: int) -> HttpResponseBase:
    closing = fetch(Closing.objects.select_related("facility__manager"), by=request.user, pk=pk)
    ask(may_keep_facility, request.user, closing.facility)
    facility = closing.facility
    return pressed(request, lambda: facility.reopen(closing, by=request.user), "休みの日をやめました。", to=facility)
