"""Photos of receipts that were put in together and wait to be told one by one."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from grants.reports import Report
from records.attachments import Attachment, put_away, receive

WAITING = "領収書の写真(これから入れるもの)"


def waiting_photos(report: Report) -> list[Attachment]:
    return list(Attachment.objects.about(report).filter(purpose=WAITING).order_by("pk"))


def waiting_photo(report: Report, key: str) -> Attachment | None:
    """One of them by its key; None if there is none, or it has found its receipt."""
    known = key.isdecimal() and len(key) < 19
    return Attachment.objects.about(report).filter(purpose=WAITING, pk=int(key)).first() if known else None


@transaction.atomic
def receive_photos(report: Report, files: list[UploadedFile[Any]], *, by: User) -> None:
    """Keeps them with the report, as they were sent; the same photo twice is one."""
    report.check_open()
    for file in files:
        receive(report, file, purpose=WAITING, by=by)


@transaction.atomic
def drop_photo(report: Report, photo: Attachment, *, by: User) -> None:
    report.check_open()
    put_away(photo, report, by=by)
