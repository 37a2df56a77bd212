"""The demonstration city's own account, and how its one co-operative bank is called in the banks' file."""

from __future__ import annotations

from collections.abc import Iterable

from config.demo.bodies import Life
from grants.models import BankName, TransferClient
from grants.transfers.layout import as_place

COOP = "9999"


def branch_code(life: Life) -> str:
    """A branch in each district."""
    return life.areas[0].code[:2].zfill(3)


def open_account(lives: Iterable[Life]) -> None:
    """So that whoever plays accounting can make the file at once."""
    by = next(iter(lives)).hall.people["cashier"]
    TransferClient.write(
        by=by, code="0000033210", name_kana="ﾆｲﾐｼ ｶｲｹｲｶﾝﾘｼﾔ", bank_code=COOP, bank_kana="ﾐﾎﾝﾉｳｷﾖｳ", branch_code="000",
        branch_kana="ﾎﾝﾃﾝ", account_kind=TransferClient.Kind.ORDINARY, account_number="0033210",
    )  # fmt: skip
    BankName.write(COOP, "ﾐﾎﾝﾉｳｷﾖｳ", by=by)
    for life in lives:
        BankName.write(COOP + branch_code(life), as_place(life.facts["district"][1])[:15], by=by)
