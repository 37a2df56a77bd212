"""An issued letter and its file: written once, never changed, never made again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import User
from records.codes import as_code, grouped
from records.events import AppendOnlyQuerySet, Event, append_only_triggers, record
from records.fiscal import FiscalYearField
from records.letters.kinds import kind_name, kinds_that_decide_nothing
from records.letters.setting import LetterSetting, SealImage

if TYPE_CHECKING:
    from django.db.models import QuerySet

READ, KEPT, LAPSED = "letter.read", "letter.keep", "letter.lapse"
REISSUED, CORRECTED = "再発行", "訂正"


def of_number(word: str) -> Q:
    """The letters with the number that a word is, 「123」 or 「市協第123号」; empty if it is none."""
    symbol, _, digits = word.removesuffix("号").rpartition("第")
    if not (digits.isdecimal() and len(digits) < 9):
        return Q()
    return Q(number=int(digits), symbol=symbol) if symbol else Q(number=int(digits))


class LetterQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The section sees every letter; everybody else those to the organizations that they see, and to themselves."""
        if user.in_section(on=on) or user.reaches_all(on=on):
            return self
        organizations: Any = self.model._meta.get_field("organization").related_model
        own = Q(organization__in=organizations.objects.visible_to(user, on=on).values("pk"))
        return self.filter(own | Q(person=user))

    def about(self, case: models.Model) -> Self:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)

    def bearing(self, code: str) -> Letter | None:
        """The one letter with this code at its foot, for anybody who holds it. Show nobody's name from it."""
        found: Letter | None = self.filter(code=code).select_related("corrects", "changes").first() if code else None
        return found

    def decisions(self) -> Self:
        """Those that tell of a decision, not that something came or is to be mended."""
        return self.exclude(kind__in=kinds_that_decide_nothing())

    def for_lists(self) -> Self:
        """Without the texts, which are long."""
        return self.defer("html", "snapshot").select_related("organization")

    def matching(self, text: str) -> Self:
        """By number, code, organization or title, as an officer types it: 「123」, 「市協第123号」, 「熊野」."""
        found = self
        for word in text.split():
            text_of_it = Q(addressee__icontains=word) | Q(subject__icontains=word) | Q(code=as_code(word))
            found = found.filter(of_number(word) | text_of_it)
        return found

    def with_unread_by(self, user: User) -> Self:
        """Annotates ``unread``: whether this person has not opened it yet."""
        return self.annotate(unread=~Exists(readings().filter(actor=user)))

    def with_read(self) -> Self:
        """Annotates ``read``: whether anybody of the addressee has read it."""
        return self.annotate(read=Exists(readings()))


def readings() -> QuerySet[Event]:
    """The readings of the letter in the outer query."""
    kind = ContentType.objects.get_for_model(Letter)
    return Event.objects.filter(case_type=kind, case_id=OuterRef("pk"), verb=READ)


class Letter(models.Model):
    """通知書 as it was issued: what it says, where it came from, and its number in the register."""

    SAID: ClassVar[Mapping[str, str]] = {
        "issued": "通知書を出しました",
        "keep": "通知書のPDFを保存しました",
        "reissued": "通知書を再発行しました",
        "corrected": "通知書を訂正しました",
        "read": "通知書を読みました",
        "print": "通知書のPDFを開きました(印刷)",
        "lapse": "通知書の決定が、効力を失いました",
    }

    kind = models.CharField("種類", max_length=60, editable=False)
    setting = models.ForeignKey(
        LetterSetting, on_delete=models.PROTECT, related_name="letters", editable=False, verbose_name="文面"
    )
    case_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="案件の種類"
    )
    case_id = models.PositiveBigIntegerField(editable=False, verbose_name="案件の番号")
    case = GenericForeignKey("case_type", "case_id")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, related_name="letters", editable=False,
        verbose_name="団体",
    )  # fmt: skip
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name="宛先の職員",
    )  # fmt: skip
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name="訂正する通知書"
    )
    changes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name="内容を変えた通知書"
    )
    symbol = models.CharField("文書記号", max_length=20, editable=False)
    fiscal_year = FiscalYearField("年度", editable=False)
    number = models.PositiveIntegerField("番号", editable=False)
    code = models.CharField(
        "確認のコード", max_length=12, unique=True, null=True, blank=True, editable=False
    )  # NULL: issued before letters carried one
    amount = models.BigIntegerField("金額", null=True, editable=False)  # decided by the letter, if it decides one
    issued_on = models.DateField("日付", editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="施行した人"
    )
    issued_at = models.DateTimeField("施行した日時", db_default=Now(), editable=False)
    addressee = models.CharField("宛先", max_length=300, editable=False)
    subject = models.CharField("題名", max_length=300, editable=False)
    meaning = models.CharField("意味", max_length=300, editable=False)
    snapshot = models.JSONField(editable=False, verbose_name="写した値")
    fingerprint = models.CharField(max_length=64, editable=False, verbose_name="中身の照合の値")
    template_version = models.CharField(max_length=64, editable=False, verbose_name="様式の版")
    html = models.TextField(editable=False, verbose_name="本文(HTML)")
    html_sha256 = models.CharField(max_length=64, editable=False, verbose_name="本文の照合の値(SHA-256)")
    seal = models.ForeignKey(
        SealImage, on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name="公印"
    )
    keep_until = models.DateField("保存する期限", null=True, editable=False)  # NULL: 永年

    objects: ClassVar[models.Manager[Letter]] = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知書"
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["case_type", "case_id"], name="letter_of_case"),
            models.Index(fields=["organization", "-issued_on"], name="letter_of_organization"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "fiscal_year", "number"], name="one_letter_per_number_of_a_register"
            ),
            models.UniqueConstraint(
                fields=["fingerprint"],
                name="one_letter_is_issued_once",
                violation_error_message="この通知書は、もう出してあります。",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                name="a_letter_is_corrected_once",
                violation_error_message="この通知書には、もう訂正があります。訂正した通知書のほうを直してください。",
            ),
            models.UniqueConstraint(
                fields=["changes"],
                name="a_letter_is_changed_by_one_later_letter",
                violation_error_message="この通知書の内容は、もう別の通知書で変えてあります。",
            ),
            models.CheckConstraint(name="a_letter_number_begins_at_one", condition=Q(number__gte=1)),
        ]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.document_number} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("letters:detail", args=[self.pk])

    @property
    def document_number(self) -> str:
        return f"{self.symbol}第{self.number}号"

    @property
    def kind_name(self) -> str:
        return kind_name(self.kind)

    @property
    def printed_code(self) -> str:
        return grouped(self.code or "")

    @property
    def mark(self) -> str:
        """再発行 or 訂正, if it stands in another letter's place."""
        return str(self.snapshot.get("mark", ""))

    @property
    def is_reissue(self) -> bool:
        """Says the same as the letter in whose place it stands."""
        return self.mark == REISSUED

    @property
    def article(self) -> SafeString:
        """The kept HTML, escaped when it was made; as safe as its hash is right."""
        return SafeString(self.html)

    @property
    def is_erased(self) -> bool:
        """Disposed of when its period was over: number, date and hashes are left."""
        return not self.html

    @property
    def is_genuine(self) -> bool:
        return hashlib.sha256(self.html.encode()).hexdigest() == self.html_sha256

    def came_to(self, user: User, *, on: date) -> bool:
        """Whether it went to the person, or to an organization in which the person holds a role."""
        if self.person_id:
            return self.person_id == user.pk
        return any(role.organization_id == self.organization_id for role in user.roles_on(on))

    def correction(self) -> Letter | None:
        """The letter that stands in this one's place, if any."""
        return Letter.objects.filter(corrects=self).first()

    def changed_by(self) -> Letter | None:
        """The letter of a later decision that changed this one's; it speaks of every re-issue of this letter too."""
        same = {"changes__case_type": self.case_type_id, "changes__case_id": self.case_id, "changes__kind": self.kind}
        return Letter.objects.filter(**same).first()

    def lapse(self, *, by: User, reason: str) -> None:
        """The decision that it tells of has no effect any more, without another letter (取下げ)."""
        record(self, LAPSED, by=by, comment=reason)

    def lapsed(self) -> Event | None:
        """When and why its decision lost its effect; the first of a letter that was issued again speaks for all."""
        same = Letter.objects.filter(case_type=self.case_type_id, case_id=self.case_id, kind=self.kind)
        kind = ContentType.objects.get_for_model(Letter)
        return Event.objects.filter(case_type=kind, case_id__in=same.values("pk"), verb=LAPSED).first()

    def readings(self) -> QuerySet[Event]:
        """Who of the addressee has read it, first reading first."""
        return Event.objects.about(self).filter(verb=READ).order_by("at")

    def read(self, *, by: User) -> None:
        """Notes the first time that somebody of the addressee opens the letter."""
        if not self.readings().filter(actor=by).exists():
            record(self, READ, by=by)


class LetterFile(models.Model):
    """The letter's PDF, with what it was printed with."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="file", editable=False)
    content = models.BinaryField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    pages = models.PositiveSmallIntegerField("ページ数", editable=False)
    engine = models.CharField("印刷の道具", max_length=60, editable=False)
    style_sha256 = models.CharField(max_length=64, editable=False)
    faces = models.JSONField("書体", editable=False)
    made_at = models.DateTimeField("作った日時", db_default=Now(), editable=False)

    objects: ClassVar[models.Manager[LetterFile]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知書のPDF"
        ordering = ["-made_at", "-pk"]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.letter.document_number}.pdf"

    @property
    def is_genuine(self) -> bool:
        return hashlib.sha256(self.content).hexdigest() == self.sha256

    @property
    def is_kept(self) -> bool:
        return not self._state.adding

    @transaction.atomic
    def keep(self) -> None:
        """Stores a file that was drawn just now and its hash in the trail; if another process was quicker, its stays.

        The file is part of the issuing, so the event is of the one who issued, whoever waited for the drawing.
        """
        locked = Letter.objects.select_for_update(no_key=True)
        letter = locked.get(pk=self.letter_id)
        if not LetterFile.objects.filter(letter=letter).exists():
            self.save(force_insert=True)
            record(letter, KEPT, by=letter.issued_by, sha256=self.sha256, pages=self.pages)
