"""文書番号簿: every number of a register with what became of it, and the numbers of papers outside the portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from records.events import Event
from records.fiscal import FiscalYear
from records.forms import ChoiceField, EraDateField, Form, LongTextField, TextField, attempt
from records.letters.register import PaperNumber, Register, symbols, years
from records.letters.rules import may_keep_register, may_see_register

ROWS = 100


class ReserveForm(Form):
    symbol = ChoiceField(label="文書記号")
    subject = TextField(
        label="件名", max_length=300, width="", help_text="例 協働のまちづくり研修会の開催について(通知)"
    )
    addressee = TextField(label="宛先", max_length=300, width="", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = symbols()
        self.fields["symbol"].choices = [(symbol, symbol) for symbol in known]  # type: ignore[attr-defined]
        if len(known) == 1:
            self.fields["symbol"].initial = known[0]


class SentForm(Form):
    sent_on = EraDateField(label="施行した日(文書の日付)")


class CancelForm(Form):
    reason = LongTextField(
        label="欠番にする理由", max_length=300, rows=3, help_text="例 同じ文書に2つ番号を取っていたため。"
    )


@reads
def register(request: Request) -> HttpResponse:
    """One register of one year; ``all`` shows it on one page, for printing."""
    ask(may_see_register, request.user, None)
    known = symbols()
    symbol = request.GET.get("symbol", "")
    symbol = symbol if symbol in known else next(iter(known), "")
    of_symbol = years(symbol)
    year = chosen_year(request, of_symbol)
    book = Register(symbol, year)
    last, on_one_page = book.last, "all" in request.GET
    numbers = range(1, last + 1) if on_one_page else range(last, 0, -1)
    page = Paginator(numbers, max(last, 1) if on_one_page else ROWS).get_page(request.GET.get("page"))
    context = {
        "book": book,
        "symbols": known,
        "years": of_symbol or [year],
        "page": page,
        "lines": book.lines(list(page.object_list)),
        "faults": book.faults(),
        "may_keep": may_keep_register(request.user, None),
        "all": on_one_page,
    }
    return render(request, "records/letters/register.html", context)


def chosen_year(request: Request, of_symbol: list[FiscalYear]) -> FiscalYear:
    """The year that was asked for, if it has numbers; else the newest that has."""
    asked = request.GET.get("year", "")
    found = [year for year in of_symbol if str(year.number) == asked]
    return next(iter(found + of_symbol), FiscalYear.of(timezone.localdate()))


@writes
def reserve(request: Request) -> HttpResponseBase:
    ask(may_keep_register, request.user, None)
    form = ReserveForm(request.POST or None)
    if form.is_valid():
        made: list[PaperNumber] = []
        facts = form.cleaned_data | {"by": request.user, "on": timezone.localdate()}
        if attempt(form, lambda: made.append(PaperNumber.reserve(**facts))):
            messages.success(request, f"{made[0].document_number}を取りました。文書にこの番号を書いてください。")
            return redirect(made[0])
    return render(request, "records/letters/reserve.html", {"form": form})


def seen(request: Request, pk: int, may: Rule | None = None) -> PaperNumber:
    papers = PaperNumber.objects.visible_to(request.user, on=timezone.localdate()).select_related("taken_by")
    found: PaperNumber = fetch(papers, by=request.user, may=may, pk=pk)
    return found


@reads
def paper(request: Request, pk: int) -> HttpResponse:
    found = seen(request, pk)
    context = {
        "paper": found,
        "events": Event.objects.about(found),
        "may_keep": may_keep_register(request.user, found),
    }
    return render(request, "records/letters/paper.html", context)


@writes
def sent(request: Request, pk: int) -> HttpResponseBase:
    found = seen(request, pk, may_keep_register)
    form = SentForm(request.POST or None, initial={"sent_on": timezone.localdate()})
    return closed(request, found, form, "send")


@writes
def cancel(request: Request, pk: int) -> HttpResponseBase:
    found = seen(request, pk, may_keep_register)
    return closed(request, found, CancelForm(request.POST or None), "cancel")


def closed(request: Request, paper: PaperNumber, form: forms.Form, verb: str) -> HttpResponseBase:
    """What became of the number: the paper went out, or there is none."""
    if form.is_valid() and attempt(form, getattr(paper, verb), by=request.user, **form.cleaned_data):
        messages.success(request, f"{paper.document_number}を「{paper.get_status_display()}」にしました。")
        return redirect(paper)
    return render(request, "records/letters/number_closed.html", {"paper": paper, "form": form, "verb": verb})
