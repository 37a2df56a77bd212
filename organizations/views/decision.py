"""The city's work on an application: review sheet, correction, proposal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, writes
from accounts.models import User
from organizations.criteria import evidence
from organizations.forms.decision import CorrectionForm, ProposalForm, ReviewForm
from organizations.letters import letter_for
from organizations.models import Rechange, Recognition
from organizations.notices import send_notice
from organizations.rules import may_review
from organizations.together import Recognitions
from organizations.views.finding import case_for, past
from records.cases import NotNow
from records.forms import attempt
from records.letters import Preview, preview
from records.pressing import pressed
from records.reviews import Finding
from staff.joint import joint_page
from staff.routes import office_of, route_for

KIND = "organizations.recognition"


@writes
def review(request: Request, pk: int) -> HttpResponse:
    """審査表."""
    case = case_for(request, pk, may=may_review)
    if over := past(request, case, "review"):
        return over
    form = ReviewForm(request.POST or None, findings=Finding.objects.about(case))
    if form.is_valid() and attempt(form, case.review, words=form.words(), by=request.user):
        messages.success(request, "審査を保存しました。")
        return redirect(case)
    lines = form.lines(evidence(case, on=timezone.localdate()))
    return render(request, "organizations/review.html", {"case": case, "form": form, "lines": lines})


@writes
def correction(request: Request, pk: int) -> HttpResponse:
    """補正のお願い."""
    case = case_for(request, pk, may=may_review)
    if over := past(request, case, "ask_correction"):
        return over
    form = CorrectionForm(request.POST or None, printed=case.printed(), today=timezone.localdate())
    if form.is_valid():
        facts = {"asks": form.asks(), "due_on": form.cleaned_data["due_on"]}
        if attempt(form, case.ask_correction, by=request.user, **facts):
            messages.success(request, f"{case.organization}に補正をお願いしました。役員にメールが届きます。")
            return redirect(case)
    return render(request, "organizations/correction.html", {"case": case, "form": form})


@writes
def propose(request: Request, pk: int) -> HttpResponse:
    """起案: 「通知書の案を見る」 shows the letter as it would go out, 「起案する」 puts it on its way."""
    case = case_for(request, pk, may=may_review)
    if over := past(request, case, "propose"):
        return over
    today = timezone.localdate()
    form = ProposalForm(request.POST or None, case=case, today=today)
    draft = None
    if form.is_valid():
        if "preview" in request.POST:
            draft = drafted(form, case, on=today)
        elif attempt(form, put_forward, case=case, by=request.user, on=today, **form.cleaned_data):
            messages.success(request, "起案しました。決裁の道すじへ回りました。")
            return redirect(case)
    context = {"case": case, "form": form, "draft": draft, **route_shown(request.user, on=today)}
    return render(request, "organizations/propose.html", context)


@writes
def notice(request: Request, pk: int) -> HttpResponseBase:
    """受付通知書 or 補正依頼書."""
    return noticed(request, case_for(request, pk, may=may_review))


def noticed(request: Request, paper: Recognition | Rechange) -> HttpResponseBase:
    def send() -> None:
        send_notice(paper, by=request.user, on=timezone.localdate())

    return pressed(request, send, "通知書を出しました。団体にもメールで知らせました。", to=paper)


@writes
def together(request: Request) -> HttpResponseBase:
    """起案 of all applications whose review is over."""
    return joint_page(request, Recognitions, crumb=("団体", reverse("organizations:list")))


def route_shown(drafter: User, *, on: date, kind: str = KIND) -> dict[str, Any]:
    """The way that the proposal will go, or why there is none."""
    try:
        rule, stops = route_for(kind, amount=None, on=on, department=office_of(drafter, on=on))
    except NotNow as refusal:
        return {"rule": "", "stops": [], "no_route": refusal.messages[0]}
    return {"rule": rule.name, "stops": stops, "no_route": ""}


def put_forward(*, case: Recognition, by: User, on: date, **facts: Any) -> None:
    """On the way that the city's rule gives today."""
    rule, stops = route_for(KIND, amount=None, on=on, department=office_of(by, on=on))
    case.propose(by=by, rule_name=rule.name, route=stops, **facts)


def drafted(form: ProposalForm, case: Recognition, *, on: date) -> Preview | None:
    """The letter that would say what stands in the form; nothing of it is kept."""
    for name, value in form.cleaned_data.items():
        setattr(case, name, value)
    try:
        return preview(letter_for(case, on=on), on=on)
    except NotNow as refusal:
        form.add_error(None, refusal)
        return None
