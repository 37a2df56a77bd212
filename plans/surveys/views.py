"""Pages of a questionnaire: for those who ask, and the one that everybody may answer."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads, writes
from accounts.limits import limited
from plans.rules import may_enter_answers, may_write_plan
from plans.surveys.answers import answer, enter
from plans.surveys.forms import AnswerForm, DrawForm, SurveyPage
from plans.surveys.results import ENOUGH, results
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
    return fetch(surveys.select_related("plan__organization"), by=request.user, may=may, pk=pk)


def may_write_survey(user: Any, survey: Survey) -> Any:
    return may_write_plan(user, survey.plan)


@writes
def new(request: Request, plan: int) -> HttpResponseBase:
    found = visible_plan(request, plan, may_write_plan)
    context = {"plan": found, "survey": None}
    return rows_page(
        request,
        lambda data: SurveyPage(found, None, data),
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
        lambda data: SurveyPage(survey.plan, survey, data),
        template="plans/surveys/edit.html",
        done="保存しました。",
        to=survey,
        context={"plan": survey.plan, "survey": survey},
    )


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    survey, today = visible(request, pk), timezone.localdate()
    may_write = bool(may_write_survey(request.user, survey))
    address = f"{settings.SITE_URL}{survey.public_url}"
    context = {
        "survey": survey,
        "plan": survey.plan,
        "is_open": survey.is_open(on=today),
        "address": address,
        "square": Square(address),
        "count": survey.responses.count(),
        "results": results(survey, with_words=may_write),
        "enough": ENOUGH,
        "may_write": may_write,
        "handed_out": survey.slips.count(),
        "may_tell": may_write and survey.closed_at is not None and survey.told_at is None,
        "may_enter": bool(may_enter_answers(request.user, survey.plan)) and survey.takes_paper,
        "events": Event.objects.about(survey).exclude(verb__in=["survey.answer", "survey.enter"]),
    }
    return render(request, "plans/surveys/detail.html", context)


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
    """策定の経過に入れる, where it could not be done when the questionnaire was closed."""
    survey = visible(request, pk, may_write_survey)
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
    context = {"survey": survey, "plan": survey.plan, "form": form, "batches": batches, "used": used}
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
    context = {"survey": survey, "plan": survey.plan, "rows": rows, "address": address, "batch": batch}
    return render(request, "plans/surveys/slip_sheet.html", context)


@writes
def paper(request: Request, pk: int) -> HttpResponseBase:
    """One sheet after the other."""
    survey = visible(request, pk, lambda user, found: may_enter_answers(user, found.plan))
    if not survey.takes_paper:
        return redirect(survey)
    form = AnswerForm(request.POST or None, survey=survey)
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: enter(survey, form.given, by=request.user, slip=form.slip)):
        messages.success(request, f"{survey.responses.count()}枚目を入れました。次の紙を入れてください。")
        return redirect("plans:survey_paper", pk)
    return render(request, "plans/surveys/paper.html", {"survey": survey, "plan": survey.plan, "form": form})


@login_not_required
@limited("survey", per_minute=KNOCKS)
@writes
def public(request: Request, code: str) -> HttpResponse:
    """Without an account and without a name; a device is known by a mark that leads nowhere else."""
    survey = get_object_or_404(Survey.objects.exclude(opened_at=None), code=as_code(code) or "-")
    device = request.get_signed_cookie(DEVICE, default="") or secrets.token_urlsafe(16)
    first = {"slip": grouped(as_code(request.GET.get("slip", "")))}
    today, form = timezone.localdate(), AnswerForm(request.POST or None, survey=survey, initial=first)
    is_done = False
    if request.method == "POST" and form.is_valid():
        is_done = attempt(form, lambda: answer(survey, form.given, device=device, on=today, slip=form.slip))
    context = {"survey": survey, "form": form, "is_open": survey.is_open(on=today), "is_done": is_done}
    page = render(request, "plans/surveys/public.html", context)
    page.set_signed_cookie(
        DEVICE, device, max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return page
