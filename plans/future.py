"""地域の将来計画 (form 3.6; life cycle 2.2)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from organizations.models import Organization
from records.cases import Case


class FuturePlan(Case):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        ADOPTED = "adopted", "総会で決定"

    MOVES: ClassVar[Any] = {"adopt": ({Status.DRAFT}, Status.ADOPTED)}

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="future_plans")
    version = models.PositiveSmallIntegerField("版", default=1)
    title = models.CharField("計画の名前", max_length=100)
    status = models.CharField("状態", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)

    def __str__(self) -> str:
        return f"{self.title}(第{self.version}版)"
