"""How a wording comes about: one officer of the section drafts it, another adopts it; then nobody changes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.cases import Case, NotNow, spoken
from records.events import record
from records.letters.kinds import kind_name
from records.telling import Told, changes, told, told_rows

STALE = "この画面を開いたあとに、ほかの人がこの文面を直しました。いまの文面を確かめて、もう一度押してください。"
OWNER = {"setting", "position"}  # of an entry: told by the wording itself, and by the order


class Drafting(Case):
    """The columns and verbs of a wording that lead to its adoption."""

    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        ADOPTED = "adopted", "決定"
        DROPPED = "dropped", "取りやめ"

    MOVES: ClassVar[Any] = {
        "rewrite": ({Status.DRAFT}, Status.DRAFT),
        "adopt": ({Status.DRAFT}, Status.ADOPTED),
        "drop": ({Status.DRAFT}, Status.DROPPED),
    }
    NOT_NOW: ClassVar[Any] = {
        "rewrite": "この文面は、もう下書きではありません。変えるときは、新しい下書きを始めてください。",
        "adopt": "この文面は、もう下書きではありません。",
        "drop": "この文面は、もう下書きではありません。",
    }
    SAID: ClassVar[Any] = {
        "begin": "文面の下書きを始めた",
        "rewrite": "文面を直した",
        "adopt": "文面を決めた",
        "drop": "下書きを取りやめた",
    }

    if TYPE_CHECKING:
        kind: str
        programme: str
        starts_on: date
        entries: Any  # the rows under 記

    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name="もとの文面"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name="最後に直した人",
    )  # fmt: skip
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name="決めた人",
    )  # fmt: skip
    adopted_at = models.DateTimeField("決めた日時", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "programme"],
                condition=Q(status="draft"),
                name="one_draft_of_a_wording_per_kind_and_programme",
                violation_error_message="この通知書には、書きかけの下書きがもうあります。先にそれを決めるか、取りやめてください。",
            ),
            models.CheckConstraint(
                name="nobody_adopts_the_wording_they_wrote",
                condition=Q(adopted_by=None) | Q(written_by=None) | ~Q(adopted_by=F("written_by")),
                violation_error_message="自分が最後に直した文面は、自分では決められません。ほかの係員に頼んでください。",
            ),
            models.CheckConstraint(
                name="who_adopted_a_wording_did_so_at_a_moment",
                condition=Q(adopted_by=None, adopted_at=None)
                | Q(status="adopted", adopted_by__isnull=False, adopted_at__isnull=False),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("letters:wording", args=[self.pk])

    @classmethod
    @transaction.atomic
    def begin(cls, kind: str, programme: str, *, by: User, on: date, like: Self | None) -> Self:
        """A draft that says what ``like`` says; it is to hold from a day after all wordings that are adopted."""
        fields = columns_of(like) if like else {"title": kind_name(kind), "symbol": common_symbol(cls)}
        first = next_day(cls, kind, programme, on=on)
        draft = cls(**{**fields, "kind": kind, "programme": programme, "starts_on": first})
        draft.based_on, draft.written_by = like, by
        with spoken(cls):
            draft.save()
        draft._write(like.entries.values("label", "text", "optional") if like else ())
        record(draft, "lettersetting.begin", by=by, changes=changes({}, draft.told()), like=like)
        return draft

    @transaction.atomic
    def rewrite(
        self, values: Mapping[str, Any], entries: Iterable[Mapping[str, Any]], *, by: User, seen: str = ""
    ) -> None:
        """Other words in the place of the draft's; ``seen`` is the ``state`` of the draft that the writer had read."""
        self.lock()
        self.check_move("rewrite")
        self._check_seen(seen)
        before = told_rows(self.entries.all(), but=OWNER)
        self.entries.all().delete()
        self._write(entries)
        rows = changes(before, told_rows(self.entries.all(), but=OWNER))
        self.take("rewrite", by=by, to=values, changes=rows)
        self.written_by = by
        with spoken(type(self)):
            self.save()

    @transaction.atomic
    def adopt(self, *, by: User, on: date, seen: str = "") -> None:
        """From its first day on, the letters of its kind are written with it."""
        self.lock()
        self.check_move("adopt")
        self._check_seen(seen)
        if problems := self.problems(on=on):
            raise NotNow(problems)
        self.take("adopt", by=by)
        self.adopted_by, self.adopted_at = by, timezone.now()
        with spoken(type(self)):
            self.save()

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        """The draft is given up; it can still be read."""
        self.take("drop", by=by)
        self.save()

    def problems(self, *, on: date) -> list[str]:
        """What keeps the draft from being adopted; each a sentence that says how to mend it."""
        from records.letters.issuing import sample_preview

        found = sample_preview(self).lacks  # type: ignore[arg-type]  # the one wording there is
        if self.starts_on < on:
            found.append("使いはじめる日が過ぎています。今日か、これからの日に直してください。")
        return found

    def told(self) -> Told:
        """What the wording says, column by column and entry by entry."""
        return {**told(self), **told_rows(self.entries.all(), but=OWNER)}

    @property
    def state(self) -> str:
        """Another one whenever somebody has changed a word."""
        rows = list(self.entries.values_list("label", "text", "optional"))
        text = json.dumps([told(self), rows], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _check_seen(self, seen: str) -> None:
        if seen and seen != self.state:
            raise NotNow(STALE)

    def _write(self, entries: Iterable[Mapping[str, Any]]) -> None:
        rows = self.entries
        rows.bulk_create(
            rows.model(setting=self, position=position, **entry) for position, entry in enumerate(entries, start=1)
        )


def columns_of(wording: Drafting) -> dict[str, Any]:
    """What people write of it."""
    columns = (column for column in wording._meta.concrete_fields if column.editable and not column.primary_key)
    return {column.attname: getattr(wording, column.attname) for column in columns}


def next_day(wordings: type[Any], kind: str, programme: str, *, on: date) -> date:
    adopted = wordings._base_manager.filter(kind=kind, programme=programme, status=Drafting.Status.ADOPTED)
    last = adopted.aggregate(day=Max("starts_on"))["day"] or on
    return max(last, on) + timedelta(days=1)


def common_symbol(wordings: type[Any]) -> str:
    """The one that the city's letters carry; a new kind's register is seldom another."""
    found = wordings._base_manager.order_by("-pk").values_list("symbol", flat=True).first()
    return str(found or "市協")
