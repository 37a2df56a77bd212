"""認可: the application as its organization writes it, and its case's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, reads, writes
from organizations.casepage import CasePage, register_rows
from organizations.forms.application import ApplicationForm
from organizations.letters import letter_for
from organizations.models import Recognition
from organizations.rules import may_apply, may_see_letter_draft, may_submit, may_write_application
from organizations.tasks import open_asks
from organizations.views.asking import asked_instead, sending
from organizations.views.buttons import pressed
from organizations.views.finding import case_for, organization_for, past
from records.cases import NotNow
from records.drafts import Overwritten, autosaved, bound_data, drop, is_autosave, keep
from records.forms import attempt
from records.letters import preview

OVERWRITTEN = "ほかの人が、この申請書を別の画面で書きかえました。画面を開き直して、今の内容を確かめてください。"


@writes
def apply(request: Request, pk: int) -> HttpResponse:
    """Begins the application (its button stands on the organization's page) or goes on with the one that there is."""
    organization = organization_for(request, pk, may=may_apply)
    live = Recognition.objects.live().filter(organization=organization)
    if request.method == "POST" and not live.exists():
        pressed(request, Recognition.begin, organization=organization, on=timezone.localdate())
    case = live.first()
    return redirect("organizations:application", case.pk) if case else redirect(organization)


@writes
def application(request: Request, pk: int) -> HttpResponseBase:
    """申請書: facts from the register, the few things that must be typed, and what the city asked to be mended."""
    case = case_for(request, pk, may=may_write_application)
    if over := past(request, case, "submit"):
        return over
    today, key = timezone.localdate(), f"recognition:{case.pk}"
    if is_autosave(request):
        if not case.can("submit"):  # a window that was left open while another sent the paper
            return JsonResponse({"message": case.NOT_NOW["submit"]}, status=409)
        return autosaved(request, key, by=request.user)
    data, draft = bound_data(request, key)
    asks = open_asks([case.pk])[case.pk]
    form = ApplicationForm(data, request.FILES or None, case=case, writer=request.user, asks=asks, on=today)
    if request.method != "POST":
        form.unjudged()
    elif answer := answered(request, form, key):
        return answer
    rows = register_rows(case, asks, on=today)
    context = {"case": case, "form": form, "rows": rows, "asks": asks, "draft": draft, **sending(request, case)}
    return render(request, "organizations/application.html", context)


def answered(request: Request, form: ApplicationForm, key: str) -> HttpResponseBase | None:
    """Which of the page's buttons was pressed; 「提出を頼む」 keeps what was typed for whoever sends it."""
    if "ask" in request.POST:
        return saved(request, form, key) and asked_instead(request, form.case, what="認可の申請書を出す")
    return saved(request, form, key) if "save" in request.POST else sent(request, form, key)


def saved(request: Request, form: ApplicationForm, key: str) -> HttpResponse | None:
    """保存して後で続ける: right or wrong, what was typed stays; None if somebody else wrote meanwhile."""
    form.sent_by(request.user)
    form.unjudged()
    version = request.POST.get("draft_version", "")
    try:
        keep(key, request.POST, by=request.user, seen=int(version) if version.isdecimal() else None)
    except Overwritten:
        form.add_error(None, OVERWRITTEN)
        return None
    messages.success(request, "保存しました。まだ市へは出していません。")
    return redirect(form.case.organization)


def sent(request: Request, form: ApplicationForm, key: str) -> HttpResponse | None:
    """市へ出す; None with the form's mistakes if something is lacking."""
    ask(may_submit, request.user, form.case.organization)
    if not form.sent_by(request.user):
        return None
    if not attempt(form, form.case.submit, by=request.user, on=timezone.localdate(), **form.facts):
        return None
    drop(key)
    messages.success(request, f"市へ出しました。収受番号は第{form.case.receipt_number}号です。")
    return redirect(form.case)


@reads
def detail(request: Request, pk: int) -> HttpResponse:
    case = case_for(request, pk)
    page = CasePage(case, request.user, on=timezone.localdate())
    return render(request, "organizations/recognition.html", {"case": case, "page": page})


@reads
def letter_draft(request: Request, pk: int) -> HttpResponse:
    """通知書の案, as it would be issued today; the city's own until it is decided."""
    case = case_for(request, pk, may=may_see_letter_draft)
    today = timezone.localdate()
    page = CasePage(case, request.user, on=today)
    if page.letter:
        return redirect(page.letter)
    context: dict[str, Any] = {"case": case, "page": page}
    try:
        context["draft"] = preview(letter_for(case, on=today), on=today)
    except NotNow as refusal:
        context["refusal"] = refusal
    return render(request, "organizations/recognition_letter.html", context)
