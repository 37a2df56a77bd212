"""諮問: laid before a committee, declared upon, judged, answered."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from organizations.forms.hearings import AnswerForm, AskForm, DeclareForm, VoiceForm, WithdrawForm
from organizations.hearingpage import TAGS, HearingPage
from organizations.hearings import Hearing
from organizations.rules import (
    may_answer_hearing,
    may_ask_committee,
    may_declare,
    may_give_voice,
    may_read_hearings,
    voice_of,
)
from organizations.ties import tied_organizations
from organizations.views.finding import past
from organizations.voices import Voice
from records.forms import attempt
from records.pressing import pressed

DAYS = 14  # that members usually get


def visible(request: Request, pk: int, may: Rule | None = None) -> Hearing:
    hearings = Hearing.objects.visible_to(request.user, on=timezone.localdate())
    related = hearings.select_related("committee", "organization", "case_type", "asked_by", "answered_by")
    return fetch(related, by=request.user, may=may, pk=pk)


@reads
def hearings(request: Request) -> HttpResponse:
    """To a member those in which the person is asked; to the city those of the organizations that one sees."""
    ask(may_read_hearings, request.user, None)
    today = timezone.localdate()
    found = Hearing.objects.visible_to(request.user, on=today)
    shown = found.select_related("committee", "organization", "case_type").open_first()
    page = Paginator(shown, 30).get_page(request.GET.get("page"))
    own = {voice.hearing_id: voice for voice in Voice.objects.of(request.user, on=today)}
    rows = [(hearing, TAGS[Hearing.Status(hearing.status)], own.get(hearing.pk)) for hearing in page]
    return render(request, "organizations/hearings.html", {"page": page, "rows": rows})


@reads
def detail(request: Request, pk: int) -> HttpResponse:
    """To a member who has not declared yet: the question of ties, and nothing else."""
    page = HearingPage(visible(request, pk), request.user, timezone.localdate())
    if page.must_declare:
        return declaring(request, page, DeclareForm(corrects=False))
    said = {"opinion": page.voice.opinion, "text": page.voice.text} if page.voice else {}
    return showing(request, page, VoiceForm(initial=said) if page.may_give else None)


def showing(request: Request, page: HearingPage, form: VoiceForm | None) -> HttpResponse:
    return render(request, "organizations/hearing.html", {"hearing": page.hearing, "page": page, "form": form})


def declaring(request: Request, page: HearingPage, form: DeclareForm) -> HttpResponse:
    return render(request, "organizations/hearing_declare.html", {"hearing": page.hearing, "page": page, "form": form})


@writes
def declare(request: Request, pk: int) -> HttpResponse:
    """The word about ties; a member who has declared none says here that there is one after all."""
    page = HearingPage(visible(request, pk, may_declare), request.user, timezone.localdate())
    voice = page.voice
    if voice is None or (request.method != "POST" and (voice.is_tied or not page.is_open)):
        return redirect(page.hearing)
    form = DeclareForm(request.POST or None, corrects=voice.is_free)
    if form.is_valid() and attempt(form, partial(form.declare, voice), by=request.user):
        messages.success(request, "申し出を記録しました。")
        return redirect(page.hearing)
    return declaring(request, page, form)


@writes
def give(request: Request, pk: int) -> HttpResponse:
    """意見, written on the page of the hearing."""
    hearing = visible(request, pk, may_give_voice)
    voice, page = voice_of(request.user, hearing), HearingPage(hearing, request.user, timezone.localdate())
    if voice is None or request.method != "POST":
        return redirect(hearing)
    form = VoiceForm(request.POST)
    if form.is_valid() and attempt(form, voice.give, by=request.user, **form.cleaned_data):
        messages.success(request, "意見を記録しました。答申が出るまでは、書き直せます。")
        return redirect(hearing)
    return showing(request, page, form)


@writes
def new(request: Request) -> HttpResponse:
    """諮問する: ``case`` in the address names the first (「grants.grant:12」); others of its kind may go with it."""
    case, today = case_named(request), timezone.localdate()
    asked, tied = Hearing.objects.open().about_kind(case), tied_organizations(request.user, on=today)
    open_ = type(case).objects.visible_to(request.user, on=today).filter(status__in=case.HEARD)
    others = open_.exclude(pk=case.pk).exclude(pk__in=asked.values("case_id")).exclude(organization__in=tied)
    form = AskForm(request.POST or None, others=others, initial={"due_on": today + timedelta(days=DAYS)})
    if form.is_valid():
        facts = {**form.cleaned_data}
        cases = [case, *(facts.pop("also", None) or [])]
        for each in cases:
            ask(may_ask_committee, request.user, each)
        if attempt(form, Hearing.ask, cases=cases, by=request.user, on=today, **facts):
            messages.success(
                request, f"{len(cases)}件を{facts['committee']}に諮問しました。委員にメールで知らせました。"
            )
            return redirect(case)
    return render(request, "organizations/hearing_new.html", {"form": form, "case": case})


def case_named(request: Request) -> Any:
    """The case that the address names, if it is one that a committee can be asked about and the person may ask."""
    label, _, key = request.GET.get("case", "").partition(":")
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not hasattr(model, "HEARD") or not (key.isdecimal() and len(key) < 19):
        raise Http404
    return fetch(
        model.objects.visible_to(request.user, on=timezone.localdate()), by=request.user, may=may_ask_committee, pk=key
    )


@writes
def call(request: Request, pk: int) -> HttpResponseBase:
    hearing = visible(request, pk, may_ask_committee)
    act = partial(hearing.call, by=request.user, on=timezone.localdate())
    return pressed(request, act, "新しい委員に、メールで頼みました。", to=hearing)


@writes
def answer(request: Request, pk: int) -> HttpResponse:
    """答申."""
    hearing = visible(request, pk, may_answer_hearing)
    if over := past(request, hearing, "answer"):
        return over
    form = AnswerForm(request.POST or None)
    if form.is_valid() and attempt(form, hearing.answer, by=request.user, **form.cleaned_data):
        messages.success(request, "答申を記録しました。")
        return redirect(hearing)
    page = HearingPage(hearing, request.user, timezone.localdate())
    return render(request, "organizations/hearing_answer.html", {"form": form, "hearing": hearing, "page": page})


@writes
def withdraw(request: Request, pk: int) -> HttpResponse:
    hearing = visible(request, pk, may_ask_committee)
    if over := past(request, hearing, "withdraw"):
        return over
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and attempt(form, hearing.withdraw, by=request.user, **form.cleaned_data):
        messages.success(request, "諮問を取り下げました。")
        return redirect(hearing)
    return render(request, "organizations/hearing_withdraw.html", {"form": form, "hearing": hearing})
