"""控え: the papers as they were sent. Rows never change; when the case's period is over, their content goes."""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from accounts.models import User
from records.events import AppendOnly
from records.papers.form import FormPaper


class KeptPapersQuerySet(models.QuerySet["KeptPapers"]):
    def about(self, case: models.Model) -> KeptPapersQuerySet:
        """Newest first."""
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)


class KeptPapers(models.Model):
    """One set as it was sent, the first time or after a correction."""

    case_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="案件の種類"
    )
    case_id = models.PositiveBigIntegerField(editable=False, verbose_name="案件の番号")
    case = GenericForeignKey("case_type", "case_id")
    code = models.CharField("何の書類か", max_length=40, editable=False)
    content = models.JSONField("中身", editable=False)
    sha256 = models.CharField(max_length=64, editable=False, verbose_name="照合の値(SHA-256)")
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="出した人"
    )
    kept_at = models.DateTimeField("出した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[KeptPapers]] = KeptPapersQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "出した書類の控え"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["case_type", "case_id", "code"], name="kept_papers_of_case")]
        triggers = [
            AppendOnly(
                name="kept_papers_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.content <> '[]'::jsonb OR NEW.sha256 <> OLD.sha256"),
            ),
            AppendOnly(name="kept_papers_are_not_removed", operation=pgtrigger.Delete),
            AppendOnly(name="kept_papers_are_not_emptied", operation=pgtrigger.Truncate, level=pgtrigger.Statement),
        ]

    def __str__(self) -> str:
        return f"{self.code}({self.kept_at:%Y-%m-%d})"

    @property
    def papers(self) -> list[FormPaper]:
        return [FormPaper.from_json(each) for each in self.content]

    @property
    def is_erased(self) -> bool:
        return not self.content

    @property
    def is_genuine(self) -> bool:
        return digest(self.content) == self.sha256


def digest(content: list[Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def keep(case: models.Model, code: str, *, by: User) -> KeptPapers:
    """Keeps the papers of a set as they are sent now, in the transaction of the verb that sends them."""
    from records.papers.sets import SETS  # which knows the forms' settings

    papers = SETS[case._meta.label_lower][code].papers(case)
    content = json.loads(json.dumps([paper.as_json() for paper in papers], ensure_ascii=False))
    return KeptPapers.objects.create(
        case_type=ContentType.objects.get_for_model(case),
        case_id=case.pk,
        code=code,
        content=content,
        sha256=digest(content),
        kept_by=by,
    )
