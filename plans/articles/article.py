"""What an article is, whichever edition is read: of which kind, and about which organization."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from organizations.models import Organization


class Kind(models.TextChoices):
    CHAPTER = "chapter", "手引き"
    QUESTION = "question", "よくある質問"
    CASE = "case", "取組事例"
    NEWS = "news", "お知らせ"


class ArticleTheme(models.Model):
    """テーマ: the city's own lists, one for questions and one for cases."""

    kind = models.CharField(
        "使うところ", max_length=10, choices=[(Kind.QUESTION.value, "よくある質問"), (Kind.CASE.value, "取組事例")]
    )
    name = models.CharField("テーマ", max_length=30)
    order = models.PositiveSmallIntegerField("並び順", default=0)
    in_use = models.BooleanField("使う", default=True, help_text="外すと、新しい記事では選べなくなります。")

    class Meta:
        verbose_name = "テーマ"
        verbose_name_plural = "記事のテーマ"
        ordering = ["kind", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="one_article_theme_per_name",
                violation_error_message="同じ名前のテーマが、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


USUAL = {
    Kind.QUESTION: ("はじめての方へ", "設立と認可", "計画", "交付金", "会計と領収書", "役員と総会", "安全と保険"),
    Kind.CASE: ("福祉と見守り", "移動と買物", "防災", "子どもと学び", "農地と環境", "交流と文化", "空き家と移住"),
}


def write_usual_themes(**_signal: object) -> None:
    """After the tables were made, once; from then on the lists are the city's."""
    if not ArticleTheme.objects.exists():
        ArticleTheme.objects.bulk_create(
            ArticleTheme(kind=kind, name=name, order=order)
            for kind, names in USUAL.items()
            for order, name in enumerate(names, start=1)
        )


class Article(models.Model):
    """The address under which people find it; what it says stands in its editions."""

    kind = models.CharField("種類", max_length=10, choices=Kind.choices, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="articles", verbose_name="団体"
    )
    is_from_body = models.BooleanField("団体が書く", default=False, editable=False)
    made_at = models.DateTimeField("作った日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Article]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "記事"
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_a_case_is_about_an_organization", condition=Q(organization=None) | Q(kind="case")
            ),
            models.CheckConstraint(
                name="what_a_body_writes_is_about_itself",
                condition=Q(is_from_body=False) | Q(organization__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.pk}"
