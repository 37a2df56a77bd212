"""補正: the city asks the organization to mend named fields of a case. A request is a row, bound to its field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypedDict

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from records.cases import NotNow

if TYPE_CHECKING:
    from collections.abc import Sequence


class Ask(TypedDict):
    """One thing to mend: the form's field (its name), what people call it, and what is asked."""

    field: str
    label: str
    comment: str


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def about(self, case: models.Model) -> CorrectionQuerySet:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)

    def open(self) -> CorrectionQuerySet:
        return self.filter(mended_at=None)


class Correction(models.Model):
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case = GenericForeignKey("case_type", "case_id")
    field = models.CharField("欄", max_length=60)
    label = models.CharField("直すところ", max_length=120)
    comment = models.TextField("お願い", max_length=1000)
    due_on = models.DateField("期限")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="お願いした人"
    )
    asked_at = models.DateTimeField("お願いした日時", default=timezone.now, editable=False)
    before = models.TextField("直す前", blank=True)
    after = models.TextField("直した後", blank=True)
    mended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="直した人"
    )
    mended_at = models.DateTimeField("直した日時", null=True)

    objects: ClassVar[models.Manager[Correction]] = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "補正のお願い"
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="correction_of_case")]
        constraints = [
            models.CheckConstraint(
                name="a_correction_is_mended_exactly_when_somebody_mended_it",
                condition=Q(mended_at=None, mended_by=None) | Q(mended_at__isnull=False, mended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label


def ask_for(
    case: models.Model, asks: Sequence[Ask], *, by: User, due_on: date, values: dict[str, str] | None = None
) -> None:
    """Writes the requests of one return; ``values`` are the fields' printed values now, for the later comparison."""
    if not asks:
        raise NotNow("直してほしいところを1つ以上えらび、何を直すか書いてください。")
    kind = ContentType.objects.get_for_model(case)
    Correction.objects.bulk_create(
        Correction(
            case_type=kind,
            case_id=case.pk,
            asked_by=by,
            due_on=due_on,
            before=(values or {}).get(ask["field"], ""),
            **ask,
        )
        for ask in asks
    )


def mend(case: models.Model, *, by: User, values: dict[str, str] | None = None) -> None:
    """The organization sends the case again: every open request is answered with the field's printed value now."""
    now = timezone.now()
    for correction in Correction.objects.about(case).open():
        correction.after = (values or {}).get(correction.field, "")
        correction.mended_by, correction.mended_at = by, now
        correction.save(update_fields=["after", "mended_by", "mended_at"])
