"""What a scheme says of who applies for what: kinds of bodies, the plan that is needed, uses, expenses, keeping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from organizations.models import Organization
from records.periods import Period


class Terms(models.Model):
    eligible_kinds: Any = ArrayField(
        models.CharField(max_length=30, choices=Organization.LegalForm.choices),
        verbose_name="申請できる団体の法人格",
        default=list,
        blank=True,
    )
    needs_future_plan = models.BooleanField(
        "総会で決めた将来計画が要る", default=False, help_text="将来計画が総会で決まるまで、申請を出せません。"
    )
    eligible_uses: Any = ArrayField(
        models.CharField(max_length=150), verbose_name="対象になる使いみち", default=list, blank=True
    )
    excluded_uses: Any = ArrayField(
        models.CharField(max_length=150), verbose_name="対象にならない使いみち", default=list, blank=True
    )
    expense_categories: Any = ArrayField(
        models.CharField(max_length=30), verbose_name="対象になる支出の科目", default=list, blank=True
    )
    keeps_for = models.PositiveSmallIntegerField(
        "この制度の文書の保存年限",
        null=True,
        blank=True,
        choices=Period.choices,
        help_text="市の保存年限の定めより長く残すときに、選びます。",
    )

    TERMS: ClassVar = (
        "eligible_kinds", "needs_future_plan", "eligible_uses", "excluded_uses", "expense_categories", "keeps_for",
    )  # fmt: skip
    if TYPE_CHECKING:
        eligible: list[str]

    class Meta:
        abstract = True

    def admits(self, organization: Organization) -> bool:
        """Its state and its kind are among those that may apply."""
        return organization.status in self.eligible and self.admits_kind(organization)

    def admits_kind(self, organization: Organization) -> bool:
        if organization.kind and not organization.kind.may_get_grants:
            return False
        return not self.eligible_kinds or organization.legal_form in self.eligible_kinds

    def bodies(self) -> models.QuerySet[Organization]:
        """All that may apply today."""
        found = Organization.objects.filter(status__in=self.eligible).exclude(kind__may_get_grants=False)
        return found.filter(legal_form__in=self.eligible_kinds) if self.eligible_kinds else found
