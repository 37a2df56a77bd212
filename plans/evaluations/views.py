"""協働事業の評価: both sides write on their own pages, the department leads on, everybody reads the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from accounts.limits import limited
from organizations.models import Organization
from plans.cityplan.views import KNOCKS
from plans.evaluations import judging
from plans.evaluations.forms import BeginForm, GoalsForm, SheetForm, TalkForm, ViewpointForm
from plans.evaluations.page import TAGS, joint_context, result_of
from plans.evaluations.project import JointProject
from plans.evaluations.rows import Party, Viewpoint
from plans.evaluations.rules import may_begin_joint, may_keep_viewpoints, may_steer, may_take_part, party_of
from plans.evaluations.viewpoints import add, change
from records.fiscal import FiscalYear
from records.forms import attempt
from records.pressing import pressed
from staff.models import Department
from staff.routes import office_of


def visible(request: Request, pk: int, may: Rule | None = None) -> JointProject:
    seen = JointProject.objects.visible_to(request.user, on=timezone.localdate())
    related = seen.select_related("department__parent__parent", "organization", "previous", "project__plan")
    return fetch(related, by=request.user, may=may, pk=pk)


def side(request: Request, pk: int) -> tuple[JointProject, Party]:
    """The project, and the side for which the reader acts."""
    project = visible(request, pk, may_take_part)
    party = party_of(request.user, project)
    assert party is not None  # the rule's own  # noqa: S101
    party.project = project
    return project, party


@reads
def projects(request: Request) -> HttpResponseBase:
    today = timezone.localdate()
    seen = JointProject.objects.visible_to(request.user, on=today).select_related("organization", "department")
    page = {
        "projects": [(project, TAGS[JointProject.Status(project.status)]) for project in seen],
        "may_begin": bool(may_begin_joint(request.user, None)),
        "keeps": bool(may_keep_viewpoints(request.user, None)),
    }
    return render(request, "plans/evaluations/list.html", page)


@writes
def new(request: Request) -> HttpResponseBase:
    ask(may_begin_joint, request.user, None)
    user, today = request.user, timezone.localdate()
    own = office_of(user, on=today)
    offices = Department.objects.held(on=today).filter(Q(pk__in=above(own)) | Q(is_section=True))
    departments = Department.objects.held(on=today) if user.in_section(on=today) else offices
    bodies = Organization.objects.visible_to(user, on=today).order_by("furigana", "pk")
    first = {"fiscal_year": FiscalYear.of(today), "department": own}
    form = BeginForm(request.POST or None, user=user, departments=departments, bodies=bodies, initial=first)
    made: list[JointProject] = []

    def act(**facts: Any) -> None:
        made.append(JointProject.begin(by=user, **{**facts, "organizations": list(facts["organizations"])}))

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "協働事業を登録しました。団体といっしょに、目標と指標を確かめて、合意してください。")
        return redirect(made[0])
    page = {"form": form, "title": "協働事業を登録する", "back": reverse("plans:joint_list")}
    return render(request, "plans/evaluations/form.html", page)


def above(office: Department | None) -> list[int]:
    found = []
    while office:
        found.append(office.pk)
        office = office.parent
    return found


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    project = visible(request, pk)
    return render(request, "plans/evaluations/detail.html", joint_context(project, request.user))


@writes
def goals(request: Request, pk: int) -> HttpResponseBase:
    project, _party = side(request, pk)
    form = GoalsForm(request.POST or None, project=project)
    if form.is_valid() and attempt(form, project.write, by=request.user, **form.cleaned_data):
        messages.success(request, "目標と指標を書きました。")
        return redirect(project)
    page = {"form": form, "title": "目標と指標を書く", "back": project.get_absolute_url(), "project": project}
    return render(request, "plans/evaluations/form.html", page)


@writes
def agree_goals(request: Request, pk: int) -> HttpResponseBase:
    project, party = side(request, pk)
    today = timezone.localdate()
    return pressed(request, lambda: project.agree_goals(party, by=request.user, on=today), "合意しました。", to=project)


@writes
def sheet(request: Request, pk: int) -> HttpResponseBase:
    """自己評価: kept as it is typed, or sent, when the whole sheet is written."""
    project, party = side(request, pk)
    if not project.can("compare") or party.is_sent:
        messages.error(request, "自己評価を書けるのは、はじまってから出すまでです。")
        return redirect(project)
    own = judging.carried(project, party)
    form = SheetForm(request.POST or None, project=project, party=party, items=list(project.items.all()), carried=own)
    if form.is_valid() and attempt(form, lambda: keep_sheet(request, project, party, form)):
        if request.POST.get("then") != "send":
            messages.success(request, "途中まで保存しました。相手には、まだ見えません。")
            return redirect(project)
        if attempt(form, lambda: judging.send(project, party, by=request.user, on=timezone.localdate())):
            messages.success(request, "自己評価を出しました。みなが出すと、くらべられます。")
            return redirect(project)
    return render(request, "plans/evaluations/sheet.html", {"form": form, "project": project, "party": party})


def keep_sheet(request: Request, project: JointProject, party: Party, form: SheetForm) -> None:
    by = request.user
    judging.score(project, party, by=by, overall=form.cleaned_data["overall"], scores=form.scores)
    judging.note_results(project, by=by, results=form.results)
    for each in form.carried:
        if outcome := form.cleaned_data[f"outcome_{each.pk}"]:
            text = form.cleaned_data[f"answer_{each.pk}"]
            judging.answer(project, party, each, by=by, outcome=outcome, text=text)


@writes
def talk(request: Request, pk: int) -> HttpResponseBase:
    """相互評価シート, by whichever side writes it down."""
    project, _party = side(request, pk)
    parties = list(project.parties.select_related("organization"))
    for each in parties:
        each.project = project
    form = TalkForm(request.POST or None, project=project, items=list(project.items.all()), parties=parties)
    if form.is_valid() and attempt(
        form, lambda **facts: judging.discuss(project, by=request.user, **facts), **form.facts
    ):
        messages.success(request, "話し合いの結果を書きました。みなが合意すると、外部評価に進みます。")
        return redirect(project)
    return render(request, "plans/evaluations/talk.html", {"form": form, **result_of(project, _party)})


@writes
def agree_talk(request: Request, pk: int) -> HttpResponseBase:
    project, party = side(request, pk)
    today = timezone.localdate()

    def act() -> None:
        judging.agree_talk(project, party, by=request.user, on=today)

    return pressed(request, act, "合意しました。", to=project)


def steered(request: Request, pk: int, act: Callable[[JointProject], Any], done: str) -> HttpResponseBase:
    project = visible(request, pk, may_steer)
    return pressed(request, lambda: act(project), done, to=project)


@writes
def open_sheets(request: Request, pk: int) -> HttpResponseBase:
    today = timezone.localdate()
    return steered(request, pk, lambda p: p.open(by=request.user, on=today), "自己評価を始めました。")


@writes
def conclude(request: Request, pk: int) -> HttpResponseBase:
    today = timezone.localdate()
    return steered(request, pk, lambda p: p.conclude(by=request.user, on=today), "評価がまとまりました。")


@writes
def publish(request: Request, pk: int) -> HttpResponseBase:
    today = timezone.localdate()
    return steered(request, pk, lambda p: p.publish(by=request.user, on=today), "公表しました。だれでも読めます。")


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    reason = request.POST.get("reason", "")[:500]
    return steered(request, pk, lambda p: p.drop(by=request.user, reason=reason), "取りやめました。")


@writes
def next_year(request: Request, pk: int) -> HttpResponseBase:
    return steered(request, pk, lambda p: p.next_year(by=request.user), "次の年度の評価を始めました。")


@reads
def viewpoints(request: Request) -> HttpResponseBase:
    ask(may_keep_viewpoints, request.user, None)
    return render(
        request,
        "plans/evaluations/viewpoints.html",
        {"viewpoints": Viewpoint.objects.order_by("-in_use", "order", "pk")},
    )


@writes
def viewpoint(request: Request, pk: int = 0) -> HttpResponseBase:
    ask(may_keep_viewpoints, request.user, None)
    row = get_object_or_404(Viewpoint, pk=pk) if pk else None
    form = ViewpointForm(request.POST or None, row=row)

    def act(**facts: Any) -> None:
        change(row, by=request.user, **facts) if row else add(by=request.user, **facts)

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "評価の視点を保存しました。これから始まる評価で使います。")
        return redirect("plans:viewpoints")
    page = {"form": form, "title": "評価の視点", "back": reverse("plans:viewpoints")}
    return render(request, "plans/evaluations/form.html", page)


@login_not_required
@limited("cityplan", per_minute=KNOCKS)
@reads
def public_joint(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Process and result of one evaluation, for everybody."""
    seen = JointProject.objects.published().select_related("department", "organization", "previous")
    return render(request, "plans/evaluations/public.html", result_of(get_object_or_404(seen, pk=pk), None))
