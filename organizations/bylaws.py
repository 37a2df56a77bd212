"""規約: the bylaws of an organization, version by version, and where they say what they must say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models import Max

from accounts.models import User
from organizations.belonging import BelongingQuerySet
from organizations.changes import Matter
from records.cases import NotNow
from records.events import record
from records.telling import Told, changes, told

if TYPE_CHECKING:
    from organizations.bodies import Organization
    from records.attachments import Attachment


BY_RECOGNITION = (
    "認可された規約は、先に市の認可を受けて変えます。団体のページの「変更の認可を申請する」から出してください。"
)


class BylawsQuerySet(BelongingQuerySet["Bylaws"]):
    def under_review(self) -> BylawsQuerySet:
        """Those on which an application stands that has left the organization's hands."""
        return self.filter(recognitions__status__in=["submitted", "proposed", "recognised", "refused", "lapsed"])


class Bylaws(models.Model):
    """One text, as a general meeting resolved it; the next resolution is the next version."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="bylaws", verbose_name="団体"
    )
    version = models.PositiveSmallIntegerField("版")
    resolved_on = models.DateField("総会で決めた日")
    paper = models.ForeignKey(
        "records.Attachment", on_delete=models.PROTECT, related_name="+", verbose_name="規約の書類"
    )

    objects: ClassVar[models.Manager[Bylaws]] = BylawsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "規約"
        ordering = ["organization", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "version"], name="one_text_per_version_of_the_bylaws")
        ]

    def __str__(self) -> str:
        return f"第{self.version}版"

    @classmethod
    @transaction.atomic
    def adopt(
        cls,
        organization: Organization,
        *,
        by: User,
        resolved_on: date,
        paper: Attachment,
        clauses: Mapping[str, str] | None = None,
        is_recognised: bool = False,
    ) -> Bylaws:
        """A new version. The same paper twice (a double click, a stale page) is the same version.

        ``is_recognised``: the city has recognised the change (``Rechange``), where its rules ask for that.
        """
        organization.lock()
        if organization.must_ask_to_change(Matter.BYLAWS) and not is_recognised:
            raise NotNow(BY_RECOGNITION)
        if same := cls.objects.filter(organization=organization, paper=paper).first():
            return same
        last = organization.bylaws.aggregate(last=Max("version"))["last"] or 0
        bylaws = cls.objects.create(organization=organization, version=last + 1, resolved_on=resolved_on, paper=paper)
        bylaws.write(clauses or {})
        verb, new = "organization.adopt_bylaws", changes({}, bylaws.told())
        record(organization, verb, by=by, changes=new, comment=str(bylaws), resolved_on=resolved_on)
        return bylaws

    @transaction.atomic
    def point_out(self, *, by: User, clauses: Mapping[str, str]) -> None:
        """Says in which article each clause stands."""
        self.organization.lock()
        if self.is_under_review():
            raise NotNow("この版は、出した申請に付いています。変えるときは、新しい版を入れてください。")
        if clauses != self.articles():
            before = self.told()
            self.write(clauses)
            changed = changes(before, self.told())
            record(self.organization, "organization.point_out", by=by, changes=changed, comment=str(self))

    def is_under_review(self) -> bool:
        return Bylaws.objects.under_review().filter(pk=self.pk).exists()

    def articles(self) -> dict[str, str]:
        """Clause: the article that holds it."""
        return dict(self.clauses.values_list("kind", "article"))

    def told(self) -> Told:
        """The clauses with their articles, as the history tells them."""
        own = told(self, {"resolved_on", "paper"})
        return {**own, **{clause.kind: (clause.get_kind_display(), clause.article) for clause in self.clauses.all()}}

    def missing_clauses(self) -> list[str]:
        """Names of the clauses that bylaws must have and these do not name an article for."""
        present = self.articles()
        return [label for kind, label in BylawsClause.Kind.choices if kind not in present]

    def write(self, clauses: Mapping[str, str]) -> None:
        self.clauses.all().delete()
        BylawsClause.objects.bulk_create(
            BylawsClause(bylaws=self, kind=kind, article=clauses[kind])
            for kind in BylawsClause.Kind.values
            if clauses.get(kind)
        )


class BylawsClause(models.Model):
    """Where the bylaws say what they must say (domain: 高浜市まちづくり協議会条例施行規則)."""

    class Kind(models.TextChoices):
        NAME_OFFICE = "name_office", "名称と事務所"
        PURPOSE = "purpose", "目的と活動"
        MEETING = "meeting", "総会と議決の方法"
        OFFICERS = "officers", "役員の選び方と役割"
        ACCOUNTS = "accounts", "予算と決算の報告"
        AMENDMENT = "amendment", "規約の変更"
        AUDIT = "audit", "監査"
        DISSOLUTION = "dissolution", "解散"
        OTHER = "other", "そのほか運営に必要なこと"

    bylaws = models.ForeignKey(Bylaws, on_delete=models.CASCADE, related_name="clauses")
    kind = models.CharField("定めること", max_length=12, choices=Kind.choices)
    article = models.CharField("条", max_length=30, help_text="例 第3条")

    class Meta:
        verbose_name = verbose_name_plural = "規約の定め"
        ordering = ["bylaws", "pk"]
        constraints = [models.UniqueConstraint(fields=["bylaws", "kind"], name="one_article_per_clause_of_the_bylaws")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.article}"
