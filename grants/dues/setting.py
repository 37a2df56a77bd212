"""期限とお知らせの決まり, per scheme. They may change during the year: they decide nothing about an amount."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from accounts.models import User
from grants.schemes import Scheme
from records.events import record
from records.telling import overwrite


def usual_before() -> list[int]:
    return [14, 3, 0]


def usual_after() -> list[int]:
    return [1, 7]


class DuesSetting(models.Model):
    """A scheme without a row of its own has the usual ones."""

    FIELDS: ClassVar = ("before", "after", "request_within", "expects_everyone")

    scheme = models.OneToOneField(Scheme, on_delete=models.PROTECT, related_name="dues_setting", verbose_name="制度")
    before: Any = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="期限の何日前に知らせるか", default=usual_before, blank=True
    )
    after: Any = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="期限の何日後に知らせるか", default=usual_after, blank=True
    )
    request_within = models.PositiveSmallIntegerField("請求書を出してもらうまでの日数", default=30)
    expects_everyone = models.BooleanField("申請できる団体は、どの団体も申請するものとして知らせる", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "期限とお知らせの決まり"
        ordering = ["scheme"]

    def __str__(self) -> str:
        return f"{self.scheme}の期限とお知らせ"

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
