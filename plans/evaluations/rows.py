"""The rows of a joint project: its sides with their sheets, indicators, what is judged, scores, and improvements."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from organizations.models import Organization

LOW, HIGH = 1, 5
WORDS = {
    5: "期待を大きく上回った",
    4: "期待を上回った",
    3: "期待どおり",
    2: "期待を下回った",
    1: "期待を大きく下回った",
}


class Viewpoint(models.Model):
    """評価の視点: the city's own list; a project keeps those with which its evaluation began."""

    name = models.CharField("視点", max_length=60, unique=True, error_messages={"unique": "同じ視点が、もうあります。"})
    description = models.CharField("何を見るか", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)
    in_use = models.BooleanField("使う", default=True, help_text="外すと、これから始まる評価では使いません。")

    class Meta:
        verbose_name = "評価の視点"
        verbose_name_plural = "協働事業の評価の視点"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


USUAL = (
    ("協力の進め方", "目的を共有し、対等に話し合い、役割を分けて進められたか。"),
    ("いっしょにした効果", "別々にするより、よい結果になったか。"),
    ("予定どおりの進みぐあい", "決めた時期と手順で進んだか。"),
    ("やり方のふさわしさ", "目的に合ったやり方だったか。"),
    ("受けた人の満足", "サービスを受けた人や参加した人が満足したか。"),
    ("費用に見合う成果", "かけたお金と時間に見合う成果があったか。"),
)


def write_usual_viewpoints(**_signal: object) -> None:
    """After the tables were made, once; from then on the list is the city's."""
    if not Viewpoint.objects.exists():
        Viewpoint.objects.bulk_create(
            Viewpoint(name=name, description=text, order=order) for order, (name, text) in enumerate(USUAL, start=1)
        )


class Party(models.Model):
    """One side of a project: the city's department (no organization), or an organization. Its row holds what the side
    agreed to and its sheet's words; the scores hang on it."""

    project = models.ForeignKey("plans.JointProject", on_delete=models.CASCADE, related_name="parties")
    order = models.PositiveSmallIntegerField("順番")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="団体"
    )
    goals_agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    goals_agreed_on = models.DateField("目標に合意した日", null=True)
    overall = models.TextField("全体について", max_length=2000, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField("自己評価を出した日", null=True)
    talk_agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    talk_agreed_on = models.DateField("話し合いの結果に合意した日", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "協働の主体"
        ordering = ["project", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organization"],
                nulls_distinct=False,
                name="each_side_of_a_project_stands_there_once",
                violation_error_message="同じ団体が2つあります。",
            ),
            models.CheckConstraint(
                name="a_side_agrees_and_sends_exactly_by_somebody",
                condition=(
                    Q(goals_agreed_by=None, goals_agreed_on=None)
                    | Q(goals_agreed_by__isnull=False, goals_agreed_on__isnull=False)
                )
                & (Q(sent_by=None, sent_on=None) | Q(sent_by__isnull=False, sent_on__isnull=False))
                & (
                    Q(talk_agreed_by=None, talk_agreed_on=None)
                    | Q(talk_agreed_by__isnull=False, talk_agreed_on__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization or self.project.department)

    @property
    def is_city(self) -> bool:
        return self.organization_id is None

    @property
    def is_sent(self) -> bool:
        return self.sent_on is not None

    def people(self, *, on: date) -> list[User]:
        """Who hears that it is the side's turn."""
        if self.organization:
            return list(self.organization.contacts(on=on))
        from plans.cityplan.progress.rounds import people_of

        return people_of(self.project.department, on=on)


class SharedIndicator(models.Model):
    """活動指標・成果指標: agreed on before the start; what came of it is written while the sides judge."""

    project = models.ForeignKey("plans.JointProject", on_delete=models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField("順番")
    name = models.CharField("指標", max_length=100)
    target = models.CharField("目標値", max_length=60)
    result = models.CharField("結果", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "協働事業の指標"
        ordering = ["project", "order"]
        constraints = [
            models.UniqueConstraint(fields=["project", "order"], name="indicators_of_a_project_have_an_order"),
            models.CheckConstraint(
                name="an_indicator_of_a_project_has_a_target", condition=~Q(name="") & ~Q(target="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvaluationItem(models.Model):
    """One viewpoint of this evaluation; ``concluded``: what both say of it after they have talked."""

    project = models.ForeignKey("plans.JointProject", on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField("順番")
    name = models.CharField("視点", max_length=60)
    description = models.CharField("何を見るか", max_length=200, blank=True)
    concluded = models.TextField("話し合って分かったこと", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "評価の項目"
        ordering = ["project", "order"]
        constraints = [
            models.UniqueConstraint(fields=["project", "order"], name="items_of_an_evaluation_have_an_order")
        ]

    def __str__(self) -> str:
        return self.name


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to_side(self, party: Party | None) -> ScoreQuerySet:
        """One's own at any time; the other side's once all have sent theirs."""
        compared = ~Q(party__project__status__in=["prepared", "agreed", "evaluating", "dropped"])
        return self.filter(compared | Q(party=party)) if party else self.filter(compared)


class Score(models.Model):
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="scores", verbose_name="主体")
    item = models.ForeignKey(EvaluationItem, on_delete=models.CASCADE, related_name="scores", verbose_name="視点")
    points = models.PositiveSmallIntegerField("点", null=True)
    reason = models.TextField("理由", max_length=1000, blank=True)

    objects: ClassVar[models.Manager[Score]] = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "自己評価の点"
        ordering = ["party", "item__order"]
        constraints = [
            models.UniqueConstraint(fields=["party", "item"], name="a_side_scores_an_item_once"),
            models.CheckConstraint(
                name="a_score_lies_between_one_and_five", condition=Q(points=None) | Q(points__range=(LOW, HIGH))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.item}"


class Improvement(models.Model):
    """改善: who does what by when; the next year's evaluation has to answer it (PDCA)."""

    class Outcome(models.TextChoices):
        DONE = "done", "できた"
        PARTLY = "partly", "一部できた"
        NOT_YET = "not_yet", "できなかった"

    project = models.ForeignKey("plans.JointProject", on_delete=models.CASCADE, related_name="improvements")
    order = models.PositiveSmallIntegerField("順番")
    text = models.CharField("改善すること", max_length=300)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="improvements", verbose_name="だれがするか")
    due_on = models.DateField("いつまでに")
    answered_in = models.ForeignKey(
        "plans.JointProject", on_delete=models.PROTECT, null=True, related_name="answers", verbose_name="答えた評価"
    )
    outcome = models.CharField("どうなったか", max_length=8, choices=Outcome.choices, blank=True)
    answer = models.TextField("したこと", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "改善"
        ordering = ["project", "order"]
        constraints = [
            models.UniqueConstraint(fields=["project", "order"], name="improvements_of_an_evaluation_have_an_order"),
            models.CheckConstraint(
                name="an_improvement_is_answered_in_a_later_evaluation",
                condition=Q(answered_in=None, outcome="", answer="")
                | Q(answered_in__isnull=False) & ~Q(outcome="") & ~Q(answer="") & ~Q(answered_in=F("project")),
                violation_error_message="どうなったかと、したことを書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def facts(self) -> dict[str, Any]:
        return {"text": self.text, "owner": self.owner, "due_on": self.due_on}
