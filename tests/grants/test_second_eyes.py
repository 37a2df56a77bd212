"""事務局が準備し、会長が出す: an application from the secretary's desk to the city by one press of the president."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from grants.models import Grant
from grants.tasks import for_leader
from organizations.models import Officer, Organization
from organizations.requests import SubmitRequest
from organizations.tasks import for_leader as asked_of_leader
from records.mail import Mail
from tests import cast
from tests.cast import MONDAY
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def towa(north: Organization, nanami: User) -> User:
    """事務局長 of 北の会, which lets its president alone send."""
    person = cast.person("北野 十和", "towa")
    cast.officer(north, person, Officer.Kind.SECRETARY)
    north.choose_submitters(by=nanami, submits_by="president")
    return person


def confirm(grant: Grant) -> str:
    return reverse("grants:confirm", args=[grant.pk])


class TestOnePress:
    def test_leads_from_the_secretary_to_the_city(
        self, as_user: AsUser, draft: Grant, towa: User, nanami: User
    ) -> None:
        prepared = as_user(towa).get(confirm(draft)).text
        assert ("この団体では、会長が市に出します。" in prepared, "提出を頼む" in prepared) == (True, True)
        as_user(towa).post(confirm(draft), {"ask": "1"})
        draft.refresh_from_db()
        assert draft.status == "draft"
        assert [mail.to_user for mail in Mail.objects.filter(to_user__isnull=False)] == [nanami]
        task = next(task for task in asked_of_leader(nanami, on=MONDAY) if task.action == "確かめて出す")
        assert (task.url, "北野 十和さんが用意し" in task.detail) == (confirm(draft), True)
        assert "北野 十和さんが用意し" in as_user(nanami).get(task.url).text
        done = as_user(nanami).post(task.url, follow=True)
        assert "申請を受け付けました。収受第" in done.text
        draft.refresh_from_db()
        assert (draft.status, draft.submitted_by) == ("submitted", nanami)
        assert not SubmitRequest.objects.open().exists()
        assert not [task for task in for_leader(nanami, on=MONDAY) if task.action == "確かめて出す"]

    def test_is_nobody_else_s(self, as_user: AsUser, draft: Grant, towa: User, kuko: User) -> None:
        assert as_user(towa).post(confirm(draft)).status_code == 403
        assert as_user(kuko).post(confirm(draft)).status_code == 404
        draft.refresh_from_db()
        assert draft.status == "draft"
