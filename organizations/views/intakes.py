"""代理入力: begun by the city with the scan, ended with a receipt, answered by the organization."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from accounts.access import Request, Rule, fetch, reads, writes
from organizations.forms.intakes import IntakeForm, ObjectionForm, SettlementForm
from organizations.intakepage import IntakePage
from organizations.models import Intake
from organizations.rules import may_answer_intake, may_enter, may_finish_intake, may_settle_intake
from organizations.views.buttons import pressed
from organizations.views.finding import organization_for, past
from records.forms import attempt


def intake_for(request: Request, pk: int, *, may: Rule | None = None) -> Intake:
    visible = Intake.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(visible.select_related("organization", "entered_by"), by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, pk: int) -> HttpResponse:
    """代わりに入力する: what came, how, when, and the scan of it."""
    organization = organization_for(request, pk, may=may_enter)
    if running := request.user.intakes.open().filter(organization=organization).first():
        messages.info(request, "この団体の代理入力を、もう始めています。")
        return redirect(running)
    form = IntakeForm(request.POST or None, request.FILES or None, today=timezone.localdate())
    if form.is_valid():
        made: list[Intake] = []
        facts = {"organization": organization, "by": request.user, **form.cleaned_data}
        if attempt(form, lambda: made.append(Intake.begin(**facts))):
            messages.success(request, f"{organization}の代わりに入力できます。終わったら、ここから控えを送ります。")
            return redirect(made[0])
    return render(request, "organizations/intake_new.html", {"form": form, "organization": organization})


@reads
def detail(request: Request, pk: int) -> HttpResponse:
    """To who types: what to do; to the organization: its receipt, to be printed and answered."""
    intake = intake_for(request, pk)
    page = IntakePage(intake, request.user, on=timezone.localdate())
    return render(request, "organizations/intake.html", {"intake": intake, "page": page})


@reads
@xframe_options_sameorigin
@csp_update({"frame-ancestors": [SELF], "object-src": [SELF]})  # type: ignore[arg-type]  # beside the form
def scan(request: Request, pk: int) -> HttpResponseBase:
    """The original, to be looked at and not downloaded."""
    if (paper := intake_for(request, pk).scan) is None:
        raise Http404
    return FileResponse(paper.file.open("rb"), filename=paper.filename, content_type=paper.media_type)


@writes
def send(request: Request, pk: int) -> HttpResponse:
    intake = intake_for(request, pk, may=may_finish_intake)
    if request.method == "POST" and pressed(request, intake.send):
        messages.success(request, f"{intake.organization}に控えを送りました。")
    return redirect(intake)


@writes
def drop(request: Request, pk: int) -> HttpResponse:
    intake = intake_for(request, pk, may=may_finish_intake)
    if request.method == "POST" and pressed(request, intake.drop):
        messages.success(request, "代理入力を取りやめました。")
        return redirect(intake.organization)
    return redirect(intake)


@writes
def confirm(request: Request, pk: int) -> HttpResponse:
    intake = intake_for(request, pk, may=may_answer_intake)
    if request.method == "POST" and pressed(request, intake.confirm):
        messages.success(request, "確かめました。ありがとうございます。")
    return redirect(intake)


@writes
def object_to(request: Request, pk: int) -> HttpResponse:
    """内容がちがう."""
    intake = intake_for(request, pk, may=may_answer_intake)
    if over := past(request, intake, "object"):
        return over
    form = ObjectionForm(request.POST or None)
    if form.is_valid() and attempt(form, intake.object, by=request.user, **form.cleaned_data):
        messages.success(request, "市に伝えました。市が答えるまで、決定は止まります。")
        return redirect(intake)
    return render(request, "organizations/intake_object.html", {"form": form, "intake": intake})


@writes
def settle(request: Request, pk: int) -> HttpResponse:
    intake = intake_for(request, pk, may=may_settle_intake)
    if over := past(request, intake, "settle"):
        return over
    form = SettlementForm(request.POST or None)
    if form.is_valid() and attempt(form, intake.settle, by=request.user, **form.cleaned_data):
        messages.success(request, "団体に答えました。")
        return redirect(intake)
    return render(request, "organizations/intake_settle.html", {"form": form, "intake": intake})
