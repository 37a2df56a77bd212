"""協働事業: a department of the city and one or more organizations do something together, and judge it together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.hearings import Hearing
from organizations.models import Organization
from plans.evaluations.querysets import JointProjectQuerySet
from plans.evaluations.rows import EvaluationItem, Party, Score, SharedIndicator, Viewpoint
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.mail import post
from records.telling import Told, changes, made, overwrite, told_rows
from staff.models import Department

Row = Mapping[str, Any]


class JointProject(Case):
    class Status(models.TextChoices):
        PREPARED = "prepared", "目標を決めています"
        AGREED = "agreed", "目標に合意"
        EVALUATING = "evaluating", "自己評価"
        DISCUSSING = "discussing", "話し合い"
        REVIEWING = "reviewing", "外部評価"
        CONCLUDED = "concluded", "評価がまとまった"
        PUBLISHED = "published", "公表"
        DROPPED = "dropped", "取りやめ"

    MOVES: ClassVar[Any] = {
        "write": ({Status.PREPARED}, Status.PREPARED),
        "agree": ({Status.PREPARED}, Status.AGREED),
        "open": ({Status.AGREED}, Status.EVALUATING),
        "compare": ({Status.EVALUATING}, Status.DISCUSSING),
        "settle": ({Status.DISCUSSING}, Status.REVIEWING),
        "conclude": ({Status.REVIEWING}, Status.CONCLUDED),
        "publish": ({Status.CONCLUDED}, Status.PUBLISHED),
        "drop": ({Status.PREPARED, Status.AGREED}, Status.DROPPED),
    }
    HEARD: ClassVar[Any] = {Status.REVIEWING}  # when a committee may be asked about it
    COMPARED: ClassVar[Any] = (Status.DISCUSSING, Status.REVIEWING, Status.CONCLUDED, Status.PUBLISHED)
    NOT_NOW: ClassVar[Any] = {
        "write": "目標は、合意したあとは変えられません。",
        "open": "自己評価は、みなが目標に合意してから始めます。",
        "compare": "今は、自己評価の時期ではありません。画面を開き直してください。",
        "settle": "今は、話し合いの時期ではありません。画面を開き直してください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "協働事業を登録した",
        "write": "目標と指標を書いた",
        "agree_goals": "目標に合意した",
        "agree": "みなが目標に合意した",
        "open": "自己評価を始めた",
        "note_results": "指標の結果を書いた",
        "score": "自己評価を書いた",
        "send": "自己評価を出した",
        "compare": "みなの自己評価がそろった",
        "answer": "前の年度の改善に答えた",
        "discuss": "話し合いの結果を書いた",
        "agree_talk": "話し合いの結果に合意した",
        "settle": "みなが話し合いの結果に合意した",
        "conclude": "外部評価がまとまった",
        "publish": "評価の過程と結果を公表した",
        "drop": "取りやめた",
        "next_year": "次の年度の評価を始めた",
    }
    TEXTS: ClassVar[Sequence[str]] = ("title", "fiscal_year", "starts_on", "purpose", "goal", "beneficiaries")

    title = models.CharField("事業名", max_length=100)
    fiscal_year = FiscalYearField("年度")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="市の担当課")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="joint_projects", verbose_name="団体"
    )
    starts_on = models.DateField("事業がはじまる日")
    purpose = models.TextField("共通の目的", max_length=1000)
    goal = models.TextField("成果目標", max_length=1000, blank=True)
    beneficiaries = models.TextField("受けた人の評価をどう聞くか", max_length=500, blank=True)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False)
    conclusion = models.TextField("話し合いの結論", max_length=3000, blank=True)
    project = models.ForeignKey(
        "plans.Project",
        on_delete=models.SET_NULL,
        null=True,
        related_name="joint_projects",
        verbose_name="年度計画の事業",
    )
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="following", verbose_name="前の年度の評価"
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登録した人"
    )
    published_on = models.DateField("公表した日", null=True, editable=False)

    objects: ClassVar[models.Manager[JointProject]] = JointProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "協働事業"
        ordering = ["-fiscal_year", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "fiscal_year", "organization"],
                name="one_evaluation_per_project_organization_and_year",
                violation_error_message="この年度の同じ名前の協働事業が、もう登録されています。",
            ),
            models.CheckConstraint(
                name="an_evaluation_is_published_exactly_with_its_day",
                condition=Q(status="published", published_on__isnull=False)
                | ~Q(status="published") & Q(published_on=None),
            ),
            models.CheckConstraint(
                name="what_was_discussed_has_a_conclusion",
                condition=~Q(status__in=["reviewing", "concluded", "published"]) | ~Q(conclusion=""),
            ),
            models.CheckConstraint(
                name="an_evaluation_follows_another", condition=Q(previous=None) | ~Q(previous=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}({self.fiscal_year})"

    def get_absolute_url(self) -> str:
        return reverse("plans:joint", args=[self.pk])

    @property
    def is_compared(self) -> bool:
        """All sides read each other's sheets."""
        return self.status in self.COMPARED

    @property
    def other_bodies(self) -> list[Organization]:
        """The organizations beside the first; who is tied to any of them judges nothing here."""
        parties = self.parties.exclude(organization=None).exclude(organization=self.organization_id)
        return [party.organization for party in parties.select_related("organization") if party.organization]

    @classmethod
    @transaction.atomic
    def begin(
        cls,
        *,
        by: User,
        department: Department,
        organizations: Sequence[Organization],
        indicators: Sequence[Row],
        **facts: Any,
    ) -> JointProject:
        """The city is the first side, each organization another. ``facts``: the TEXTS, and the row of a yearly plan."""
        if not organizations:
            raise NotNow({"organizations": "団体を1つ以上選んでください。"})
        found = cls(department=department, organization=organizations[0], begun_by=by, **facts)
        with spoken(cls):
            found.save()
        for order, body in enumerate([None, *dict.fromkeys(organizations)]):
            Party.objects.create(project=found, order=order, organization=body)
        found._set_indicators(indicators)
        told = [
            *made(found, but={"begun_by", "previous", "conclusion"}),
            *changes({}, told_rows(found.indicators.all())),
        ]
        record(found, "jointproject.begin", by=by, changes=told)
        return found

    def _set_indicators(self, rows: Sequence[Row]) -> None:
        self.indicators.all().delete()
        SharedIndicator.objects.bulk_create(
            SharedIndicator(project=self, order=order, **row) for order, row in enumerate(rows, start=1)
        )

    @transaction.atomic
    def write(self, *, by: User, indicators: Sequence[Row], **texts: Any) -> None:
        """Goals and indicators, by either side; whoever had agreed to others has to agree anew."""
        before: Told = told_rows(self.indicators.all())
        self.lock()
        self.check_move("write")
        changed = overwrite(self, texts)
        with spoken(JointProject):
            self.save()
        self._set_indicators(indicators)
        told = [*changed, *changes(before, told_rows(self.indicators.all()))]
        if told:
            self.parties.update(goals_agreed_by=None, goals_agreed_on=None)
        record(self, "jointproject.write", by=by, changes=told)

    @transaction.atomic
    def agree_goals(self, party: Party, *, by: User, on: date) -> None:
        """合意, of one side, before the project starts; with the last one the goals stand."""
        self.lock()
        self.check_move("agree")
        if not self.goal.strip() or not self.indicators.exists():
            raise NotNow("先に、成果目標と、指標を1つ以上書いてください。")
        if on > self.starts_on:
            raise NotNow(
                f"目標は、事業がはじまる日({era_date(self.starts_on)})までに合意します。日を確かめてください。"
            )
        self.sign(party, "goals_agreed", by=by, on=on, again="もう合意しています。")
        record(self, "jointproject.agree_goals", by=by, comment=str(party))
        if not self.parties.filter(goals_agreed_on=None).exists():
            self.take("agree", by=by)
            self.save()
            self.tell("目標がそろいました。年度のおわりに、自己評価を始めます。", but=by, on=on)

    def sign(self, party: Party, what: str, *, by: User, on: date, again: str) -> None:
        """One side's word under something: by whom and on which day; NotNow with ``again`` where it stands already."""
        party.refresh_from_db(from_queryset=Party.objects.select_for_update(no_key=True))
        if party.project_id != self.pk or getattr(party, f"{what}_on") is not None:
            raise NotNow(again)
        setattr(party, f"{what}_by", by)
        setattr(party, f"{what}_on", on)
        party.save(update_fields=[f"{what}_by", f"{what}_on"])

    @transaction.atomic
    def open(self, *, by: User, on: date) -> None:
        """自己評価を始める: the city's viewpoints of today become this evaluation's items."""
        self.take("open", by=by)
        self.save()
        views = Viewpoint.objects.filter(in_use=True)
        items = [
            EvaluationItem(project=self, order=n, name=v.name, description=v.description) for n, v in enumerate(views)
        ]
        if not items:
            raise NotNow("評価の視点がありません。「評価の視点」を入れてください。")
        EvaluationItem.objects.bulk_create(items)
        own = list(self.items.all())
        Score.objects.bulk_create(Score(party=party, item=item) for party in self.parties.all() for item in own)
        self.tell("自己評価を書いてください。相手の評価は、みなが出すまで見えません。", but=by, on=on)

    def tell(self, sentence: str, *, but: User, on: date) -> None:
        """A mail to all sides: it is their turn."""
        people = {person.pk: person for party in self.parties.all() for person in party.people(on=on)}
        to = [person for person in people.values() if person != but]
        post("plans/emails/evaluation_turn", to=to, about=self, project=self, sentence=sentence)

    @transaction.atomic
    def conclude(self, *, by: User, on: date) -> None:
        """外部評価: what a committee has answered, whose tied members were kept out."""
        if not Hearing.objects.about(self).filter(status="answered").exists():
            raise NotNow("外部評価の答申がまだありません。市民の推進委員会に諮問して、答申を待ってください。")
        self.take("conclude", by=by)
        self.save()
        self.tell("外部評価がまとまりました。", but=by, on=on)

    @transaction.atomic
    def publish(self, *, by: User, on: date) -> None:
        """Process and result, for everybody."""
        self.take("publish", by=by, to={"published_on": on})
        self.save()

    @transaction.atomic
    def drop(self, *, by: User, reason: str) -> None:
        if not reason.strip():
            raise NotNow({"reason": "取りやめる理由を書いてください。"})
        self.take("drop", by=by, comment=reason)
        self.save()

    @transaction.atomic
    def next_year(self, *, by: User) -> JointProject:
        """The same sides a year later; what was to be mended is asked for there."""
        self.lock()
        if self.status not in (self.Status.CONCLUDED, self.Status.PUBLISHED):
            raise NotNow("次の年度の評価は、この年度の評価がまとまってから始めます。")
        if JointProject.objects.filter(previous=self).exists():
            raise NotNow("次の年度の評価は、もうあります。")
        year: FiscalYear = self.fiscal_year.next
        texts = {name: getattr(self, name) for name in self.TEXTS if name not in {"fiscal_year", "starts_on"}}
        start = self.starts_on.replace(year=self.starts_on.year + 1, day=min(self.starts_on.day, 28))
        start = max(start, timezone.localdate())
        bodies = [party.organization for party in self.parties.select_related("organization") if party.organization]
        rows = [{"name": each.name, "target": each.target} for each in self.indicators.all()]
        found = JointProject.begin(
            by=by, department=self.department, organizations=bodies, indicators=rows, fiscal_year=year, starts_on=start,
            previous=self, **texts,
        )  # fmt: skip
        record(self, "jointproject.next_year", by=by, to=found)
        return found
