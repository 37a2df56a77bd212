"""The questions of a scheme, as rows of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from grants.freeze import frozen_once_used
from grants.questions.asking import KIND_NAMES, LONGEST, LONGEST_OPTION, TEXT, Question, faults
from grants.scheme_rows import SchemeRow
from grants.schemes import Scheme
from records.cases import NotNow

PURPOSE = 60  # letters of an attachment's purpose


class SchemeQuestion(SchemeRow):
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="questions", verbose_name="制度")
    text = models.CharField("質問", max_length=LONGEST)
    kind = models.CharField("答え方", max_length=6, choices=list(KIND_NAMES.items()), default=TEXT)
    required = models.BooleanField("必ず答える", default=False)
    options: Any = ArrayField(
        models.CharField(max_length=LONGEST_OPTION), verbose_name="選ぶ答え・表の列", default=list, blank=True
    )
    unit = models.CharField("単位", max_length=10, blank=True)
    help = models.CharField("説明", max_length=200, blank=True)
    after = models.PositiveSmallIntegerField("前の質問の番号", null=True, blank=True)
    answers: Any = ArrayField(
        models.CharField(max_length=LONGEST_OPTION), verbose_name="前の質問の答え", default=list, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "申請のときの質問"
        ordering = ["scheme_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "position"], name="one_question_per_position"),
            models.UniqueConstraint(
                fields=["scheme", "text"],
                name="a_question_is_asked_once",
                violation_error_message="同じ質問が2つあります。",
            ),
            models.CheckConstraint(
                name="a_question_depends_on_an_earlier_one",
                condition=Q(after=None, answers=[]) | Q(after__gte=1, after__lt=F("position")) & ~Q(answers=[]),
                violation_error_message="条件には、前にある質問の番号と答えを入れてください。",
            ),
        ]
        triggers = frozen_once_used("scheme_id")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def refuse(cls, rows: list[Mapping[str, Any]]) -> None:
        if wrong := [sentence for _number, _field, sentence in faults([Question(**row) for row in rows])]:
            raise NotNow(wrong)

    @property
    def plain(self) -> Question:
        """Without the scheme, as a rule book takes it along."""
        lists = {"options": tuple(self.options), "answers": tuple(self.answers)}
        return Question(self.text, self.kind, self.required, unit=self.unit, help=self.help, after=self.after, **lists)

    @property
    def code(self) -> str:
        """How a place of the application and a request to mend it name the answer."""
        return f"question-{self.position}"

    @property
    def purpose(self) -> str:
        """Under which a file that answers it is kept with the application."""
        return self.text[:PURPOSE]
