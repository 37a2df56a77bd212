"""認可事項の変更, as its organization asks for it, and the page of the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from organizations.forms.bodies import choosable_areas
from organizations.models import Rechange
from organizations.rechange.forms import RechangeForm
from organizations.rechange.page import RechangePage
from organizations.rules import may_apply, may_submit, may_write_application
from organizations.views.asking import asked_instead, sending
from organizations.views.finding import organization_for, past
from records.corrections import Correction
from records.drafts import Overwritten, autosaved, bound_data, drop, is_autosave, keep
from records.forms import attempt
from records.pressing import pressed

OVERWRITTEN = "ほかの人が、この申請書を別の画面で書きかえました。画面を開き直して、今の内容を確かめてください。"


def visible(request: Request, pk: int, may: Rule | None = None) -> Rechange:
    seen = Rechange.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("organization"), by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, pk: int) -> HttpResponseBase:
    """Begins the application (its button stands on the organization's page) or goes on with the one that there is."""
    organization = organization_for(request, pk, may=may_apply)
    if standing := organization.rechanges.open().first():
        return redirect("organizations:edit_rechange", standing.pk)
    made = "申請書を用意しました。変えることを選んで、書いてください。"
    return pressed(request, lambda: Rechange.begin(organization, by=request.user), made, to=organization)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk)
    page = RechangePage(case, request.user, on=timezone.localdate())
    return render(request, "organizations/rechange/detail.html", {"case": case, "page": page})


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    """申請書: what changes, what was resolved, and what the city asked to be mended."""
    case = visible(request, pk, may_write_application)
    if over := past(request, case, "submit"):
        return over
    key = f"rechange:{case.pk}"
    if is_autosave(request):
        if not case.can("submit"):  # a window that was left open while another sent the paper
            return JsonResponse({"message": case.NOT_NOW["submit"]}, status=409)
        return autosaved(request, key, by=request.user)
    data, draft = bound_data(request, key)
    today, asks = timezone.localdate(), list(Correction.objects.about(case).open())
    areas = choosable_areas(request.user, on=today)
    form = RechangeForm(data, request.FILES or None, case=case, writer=request.user, areas=areas, asks=asks, on=today)
    if request.method != "POST":
        form.unjudged()
    elif answer := answered(request, form, key):
        return answer
    context = {"case": case, "form": form, "asks": asks, "draft": draft, **sending(request, case)}
    return render(request, "organizations/rechange/edit.html", context)


def answered(request: Request, form: RechangeForm, key: str) -> HttpResponseBase | None:
    """Which of the page's buttons was pressed; 「提出を頼む」 keeps what was typed for whoever sends it."""
    if "ask" in request.POST:
        return saved(request, form, key) and asked_instead(request, form.case, what="変更の認可の申請書を出す")
    return saved(request, form, key) if "save" in request.POST else sent(request, form, key)


def saved(request: Request, form: RechangeForm, key: str) -> HttpResponseBase | None:
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
    return redirect(form.case)


def sent(request: Request, form: RechangeForm, key: str) -> HttpResponseBase | None:
    """市へ出す; None with the form's mistakes if something is lacking."""
    ask(may_submit, request.user, form.case.organization)
    if not form.sent_by(request.user):
        return None
    if not attempt(form, form.case.submit, by=request.user, on=timezone.localdate(), **form.facts):
        return None
    drop(key)
    messages.success(request, f"市へ出しました。収受番号は第{form.case.receipt_number}号です。")
    return redirect(form.case)


@writes
def withdraw(request: Request, pk: int) -> HttpResponseBase:
    """取下げ."""
    case = visible(request, pk, may_write_application)
    ask(may_submit, request.user, case.organization)
    reason = request.POST.get("reason", "").strip()[:500]

    def act() -> None:
        case.withdraw(by=request.user, reason=reason)
        drop(f"rechange:{case.pk}")

    return pressed(request, act, "申請を取り下げました。認可は、今のままです。", to=case)
