"""中間評価・期末評価: in the plan's middle and at its end the city judges every action and hears the committee."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from plans.cityplan.plan import CityPlan, sits_for_citizens
from plans.cityplan.progress.reports import ActionReport
from plans.cityplan.progress.rounds import lead_of
from plans.cityplan.rows import CityAction
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.telling import changes, made, overwrite, told
from staff.models import Department
from staff.offices import section_on

LOW, HIGH = 1, 5


class AppraisalQuerySet(models.QuerySet["PlanAppraisal"]):
    def visible_to(self, user: User, *, on: date) -> AppraisalQuerySet:
        """The city always; the citizens' committee once it is laid before it; others once it was published."""
        if user.is_city(on=on):
            return self
        if sits_for_citizens(user, on=on):
            return self.exclude(status="open")
        return self.published()

    def published(self) -> AppraisalQuerySet:
        return self.filter(status="published")


class PlanAppraisal(Case):
    class Kind(models.TextChoices):
        MIDDLE = "middle", "中間評価"
        END = "end", "期末評価"

    class Status(models.TextChoices):
        OPEN = "open", "評価中"
        HEARD = "heard", "委員会の意見を聞いています"
        PUBLISHED = "published", "公表"

    MOVES: ClassVar[Any] = {
        "write": ({Status.OPEN}, Status.OPEN),
        "lay_before": ({Status.OPEN}, Status.HEARD),
        "hear": ({Status.HEARD}, Status.HEARD),
        "reopen": ({Status.HEARD}, Status.OPEN),
        "publish": ({Status.HEARD}, Status.PUBLISHED),
    }
    NOT_NOW: ClassVar[Any] = {
        "write": "自己評価を書けるのは、委員会に出すまでです。直すときは、協働の担当に頼んでください。",
        "publish": "先に、推進委員会の意見を聞いてください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "評価を始めた",
        "write": "取組の自己評価を書いた",
        "lay_before": "推進委員会に出した",
        "hear": "推進委員会の意見を書いた",
        "reopen": "自己評価を開き直した",
        "publish": "評価を公表した",
    }

    plan = models.ForeignKey(CityPlan, on_delete=models.PROTECT, related_name="appraisals", verbose_name="計画")
    kind = models.CharField("種類", max_length=6, choices=Kind.choices, default=Kind.MIDDLE)
    fiscal_year = FiscalYearField("どの年度までを評価するか")
    due_on = models.DateField("自己評価の期限")
    status = models.CharField("状態", max_length=9, choices=Status.choices, default=Status.OPEN, editable=False)
    summary = models.TextField("総括", max_length=2000, blank=True)
    opinion = models.TextField("委員会の総合意見", max_length=2000, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="始めた人"
    )
    published_on = models.DateField("公表した日", null=True, editable=False)

    objects: ClassVar[models.Manager[PlanAppraisal]] = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "推進計画の評価"
        ordering = ["-fiscal_year", "plan", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"],
                name="a_city_plan_is_appraised_once_of_a_kind",
                violation_error_message="この計画のこの評価は、もう始まっています。",
            ),
            models.CheckConstraint(
                name="an_appraisal_is_published_exactly_with_its_day",
                condition=Q(status="published", published_on__isnull=False)
                | ~Q(status="published") & Q(published_on=None),
            ),
            models.CheckConstraint(
                name="a_published_appraisal_has_the_committees_opinion",
                condition=~Q(status="published") | ~Q(summary="") & ~Q(opinion=""),
                violation_error_message="総括と、委員会の総合意見を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.title} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("plans:appraisal", args=[self.pk])

    @classmethod
    @transaction.atomic
    def begin(cls, plan: CityPlan, year: FiscalYear, *, by: User, kind: str, due_on: date, on: date) -> PlanAppraisal:
        """A sheet for each action, from its lead department, beginning with what it reported until that year."""
        if plan.adopted_on is None:
            raise NotNow("評価できるのは、決まった計画です。")
        if year not in plan.years:
            raise NotNow({"year": f"計画の期間({plan.period})の年度を選んでください。"})
        if due_on < on:
            raise NotNow({"due_on": f"きょう({era_date(on)})か、それより後の日にしてください。"})
        found = cls(plan=plan, fiscal_year=year, kind=kind, due_on=due_on, begun_by=by)
        with spoken(cls):
            found.save()
        section, reported = section_on(on), done_until(plan, year)
        actions = plan.actions.prefetch_related("offices__department")
        ActionAppraisal.objects.bulk_create(
            ActionAppraisal(
                appraisal=found,
                action=action,
                department=lead_of(action, on=on) or section,
                done=reported.get(action.number, "")[:2000],
            )
            for action in actions
        )
        record(found, "planappraisal.begin", by=by, changes=made(found, but={"begun_by", "summary", "opinion"}))
        return found

    @transaction.atomic
    def write(self, sheet: ActionAppraisal, *, by: User, **facts: Any) -> None:
        """One action's sheet, in as many goes as it takes."""
        self.lock()
        self.check_move("write")
        before = told(sheet, ActionAppraisal.OWN)
        overwrite(sheet, {name: facts[name] for name in ActionAppraisal.OWN})
        with spoken(ActionAppraisal):
            sheet.save()
        found = changes(before, told(sheet, ActionAppraisal.OWN))
        record(self, "planappraisal.write", by=by, changes=found, comment=f"取組{sheet.action.number}")

    def gaps(self) -> list[str]:
        """What keeps it from the committee, each a sentence with the department that can mend it."""
        sheets = self.sheets.select_related("action", "department").order_by("action__number")
        return [f"取組{each.action.number}({each.department}): {lack}" for each in sheets if (lack := each.lack)]

    @transaction.atomic
    def lay_before(self, *, by: User, summary: str) -> None:
        """Every sheet is written, and the section says what came of the plan: now the committee reads it."""
        if not summary.strip():
            raise NotNow({"summary": "総括を書いてください。"})
        self.lock()
        if gaps := self.gaps():
            raise NotNow(gaps)
        self.take("lay_before", by=by, to={"summary": summary.strip()})
        self.save()

    @transaction.atomic
    def hear(self, *, by: User, opinion: str, opinions: Mapping[int, str]) -> None:
        """What the committee said of the whole, and of actions by their sheets' keys."""
        if not opinion.strip():
            raise NotNow({"opinion": "委員会の総合意見を書いてください。"})
        self.lock()
        self.check_move("hear")
        found = []
        for sheet in self.sheets.filter(pk__in=opinions).select_related("action"):
            before = told(sheet, ("opinion",))
            overwrite(sheet, {"opinion": opinions[sheet.pk].strip()})
            sheet.save(update_fields=["opinion"])
            found += changes(before, told(sheet, ("opinion",)))
        self.take("hear", by=by, to={"opinion": opinion.strip()}, changes=found)
        self.save()

    @transaction.atomic
    def reopen(self, *, by: User) -> None:
        self.take("reopen", by=by)
        self.save()

    @transaction.atomic
    def publish(self, *, by: User, on: date) -> None:
        """From now on everybody reads it beside the plan."""
        if not CityPlan.objects.published().filter(pk=self.plan_id).exists():
            raise NotNow("先に、計画そのものを公表してください。")
        self.lock()
        if not self.opinion:
            raise NotNow(self.NOT_NOW["publish"])
        self.take("publish", by=by, to={"published_on": on})
        with spoken(PlanAppraisal):
            self.save()


class ActionAppraisal(models.Model):
    """One action: what was done, how well (1–5) and why, what the committee said, what comes next."""

    class Next(models.TextChoices):
        GO_ON = "go_on", "このまま続ける"
        WIDEN = "widen", "ひろげる"
        CHANGE = "change", "やり方を変える"
        SHRINK = "shrink", "小さくする"
        END = "end", "終える"

    OWN: ClassVar = ("done", "points", "reason", "course", "next_step")
    WORDS: ClassVar = {5: "よくできた", 4: "できた", 3: "ふつう", 2: "あまりできなかった", 1: "できなかった"}

    appraisal = models.ForeignKey(PlanAppraisal, on_delete=models.CASCADE, related_name="sheets", verbose_name="評価")
    action = models.ForeignKey(CityAction, on_delete=models.PROTECT, related_name="appraised", verbose_name="取組")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="担当課")
    done = models.TextField("したこと", max_length=2000, blank=True)
    points = models.PositiveSmallIntegerField("自己評価", null=True)
    reason = models.TextField("評価の理由", max_length=1000, blank=True)
    opinion = models.TextField("委員会の意見", max_length=1000, blank=True)
    course = models.CharField("これから", max_length=6, choices=Next.choices, blank=True)
    next_step = models.TextField("次にすること", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "取組の評価"
        ordering = ["appraisal", "action__number"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "action"], name="one_sheet_per_action_and_appraisal"),
            models.CheckConstraint(
                name="an_action_is_judged_with_one_to_five_points",
                condition=Q(points=None) | Q(points__gte=LOW, points__lte=HIGH),
                violation_error_message="自己評価は、1から5までです。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal} 取組{self.action.number}"

    @property
    def lack(self) -> str:
        """What is still to be written; nothing when the sheet is whole."""
        labels = {"done": "したこと", "points": "自己評価の点", "reason": "理由", "course": "これからどうするか"}
        missing = [label for name, label in labels.items() if not getattr(self, name)]
        return f"{'、'.join(missing)}を書いてください。" if missing else ""

    @property
    def judged(self) -> str:
        """「4 できた」."""
        return f"{self.points} {self.WORDS[self.points]}" if self.points else ""


def done_until(plan: CityPlan, year: FiscalYear) -> dict[int, str]:
    """By the actions' numbers, what the departments reported of them, year by year; of any version of the term."""
    reports = ActionReport.objects.filter(round__plan__from_year=plan.from_year, round__fiscal_year__lte=year)
    found: dict[int, list[str]] = {}
    for report in reports.exclude(done="").select_related("round", "action").order_by("round__fiscal_year", "pk"):
        found.setdefault(report.action.number, []).append(f"{report.round.fiscal_year}: {report.done}")
    return {number: "\n".join(lines) for number, lines in found.items()}
