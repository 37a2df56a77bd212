"""Files for the bank that are not recorded yet: a row on the home page of whoever records payments."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from grants.rules import may_make_transfers
from grants.transfers.transfer import Transfer
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day


@rests_without(Transfer.objects.open())
def for_city(user: User, *, on: date) -> list[Task]:
    found = Transfer.objects.visible_to(user, on=on).open().defer("content")
    return [
        Task(
            str(transfer),
            transfer.get_absolute_url(),
            f"{transfer.count}件の振込",
            due=transfer.transfer_on,
            kind="交付金",
            stage="銀行に渡す" if on < transfer.transfer_on else "支払いを記録する",
            amount=transfer.total,
            holder="会計",
            since=local_day(transfer.made_at),
            mine=bool(may_make_transfers(user, transfer)),
        )
        for transfer in found
    ]
