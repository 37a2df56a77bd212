"""交付決定の取消し (life cycle 2.4): an officer writes the grounds, the posts decide, a letter goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.grounds import Grounded
from organizations.models import Organization
from organizations.ties import is_tied
from records import attachments
from records.approvals import Proposal, Stop
from records.attachments import Attachment
from records.cases import NotNow, spoken
from records.events import record
from records.letters import LetterModel, issue
from records.templatetags.japanese import yen


class RevocationQuerySet(models.QuerySet["Revocation"]):
    def visible_to(self, user: User, *, on: date) -> RevocationQuerySet:
        """The city's own paper, with evidence that may name others; the organization gets its letter."""
        grants = Grant.objects.visible_to(user, on=on).values("pk")
        return self.filter(grant__in=grants) if user.is_city(on=on) else self.none()

    def open(self) -> RevocationQuerySet:
        return self.filter(status__in=Revocation.OPEN)


class Revocation(Grounded):
    class Status(models.TextChoices):
        PREPARED = "prepared", "取消しの準備"
        PROPOSED = "proposed", "決裁待ち"
        REVOKED = "revoked", "取消し"
        DROPPED = "dropped", "取りやめ"

    OPEN: ClassVar[Any] = (Status.PREPARED, Status.PROPOSED)
    approval_kind: ClassVar = "grants.revocation"
    MOVES: ClassVar[Any] = {
        "revise": ({Status.PREPARED}, Status.PREPARED),
        "propose": ({Status.PREPARED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.PREPARED),
        "revoke": ({Status.PROPOSED}, Status.REVOKED),
        "drop": ({Status.PREPARED}, Status.DROPPED),
    }
    NOT_NOW: ClassVar[Any] = {
        "revise": "この取消しは、もう決裁に回っているか、終わっています。画面を開き直してください。",
        "propose": "この取消しは、もう決裁に回っているか、終わっています。画面を開き直してください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "取消しの準備をはじめた",
        "revise": "取消しの内容を直した",
        "receive": "証拠の書類を付けた",
        "put_away": "証拠の書類を外した",
        "propose": "取消しの案をつくった",
        "reopen": "準備に戻った",
        "revoke": "交付決定を取り消した",
        "drop": "取消しをやめた",
    }

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="revocations", verbose_name="交付金")
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False)

    objects: ClassVar[models.Manager[Revocation]] = RevocationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交付決定の取消し"
        ordering = ["grant", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(status__in=["prepared", "proposed"]),
                name="one_open_revocation_per_grant",
                violation_error_message="この交付金の取消しは、もう準備しています。その続きを書いてください。",
            ),
            *Grounded.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.grant}の取消し"

    def get_absolute_url(self) -> str:
        return reverse("grants:revocation", args=[self.pk])

    def told_at(self) -> str:
        """The organization reads about it on the grant's page."""
        return self.grant.get_absolute_url()

    @property
    def organization(self) -> Organization:
        return self.grant.organization

    @classmethod
    @transaction.atomic
    def begin(cls, grant: Grant, *, by: User, **facts: Any) -> Revocation:
        """``facts``: scope, amount, grounds, reason, article, asks_back."""
        grant.lock()
        if not grant.can("revoke"):
            raise NotNow(Grant.NOT_NOW["revoke"])
        made = cls(grant=grant, begun_by=by, **facts)
        made.check_amount()
        with spoken(cls):
            made.save()
        record(made, "revocation.begin", by=by)
        record(grant, "grant.question", by=by, comment=made.get_grounds_display())
        return made

    @transaction.atomic
    def revise(self, *, by: User, **facts: Any) -> None:
        self.take("revise", by=by, to=facts)
        self.check_amount()
        with spoken(Revocation):
            self.save()

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
        if not self.can("revise"):
            raise NotNow(self.NOT_NOW["revise"])

    @transaction.atomic
    def drop(self, *, by: User, reason: str) -> None:
        """取りやめ, before it is on its way."""
        self.take("drop", by=by, comment=reason)
        self.save()

    @transaction.atomic
    def propose(self, *, by: User, rule_name: str, route: Sequence[Stop]) -> Proposal:
        """起案: without evidence nothing is revoked."""
        self.lock()
        if self.can("propose") and not self.papers():
            raise NotNow("証拠の書類を1つ以上付けてください。取消しの理由を確かめた書類です。")
        self.take("propose", by=by, comment=self.meant())
        self.check_amount()
        self.save()
        subject = f"{self}について({self.meant()})"[:200]
        return Proposal.draft(
            [self], by=by, subject=subject, reason=self.reason, rule_name=rule_name, route=route, amount=self.taken
        )

    def tied(self, user: User, *, on: date) -> bool:
        return is_tied(user, self.organization, on=on)

    def decided_facts(self) -> dict[str, str]:
        return {
            "取消しの範囲": self.get_scope_display(),
            "今の交付決定額": yen(self.before),
            "証拠の書類": "、".join(str(paper) for paper in self.papers()),
            **self.letter(on=timezone.localdate()).values(),
        }

    def rests_on(self) -> list[models.Model]:
        return [self.grant]

    def letter(self, *, on: date) -> LetterModel:
        from grants.letters import RevocationLetter  # the letters know the revocation

        return RevocationLetter(self, on)

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.revoke(by=by)

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """取消し: what stands of the grant, this case and the letter in one transaction."""
        self.take("revoke", by=by, comment=self.meant())
        self.grant.lock()
        self.check_amount()
        self.amount_before, self.amount_after = self.before, self.after
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Revocation):
            self.save()
        changed = self.grant.letter_in_force()
        if self.scope == self.Scope.WHOLE:
            self.grant.alter("revoke", by=by, amount=0, comment=self.get_grounds_display())
        else:
            self.grant.reduce(by=by, amount=self.after, comment=self.get_grounds_display())
        issue(self.letter(on=timezone.localdate()), by=by, changes=changed)
