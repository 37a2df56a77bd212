"""Organizations, their territory, bylaws and officers."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from records.cases import Case
from records.terms import Dated, DatedQuerySet, ends_after_start, term


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, user: User, *, on: date) -> OrganizationQuerySet:
        """The only door: posts that reach all see all, liaisons their areas', community people their own."""
        if user.reaches_all(on=on):
            return self
        roles = Officer.objects.held(on=on).filter(organization=OuterRef("pk"), user=user)
        seen = Q(Exists(roles))
        if user.is_city(on=on):
            areas = list(user.liaisons.held(on=on).values_list("area_id", flat=True))
            seen |= Q(areas__in=areas) | Q(areas__parent__in=areas)
        return self.filter(pk__in=self.model._base_manager.filter(seen).values("pk"))

    def active(self) -> OrganizationQuerySet:
        return self.filter(status=Organization.Status.ACTIVE)


class Organization(Case):
    """地域運営組織, from the first talks on. Recognition by the city (``Recognition``) makes it active."""

    class Status(models.TextChoices):
        AWARENESS = "awareness", "機運づくり"
        PREPARING = "preparing", "準備会"
        PLANNING = "planning", "将来計画づくり"
        FOUNDED = "founded", "設立"
        ACTIVE = "active", "認可・活動中"

    class LegalForm(models.TextChoices):
        VOLUNTARY = "voluntary", "任意団体"
        AUTHORIZED_NEIGHBOURHOOD = "authorized_neighbourhood", "認可地縁団体"
        NPO = "npo", "NPO法人"
        OTHER = "other", "そのほか"

    MOVES: ClassVar[Any] = {
        "prepare": ({Status.AWARENESS}, Status.PREPARING),
        "plan": ({Status.PREPARING}, Status.PLANNING),
        "found": ({Status.PLANNING}, Status.FOUNDED),
        "recognise": ({Status.FOUNDED}, Status.ACTIVE),
    }

    name = models.CharField("団体の名前", max_length=100, unique=True)
    furigana = models.CharField("ふりがな", max_length=150)
    legal_form = models.CharField("法人格", max_length=30, choices=LegalForm.choices, default=LegalForm.VOLUNTARY)
    office_address = models.CharField("主たる事務所の所在地", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    areas = models.ManyToManyField("organizations.Area", related_name="organizations", verbose_name="活動の区域")
    predecessor = models.CharField("母体の団体", max_length=100, blank=True, help_text="例 ○○地域振興会")
    committee_on = models.DateField("準備会を置いた日", null=True, blank=True)
    founded_on = models.DateField("設立した日", null=True, blank=True)
    recognised_on = models.DateField("認可の効力が生じた日", null=True, blank=True)
    status = models.CharField("段階", max_length=12, choices=Status.choices, default=Status.AWARENESS, editable=False)

    objects: ClassVar[models.Manager[Organization]] = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "団体"
        ordering = ["furigana", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_organization_is_active_exactly_when_it_was_recognised",
                condition=Q(status="active", recognised_on__isnull=False) | ~Q(status="active") & Q(recognised_on=None),
            ),
            models.CheckConstraint(
                name="a_founded_organization_knows_its_day",
                condition=~Q(status__in=["founded", "active"]) | Q(founded_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def president(self, *, on: date) -> Officer | None:
        """会長: who represents the organization on a day."""
        return self.officers.held(on=on).filter(kind=Officer.Kind.PRESIDENT).first()

    def contacts(self, *, on: date) -> list[User]:
        """Who gets the organization's mail: every role with an account that may write."""
        roles = self.officers.held(on=on).exclude(user=None).exclude(kind=Officer.Kind.VIEWER)
        return list(User.objects.filter(pk__in=roles.values("user"), is_active=True))

    @transaction.atomic
    def prepare(self, *, by: User, on: date) -> None:
        """準備会を置く: the preparatory committee is registered (設立準備組織設置届)."""
        self.take("prepare", by=by, on=on)
        self.committee_on = on
        self.save()

    @transaction.atomic
    def plan(self, *, by: User) -> None:
        """The committee begins the area's future plan."""
        self.take("plan", by=by)
        self.save()

    @transaction.atomic
    def found(self, *, by: User, on: date) -> None:
        """設立総会: the general meeting founded the organization on a day."""
        self.take("found", by=by, on=on)
        self.founded_on = on
        self.save()

    @transaction.atomic
    def become_active(self, *, by: User, on: date) -> None:
        """The city has recognised it; only a Recognition calls this."""
        self.take("recognise", by=by, on=on)
        self.recognised_on = on
        self.save()


class Territory(Dated):
    """The area that a recognised organization stands for; no two stand for the same one at a time."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="territory")
    area = models.ForeignKey("organizations.Area", on_delete=models.PROTECT, related_name="territories")

    objects: ClassVar[models.Manager[Territory]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "認可された区域"
        ordering = ["organization", "area"]
        constraints = [
            ends_after_start("a_territory_ends_after_it_started"),
            ExclusionConstraint(
                name="recognised_organizations_do_not_overlap",
                expressions=[("area", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="区域が、すでに認可された団体と重なっています。区域を分けてから申請してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.area}"


class Officer(Dated):
    """A dated role in an organization (役員名簿). With an account it is also how a community user acts here."""

    class Kind(models.TextChoices):
        PRESIDENT = "president", "会長"
        VICE_PRESIDENT = "vice_president", "副会長"
        SECRETARY = "secretary", "事務局長"
        TREASURER = "treasurer", "会計"
        AUDITOR = "auditor", "監事"
        VIEWER = "viewer", "閲覧"

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="officers", verbose_name="団体"
    )
    kind = models.CharField("役職", max_length=16, choices=Kind.choices)
    name = models.CharField("氏名", max_length=100)
    furigana = models.CharField("ふりがな", max_length=100)
    address = models.CharField("住所", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name="アカウント",
    )

    objects: ClassVar[models.Manager[Officer]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "役員"
        ordering = ["organization", "pk"]
        constraints = [
            ends_after_start("an_officer_ends_after_starting"),
            ExclusionConstraint(
                name="one_president_at_a_time",
                expressions=[("organization", RangeOperators.EQUAL), (term(), "&&")],
                condition=Q(kind="president"),
                violation_error_message="その期間には、もう会長がいます。前の会長の任期のおわりを入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    @property
    def may_write(self) -> bool:
        return self.kind != self.Kind.VIEWER


class Bylaws(models.Model):
    """規約, versioned; changed by the general meeting. The paper itself is an attachment of this row."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="bylaws")
    version = models.PositiveSmallIntegerField("版")
    resolved_on = models.DateField("総会で決めた日")

    class Meta:
        verbose_name = verbose_name_plural = "規約"
        ordering = ["organization", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "version"], name="one_text_per_version_of_the_bylaws")
        ]

    def __str__(self) -> str:
        return f"{self.organization} 規約 第{self.version}版"

    def missing_clauses(self) -> list[str]:
        """Names of the clauses that bylaws must have and these do not name an article for."""
        present = set(self.clauses.values_list("kind", flat=True))
        return [label for kind, label in BylawsClause.Kind.choices if kind not in present]


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
