"""What every case has from ``Case``: a lock, a legal move, an event, all or nothing."""

import pytest
from django.db import transaction

from accounts.models import User
from organizations.models import Organization
from records.cases import NotNow
from records.events import Event
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db


class TestTake:
    def test_moves_the_case_and_writes_who_did_it(self, north: Organization, nanami: User) -> None:
        Organization.objects.filter(pk=north.pk).update(status="founded", founded_on=MONDAY)
        north.become_active(by=nanami, on=MONDAY)
        north.refresh_from_db()
        assert (north.status, north.recognised_on) == (Organization.Status.ACTIVE, MONDAY)
        event = Event.objects.about(north).get()
        assert (event.verb, event.actor, event.as_post) == ("organization.recognise", nanami, "北の会 会長")
        assert event.facts == {
            "on": "2025-05-12",
            "changes": [
                {"label": "認可の効力が生じた日", "before": "", "after": "令和7年5月12日"},
                {"label": "段階", "before": "設立", "after": "認可・活動中"},
            ],
        }

    def test_refuses_an_illegal_move_and_writes_nothing(self, north: Organization, nanami: User) -> None:
        with pytest.raises(NotNow, match="機運づくり"):
            north.become_active(by=nanami, on=MONDAY)
        assert not Event.objects.about(north).exists()

    def test_sees_what_another_did_meanwhile(self, north: Organization, nanami: User) -> None:
        Organization.objects.filter(pk=north.pk).update(status="preparing")
        stale = Organization.objects.get(pk=north.pk)
        north.plan(by=nanami)
        with pytest.raises(NotNow, match="将来計画づくり"):
            stale.plan(by=nanami)

    @pytest.mark.django_db(transaction=True)
    def test_wants_a_transaction(self, north: Organization, nanami: User) -> None:
        with pytest.raises(transaction.TransactionManagementError):
            north.take("prepare", by=nanami)
