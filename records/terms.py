"""Rows that hold from one day to another (both included; without an end: until further notice)."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[M_co]):
    def held(self, *, on: date) -> Self:
        """Those in force on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Dated(models.Model):
    starts_on = models.DateField("はじまり")
    ends_on = models.DateField("おわり", null=True, blank=True)

    class Meta:
        abstract = True

    def holds(self, *, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


def term() -> Func:
    """The row's term as a range, for exclusion constraints."""
    return Func(F("starts_on"), F("ends_on"), Value("[]"), function="DATERANGE", output_field=DateRangeField())


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
    )
