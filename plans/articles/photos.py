"""The photos of an edition: drawn anew without the camera's notes, each with words for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction

from accounts.models import User
from plans.articles.edition import PHOTO, ArticleEdition
from records.attachments import Attachment, put_away, receive
from records.cases import NotNow
from records.events import record
from records.telling import Change, changes, told_rows

MOST = 10


class ArticlePhoto(models.Model):
    class Consent(models.TextChoices):
        NOBODY = "nobody", "だれか分かる人は、写っていません"
        AGREED = "agreed", "写っている人(子どもは保護者)に、のせてよいと言ってもらいました"

    edition = models.ForeignKey(
        ArticleEdition, on_delete=models.PROTECT, related_name="photos", verbose_name="記事の版"
    )
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="写真")
    alt = models.CharField("写真の説明", max_length=200, blank=True)
    consent = models.CharField("写っている人", max_length=10, choices=Consent.choices, blank=True)

    objects: ClassVar[models.Manager[ArticlePhoto]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "記事の写真"
        ordering = ["edition", "pk"]

    def __str__(self) -> str:
        return self.alt or self.attachment.filename


@transaction.atomic
def add_photos(edition: ArticleEdition, files: Iterable[SimpleUploadedFile], *, by: User) -> None:
    """Cleaned ones (``records.forms.photos``); the same photo twice is one."""
    edition.check_move("write")
    for file in files:
        if edition.photos.count() >= MOST:
            raise NotNow({"photos": f"写真は{MOST}枚までです。いらない写真を外してから、入れてください。"})
        kept = receive(edition, file, purpose=PHOTO, by=by)
        ArticlePhoto.objects.get_or_create(attachment=kept, defaults={"edition": edition})


@transaction.atomic
def describe_photos(edition: ArticleEdition, words: Mapping[int, Mapping[str, str]], *, by: User) -> None:
    """What is to be seen on each, and whether those who are on it agreed."""
    edition.lock()
    edition.check_move("write")
    rows = list(edition.photos.select_related("attachment"))
    before = told_rows(rows, but={"edition", "attachment"})
    for photo in rows:
        for column, value in words.get(photo.pk, {}).items():
            setattr(photo, column, value)
        photo.save()
    differing: list[Change] | Any = changes(before, told_rows(rows, but={"edition", "attachment"}))
    record(edition, "articleedition.describe_photos", by=by, changes=differing)


@transaction.atomic
def remove_photo(photo: ArticlePhoto, *, by: User) -> None:
    edition, attachment = photo.edition, photo.attachment
    edition.check_move("write")
    photo.delete()
    put_away(attachment, edition, by=by)
