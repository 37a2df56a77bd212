"""What the posts decide about a body at work: proposed by the section, its letter goes out with the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction

from accounts.models import User
from organizations.bodies import Organization
from organizations.ties import is_tied
from records.approvals import Proposal, Stop
from records.cases import Case
from records.letters import LetterModel


class Decided(Case):
    """Its verbs ``propose`` and ``reopen`` stand in the MOVES of each kind; ``carry_out`` is the decision."""

    approval_kind: ClassVar[str]
    organization: models.ForeignKey[Organization, Organization]
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)

    class Meta:
        abstract = True

    def letter(self, *, on: date) -> LetterModel:
        """What the decision tells the body."""
        raise NotImplementedError

    def check_proposal(self, *, on: date) -> None:
        """NotNow where what is written cannot be decided any more; asked when it is proposed and when it is decided."""

    @property
    def grounds(self) -> str:
        """起案理由."""
        raise NotImplementedError

    @transaction.atomic
    def propose(self, *, by: User, on: date, rule_name: str, route: Sequence[Stop]) -> Proposal:
        """起案."""
        self.take("propose", by=by)
        self.check_proposal(on=on)
        self.save()
        subject = f"{self}について"[:200]
        return Proposal.draft([self], by=by, subject=subject, reason=self.grounds, rule_name=rule_name, route=route)

    def tied(self, user: User, *, on: date) -> bool:
        return is_tied(user, self.organization, on=on)

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()
