"""議題, what was decided about each by how many votes, and who does what by when (やること)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from organizations.meetings.quorum import HALF, THREE_QUARTERS, TWO_THIRDS, Share, carried
from records.cases import NotNow, spoken
from records.events import record
from records.telling import changes, overwrite, told_rows

if TYPE_CHECKING:
    from organizations.meetings.meeting import Meeting

OWNER = {"meeting", "position"}


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def undecided(self) -> AgendaItemQuerySet:
        return self.filter(is_proposal=True, outcome="")


class AgendaItem(models.Model):
    class Majority(models.TextChoices):
        HALF = "half", "出席者の過半数"
        TWO_THIRDS = "two_thirds", "出席者の3分の2以上"
        ALL = "all", "全員(議決権のある人)の4分の3以上"

    class Outcome(models.TextChoices):
        CARRIED = "carried", "可決"
        LOST = "lost", "否決"
        AGREED = "agreed", "全員一致・合意"
        LATER = "later", "次回に続ける"

    SHARES: ClassVar[Mapping[str, Share]] = {
        Majority.HALF: HALF, Majority.TWO_THIRDS: TWO_THIRDS, Majority.ALL: THREE_QUARTERS,
    }  # fmt: skip

    meeting = models.ForeignKey(
        "organizations.Meeting", on_delete=models.PROTECT, related_name="items", verbose_name="会議"
    )
    position = models.PositiveSmallIntegerField("番号", editable=False)
    title = models.CharField("議題", max_length=100)
    text = models.TextField("説明", max_length=1000, blank=True)
    is_proposal = models.BooleanField("議決する", default=False)
    majority = models.CharField("可決に要る数", max_length=12, choices=Majority.choices, default=Majority.HALF)
    outcome = models.CharField("結果", max_length=8, choices=Outcome.choices, blank=True, editable=False)
    in_favour = models.PositiveIntegerField("賛成", null=True, editable=False)
    against = models.PositiveIntegerField("反対", null=True, editable=False)
    abstained = models.PositiveIntegerField("棄権", null=True, editable=False)
    decision = models.CharField("決まったこと", max_length=300, blank=True, editable=False)

    objects: ClassVar[models.Manager[AgendaItem]] = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "議題"
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="votes_are_counted_all_three_or_not_at_all",
                condition=Q(in_favour=None, against=None, abstained=None)
                | Q(in_favour__isnull=False, against__isnull=False, abstained__isnull=False),
            ),
            models.CheckConstraint(
                name="a_proposal_is_carried_or_lost_by_counted_votes",
                condition=~Q(outcome__in=["carried", "lost"]) | Q(in_favour__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def votes(self) -> str:
        if self.in_favour is None:
            return ""
        return f"賛成{self.in_favour}、反対{self.against}、棄権{self.abstained}"

    @transaction.atomic
    def vote(self, *, by: User, in_favour: int, against: int, abstained: int = 0, decision: str = "") -> None:
        """採決: carried or lost follows from the numbers, of which there are no more than people who count."""
        self._begin(decides=True)
        cast, counted, eligible = in_favour + against + abstained, self.meeting.voters, self.meeting.eligible or 0
        if counted is None:
            raise NotNow({"in_favour": "出席した人数を数えてから、票を入れてください。"})
        if cast > counted:
            sentence = f"票が合わせて{cast}で、出席した人({counted}人、書面と委任状を含む)より多くなっています。"
            raise NotNow({"in_favour": f"{sentence}票の数か、出席の数を確かめてください。"})
        if not cast:
            raise NotNow({"in_favour": "票の数を入れてください。だれも反対しないときは「全員一致・合意」です。"})
        share = self.SHARES[self.majority]
        is_carried = carried(
            share, in_favour=in_favour, counted=counted, eligible=eligible or counted, of_all=self.majority == "all"
        )
        outcome = self.Outcome.CARRIED if is_carried else self.Outcome.LOST
        self._settle(by, outcome, decision, in_favour=in_favour, against=against, abstained=abstained)

    @transaction.atomic
    def agree(self, *, by: User, decision: str = "") -> None:
        """Nobody was against it: settled without counting votes."""
        self._begin(decides=self.is_proposal)
        self._settle(by, self.Outcome.AGREED, decision)

    @transaction.atomic
    def put_off(self, *, by: User, decision: str = "") -> None:
        """次回に続ける."""
        self._begin(decides=False)
        self._settle(by, self.Outcome.LATER, decision)

    def _begin(self, *, decides: bool) -> None:
        self.meeting.lock()
        self.refresh_from_db(from_queryset=AgendaItem.objects.select_for_update(no_key=True, of=("self",)))
        if self.meeting.status != "held":
            raise NotNow("結果を入れられるのは、会議を開いてから、議事録を確認に回すまでです。")
        if decides and self.meeting.is_talk:
            raise NotNow("定足数に足りない会(懇談会)では、議決できません。「次回に続ける」を選んでください。")

    def _settle(self, by: User, outcome: str, decision: str, **votes: int | None) -> None:
        none = dict.fromkeys(("in_favour", "against", "abstained"))
        told = overwrite(self, {**none, **votes, "outcome": outcome, "decision": decision.strip()})
        with spoken(AgendaItem):
            self.save()
        record(self.meeting, "meeting.settle", by=by, changes=told, comment=self.title)


@transaction.atomic
def set_agenda(meeting: Meeting, rows: Iterable[Mapping[str, Any]], *, by: User) -> None:
    """The agenda as typed; each row's ``key`` is the item that it amends. What has a result stays."""
    meeting.lock()
    if meeting.status not in {"planned", "announced", "held"}:
        raise NotNow("議題を書けるのは、議事録を確認に回すまでです。")
    before = told_rows(meeting.items.all(), but=OWNER)
    there = {item.pk: item for item in meeting.items.all()}
    for position, row in enumerate(rows, start=1):
        values = {column: value for column, value in row.items() if column != "key"}
        item = there.pop(row.get("key") or 0, None) or AgendaItem(meeting=meeting)
        if item.outcome and item.is_proposal != values["is_proposal"]:
            raise NotNow(f"「{item.title}」は結果が入っているので、「議決する」を変えられません。")
        for column, value in {**values, "position": position}.items():
            setattr(item, column, value)
        item.save()
    for item in there.values():
        if item.outcome:
            raise NotNow(f"「{item.title}」は結果が入っているので、消せません。")
        item.delete()
    told = changes(before, told_rows(meeting.items.all(), but=OWNER))
    if told:
        record(meeting, "meeting.set_agenda", by=by, changes=told)


class TodoQuerySet(models.QuerySet["Todo"]):
    def open(self) -> TodoQuerySet:
        return self.filter(done_on=None)

    def late(self, *, on: date) -> TodoQuerySet:
        return self.open().filter(due_on__lt=on)


class Todo(models.Model):
    """決まったことから出た「やること」: who, until when, and that it was done."""

    meeting = models.ForeignKey(
        "organizations.Meeting", on_delete=models.PROTECT, related_name="todos", verbose_name="会議"
    )
    position = models.PositiveSmallIntegerField("番号", editable=False)
    text = models.CharField("やること", max_length=200)
    person = models.CharField("だれが", max_length=60)
    due_on = models.DateField("いつまでに")
    done_on = models.DateField("済んだ日", null=True, editable=False)
    result = models.CharField("どうなったか", max_length=300, blank=True, editable=False)
    reminded_on = models.DateField("知らせた日", null=True, editable=False)

    objects: ClassVar[models.Manager[Todo]] = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "やること"
        ordering = ["due_on", "meeting", "position"]

    def __str__(self) -> str:
        return self.text

    @transaction.atomic
    def finish(self, *, by: User, on: date, result: str = "") -> None:
        """済んだ, on a day, with what came of it."""
        self.meeting.lock()
        self.refresh_from_db(from_queryset=Todo.objects.select_for_update(no_key=True, of=("self",)))
        if self.done_on:
            raise NotNow("このやることは、もう済んでいます。")
        if on < self.meeting.day:
            raise NotNow({"on": "会議の日か、それより後の日にしてください。"})
        told = overwrite(self, {"done_on": on, "result": result.strip()})
        self.save()
        record(self.meeting, "meeting.finish_todo", by=by, changes=told, comment=self.text)


@transaction.atomic
def set_todos(meeting: Meeting, rows: Iterable[Mapping[str, Any]], *, by: User) -> None:
    """The list as typed; what is done stays."""
    meeting.lock()
    if meeting.status not in {"held", "drafted", "checked", "published"}:
        raise NotNow("やることは、会議を開いてから書きます。")
    before = told_rows(meeting.todos.all(), but=OWNER)
    there = {todo.pk: todo for todo in meeting.todos.open()}
    for position, row in enumerate(rows, start=1):
        if row["due_on"] < meeting.day:
            raise NotNow(f"「{row['text']}」の期限は、会議の日より後にしてください。")
        todo = there.pop(row.get("key") or 0, None) or Todo(meeting=meeting)
        for column in ("text", "person", "due_on"):
            setattr(todo, column, row[column])
        todo.position = position
        todo.save()
    for todo in there.values():
        todo.delete()
    if told := changes(before, told_rows(meeting.todos.all(), but=OWNER)):
        record(meeting, "meeting.set_todos", by=by, changes=told)
