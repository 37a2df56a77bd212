"""The register of organizations: the city's list, one organization, and the steps on its way."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, reads, recorded, writes
from organizations.changes import Matter
from organizations.forms.bodies import DescribeForm, FoundForm, PrepareForm, RegisterForm, choosable_areas
from organizations.forms.changes import ChangeForm
from organizations.forms.submitting import SubmittingForm
from organizations.listing import ListForm, listed
from organizations.models import Officer, Organization
from organizations.pages import OrganizationPage
from organizations.rules import may_choose_submitters, may_edit, may_register
from organizations.views.buttons import pressed
from organizations.views.finding import organization_for, past
from records.events import record
from records.forms import attempt
from staff.rules import may_propose_together


@reads
def organization_list(request: Request) -> HttpResponse:
    today = timezone.localdate()
    form = ListForm(request.GET)
    page, rows = listed(form, user=request.user, on=today, page=request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "may_register": may_register(request.user, None),
        "may_propose": may_propose_together(request.user, None),
    }
    return render(request, "organizations/list.html", context)


@reads
def own(request: Request) -> HttpResponse:
    """団体の情報: the one organization of the person, or all of them to choose from."""
    roles = request.user.roles_on(timezone.localdate())
    bodies = list(Organization.objects.filter(pk__in=[role.organization_id for role in roles]))
    if len(bodies) == 1:
        return redirect(bodies[0])
    return render(request, "organizations/own.html", {"organizations": bodies})


@recorded
def detail(request: Request, pk: int) -> HttpResponse:
    """That somebody of the city looked at officers' addresses goes on record."""
    organization = organization_for(request, pk)
    page = OrganizationPage(organization, request.user, on=timezone.localdate())
    if page.sees_private and request.user.is_city(on=page.on):
        look = partial(record, request.user, "register.look", by=request.user, organization=organization)
        request.afterwards.append(partial(look, comment=f"{organization} 役員の住所と電話"))
    return render(request, "organizations/detail.html", {"organization": organization, "page": page})


@writes
def register(request: Request) -> HttpResponse:
    ask(may_register, request.user, None)
    areas = choosable_areas(request.user, on=timezone.localdate())
    form = RegisterForm(request.POST or None, areas=areas)
    if form.is_valid():
        made: list[Organization] = []
        if attempt(form, lambda: made.append(Organization.register(by=request.user, **form.cleaned_data))):
            messages.success(request, f"{made[0]}を登録しました。次に、団体の人を招待します。")
            return redirect(made[0])
    return render(request, "organizations/register.html", {"form": form})


@writes
def describe(request: Request, pk: int) -> HttpResponse:
    organization = organization_for(request, pk, may=may_edit)
    areas = choosable_areas(request.user, on=timezone.localdate())
    form = DescribeForm(request.POST or None, organization=organization, areas=areas)
    if form.is_valid() and attempt(form, organization.describe, by=request.user, **form.cleaned_data):
        messages.success(request, "団体の情報を直しました。")
        return redirect(organization)
    return render(request, "organizations/describe.html", {"form": form, "organization": organization})


@writes
def submitting(request: Request, pk: int) -> HttpResponse:
    """市に出す人."""
    organization = organization_for(request, pk, may=may_choose_submitters)
    form = SubmittingForm(request.POST or None, initial={"submits_by": organization.submits_by})
    if form.is_valid() and attempt(form, organization.choose_submitters, by=request.user, **form.cleaned_data):
        messages.success(request, f"市に出す人を「{organization.get_submits_by_display()}」に決めました。")
        return redirect(organization)
    return render(request, "organizations/submitting.html", {"form": form, "organization": organization})


@writes
def prepare(request: Request, pk: int) -> HttpResponse:
    """準備会の届け (form 3.1)."""
    organization = organization_for(request, pk, may=may_edit)
    if over := past(request, organization, "prepare"):
        return over
    today = timezone.localdate()
    areas = choosable_areas(request.user, on=today)
    form = PrepareForm(request.POST or None, request.FILES or None, case=organization, areas=areas, today=today)
    if form.sent_by(request.user) and attempt(form, organization.prepare, by=request.user, **form.facts):
        messages.success(request, "準備会を届け出ました。")
        return redirect(organization)
    return render(request, "organizations/prepare.html", {"form": form, "organization": organization})


@writes
def plan(request: Request, pk: int) -> HttpResponse:
    """Its button stands on the organization's page; opened by itself it leads back there."""
    organization = organization_for(request, pk, may=may_edit)
    if request.method == "POST" and pressed(request, organization.plan):
        messages.success(request, "将来計画づくりを始めました。")
    return redirect(organization)


@writes
def begin_work(request: Request, pk: int) -> HttpResponse:
    """活動を始める, of bodies that the city does not recognise: its button stands on the page."""
    organization = organization_for(request, pk, may=may_edit)
    if request.method == "POST" and pressed(request, organization.begin_work, on=timezone.localdate()):
        messages.success(request, "活動を始めたことを記録しました。")
    return redirect(organization)


@writes
def found(request: Request, pk: int) -> HttpResponse:
    organization = organization_for(request, pk, may=may_edit)
    if over := past(request, organization, "found"):
        return over
    today = timezone.localdate()
    form = FoundForm(request.POST or None, request.FILES or None, case=organization, today=today)
    if form.sent_by(request.user) and attempt(form, organization.found, by=request.user, **form.facts):
        messages.success(request, "設立を届け出ました。次は、規約と将来計画をそろえて、市の認可を申請します。")
        return redirect(organization)
    officers = organization.officers.not_over(on=today).exclude(kind=Officer.Kind.VIEWER)
    context = {"form": form, "organization": organization, "officers": officers}
    return render(request, "organizations/found.html", context)


@writes
def change(request: Request, pk: int) -> HttpResponse:
    """認可事項変更届 (form 3.4)."""
    organization = organization_for(request, pk, may=may_edit)
    if over := past(request, organization, "report_change"):
        return over
    today = timezone.localdate()
    form = ChangeForm(request.POST or None, request.FILES or None, case=organization, today=today)
    if form.sent_by(request.user):
        facts = {**form.facts, "papers": form.papers}
        if attempt(form, organization.report_change, by=request.user, **facts):
            messages.success(request, "変更を届け出ました。")
            return redirect(organization)
    first = "、".join(matter.label for matter in Matter if organization.must_ask_to_change(matter))
    context = {"form": form, "organization": organization, "recognised_first": first}
    return render(request, "organizations/change.html", context)
