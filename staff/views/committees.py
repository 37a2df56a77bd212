"""委員会: which there are, and who sits on them from when to when."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from records.events import Event
from records.forms import attempt
from staff.committees import Committee, CommitteeMember
from staff.forms.committees import CommitteeForm, EndMemberForm, MemberForm, StaffMemberForm
from staff.rules import may_keep_committees, may_read_office


@reads
def committees(request: Request) -> HttpResponse:
    ask(may_read_office, request.user, None)
    today = timezone.localdate()
    sitting = CommitteeMember.objects.held(on=today).select_related("user")
    found = Committee.objects.visible_to(request.user, on=today)
    page = {
        "committees": found.prefetch_related(Prefetch("members", queryset=sitting, to_attr="sitting")),
        "keeps": bool(may_keep_committees(request.user, None)),
    }
    return render(request, "staff/committees.html", page)


def visible(request: Request, pk: int, may: Rule | None = None) -> Committee:
    return fetch(Committee.objects.visible_to(request.user, on=timezone.localdate()), by=request.user, may=may, pk=pk)


@writes
def new(request: Request) -> HttpResponse:
    ask(may_keep_committees, request.user, None)
    form = CommitteeForm(request.POST or None)
    made: list[Committee] = []
    facts = form.cleaned_data if form.is_valid() else None
    if facts and attempt(form, lambda: made.append(Committee.found(by=request.user, **facts))):
        messages.success(request, f"{made[0]}を登録しました。次に、委員を決めてください。")
        return redirect(made[0])
    return render(request, "staff/committee_new.html", {"form": form})


@reads
def committee(request: Request, pk: int) -> HttpResponse:
    today, found = timezone.localdate(), visible(request, pk)
    members = found.members.not_over(on=today).select_related("user")
    page = {
        "committee": found,
        "members": members,
        "former": found.members.exclude(pk__in=members.values("pk")).select_related("user"),
        "keeps": bool(may_keep_committees(request.user, None)),
        "events": Event.objects.about(found),
        "today": today,
    }
    return render(request, "staff/committee.html", page)


@writes
def edit(request: Request, pk: int) -> HttpResponse:
    found = visible(request, pk, may_keep_committees)
    first = {name: getattr(found, name) for name in ("name", "purpose", "most")}
    form = CommitteeForm(request.POST or None, changing=True, initial=first)
    if form.is_valid() and attempt(form, found.describe, by=request.user, **form.cleaned_data):
        messages.success(request, "委員会の登録を直しました。")
        return redirect(found)
    return render(request, "staff/committee_edit.html", {"form": form, "committee": found})


@writes
def appoint(request: Request, pk: int) -> HttpResponse:
    found = visible(request, pk, may_keep_committees)
    if found.is_of_staff:
        return call_in(request, found)
    form = MemberForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if form.is_valid() and attempt(form, found.appoint, by=request.user, **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['name']}さんを委員にしました。メールで知らせました。")
        return redirect(found)
    return render(request, "staff/member_new.html", {"form": form, "committee": found})


def call_in(request: Request, found: Committee) -> HttpResponse:
    """A committee of staff: members are chosen among the city's people."""
    today = timezone.localdate()
    form = StaffMemberForm(request.POST or None, on=today, initial={"starts_on": today})
    if form.is_valid() and attempt(form, found.call_in, by=request.user, **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['user']}さんを委員にしました。")
        return redirect(found)
    return render(request, "staff/member_new.html", {"form": form, "committee": found})


@writes
def end(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    ask(may_keep_committees, request.user, None)
    shown = Committee.objects.visible_to(request.user, on=today)
    members = CommitteeMember.objects.filter(committee__in=shown).select_related("committee", "user")
    member = fetch(members, by=request.user, pk=pk)
    form = EndMemberForm(request.POST or None, initial={"on": member.ends_on or today})
    if form.is_valid() and attempt(form, member.end, by=request.user, **form.cleaned_data):
        messages.success(request, f"{member.user}さんの任期のおわりを入れました。")
        return redirect(member.committee)
    return render(request, "staff/member_end.html", {"form": form, "member": member})
