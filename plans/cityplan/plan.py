"""協働推進計画: drafted, checked by a second person, adopted by the posts, published; revised in versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from plans.cityplan.document import PlanDocument
from plans.cityplan.filling import copy_rows, fill_rows, told_plan
from records.approvals import Proposal, Stop
from records.cases import Case, NotNow, spoken
from records.era import era_of, western
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.letters import LetterModel
from records.telling import changes, made, overwrite
from staff.models import Committee


class CityPlanQuerySet(models.QuerySet["CityPlan"]):
    def visible_to(self, user: User, *, on: date) -> CityPlanQuerySet:
        """The city sees all; the citizens' committee what was checked, for it makes the plan too; others read what was
        published."""
        if user.is_city(on=on):
            return self
        if sits_for_citizens(user, on=on):
            return self.exclude(status="draft")
        return self.published()

    def published(self) -> CityPlanQuerySet:
        """Also those that a newer version followed: what they promised is reported on."""
        return self.filter(published_on__isnull=False)

    def in_force(self) -> CityPlanQuerySet:
        return self.filter(status__in=["adopted", "published"])


def sits_for_citizens(user: User, *, on: date) -> bool:
    return any(seat.committee.kind == Committee.Kind.CITIZENS for seat in user.seats_on(on))


class CityPlan(Case):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        CHECKED = "checked", "点検済み"
        PROPOSED = "proposed", "決裁待ち"
        ADOPTED = "adopted", "決定"
        PUBLISHED = "published", "公表"
        SUPERSEDED = "superseded", "前の版"

    approval_kind: ClassVar = "plans.cityplan"
    MOVES: ClassVar[Any] = {
        "write": ({Status.DRAFT}, Status.DRAFT),
        "confirm": ({Status.DRAFT}, Status.CHECKED),
        "reopen": ({Status.CHECKED, Status.PROPOSED}, Status.DRAFT),
        "propose": ({Status.CHECKED}, Status.PROPOSED),
        "adopt": ({Status.PROPOSED}, Status.ADOPTED),
        "publish": ({Status.ADOPTED}, Status.PUBLISHED),
        "supersede": ({Status.ADOPTED, Status.PUBLISHED}, Status.SUPERSEDED),
    }
    AFTERWARDS: ClassVar[Any] = {"supersede"}
    NOT_NOW: ClassVar[Any] = {
        "write": "今は書きかえられません。点検の後なら下書きにもどし、決まった計画なら見直しを始めてください。",
        "propose": "先に、下書きを作った人とは別の人が点検してください。",
        "publish": "公表できるのは、決裁が終わった計画です。",
    }
    SAID: ClassVar[Any] = {
        "begin": "推進計画を書きはじめた",
        "write": "推進計画を書いた",
        "fill": "推進計画を表から読み込んだ",
        "confirm": "推進計画を点検した",
        "reopen": "下書きにもどした",
        "propose": "決裁に回した",
        "adopt": "推進計画を決めた",
        "publish": "推進計画を公表した",
        "supersede": "新しい版に代わった",
        "revise": "見直しを始めた",
    }
    TEXTS: ClassVar[Sequence[str]] = ("title", "from_year", "to_year", "vision", "source")

    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    version = models.PositiveSmallIntegerField("版", default=1, editable=False)
    title = models.CharField("計画の名前", max_length=100, help_text="例 見本市協働推進計画")
    from_year = FiscalYearField("はじまりの年度")
    to_year = FiscalYearField("おわりの年度")
    vision = models.TextField("目指す姿", max_length=2000, blank=True)
    source = models.TextField(
        "注記", max_length=1000, blank=True, help_text="もとの資料や、読み方について。表の下に出ます。"
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="下書きを作った人"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="点検した人"
    )
    adopted_on = models.DateField("決めた日", null=True, editable=False)
    published_on = models.DateField("公表した日", null=True, editable=False)

    objects: ClassVar[models.Manager[CityPlan]] = CityPlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "協働推進計画"
        ordering = ["-from_year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["from_year", "version"], name="one_city_plan_per_term_and_version"),
            models.UniqueConstraint(
                fields=["from_year"],
                condition=Q(status__in=["draft", "checked", "proposed"]),
                name="one_city_plan_of_a_term_is_being_written",
                violation_error_message="同じ年度からはじまる計画の下書きが、もうあります。その続きを書いてください。",
            ),
            models.UniqueConstraint(
                fields=["from_year"],
                condition=Q(status__in=["adopted", "published"]),
                name="one_city_plan_of_a_term_is_in_force",
                violation_error_message="同じ年度からはじまる計画が、もう決まっています。見直しから始めてください。",
            ),
            models.CheckConstraint(
                name="a_city_plan_ends_after_it_starts",
                condition=Q(to_year__gte=F("from_year")) & Q(to_year__lte=F("from_year") + 14),
                violation_error_message="おわりの年度は、はじまりの年度から15年のうちにしてください。",
            ),
            models.CheckConstraint(
                name="nobody_checks_the_city_plan_that_they_drafted",
                condition=Q(checked_by=None) | ~Q(checked_by=F("begun_by")),
                violation_error_message="下書きを作った人は点検できません。ほかの人に頼んでください。",
            ),
            models.CheckConstraint(
                name="a_city_plan_is_adopted_exactly_with_its_day",
                condition=Q(status__in=["draft", "checked", "proposed"], adopted_on=None, published_on=None)
                | Q(status="adopted", adopted_on__isnull=False, published_on=None)
                | Q(status="published", adopted_on__isnull=False, published_on__isnull=False)
                | Q(status="superseded", adopted_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}(第{self.version}版)"

    def get_absolute_url(self) -> str:
        return reverse("plans:city_plan", args=[self.pk])

    @property
    def years(self) -> list[FiscalYear]:
        return [FiscalYear(number) for number in range(self.from_year.number, self.to_year.number + 1)]

    @property
    def heads(self) -> list[tuple[FiscalYear, str]]:
        """The years above the columns, in full and as a narrow column shows them: R7, or 2025."""
        if western():
            return [(year, str(year.number)) for year in self.years]
        eras = [(year, era_of(year.start)) for year in self.years]
        return [(year, f"{era.letter}{year.number - era.first_year + 1}") for year, era in eras]

    @property
    def period(self) -> str:
        return f"{self.from_year}〜{self.to_year}"

    @classmethod
    @transaction.atomic
    def begin(cls, *, by: User, **texts: Any) -> CityPlan:
        """A term's first version, still empty; its rows come from a workbook or a TOML file (``fill``)."""
        plan = cls(begun_by=by, **texts)
        with spoken(cls):
            plan.save()
        record(plan, "cityplan.begin", by=by, changes=made(plan, but={"begun_by", "checked_by"}))
        return plan

    @transaction.atomic
    def write(self, *, by: User, **texts: Any) -> None:
        """Title, years and words around the table. Years that a cell stands in already stay within the term."""
        self.take("write", by=by, to=texts)
        with spoken(CityPlan):
            self.save()

    @transaction.atomic
    def fill(self, document: PlanDocument, *, by: User, origin: str = "") -> None:
        """The whole plan from a document: all of it, or nothing where something in it cannot stand."""
        self.lock()
        self.check_move("write")
        before = told_plan(self)
        changed = overwrite(self, {name: getattr(document, name) for name in self.TEXTS})
        with spoken(CityPlan):
            self.save()
        fill_rows(self, document, on=timezone.localdate())
        record(self, "cityplan.fill", by=by, changes=[*changed, *changes(before, told_plan(self))], comment=origin)

    def gaps(self) -> list[str]:
        """What keeps the plan from being checked, each a sentence that says how to mend it."""
        found = [] if self.actions.exists() else ["取組を1つ以上入れてください。表から読み込めます。"]
        found += [f"{goal}に、方策を1つ以上入れてください。" for goal in self.goals.filter(measures=None)]
        found += [f"{measure}に、取組を1つ以上入れてください。" for measure in self.measures.filter(actions=None)]
        return found

    @transaction.atomic
    def confirm(self, *, by: User) -> None:
        """Second eyes: somebody else than the one who began the draft has read it through."""
        self.lock()
        if gaps := self.gaps():
            raise NotNow(gaps)
        self.take("confirm", by=by, to={"checked_by": by})
        with spoken(CityPlan):
            self.save()

    @transaction.atomic
    def reopen(self, *, by: User, comment: str = "") -> None:
        """Back to the draft; what is on its way through the posts comes back only by them."""
        self.lock()
        if self.status == self.Status.PROPOSED:
            raise NotNow("決裁の途中です。起案した人が取り下げるか、差し戻してもらってください。")
        self._reopen(by=by, comment=comment)

    def _reopen(self, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, to={"checked_by": None}, comment=comment)
        self.save()

    @transaction.atomic
    def propose(self, *, by: User, reason: str, rule_name: str, route: Sequence[Stop]) -> Proposal:
        """起案."""
        if not reason.strip():
            raise NotNow({"reason": "「伺い」を書いてください。決裁する人が読みます。"})
        self.take("propose", by=by)
        self.save()
        subject = f"{self}の決定について"[:200]
        return Proposal.draft([self], by=by, subject=subject, reason=reason, rule_name=rule_name, route=route)

    def tied(self, user: User, *, on: date) -> bool:
        """The plan is the city's own: nobody is tied to it."""
        return False

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to: every word of the table, so that a change after it is seen."""
        rows = {label: words for label, words in told_plan(self).values()}  # noqa: C416  # two at a time, for the types
        return {"計画": str(self), "期間": self.period, "目指す姿": self.vision, **rows}

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self._reopen(by=by, comment=comment)

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.adopt(by=by)

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return []

    @transaction.atomic
    def adopt(self, *, by: User) -> None:
        """The posts have decided; the version of the same term before it, if any, is superseded."""
        self.take("adopt", by=by, to={"adopted_on": timezone.localdate()})
        for before in CityPlan.objects.in_force().filter(from_year=self.from_year):
            before.supersede(by=by)
        with spoken(CityPlan):
            self.save()

    @transaction.atomic
    def publish(self, *, by: User, on: date) -> None:
        """From now on everybody reads it, without signing in."""
        self.take("publish", by=by, to={"published_on": on})
        self.save()

    @transaction.atomic
    def supersede(self, *, by: User) -> None:
        """Only the adoption of a newer version calls this."""
        self.take("supersede", by=by)
        self.save()

    @transaction.atomic
    def revise(self, *, by: User) -> CityPlan:
        """見直し: the next version as a draft with all rows; this one stays in force until that is adopted."""
        self.lock()
        if self.status not in (self.Status.ADOPTED, self.Status.PUBLISHED):
            raise NotNow("見直しは、決まっている計画から始めます。下書きがあるときは、その続きを書いてください。")
        texts = {name: getattr(self, name) for name in self.TEXTS}
        with spoken(CityPlan):
            plan = CityPlan.objects.create(version=self.version + 1, begun_by=by, **texts)
        copy_rows(self, plan)
        record(plan, "cityplan.revise", by=by, of=self)
        return plan
