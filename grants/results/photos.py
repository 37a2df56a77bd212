"""Photos of a project's result, kept with the performance report under the project's name."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image

from accounts.models import User
from grants.report_rows import ReportProject
from grants.reports import Report
from records.attachments import Attachment, put_away, receive
from records.cases import NotNow

MOST = 6  # of one project: what a page of the booklet can show
BEGINNING = "成果の写真 "
PRINTED = 900  # pixels of the longer side in the booklet


def purpose_of(project: ReportProject) -> str:
    """By the name: a new version of the plan may give the project another number."""
    return f"{BEGINNING}{project.name}"[:60]


def photos_of(report: Report) -> dict[str, list[Attachment]]:
    """By their purposes, oldest first; in one query."""
    found: dict[str, list[Attachment]] = {}
    for photo in Attachment.objects.about(report).filter(purpose__startswith=BEGINNING).order_by("pk"):
        found.setdefault(photo.purpose, []).append(photo)
    return found


@transaction.atomic
def add(report: Report, project: ReportProject, photos: Sequence[UploadedFile[Any]], *, by: User) -> None:
    """All of them or none; while the report is written."""
    report.check_open()
    if not photos:
        raise NotNow({"photos": "写真を1枚以上選んでください。"})
    there = len(photos_of(report).get(purpose_of(project), ()))
    if there + len(photos) > MOST:
        raise NotNow({"photos": f"1つの事業の写真は{MOST}枚までです。今は{there}枚あります。"})
    for photo in photos:
        receive(report, photo, purpose=purpose_of(project), by=by)


@transaction.atomic
def drop(report: Report, photo: Attachment, *, by: User) -> None:
    report.check_open()
    put_away(photo, report, by=by)


def for_paper(photo: Attachment) -> bytes:
    """Small enough for a booklet of many pages."""
    with photo.file.open("rb") as file, Image.open(file) as image:
        image.thumbnail((PRINTED, PRINTED))
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
