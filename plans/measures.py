"""The rows of a future plan: how it came about, issues, goals, measures, and what the city said about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from plans.rows import one_row_per_line


class PlanRow(models.Model):
    plan = models.ForeignKey(
        "plans.FuturePlan", on_delete=models.CASCADE, related_name="%(class)ss", verbose_name="将来計画"
    )
    order = models.PositiveSmallIntegerField("順番")

    class Meta:
        abstract = True
        ordering = ["plan", "order"]


class Gathering(PlanRow):
    """策定の経過: one time at which people met, asked or walked about for the plan."""

    held_on = models.DateField("日にち", null=True)
    method = models.CharField("方法", max_length=100, help_text="例 ワークショップ、アンケート")
    participants = models.CharField("参加した人", max_length=100, blank=True, help_text="例 住民32人、中学生8人")

    class Meta(PlanRow.Meta):
        verbose_name = verbose_name_plural = "策定の経過"
        constraints = [one_row_per_line("one_gathering_per_line_of_a_plan")]

    def __str__(self) -> str:
        return self.method


class Issue(PlanRow):
    text = models.CharField("地域の課題", max_length=300)

    class Meta(PlanRow.Meta):
        verbose_name = verbose_name_plural = "地域の課題"
        constraints = [one_row_per_line("one_issue_per_line_of_a_plan")]

    def __str__(self) -> str:
        return self.text


class Goal(PlanRow):
    text = models.CharField("基本目標", max_length=100)

    class Meta(PlanRow.Meta):
        verbose_name = verbose_name_plural = "基本目標"
        constraints = [one_row_per_line("one_goal_per_line_of_a_plan")]

    def __str__(self) -> str:
        return f"{self.order} {self.text}"


class Measure(PlanRow):
    """取組: what is done for a goal, by whom, by when. Projects of the yearly plans are tied to it."""

    class Actor(models.TextChoices):
        COMMUNITY = "community", "地域"
        CITY = "city", "市"
        TOGETHER = "together", "協働"

    class Timing(models.TextChoices):
        SHORT = "short", "短期(2年まで)"
        MIDDLE = "middle", "中期(5年まで)"
        LONG = "long", "長期(10年まで)"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="measures", verbose_name="基本目標")
    number = models.CharField("番号", max_length=9, editable=False)  # 1-1: the goal's, then its own within the goal
    field = models.CharField("分野", max_length=30, blank=True, help_text="例 福祉、防災、交流")
    content = models.CharField("取組の内容", max_length=200)
    actor = models.CharField("主体", max_length=10, choices=Actor.choices, default=Actor.COMMUNITY)
    timing = models.CharField("時期", max_length=10, choices=Timing.choices, default=Timing.SHORT)
    indicator = models.CharField("指標", max_length=100, blank=True, help_text="例 見守り隊員 20人")

    class Meta(PlanRow.Meta):
        verbose_name = verbose_name_plural = "取組"
        constraints = [
            one_row_per_line("one_measure_per_line_of_a_plan"),
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="measures_of_a_plan_have_different_numbers",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.content}"


class Opinion(models.Model):
    """意見: what the city said about a measure, or about the whole; it stays readable when the measure has gone."""

    plan = models.ForeignKey("plans.FuturePlan", on_delete=models.CASCADE, related_name="opinions")
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, related_name="opinions")
    about = models.CharField("取組", max_length=250, blank=True)  # the measure's words then; empty: the whole plan
    text = models.TextField("市の意見", max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    as_post = models.CharField("職", max_length=120, blank=True)
    written_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "市の意見"
        ordering = ["plan", "written_at", "pk"]
        constraints = [
            models.CheckConstraint(name="an_opinion_says_something", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.about or '計画の全体'}: {self.text}"
