"""One organization's 内示: calculated and kept, decided by the posts, told by a letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.budget import WARN_AT
from grants.formula.calculating import Sheet
from grants.formula.desk import Body
from grants.formula.keeping import steps_from_json
from grants.schemes import Scheme
from organizations.models import Organization
from organizations.ties import tied_organizations
from records.approvals import Proposal
from records.cases import Case, NotNow, spoken
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.letters import Letter, LetterModel, issue
from records.templatetags.japanese import yen


class AllotmentBasis(models.Model):
    """What all amounts of one calculation follow from: the rule and every organization's figures. Never changed."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="制度")
    inputs = models.JSONField("入力した数")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="計算した人"
    )
    made_at = models.DateTimeField("計算した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[AllotmentBasis]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "内示の算定のもと"
        ordering = ["-pk"]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.scheme} {self.made_at:%Y-%m-%d}"


class AllotmentQuerySet(models.QuerySet["Allotment"]):
    def visible_to(self, user: User, *, on: date) -> AllotmentQuerySet:
        """The city sees what it prepares; an organization what it was told."""
        roles = [role.organization_id for role in user.roles_on(on)]
        typing = [intake.organization_id for intake in user.intakes_on(on)]
        own = Q(status=Allotment.Status.ALLOTTED, organization__in=[*roles, *typing])
        if user.reaches_all(on=on):
            return self
        if user.is_city(on=on):
            return self.filter(Q(organization__in=Organization.objects.visible_to(user, on=on).values("pk")) | own)
        return self.filter(own)

    def told(self) -> AllotmentQuerySet:
        return self.filter(status=Allotment.Status.ALLOTTED)

    def total(self) -> int:
        return int(self.order_by().aggregate(sum=Sum("amount"))["sum"] or 0)


def allotments_stay_within_the_appropriation() -> pgtrigger.Trigger:
    """The database counts again under the scheme's lock, whoever writes."""
    return pgtrigger.Trigger(
        name="allotted_within_appropriation",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__status="allotted"),
        func="""
            PERFORM 1 FROM grants_scheme WHERE id = NEW.scheme_id FOR NO KEY UPDATE;
            IF NEW.amount > (
                SELECT s.appropriation - COALESCE(SUM(a.amount), 0)
                FROM grants_scheme s
                LEFT JOIN grants_allotment a ON a.scheme_id = s.id AND a.id <> NEW.id AND a.status = 'allotted'
                WHERE s.id = NEW.scheme_id GROUP BY s.id
            ) THEN
                RAISE EXCEPTION '予算を超える内示はできません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'allotments_stay_within_the_appropriation';
            END IF;
            RETURN NEW;
        """,
    )


class Allotment(Case):
    class Status(models.TextChoices):
        PREPARED = "prepared", "準備"
        EXCLUDED = "excluded", "除外"
        PROPOSED = "proposed", "決裁待ち"
        ALLOTTED = "allotted", "内示"

    approval_kind: ClassVar = "grants.allotment"
    MOVES: ClassVar[Any] = {
        "exclude": ({Status.PREPARED}, Status.EXCLUDED),
        "include": ({Status.EXCLUDED}, Status.PREPARED),
        "propose": ({Status.PREPARED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.PREPARED),
        "allot": ({Status.PROPOSED}, Status.ALLOTTED),
    }
    NOT_NOW: ClassVar[Any] = {
        "exclude": "この内示は、もう決裁に回っているか、決まっています。画面を開き直してください。",
        "propose": "この内示は、もう決裁に回っているか、外してあります。画面を開き直してください。",
    }
    SAID: ClassVar[Any] = {
        "exclude": "内示から外した",
        "include": "内示にもどした",
        "propose": "内示の案をつくった",
        "reopen": "準備に戻った",
        "allot": "内示をした",
    }

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="allotments", verbose_name="制度")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="allotments", verbose_name="団体"
    )
    basis = models.ForeignKey(AllotmentBasis, on_delete=models.PROTECT, related_name="+", verbose_name="算定のもと")
    lines = models.JSONField("項目")
    notes = models.JSONField("合計の端数と上限", default=list)
    total = models.BigIntegerField("合計")
    amount = models.BigIntegerField("内示額(円)")
    reason = models.CharField("外す理由", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False)

    objects: ClassVar[models.Manager[Allotment]] = AllotmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "内示"
        ordering = ["scheme", "organization__furigana", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "organization"],
                name="one_allotment_per_organization_and_scheme",
                violation_error_message="この団体への内示は、もうあります。",
            ),
            models.CheckConstraint(
                name="an_allotment_is_told_exactly_when_someone_decided_it",
                condition=Q(status="allotted", amount__gt=0, decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status="allotted") & Q(amount__gte=0, decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="an_excluded_organization_reads_why",
                condition=~Q(status="excluded") | ~Q(reason=""),
                violation_error_message="外す理由を入れてください。",
            ),
        ]
        triggers = [allotments_stay_within_the_appropriation()]

    def __str__(self) -> str:
        return f"{self.organization} {self.scheme}の内示"

    def get_absolute_url(self) -> str:
        return reverse("grants:allotment", args=[self.pk])

    @property
    def sheet(self) -> Sheet:
        """算定調書 as it was calculated; nothing is calculated again."""
        body = Body(str(self.organization_id), self.organization.name)
        return Sheet(body, steps_from_json(self.lines), Fraction(self.total), self.amount, lambda: tuple(self.notes))

    @transaction.atomic
    def exclude(self, *, by: User, reason: str) -> None:
        self.take("exclude", by=by, to={"reason": reason.strip()}, comment=reason)
        with spoken(Allotment):
            self.save()

    @transaction.atomic
    def include(self, *, by: User) -> None:
        self.take("include", by=by, to={"reason": ""})
        self.save()

    @transaction.atomic
    def intend(self, *, by: User) -> None:
        """The caller puts it on its way (``grants.allotments.together``)."""
        self.take("propose", by=by, amount=self.amount)
        if not self.amount:
            raise NotNow("算定額が0円です。内示から外してください。")
        self.save()

    def decided_facts(self) -> Mapping[str, str]:
        """What the posts agree to."""
        values = self._letter(on=timezone.localdate()).values()
        return {**values, "団体": self.organization.name}

    def rests_on(self) -> list[models.Model]:
        return [self.scheme]

    def tied(self, user: User, *, on: date) -> bool:
        return self.organization_id in tied_organizations(user, on=on)

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self._letter(on=on)]

    def _letter(self, *, on: date) -> LetterModel:
        from grants.letters.allotment import AllotmentLetter  # the letters know the allotment

        return AllotmentLetter(self, on)

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.allot(by=by)

    @transaction.atomic
    def allot(self, *, by: User) -> None:
        """The posts have decided: counted under the scheme's lock, and told by a letter in the same transaction."""
        self.take("allot", by=by, amount=self.amount)
        self.scheme.lock()
        check_appropriation(self.scheme, self.amount)
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Allotment):
            self.save()
        today = timezone.localdate()
        issue(self._letter(on=today), by=by, on=today)

    def letter(self) -> Letter | None:
        """With which it was told."""
        found: Letter | None = Letter.objects.about(self).filter(corrects=None).first()
        return found


def check_appropriation(scheme: Scheme, amount: int) -> None:
    """NotNow unless the amount fits beside what is already told."""
    left = scheme.appropriation - Allotment.objects.filter(scheme=scheme).told().total()
    if amount > left:
        raise NotNow(
            f"予算が足りません。{scheme}でまだ内示できるのは{yen(left)}です。"
            "いくつか外すか、予算額を増やしてから、起案してください。"
        )


def is_tight(scheme: Scheme, amount: int) -> bool:
    """Nearly all of the appropriation, or more."""
    return amount * 100 >= scheme.appropriation * WARN_AT
