"""Which proposals: about a case, waiting for somebody, seen by somebody."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Min, OuterRef, Q, Subquery

from accounts.models import User
from records.approvals.items import Item
from records.approvals.opinions import Opinion
from records.approvals.steps import DONE, Step, posts_acted_by
from records.approvals.way import Part, Status

if TYPE_CHECKING:
    from records.approvals.proposal import Proposal  # noqa: F401


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def about(self, case: models.Model) -> ProposalQuerySet:
        return self.filter(pk__in=Item.objects.about(case).values("proposal"))

    def running(self) -> ProposalQuerySet:
        return self.filter(status=Status.RUNNING)

    def visible_to(self, user: User, *, on: date) -> ProposalQuerySet:
        """Whoever sees everything, has drafted it, has a post on its way, has acted on it or was asked about it."""
        if user.reaches_all(on=on):
            return self
        on_way = Q(post__in=posts_acted_by(user, on=on)) | Q(acted_by=user)
        steps = Step.objects.filter(on_way).values("proposal")
        return self.filter(Q(drafted_by=user) | Q(pk__in=steps) | Q(opinions__of=user)).distinct()

    def held_by(self, user: User, *, on: date) -> ProposalQuerySet:
        """Those that wait for a post for which the person can act on that day: the holder, or the substitute."""
        mine = Step.objects.open().filter(post__in=posts_acted_by(user, on=on)).exclude(part=Part.READ)
        filled = Step.objects.filter(voided_at=None, acted_by=user, act_taken__in=DONE)
        return (
            self.running()
            .filter(pk__in=mine.values("proposal"))
            .exclude(drafted_by=user)
            .exclude(pk__in=filled.values("proposal"))
        )

    def with_waiting_since(self) -> ProposalQuerySet:
        """Annotates ``waiting_since``: from when the post whose turn it is has had it."""
        waiting = Step.objects.open().filter(proposal=OuterRef("pk")).exclude(part=Part.READ).order_by()
        since = waiting.values("proposal").annotate(since=Min("opened_at")).values("since")
        return self.annotate(waiting_since=Subquery(since))

    def hanging(self, *, since: datetime, on: date) -> ProposalQuerySet:
        """Those that have waited for the same post since before a moment, or for an opinion past its day."""
        waiting = Step.objects.open().exclude(part=Part.READ).filter(opened_at__lt=since)
        late = Q(pk__in=waiting.values("proposal")) | Q(pk__in=Opinion.objects.overdue(on=on).values("proposal"))
        return self.running().filter(late).with_waiting_since().order_by(F("waiting_since"))
