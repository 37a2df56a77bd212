"""One press of 「まとめて印刷」: which letters in which order, how far it is, and the file, kept for two weeks."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.cases import NotNow
from records.events import record
from records.jobs import daily, job, queue
from records.letters.issuing import Damaged, Erased, file_of
from records.letters.letter import Letter
from records.letters.posting.addresses import problems
from records.letters.posting.layouts import SheetLayout
from records.retention.papers import delete_file

MOST = 1000  # letters in one file
KEPT = timedelta(days=14)


def private_name(_posting: Posting, _filename: str) -> str:
    return f"postings/{timezone.localdate():%Y/%m}/{secrets.token_hex(16)}"


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The section that sends the letters."""
        return self if user.in_section(on=on) else self.none()


class Posting(models.Model):
    SAID: ClassVar = {
        "begin": "通知書をまとめて印刷した",
        "finish": "まとめたPDFができた",
        "fail": "まとめたPDFを作れなかった",
        "open": "まとめたPDFを開いた",
        "clear": "まとめたPDFを消した(期限が来たため)",
    }

    class Outcome(models.TextChoices):
        PENDING = "pending", "作っています"
        DONE = "done", "できました"
        FAILED = "failed", "作れませんでした"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="印刷した人"
    )
    at = models.DateTimeField("印刷した日時", default=timezone.now, editable=False)
    by_area = models.BooleanField("区域の順", default=True)
    with_list = models.BooleanField("発送一覧を付ける", default=True)
    duplex = models.BooleanField("両面印刷", default=False)
    window = models.ForeignKey(
        SheetLayout, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="窓あき封筒"
    )
    labels = models.ForeignKey(
        SheetLayout, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="ラベル"
    )
    first_label = models.PositiveSmallIntegerField("何枚めのラベルから", default=1)
    outcome = models.CharField("結果", max_length=7, choices=Outcome.choices, default=Outcome.PENDING, editable=False)
    failure = models.CharField("作れなかった理由", max_length=500, blank=True, editable=False)
    list_pages = models.PositiveIntegerField("発送一覧のページ数", default=0, editable=False)
    address_pages = models.PositiveIntegerField("宛名票のページ数", default=0, editable=False)
    letter_pages = models.PositiveIntegerField("通知書のページ数", default=0, editable=False)
    blank_pages = models.PositiveIntegerField("白紙のページ数", default=0, editable=False)
    pages = models.PositiveIntegerField("全体のページ数", default=0, editable=False)
    file = models.FileField(upload_to=private_name, max_length=200, blank=True, verbose_name="ファイル")
    labels_file = models.FileField(upload_to=private_name, max_length=200, blank=True, verbose_name="ラベルのファイル")

    objects: ClassVar[models.Manager[Posting]] = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知書の発送"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="the_pages_of_a_posting_are_those_of_its_parts",
                condition=Q(pages=F("list_pages") + F("address_pages") + F("letter_pages") + F("blank_pages")),
            ),
            models.CheckConstraint(
                name="a_posting_says_why_it_failed_and_only_then",
                condition=Q(outcome="failed") & ~Q(failure="") | ~Q(outcome="failed") & Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}の発送"

    def get_absolute_url(self) -> str:
        return reverse("letters:posting", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.outcome != self.Outcome.PENDING

    @property
    def kept_until(self) -> date:
        return timezone.localdate(self.at) + KEPT

    def letters(self) -> list[Letter]:
        """In the order of the file."""
        rows = self.parts.select_related("letter__organization", "letter__seal").order_by("position")
        return [row.letter for row in rows]

    @classmethod
    @transaction.atomic
    def begin(cls, letters: Sequence[Letter], *, by: User, **options: Any) -> Posting:
        """Queues the drawing of these letters, in this order. NotNow where an address is missing or does not fit."""
        if not letters:
            raise NotNow("印刷する通知書を1通以上えらんでください。")
        if len(letters) > MOST:
            raise NotNow(f"1つのPDFにできるのは{MOST:,}通までです。年度や種類でしぼってください。")
        for name in ("window", "labels"):
            layout = options.get(name)
            if layout is not None and (found := problems(letters, layout)):
                raise NotNow({name: found})
        made = cls.objects.create(by=by, **options)
        rows = (PostingPart(posting=made, letter=letter, position=n) for n, letter in enumerate(letters, start=1))
        PostingPart.objects.bulk_create(rows)
        record(made, "posting.begin", by=by, comment=f"{len(letters)}通")
        queue(make_posting, posting=made.pk)
        return made

    def make(self) -> None:
        """Draws it, or says why not. Done again after a kill, it begins again; done already, it stays."""
        if self.is_over:
            return
        try:
            self._finish(*self._drawn())
        except (Damaged, Erased, ValidationError) as problem:
            self._fail(why(problem))

    def _drawn(self) -> tuple[Any, bytes | None]:
        from records.letters.posting.binding import bind, labels_of

        for part in self.parts.filter(pages=None).select_related("letter__seal").order_by("position"):
            part.count()
        return bind(self), labels_of(self)

    @transaction.atomic
    def _finish(self, bound: Any, labels: bytes | None) -> None:
        self.refresh_from_db(from_queryset=Posting.objects.select_for_update(no_key=True, of=("self",)))
        if self.is_over:
            return
        for column, number in bound.counts.items():
            setattr(self, column, number)
        self.outcome = self.Outcome.DONE
        self.file.save("letters.pdf", ContentFile(bound.content), save=False)
        if labels is not None:
            self.labels_file.save("labels.pdf", ContentFile(labels), save=False)
        self.save()
        record(self, "posting.finish", by=self.by, comment=f"{self.pages}ページ")
        for letter in self.letters():
            record(letter, "letter.print", by=self.by, posting=self.pk)

    @transaction.atomic
    def _fail(self, reason: str) -> None:
        self.outcome, self.failure = self.Outcome.FAILED, reason[:500]
        self.save(update_fields=["outcome", "failure"])
        record(self, "posting.fail", by=self.by, comment=self.failure)

    @transaction.atomic
    def clear(self) -> None:
        """The file goes; the letters themselves stay kept, and what was printed stays on record."""
        for file in (self.file, self.labels_file):
            if file:
                queue(delete_file, path=file.name)
        self.file = self.labels_file = ""
        self.save(update_fields=["file", "labels_file"])
        record(self, "posting.clear", by=self.by)


def why(problem: Exception) -> str:
    if isinstance(problem, Erased):
        return f"「{problem}」は、保存する期限が過ぎたので廃棄しました。外してから、もう一度印刷してください。"
    if isinstance(problem, Damaged):
        return f"「{problem}」の保存した中身が、出したときのものと合いません。システムの管理者に知らせてください。"
    assert isinstance(problem, ValidationError)  # noqa: S101  # the caller's own list
    return " ".join(problem.messages)


class PostingPart(models.Model):
    """One letter of it; ``pages`` is known once its kept file was looked at."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="parts", verbose_name="発送")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+", verbose_name="通知書")
    position = models.PositiveIntegerField("順番", editable=False)
    pages = models.PositiveSmallIntegerField("ページ数", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "発送する通知書"
        ordering = ["posting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "letter"], name="a_letter_is_posted_once_at_a_time"),
            models.UniqueConstraint(fields=["posting", "position"], name="one_letter_per_place_of_a_posting"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.letter_id}"

    @transaction.atomic
    def count(self) -> None:
        """Looks whether the letter's file is there and whole; draws it if the step after issuing died."""
        file = file_of(self.letter)
        if not file.is_kept:
            file.keep()
        self.pages = file.pages
        self.save(update_fields=["pages"])


@job("letters.make_posting", "通知書を1つのPDFにまとめる", line="postings")
def make_posting(*, posting: int) -> None:
    Posting.objects.select_related("by", "window", "labels").get(pk=posting).make()


@daily("letters.clear_postings", "まとめたPDFを消す", at=time(3, 40))
def clear_postings(*, on: date) -> None:
    """What was printed two weeks ago has been sent: no second store of letters grows here."""
    last = timezone.make_aware(datetime.combine(on, time(0))) - KEPT
    stale: Iterable[Posting] = Posting.objects.filter(at__lt=last).exclude(file="").select_related("by")
    for posting in stale:
        posting.clear()
