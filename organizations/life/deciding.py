"""What is decided by the posts: guidance in writing, the taking of a 解散届. Preparing, 起案, giving up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, writes
from organizations.life import forms
from organizations.life.decided import Decided
from organizations.life.guidance import Guidance
from organizations.life.views import FORM, dissolution_for, guidance_for, life_of
from organizations.models import Organization
from organizations.rules import may_guide
from organizations.views.finding import organization_for, past
from records.forms import attempt
from records.pressing import pressed
from staff.routes import office_of, route_for

COLUMNS = ("kind", "matter", "due_on")
LEAD = "ここに書いたことは、決裁が終わるまで団体には見えません。決裁が終わると、通知書に番号が付いて、団体に届きます。"


@writes
def prepare(request: Request, pk: int) -> HttpResponseBase:
    """指導・勧告 in writing, from the page of a body's life."""
    body: Organization = organization_for(request, pk, may=may_guide)
    form, made = forms.WritingForm(request.POST or None), []

    def act(**facts: Any) -> None:
        made.append(Guidance.prepare(body, by=request.user, on=timezone.localdate(), **facts))

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "文書の準備をはじめました。通知書の案を確かめて、起案してください。")
        return redirect(made[0])
    context = {
        "form": form,
        "title": "文書で伝える準備をする",
        "back": life_of(body),
        "organization": body,
        "lead": LEAD,
    }
    return render(request, FORM, context)


@writes
def revise(request: Request, pk: int) -> HttpResponseBase:
    case = guidance_for(request, pk)
    ask(may_guide, request.user, case.organization)
    if over := past(request, case, "revise"):
        return over
    form = forms.WritingForm(request.POST or None, initial={name: getattr(case, name) for name in COLUMNS})

    def act(**facts: Any) -> None:
        case.revise(by=request.user, on=timezone.localdate(), **facts)

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "文書の内容を直しました。")
        return redirect(case)
    context = {
        "form": form, "title": "文書の内容を直す", "back": case.get_absolute_url(), "organization": case.organization,
        "lead": LEAD,
    }  # fmt: skip
    return render(request, FORM, context)


def proposed(request: Request, case: Decided) -> HttpResponseBase:
    ask(may_guide, request.user, case.organization)
    today = timezone.localdate()

    def act() -> None:
        rule, stops = route_for(case.approval_kind, amount=None, on=today, department=office_of(request.user, on=today))
        case.propose(by=request.user, on=today, rule_name=rule.name, route=stops)

    return pressed(request, act, "起案しました。決裁の道すじに回りました。", to=case)


@writes
def propose_guidance(request: Request, pk: int) -> HttpResponseBase:
    return proposed(request, guidance_for(request, pk))


@writes
def propose_dissolution(request: Request, pk: int) -> HttpResponseBase:
    return proposed(request, dissolution_for(request, pk))


@writes
def drop_guidance(request: Request, pk: int) -> HttpResponseBase:
    case = guidance_for(request, pk)
    ask(may_guide, request.user, case.organization)
    reason = request.POST.get("reason", "").strip()[:500]
    return pressed(request, lambda: case.drop(by=request.user, reason=reason), "文書を出すのをやめました。", to=case)
