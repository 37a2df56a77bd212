"""Pages of a questionnaire: for those who ask, and the one on which people answer."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from accounts.limits import limited
from accounts.models import User
from plans.cityplan.progress.rules import may_write_report
from plans.future import FuturePlan
from plans.rules import may_write_plan
from plans.surveys.answers import answer, enter
from plans.surveys.forms import AnswerForm, DrawForm, SurveyPage
from plans.surveys.outcome import cite, links_to, report_of
from plans.surveys.results import ENOUGH, results
from plans.surveys.rules import may_enter, may_write_survey
from plans.surveys.slips import draw
from plans.surveys.survey import Survey
from plans.surveys.telling import close as close_and_tell
from plans.surveys.telling import tell
from plans.views.future import visible as visible_plan
from records.codes import Square, as_code, grouped
from records.events import Event
from records.forms import attempt
from records.pressing import pressed
from records.rowpages import rows_page

KNOCKS = 30  # a minute
DEVICE = "survey_device"
KEPT = 60 * 60 * 24 * 400  # seconds for which a device is known again


def visible(request: Request, pk: int, may: Rule | None = None) -> Survey:
    surveys = Survey.objects.visible_to(request.user, on=timezone.localdate())
    related = surveys.select_related("plan__organization", "office__parent__parent", "action__plan")
    return fetch(related, by=request.user, may=may, pk=pk)


def above(plan: FuturePlan | None) -> list[str]:
    """The two pages above a questionnaire: names and addresses by turns."""
    if plan is not None:
        return ["将来計画", reverse("plans:future"), plan.title, plan.get_absolute_url()]
    return ["協働推進計画", reverse("plans:city_plans"), "市のアンケート", reverse("plans:city_surveys")]


def shown(survey: Survey) -> dict[str, Any]:
    return {"survey": survey, "plan": survey.plan, "above": above(survey.plan)}


@writes
def new(request: Request, plan: int) -> HttpResponseBase:
    found = visible_plan(request, plan, may_write_plan)
    context = {"plan": found, "survey": None, "above": above(found), "back": found.get_absolute_url()}
    return rows_page(
        request,
        lambda data: SurveyPage(found, None, data, by=request.user),
        template="plans/surveys/edit.html",
        done="アンケートを作りました。まだ始まっていません。",
        to=f"{found.get_absolute_url()}#surveys-h",
        context=context,
    )


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    survey = visible(request, pk, may_write_survey)
    if not survey.is_draft:
        return redirect(survey)
    return rows_page(
        request,
        lambda data: SurveyPage(survey.owner, survey, data, by=request.user),
        template="plans/surveys/edit.html",
        done="保存しました。",
        to=survey,
        context={**shown(survey), "back": survey.get_absolute_url()},
    )


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    survey, today = visible(request, pk), timezone.localdate()
    may_write = bool(may_write_survey(request.user, survey))
    address = f"{settings.SITE_URL}{survey.public_url}"
    context = {
        **shown(survey),
        "is_open": survey.is_open(on=today),
        "address": address,
        "square": Square(address),
        "count": survey.responses.count(),
        "results": results(survey, with_words=may_write),
        "enough": ENOUGH,
        "may_write": may_write,
        "handed_out": survey.slips.count(),
        "may_tell": may_write and survey.plan is not None and survey.closed_at is not None and survey.told_at is None,
        "may_enter": bool(may_enter(request.user, survey)) and survey.takes_paper,
        "events": Event.objects.about(survey).exclude(verb__in=["survey.answer", "survey.enter"]),
        **after_the_end(survey, request.user),
    }
    return render(request, "plans/surveys/detail.html", context)


def after_the_end(survey: Survey, user: User) -> dict[str, Any]:
    """Of the city's own: the reports in which it is evidence, and the one into which it may be taken."""
    links = list(links_to(survey).select_related("report__round", "report__action")) if survey.office else []
    report = report_of(survey) if survey.closed_at else None
    cited = report is not None and report.pk in {link.report_id for link in links}
    may_cite = report is not None and not cited and may_write_report(user, report)
    return {"links": links, "report": report, "may_cite": bool(may_cite)}


@writes
def open_(request: Request, pk: int) -> HttpResponseBase:
    survey = visible(request, pk, may_write_survey)
    act = partial(survey.open, by=request.user, on=timezone.localdate())
    return pressed(request, act, "アンケートを始めました。アドレスを配ってください。", to=survey)


@writes
def close(request: Request, pk: int) -> HttpResponseBase:
    survey = visible(request, pk, may_write_survey)

    def act() -> None:
        if close_and_tell(survey, by=request.user):
            messages.info(request, "回答の数を、将来計画の「策定の経過」に入れました。")

    return pressed(request, act, "締め切りました。", to=survey)


@writes
def tell_of(request: Request, pk: int) -> HttpResponseBase:
    """策定の経過に入れる, where it could not be done when the questionnaire was closed; of the city's own, taken as
    evidence into the action's report."""
    survey = visible(request, pk, may_write_survey)
    if survey.plan is None:
        if report := report_of(survey):
            ask(may_write_report, request.user, report)
        return pressed(request, lambda: cite(survey, by=request.user), "取組の報告に付けました。", to=survey)
    return pressed(request, partial(tell, survey, by=request.user), "策定の経過に入れました。", to=survey)


@writes
def slips(request: Request, pk: int) -> HttpResponseBase:
    """配る番号: drawn by lot, printed batch by batch."""
    survey = visible(request, pk, may_write_survey)
    form = DrawForm(request.POST or None)
    if form.is_valid() and attempt(form, partial(draw, survey, by=request.user), **form.cleaned_data):
        messages.success(request, f"番号を{form.cleaned_data['count']}枚つくりました。印刷して、切って配ってください。")
        return redirect("plans:survey_slips", pk)
    batches = survey.slips.values("batch").annotate(count=Count("pk")).order_by("batch")
    used = survey.slips.filter(is_used=True).count()
    context = {**shown(survey), "form": form, "batches": batches, "used": used}
    return render(request, "plans/surveys/slips.html", context)


@reads
def slip_sheet(request: Request, pk: int, batch: int) -> HttpResponseBase:
    """One batch for the printer: a code and a square on each slip."""
    survey = visible(request, pk, may_write_survey)
    found = list(survey.slips.filter(batch=batch))
    if not found:
        raise Http404
    address = f"{settings.SITE_URL}{survey.public_url}"
    rows = [(slip, Square(f"{address}?slip={slip.code}")) for slip in found]
    context = {**shown(survey), "rows": rows, "address": address, "batch": batch}
    return render(request, "plans/surveys/slip_sheet.html", context)


@writes
def paper(request: Request, pk: int) -> HttpResponseBase:
    """One sheet after the other."""
    survey = visible(request, pk, may_enter)
    if not survey.takes_paper:
        return redirect(survey)
    form = AnswerForm(request.POST or None, survey=survey)
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: enter(survey, form.given, by=request.user, slip=form.slip)):
        messages.success(request, f"{survey.responses.count()}枚目を入れました。次の紙を入れてください。")
        return redirect("plans:survey_paper", pk)
    return render(request, "plans/surveys/paper.html", {**shown(survey), "form": form})


@login_not_required
@limited("survey", per_minute=KNOCKS)
@writes
def public(request: Request, code: str) -> HttpResponseBase:
    """Without an account and without a name; a device is known by a mark that leads nowhere else.

    What the city asks its staff opens for them alone, and nothing of the account stays with the answer.
    """
    opened = Survey.objects.exclude(opened_at=None).select_related("plan__organization", "office")
    survey = get_object_or_404(opened, code=as_code(code) or "-")
    if survey.asks_staff:
        return for_staff(request, survey)
    device = request.get_signed_cookie(DEVICE, default="") or secrets.token_urlsafe(16)
    first = {"slip": grouped(as_code(request.GET.get("slip", "")))}
    page = answering(request, survey, first, device=device)
    page.set_signed_cookie(
        DEVICE, device, max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return page


def for_staff(request: Request, survey: Survey) -> HttpResponseBase:
    person: User | AnonymousUser = request.user
    if not person.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not person.is_city(on=timezone.localdate()):
        raise Http404
    return answering(request, survey, {}, staff=person)


def answering(
    request: Request, survey: Survey, first: dict[str, str], *, device: str = "", staff: User | None = None
) -> HttpResponse:
    today, form = timezone.localdate(), AnswerForm(request.POST or None, survey=survey, initial=first)

    def act() -> None:
        answer(survey, form.given, device=device, on=today, slip=form.slip, staff=staff)

    is_done = request.method == "POST" and form.is_valid() and attempt(form, act)
    context = {"survey": survey, "form": form, "is_open": survey.is_open(on=today), "is_done": is_done}
    return render(request, "plans/surveys/public.html", context)
