"""What a derecognition says: on which grounds, by which article, from when, and what the organization said to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from records.cases import Case
from records.era import era_date


class Grounded(Case):
    class Grounds(models.TextChoices):
        FALSE = "false", "偽りその他不正の手段により認可を受けたこと"
        UNFIT = "unfit", "認可の基準に適合しなくなったこと"
        BREACH = "breach", "認可に付した条件に違反したこと"
        LAW = "law", "法令、規則若しくは要綱又はこれらに基づく市長の処分に違反したこと"
        INACTIVE = "inactive", "正当な理由なく1年以上活動をしていないこと"
        REQUEST = "request", "団体から認可の取消しの申出があったこと"

    class Defence(models.TextChoices):
        HEARD = "heard", "弁明を聴いた"
        SILENT = "silent", "機会を設けたが、弁明はなかった"
        NONE = "none", "機会を設けなかった"

    grounds = models.CharField("取消しの理由", max_length=10, choices=Grounds.choices)
    reason = models.TextField("くわしい理由", max_length=2000)
    article = models.CharField("根拠の条項", max_length=100)
    effective_on = models.DateField("取消しの効力が生じる日")
    defence = models.CharField("弁明の機会", max_length=10, choices=Defence.choices)
    defence_on = models.DateField("弁明の日", null=True, blank=True)  # the day that was set, where nobody came
    defence_note = models.TextField("弁明の内容", max_length=2000)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="準備した人"
    )
    begun_at = models.DateTimeField("準備した日時", default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_derecognition_says_why_and_by_which_article",
                condition=~Q(reason="") & ~Q(article=""),
                violation_error_message="くわしい理由と根拠の条項を書いてください。通知書に載ります。",
            ),
            models.CheckConstraint(
                name="a_defence_has_its_day_where_one_was_offered",
                condition=Q(defence="none", defence_on=None) | ~Q(defence="none") & Q(defence_on__isnull=False),
                violation_error_message="弁明の機会を設けた日を入れてください。設けなかったときは、空けておきます。",
            ),
            models.CheckConstraint(
                name="a_derecognition_tells_of_the_defence",
                condition=~Q(defence_note=""),
                violation_error_message="弁明の内容を書いてください。機会を設けなかったときは、そのわけを書きます。",
            ),
            models.CheckConstraint(
                name="a_derecognition_is_decided_exactly_when_someone_decided_it",
                condition=Q(status="revoked", decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status="revoked") & Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="nobody_decides_the_derecognition_that_they_began",
                condition=Q(decided_by=None) | ~Q(decided_by=F("begun_by")),
                violation_error_message="準備した人は、その取消しを決定できません。",
            ),
        ]

    def defended(self) -> str:
        """弁明の機会, as one line says it."""
        return f"{self.get_defence_display()}({era_date(self.defence_on)})" if self.defence_on else "設けなかった"

    def said(self) -> dict[str, Any]:
        """What the posts read besides the letter."""
        return {"弁明の機会": self.defended(), "弁明の内容": self.defence_note}
