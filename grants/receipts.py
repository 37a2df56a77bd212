"""Receipts are put into a report one by one, as they come to hand, from a phone too."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from grants.equipment.items import Item, follow_receipt
from grants.report_rows import Expense
from grants.reports import Report
from records.attachments import Attachment, put_away
from records.cases import NotNow, spoken
from records.events import record
from records.telling import gone, made, overwrite


def purpose_of(number: int) -> str:
    """How the photo is named among the report's papers."""
    return f"領収書{number}"


@transaction.atomic
def note(report: Report, *, by: User, number: int | None, photo: Attachment | None, **columns: Any) -> Expense:
    """A receipt, new or mended; the photo that stands already stays where none comes."""
    report.check_open()
    expense = report.expenses.filter(number=number).first() if number else None
    if expense is None:
        last = report.expenses.aggregate(last=Max("number"))["last"] or 0
        expense = Expense(report=report, number=last + 1, **columns)
        changed = made(expense)
    else:
        changed = overwrite(expense, columns)
    if photo is not None and photo.pk != expense.photo_id:
        if expense.photo is not None:
            put_away(expense.photo, report, by=by)
        photo.purpose = purpose_of(expense.number)
        photo.save(update_fields=["purpose"])
        expense.photo = photo
    with spoken(Expense):
        expense.save()
    follow_receipt(expense, by=by)
    record(report, "report.note", by=by, changes=changed, comment=str(expense))
    return expense


@transaction.atomic
def strike(report: Report, expense: Expense, *, by: User) -> None:
    """The receipt does not belong here; its photo stays for the auditor only."""
    report.check_open()
    if Item.objects.filter(expense=expense).exists():
        raise NotNow("この領収書の備品が、備品台帳に載っています。領収書は消せません。金額や日は直せます。")
    if expense.photo is not None:
        put_away(expense.photo, report, by=by)
    record(report, "report.strike", by=by, changes=gone(expense), comment=str(expense))
    expense.delete()
