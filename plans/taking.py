"""受理: the city takes a plan, by 起案 and 決裁 where its rule has a way for that; else the section does it at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction

from accounts.models import User
from organizations.behalf import refuse_if_contested
from organizations.ties import tied_organizations
from plans.versions import Versioned
from records.approvals import Item, Proposal, Stop
from records.cases import NotNow
from records.letters import LetterModel
from staff.models import DecisionRule, RuleStop
from staff.routes import office_of, route_for

ON_ITS_WAY = (
    "この計画の受理は、決裁の途中です。起案した人が取り下げるか、差し戻してもらってから、もう一度してください。"
)


class Taken(Versioned):
    """A plan whose 受理 can be decided by kessai; the plan itself does not move until then."""

    approval_kind: ClassVar[str]
    TAKING: ClassVar[str]  # the verb by which the city takes it
    if TYPE_CHECKING:
        organization_id: int

    class Meta:
        abstract = True

    def stand_up(self) -> None:
        """NotNow unless the plan is one that the city can take now; several together: ``plans.together``."""
        self.lock()
        if not self.can(self.TAKING):
            raise NotNow(f"今は「{self.get_status_display()}」なので、受理の起案ができません。")  # type: ignore[attr-defined]
        refuse_if_contested(self)

    @transaction.atomic
    def propose(self, *, by: User, reason: str, rule_name: str, route: Sequence[Stop]) -> Proposal:
        """起案: asks the posts of the city's rule whether to take the plan."""
        self.stand_up()
        if not reason.strip():
            raise NotNow("「伺い」を書いてください。決裁する人が読みます。")
        subject = f"{self}の受理について"[:200]
        return Proposal.draft([self], by=by, subject=subject, reason=reason, rule_name=rule_name, route=route)

    def stays_with_city(self) -> None:
        """NotNow while posts decide about the plan as it is."""
        if Item.objects.about(self).waiting().exists():
            raise NotNow(ON_ITS_WAY)

    @abstractmethod
    def take_in(self, *, by: User) -> None:
        """What 受理 changes."""

    def tied(self, user: User, *, on: date) -> bool:
        """Kept out of the decision (除斥): a tie to the organization, or having typed its plan in."""
        sender = getattr(self, "submitted_by_id", None)
        return self.organization_id in tied_organizations(user, on=on) or user.pk == sender

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.take_in(by=by)

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        """Nothing moves: the plan lies with the section as before, which may propose again."""

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return []


def way_of(plan: models.Model, user: User, *, on: date) -> tuple[DecisionRule, list[RuleStop]] | None:
    """The city's way for taking such a plan; None where its rule has none, and the section takes it at once."""
    try:
        return route_for(plan.approval_kind, amount=None, on=on, department=office_of(user, on=on))  # type: ignore[attr-defined]
    except NotNow:
        return None
