"""役員名簿: who acts in the organization, and the invitations to act here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, writes
from organizations.forms.officers import AmendForm, AppointForm, EndForm, InviteForm
from organizations.rules import may_edit
from organizations.views.finding import officer_for, organization_for
from records.forms import Form, attempt


@writes
def appoint(request: Request, pk: int) -> HttpResponse:
    organization = organization_for(request, pk, may=may_edit)
    form = AppointForm(request.POST or None)
    if form.is_valid() and attempt(form, organization.appoint, by=request.user, **form.cleaned_data):
        invited = "招待のメールを送りました。" if form.cleaned_data["email"] else ""
        messages.success(request, f"{form.cleaned_data['name']}さんを役員名簿に載せました。{invited}")
        return redirect(organization)
    return render(request, "organizations/officer_new.html", {"form": form, "organization": organization})


@writes
def amend(request: Request, pk: int) -> HttpResponse:
    officer = officer_for(request, pk, may=may_edit)
    form = AmendForm(request.POST or None, officer=officer)
    if form.is_valid() and attempt(form, officer.amend, by=request.user, **form.cleaned_data):
        messages.success(request, f"{officer.name}さんの名簿を直しました。")
        return redirect(officer.organization)
    return render(request, "organizations/officer_edit.html", {"form": form, "officer": officer})


@writes
def end(request: Request, pk: int) -> HttpResponse:
    officer = officer_for(request, pk, may=may_edit)
    form = EndForm(request.POST or None, initial={"on": officer.ends_on or timezone.localdate()})
    if form.is_valid() and attempt(form, officer.end, by=request.user, **form.cleaned_data):
        messages.success(request, f"{officer}さんの任期のおわりを入れました。")
        return redirect(officer.organization)
    return render(request, "organizations/officer_end.html", {"form": form, "officer": officer})


@writes
def invite(request: Request, pk: int) -> HttpResponse:
    """Asks for the address of somebody without an account; who has one gets the mail again."""
    officer = officer_for(request, pk, may=may_edit)
    form = (Form if officer.user else InviteForm)(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, officer.invite, by=request.user, **form.cleaned_data):
        messages.success(request, f"{officer.name}さんに、招待のメールを送りました。")
        return redirect(officer.organization)
    return render(request, "organizations/officer_invite.html", {"form": form, "officer": officer})
