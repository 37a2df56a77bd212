"""The city's half of a change: taken note of where it is light, else proposed and decided through the posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from grants.changing import Changing
from grants.formula.rounding import unit_name
from organizations.behalf import refuse_if_contested
from records.approvals import Proposal, Stop
from records.cases import NotNow, spoken
from records.letters import LetterModel, issue
from records.mail import post
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.differences import ProjectChange


class Amending(Changing):
    class Outcome(models.TextChoices):
        APPROVE = "approve", "承認する"
        REFUSE = "refuse", "承認しない"

    approval_kind: ClassVar = "grants.change"

    outcome = models.CharField("決定の案", max_length=10, choices=Outcome.choices, blank=True)
    amount_proposed = models.BigIntegerField("変更後の額の案(円)", null=True)
    grounds = models.TextField("市の理由", max_length=2000, blank=True)
    amount_before = models.BigIntegerField("変更前の額(円)", null=True, editable=False)
    amount_after = models.BigIntegerField("変更後の額(円)", null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def before(self) -> int:
        """What stands before it: now, or when it was decided."""
        return (self.grant.amount_current if self.amount_before is None else self.amount_before) or 0

    @property
    def after(self) -> int:
        """What the city means to let stand, or decided to; while nobody has said, what is applied for."""
        for amount in (self.amount_after, self.amount_proposed, self.amount_now()):
            if amount is not None:
                return amount
        return self.before

    @transaction.atomic
    def note(self, *, by: User) -> None:
        """承知: a light change needs no decision; the new version of the plan is in force."""
        self.lock()
        if self.can("note") and not self.is_light:
            raise NotNow("この変更は、届出だけでは足りません。起案して、決裁を受けてください。")
        self.take("note", by=by)
        refuse_if_contested(self)
        self.grant.lock()
        self.amount_before = self.amount_after = self.grant.amount_current
        self._decide(by)
        self._let_plan_enter(by=by)
        self.grant.alter("change", by=by, amount=self.after, comment="届出による変更", plan=self.plan)
        post(
            "grants/emails/change_noted/applicant",
            to=self.organization.contacts(on=timezone.localdate()),
            about=self,
            change=self,
        )

    @transaction.atomic
    def propose(
        self, *, by: User, outcome: str, amount: int | None, grounds: str, rule_name: str, route: Sequence[Stop]
    ) -> Proposal:
        """起案: the decision as it is meant."""
        self.lock()
        approving = outcome == self.Outcome.APPROVE
        meant = {"outcome": outcome, "grounds": grounds.strip(), "amount_proposed": amount if approving else None}
        self.take("propose", by=by, to=meant)
        refuse_if_contested(self)
        if approving:
            self._check_amount()
        elif not self.grounds:
            raise NotNow({"grounds": "承認しない理由を書いてください。通知書にそのまま載ります。"})
        with spoken(type(self)):
            self.save()
        subject = f"{self.grant}の{self.get_kind_display()}について({self.meant()})"[:200]
        return Proposal.draft(
            [self],
            by=by,
            subject=subject,
            reason=self.grounds or self.reason,
            rule_name=rule_name,
            route=route,
            amount=self.amount_proposed,
        )

    def meant(self) -> str:
        if self.outcome != self.Outcome.APPROVE:
            return self.Outcome.REFUSE.label
        return f"{self.get_kind_display()}を承認する、{yen(self.before)}から{yen(self.after)}"

    def _check_amount(self) -> None:
        """NotNow unless the amount can stand: no more than was applied for, in the scheme's unit, within the budget."""
        amount, wanted, scheme = self.amount_proposed, self.amount_wanted or 0, self.grant.scheme
        if amount is None or not 0 <= amount <= wanted:
            raise NotNow({"amount": f"0円以上、変更後の申請額({yen(wanted)})までにしてください。"})
        if not amount and self.follows_plan:
            raise NotNow({"amount": "1円以上にしてください。ぜんぶなくなるのは、廃止か取消しのときだけです。"})
        if amount < (paid := self.grant.paid()):
            raise NotNow({"amount": f"もう{yen(paid)}を交付しています。それより少ない額にはできません。"})
        if amount % scheme.rounding_unit:
            raise NotNow({"amount": f"変更後の額を{unit_name(scheme.rounding_unit)}単位で入れてください。"})
        if (more := amount - self.before) > 0:
            scheme.check_budget(more)

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to."""
        plan = self.plan
        version = f"第{plan.version}版({plan.get_status_display()})" if plan else "新しい版はない"
        return {
            "区分": self.get_kind_display(),
            "決定の案": self.get_outcome_display() if self.outcome else "",
            "市の理由": self.grounds,
            "今の交付決定額": yen(self.before),
            **self.letter(on=timezone.localdate()).values(),
            "年度計画": version,
        }

    def rests_on(self) -> list[models.Model]:
        return [self.grant, *([self.plan] if self.plan else [])]

    def letter(self, *, on: date) -> LetterModel:
        """What the decision says to the applicant."""
        raise NotImplementedError

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def what_changes(self) -> list[ProjectChange]:
        found = self.differences()
        return found.changed_projects if found else []

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.lock()
        if self.outcome == self.Outcome.APPROVE:
            self.approve(by=by)
        else:
            self.refuse(by=by)

    @transaction.atomic
    def approve(self, *, by: User) -> None:
        """変更(中止・廃止)承認: amount, plan, state of the grant and the letter in one transaction."""
        self.take("approve", by=by, amount=self.amount_proposed)
        refuse_if_contested(self)
        self.grant.lock()
        self._check_amount()
        self.amount_before, self.amount_after = self.before, self.amount_proposed
        self._decide(by)
        self._let_plan_enter(by=by)
        changed = self.grant.letter_in_force()
        comment = f"{self.get_kind_display()}の承認"
        self.grant.alter(self.VERBS[self.kind], by=by, amount=self.after, comment=comment, plan=self.plan)
        issue(self.letter(on=timezone.localdate()), by=by, changes=changed)

    @transaction.atomic
    def refuse(self, *, by: User) -> None:
        """変更不承認: the grant stays as it is; the organization gets its version of the plan back."""
        self.take("refuse", by=by, grounds=self.grounds)
        refuse_if_contested(self)
        self._decide(by)
        self._give_plan_back(by=by)
        issue(self.letter(on=timezone.localdate()), by=by)

    def _decide(self, by: User) -> None:
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(type(self)):
            self.save()

    def _let_plan_enter(self, *, by: User) -> None:
        if self.plan and self.plan.can("enter"):
            self.plan.enter(by=by)
        elif self.plan and self.plan.can("accept"):
            self.plan.accept(by=by)

    if TYPE_CHECKING:

        def get_outcome_display(self) -> str: ...
