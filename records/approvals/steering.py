"""What the drafter, and the section for the city's rule, can do to a proposal on its way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from records.approvals.acting import Acting
from records.approvals.items import Changes
from records.approvals.steps import Step
from records.approvals.trail import Act
from records.approvals.way import STALE, Kind, Part
from records.approvals.writing import Hand, drafter_of, state_of, write
from records.cases import NotNow

if TYPE_CHECKING:
    from staff.models import Post


class Steering(Acting):
    if TYPE_CHECKING:
        subject: str
        reason: str

    class Meta:
        abstract = True

    @transaction.atomic
    def pull_back(self, *, by: User) -> Act:
        """引戻し: the drafter takes it back while no approval stands."""
        self.lock()
        hand = drafter_of(self, by)
        act = write(self, hand, hand.deed(Kind.PULL_BACK))
        self.give_back(by=by, comment="起案した人が引き戻しました。")
        return act

    @transaction.atomic
    def withdraw(self, *, by: User, reason: str) -> Act:
        """取下げ: the drafter gives it up, whoever has approved it."""
        self.lock()
        hand = drafter_of(self, by)
        act = write(self, hand, hand.deed(Kind.WITHDRAW, reason))
        self.give_back(by=by, comment=reason)
        return act

    @transaction.atomic
    def amend(self, *, by: User, subject: str, reason: str) -> Act:
        """The drafter mends the wording; whoever has approved it approves it again."""
        self.lock()
        if by.pk != self.drafted_by_id:
            raise NotNow("起案を直せるのは、起案した人だけです。")
        said = (("subject", "件名", subject.strip()), ("reason", "伺い", reason.strip()))
        changes: Changes = [
            {"label": label, "before": getattr(self, name), "after": text}
            for name, label, text in said
            if text != getattr(self, name)
        ]
        if not changes:
            raise NotNow("変わったところがありません。")
        hand = drafter_of(self, by)
        act = write(self, hand, hand.deed(Kind.VOID, "起案した人が、起案を直しました。"), changes=changes)
        self.subject, self.reason = subject.strip(), reason.strip()
        self.save()
        return act

    @transaction.atomic
    def void(self, *, by: User, why: str) -> Act:
        """Whoever has changed a case says so: approvals are void, and the way starts again with what it says now."""
        self.lock()
        found = [(item, item.changes()) for item in self.items.order_by("pk")]
        return self.start_again(drafter_of(self, by), found, why=why)

    @transaction.atomic
    def reassign(self, *, by: User, step: int, post: Post, reason: str) -> Act:
        """A post for which nobody can act hands its step to another; what others have done stays.

        Never a way around the city's rule: while somebody can act nothing is handed over, and a decision goes only
        to a post that stands no lower.
        """
        self.lock()
        on = timezone.localdate()
        waiting = Step.objects.live().filter(proposal=self.pk, pk=step, act_taken="").select_related("post").first()
        if waiting is None:
            raise NotNow(STALE)
        if self.able(waiting, on=on):
            raise NotNow(
                f"{waiting.post}には、今処理できる人がいます。職を変えられるのは、だれも処理できないときだけです。"
            )
        if waiting.part == Part.DECIDE and post.rank > waiting.post.rank:
            raise NotNow({"post": f"決裁は、{waiting.post}より下の職に移せません。"})
        hand = Hand(by, drafter_of(self, by).as_post, waiting)
        return write(self, hand, hand.deed(Kind.REASSIGN, reason, post=post.pk), post_name=str(post))

    def able(self, step: Step, *, on: date) -> list[User]:
        """Who can fill a step on a day: whoever stands for the post, but for the drafter, those who have filled
        another step, and those with a tie to a case."""
        state = state_of(self)
        cases: list[Any] = [case for case in self.cases() if hasattr(case, "tied")]
        return [
            user
            for user in step.post.actors(on=on)
            if user.pk != state.drafter
            and not state.has_filled(user.pk)
            and not any(case.tied(user, on=on) for case in cases)
        ]
