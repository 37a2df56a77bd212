"""One year's activity of students, written by the school or the city and published once another has read it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.areas import Area
from organizations.bodies import Organization
from records.attachments import Attachment, put_away, receive
from records.cases import Case, NotNow
from records.events import record
from records.fiscal import FiscalYearField
from records.telling import made

PHOTO = "写真"
MOST = 10  # photos of one activity


def schools_of(user: User, *, on: date) -> list[str]:
    """The universities and schools for which somebody from outside the city hall writes."""
    kinds = (each for each in user.partnerships_on(on) if each.kind.is_school and each.affiliation)
    return list(dict.fromkeys(each.affiliation for each in kinds))


class ActivityQuerySet(models.QuerySet["StudentActivity"]):
    def published(self) -> ActivityQuerySet:
        """What everybody reads; the public page's only door."""
        return self.filter(status="published")

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> ActivityQuerySet:
        """Published ones to everybody; besides, the city's people all, a school's people their school's."""
        if not isinstance(user, User):
            return self.published()
        if user.is_city(on=on):
            return self
        return self.filter(Q(status="published") | Q(school__in=schools_of(user, on=on)))

    def with_places(self) -> ActivityQuerySet:
        return self.select_related("area", "organization")


class StudentActivity(Case):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SENT = "sent", "確認待ち"
        PUBLISHED = "published", "公開"

    MOVES: ClassVar[Any] = {
        "write": ({Status.DRAFT}, Status.DRAFT),
        "send": ({Status.DRAFT}, Status.SENT),
        "give_back": ({Status.SENT}, Status.DRAFT),
        "publish": ({Status.SENT}, Status.PUBLISHED),
        "withdraw": ({Status.PUBLISHED}, Status.DRAFT),
    }
    AFTERWARDS: ClassVar = ("withdraw",)
    NOT_NOW: ClassVar = {"write": "確認に出したあとは、直せません。市の担当に、戻してもらってください。"}
    SAID: ClassVar = {
        "begin": "学生の活動を書いた",
        "write": "学生の活動を直した",
        "send": "確認に出した",
        "give_back": "直すように頼んだ",
        "publish": "公開した",
        "withdraw": "公開をやめた",
        "receive": "写真を付けた",
        "put_away": "写真を外した",
    }

    school = models.CharField("学校", max_length=60)
    title = models.CharField("活動の名前", max_length=60)
    text = models.TextField("したこと", max_length=2000)
    fiscal_year = FiscalYearField("年度")
    students = models.PositiveSmallIntegerField("学生の人数", null=True)
    teacher = models.CharField("担当の先生", max_length=60, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="地区")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="いっしょにした団体"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="書いた人"
    )
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    published_on = models.DateField("公開した日", null=True, editable=False)

    objects: ClassVar[models.Manager[StudentActivity]] = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "学生の活動"
        ordering = ["-fiscal_year", "school", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_activity_is_public_exactly_when_there_is_a_day",
                condition=Q(status="published", published_on__isnull=False)
                | ~Q(status="published") & Q(published_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("students:detail", args=[self.pk])

    @classmethod
    @transaction.atomic
    def begin(cls, *, by: User, **facts: Any) -> StudentActivity:
        activity = cls(written_by=by, **facts)
        activity.save()
        record(activity, "studentactivity.begin", by=by, changes=made(activity))
        return activity

    @transaction.atomic
    def write(self, *, by: User, **facts: Any) -> None:
        self.take("write", by=by, to=facts)
        self.save()

    @transaction.atomic
    def send(self, *, by: User) -> None:
        self.take("send", by=by)
        self.save()

    @transaction.atomic
    def give_back(self, *, by: User, comment: str) -> None:
        if not comment.strip():
            raise NotNow({"comment": "直してほしいところを書いてください。"})
        self.take("give_back", by=by, comment=comment)
        self.save()

    @transaction.atomic
    def publish(self, *, by: User) -> None:
        """By somebody who did not write it."""
        if by.pk == self.written_by_id:
            raise NotNow("自分で書いたものは、別の人が確かめて公開します。")
        self.take("publish", by=by, to={"published_on": timezone.localdate()})
        self.save()

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        self.take("withdraw", by=by, to={"published_on": None})
        self.save()

    def photos(self) -> list[Attachment]:
        return list(Attachment.objects.about(self).filter(purpose=PHOTO).order_by("pk"))

    @transaction.atomic
    def add_photos(self, files: list[SimpleUploadedFile], *, by: User) -> None:
        """They were drawn anew by their field: where and with what they were taken is gone."""
        self.check_move("write")
        if files and len(there := self.photos()) + len(files) > MOST:
            raise NotNow({"photos": f"写真は、合わせて{MOST}枚までです。今は{len(there)}枚あります。"})
        for file in files:
            receive(self, file, purpose=PHOTO, by=by)

    @transaction.atomic
    def remove_photo(self, photo: Attachment, *, by: User) -> None:
        self.check_move("write")
        put_away(photo, self, by=by)
