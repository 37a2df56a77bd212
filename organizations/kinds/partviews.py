"""系譜, 構成団体, 部会: one page that shows them, and a short form for each thing that is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from organizations.kinds.forms import EndForm, LineageForm, MemberForm, SeatForm, SectionForm
from organizations.kinds.lineage import Lineage
from organizations.kinds.parts import MemberBody, Part, Seat, Section
from organizations.models import Organization
from organizations.rules import may_edit, may_tie_lineage
from organizations.views.finding import organization_for
from records.forms import Form, attempt
from records.pressing import pressed

KINDS: dict[str, type[Part]] = {"member": MemberBody, "section": Section, "seat": Seat}


def shown(body: Organization, *, on: date) -> dict[str, Any]:
    """What it is made of on a day; what is over stays in the history."""
    seats = Prefetch("seats", Seat.objects.held(on=on).order_by("role", "pk"), to_attr="held")
    return {
        "members": list(body.member_bodies.held(on=on)),
        "sections": list(body.sections.held(on=on).prefetch_related(seats)),
        "origins": list(body.origins.select_related("former")),
        "successions": list(body.successions.select_related("later")),
    }


@reads
def parts(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk)
    context = {
        "organization": body,
        "edits": bool(may_edit(request.user, body)),
        "ties": bool(may_tie_lineage(request.user, body)),
        **shown(body, on=timezone.localdate()),
    }
    return render(request, "organizations/kinds/parts.html", context)


def answered(request: Request, body: Organization, form: Form, act: Callable[..., Any], title: str) -> HttpResponseBase:
    """A short form of this body: done, back to its page."""
    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "記録しました。")
        return redirect("organizations:parts", body.pk)
    context = {"organization": body, "form": form, "title": title}
    return render(request, "organizations/kinds/part_form.html", context)


@writes
def member_new(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk, may=may_edit)

    def act(**facts: Any) -> None:
        MemberBody.add(organization=body, by=request.user, **facts)

    return answered(request, body, MemberForm(request.POST or None), act, "構成団体を載せる")


@writes
def section_new(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk, may=may_edit)

    def act(**facts: Any) -> None:
        Section.add(organization=body, by=request.user, **facts)

    return answered(request, body, SectionForm(request.POST or None), act, "部会を置く")


@writes
def seat_new(request: Request, pk: int) -> HttpResponseBase:
    section: Section = part_for(request, "section", pk)  # type: ignore[assignment]

    def act(**facts: Any) -> None:
        Seat.add(section=section, organization=section.organization, by=request.user, **facts)

    return answered(request, section.organization, SeatForm(request.POST or None), act, f"{section}に人を載せる")


@writes
def end(request: Request, kind: str, pk: int) -> HttpResponseBase:
    part = part_for(request, kind, pk)

    def act(on: date) -> None:
        part.end(by=request.user, on=on)

    return answered(request, part.owner, EndForm(request.POST or None), act, f"「{part}」のおわりを入れる")


def part_for(request: Request, kind: str, pk: int) -> Part:
    """Of an organization that the person sees and may write about."""
    model = KINDS.get(kind, MemberBody)
    visible = model.objects.visible_to(request.user, on=timezone.localdate())
    part: Part = fetch(visible.select_related("organization"), by=request.user, pk=pk)
    ask(may_edit, request.user, part.owner)
    return part


@writes
def lineage_new(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk, may=may_tie_lineage)
    today = timezone.localdate()
    form = LineageForm(request.POST or None, later=body, reader=request.user, today=today)

    def act(former: Organization, **facts: Any) -> None:
        Lineage.tie(former, body, by=request.user, **facts)

    return answered(request, body, form, act, "前の団体とのつながりを入れる")


@writes
def lineage_gone(request: Request, pk: int, line: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk, may=may_tie_lineage)
    row = fetch(body.origins.select_related("former", "later"), by=request.user, pk=line)
    to = reverse("organizations:parts", args=[body.pk])
    done = "つながりを消しました。消したことは、これまでの動きに残ります。"
    return pressed(request, lambda: row.untie(by=request.user), done, to=to)
