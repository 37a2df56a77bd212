"""Pages on which a draft is written: row by row, or from a whole table after a look at what it would change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, writes
from plans.cityplan import editing
from plans.cityplan.document import PlanDocument
from plans.cityplan.filling import told_plan
from plans.cityplan.forms import ActionForm, FileForm, GoalForm, MeasureForm, NewActionForm
from plans.cityplan.plan import CityPlan
from plans.cityplan.rows import CityAction
from plans.cityplan.rules import may_keep_plan
from plans.cityplan.views import visible
from records.cases import rehearsed
from records.forms import Form, attempt
from records.pressing import pressed
from records.sheets.files import NotASheet
from records.telling import Difference, Told, changes, kept_in, told
from records.workbooks.waiting import put_aside, take_up
from staff.models import Department


@writes
def take_file(request: Request, pk: int) -> HttpResponseBase:
    """First the look at every difference; then, with the word, the whole table or nothing of it."""
    plan = visible(request, pk, may_keep_plan)
    owner, token = f"city-plan:{pk}:{request.user.pk}", request.POST.get("token", "")
    files: Any = request.FILES or None
    if token:
        try:
            files = {"file": take_up(owner, token)}
        except NotASheet as problem:
            messages.warning(request, str(problem))
            return redirect("plans:city_plan_file", pk)
    form, found = FileForm(request.POST or None, files), None
    if form.is_valid():
        document, file = form.cleaned_data["file"], files["file"]
        if token and attempt(form, plan.fill, by=request.user, document=document, origin=str(file)):
            messages.success(request, f"表を読み込みました。取組は{plan.actions.count()}件です。")
            return redirect(plan)
        if not token:
            found = looked_through(request, plan, form, document)
            token = put_aside(owner, file) if found else ""
    page = {"form": form, "plan": plan, "differences": found, "token": token if found else ""}
    return render(request, "plans/cityplan/file.html", page)


def looked_through(request: Request, plan: CityPlan, form: FileForm, document: PlanDocument) -> list[Difference] | None:
    """What the table would change; None where it cannot be taken. It is tried, and taken back."""
    found: list[Any] = []

    def act() -> None:
        with rehearsed():
            before = whole(plan)
            plan.fill(document, by=request.user)
            found.extend(changes(before, whole(plan)))

    done = attempt(form, act)
    plan.refresh_from_db()
    return kept_in({"changes": found}) if done else None


def whole(plan: CityPlan) -> Told:
    return {**told(plan, CityPlan.TEXTS), **told_plan(plan)}


def form_page(
    request: Request, plan: CityPlan, form: Form, title: str, *, remove: str = "", number: int = 0
) -> HttpResponseBase:
    address = reverse(remove, args=[plan.pk, number]) if remove else ""
    page = {"form": form, "plan": plan, "title": title, "remove": address}
    return render(request, "plans/cityplan/form.html", page)


def kept(request: Request, plan: CityPlan, form: Form, act: Callable[..., Any], done: str) -> HttpResponseBase | None:
    """Back to the plan when the form was right and the verb could be done."""
    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, done)
        return redirect(plan)
    return None


@writes
def goal(request: Request, pk: int, order: int = 0) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    row = get_object_or_404(plan.goals, order=order) if order else None
    form = GoalForm(request.POST or None, initial={"text": row.text, "summary": row.summary} if row else {})
    title = f"目標{order}を直す" if row else "目標を加える"

    def act(**facts: Any) -> None:
        editing.write_goal(plan, row, by=request.user, **facts)

    answer = kept(request, plan, form, act, "目標を保存しました。")
    return answer or form_page(request, plan, form, title, remove="plans:city_goal_remove" if row else "", number=order)


@writes
def measure(request: Request, pk: int, number: int = 0) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    row = get_object_or_404(plan.measures, number=number) if number else None
    first = {"goal": row.goal_id, "text": row.text, "points": row.points} if row else {}
    form = MeasureForm(request.POST or None, plan=plan, initial=first)
    title = f"方策{number}を直す" if row else "方策を加える"

    def act(**facts: Any) -> None:
        editing.write_measure(plan, row, by=request.user, **facts)

    answer = kept(request, plan, form, act, "方策を保存しました。")
    return answer or form_page(
        request, plan, form, title, remove="plans:city_measure_remove" if row else "", number=number
    )


@writes
def new_action(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    form = NewActionForm(request.POST or None, plan=plan)
    made: list[CityAction] = []

    def act(**facts: Any) -> None:
        made.append(editing.add_action(plan, by=request.user, **facts))

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "取組を加えました。年度の予定と担当課を入れてください。")
        return redirect("plans:city_action_edit", pk, made[0].number)
    return form_page(request, plan, form, "取組を加える")


@writes
def edit_action(request: Request, pk: int, number: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    actions = CityAction.objects.filter(plan=plan).prefetch_related("cells", "indicators", "offices__department")
    action = get_object_or_404(actions, number=number)
    departments = Department.objects.held(on=timezone.localdate()) | Department.objects.filter(
        pk__in=action.offices.values("department")
    )
    form = ActionForm(request.POST or None, plan=plan, action=action, departments=departments.distinct())
    if form.is_valid() and attempt(
        form, lambda **facts: editing.change_action(plan, action, by=request.user, **facts), **form.facts
    ):
        messages.success(request, f"取組{number}を直しました。")
        return redirect(plan)
    return form_page(request, plan, form, f"取組{number}を直す", remove="plans:city_action_remove", number=number)


@writes
def remove_goal(request: Request, pk: int, order: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    return removed(request, plan, get_object_or_404(plan.goals, order=order))


@writes
def remove_measure(request: Request, pk: int, number: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    return removed(request, plan, get_object_or_404(plan.measures, number=number))


@writes
def remove_action(request: Request, pk: int, number: int) -> HttpResponseBase:
    plan = visible(request, pk, may_keep_plan)
    return removed(request, plan, get_object_or_404(plan.actions, number=number))


def removed(request: Request, plan: CityPlan, row: Any) -> HttpResponseBase:
    done = f"{row}を消しました。"
    return pressed(request, lambda: editing.remove(plan, row, by=request.user), done, to=plan)
