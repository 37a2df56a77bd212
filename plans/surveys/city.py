"""Pages of the city's own questionnaires, beside those that every questionnaire has: begun, published, read by all."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, reads, writes
from accounts.limits import limited
from plans.cityplan.views import KNOCKS
from plans.surveys.forms import ConclusionForm, SurveyPage
from plans.surveys.outcome import publish
from plans.surveys.results import results
from plans.surveys.rules import may_ask_for_city, may_see_own, may_write_survey
from plans.surveys.survey import Survey
from plans.surveys.telling import numbers
from plans.surveys.views import above, shown, visible
from records.forms import attempt
from records.rowpages import rows_page
from staff.offices import section_on
from staff.routes import office_of


@reads
def surveys(request: Request) -> HttpResponseBase:
    """What the city asks and has asked, the newest first."""
    ask(may_see_own, request.user, None)
    found = Survey.objects.of_city().select_related("office", "action").annotate(count=Count("responses"))
    page = {
        "surveys": found.order_by("-pk"),
        "may_ask": bool(may_ask_for_city(request.user, None)),
    }
    return render(request, "plans/surveys/city_list.html", page)


@writes
def new(request: Request) -> HttpResponseBase:
    """In the name of the office from which one works."""
    ask(may_ask_for_city, request.user, None)
    today = timezone.localdate()
    office = office_of(request.user, on=today) or section_on(today)
    back = reverse("plans:city_surveys")
    return rows_page(
        request,
        lambda data: SurveyPage(office, None, data, by=request.user),
        template="plans/surveys/edit.html",
        done="アンケートを作りました。まだ始まっていません。",
        to=back,
        context={"plan": None, "survey": None, "above": above(None), "back": back},
    )


@writes
def publish_results(request: Request, pk: int) -> HttpResponseBase:
    survey = visible(request, pk, may_write_survey)
    form = ConclusionForm(request.POST or None)
    act = partial(publish, survey, by=request.user, on=timezone.localdate())
    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "結果を公表しました。だれでも読めます。")
        return redirect(survey)
    told = results(survey, with_words=False)
    return render(request, "plans/surveys/publish.html", {**shown(survey), "form": form, "results": told})


@login_not_required
@limited("cityplan", per_minute=KNOCKS)
@reads
def public_results(request: HttpRequest, pk: int) -> HttpResponseBase:
    survey = get_object_or_404(Survey.objects.published().select_related("office", "action__plan"), pk=pk)
    page = {"survey": survey, "numbers": numbers(survey), "results": results(survey, with_words=False)}
    return render(request, "plans/surveys/public_results.html", page)
