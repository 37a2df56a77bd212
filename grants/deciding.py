"""The city's half of a grant: the review, the proposal, and the decision that the last post of the route makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from grants.altering import UNDECIDED
from grants.closing import check_commitment
from grants.formula.rounding import unit_name
from organizations.behalf import refuse_if_contested
from records.approvals import Proposal, Stop
from records.cases import Case, NotNow, spoken
from records.letters import LetterModel, issue
from records.reviews import Finding, Verdict
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.scheme_rows import Criterion
    from grants.schemes import Scheme
    from plans.models import YearlyPlan

PLAN_WITH_CITY = ("submitted", "accepted")
Verdicts = Mapping[str, tuple[str, str]]  # criterion's code → verdict and comment


class Deciding(Case):
    class Outcome(models.TextChoices):
        GRANT = "grant", "交付する"
        REFUSE = "refuse", "交付しない"

    approval_kind: ClassVar = "grants.grant"

    if TYPE_CHECKING:
        scheme: Scheme
        yearly_plan: YearlyPlan
        amount_applied: int
        amount_current: int | None

    outcome = models.CharField("決定の案", max_length=10, choices=Outcome.choices, blank=True)
    amount_proposed = models.BigIntegerField("交付額の案(円)", null=True)
    grounds = models.TextField("理由", max_length=2000, blank=True)
    conditions: Any = ArrayField(models.TextField(), verbose_name="交付の条件", default=list)
    amount_decided = models.BigIntegerField("交付決定額(円)", null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="grant_is_decided_exactly_when_someone_decided_it",
                condition=Q(status__in=UNDECIDED, decided_by=None, decided_at=None)
                | ~Q(status__in=UNDECIDED) & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_grant_has_an_amount_exactly_when_it_is_granted",
                condition=Q(status__in=[*UNDECIDED, "refused"], amount_decided=None)
                | ~Q(status__in=[*UNDECIDED, "refused"]) & Q(amount_decided__isnull=False, amount_decided__gt=0),
            ),
            models.CheckConstraint(
                name="no_more_is_granted_than_was_applied_for",
                condition=Q(amount_decided=None) | Q(amount_decided__lte=F("amount_applied")),
                violation_error_message="交付決定額は、申請額より多くできません。",
            ),
            models.CheckConstraint(
                name="no_more_is_proposed_than_was_applied_for",
                condition=Q(amount_proposed=None) | Q(amount_proposed__gt=0, amount_proposed__lte=F("amount_applied")),
                violation_error_message="交付額は、1円以上、申請額までにしてください。",
            ),
            models.CheckConstraint(
                name="nobody_decides_their_own_grant",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
                violation_error_message="申請した人は、その申請を決定できません。",
            ),
            models.CheckConstraint(
                name="a_refused_grant_says_why",
                condition=~Q(status="refused") | ~Q(grounds=""),
                violation_error_message="交付しない理由を書いてください。",
            ),
            models.CheckConstraint(
                name="a_grant_carries_its_conditions",
                condition=Q(amount_decided=None) | Q(conditions__len__gt=0),
                violation_error_message="交付の条件がありません。起案し直してください。",
            ),
            models.CheckConstraint(
                name="a_grant_is_decided_after_it_was_applied_for",
                condition=Q(decided_at=None) | Q(decided_at__gte=F("submitted_at")),
            ),
        ]

    @transaction.atomic
    def review(self, verdicts: Verdicts, *, by: User) -> None:
        """What an officer found about the criteria; a criterion that is left out keeps its earlier finding."""
        texts = {criterion.code: criterion.text for criterion in self.scheme.criteria.all()}
        said = {texts[code]: Verdict(verdict).label for code, (verdict, _) in verdicts.items()}
        self.take("review", by=by, findings=said)
        self.save()
        about = {"case_type": ContentType.objects.get_for_model(self), "case_id": self.pk}
        now = timezone.now()
        with spoken(Finding):
            for code, (verdict, comment) in verdicts.items():
                found = {"label": texts[code], "verdict": verdict, "comment": comment.strip()}
                Finding.objects.update_or_create(
                    **about, criterion=code, defaults={**found, "reviewer": by, "reviewed_at": now}
                )

    @transaction.atomic
    def intend(self, *, by: User, outcome: str, amount: int | None, grounds: str, conditions: Sequence[str]) -> None:
        """The decision as it is meant, with the conditions as they will print; the caller puts it on its way."""
        granting = outcome == self.Outcome.GRANT
        meant: dict[str, object] = {"outcome": outcome, "grounds": grounds.strip()}
        meant |= {"amount_proposed": amount if granting else None, "conditions": list(conditions) if granting else []}
        self.take("propose", by=by, to=meant, outcome=outcome, amount=amount, comment=self.meant(outcome, amount))
        refuse_if_contested(self)
        if granting:
            self._check_grant(amount or 0)
            if not conditions:
                raise NotNow("交付の条件を1つ以上入れてください。通知書に載らないと、返還を求める根拠がなくなります。")
        elif not grounds.strip():
            raise NotNow({"grounds": "交付しない理由を書いてください。通知書にそのまま載ります。"})
        with spoken(type(self)):
            self.save()

    @transaction.atomic
    def propose(self, *, by: User, rule_name: str, route: Sequence[Stop], **meant: Any) -> Proposal:
        """起案 of one application: ``meant`` as for ``intend``. Several together: ``grants.together``."""
        self.intend(by=by, **meant)
        amount, grounds = self.amount_proposed, str(meant["grounds"])
        subject = f"{self}の交付決定について({self.meant(self.outcome, amount)})"[:200]
        return Proposal.draft(
            [self], by=by, subject=subject, reason=grounds, rule_name=rule_name, route=route, amount=amount
        )

    def meant(self, outcome: str, amount: int | None) -> str:
        return f"{yen(amount)}を交付する" if outcome == self.Outcome.GRANT else self.Outcome.REFUSE.label

    def _check_grant(self, amount: int) -> None:
        """NotNow unless the review found everything fit and the amount is one that the scheme can pay."""
        check_commitment(self.scheme.fiscal_year, on=timezone.localdate())
        found = dict(Finding.objects.about(self).values_list("criterion", "verdict"))
        if gap := gap_of(found, self.scheme.criteria.all()):
            raise NotNow(gap)
        self.check_plan()
        if amount % self.scheme.rounding_unit:
            raise NotNow({"amount": f"交付額を{unit_name(self.scheme.rounding_unit)}単位で入れてください。"})
        self.scheme.check_budget(amount)

    def check_plan(self) -> None:
        """NotNow unless the plan that was applied with is the one that the city has in force now."""
        plan = self.yearly_plan
        if plan.status not in PLAN_WITH_CITY:
            raise NotNow(
                f"年度計画(第{plan.version}版)は、今は「{plan.get_status_display()}」です。"
                "団体に補正を求めて、新しい計画で申請を出し直してもらってください。"
            )

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to: the letter's values, and the plan that the application was made with."""
        plan = self.yearly_plan
        state = "市に出ている" if plan.status in PLAN_WITH_CITY else plan.get_status_display()
        return {
            "決定の案": self.get_outcome_display(),
            "理由": self.grounds,
            **self.letter(on=timezone.localdate()).values(),
            "年度計画": f"第{plan.version}版({state})",
        }

    def rests_on(self) -> list[models.Model]:
        return [self.yearly_plan, self.scheme]

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        """The last post has decided: decision, letter and the plan's acceptance in the same transaction."""
        self.lock()
        if self.outcome == self.Outcome.GRANT:
            self.grant(by=by)
        else:
            self.refuse(by=by)

    @transaction.atomic
    def grant(self, *, by: User) -> None:
        """交付決定: within the appropriation, counted under the scheme's lock."""
        from grants.reserves.offsets import deduct  # which knows the grant

        self.take("grant", by=by, to={"amount_decided": self.amount_proposed}, amount=self.amount_proposed)
        self.amount_current = self.amount_decided
        check_commitment(self.scheme.fiscal_year, on=timezone.localdate())
        self.check_plan()
        self.scheme.lock()  # one decision of a scheme at a time
        self.scheme.check_budget(self.amount_proposed or 0)
        self._decide(by)
        deduct(self, by=by)  # type: ignore[arg-type]  # a grant
        self._tell(by)
        if self.yearly_plan.can("accept"):
            self.yearly_plan.accept(by=by)

    @transaction.atomic
    def refuse(self, *, by: User) -> None:
        """不交付決定, with its grounds."""
        self.take("refuse", by=by, grounds=self.grounds)
        self._decide(by)
        self._tell(by)

    def letter(self, *, on: date) -> LetterModel:
        """What the decision says to the applicant."""
        raise NotImplementedError

    def _decide(self, by: User) -> None:
        refuse_if_contested(self)
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(type(self)):
            self.save()

    def _tell(self, by: User) -> None:
        issue(self.letter(on=timezone.localdate()), by=by)


def gap_of(found: Mapping[str, str], criteria: Iterable[Criterion]) -> str:
    """What a review lacks before a grant can be proposed, in a sentence; empty where everything is fit."""
    verdicts = {criterion: found.get(criterion.code) for criterion in criteria}
    if unjudged := [str(criterion.position) for criterion, verdict in verdicts.items() if verdict is None]:
        return f"審査の基準の{'、'.join(unjudged)}番を、まだ確かめていません。確かめてから起案してください。"
    if Verdict.MEND in verdicts.values():
        return "「要補正」の基準があります。団体に補正を求めて、直ってから起案してください。"
    if Verdict.UNFIT in verdicts.values():
        return "「否」の基準があるので、交付の起案はできません。補正を求めるか、不交付で起案してください。"
    return ""
