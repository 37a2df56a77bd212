"""指導・助言, 休止, 解散, 告示: one page of a body's life, and a short form for each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from organizations.life import forms
from organizations.life.dissolution import Dissolution
from organizations.life.gazette import PublicNotice, drafted, waiting
from organizations.life.guidance import Guidance
from organizations.life.page import kessai_of
from organizations.models import Organization
from organizations.rules import may_apply, may_guide, may_report_end
from organizations.views.finding import organization_for, past
from records.attachments import Attachment
from records.events import Event
from records.forms import Form, attempt
from records.pressing import pressed

FORM = "organizations/life/form.html"


@reads
def life(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk)
    today, may_city = timezone.localdate(), bool(may_guide(request.user, body))
    visible = Dissolution.objects.visible_to(request.user, on=today).filter(organization=body)
    context = {
        "organization": body,
        "guides": may_city,
        "reports": bool(may_report_end(request.user, body)),
        "guidances": Guidance.objects.visible_to(request.user, on=today)
        .filter(organization=body)
        .select_related("given_by"),
        "dissolutions": visible,
        "notices": body.public_notices.all(),
        "waiting": [(ContentType.objects.get_for_model(each).model, each) for each in waiting(body)]
        if may_city
        else [],
        "can": {verb: body.can(verb) for verb in ("suspend", "resume", "dissolve")},
    }
    return render(request, "organizations/life/life.html", context)


def answered(
    request: Request, form: Form, act: Callable[..., Any], *, title: str, back: Any, body: Organization, lead: str = ""
) -> HttpResponseBase:
    """A short form: done, back to where it belongs."""
    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "記録しました。")
        return redirect(back)
    back_url = back if isinstance(back, str) else back.get_absolute_url()
    context = {"form": form, "title": title, "back": back_url, "organization": body, "lead": lead}
    return render(request, FORM, context)


def life_of(body: Organization) -> str:
    return reverse("organizations:life", args=[body.pk])


@writes
def guide(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk, may=may_guide)
    today = timezone.localdate()

    def act(**facts: Any) -> None:
        Guidance.give(body, by=request.user, on=today, way=Guidance.Way.WORD, **facts)

    form = forms.GuidanceForm(request.POST or None)
    lead = "口頭で伝えたことを、記録に残します。"
    return answered(request, form, act, title="口頭の指導・助言を記録する", back=life_of(body), body=body, lead=lead)


def guidance_for(request: Request, pk: int) -> Guidance:
    seen = Guidance.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("organization", "given_by"), by=request.user, pk=pk)


@reads
def guidance(request: Request, pk: int) -> HttpResponseBase:
    case = guidance_for(request, pk)
    context = {
        "case": case,
        "organization": case.organization,
        "answers": bool(may_apply(request.user, case.organization)) and case.can("answer"),
        "guides": bool(may_guide(request.user, case.organization)),
        "events": list(Event.objects.about(case)),
        **kessai_of(case, request.user),
    }
    return render(request, "organizations/life/guidance.html", context)


@writes
def answer(request: Request, pk: int) -> HttpResponseBase:
    case = guidance_for(request, pk)
    ask(may_apply, request.user, case.organization)
    if over := past(request, case, "answer"):
        return over

    def act(text: str) -> None:
        case.answer(by=request.user, text=text)

    form = forms.AnswerForm(request.POST or None)
    return answered(request, form, act, title="市に答える", back=case, body=case.organization, lead=case.matter)


@writes
def ask_again(request: Request, pk: int) -> HttpResponseBase:
    case = guidance_for(request, pk)
    ask(may_guide, request.user, case.organization)
    if over := past(request, case, "ask_again"):
        return over

    def act(**facts: Any) -> None:
        case.ask_again(by=request.user, **facts)

    form = forms.AgainForm(request.POST or None)
    return answered(request, form, act, title="もう一度、答えを求める", back=case, body=case.organization)


@writes
def close(request: Request, pk: int) -> HttpResponseBase:
    case = guidance_for(request, pk)
    ask(may_guide, request.user, case.organization)
    if over := past(request, case, "close"):
        return over

    def act(result: str) -> None:
        case.close(by=request.user, result=result)

    form = forms.CloseForm(request.POST or None)
    return answered(request, form, act, title="すんだことにする", back=case, body=case.organization)


@writes
def suspend(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk, may=may_report_end)
    if over := past(request, body, "suspend"):
        return over

    def act(**facts: Any) -> None:
        body.suspend(by=request.user, **facts)

    form = forms.SuspendForm(request.POST or None)
    return answered(request, form, act, title="活動の休止を届け出る", back=life_of(body), body=body)


@writes
def resume(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk, may=may_report_end)
    if over := past(request, body, "resume"):
        return over

    def act(**facts: Any) -> None:
        body.go_on(by=request.user, **facts)

    form = forms.ResumeForm(request.POST or None)
    return answered(request, form, act, title="活動の再開を届け出る", back=life_of(body), body=body)


@writes
def publish(request: Request, pk: int, kind: str, key: int) -> HttpResponseBase:
    """告示: the officer looks the text over, which takes its number when it is published."""
    body: Organization = organization_for(request, pk, may=may_guide)
    found = [each for each in waiting(body) if (each._meta.model_name, each.pk) == (kind, key)]
    if not found:
        messages.info(request, "このことは、もう告示してあるか、まだ決まっていません。")
        return redirect(life_of(body))
    today = timezone.localdate()

    def act(**facts: Any) -> None:
        PublicNotice.publish(found[0], by=request.user, on=today, **facts)

    form = forms.NoticeForm(request.POST or None, initial=drafted(found[0]))
    lead = "番号が付き、市民のページに出ます。出したあとは直せません。"
    return answered(request, form, act, title="告示する", back=life_of(body), body=body, lead=lead)


def dissolution_for(request: Request, pk: int) -> Dissolution:
    seen = Dissolution.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("organization", "reported_by"), by=request.user, pk=pk)


@writes
def begin_dissolution(request: Request, pk: int) -> HttpResponseBase:
    body: Organization = organization_for(request, pk, may=may_apply)
    if standing := body.dissolutions.open().first():
        return redirect(standing)
    made = "解散届を用意しました。総会で決めたことを書いてください。"
    return pressed(request, lambda: Dissolution.begin(body, by=request.user), made, to=life_of(body))


@reads
def dissolution(request: Request, pk: int) -> HttpResponseBase:
    case = dissolution_for(request, pk)
    context = {
        "case": case,
        "organization": case.organization,
        "writes": bool(may_apply(request.user, case.organization)),
        "guides": bool(may_guide(request.user, case.organization)),
        "can": {verb: case.can(verb) for verb in case.MOVES},
        "files": list(Attachment.objects.about(case)),
        "events": list(Event.objects.about(case)),
        **kessai_of(case, request.user),
    }
    return render(request, "organizations/life/dissolution.html", context)


@writes
def report_dissolution(request: Request, pk: int) -> HttpResponseBase:
    case = dissolution_for(request, pk)
    ask(may_report_end, request.user, case.organization)
    if over := past(request, case, "report"):
        return over
    today = timezone.localdate()
    form = forms.DissolutionForm(request.POST or None, request.FILES or None, case=case, today=today)
    if form.sent_by(request.user) and attempt(form, case.report, by=request.user, on=today, **form.facts):
        messages.success(request, f"解散届を出しました。収受番号は第{case.receipt_number}号です。")
        return redirect(case)
    context = {
        "form": form, "title": "解散届を書く", "back": case.get_absolute_url(), "organization": case.organization,
        "lead": "残っているお金と財産を、決まっているとおりに書いてください。",
    }  # fmt: skip
    return render(request, FORM, context)


@writes
def drop_dissolution(request: Request, pk: int) -> HttpResponseBase:
    case = dissolution_for(request, pk)
    ask(may_apply, request.user, case.organization)
    return pressed(request, lambda: case.drop(by=request.user), "解散届を取りやめました。", to=case)


@writes
def give_back_dissolution(request: Request, pk: int) -> HttpResponseBase:
    case = dissolution_for(request, pk)
    ask(may_guide, request.user, case.organization)
    if over := past(request, case, "give_back"):
        return over

    def act(comment: str) -> None:
        case.give_back(by=request.user, comment=comment)

    form = forms.BackForm(request.POST or None)
    return answered(request, form, act, title="解散届を団体に戻す", back=case, body=case.organization)


@writes
def settle_dissolution(request: Request, pk: int) -> HttpResponseBase:
    case = dissolution_for(request, pk)
    ask(may_guide, request.user, case.organization)
    if over := past(request, case, "close"):
        return over

    def act(**facts: Any) -> None:
        case.close(by=request.user, **facts)

    form = forms.SettleForm(request.POST or None)
    return answered(request, form, act, title="清算を確かめる", back=case, body=case.organization)
