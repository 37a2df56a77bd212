"""推進計画: the section drafts, checks, proposes and publishes; everybody reads what was published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts.access import Request, Rule, ask, fetch, reads, writes
from accounts.limits import limited
from plans.cityplan.document import PlanDocument
from plans.cityplan.filling import document_of
from plans.cityplan.forms import PlanForm
from plans.cityplan.page import plan_context
from plans.cityplan.plan import CityPlan
from plans.cityplan.rules import may_check_plan, may_keep_plan
from plans.cityplan.sessions.rules import may_see_boards
from plans.cityplan.table import counted, table_of
from plans.cityplan.workbook import as_workbook
from plans.evaluations.project import JointProject
from plans.surveys.survey import Survey
from records.fiscal import FiscalYear
from records.forms import attempt
from records.pressing import pressed
from records.sheets.files import XLSX
from staff.routes import office_of, route_for

KNOCKS = 60  # a minute, at the public pages


def visible(request: Request, pk: int, may: Rule | None = None) -> CityPlan:
    seen = CityPlan.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("begun_by", "checked_by"), by=request.user, may=may, pk=pk)


@reads
def plans(request: Request) -> HttpResponseBase:
    """Every term and version that the reader may see, the newest first."""
    seen = CityPlan.objects.visible_to(request.user, on=timezone.localdate())
    page = {
        "plans": seen,
        "keeps": bool(may_keep_plan(request.user, None)),
        "boards": bool(may_see_boards(request.user, None)),
        "is_city": request.user.is_city(on=timezone.localdate()),
    }
    return render(request, "plans/cityplan/list.html", page)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    return render(request, "plans/cityplan/detail.html", plan_context(visible(request, pk), request.user))


@writes
def new(request: Request) -> HttpResponseBase:
    ask(may_keep_plan, request.user, None)
    form = PlanForm(request.POST or None)
    made: list[CityPlan] = []
    if form.is_valid() and attempt(form, lambda: made.append(CityPlan.begin(by=request.user, **form.cleaned_data))):
        messages.success(request, "下書きを作りました。次に、目標・方策・取組の表を読み込んでください。")
        return redirect("plans:city_plan_file", made[0].pk)
    page = {"form": form, "plan": None, "title": "推進計画を書きはじめる", "remove": ""}
    return render(request, "plans/cityplan/form.html", page)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    form = PlanForm(request.POST or None, initial={name: getattr(plan, name) for name in CityPlan.TEXTS})
    if form.is_valid() and attempt(form, plan.write, by=request.user, **form.cleaned_data):
        messages.success(request, "計画を直しました。")
        return redirect(plan)
    page = {"form": form, "plan": plan, "title": "計画の名前と言葉を直す", "remove": ""}
    return render(request, "plans/cityplan/form.html", page)


@reads
def workbook(request: Request, pk: int) -> HttpResponse:
    """The plan as the workbook that ``take_file`` reads."""
    plan = visible(request, pk)
    return as_file(as_workbook(document_of(plan)), f"{plan}.xlsx")


@reads
def template(request: Request) -> HttpResponse:
    """An empty workbook, for a city that begins."""
    ask(may_keep_plan, request.user, None)
    year = FiscalYear.of(timezone.localdate()).next
    blank = PlanDocument("", year, FiscalYear(year.number + 4))
    return as_file(as_workbook(blank), "推進計画のひな形.xlsx")


def as_file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@writes
def check(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_check_plan)
    return pressed(request, lambda: plan.confirm(by=request.user), "点検済みにしました。起案できます。", to=plan)


@writes
def reopen(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    return pressed(request, lambda: plan.reopen(by=request.user), "下書きにもどしました。", to=plan)


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    today = timezone.localdate()

    def act() -> None:
        office = office_of(request.user, on=today)
        rule, stops = route_for(CityPlan.approval_kind, amount=None, on=today, department=office)
        reason = request.POST.get("reason", "")[:2000]
        plan.propose(by=request.user, reason=reason, rule_name=rule.name, route=stops)

    return pressed(request, act, "起案しました。決裁の道すじに回りました。", to=plan)


@writes
def publish(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    today = timezone.localdate()
    return pressed(
        request, lambda: plan.publish(by=request.user, on=today), "公表しました。だれでも読めます。", to=plan
    )


@writes
def revise(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    return pressed(request, lambda: plan.revise(by=request.user), "次の版の下書きを作りました。", to=plan)


@login_not_required
@limited("cityplan", per_minute=KNOCKS)
@reads
def public(request: HttpRequest) -> HttpResponseBase:
    """What the city has published, for everybody; the newest version of each term."""
    found: dict[int, Any] = {}
    for plan in CityPlan.objects.published():
        found.setdefault(plan.from_year.number, plan)
    projects = JointProject.objects.published().select_related("organization")
    surveys = Survey.objects.published().filter(action=None)
    page = {"plans": list(found.values()), "projects": projects, "surveys": surveys}
    page["open"] = Survey.objects.open_to_all(on=timezone.localdate()).order_by("closes_on", "pk")
    return render(request, "plans/cityplan/public.html", page)


@login_not_required
@limited("cityplan", per_minute=KNOCKS)
@reads
def public_plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    plan = get_object_or_404(CityPlan.objects.published(), pk=pk)
    table, rounds = table_of(plan), plan.rounds.filter(status="published")
    appraised = plan.appraisals.filter(status="published")
    page = {"plan": plan, "table": table, "counts": counted(table), "rounds": rounds, "appraisals": appraised}
    page["surveys"] = Survey.objects.published().filter(action__plan__from_year=plan.from_year)
    return render(request, "plans/cityplan/public_plan.html", page)
