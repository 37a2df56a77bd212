"""The city's half of a disposal: proposed, decided through the posts, told by letter; and what comes back for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from grants.sent_papers import SentPaper
from organizations.behalf import refuse_if_contested
from organizations.ties import is_tied
from records.approvals import Proposal, Stop
from records.cases import NotNow, spoken
from records.letters import LetterModel, issue
from records.templatetags.japanese import local_day, yen

if TYPE_CHECKING:
    from grants.equipment.items import Item


class Decided(SentPaper):
    class Outcome(models.TextChoices):
        APPROVE = "approve", "承認する"
        REFUSE = "refuse", "承認しない"

    approval_kind: ClassVar = "grants.disposal"
    LENDING: ClassVar = "lend"

    if TYPE_CHECKING:
        item: models.ForeignKey[Item, Item]
        kind: str
        planned_on: date
        proceeds: int
        reason: str

        def get_kind_display(self) -> str: ...
        def get_outcome_display(self) -> str: ...

    outcome = models.CharField("決定の案", max_length=8, choices=Outcome.choices, blank=True)
    payback = models.BigIntegerField("市に返す額(円)", null=True)
    condition = models.CharField("承認の条件", max_length=300, blank=True)
    grounds = models.TextField("市の理由", max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)
    paid_back_on = models.DateField("返ってきた日", null=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def propose(
        self, *, by: User, outcome: str, payback: int, condition: str, grounds: str, rule_name: str,
        route: Sequence[Stop],
    ) -> Proposal:  # fmt: skip
        """起案: the decision as it is meant; at most the grant's share comes back."""
        approving = outcome == self.Outcome.APPROVE
        meant = {"outcome": outcome, "grounds": grounds.strip(), "condition": condition.strip() if approving else ""}
        self.take("propose", by=by, to={**meant, "payback": payback if approving else None})
        refuse_if_contested(self)
        if approving and payback > (most := self.item.grant_share + self.proceeds):
            raise NotNow({"payback": f"交付金を充てた額と受け取る額の計({yen(most)})までにしてください。"})
        if not self.grounds:
            raise NotNow({"grounds": "理由を書いてください。承認しないときは、通知書に載ります。"})
        with spoken(type(self)):
            self.save()
        subject = f"{self.grant.organization} {self}について({self.get_outcome_display()})"[:200]
        return Proposal.draft(
            [self], by=by, subject=subject, reason=self.grounds, rule_name=rule_name, route=route, amount=self.payback
        )

    def tied(self, user: User, *, on: date) -> bool:
        return is_tied(user, self.organization, on=on) or user.pk == self.submitted_by_id

    def decided_facts(self) -> dict[str, str]:
        return {
            "決定の案": self.get_outcome_display() if self.outcome else "",
            "市の理由": self.grounds,
            "処分する理由": self.reason,
            **self.letter(on=timezone.localdate()).values(),
        }

    def rests_on(self) -> list[models.Model]:
        return [self.item]

    def letter(self, *, on: date) -> LetterModel:
        """What the decision says to the organization."""
        raise NotImplementedError

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.lock()
        self.decide("approve" if self.outcome == self.Outcome.APPROVE else "refuse", by=by)

    @transaction.atomic
    def decide(self, verb: str, *, by: User) -> None:
        """承認 or 不承認, and its letter; what is approved leaves the register on its day."""
        self.take(verb, by=by, comment=self.condition)
        refuse_if_contested(self)
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(type(self)):
            self.save()
        issue(self.letter(on=timezone.localdate()), by=by)
        if verb == "approve":
            self._part(by=by)

    def _part(self, *, by: User) -> None:
        """What is lent stays the organization's own."""
        if self.kind != self.LENDING:
            self.item.dispose(by=by, on=self.planned_on, how=self.get_kind_display())

    @property
    def is_owing(self) -> bool:
        """Approved on a condition that has not been met."""
        return self.status == "approved" and bool(self.payback) and self.paid_back_on is None

    @transaction.atomic
    def pay_back(self, *, by: User, received_on: date) -> None:
        """The share that the approval asks back has come in."""
        self.lock()
        if not self.is_owing:
            raise NotNow("返してもらうお金はないか、もう返っています。")
        if received_on > timezone.localdate() or (self.decided_at and received_on < local_day(self.decided_at)):
            raise NotNow({"received_on": "承認した日から今日までの日にしてください。"})
        self.take("pay_back", by=by, to={"paid_back_on": received_on}, comment=yen(self.payback))
        self.save()
