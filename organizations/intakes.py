"""代理入力: what came on paper, by fax or at the counter is typed in by the city, for the organization that sent it.

An open intake lets the employee who began it write for that organization on the organization's own pages: the same
forms, the same checks, the same verbs. Every act names the organization for which it was done, and the cases it
touched are kept with the intake. The organization gets a receipt and says whether it is right.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.belonging import BelongingQuerySet
from organizations.bodies import Organization
from records.attachments import Attachment, attach
from records.cases import Case, NotNow, spoken
from records.events import record
from records.mail import post
from records.telling import made

SCAN = "原本の写し"


class IntakeQuerySet(BelongingQuerySet["Intake"]):
    def open(self) -> IntakeQuerySet:
        return self.filter(status="open")

    def unanswered(self) -> IntakeQuerySet:
        """The organization has a receipt and has not said yet whether it is right."""
        return self.filter(status__in=["sent", "settled"])

    def objected(self) -> IntakeQuerySet:
        return self.filter(status="objected")

    def about(self, case: models.Model) -> IntakeQuerySet:
        """Those by which a case was written, newest first."""
        kind = ContentType.objects.get_for_model(case)
        return self.filter(cases__case_type=kind, cases__case_id=case.pk).order_by("-pk")


class Intake(Case):
    class Channel(models.TextChoices):
        PAPER = "paper", "紙(郵送)"
        COUNTER = "counter", "窓口"
        FAX = "fax", "ファクス"
        PHONE = "phone", "電話"

    class Matter(models.TextChoices):
        RECOGNITION = "recognition", "認可の申請書"
        FUTURE = "future", "将来計画"
        YEARLY = "yearly", "年度計画"
        GRANT = "grant", "交付金の申請書"
        CHANGE = "change", "変更届"
        OFFICERS = "officers", "役員名簿"
        OTHER = "other", "そのほか"

    class Status(models.TextChoices):
        OPEN = "open", "入力の途中"
        SENT = "sent", "団体の確認を待っています"
        CONFIRMED = "confirmed", "団体が確かめた"
        OBJECTED = "objected", "内容がちがう"
        SETTLED = "settled", "市が答えた"
        DROPPED = "dropped", "取りやめ"

    MOVES: ClassVar[Any] = {
        "send": ({Status.OPEN}, Status.SENT),
        "drop": ({Status.OPEN}, Status.DROPPED),
        "confirm": ({Status.SENT, Status.SETTLED}, Status.CONFIRMED),
        "object": ({Status.SENT, Status.CONFIRMED, Status.SETTLED}, Status.OBJECTED),
        "settle": ({Status.OBJECTED}, Status.SETTLED),
    }
    NOT_NOW: ClassVar[Any] = {
        "send": "この代理入力は、もう終わっています。画面を開き直して、今の状態を確かめてください。",
        "confirm": "この内容は、もう確かめてあるか、まだ市が入力しています。画面を開き直してください。",
        "object": "まだ市が入力しているか、もう「内容がちがう」と伝えてあります。画面を開き直してください。",
        "settle": "答える申し出がありません。画面を開き直して、今の状態を確かめてください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "団体から届いた書類の代理入力を始めた",
        "send": "代理入力を終え、団体に控えを送った",
        "drop": "代理入力を取りやめた",
        "confirm": "団体が、代理入力の内容を確かめた",
        "object": "団体が「内容がちがう」と伝えた",
        "settle": "「内容がちがう」に答えた",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="intakes", verbose_name="団体"
    )
    matter = models.CharField("書類", max_length=12, choices=Matter.choices)
    channel = models.CharField("届きかた", max_length=8, choices=Channel.choices)
    received_on = models.DateField("受け付けた日")
    brought_by = models.CharField("届けた人", max_length=100, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="intakes", verbose_name="入力した人"
    )
    begun_at = models.DateTimeField("入力を始めた日時", default=timezone.now, editable=False)
    sent_at = models.DateTimeField("控えを送った日時", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確かめた人"
    )
    answered_at = models.DateTimeField("確かめた日時", null=True, editable=False)
    objection = models.TextField("ちがうところ", max_length=1000, blank=True)
    settlement = models.TextField("市の答え", max_length=1000, blank=True)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)

    objects: ClassVar[models.Manager[Intake]] = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代理入力"
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "entered_by"],
                condition=Q(status="open"),
                name="one_open_intake_per_organization_and_employee",
                violation_error_message="この団体の代理入力を、もう始めています。先にそれを終えてください。",
            ),
            models.CheckConstraint(
                name="an_intake_that_was_sent_knows_when",
                condition=Q(status__in=["open", "dropped"], sent_at=None)
                | ~Q(status__in=["open", "dropped"]) & Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_objection_says_what_is_wrong",
                condition=~Q(status__in=["objected", "settled"]) | ~Q(objection=""),
                violation_error_message="どこがどうちがうかを書いてください。",
            ),
            models.CheckConstraint(
                name="nobody_confirms_what_they_typed_for_others",
                condition=Q(answered_by=None) | ~Q(answered_by=F("entered_by")),
                violation_error_message="入力した人は、団体に代わって確かめることはできません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()}の代理入力"

    def get_absolute_url(self) -> str:
        return reverse("organizations:intake", args=[self.pk])

    @property
    def scan(self) -> Attachment | None:
        return Attachment.objects.about(self).first()

    @classmethod
    @transaction.atomic
    def begin(
        cls,
        organization: Organization,
        *,
        by: User,
        matter: str,
        channel: str,
        received_on: date,
        scan: UploadedFile[Any],
        brought_by: str = "",
    ) -> Intake:
        """From now on the employee writes for the organization, beside the scan of what it sent."""
        with spoken(cls):
            intake = cls.objects.create(
                organization=organization,
                matter=matter,
                channel=channel,
                received_on=received_on,
                brought_by=brought_by,
                entered_by=by,
            )
        attach(intake, scan, purpose=SCAN, by=by)
        new, comment = made(intake, but={"entered_by"}), str(organization)
        record(intake, "intake.begin", by=by, changes=new, channel=channel, received_on=received_on, comment=comment)
        by.forget()
        return intake

    @transaction.atomic
    def send(self, *, by: User) -> None:
        """Done: the organization gets its receipt. What it must decide about goes on meanwhile."""
        self.take("send", by=by)
        if not self.cases.exists():
            raise NotNow(
                "まだ何も入力していません。書類を入力してから終えるか、まちがえて始めたときは取りやめてください。"
            )
        self.sent_at = timezone.now()
        self.save()
        by.forget()
        people = self.organization.contacts(on=timezone.localdate())
        post("organizations/emails/intake_sent", to=people, intake=self)

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        """Begun by mistake; what was typed already needs a receipt."""
        self.take("drop", by=by)
        if self.cases.exists():
            raise NotNow("もう入力したものがあります。「入力を終えて控えを送る」で終えてください。")
        self.save()
        by.forget()

    @transaction.atomic
    def confirm(self, *, by: User) -> None:
        self._answer("confirm", by=by)

    @transaction.atomic
    def object(self, *, by: User, objection: str) -> None:
        """Nothing that stands on this intake is decided until the city has answered."""
        if not objection.strip():
            raise NotNow({"objection": "どこがどうちがうかを書いてください。"})
        self._answer("object", by=by, objection=objection.strip())

    def _answer(self, verb: str, *, by: User, objection: str = "") -> None:
        self.take(verb, by=by, to={"objection": objection, "settlement": ""}, comment=objection)
        self.answered_by, self.answered_at = by, timezone.now()
        with spoken(Intake):
            self.save()

    @transaction.atomic
    def settle(self, *, by: User, settlement: str) -> None:
        """What the city has mended, or why it stays; the organization may object again."""
        self.take("settle", by=by, to={"settlement": settlement.strip()}, comment=settlement)
        if not self.settlement:
            raise NotNow({"settlement": "何を直したか、なぜそのままでよいかを書いてください。"})
        self.save()
        people = self.organization.contacts(on=timezone.localdate())
        post("organizations/emails/intake_settled", to=people, intake=self)
