"""How what the register says of a recognised organization changes: by a notice, or when the city has recognised it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db import transaction

from accounts.models import User
from organizations.areas import Area
from organizations.changes import COLUMNS, Matter, to_be_recognised
from organizations.kinds.kind import LEADS, Kind
from organizations.submitting import Submitting
from records.attachments import Attachment
from records.cases import NotNow, spoken
from records.era import era_date
from records.telling import differences

READINGS = {"認可": "にんか", "認定": "にんてい", "登録": "とうろく", "指定": "してい"}


class Changing(Submitting):
    areas: Any  # the organization's own columns
    kind: Any
    suspended_on: Any
    recognised_on: Any

    class Meta:
        abstract = True

    @property
    def terms(self) -> Kind:
        """What its kind says of its way, of what it needs and of what is public."""
        return self.kind or self._standard

    @cached_property
    def _standard(self) -> Kind:
        return Kind.standard()

    @property
    def word(self) -> str:
        """What the city calls it when it lets a body be one of its kind: 認可, 認定, 登録, 指定."""
        return self.terms.word or "認可"

    @property
    def word_reading(self) -> str:
        return READINGS[self.word]

    def lend(self, standard: Kind) -> None:
        """Of a list: the standard kind, asked for once, serves all its bodies that have none of their own."""
        self._standard = standard

    @property
    def stage(self) -> str:
        """段階, in the words of its kind: 認定・活動中."""
        said = {"active": f"{self.terms.word}・活動中", "revoked": f"{self.terms.word}の取消し"}
        return said.get(self.status) or self.get_status_display()  # type: ignore[attr-defined]

    def can(self, verb: str) -> bool:
        """Besides the table of moves: what leads on is the next step on the way of its kind."""
        return super().can(verb) and (verb not in LEADS or self.terms.allows(verb, self.status))

    def must_ask_to_change(self, matter: str) -> bool:
        """Whether it is recognised and the city must recognise the change too."""
        return self.status == "active" and matter in to_be_recognised(self)

    @transaction.atomic
    def report_change(
        self,
        *,
        by: User,
        matter: str,
        before: str,
        after: str,
        on: date,
        reason: str,
        papers: Sequence[Attachment] = (),
    ) -> None:
        """認可事項変更届 (form 3.4). A column of the register changes with it; its old value is the register's own."""
        self.check_move("report_change")
        label = Matter(matter).label
        if self.must_ask_to_change(matter):
            sentence = f"{label}は、先に市の認可を受けて変えます。「変更の認可を申請する」から出してください。"
            raise NotNow({"matter": sentence})
        told = str(getattr(self, matter)) if matter in COLUMNS else before
        change = {"label": label, "before": told, "after": after}
        self.take("report_change", by=by, changes=[change], on=on, comment=reason, papers=papers)
        if matter in COLUMNS:
            setattr(self, matter, after)
        self._save()

    @transaction.atomic
    def rechange(self, *, by: User, on: date, values: Mapping[str, object], areas: Iterable[Area] | None) -> None:
        """The city has recognised the change; only a Rechange calls this. ``areas``: None where they stay."""
        self.lock()
        before = self.territory_names()
        if areas is not None:
            self.areas.set(areas)
        self.take("rechange", by=by, to=values, changes=self.moved(before=before), on=on)
        self._save()

    @transaction.atomic
    def suspend(self, *, by: User, on: date, reason: str) -> None:
        """休止届: its recognition stays, its grants are settled by their own verbs."""
        self.take("suspend", by=by, to={"suspended_on": on}, on=on, comment=reason)
        self._save()

    @transaction.atomic
    def go_on(self, *, by: User, on: date) -> None:
        """再開届."""
        self.lock()
        self.check_move("resume")
        if on < self.suspended_on:
            raise NotNow({"on": f"休止した日({era_date(self.suspended_on)})か、それより後の日にしてください。"})
        verb = "resume" if self.recognised_on else "resume_work"
        self.take(verb, by=by, to={"suspended_on": None}, on=on)
        self._save()

    @transaction.atomic
    def dissolve(self, *, by: User, on: date) -> None:
        """解散; only a Dissolution that the city has taken calls this."""
        self.take("dissolve", by=by, to={"dissolved_on": on, "suspended_on": None}, on=on)
        self._save()

    def territory_names(self) -> str:
        """活動の区域, as one line says it."""
        return "、".join(str(area) for area in self.areas.all())

    def moved(self, *, before: str) -> list[dict[str, Any]]:
        """What differs in the areas."""
        return differences({"活動の区域": before}, {"活動の区域": self.territory_names()})

    def _save(self) -> None:
        with spoken(type(self)):
            self.save()
