"""制度: what a programme grants in one fiscal year, by which rule, to whom. Data of the city, edited as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.db.models.lookups import Exact
from django.urls import reverse

from accounts.models import User
from grants.appropriations.guard import an_appropriation_is_the_sum_of_its_entries
from grants.budget import Budget, an_appropriation_covers_what_was_told
from grants.formula.rounding import DOWN, MODES
from grants.formula.rule import Rule
from grants.formulas import EMPTY, as_kept, read, rule_of, sentences, told_formula
from grants.freeze import frozen_once_used
from grants.rulebooks.adopting import Adopting
from grants.rulebooks.terms import Terms
from grants.scheme_afterwards import UNITS, Afterwards
from organizations.models import Organization
from records.cases import NotNow, spoken
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.telling import Told, changes, made, told_rows
from records.templatetags.japanese import yen
from records.workdays import Workdays, workdays

ROUNDINGS = {mode: name for mode, name in MODES.items() if mode != "exact"}
ROWS = ("subsidies", "figures", "conditions", "criteria", "questions")

UNDER_WAY = Q(grants__status__in=["submitted", "returned", "proposed"])
SUMS = {
    "decided": Sum("grants__amount_current"),
    "asked": Sum("grants__amount_applied", filter=UNDER_WAY),
    "confirmed": Sum("grants__amount_confirmed"),
}


def budget_from(scheme: Scheme, sums: Mapping[str, Any]) -> Budget:
    return Budget(scheme.appropriation, sums["decided"] or 0, sums["asked"] or 0, sums["confirmed"] or 0)


def empty_formula() -> dict[str, Any]:
    return {name: type(part)() for name, part in EMPTY.items()}


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: User, *, on: date) -> SchemeQuerySet:
        """The city sees every scheme; communities those that are adopted."""
        return self if user.is_city(on=on) else self.adopted()

    def adopted(self) -> SchemeQuerySet:
        return self.filter(status=Scheme.Status.ADOPTED)

    def taking(self, *, on: date) -> SchemeQuerySet:
        """Adopted, and applications are taken on a day; late ones, where the scheme says so, until the year is over.

        A deadline on which the hall is closed lasts until the next day on which it is open.
        """
        late = Q(takes_late=True, fiscal_year__gte=FiscalYear.of(on))
        return self.adopted().filter(Q(deadline__gt=workdays().workday_before(on)) | late, opens_on__lte=on)

    def open_to(self, organization: Organization) -> SchemeQuerySet:
        return self.filter(eligible__contains=[organization.status])

    def with_budgets(self) -> list[tuple[Scheme, Budget]]:
        """Each scheme with its money, in one more query."""
        schemes = list(self)
        sums = Scheme._base_manager.filter(pk__in=[scheme.pk for scheme in schemes]).values("pk").annotate(**SUMS)
        found = {row["pk"]: row for row in sums}
        return [(scheme, budget_from(scheme, found[scheme.pk])) for scheme in schemes]


class Scheme(Adopting, Terms, Afterwards):
    """Drafted, adopted by the posts; once an application refers to it, the database itself keeps it as it is."""

    class Status(models.TextChoices):
        DRAFT = "draft", "準備中"
        PROPOSED = "proposed", "決裁待ち"
        ADOPTED = "adopted", "決定"

    MOVES: ClassVar[Any] = {
        "revise": ({Status.DRAFT}, Status.DRAFT),
        "propose": ({Status.DRAFT}, Status.PROPOSED),
        "give_back": ({Status.PROPOSED}, Status.DRAFT),
        "adopt": ({Status.PROPOSED}, Status.ADOPTED),
        "reopen": ({Status.ADOPTED}, Status.DRAFT),
    }
    NOT_NOW: ClassVar[Any] = {
        "revise": "この制度は、決裁の途中か、決定しています。差し戻してもらうか「準備中に戻す」を押してください。",
        "propose": "この制度は、もう決裁に回っているか、決定しています。画面を開き直してください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "制度をつくった",
        "revise": "制度を直した",
        "propose": "制度の決定を起案した",
        "give_back": "準備に戻った",
        "adopt": "制度を決定した",
        "reopen": "準備中に戻した",
        "appropriate": "予算額を変えた",
        "calculate_allotments": "内示の額を計算した",
        "arrange": "期限とお知らせの決まりを変えた",
        "supplement": "補正予算を記録した",
        "draw_inspections": "検査の対象を抽出した",
    }

    programme = models.CharField(
        "制度のコード",
        max_length=40,
        validators=[
            RegexValidator(r"^[a-z][a-z0-9_]*\Z", "英小文字で始めて、英小文字・数字・_ だけで入れてください。")
        ],
        help_text="年度が変わっても同じにします。例 lump_sum",
    )
    name = models.CharField("制度の名前", max_length=100, help_text="通知書にこのまま載ります。")
    fiscal_year = FiscalYearField("年度")
    rule_name = models.CharField("規則の名前", max_length=100, help_text="例 見本市補助金等交付規則")
    guideline_name = models.CharField("要綱の名前", max_length=100, help_text="例 見本市一括交付金交付要綱")
    article = models.CharField("根拠の条", max_length=40, help_text="例 第6条")
    purpose = models.TextField("何のための交付金か", max_length=500, help_text="団体の画面に載ります。")
    eligible: Any = ArrayField(
        models.CharField(max_length=12, choices=Organization.STAGES), verbose_name="申請できる団体の段階"
    )
    base_date = models.DateField("算定の基準日")
    opens_on = models.DateField("受付のはじまり")
    deadline = models.DateField("申請の期限")
    takes_late = models.BooleanField("期限の後も受け付ける", default=False)
    decides_within = models.PositiveSmallIntegerField("決定までの日数の目安", default=30)
    completion_by = models.DateField("事業の完了期限")
    report_due = models.DateField("実績報告の期限")
    papers: Any = ArrayField(models.CharField(max_length=60), verbose_name="付けてもらう書類", default=list, blank=True)
    light_percent = models.PositiveSmallIntegerField(
        "届出だけで足りる変更(%)",
        null=True,
        blank=True,
        help_text="交付金の額も事業の内容も同じで、どの事業費の増減もこの割合までなら、届出だけで足ります。空けておくと、どの変更も承認が要ります。",
    )
    gives_up_within = models.PositiveSmallIntegerField(
        "決定のあと取り下げられる日数", default=14, help_text="交付決定通知書の日付の次の日から数えます。"
    )
    payment_method = models.CharField(
        "交付の時期と方法", max_length=200, help_text="例 概算払により、6月に全額を交付する。"
    )
    appropriation = models.BigIntegerField("予算額(円)")  # the sum of the budget's lines, once it is decided
    appropriated_on = models.DateField("当初予算の議決の日", null=True, blank=True)
    rounding_unit = models.PositiveIntegerField("端数の単位", default=1000, validators=UNITS)
    rounding_mode = models.CharField("端数の処理", max_length=5, choices=list(ROUNDINGS.items()), default=DOWN)
    cap = models.BigIntegerField("1団体の上限額(円)", null=True, blank=True)
    formula = models.JSONField("算定の式", default=empty_formula, editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)

    objects: ClassVar[models.Manager[Scheme]] = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交付金の制度"
        ordering = ["-fiscal_year", "programme"]
        constraints = [
            *Afterwards.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "fiscal_year"],
                name="one_scheme_per_programme_and_fiscal_year",
                violation_error_message="この年度の、同じコードの制度がもうあります。",
            ),
            models.CheckConstraint(name="an_appropriation_is_not_negative", condition=Q(appropriation__gte=0)),
            models.CheckConstraint(
                name="a_scheme_opens_before_its_deadline",
                condition=Q(opens_on__lte=F("deadline")),
                violation_error_message="申請の期限を、受付のはじまりより後の日にしてください。",
            ),
            models.CheckConstraint(
                name="a_light_change_is_at_most_the_whole_cost",
                condition=Q(light_percent=None) | Q(light_percent__lte=100),
                violation_error_message="届出だけで足りる変更は、100%までにしてください。",
            ),
            models.CheckConstraint(
                name="a_cap_is_a_multiple_of_the_rounding_unit",
                condition=Q(cap=None) | Q(cap__gt=0) & Q(Exact(F("cap") % F("rounding_unit"), 0)),
                violation_error_message="上限額を、端数の切捨ての単位で割り切れる額にしてください。",
            ),
        ]
        triggers = [
            *frozen_once_used("id", but={"appropriation"}),
            an_appropriation_covers_what_was_told(),
            an_appropriation_is_the_sum_of_its_entries(),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("grants:scheme", args=[self.pk])

    def is_taking(self, *, on: date, calendar: Workdays | None = None) -> bool:
        """``calendar``: the city's, where somebody asks of many schemes."""
        last = (calendar or workdays()).next_workday(self.deadline)
        if self.takes_late:
            last = max(last, self.fiscal_year.end)
        return self.status == self.Status.ADOPTED and self.opens_on <= on <= last

    def is_used(self) -> bool:
        return self.grants.exists()

    @classmethod
    @transaction.atomic
    def begin(cls, *, by: User, like: Scheme | None = None, **fields: Any) -> Scheme:
        """A new scheme; its rows are those of an earlier one, if there is one like it."""
        with spoken(cls):
            scheme = cls.objects.create(**{**(like.handed_on() if like else {}), **fields})
        if like is not None:
            for kind in ROWS:
                for row in getattr(like, kind).all():
                    row.pk, row.scheme, row._state.adding = None, scheme, True
                    row.save()
        rows = [change for kind in ROWS for change in changes({}, scheme.told(kind))]
        formula = changes({}, told_formula(read(scheme, scheme.formula)[0], scheme.formula)) if like else []
        every = [*made(scheme, but={"formula"}), *formula, *rows]
        record(scheme, "scheme.begin", by=by, changes=every, like=like)
        return scheme

    def handed_on(self) -> dict[str, Any]:
        """What the next year's scheme says too, unless it is told otherwise."""
        return {"formula": self.formula, **{name: getattr(self, name) for name in self.TERMS}}

    @transaction.atomic
    def revise(self, *, by: User, **fields: Any) -> None:
        """Changes what the scheme says of itself."""
        self.take("revise", by=by, to=fields)
        with spoken(Scheme):
            self.save()

    @transaction.atomic
    def rewrite(self, kind: str, rows: Iterable[Mapping[str, Any]], *, by: User) -> None:
        """Puts these rows of one of ROWS in the place of the old ones, in this order."""
        self.lock()
        self.check_move("revise")
        standing, before, rows = getattr(self, kind), self.told(kind), list(rows)
        standing.model.refuse(rows)
        standing.all().delete()
        with spoken(standing.model):
            standing.bulk_create(
                standing.model(scheme=self, position=position, **row) for position, row in enumerate(rows, start=1)
            )
        self.take("revise", by=by, changes=changes(before, self.told(kind)))
        self.save()

    def told(self, kind: str) -> Told:
        """The rows of one of ROWS, as the history tells them."""
        return told_rows(getattr(self, kind).all(), but={"scheme", "position"})

    @transaction.atomic
    def formulate(self, document: Mapping[str, Any], *, by: User) -> None:
        """Puts another formula in the place of the old one; what is wrong with it is told sentence by sentence."""
        self.lock()
        rule, faults = read(self, {**EMPTY, **document})
        if wrong := [fault for fault in faults if document.get("components") or fault.path != ("components",)]:
            raise NotNow(sentences(wrong))
        before = told_formula(read(self, self.formula)[0], self.formula)
        self.take("revise", by=by, changes=changes(before, told_formula(rule, document)))
        self.formula = as_kept(rule, document)
        self.save()

    def rule(self) -> Rule:
        """How the scheme calculates, as a value; Impossible while there is none."""
        return rule_of(self)

    def budget(self) -> Budget:
        return budget_from(self, Scheme._base_manager.filter(pk=self.pk).aggregate(**SUMS))

    def check_budget(self, amount: int) -> None:
        """NotNow with what remains, unless the amount fits. Who decides asks with the scheme locked."""
        if amount > (remaining := self.budget().remaining):
            raise NotNow(
                f"予算が足りません。{self}の予算の残りは{yen(remaining)}です。"
                "交付額を減らして起案し直すか、予算額を増やしてください。"
            )
