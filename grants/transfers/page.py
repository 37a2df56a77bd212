"""What the pages of files for the bank show: what can be chosen, and what stands in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import tablib
from django.http import QueryDict

from accounts.models import User
from grants.payments import Payment
from grants.rules import may_make_transfers
from grants.transfers.checks import Check, Fault
from grants.transfers.forms import PayTransferForm, ReasonForm
from grants.transfers.layout import header_of, payments_in
from grants.transfers.payer import TransferClient
from grants.transfers.transfer import Transfer, outside_files
from records.era import era_date
from records.events import Event
from records.pieces import Fact, Tag
from records.templatetags.japanese import yen
from staff.joint.group import keys

MOST = 500  # on one page
TAGS = {
    Transfer.Status.MADE: Tag("振込待ち", "way"),
    Transfer.Status.DONE: Tag("振込済み", "good"),
    Transfer.Status.CANCELLED: Tag("取消し", "over"),
}
HEADINGS = [
    "順番", "団体", "金融機関番号", "金融機関名", "支店番号", "支店名", "預金種目", "口座番号", "受取人名",
    "振込金額", "請求",
]  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One request that waits, with what keeps it out of the file."""

    payment: Payment
    faults: list[Fault]
    ticked: bool


class Choosing:
    """The requests that wait and stand in no file. Nothing ticked yet: all that can go."""

    def __init__(self, user: User, data: QueryDict | None, *, on: date) -> None:
        self.user, self.on = user, on
        self.ticks = None if data is None else set(keys(data.getlist("payment")))
        self.sent: Check | None = None

    @cached_property
    def waiting(self) -> list[Payment]:
        free = outside_files(Payment.objects.visible_to(self.user, on=self.on).asked())
        seen = free.select_related("grant__organization", "grant__scheme").order_by("received_at", "pk")
        return list(seen[:MOST])

    @cached_property
    def faults(self) -> dict[int, list[Fault]]:
        """Those of the file that was wanted, where one was; of the others what is known before."""
        return {**Check(self.waiting, on=self.on).faults, **(self.sent.faults if self.sent else {})}

    @cached_property
    def choices(self) -> list[Choice]:
        return [
            Choice(
                payment,
                self.faults.get(payment.pk, []),
                payment.pk in self.ticks if self.ticks is not None else payment.pk not in self.faults,
            )
            for payment in self.waiting
        ]

    @property
    def chosen(self) -> list[Payment]:
        return [payment for payment in self.waiting if self.ticks is not None and payment.pk in self.ticks]

    def make(self, *, transfer_on: date) -> Transfer:
        """NotNow with the faults, which the page then shows at their payments."""
        self.sent = Check(self.chosen, transfer_on=transfer_on, by=self.user, on=self.on)
        return Transfer.make(self.chosen, transfer_on=transfer_on, by=self.user, on=self.on)

    @property
    def has_client(self) -> bool:
        return Check([], on=self.on).client is not None


def facts_of(transfer: Transfer) -> list[Fact]:
    return [
        Fact("振込日", era_date(transfer.transfer_on)),
        Fact("件数", f"{transfer.count}件"),
        Fact("合計", yen(transfer.total)),
        Fact("作った人", transfer.made_by),
        Fact("ファイルのSHA-256", transfer.sha256),
        *([Fact("取り消した理由", transfer.reason)] if transfer.reason else []),
    ]


def payer_of(transfer: Transfer) -> list[Fact]:
    """As the kept file names it: the settings may have changed since."""
    if not transfer.content:
        return []
    told = header_of(bytes(transfer.content))
    place = f"{told['仕向銀行名']}({told['仕向銀行番号']}) {told['仕向支店名']}({told['仕向支店番号']})"
    kind = TransferClient.Kind(told["預金種目"]).label
    return [
        Fact("振込依頼人コード", told["振込依頼人コード"]),
        Fact("名前", told["振込依頼人名"]),
        Fact("口座", f"{place} {kind} {told['口座番号']}"),
        Fact("ファイルの名前", transfer.file_name),
    ]


def transfer_context(transfer: Transfer, user: User, **forms: Any) -> dict[str, Any]:
    lines = transfer.lines.select_related("payment__grant__organization", "payment__grant__scheme")
    acts = transfer.can("pay") and bool(may_make_transfers(user, transfer))
    mine = {"pay_form": PayTransferForm(None, transfer=transfer), "cancel_form": ReasonForm(None)} if acts else {}
    shown = list(lines)
    return {
        "transfer": transfer,
        "tag": TAGS[Transfer.Status(transfer.status)],
        "facts": facts_of(transfer),
        "lines": shown,
        "acts": acts,
        "left": sum(line.struck_at is None and line.payment.status == "requested" for line in shown),
        "events": list(Event.objects.about(transfer)),
        "pay_form": None,
        "cancel_form": None,
        **mine,
        **forms,
    }


def twin(transfer: Transfer) -> tablib.Dataset:
    """The same as a spreadsheet, read out of the kept file."""
    table = tablib.Dataset(title=f"振込データ{transfer.number}号", headers=HEADINGS)
    lines = transfer.lines.select_related("payment__grant__organization", "payment__grant__scheme")
    for line, told in zip(lines, payments_in(bytes(transfer.content)), strict=True):
        columns = (
            "被仕向銀行番号",
            "被仕向銀行名",
            "被仕向支店番号",
            "被仕向支店名",
            "預金種目",
            "口座番号",
            "受取人名",
        )
        values = [told[column] for column in columns]
        table.append([line.position, line.payment.applicant, *values, int(told["振込金額"]), str(line.payment)])
    return table
