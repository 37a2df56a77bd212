"""専決規程: which way a case must go, as the city's rule of a fiscal year says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import F, Q, Subquery

from accounts.models import User
from records.approvals import Part
from records.cases import NotNow, spoken
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.templatetags.japanese import yen
from staff.offices import Department, Post
from staff.ways import SHARING, Stops, check_way, positions


class DecisionRuleQuerySet(models.QuerySet["DecisionRule"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The city's own business."""
        return self if user.is_city(on=on) else self.none()

    def in_force(self, year: FiscalYear) -> Self:
        """Those of the year, or of the newest year before it that has any: on 1 April nothing stands still."""
        written = DecisionRule.objects.filter(fiscal_year__lte=year).order_by("-fiscal_year")
        return self.filter(fiscal_year=Subquery(written.values("fiscal_year")[:1]))


class DecisionRule(models.Model):
    """専決規程の一行: which kind of case, of which department, up to which amount, goes which way."""

    class Kind(models.TextChoices):
        RECOGNITION = "organizations.recognition", "認可"
        RECHANGE = "organizations.rechange", "認可事項の変更"
        DERECOGNITION = "organizations.revocation", "認可の取消し"
        GUIDANCE = "organizations.guidance", "指導・勧告の文書"
        DISSOLUTION = "organizations.dissolution", "解散届の受理"
        FUTURE = "plans.future", "将来計画の受理"
        YEARLY = "plans.yearly", "年度計画の受理"
        CITY_PLAN = "plans.cityplan", "協働推進計画の決定"
        SCHEME = "grants.scheme", "交付金の制度の決定"
        ALLOTMENT = "grants.allotment", "内示"
        GRANT = "grants.grant", "交付決定"
        CHANGE = "grants.change", "変更"
        CONFIRMATION = "grants.confirmation", "額の確定"
        REVOCATION = "grants.revocation", "取消し"
        REFUND = "grants.refund", "返還命令"
        DUNNING = "grants.dunning", "返還の督促状"
        DISPOSAL = "grants.disposal", "財産の処分"
        LIAISON = "staff.liaison", "地域担当職員の任命"
        LETTER = "letters.correction", "通知書の訂正"

    SAID: ClassVar[Mapping[str, str]] = {
        "establish": "道すじを決めた",
        "revise": "道すじを直した",
        "abolish": "道すじを消した",
        "copy": "前の規程から写した",
    }

    fiscal_year = FiscalYearField("年度")
    name = models.CharField("決裁区分", max_length=60, help_text="例 部長専決(300万円未満)")
    case_kind = models.CharField("案件", max_length=40, choices=Kind.choices)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="部署",
        help_text="決めておくと、その部署と下の部署の起案に当たります。空けておくと、どの部署にも当たります。",
    )
    below = models.BigIntegerField(
        "金額の上限(円、未満)",
        null=True,
        blank=True,
        help_text="空けておくと、いくらでも、金額がない案件にも当たります。",
    )

    objects: ClassVar[models.Manager[DecisionRule]] = DecisionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "決裁の道すじ"
        verbose_name_plural = "決裁の道すじ(専決規程)"
        ordering = ["-fiscal_year", "case_kind", F("department").asc(nulls_first=True), F("below").asc(nulls_last=True)]
        constraints = [
            models.CheckConstraint(name="a_decision_limit_is_positive", condition=Q(below=None) | Q(below__gt=0)),
            models.UniqueConstraint(
                name="one_rule_per_year_kind_department_and_limit",
                fields=["fiscal_year", "case_kind", "department", "below"],
                nulls_distinct=False,
                violation_error_message="同じ年度、案件、部署、金額の上限の道すじが、もうあります。そちらを直してください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_amount(self) -> bool:
        return self.case_kind.startswith("grants.")

    @property
    def band(self) -> str:
        """「300万円未満」, 「いくらでも」; empty for a kind of case without an amount."""
        if self.below is None:
            return "いくらでも" if self.has_amount else ""
        return f"{self.below // 10_000:,}万円未満" if self.below % 10_000 == 0 else f"{yen(self.below)}未満"

    @classmethod
    @transaction.atomic
    def establish(cls, *, by: User, on: date, stops: Stops, fiscal_year: FiscalYear, **facts: Any) -> DecisionRule:
        """A new rule of a year whose 規程 has begun (by a copy of the one before, if there is one)."""
        written = cls.objects.filter(fiscal_year=fiscal_year).exists()
        if not written and cls.objects.filter(fiscal_year__lt=fiscal_year).exists():
            raise NotNow(f"{fiscal_year}の規程が、まだありません。先に、前の規程を写してください。")
        rule = cls(fiscal_year=fiscal_year, **facts)
        rule._write(stops, on=on)
        record(rule, "decisionrule.establish", by=by, after=rule.told())
        return rule

    @transaction.atomic
    def revise(self, *, by: User, on: date, stops: Stops, **facts: Any) -> None:
        """Proposals on their way keep the rule with which they started."""
        type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        before = self.told()
        for name, value in facts.items():
            setattr(self, name, value)
        self._write(stops, on=on)
        if (after := self.told()) != before:
            record(self, "decisionrule.revise", by=by, before=before, after=after)

    @transaction.atomic
    def abolish(self, *, by: User, on: date) -> None:
        self._check_year(on)
        record(self, "decisionrule.abolish", by=by, before=self.told())
        self.delete()

    @classmethod
    @transaction.atomic
    def copy_year(cls, to: FiscalYear, *, by: User, on: date) -> list[DecisionRule]:
        """The rules in force become the year's own, which may then be revised."""
        if cls.objects.filter(fiscal_year=to).exists():
            raise NotNow(f"{to}の規程は、もうあります。そのまま直してください。")
        sources = list(cls.objects.in_force(to).prefetch_related("stops__post"))
        if not sources:
            raise NotNow("写すもとの規程がありません。道すじを1つずつ入れてください。")
        made = []
        for source in sources:
            rule = cls(fiscal_year=to, **{name: getattr(source, name) for name in COLUMNS})
            rule._write([(stop.part, stop.post) for stop in source.stops.all()], on=on)
            record(rule, "decisionrule.copy", by=by, comment=str(source.fiscal_year))
            made.append(rule)
        return made

    def told(self) -> dict[str, str]:
        """The rule in the words in which the history tells what changed."""
        return {
            "決裁区分": self.name,
            "案件": self.get_case_kind_display(),
            "部署": self.department.full_name if self.department else "",
            "金額の上限": self.band,
            "道すじ": " → ".join(f"{stop.post}({stop.get_part_display()})" for stop in self.stops_in_order()),
        }

    def stops_in_order(self) -> models.QuerySet[RuleStop]:
        return self.stops.select_related("post").order_by("position", "pk")

    def _write(self, stops: Stops, *, on: date) -> None:
        self._check_year(on)
        if self.below is not None and not self.has_amount:
            raise NotNow({"below": f"{self.get_case_kind_display()}には金額がないので、上限は空けてください。"})
        check_way(stops)
        with spoken(type(self), RuleStop):
            self.save()
            self.stops.all().delete()
            RuleStop.objects.bulk_create(
                RuleStop(rule=self, position=position, post=post, part=part)
                for position, (part, post) in zip(positions(part for part, _ in stops), stops, strict=True)
            )

    def _check_year(self, on: date) -> None:
        if self.fiscal_year < FiscalYear.of(on):
            raise NotNow(
                f"{self.fiscal_year}は終わったので、その規程は直せません。今年度か次の年度のものを直してください。"
            )


COLUMNS = ("name", "case_kind", "department", "below")


class RuleStop(models.Model):
    """One post of a rule's way. Posts that are consulted side by side share a position."""

    rule = models.ForeignKey(DecisionRule, on_delete=models.CASCADE, related_name="stops", verbose_name="決裁の道すじ")
    position = models.PositiveSmallIntegerField("順番")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, verbose_name="職")
    part = models.CharField("役目", max_length=10, choices=Part.choices, default=Part.CIRCULATE)

    class Meta:
        verbose_name = verbose_name_plural = "道すじの職"
        ordering = ["rule", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="only_parts_that_act_side_by_side_share_a_position",
                fields=["rule", "position"],
                condition=~Q(part__in=SHARING),
                violation_error_message="同じ順番にできるのは、合議と供覧だけです。",
            ),
            ExclusionConstraint(
                name="the_posts_of_one_position_have_one_part",
                expressions=[
                    ("rule", RangeOperators.EQUAL),
                    ("position", RangeOperators.EQUAL),
                    ("part", RangeOperators.NOT_EQUAL),
                ],
                violation_error_message="同じ順番の職には、同じ役目を入れてください。",
            ),
            models.UniqueConstraint(
                name="a_way_has_one_decision",
                fields=["rule"],
                condition=Q(part=Part.DECIDE),
                violation_error_message="決裁する職は、1つの道すじに1つです。",
            ),
            models.UniqueConstraint(
                name="a_post_stands_once_on_a_way",
                fields=["rule", "post"],
                violation_error_message="同じ職は、1つの道すじに1度だけ入れられます。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.post}({self.get_part_display()})"
