"""様式の番号: how the city's rules call each form, and whether it is signed; for all, or for one programme."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from records.events import record
from records.telling import made, overwrite


class FormSetting(models.Model):
    IS_THE_CITY_S_OWN: ClassVar = True
    SAID: ClassVar = {"set": "様式の番号を決めた"}

    class Sign(models.TextChoices):
        NONE = "", "求めない"
        SIGNATURE = "signature", "署名を求める"
        SEAL = "seal", "押印を求める"

    code = models.CharField("様式", max_length=60, editable=False)
    programme = models.CharField("制度のコード", max_length=40, blank=True, editable=False)  # empty: all
    number = models.CharField("様式の番号", max_length=60, blank=True, help_text="例 様式第1号(第4条関係)")
    sign = models.CharField("署名・押印", max_length=9, choices=Sign.choices, blank=True, default=Sign.NONE)

    class Meta:
        verbose_name = verbose_name_plural = "様式の番号"
        ordering = ["code", "programme"]
        constraints = [
            models.UniqueConstraint(fields=["code", "programme"], name="one_number_per_form_and_programme"),
            models.CheckConstraint(
                name="a_form_is_signed_in_a_known_way", condition=Q(sign__in=["", "signature", "seal"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    @classmethod
    def of(cls, programme: str) -> dict[str, FormSetting]:
        """By the form's code; a programme's own setting goes before the one for all."""
        rows = cls.objects.filter(programme__in={"", programme}).order_by("programme")
        return {row.code: row for row in rows}

    @classmethod
    @transaction.atomic
    def decide(cls, code: str, *, programme: str, number: str, sign: str, by: User) -> FormSetting:
        """From now on; what was sent keeps the number that it had."""
        row = cls.objects.select_for_update(no_key=True).filter(code=code, programme=programme).first()
        if row is None:
            row = cls.objects.create(code=code, programme=programme, number=number, sign=sign)
            record(row, "formsetting.set", by=by, changes=made(row), comment=code)
        elif changes := overwrite(row, {"number": number, "sign": sign}):
            row.save()
            record(row, "formsetting.set", by=by, changes=changes, comment=code)
        return row
