"""決定のあとの取下げ: for some days after the letter an organization may do without the grant; its decision is void."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts.models import User
from organizations.models import Organization
from organizations.requests import sent
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.letters import Letter
from records.papers import keep
from records.workdays import workdays

if TYPE_CHECKING:
    from grants.schemes import Scheme


class GivingUp(Case):
    if TYPE_CHECKING:
        scheme: Scheme
        organization: Organization
        changes: Any
        revocations: Any
        payments: Any

        def letter_in_force(self) -> Letter | None: ...

    class Meta:
        abstract = True

    def gives_up_until(self) -> date | None:
        """The last day for it, counted from the day after the letter, and one on which the hall is open; None while
        there is no letter."""
        letter = self.letter_in_force()
        return workdays().after(letter.issued_on, self.scheme.gives_up_within).day if letter else None

    def may_be_given_up(self, *, on: date) -> bool:
        return self.can("give_up") and (last := self.gives_up_until()) is not None and on <= last

    @transaction.atomic
    def give_up(self, *, by: User, on: date, reason: str = "") -> None:
        """取下げ within the scheme's days: nothing stands of the grant, and its letter says so from now on."""
        self.lock()
        self.check_move("give_up")
        last, letter = self.gives_up_until(), self.letter_in_force()
        if last is None or letter is None or on > last:
            until = era_date(last) if last else ""
            raise NotNow(f"取り下げられるのは、{until}まででした。やめたいときは、「廃止」を申請してください。")
        if self.changes.open().exists() or self.revocations.open().exists():
            raise NotNow(
                "この交付金には、進んでいる手続きがあります。変更の申請を取り下げるか、市の担当に電話してください。"
            )
        if self.payments.exclude(status="dropped").exists():
            raise NotNow("もう請求をしているか、交付を受けています。請求書を取りやめるか、「廃止」を申請してください。")
        self.take("give_up", by=by, to={"amount_current": 0}, comment=reason)
        with spoken(type(self)):
            self.save()
        keep(self, "withdrawal", by=by)
        letter.lapse(by=by, reason=reason)
        sent(self)
