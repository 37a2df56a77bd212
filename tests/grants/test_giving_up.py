"""決定のあとの取下げ: within the scheme's days; nothing stands of the decision, and its letter says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from grants.audit.listing import AuditList
from grants.models import Grant
from records.cases import NotNow
from records.letters import Letter
from staff.models import Post
from tests.cast import MONDAY, Hall
from tests.grants import build, later
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
LAST = MONDAY + timedelta(days=14)
pytestmark = pytest.mark.django_db


class TestGiveUp:
    def test_leaves_nothing_of_the_decision(self, granted: Grant, nanami: User, hall: Hall):
        granted.give_up(by=nanami, on=LAST, reason="事業をやめることにした。")
        assert (granted.status, granted.amount_current, granted.amount_decided) == ("given_up", 0, 450_000)
        assert granted.scheme.budget().decided == 0
        Post.objects.filter(pk=hall.posts["chief"].pk).update(audits=True)
        (account,) = AuditList({}, hall.chief, on=MONDAY).accounts
        assert account.agrees

    def test_its_letter_says_so_to_everybody(self, granted: Grant, nanami: User, client: PortalClient):
        letter = Letter.objects.get()
        granted.give_up(by=nanami, on=MONDAY, reason="事業をやめることにした。")
        page = client.get(reverse("verify:letter", args=[letter.printed_code])).text
        assert "今は効力がありません" in page
        assert "事業をやめることにした。" not in page
        client.force_login(nanami)
        assert "今は効力がありません" in client.get(letter.get_absolute_url()).text

    def test_leaves_the_way_open_for_another_application(self, granted: Grant, nanami: User):
        granted.give_up(by=nanami, on=MONDAY)
        again = Grant.begin(granted.organization, granted.scheme, granted.yearly_plan, by=nanami, on=MONDAY)
        assert again.status == "draft"

    def test_is_refused_after_the_last_day(self, granted: Grant, nanami: User):
        with pytest.raises(NotNow, match="取り下げられるのは、令和7年5月26日まででした"):
            granted.give_up(by=nanami, on=LAST + timedelta(days=1))
        granted.refresh_from_db()
        assert (granted.status, granted.amount_current) == ("granted", 450_000)

    @pytest.mark.parametrize("begin", [later.submitted, None])
    def test_is_refused_while_something_is_under_way(
        self, granted: Grant, hall: Hall, nanami: User, begin: Callable[..., object] | None
    ):
        later.prepared(granted, hall) if begin is None else begin(granted, nanami)
        with pytest.raises(NotNow, match="進んでいる手続き"):
            granted.give_up(by=nanami, on=MONDAY)

    def test_is_refused_once_money_was_asked_for(self, granted: Grant, nanami: User):
        build.requested(granted, nanami)
        with pytest.raises(NotNow, match="もう請求をしているか"):
            granted.give_up(by=nanami, on=MONDAY)

    @pytest.mark.parametrize("fixture", ["draft", "submitted", "proposed"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, nanami: User):
        with pytest.raises(NotNow, match="効力のある交付決定だけ"):
            request.getfixturevalue(fixture).give_up(by=nanami, on=MONDAY)

    def test_is_final(self, granted: Grant, hall: Hall, nanami: User):
        granted.give_up(by=nanami, on=MONDAY)
        for act in (lambda: granted.give_up(by=nanami, on=MONDAY), lambda: later.prepared(granted, hall)):
            with pytest.raises(NotNow):
                act()
        with pytest.raises(IntegrityError, match="nothing_stands_of_a_void_grant"), transaction.atomic():
            Grant.objects.filter(pk=granted.pk).update(amount_current=1)


class TestPage:
    def test_the_leader_sees_until_when(self, as_user: AsUser, granted: Grant, nanami: User, kuko: User):
        address = reverse("grants:withdraw", args=[granted.pk])
        assert as_user(kuko).get(address).status_code == 404
        assert "5月26日(月)まで" in as_user(nanami).get(address).text
        as_user(nanami).post(address, {"reason": "事業をやめる"})
        granted.refresh_from_db()
        assert granted.status == "given_up"
        assert build.happened(granted, "grant.give_up")[0].facts["comment"] == "事業をやめる"
        assert "決定後の取り下げ" in as_user(nanami).get(granted.get_absolute_url()).text
