"""認可の取消し (life cycle 2.1): an officer writes the grounds, the posts decide, a letter goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.bodies import Organization
from organizations.derecognition.grounds import Grounded
from organizations.derecognition.letter import DerecognitionLetter
from organizations.letters import in_force
from organizations.recognition import Recognition
from organizations.territory import Territory
from organizations.ties import is_tied
from records import attachments
from records.approvals import Proposal, Stop
from records.attachments import Attachment
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.letters import LetterModel, issue
from records.telling import made


class DerecognitionQuerySet(models.QuerySet["Derecognition"]):
    def visible_to(self, user: User, *, on: date) -> DerecognitionQuerySet:
        """The city's own paper, with evidence that may name others; the organization gets its letter."""
        bodies = Organization.objects.visible_to(user, on=on).values("pk")
        return self.filter(organization__in=bodies) if user.is_city(on=on) else self.none()

    def open(self) -> DerecognitionQuerySet:
        return self.filter(status__in=Derecognition.OPEN)


class Derecognition(Grounded):
    class Status(models.TextChoices):
        PREPARED = "prepared", "取消しの準備"
        PROPOSED = "proposed", "決裁待ち"
        REVOKED = "revoked", "取消し"
        DROPPED = "dropped", "取りやめ"

    OPEN: ClassVar[Any] = (Status.PREPARED, Status.PROPOSED)
    approval_kind: ClassVar = "organizations.revocation"
    MOVES: ClassVar[Any] = {
        "revise": ({Status.PREPARED}, Status.PREPARED),
        "propose": ({Status.PREPARED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.PREPARED),
        "revoke": ({Status.PROPOSED}, Status.REVOKED),
        "drop": ({Status.PREPARED}, Status.DROPPED),
    }
    NOT_NOW: ClassVar[Any] = dict.fromkeys(
        ("revise", "propose", "drop"),
        "この取消しは、もう決裁に回っているか、終わっています。画面を開き直してください。",
    )
    SAID: ClassVar[Any] = {
        "begin": "認可の取消しの準備をはじめた",
        "revise": "取消しの内容を直した",
        "receive": "証拠の書類を付けた",
        "put_away": "証拠の書類を外した",
        "propose": "取消しの案をつくった",
        "reopen": "準備に戻った",
        "revoke": "認可を取り消した",
        "drop": "取消しをやめた",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="derecognitions", verbose_name="団体"
    )
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False)

    objects: ClassVar[models.Manager[Derecognition]] = DerecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "認可の取消し"
        ordering = ["organization", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(status__in=["prepared", "proposed"]),
                name="one_open_derecognition_per_organization",
                violation_error_message="この団体の認可の取消しは、もう準備しています。その続きを書いてください。",
            ),
            *Grounded.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.organization}の認可の取消し"

    def get_absolute_url(self) -> str:
        return reverse("organizations:derecognition", args=[self.pk])

    def told_at(self) -> str:
        """The organization reads about it on its own page."""
        return self.organization.get_absolute_url()

    @classmethod
    @transaction.atomic
    def begin(cls, organization: Organization, *, by: User, on: date, **facts: Any) -> Derecognition:
        """``facts``: grounds, reason, article, effective_on, defence, defence_on, defence_note."""
        organization.lock()
        organization.check_move("revoke")
        case = cls(organization=organization, begun_by=by, **facts)
        case.check_day(on=on)
        with spoken(cls):
            case.save()
        record(case, "derecognition.begin", by=by, changes=made(case, but={"organization", "begun_by"}))
        return case

    @transaction.atomic
    def revise(self, *, by: User, on: date, **facts: Any) -> None:
        self.take("revise", by=by, to=facts)
        self.check_day(on=on)
        with spoken(Derecognition):
            self.save()

    def check_day(self, *, on: date) -> None:
        """NotNow where the day on which it takes effect has gone by, or lies before the recognition's own."""
        if self.effective_on < on:
            raise NotNow({"effective_on": "効力が生じる日が過ぎています。きょうか、それより後の日にしてください。"})
        since = self.organization.recognised_on
        if since and self.effective_on <= since:
            raise NotNow({"effective_on": f"認可の効力が生じた日({era_date(since)})より後の日にしてください。"})

    def papers(self) -> list[Attachment]:
        return list(Attachment.objects.about(self))

    @transaction.atomic
    def receive(self, file: UploadedFile[Any], *, purpose: str, by: User) -> None:
        self._must_be_open()
        attachments.receive(self, file, purpose=purpose, by=by)

    @transaction.atomic
    def put_away(self, paper: Attachment, *, by: User) -> None:
        self._must_be_open()
        attachments.put_away(paper, self, by=by)

    def _must_be_open(self) -> None:
        self.lock()
        self.check_move("revise")

    @transaction.atomic
    def drop(self, *, by: User, reason: str) -> None:
        """取りやめ, before it is on its way."""
        self.take("drop", by=by, comment=reason)
        self.save()

    @transaction.atomic
    def propose(self, *, by: User, on: date, rule_name: str, route: Sequence[Stop]) -> Proposal:
        """起案: without evidence nothing is revoked."""
        self.lock()
        self.check_move("propose")
        if not self.papers():
            raise NotNow("証拠の書類を1つ以上付けてください。取消しの理由を確かめた書類です。")
        self.organization.check_move("revoke")
        self.check_day(on=on)
        self.take("propose", by=by, comment=self.get_grounds_display())
        self.save()
        subject = f"{self}について({era_date(self.effective_on)}から)"[:200]
        return Proposal.draft([self], by=by, subject=subject, reason=self.reason, rule_name=rule_name, route=route)

    def tied(self, user: User, *, on: date) -> bool:
        return is_tied(user, self.organization, on=on)

    def decided_facts(self) -> dict[str, str]:
        return {
            **self.said(),
            "証拠の書類": "、".join(str(paper) for paper in self.papers()),
            **self.letter(on=timezone.localdate()).values(),
        }

    def letter(self, *, on: date) -> DerecognitionLetter:
        return DerecognitionLetter(self, on)

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.revoke(by=by)

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """取消し: the register, the territory, this case and the letter in one transaction; grants stay as they are."""
        today = timezone.localdate()
        self.take("revoke", by=by, comment=self.get_grounds_display())
        self.check_day(on=today)
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Derecognition):
            self.save()
        self.organization.lose_recognition(by=by, on=self.effective_on)
        for recognition in Recognition.objects.filter(organization=self.organization, status="recognised"):
            recognition.lapse(by=by)
        last = self.effective_on - timedelta(days=1)
        Territory.objects.filter(organization=self.organization, ends_on=None).update(ends_on=last)
        issue(self.letter(on=today), by=by, on=today, changes=in_force(self.organization))
