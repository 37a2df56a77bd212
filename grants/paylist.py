"""支払いの一覧: what accounting has to pay, and what it has paid of a fiscal year; on the page and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import tablib
from django.core.paginator import Page, Paginator
from django.db.models import Sum

from accounts.models import User
from grants.payments import Payment, PaymentQuerySet
from grants.schemes import Scheme
from records.fiscal import FiscalYear
from records.templatetags.japanese import local_day

PER_PAGE = 50
HEADINGS = [
    "年度", "制度", "団体", "回", "金額", "収受番号", "請求日", "金融機関番号", "金融機関", "支店番号", "支店",
    "預金種類", "口座番号", "名義カナ", "名義", "支払日", "支払番号",
]  # fmt: skip
HEAPS = {"asked": "支払い待ち", "paid": "支払い済み"}


class PayList:
    """What one address shows; a filter that makes no sense is as none."""

    def __init__(self, asked: Mapping[str, str], user: User, *, on: date) -> None:
        self.asked, self.user, self.on = asked, user, on

    @property
    def heap(self) -> str:
        return self.asked["heap"] if self.asked.get("heap") in HEAPS else "asked"

    @cached_property
    def years(self) -> list[FiscalYear]:
        return list(Scheme.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct())

    @cached_property
    def year(self) -> FiscalYear:
        known, this = {str(year.number): year for year in self.years}, FiscalYear.of(self.on)
        newest = self.years[0] if self.years else this
        return known.get(self.asked.get("year", ""), this if this in self.years else newest)

    @cached_property
    def payments(self) -> PaymentQuerySet:
        """Those that wait come from every year: nobody must choose one to find them."""
        seen = Payment.objects.visible_to(self.user, on=self.on).select_related("grant__organization", "grant__scheme")
        if self.heap == "asked":
            return seen.asked().order_by("received_at", "pk")
        return seen.filter(status=Payment.Status.PAID, grant__scheme__fiscal_year=self.year).order_by("-paid_on", "-pk")

    @cached_property
    def total(self) -> int:
        return int(self.payments.order_by().aggregate(sum=Sum("amount"))["sum"] or 0)

    @cached_property
    def page(self) -> Page[Payment]:
        return Paginator(self.payments, PER_PAGE).get_page(self.asked.get("page"))

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        return [(label, self.query(heap=heap), heap == self.heap) for heap, label in HEAPS.items()]

    def query(self, **more: str) -> str:
        return urlencode({"heap": self.heap, "year": str(self.year.number), **more})

    def table(self) -> tablib.Dataset:
        """All of the heap, for the accounting system."""
        table = tablib.Dataset(title=HEAPS[self.heap], headers=HEADINGS)
        for payment in self.payments:
            table.append(cells(payment))
        return table


def cells(payment: Payment) -> list[Any]:
    scheme = payment.grant.scheme
    return [
        str(scheme.fiscal_year), scheme.name, payment.applicant, payment.number, payment.amount,
        payment.receipt_number, local_day(payment.received_at) if payment.received_at else "",
        payment.bank_code, payment.bank_name, payment.branch_code, payment.branch_name,
        payment.get_account_kind_display(), payment.account_number, payment.holder_kana, payment.holder_name,
        payment.paid_on or "", payment.voucher,
    ]  # fmt: skip
