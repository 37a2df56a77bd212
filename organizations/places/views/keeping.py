"""The city divides itself anew: systems and areas begin, are renamed, merged, split and end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, writes
from organizations.areas import Area
from organizations.places import lineage
from organizations.places.forms import AreaForm, EndForm, MergeForm, RenameForm, SplitForm, SystemForm
from organizations.places.rules import may_keep_areas
from organizations.places.systems import AreaSystem
from organizations.places.views.maps import system_named
from records.forms import Form, ModelForm, attempt


def asked(
    request: Request, form: Form | ModelForm, act: Callable[..., Any], done: str, *, to: Any, **page: Any
) -> HttpResponse:
    """A page with one form and one verb; ``facts`` of the form are the verb's, else what was typed."""
    made: list[Any] = []

    def run(**facts: Any) -> None:
        made.append(act(by=request.user, **facts))

    if form.is_valid() and attempt(form, run, **getattr(form, "facts", form.cleaned_data)):
        messages.success(request, done)
        return redirect(to(made[0]) if callable(to) else to)
    return render(request, "areas/form.html", {"form": form, "back": to if not callable(to) else "", **page})


def kept(request: Request, pk: int) -> Area:
    areas = Area.objects.visible_to(request.user, on=timezone.localdate()).select_related("system", "parent")
    return fetch(areas, by=request.user, may=may_keep_areas, pk=pk)


@writes
def system_new(request: Request) -> HttpResponse:
    ask(may_keep_areas, request.user, None)
    page = {
        "title": "区域の分け方を加える",
        "button": "加える",
        "lead": "行政区、小学校区、コミュニティエリアなど、市の分け方の1つです。",
    }
    form = SystemForm(request.POST or None)
    return asked(request, form, AreaSystem.define, "分け方を加えました。", to=lambda made: made, **page)


@writes
def system_edit(request: Request, pk: int) -> HttpResponse:
    system = fetch(AreaSystem.objects.public(), by=request.user, may=may_keep_areas, pk=pk)
    page = {"title": f"「{system}」を直す", "button": "保存する"}
    form = SystemForm(request.POST or None, instance=AreaSystem.objects.get(pk=pk))
    return asked(request, form, system.revise, "分け方を直しました。", to=lambda _: system, **page)


@writes
def area_new(request: Request, code: str) -> HttpResponse:
    system = system_named(code)
    ask(may_keep_areas, request.user, None)
    if system.kind == Area.Kind.CITY:
        raise Http404
    form = AreaForm(request.POST or None, system=system, on=timezone.localdate())

    def act(*, by: Any, new: lineage.NewArea, on: Any, parent: Area | None) -> Area:
        city = Area.objects.filter(kind=Area.Kind.CITY).first() if system.kind == Area.Kind.DISTRICT else None
        return lineage.begin(system, new, by=by, on=on, parent=parent or city)

    page = {"title": f"{system}の区域を加える", "button": "加える", "system": system}
    return asked(request, form, act, "区域を加えました。", to=lambda made: made, **page)


@writes
def merge(request: Request, code: str) -> HttpResponse:
    system = system_named(code)
    ask(may_keep_areas, request.user, None)
    form = MergeForm(request.POST or None, system=system, on=timezone.localdate())
    page = {
        "title": f"{system}の区域を合わせる",
        "button": "合わせる",
        "system": system,
        "lead": "合わせた区域は、再編の日の前の日で終わります。団体と担当職員は動かないので、後で見直してください。",
    }
    return asked(request, form, lineage.merge, "区域を合わせました。", to=lambda made: made, **page)


@writes
def split(request: Request, pk: int) -> HttpResponse:
    area = kept(request, pk)
    form = SplitForm(request.POST or None, area=area, on=timezone.localdate())

    def act(**facts: Any) -> None:
        lineage.split(area, **facts)

    page = {
        "title": f"「{area}」を分ける",
        "button": "分ける",
        "area": area,
        "lead": f"「{area}」は、再編の日の前の日で終わります。団体と担当職員は動かないので、後で見直してください。",
    }
    return asked(request, form, act, "区域を分けました。", to=area, **page)


@writes
def rename(request: Request, pk: int) -> HttpResponse:
    area = kept(request, pk)
    form = RenameForm(request.POST or None, initial={"name": area.name, "furigana": area.furigana})

    def act(**facts: Any) -> None:
        lineage.rename(area, **facts)

    page = {"title": f"「{area}」の名前を直す", "button": "保存する", "area": area}
    return asked(request, form, act, "名前を直しました。", to=area, **page)


@writes
def end(request: Request, pk: int) -> HttpResponse:
    area = kept(request, pk)

    def act(**facts: Any) -> None:
        lineage.end(area, **facts)

    page = {
        "title": f"「{area}」をなくす",
        "button": "なくす",
        "area": area,
        "lead": "後を継ぐ区域があるときは、「合わせる」か「分ける」を使ってください。",
    }
    return asked(request, EndForm(request.POST or None), act, "区域を終わりにしました。", to=area, **page)
