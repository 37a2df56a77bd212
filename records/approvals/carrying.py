"""What was decided for many cases takes effect one by one, behind the page: killed at any moment, it goes on after."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import InterfaceError, OperationalError, transaction

from accounts.models import User
from records.approvals.items import Item
from records.cases import Case, NotNow
from records.events import record
from records.jobs import job, queue

if TYPE_CHECKING:
    from records.approvals.proposal import Proposal

SLICE = 2.0  # seconds; after that the job queues itself again, so that others get their turn
UNFORESEEN = "思わぬ誤りで、できませんでした。もう一度しても同じときは、件名をシステムの担当者に伝えてください。"

log = logging.getLogger(__name__)


def hand_over(proposal: Case) -> None:
    """Queues what was decided, in the deciding transaction; the cases of one proposal are done in their order."""
    queue(carry_out, line=f"proposal {proposal.pk}", once=True, proposal=proposal.pk)


@job("records.carry_out", "決裁した案件を、1件ずつ施行する")
def carry_out(*, proposal: int) -> None:
    """The next cases of a decided proposal. What is done already says so itself, so starting again does no harm."""
    found: Proposal = apps.get_model("records", "Proposal")._default_manager.get(pk=proposal)
    waiting = found.items.filter(outcome=Item.Outcome.PENDING).order_by("pk")
    last, ends = 0, time.monotonic() + SLICE
    while (item := waiting.filter(pk__gt=last).first()) is not None:
        if time.monotonic() > ends:
            return hand_over(found)
        last = item.pk
        carry_out_one(found, item)
    return None


def carry_out_one(proposal: Proposal, item: Item) -> None:
    """One case; whatever is wrong with it stays with it as a sentence and does not stop the others."""
    try:
        proposal.carry_out_item(item.pk)
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing is wrong with the case, the job comes again
    except Exception:
        log.exception("Case %s of proposal %s could not be carried out.", item.pk, proposal.pk)
        with transaction.atomic():
            locked = proposal.items.select_for_update(no_key=True, of=("self",)).get(pk=item.pk)
            if locked.outcome == Item.Outcome.PENDING:
                locked.fail(UNFORESEEN)


@transaction.atomic
def try_again(proposal: Proposal, *, by: User) -> None:
    """Cases that could not be carried out come to their turn once more."""
    proposal.lock()
    failed = proposal.items.filter(outcome=Item.Outcome.FAILED)
    if not (count := failed.update(outcome=Item.Outcome.PENDING, failure="")):
        raise NotNow("できなかった案件は、もうありません。画面を開き直してください。")
    record(proposal, "proposal.try_again", by=by, count=count)
    hand_over(proposal)
