"""期限とお知らせの決まり, per scheme. They may change during the year: they decide nothing about an amount."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from grants.dues.surcharge import Terms
from grants.schemes import Scheme
from records.events import record
from records.telling import overwrite


def usual_before() -> list[int]:
    return [14, 3, 0]


def usual_after() -> list[int]:
    return [1, 7]


class DuesSetting(models.Model):
    """A scheme without a row of its own has the usual ones."""

    REMINDING: ClassVar = ("before", "after", "request_within", "expects_everyone")
    SURCHARGE: ClassVar = (
        "charges_late", "charges_from_receipt", "rate", "base_unit", "base_least", "amount_unit", "amount_least",
    )  # fmt: skip
    FIELDS: ClassVar = (*REMINDING, *SURCHARGE)

    scheme = models.OneToOneField(Scheme, on_delete=models.PROTECT, related_name="dues_setting", verbose_name="制度")
    before: Any = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="期限の何日前に知らせるか", default=usual_before, blank=True
    )
    after: Any = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="期限の何日後に知らせるか", default=usual_after, blank=True
    )
    request_within = models.PositiveSmallIntegerField("請求書を出してもらうまでの日数", default=30)
    expects_everyone = models.BooleanField("申請できる団体は、どの団体も申請するものとして知らせる", default=True)
    charges_late = models.BooleanField("返還が遅れたら、延滞金を求める", default=True)
    charges_from_receipt = models.BooleanField("交付決定を取り消したら、加算金を求める", default=True)
    rate = models.PositiveIntegerField("延滞金・加算金の割合(年、1万分の1)", default=1095)
    base_unit = models.PositiveIntegerField("計算のもとの額の端数の切捨て(円)", default=1000)
    base_least = models.PositiveIntegerField("この額に満たない元の額にはかけない(円)", default=2000)
    amount_unit = models.PositiveIntegerField("延滞金・加算金の端数の切捨て(円)", default=100)
    amount_least = models.PositiveIntegerField("この額に満たない延滞金・加算金は求めない(円)", default=1000)

    class Meta:
        verbose_name = verbose_name_plural = "期限とお知らせの決まり"
        ordering = ["scheme"]
        constraints = [
            models.CheckConstraint(
                name="a_surcharge_is_at_most_the_whole_a_year",
                condition=Q(rate__lte=10_000),
                violation_error_message="割合は、年100%までにしてください。",
            ),
            models.CheckConstraint(
                name="a_surcharge_is_cut_to_a_whole_unit",
                condition=Q(base_unit__gte=1, amount_unit__gte=1),
                violation_error_message="端数の切捨ては、1円以上にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}の期限とお知らせ"

    @property
    def terms(self) -> Terms:
        """How a surcharge is reckoned."""
        rate = Fraction(self.rate, 10_000)
        return Terms(rate, self.base_unit, self.base_least, self.amount_unit, self.amount_least)

    @property
    def thresholds(self) -> list[int]:
        """Days from the due day on which somebody is told: before it less than nothing, after it more."""
        return sorted({-days for days in self.before} | set(self.after))


def settings_of(schemes: Collection[Scheme]) -> dict[int, DuesSetting]:
    """What holds for each scheme, by its key; one query."""
    own = {row.scheme_id: row for row in DuesSetting.objects.filter(scheme__in=[scheme.pk for scheme in schemes])}
    return {scheme.pk: own.get(scheme.pk) or DuesSetting(scheme=scheme) for scheme in schemes}


@transaction.atomic
def arrange(scheme: Scheme, *, by: User, **fields: Any) -> None:
    """The section changes them; whoever was reminded already is not reminded again for the same day."""
    scheme.lock()
    setting = settings_of([scheme])[scheme.pk]
    changed = overwrite(setting, fields)
    setting.save()
    if changed:
        record(scheme, "scheme.arrange", by=by, changes=changed)
