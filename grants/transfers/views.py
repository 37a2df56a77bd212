"""振込データ: chosen from what waits, made when nothing is wrong, handed to the bank, recorded or taken back."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, recorded, writes
from grants.payments import Payment
from grants.rules import may_list_payments, may_make_transfers
from grants.transfers.forms import BankForm, ClientForm, PayTransferForm, ReasonForm, TransferForm, guessed
from grants.transfers.page import TAGS, Choosing, facts_of, payer_of, transfer_context, twin
from grants.transfers.payer import BankName, TransferClient
from grants.transfers.recording import pay_all
from grants.transfers.transfer import Transfer, TransferLine
from records.events import record
from records.forms import attempt
from records.sheets.files import WAYS

PER_PAGE = 30


def visible(request: Request, pk: int, may: Rule | None = None) -> Transfer:
    seen = Transfer.objects.visible_to(request.user, on=timezone.localdate()).select_related("made_by")
    return fetch(seen, by=request.user, may=may, pk=pk)


@reads
def transfers(request: Request) -> HttpResponseBase:
    ask(may_list_payments, request.user, None)
    found = Transfer.objects.visible_to(request.user, on=timezone.localdate()).defer("content")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(transfer, TAGS[Transfer.Status(transfer.status)]) for transfer in page]
    makes = bool(may_make_transfers(request.user, None))
    return render(request, "grants/transfers/list.html", {"page": page, "rows": rows, "makes": makes})


@writes
def new(request: Request) -> HttpResponseBase:
    """Choosing; with a fault it comes back as it was typed, the sentence at its payment."""
    ask(may_make_transfers, request.user, None)
    today, sent = timezone.localdate(), request.POST if request.method == "POST" else None
    choosing, form, made = Choosing(request.user, sent, on=today), TransferForm(sent, on=today), list[Transfer]()
    if form.is_valid() and attempt(form, lambda: made.append(choosing.make(**form.cleaned_data))):
        messages.success(request, f"{made[0]}を作りました。ファイルと送付票を出して、銀行に渡してください。")
        return redirect(made[0])
    return render(request, "grants/transfers/new.html", {"choosing": choosing, "form": form})


@reads
def transfer(request: Request, pk: int) -> HttpResponseBase:
    return shown(request, visible(request, pk))


def shown(request: Request, case: Transfer, **forms: Any) -> HttpResponseBase:
    return render(request, "grants/transfers/detail.html", transfer_context(case, request.user, **forms))


@recorded
def file(request: Request, pk: int) -> HttpResponse:
    """The bytes as they were made."""
    case = visible(request, pk, may_make_transfers)
    if not case.content:
        raise Http404  # disposed of
    take_out(request, case, "銀行のファイル")
    return HttpResponse(bytes(case.content), "application/octet-stream", headers=attached(case.file_name))


@recorded
def sheet(request: Request, pk: int) -> HttpResponse:
    """Its twin for the eye."""
    case = visible(request, pk, may_make_transfers)
    if not case.content:
        raise Http404
    take_out(request, case, "CSV")
    way, name = WAYS["utf-8-sig"], f"{case.file_name.removesuffix('.txt')}.csv"
    return HttpResponse(way.write(twin(case)), content_type=way.media_type, headers=attached(name))


def take_out(request: Request, case: Transfer, what: str) -> None:
    request.afterwards.append(partial(record, case, "transfer.take_out", by=request.user, comment=what))


def attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


@reads
def cover(request: Request, pk: int) -> HttpResponseBase:
    """送付票 for the printer, to be signed."""
    case = visible(request, pk)
    context = {"transfer": case, "facts": facts_of(case), "payer": payer_of(case)}
    return render(request, "grants/transfers/cover.html", context)


@writes
def pay(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_make_transfers)
    if request.method != "POST" or not case.can("pay"):
        return redirect(case)
    form, refused = PayTransferForm(request.POST, transfer=case), list[str]()
    today = timezone.localdate()
    facts: dict[str, Any] = {"transfer": case, "by": request.user, "on": today}
    if form.is_valid() and attempt(form, lambda: refused.extend(pay_all(**facts, **form.cleaned_data))):
        for sentence in refused:
            messages.error(request, sentence)
        messages.success(request, "支払いを記録しました。団体にもメールで知らせました。")
        return redirect(case)
    case.refresh_from_db()
    return shown(request, case, pay_form=form)


@writes
def cancel(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_make_transfers)
    form = ReasonForm(request.POST)
    if request.method != "POST" or not case.can("cancel"):
        return redirect(case)
    if form.is_valid() and attempt(form, case.cancel, by=request.user, **form.cleaned_data):
        messages.success(request, "振込データを取り消しました。請求は、支払い待ちにもどりました。")
        return redirect(case)
    return shown(request, case, cancel_form=form)


@writes
def strike(request: Request, pk: int, line: int) -> HttpResponseBase:
    """One that the bank could not pay."""
    case = visible(request, pk, may_make_transfers)
    row = fetch(TransferLine.objects.filter(transfer=case).select_related("payment"), by=request.user, pk=line)
    form = ReasonForm(request.POST or None)
    if not case.can("strike") or row.struck_at:
        return redirect(case)
    if form.is_valid() and attempt(form, case.strike, line=row, by=request.user, **form.cleaned_data):
        messages.success(
            request, "外しました。この請求は、支払い待ちにもどりました。口座がちがうときは、直しを求めてください。"
        )
        return redirect(row.payment)
    return render(request, "grants/transfers/strike.html", {"transfer": case, "line": row, "form": form})


@writes
def client(request: Request) -> HttpResponseBase:
    """振込依頼人の設定."""
    ask(may_make_transfers, request.user, None)
    row = TransferClient.current()
    form = ClientForm(request.POST or None, client=row)
    if form.is_valid() and attempt(form, TransferClient.write, by=request.user, **form.cleaned_data):
        messages.success(request, "振込依頼人の設定を書きました。")
        return redirect("grants:transfers")
    return render(request, "grants/transfers/client.html", {"form": form})


@writes
def bank(request: Request, bank: str, branch: str) -> HttpResponseBase:
    """How the file calls a bank and its branch that a request names."""
    ask(may_make_transfers, request.user, None)
    asked = Payment.objects.visible_to(request.user, on=timezone.localdate())
    named = asked.filter(bank_code=bank, branch_code=branch).order_by("-pk").first()
    if named is None:
        raise Http404
    codes = {"bank_kana": bank, "branch_kana": bank + branch}
    known = dict(BankName.objects.filter(code__in=codes.values()).values_list("code", "kana"))
    guess = {"bank_kana": guessed(named.bank_name), "branch_kana": guessed(named.branch_name)}
    form = BankForm(request.POST or None, initial={name: known.get(codes[name]) or guess[name] for name in codes})
    if form.is_valid():
        for name, code in codes.items():
            BankName.write(code, form.cleaned_data[name], by=request.user)
        messages.success(request, "カナの名前を書きました。")
        return redirect("grants:transfer_new")
    return render(request, "grants/transfers/bank.html", {"form": form, "payment": named})
