"""A report: a visit to an area, the voices that were heard there, and what the area asks of the city."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.attachments import Attachment, put_away, receive
from records.cases import Case, NotNow
from records.era import era_date
from records.telling import changes, told_rows
from staff.inquiries.desks import desks_of
from staff.inquiries.inquiries import Inquiry
from staff.offices import Department
from staff.partners.partners import areas_of
from staff.routes import office_of

PHOTO = "写真"
NEEDED = (
    "visited_on",
    "starts_at",
    "ends_at",
    "place",
    "meeting",
    "content",
)  # to be sent; a draft may lack them


class ReportQuerySet(models.QuerySet["LiaisonReport"]):
    def visible_to(self, user: User, *, on: date) -> ReportQuerySet:
        """A draft is its author's own. What was sent: the section and who reaches all, the author's office, the
        area's liaisons; partners from outside what was written for them too, in their areas and for their term."""
        own, sent = Q(author=user), ~Q(status__in=["draft", "dropped"])
        areas = areas_of(user, on=on)
        if user.is_city(on=on):
            if user.in_section(on=on) or user.reaches_all(on=on):
                return self.filter(own | sent)
            return self.filter(own | sent & (Q(area__in=areas) | Q(office__in=desks_of(user, on=on))))
        return self.filter(own | sent & Q(is_shared=True), area__in=areas)

    def unread(self) -> ReportQuerySet:
        return self.filter(status="submitted")

    def sent(self) -> ReportQuerySet:
        return self.filter(status__in=["submitted", "read"])

    def for_lists(self) -> ReportQuerySet:
        return self.select_related("author", "area", "read_by")


class LiaisonReport(Case):
    class Hours(models.TextChoices):
        INSIDE = "inside", "勤務時間内"
        OUTSIDE = "outside", "勤務時間外"

    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "提出"
        READ = "read", "確認済み"
        DROPPED = "dropped", "取りやめ"

    MOVES: ClassVar[Any] = {
        "write": ({Status.DRAFT}, Status.DRAFT),
        "submit": ({Status.DRAFT}, Status.SUBMITTED),
        "read": ({Status.SUBMITTED}, Status.READ),
        "drop": ({Status.DRAFT}, Status.DROPPED),
    }
    SAID: ClassVar[Any] = {
        "write": "下書きを書いた",
        "submit": "報告を出した",
        "read": "報告を確認した",
        "drop": "報告を取りやめた",
        "receive": "写真を付けた",
        "put_away": "写真を外した",
    }
    NOT_NOW: ClassVar[Any] = {"write": "出した報告は直せません。足りないことは、新しい報告に書いてください。"}

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports", verbose_name="報告した人"
    )
    office = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="報告した人の所属"
    )
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, related_name="reports", verbose_name="地区"
    )
    visited_on = models.DateField("行った日", null=True)
    starts_at = models.TimeField("はじまり", null=True)
    ends_at = models.TimeField("おわり", null=True)
    hours = models.CharField("勤務の区分", max_length=10, choices=Hours.choices, default=Hours.INSIDE)
    place = models.CharField("場所", max_length=60, blank=True)
    meeting = models.CharField("会議・行事の名前", max_length=60, blank=True)
    attendees = models.CharField("参加した人", max_length=200, blank=True)
    headcount = models.PositiveSmallIntegerField("人数", null=True)
    content = models.TextField("内容", blank=True)
    thoughts = models.TextField("感じたことと次の予定", blank=True)
    inside = models.TextField("市の中だけのメモ", blank=True)
    is_shared = models.BooleanField("地域の支え手にも見せる", default=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    submitted_at = models.DateTimeField("出した日時", null=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確認した人"
    )
    read_at = models.DateTimeField("確認した日時", null=True, editable=False)
    reply = models.CharField("確認した人のひとこと", max_length=200, blank=True)

    objects: ClassVar[models.Manager[LiaisonReport]] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地域の報告"
        ordering = ["-visited_on", "-pk"]
        indexes = [models.Index(fields=["area", "-visited_on"], name="report_of_area")]
        constraints = [
            models.CheckConstraint(
                name="what_is_sent_ends_after_it_begins",
                condition=Q(status__in=["draft", "dropped"]) | Q(ends_at__gt=F("starts_at")),
                violation_error_message="おわりの時刻を、はじまりより後にしてください。",
            ),
            models.CheckConstraint(
                name="a_report_is_read_by_another_than_its_author",
                condition=Q(status="read", read_by__isnull=False, read_at__isnull=False) & ~Q(read_by=F("author"))
                | ~Q(status="read") & Q(read_by=None, read_at=None),
                violation_error_message="自分の報告を、自分で確認することはできません。",
            ),
        ]

    def __str__(self) -> str:
        day = era_date(self.visited_on) if self.visited_on else "日付なし"
        return f"{self.area} {day} {self.meeting or '下書き'}"

    def get_absolute_url(self) -> str:
        name = "reports:edit" if self.status == self.Status.DRAFT else "reports:detail"
        return reverse(name, args=[self.pk])

    @property
    def minutes(self) -> int:
        """How long it took; 0 while nobody has said."""
        if not (self.starts_at and self.ends_at):
            return 0
        begun = datetime.combine(date.min, self.starts_at)
        return int((datetime.combine(date.min, self.ends_at) - begun).total_seconds()) // 60

    @classmethod
    @transaction.atomic
    def begin(cls, *, by: User, area: Any) -> LiaisonReport:
        """An empty draft, into which ``write`` puts what was typed."""
        return cls.objects.create(author=by, area=area, office=office_of(by, on=timezone.localdate()))

    @transaction.atomic
    def write(self, *, by: User, voices: list[str] | None = None, requests: list[str] | None = None, **to: Any) -> None:
        """Puts what was typed into the draft; a list left out (it could not be read) leaves its rows as they are."""
        self.check_move("write")
        before = told_rows(self.lines.all())
        for kind, texts in ((ReportLine.Kind.VOICE, voices), (ReportLine.Kind.REQUEST, requests)):
            if texts is not None:
                self.lines.filter(kind=kind).delete()
                rows = (ReportLine(report=self, kind=kind, position=n, text=text) for n, text in enumerate(texts, 1))
                ReportLine.objects.bulk_create(rows)
        self.take("write", by=by, to=to, changes=changes(before, told_rows(self.lines.all())))
        self.save()

    @transaction.atomic
    def submit(self, *, by: User) -> None:
        """To the chief; each request becomes an inquiry that the section routes."""
        self.lock()
        if missing := self.missing():
            raise NotNow(missing)
        self.take("submit", by=by)
        self.submitted_at = timezone.now()
        self.save()
        for line in self.lines.filter(kind=ReportLine.Kind.REQUEST):
            line.inquiry = Inquiry.receive(
                by=by, on=self.visited_on or timezone.localdate(), channel=Inquiry.Channel.REPORT,
                text=line.text, area=self.area, reported_by=self.author,
            )  # fmt: skip
            line.save(update_fields=["inquiry"])

    def missing(self) -> dict[str, Any]:
        """By the field: what must be said before it is sent."""
        label = {name: LiaisonReport._meta.get_field(name).verbose_name for name in NEEDED}  # type: ignore[union-attr]
        gaps: dict[str, Any] = {name: f"{label[name]}を入れてください。" for name in NEEDED if not getattr(self, name)}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            gaps["ends_at"] = "おわりの時刻を、はじまりより後にしてください。"
        return gaps

    @transaction.atomic
    def read(self, *, by: User, reply: str = "") -> None:
        if by.pk == self.author_id:
            raise NotNow("自分の報告を、自分で確認することはできません。")
        self.take("read", by=by, to={"reply": reply})
        self.read_by, self.read_at = by, timezone.now()
        self.save()

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        self.take("drop", by=by)
        self.save()

    def photos(self) -> list[Attachment]:
        return list(Attachment.objects.about(self).filter(purpose=PHOTO).order_by("pk"))

    @transaction.atomic
    def add_photos(self, files: list[SimpleUploadedFile], *, by: User) -> None:
        self.check_move("write")
        for file in files:
            receive(self, file, purpose=PHOTO, by=by)

    @transaction.atomic
    def remove_photo(self, photo: Attachment, *, by: User) -> None:
        self.check_move("write")
        put_away(photo, self, by=by)


class ReportLine(models.Model):
    """One voice, or one request; a request that was sent leads to its inquiry."""

    class Kind(models.TextChoices):
        VOICE = "voice", "住民の声"
        REQUEST = "request", "市への要望・質問"

    report = models.ForeignKey(LiaisonReport, on_delete=models.PROTECT, related_name="lines", verbose_name="報告")
    kind = models.CharField("区分", max_length=10, choices=Kind.choices)
    position = models.PositiveSmallIntegerField("番号")
    text = models.TextField("内容")
    inquiry = models.OneToOneField(
        Inquiry, on_delete=models.PROTECT, null=True, related_name="line", verbose_name="声と要望"
    )

    objects: ClassVar[models.Manager[ReportLine]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "報告の中の声"
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_a_request_becomes_an_inquiry", condition=Q(inquiry=None) | Q(kind="request")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.position} {self.text}"
