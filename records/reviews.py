"""審査表: criteria of a case, each found 適, 否 or 要補正 by an officer, with a comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from records.cases import NotNow


class Verdict(models.TextChoices):
    FIT = "fit", "適"
    UNFIT = "unfit", "否"
    MEND = "mend", "要補正"


class FindingQuerySet(models.QuerySet["Finding"]):
    def about(self, case: models.Model) -> FindingQuerySet:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)


class Finding(models.Model):
    """What one officer found about one criterion; the latest word stands, the events keep the earlier ones."""

    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case = GenericForeignKey("case_type", "case_id")
    criterion = models.CharField("基準の記号", max_length=60)
    label = models.CharField("基準", max_length=200)
    verdict = models.CharField("確認", max_length=10, choices=Verdict.choices)
    comment = models.TextField("所見", max_length=1000, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="審査した人"
    )
    reviewed_at = models.DateTimeField("審査した日時", default=timezone.now)

    objects: ClassVar[models.Manager[Finding]] = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "審査の結果"
        ordering = ["case_type", "case_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id", "criterion"], name="one_finding_per_criterion_of_a_case"
            ),
            models.CheckConstraint(
                name="a_finding_that_is_not_fit_says_why",
                condition=Q(verdict="fit") | ~Q(comment=""),
                violation_error_message="「否」と「要補正」には、理由を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_verdict_display()}"


@dataclass(frozen=True)
class Word:
    """What an officer found about one criterion."""

    criterion: str
    label: str
    verdict: str
    comment: str = ""


def judge(case: models.Model, words: Iterable[Word], *, by: User) -> list[Word]:
    """Writes the words that say something new and returns them, for the event of the caller's verb."""
    stands = {row.criterion: (row.verdict, row.comment) for row in Finding.objects.about(case)}
    new = [word for word in words if stands.get(word.criterion) != (word.verdict, word.comment)]
    for word in new:
        if word.verdict != Verdict.FIT and not word.comment.strip():
            raise NotNow(f"「{word.label}」が「適」でない理由を書いてください。")
        Finding.objects.update_or_create(
            case_type=ContentType.objects.get_for_model(case),
            case_id=case.pk,
            criterion=word.criterion,
            defaults={
                "label": word.label,
                "verdict": word.verdict,
                "comment": word.comment,
                "reviewer": by,
                "reviewed_at": timezone.now(),
            },
        )
    return new
