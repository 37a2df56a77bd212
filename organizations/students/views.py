"""学生の活動: everybody reads what was published; a school writes, the section reads it first."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from accounts.limits import limited
from organizations.meetings.views.finding import reader
from organizations.meetings.views.public import KNOCKS
from organizations.students.activity import PHOTO, StudentActivity
from organizations.students.forms import ActivityForm
from organizations.students.rules import (
    may_begin_activity,
    may_review_activity,
    may_withdraw_activity,
    may_write_activity,
)
from records.attachments import Attachment
from records.events import Event
from records.forms import attempt
from records.pictures import picture
from records.pieces import Fact
from records.pressing import pressed

ROWS = 20
DEEDS: dict[str, tuple[Rule, str]] = {  # verb: who may, and what is told afterwards
    "send": (may_write_activity, "確認に出しました。"),
    "give_back": (may_review_activity, "直すように頼みました。"),
    "publish": (may_review_activity, "公開しました。"),
    "withdraw": (may_withdraw_activity, "公開をやめました。"),
}


@login_not_required
@limited("students", per_minute=KNOCKS)
@reads
def activities(request: Request) -> HttpResponse:
    today, user = timezone.localdate(), reader(request)
    found = StudentActivity.objects.visible_to(request.user, on=today).with_places()
    school = request.GET.get("school", "")
    schools = found.order_by("school").values_list("school", flat=True).distinct()
    shown = found.filter(school=school) if school else found
    context = {
        "page": Paginator(shown, ROWS).get_page(request.GET.get("page")),
        "schools": schools,
        "school": school,
        "may_begin": user is not None and bool(may_begin_activity(user, None)),
    }
    return render(request, "organizations/students/list.html", context)


def visible(request: Request, pk: int) -> StudentActivity:
    seen = StudentActivity.objects.visible_to(request.user, on=timezone.localdate()).with_places()
    return get_object_or_404(seen, pk=pk)


@login_not_required
@limited("students", per_minute=KNOCKS)
@reads
def activity(request: Request, pk: int) -> HttpResponse:
    found, user = visible(request, pk), reader(request)
    deeds = [name for name, (may, _done) in DEEDS.items() if user and found.can(name) and may(user, found)]
    writes_it = user is not None and bool(may_write_activity(user, found))
    context = {
        "activity": found,
        "facts": facts_of(found),
        "photos": found.photos(),
        "deeds": deeds,
        "may_write": writes_it and found.can("write"),
        "events": Event.objects.about(found) if writes_it else None,
    }
    return render(request, "organizations/students/detail.html", context)


def facts_of(found: StudentActivity) -> list[Fact]:
    facts = [
        Fact("学校", found.school),
        Fact("年度", str(found.fiscal_year)),
        Fact("地区", str(found.area or "") or None),
        Fact("いっしょにした団体", str(found.organization or "") or None),
        Fact("学生の人数", f"{found.students}人" if found.students else None),
        Fact("担当の先生", found.teacher or None),
    ]
    return [fact for fact in facts if fact.value]


@login_not_required
@limited("students", per_minute=KNOCKS)
@reads
def photo(request: Request, pk: int, key: int) -> HttpResponseBase:
    kept = get_object_or_404(Attachment.objects.about(visible(request, pk)).filter(purpose=PHOTO), pk=key)
    return picture(request, kept)


@writes
def new(request: Request) -> HttpResponseBase:
    ask(may_begin_activity, request.user, None)
    return typed(request, None)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk)
    ask(may_write_activity, request.user, found)
    if not found.can("write") and request.method != "POST":
        messages.warning(request, StudentActivity.NOT_NOW["write"])
        return redirect(found)
    return typed(request, found)


def typed(request: Request, found: StudentActivity | None) -> HttpResponseBase:
    """The form, of a new one or of a draft."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ActivityForm(*sent, by=request.user, on=timezone.localdate(), activity=found)
    kept: list[StudentActivity] = []

    def act() -> None:
        if found:
            found.write(by=request.user, **form.facts)
        case = found or StudentActivity.begin(by=request.user, **form.facts)
        case.add_photos(form.cleaned_data["photos"], by=request.user)
        kept.append(case)

    if form.is_valid() and attempt(form, act):
        messages.success(request, "保存しました。よければ、確認に出してください。")
        return redirect(kept[0])
    return render(request, "organizations/students/form.html", {"form": form, "activity": found})


@writes
def act(request: Request, pk: int, name: str) -> HttpResponseBase:
    """確認に出す, 戻す, 公開する, 公開をやめる."""
    found = visible(request, pk)
    if name not in DEEDS:
        raise Http404(name)
    may, done = DEEDS[name]
    ask(may, request.user, found)
    told: dict[str, Any] = {"comment": request.POST.get("comment", "")[:300]} if name == "give_back" else {}
    return pressed(request, partial(getattr(found, name), by=request.user, **told), done, to=found)


@writes
def remove_photo(request: Request, pk: int, key: int) -> HttpResponseBase:
    found = visible(request, pk)
    ask(may_write_activity, request.user, found)
    kept = fetch(Attachment.objects.about(found).filter(purpose=PHOTO), by=request.user, pk=key)
    return pressed(request, partial(found.remove_photo, kept, by=request.user), "写真を外しました。", to=found)
