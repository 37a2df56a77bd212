"""通知書の文面: what stands in every letter, read by the city, drafted and adopted by the section."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from records.events import Event
from records.forms import attempt
from records.letters.kinds import KINDS, kind_name
from records.letters.rules import may_adopt_wording, may_see_wordings, may_write_wording
from records.letters.setting import LetterSetting
from records.letters.views import as_pdf
from records.letters.wordings.forms import BeginForm, WordingPage
from records.letters.wordings.standing import by_kind, differences, series_of
from records.letters.wordings.trying import Trial
from records.pressing import pressed
from records.rowpages import rows_page


@reads
def overview(request: Request) -> HttpResponse:
    """Every kind of letter, and the wording that is in force for it."""
    ask(may_see_wordings, request.user, None)
    today = timezone.localdate()
    lines = by_kind(LetterSetting.objects.visible_to(request.user, on=today), on=today)
    return render(request, "records/letters/wordings/overview.html", {"lines": lines})


@reads
def of_kind(request: Request, kind: str) -> HttpResponse:
    """The versions of one kind, and where a new draft begins."""
    ask(may_see_wordings, request.user, None)
    form = BeginForm(kind=known(kind), initial={"programme": request.GET.get("programme", "")})
    return kind_page(request, kind, form)


@writes
def begin(request: Request, kind: str) -> HttpResponseBase:
    ask(may_write_wording, request.user, None)
    today = timezone.localdate()
    form = BeginForm(request.POST or None, kind=known(kind))
    if request.method != "POST":
        return redirect("letters:wording_kind", kind=kind)
    made: list[LetterSetting] = []

    def start(programme: str) -> None:
        in_force = LetterSetting.objects.standing(kind, programme, on=today)
        made.append(LetterSetting.begin(kind, programme, by=request.user, on=today, like=in_force))

    if form.is_valid() and attempt(form, start, **form.cleaned_data):
        messages.success(request, "下書きを始めました。直して保存してください。ほかの係員が決めると、使われます。")
        return redirect("letters:wording_edit", pk=made[0].pk)
    return kind_page(request, kind, form)


def kind_page(request: Request, kind: str, form: BeginForm) -> HttpResponse:
    today = timezone.localdate()
    wordings = LetterSetting.objects.visible_to(request.user, on=today).with_used()
    wordings = wordings.select_related("written_by", "adopted_by", "based_on")
    context = {
        "of_kind": by_kind(wordings, on=today, kinds=[kind])[0],
        "form": form,
        "may_write": may_write_wording(request.user, None),
    }
    return render(request, "records/letters/wordings/kind.html", context)


def known(kind: str) -> str:
    if kind not in KINDS:
        raise Http404(kind)
    return kind


def seen(request: Request, pk: int, may: Rule | None = None) -> LetterSetting:
    """A wording of a kind that the portal still writes."""
    wordings = LetterSetting.objects.visible_to(request.user, on=timezone.localdate()).with_used()
    rows = wordings.filter(kind__in=KINDS).select_related("written_by", "adopted_by", "based_on", "seal")
    return fetch(rows, by=request.user, may=may, pk=pk)


def trial_of(request: Request, setting: LetterSetting) -> Trial:
    key = request.POST.get("case", request.GET.get("case", ""))
    return Trial.of(setting.kind, key, user=request.user, on=timezone.localdate())


@reads
def detail(request: Request, pk: int) -> HttpResponse:
    """One wording as a letter, what it changes, and for a draft what to do next."""
    setting, today = seen(request, pk), timezone.localdate()
    trial = trial_of(request, setting)
    series = series_of(setting, on=today)
    is_draft = setting.can("adopt")
    context = {
        "setting": setting,
        "series": series,
        "trial": trial,
        "preview": trial.preview(setting),
        "changes": differences(setting),
        "problems": setting.problems(on=today) if is_draft else [],
        "is_draft": is_draft,
        "may_write": may_write_wording(request.user, setting),
        "may_adopt": may_adopt_wording(request.user, setting),
        "events": Event.objects.about(setting),
    }
    return render(request, "records/letters/wordings/wording.html", context)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    """The editor; with X-Preview only the letter as it would be, for the script that shows it while people type."""
    setting = seen(request, pk, may_write_wording)
    if not setting.can("rewrite"):
        messages.info(request, setting.NOT_NOW["rewrite"])
        return redirect(setting)
    trial = trial_of(request, setting)
    context: dict[str, Any] = {"setting": setting, "trial": trial, "kind_name": kind_name(setting.kind)}
    if request.method == "POST" and "X-Preview" in request.headers:
        page = WordingPage(setting, request.POST, trial=trial)
        return render(request, "records/letters/wordings/_preview.html", {"preview": page.preview, **context})
    return rows_page(
        request,
        lambda data: WordingPage(setting, data, trial=trial),
        template="records/letters/wordings/edit.html",
        done="下書きを保存しました。",
        to=f"{reverse('letters:wording_edit', args=[pk])}?case={trial.chosen.key if trial.chosen else ''}",
        context=context,
    )


@reads
def draft_pdf(request: Request, pk: int) -> HttpResponse:
    """The wording on the chosen case, on paper and marked 案."""
    setting = seen(request, pk)
    preview = trial_of(request, setting).preview(setting)
    return as_pdf(preview.pdf().content, f"案 {kind_name(setting.kind)}.pdf")


@writes
def adopt(request: Request, pk: int) -> HttpResponseBase:
    setting = seen(request, pk, may_adopt_wording)
    today, read = timezone.localdate(), request.POST.get("seen", "")
    return pressed(
        request, lambda: setting.adopt(by=request.user, on=today, seen=read), "文面を決めました。", to=setting
    )


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    setting = seen(request, pk, may_write_wording)
    return pressed(request, lambda: setting.drop(by=request.user), "下書きを取りやめました。", to=setting)
