"""The city's work on a change: review sheet, correction, proposal, and the letter that something came."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, writes
from accounts.models import User
from organizations.forms.decision import CorrectionForm, ReviewForm
from organizations.models import Rechange
from organizations.rechange.criteria import criteria_of, evidence
from organizations.rechange.forms import ProposalForm
from organizations.rechange.views import visible
from organizations.rules import may_review
from organizations.views.decision import noticed, route_shown
from organizations.views.finding import past
from records.cases import NotNow
from records.forms import attempt
from records.letters import Preview, preview
from records.reviews import Finding
from staff.routes import office_of, route_for


@writes
def review(request: Request, pk: int) -> HttpResponseBase:
    """審査表."""
    case = visible(request, pk, may_review)
    if over := past(request, case, "review"):
        return over
    form = ReviewForm(request.POST or None, findings=Finding.objects.about(case), criteria=criteria_of(case))
    if form.is_valid() and attempt(form, case.review, words=form.words(), by=request.user):
        messages.success(request, "審査を保存しました。")
        return redirect(case)
    lines = form.lines(evidence(case, on=timezone.localdate()))
    return render(request, "organizations/rechange/review.html", {"case": case, "form": form, "lines": lines})


@writes
def correction(request: Request, pk: int) -> HttpResponseBase:
    """補正のお願い."""
    case = visible(request, pk, may_review)
    if over := past(request, case, "ask_correction"):
        return over
    today = timezone.localdate()
    form = CorrectionForm(request.POST or None, printed=case.printed(), today=today, labels=Rechange.LABELS)
    if form.is_valid():
        facts = {"asks": form.asks(), "due_on": form.cleaned_data["due_on"]}
        if attempt(form, case.ask_correction, by=request.user, **facts):
            messages.success(request, f"{case.organization}に補正をお願いしました。役員にメールが届きます。")
            return redirect(case)
    return render(request, "organizations/rechange/correction.html", {"case": case, "form": form})


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """起案: 「通知書の案を見る」 shows the letter as it would go out, 「起案する」 puts it on its way."""
    case = visible(request, pk, may_review)
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
    way = route_shown(request.user, on=today, kind=Rechange.approval_kind)
    return render(request, "organizations/rechange/propose.html", {"case": case, "form": form, "draft": draft, **way})


def put_forward(*, case: Rechange, by: User, on: date, **facts: Any) -> None:
    """On the way that the city's rule gives today."""
    rule, stops = route_for(Rechange.approval_kind, amount=None, on=on, department=office_of(by, on=on))
    case.propose(by=by, rule_name=rule.name, route=stops, **facts)


def drafted(form: ProposalForm, case: Rechange, *, on: date) -> Preview | None:
    """The letter that would say what stands in the form; nothing of it is kept."""
    for name, value in form.cleaned_data.items():
        if name != "reason":
            setattr(case, name, value)
    try:
        return preview(case.letter(on=on), on=on)
    except NotNow as refusal:
        form.add_error(None, refusal)
        return None


@writes
def notice(request: Request, pk: int) -> HttpResponseBase:
    """受付通知書 or 補正依頼書."""
    return noticed(request, visible(request, pk, may_review))
