"""予算の台帳: 当初予算 and each 補正予算 of a scheme is a line. The scheme's appropriation is their sum."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from grants.appropriations.guard import an_entry_changes_the_appropriation, an_entry_follows_the_resolution
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.templatetags.japanese import yen


class Appropriation(models.Model):
    """One line of a scheme's budget; it never changes, a mistake is mended by another line."""

    class Kind(models.TextChoices):
        INITIAL = "initial", "当初予算"
        CORRECTED = "corrected", "当初予算の訂正"
        SUPPLEMENT = "supplement", "補正予算"

    scheme = models.ForeignKey(
        "grants.Scheme", on_delete=models.PROTECT, related_name="appropriations", verbose_name="制度"
    )
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    number = models.PositiveSmallIntegerField("号", null=True)
    resolved_on = models.DateField("議決の日", null=True)
    amount = models.BigIntegerField("額(円)")
    reason = models.CharField("理由", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Appropriation]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "予算の台帳"
        ordering = ["scheme", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme"], condition=Q(kind="initial"), name="a_scheme_has_one_initial_appropriation"
            ),
            models.UniqueConstraint(
                fields=["scheme", "number"],
                name="a_supplement_changes_a_scheme_once",
                violation_error_message="この号の補正予算は、もう記録してあります。",
            ),
            models.CheckConstraint(
                name="a_supplement_says_when_the_council_resolved_it",
                condition=Q(kind="supplement", number__gte=1, resolved_on__isnull=False) & ~Q(amount=0) & ~Q(reason="")
                | ~Q(kind="supplement") & Q(number=None),
                violation_error_message="補正予算には、号、議決の日、0円でない額と理由が要ります。",
            ),
            models.CheckConstraint(
                name="an_initial_appropriation_is_not_negative", condition=~Q(kind="initial") | Q(amount__gte=0)
            ),
        ]
        triggers = [
            *append_only_triggers(),
            an_entry_follows_the_resolution(),
            an_entry_changes_the_appropriation(),
        ]

    def __str__(self) -> str:
        return f"{self.name} {yen(self.amount)}"

    @property
    def name(self) -> str:
        return f"{self.get_kind_display()}(第{self.number}号)" if self.number else self.get_kind_display()
