"""内示: the city calculates, excludes and proposes; an organization reads its amount and applies."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads, writes
from accounts.models import User
from grants.allotments.allotment import Allotment, is_tight
from grants.allotments.preparing import Prepared, lacking, prepare
from grants.allotments.together import Allotments
from grants.cases import Grant
from grants.rules import may_allot, may_apply, may_manage_schemes, may_see_inside
from grants.schemes import Scheme
from grants.views.schemes import visible as visible_scheme
from plans.models import YearlyPlan
from plans.rules import may_write_plan
from records.events import Event
from records.forms import Form, TextField, attempt
from records.pieces import Figure, Tag
from records.pressing import pressed
from records.stands import stand
from records.templatetags.japanese import yen
from staff.joint import joint_page

PER_PAGE = 50
TAGS = {
    Allotment.Status.PREPARED: Tag("準備", "plain"),
    Allotment.Status.EXCLUDED: Tag("除外", "over"),
    Allotment.Status.PROPOSED: Tag("決裁待ち", "way"),
    Allotment.Status.ALLOTTED: Tag("内示", "good"),
}


class ExcludeForm(Form):
    reason = TextField(label="外す理由", max_length=200, help_text="例 解散の予定があるため。市の控えに残ります。")


def visible(request: Request, pk: int, may: Rule | None = None) -> Allotment:
    seen = Allotment.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("organization", "scheme", "basis"), by=request.user, may=may, pk=pk)


@reads
def allotments(request: Request, pk: int) -> HttpResponseBase:
    """The register of a scheme's 内示, and who cannot be calculated yet."""
    money = visible_scheme(request, pk, may_see_inside)
    seen = money.allotments.visible_to(request.user, on=timezone.localdate())
    page = Paginator(seen.select_related("organization"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "scheme": money,
        "page": page,
        "rows": [(each, TAGS[Allotment.Status(each.status)]) for each in page.object_list],
        "manages": bool(may_manage_schemes(request.user, money)),
        "lacking": lacking(money),
        "address": reverse("grants:allotments", args=[pk]),
        **sums(money),
    }
    return render(request, "grants/allotments.html", context)


def sums(money: Scheme) -> dict[str, Any]:
    rows = money.allotments.exclude(status=Allotment.Status.EXCLUDED)
    total, told = rows.total(), rows.told().total()
    waiting = rows.filter(status=Allotment.Status.PREPARED).count()
    figures = [
        Figure("予算額", yen(money.appropriation)),
        Figure("内示と案の計", yen(total), f"残り {yen(money.appropriation - total)}"),
        Figure("内示した額", yen(told)),
        Figure("起案を待つ団体", f"{waiting:,}団体"),
    ]
    over = max(total - money.appropriation, 0)
    return {"figures": figures, "waiting": waiting, "over": over, "tight": not over and is_tight(money, total)}


@writes
def calculate(request: Request, pk: int) -> HttpResponseBase:
    money = visible_scheme(request, pk)
    made: list[Prepared] = []
    return pressed(
        request,
        lambda: made.append(prepare(money, by=request.user, on=timezone.localdate())),
        "計算しました。額を確かめて、起案してください。",
        to=reverse("grants:allotments", args=[pk]),
    )


@writes
def together(request: Request) -> HttpResponseBase:
    return joint_page(request, Allotments, crumb=("制度と予算", reverse("grants:schemes")))


@reads
def allotment(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk)
    return shown(request, case, ExcludeForm())


def shown(request: Request, case: Allotment, form: ExcludeForm) -> HttpResponseBase:
    today, user = timezone.localdate(), request.user
    inside = bool(may_see_inside(user, case))
    live = Grant.objects.visible_to(user, on=today).filter(scheme=case.scheme, organization=case.organization).last()
    told = case.status == Allotment.Status.ALLOTTED
    applies = told and not live and case.scheme.is_taking(on=today) and bool(may_apply(user, case.organization))
    context = {
        "case": case,
        "form": form,
        "tag": TAGS[Allotment.Status(case.status)],
        "inside": inside,
        "manages": bool(may_allot(user, case)),
        "applies": applies,
        "plan": plan_being_written(user, case) if told else None,
        "grant": live,
        "letter": case.letter() if told else None,
        "approval": stand(case, user=user, on=today) if inside else None,
        "events": Event.objects.about(case) if inside else [],
    }
    return render(request, "grants/allotment.html", context)


def plan_being_written(user: User, case: Allotment) -> YearlyPlan | None:
    """Into whose budget the reader may put what was told."""
    plans = YearlyPlan.objects.of(case.organization, case.scheme.fiscal_year)
    plan = plans.filter(status=YearlyPlan.Status.DRAFT).first()
    return plan if plan and may_write_plan(user, plan) else None


@writes
def exclude(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_allot)
    if request.method != "POST":
        return redirect(case)
    form = ExcludeForm(request.POST)
    if form.is_valid() and attempt(form, case.exclude, by=request.user, reason=form.cleaned_data["reason"]):
        return redirect("grants:allotments", pk=case.scheme_id)
    return shown(request, case, form)


@writes
def include(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_allot)
    return pressed(request, lambda: case.include(by=request.user), "内示にもどしました。", to=case)
