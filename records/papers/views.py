"""紙で出す: the papers of a case, as pages and as one PDF; and how the city calls its forms."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts.access import Request, ask, reads, writes
from accounts.reader import shows_pdf
from records.forms import ChoiceField, Form, TextField
from records.papers.drawing import as_pdf, drawn
from records.papers.page import Chosen, chosen, set_of, shelves
from records.papers.rules import may_see_forms, may_set_forms
from records.papers.sets import FORMS, SETS
from records.papers.setting import FormSetting
from records.views import case_of, visible_case

log = logging.getLogger(__name__)


def seen(request: Request, kind: str, pk: int) -> Any:
    """The case, if it has papers and the person may see it."""
    if kind not in SETS:
        raise Http404
    return visible_case(case_of(kind, pk), request.user)


@reads
def case(request: Request, kind: str, pk: int) -> HttpResponse:
    found = seen(request, kind, pk)
    shown = shelves(found, request.user, on=timezone.localdate())
    return render(request, "records/papers/case.html", {"case": found, "shelves": shown})


def asked_for(request: Request, kind: str, pk: int, code: str) -> Chosen:
    found = seen(request, kind, pk)
    return chosen(found, set_of(found, code), request.GET, request.user, on=timezone.localdate())


@reads
def papers(request: Request, kind: str, pk: int, code: str) -> HttpResponse:
    """The same papers to be read on the screen."""
    found = asked_for(request, kind, pk, code)
    if problem := unfit(request, found):
        return problem
    html = drawn(found.case, found.papers, draft=found.draft)
    return render(request, "records/papers/set.html", {"case": found.case, "shown": found, "html": html})


@reads
@shows_pdf
def pdf(request: Request, kind: str, pk: int, code: str) -> HttpResponseBase:
    found = asked_for(request, kind, pk, code)
    if problem := unfit(request, found):
        return problem
    content = as_pdf(found.case, found.papers, draft=found.draft)
    mark = "(下書き)" if found.draft else ""
    name = f"{found.set.title}{mark} {found.case}.pdf".replace("/", "_")
    headers = {"Content-Disposition": content_disposition_header(False, name)}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def unfit(request: Request, found: Chosen) -> HttpResponse | None:
    """A copy that was disposed of, or is not what was kept."""
    if found.kept is None or found.kept.is_genuine:
        return None
    if found.kept.is_erased:
        return render(request, "records/papers/erased.html", {"case": found.case}, status=410)
    log.error("Kept papers do not match their hash: %s", found.kept.pk)
    return render(request, "records/papers/erased.html", {"case": found.case, "damaged": True}, status=500)


class FormNumberForm(Form):
    programme = TextField(
        label="制度のコード",
        max_length=40,
        required=False,
        help_text="1つの制度だけで番号が違うときに入れます。例 lump_sum。空けておくと、全部の制度に使います。",
    )
    number = TextField(
        label="様式の番号", max_length=60, required=False, help_text="例 様式第1号(第4条関係)。紙の左上に載ります。"
    )
    sign = ChoiceField(label="署名・押印", choices=FormSetting.Sign.choices, required=False)


@reads
def forms(request: Request) -> HttpResponse:
    ask(may_see_forms, request.user, None)
    own: dict[str, list[FormSetting]] = {}
    for row in FormSetting.objects.order_by("programme"):
        own.setdefault(row.code, []).append(row)
    rows = [(each, own.get(each.code, [])) for each in FORMS.values()]
    context = {"rows": rows, "may_set": may_set_forms(request.user, None)}
    return render(request, "records/papers/forms.html", context)


@writes
def form(request: Request, code: str) -> HttpResponseBase:
    ask(may_set_forms, request.user, None)
    if code not in FORMS:
        raise Http404
    programme = request.GET.get("programme", "")
    now = FormSetting.objects.filter(code=code, programme=programme).first()
    initial = {"programme": programme, "number": now.number if now else FORMS[code].number, "sign": now and now.sign}
    entered = FormNumberForm(request.POST or None, initial=initial)
    if entered.is_valid():
        FormSetting.decide(code, by=request.user, **entered.cleaned_data)
        messages.success(request, f"「{FORMS[code].name}」の様式の番号を決めました。これから作る紙に載ります。")
        return redirect("papers:forms")
    return render(request, "records/papers/form.html", {"form": entered, "named": FORMS[code]})
