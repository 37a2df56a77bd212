"""What the posts of the way do. What is possible is the word of ``deeds``; a verb adds who the person is today, and
what becomes of the cases. Each writes one act and returns it: its ``said`` is what the person reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from records.approvals.carrying import hand_over
from records.approvals.deeds import apply
from records.approvals.items import Changes, Item, named
from records.approvals.trail import Act
from records.approvals.way import Kind, Part, Status
from records.approvals.writing import Hand, hand_of, heard, state_of, write
from records.cases import Case, NotNow
from records.events import standing
from records.telling import discreet

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from records.approvals.opinions import Opinion
    from records.approvals.steps import Step


class Acting(Case):
    if TYPE_CHECKING:
        drafted_by_id: int
        items: RelatedManager[Item]
        steps: RelatedManager[Step]
        acts: RelatedManager[Act]
        opinions: RelatedManager[Opinion]

    class Meta:
        abstract = True

    def cases(self) -> list[Any]:
        """What it decides."""
        return [item.case for item in self.items.order_by("pk").prefetch_related("case")]

    def approve(self, *, by: User, step: int, comment: str = "") -> Act:
        """The step agrees; the deciding step decides. A single case's decision takes effect at once, many by a job.

        Where a case is not what was approved any more, nothing is approved: the act that comes back is a VOID, all
        approvals are void and the way starts again. Whatever carrying out raises leaves nothing behind.
        """
        return self._agree(Kind.APPROVE, by=by, step=step, comment=comment)

    def approve_on_condition(self, *, by: User, step: int, condition: str) -> Act:
        """The step agrees if something is kept, which all later steps and the drafter read."""
        return self._agree(Kind.CONDITION, by=by, step=step, comment=condition)

    def object_to(self, *, by: User, step: int, comment: str) -> Act:
        """異議: goes on record, and the way goes on; whoever decides must answer it."""
        return self._agree(Kind.OBJECT, by=by, step=step, comment=comment)

    @transaction.atomic
    def _agree(self, kind: Kind, *, by: User, step: int, comment: str) -> Act:
        self.lock()
        hand = hand_of(self, by, step)
        if kind == Kind.APPROVE and hand.step and hand.step.part == Part.DECIDE:
            kind = Kind.DECIDE
        deed = hand.deed(kind, comment)
        with heard():
            apply(state_of(self), deed)
        items = list(self.items.order_by("pk").prefetch_related("case"))
        if len(items) == 1:
            items[0].case.lock()
        if found := [(item, changes) for item in items if (changes := item.changes())]:
            return self.start_again(hand, found)
        act = write(self, hand, deed)
        if kind == Kind.DECIDE and len(items) == 1:
            items[0].carry_out(by=by)
        elif kind == Kind.DECIDE:
            hand_over(self)
        return act

    def start_again(self, hand: Hand, found: Sequence[tuple[Item, Changes]], *, why: str | None = None) -> Act:
        """The cases have changed: what was agreed to is void, and the posts agree to what the cases say now."""
        changes = discreet(change for _, changed in found for change in changed)
        changer = next((user for item, _ in found if (user := item.who_changed())), None)
        sentence = f"承認する内容が変わりました({named(changes)})。"
        facts: dict[str, Any] = {"changes": changes}
        if changer:
            sentence += f"変えた人は{changer}さんです。"
            facts["changed_by"] = changer.pk
        act = write(
            self, hand, Hand(hand.by, hand.as_post).deed(Kind.VOID, sentence[:2000] if why is None else why), **facts
        )
        for item, _ in found:
            item.freeze()
        return act

    @transaction.atomic
    def send_back(self, *, by: User, step: int, comment: str, to: int | None = None) -> Act:
        """差戻し with a reason: to the position of an earlier step, or to the drafter, and the cases open again."""
        self.lock()
        hand = hand_of(self, by, step)
        act = write(self, hand, hand.deed(Kind.SEND_BACK, comment, to=to))
        if to is None:
            self.give_back(by=by, comment=comment)
        return act

    def give_back(self, *, by: User, comment: str) -> None:
        """The proposal is over without a decision: its cases open for work again."""
        for item in self.items.order_by("pk"):
            item.drop(by=by, comment=comment)

    @transaction.atomic
    def ask_opinion(self, *, by: User, step: int, of: User, question: str, due_on: date) -> Act:
        """意見を求める of somebody in the city; the way does not wait for the answer."""
        self.lock()
        hand, today = hand_of(self, by, step), timezone.localdate()
        if due_on < today:
            raise NotNow({"due_on": "期限は、きょうか、それより後の日にしてください。"})
        if not of.is_city(on=today):
            raise NotNow({"of": "意見を求められるのは、市の職員だけです。"})
        act = write(self, hand, hand.deed(Kind.ASK, question, of=of.pk), due_on=due_on)
        self.opinions.create(
            number=self.opinions.count() + 1,
            step_id=step,
            asked_by=by,
            of=of,
            question=act.comment,
            due_on=due_on,
            asked_at=act.at,
        )
        return act

    @transaction.atomic
    def answer(self, *, by: User, opinion: int, text: str) -> Act:
        """What the person who was asked thinks; written once."""
        self.lock()
        asked = self.opinions.filter(pk=opinion).select_related("step").first()
        if asked is None:
            raise NotNow("たずねられた意見がありません。画面を開き直してください。")
        hand = Hand(by, standing(by, self))
        act = write(self, hand, hand.deed(Kind.ANSWER, text, question=asked.number))
        asked.answer, asked.answered_at = act.comment, act.at
        asked.save(update_fields=["answer", "answered_at"])
        return act

    @transaction.atomic
    def acknowledge(self, *, by: User, step: int) -> Act:
        """後閲: the holder of the post, back again, has seen what the substitute did in their place."""
        self.lock()
        hand = hand_of(self, by, step, needs_open=False)
        if hand.deputy:
            raise NotNow("代決を後で確かめるのは、その職についている人です。")
        return write(self, hand, hand.deed(Kind.ACKNOWLEDGE))

    @transaction.atomic
    def read(self, *, by: User, step: int, comment: str = "") -> Act:
        """供覧: the post has read the decision."""
        self.lock()
        hand = hand_of(self, by, step)
        return write(self, hand, hand.deed(Kind.READ, comment))

    @transaction.atomic
    def carry_out_item(self, pk: int) -> Item:
        """The decision of one of several cases takes effect, in a transaction of its own, checked when its turn comes.

        What keeps it from doing so stays with the item as a sentence, and touches no other. Done twice it is done once.
        """
        item = self.items.select_for_update(no_key=True, of=("self",)).get(pk=pk)
        self.refresh_from_db()
        if self.status != Status.DECIDED or item.outcome not in (Item.Outcome.PENDING, Item.Outcome.FAILED):
            return item
        decision = self.acts.select_related("by").get(kind=Kind.DECIDE)
        try:
            with transaction.atomic():
                item.carry_out(by=decision.by)
        except ValidationError as refusal:
            item.fail(" ".join(refusal.messages))
        return item

    @transaction.atomic
    def drop_item(self, pk: int, *, by: User, reason: str) -> Item:
        """A decided case that cannot be carried out is given up, with a reason; it opens for work again."""
        item = self.items.select_for_update(no_key=True, of=("self",)).get(pk=pk)
        self.refresh_from_db()
        if self.status != Status.DECIDED or item.outcome not in (Item.Outcome.PENDING, Item.Outcome.FAILED):
            raise NotNow("この案件は、もう済んでいます。画面を開き直してください。")
        if not reason.strip():
            raise NotNow({"reason": "見送る理由を書いてください。"})
        item.drop(by=by, comment=reason)
        return item
