"""How long the city keeps each kind of document (文書分類表): its own data, begun with the usual periods."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from records.periods import Period
from records.retention.kinds import HOLDINGS


class RetentionRule(models.Model):
    """保存年限 of one kind of document: the city's own, edited under 設定."""

    code = models.CharField("種類の記号", max_length=60, unique=True, editable=False)
    years = models.PositiveSmallIntegerField(
        "保存年限", choices=Period.choices, help_text="書類ができあがった年度の次の4月1日から数えます。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "保存年限"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="a_document_is_kept_for_a_period_of_the_city",
                condition=Q(years__in=Period.values),
                violation_error_message="保存年限は、1年・3年・5年・10年・永年から選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return HOLDINGS[self.code].name if self.code in HOLDINGS else self.code

    @classmethod
    def years_by_code(cls) -> dict[str, int]:
        """The period of every kind that the rooms hold."""
        usual: dict[str, int] = {code: holding.usual for code, holding in HOLDINGS.items()}
        return usual | dict(cls.objects.values_list("code", "years"))


def write_usual_periods(**_signal: object) -> None:
    """After the tables were made: a kind of document without a rule gets the usual one."""
    RetentionRule.objects.bulk_create(
        (RetentionRule(code=code, years=each.usual) for code, each in HOLDINGS.items() if each.has_rule),
        ignore_conflicts=True,
    )
