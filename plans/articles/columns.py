"""What an edition says, by the kind of its article: which columns it has, and which of them must be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from organizations.models import Area
from plans.articles.article import Article, ArticleTheme, Kind
from plans.budget import Project
from plans.rows import YEN_LIMIT
from records.cases import Case
from records.fiscal import FiscalYearField

COLUMNS: Mapping[str, Sequence[str]] = {
    Kind.CHAPTER: ("title", "order", "text"),
    Kind.QUESTION: ("title", "theme", "order", "text"),
    Kind.CASE: ("title", "theme", "area", "year", "project", "purpose", "text", "cost", "learned", "contact"),
    Kind.NEWS: ("title", "text", "shown_from", "shown_until", "is_pinned"),
}
NEEDED: Mapping[str, Sequence[str]] = {  # before it is laid before the checker
    Kind.CHAPTER: ("text",),
    Kind.QUESTION: ("theme", "text"),
    Kind.CASE: ("theme", "year", "purpose", "text", "learned", "contact"),
    Kind.NEWS: ("text", "shown_from"),
}
LABELS: Mapping[str, Mapping[str, str]] = {  # where a kind has its own word for a column
    Kind.QUESTION: {"title": "質問", "text": "答え"},
    Kind.CASE: {"text": "したこと"},
}


class Status(models.TextChoices):
    DRAFT = "draft", "下書き"
    ASKED = "asked", "確認待ち"
    RETURNED = "returned", "差し戻し"
    PUBLISHED = "published", "公開中"
    SUPERSEDED = "superseded", "前の版"
    WITHDRAWN = "withdrawn", "取り下げ"
    DROPPED = "dropped", "とりやめ"


OPEN = (Status.DRAFT, Status.ASKED, Status.RETURNED)
PAST = (Status.SUPERSEDED, Status.WITHDRAWN, Status.DROPPED)


class EditionColumns(Case):
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions", verbose_name="記事")
    version = models.PositiveSmallIntegerField("版", default=1, editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    title = models.CharField("題名", max_length=100)
    theme = models.ForeignKey(
        ArticleTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="editions", verbose_name="テーマ"
    )
    order = models.PositiveSmallIntegerField("並び順", default=0, help_text="小さい番号から順に並びます。")
    text = models.TextField("本文", max_length=20_000, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    year: Any = FiscalYearField(  # type: ignore[misc]  # its columns elsewhere are never empty
        "取り組んだ年度", null=True, blank=True
    )
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="told_in", verbose_name="計画の事業"
    )
    purpose = models.TextField("目的", max_length=2000, blank=True)
    cost = models.BigIntegerField("かかったお金(円)", null=True, blank=True)
    learned = models.TextField("わかったこと", max_length=4000, blank=True)
    contact = models.CharField("問い合わせ先", max_length=200, blank=True)
    shown_from = models.DateField("のせる日", null=True, blank=True)
    shown_until = models.DateField("のせる最後の日", null=True, blank=True)
    is_pinned = models.BooleanField("いちばん上に出す", default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="書いた人"
    )
    written_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)
    asked_at = models.DateTimeField("確認を頼んだ日時", null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="確かめた人",
    )
    published_at = models.DateTimeField("公開した日時", null=True, editable=False)
    ended_at = models.DateTimeField("公開を終えた日時", null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["article", "version"], name="one_edition_per_article_and_version"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(status__in=OPEN),
                name="one_open_edition_per_article",
                violation_error_message="この記事には、書きかけの版があります。その続きを書いてください。",
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(status="published"), name="one_published_edition_per_article"
            ),
            models.CheckConstraint(
                name="nobody_publishes_an_article_that_they_wrote",
                condition=Q(checked_by=None) | ~Q(checked_by=F("written_by")),
                violation_error_message="記事は、書いた人とは別の人が確かめて公開します。",
            ),
            models.CheckConstraint(
                name="a_published_edition_names_its_checker_and_time",
                condition=~Q(status__in=["published", "superseded", "withdrawn"])
                | Q(checked_by__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_edition_is_past_exactly_with_its_end",
                condition=Q(status__in=PAST, ended_at__isnull=False) | ~Q(status__in=PAST) & Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="the_cost_of_a_told_case_is_not_negative",
                condition=Q(cost=None) | Q(cost__range=(0, YEN_LIMIT)),
                violation_error_message="かかったお金は、0円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="news_are_shown_until_a_day_after_the_first",
                condition=Q(shown_from=None) | Q(shown_until=None) | Q(shown_until__gte=F("shown_from")),
                violation_error_message="のせる最後の日を、のせる日より後にしてください。",
            ),
        ]
