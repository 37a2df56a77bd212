"""額の確定: the section proposes what a report comes to, the posts decide, a letter goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from grants.closing import check_balance
from grants.sent_papers import SentPaper
from grants.settlement import Settlement, settle
from organizations.behalf import refuse_if_contested
from organizations.ties import is_tied
from records.approvals import Proposal, Stop
from records.cases import NotNow, spoken
from records.letters import LetterModel, issue
from records.templatetags.japanese import yen


class Confirming(SentPaper):
    approval_kind: ClassVar = "grants.confirmation"

    if TYPE_CHECKING:
        amount_spent: int | None
        amount_to_reserve: int

        def reported(self) -> int: ...

    amount_disallowed = models.BigIntegerField("対象外とする額(円)", default=0)
    grounds = models.TextField("伺い(理由)", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確定した人"
    )
    decided_at = models.DateTimeField("確定した日時", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="no_more_is_disallowed_than_was_spent",
                condition=Q(amount_disallowed__gte=0)
                & (Q(amount_spent=None) | Q(amount_disallowed__lte=F("amount_spent"))),
                violation_error_message="対象外とする額は、交付金を充てた額より多くできません。",
            ),
            models.CheckConstraint(
                name="a_report_is_confirmed_exactly_when_somebody_decided_it",
                condition=Q(status="confirmed", decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status="confirmed") & Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="nobody_confirms_their_own_report",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
                violation_error_message="実績報告を出した人は、その額を確定できません。",
            ),
        ]

    def settlement(self) -> Settlement:
        """What the report comes to as things stand, without what the city does not accept."""
        grant, spent = self.grant, self.reported() - self.amount_disallowed
        paid = grant.paid() - grant.refunded()  # part of it may have come back after a revocation
        policy, saved = grant.scheme.policy, self.amount_to_reserve
        return settle(granted=grant.stands, paid=paid, spent=spent, policy=policy, reserving=saved)

    @transaction.atomic
    def propose(self, *, by: User, disallowed: int, grounds: str, rule_name: str, route: Sequence[Stop]) -> Proposal:
        """起案; NotNow while money is on its way, or something is not judged fit."""
        from grants.inspections.guard import check_eyes, check_inspected  # both know the report
        from grants.report_review import check_review

        to = {"amount_disallowed": disallowed, "grounds": grounds.strip()}
        self.take("propose", by=by, to=to)
        refuse_if_contested(self)
        check_eyes(self.grant, by)
        check_inspected(self.grant)
        check_review(self)  # type: ignore[arg-type]  # a report
        self._check_payments()
        self._check_reserve()
        self._check_closing()
        with spoken(type(self)):
            self.save()
        amount = self.settlement().confirmed
        subject = f"{self.grant}の額の確定について({yen(amount)})"[:200]
        return Proposal.draft(
            [self], by=by, subject=subject, reason=grounds, rule_name=rule_name, route=route, amount=amount
        )

    def _check_payments(self) -> None:
        if self.grant.payments.filter(status__in=["requested", "returned", "draft"]).exists():
            raise NotNow("支払いの途中の請求があります。支払うか、取りやめてもらってから起案してください。")

    def _check_closing(self) -> None:
        check_balance(self.grant.scheme.fiscal_year, self.settlement().balance, on=timezone.localdate())

    def _check_reserve(self) -> None:
        from grants.reserves.booking import obstacle  # which knows the report

        if problem := obstacle(self):  # type: ignore[arg-type]  # a report
            raise NotNow(problem)

    def tied(self, user: User, *, on: date) -> bool:
        """Kept out of the decision (除斥): a tie to the organization, or having typed its report in."""
        return is_tied(user, self.organization, on=on) or user.pk == self.submitted_by_id

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to: the letter's values, and how they come about."""
        disallowed = yen(self.amount_disallowed)
        return {
            "交付金を充てた額": yen(self.amount_spent),
            "対象外とする額": disallowed,
            **self.letter(on=timezone.localdate()).values(),
        }

    def rests_on(self) -> list[models.Model]:
        return [self.grant]

    def letter(self, *, on: date) -> LetterModel:
        """額の確定通知書."""
        raise NotImplementedError

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.confirm(by=by)

    @transaction.atomic
    def confirm(self, *, by: User) -> None:
        """確定: the report, the grant, the ledger and the letter in one transaction."""
        from grants.inspections.guard import check_inspected  # which knows the report
        from grants.ledger import keep  # which knows the report

        self.grant.lock()
        check_inspected(self.grant)
        settled = self.settlement()
        self.take("confirm", by=by, comment=yen(settled.confirmed))
        refuse_if_contested(self)
        self._check_payments()
        self._check_closing()
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(type(self)):
            self.save()
        letter = self.letter(on=timezone.localdate())
        self.grant.confirm(settled, by=by)
        keep(self, by=by)  # type: ignore[arg-type]  # a report
        issue(letter, by=by)
        self.grant.settle_if_even(by=by)
