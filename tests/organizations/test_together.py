"""認可 of several organizations in one 起案."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Organization, Recognition
from organizations.together import Recognitions
from records.approvals import Item, Proposal
from records.letters import Letter
from tests.cast import Hall, Land, officer, organization
from tests.organizations import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
PAGE = reverse("organizations:recognitions_together")
SAID = {"subject": "認可について", "reason": "基準に合う。", "effective_on": "R9.6.1", "conditions": "届け出ること。"}


@pytest.fixture
def reviewed(submitted: Recognition, land: Land, hall: Hall, kuko: User) -> list[Recognition]:
    """北の会 and 南の会, each with a review that found everything fit."""
    cases = [submitted, build.submitted(kuko.roles.get().organization, kuko)]
    for case in cases:
        case.review(build.words(), by=hall.drafter)
    return cases


def typed(*cases: Recognition, **otherwise: Any) -> dict[str, Any]:
    keys = [case.pk for case in cases]
    return {"case": keys, "shown": ",".join(map(str, keys)), **SAID, **otherwise}


class TestTogether:
    def test_goes_from_the_list_to_the_posts(self, as_user: AsUser, reviewed: list[Recognition], hall: Hall):
        browser = as_user(hall.drafter)
        assert PAGE in browser.get(reverse("organizations:list")).text
        assert browser.get(PAGE).text.count("checked") == 2
        done = browser.post(PAGE, typed(*reviewed), follow=True)
        proposal = Proposal.objects.get()
        assert ("2件をまとめて起案しました。" in done.text, proposal.subject) == (True, "認可について(2団体)")
        for case in reviewed:
            case.refresh_from_db()
            assert (case.status, case.outcome, case.conditions) == ("proposed", "recognise", "届け出ること。")

    def test_shows_a_letter_before(self, as_user: AsUser, reviewed: list[Recognition], hall: Hall):
        text = as_user(hall.drafter).post(PAGE, typed(*reviewed, look=reviewed[0].pk)).text
        assert ("北の会の通知書の案は" in text, "令和9年6月1日" in text) == (True, True)
        reviewed[0].refresh_from_db()
        assert (reviewed[0].status, Letter.objects.count()) == ("submitted", 0)

    def test_wants_the_day(self, as_user: AsUser, reviewed: list[Recognition], hall: Hall):
        text = as_user(hall.drafter).post(PAGE, typed(*reviewed, effective_on="", subject="この件名")).text
        assert ("認可の効力が生じる日" in text, 'value="この件名"' in text) == (True, True)
        assert not Proposal.objects.exists()

    def test_leaves_out_what_is_not_reviewed(
        self, as_user: AsUser, submitted: Recognition, hall: Hall, kuko: User, land: Land
    ):
        text = as_user(hall.drafter).get(PAGE).text
        assert ("審査が終わっていません" in text, text.count("checked")) == (True, 0)
        assert "北の会:審査が終わっていません" in as_user(hall.drafter).post(PAGE, typed(submitted)).text

    def test_is_all_or_nothing(
        self, as_user: AsUser, reviewed: list[Recognition], hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(Recognitions, "problem", lambda *_: "")
        Recognition.objects.filter(pk=reviewed[1].pk).update(status="returned")
        assert "南の会:この申請は、今は起案できません" in as_user(hall.drafter).post(PAGE, typed(*reviewed)).text
        reviewed[0].refresh_from_db()
        assert (reviewed[0].status, Proposal.objects.count()) == ("submitted", 0)

    def test_decides_each_for_itself(self, as_user: AsUser, reviewed: list[Recognition], hall: Hall):
        as_user(hall.drafter).post(PAGE, typed(*reviewed))
        proposal = Proposal.objects.get()
        build.approve_all(proposal, hall.chief, hall.manager, hall.director)
        Recognition.objects.filter(pk=reviewed[1].pk).update(conditions="ほかの条件。")
        items = [proposal.carry_out_item(item.pk) for item in proposal.items.order_by("pk")]
        assert [item.outcome for item in items] == [Item.Outcome.DONE, Item.Outcome.FAILED]
        assert "内容が変わりました(条件)" in items[1].failure
        assert Letter.objects.count() == 1
        reviewed[0].organization.refresh_from_db()
        assert reviewed[0].organization.status == "active"

    def test_outsiders(self, as_user: AsUser, reviewed: list[Recognition], hall: Hall, nanami: User, kuko: User):
        for who in (hall.stranger, nanami, kuko):
            assert as_user(who).post(PAGE, typed(*reviewed)).status_code == 403
        assert PAGE not in as_user(hall.director).get(reverse("organizations:list")).text


def test_costs_the_same_for_many(
    as_user: AsUser, reviewed: list[Recognition], hall: Hall, django_assert_max_num_queries: DjangoAssertNumQueries
):
    browser = as_user(hall.drafter)
    bodies = Organization.objects.bulk_create(Organization(name=f"{n}の会", furigana=f"{n}") for n in range(40))
    first = reviewed[0]
    kept = {"status": "submitted", "submitted_by": first.submitted_by, "submitted_at": first.submitted_at}
    Recognition.objects.bulk_create(
        Recognition(organization=body, name=body.name, receipt_number=n, **kept) for n, body in enumerate(bodies, 900)
    )
    with django_assert_max_num_queries(17):
        text = browser.get(PAGE).text
    assert (text.count("checked"), text.count("審査が終わっていません")) == (2, 40)


def test_a_body_of_one_s_own_is_left_out(as_user: AsUser, submitted: Recognition, hall: Hall):
    officer(submitted.organization, hall.drafter, "auditor")
    other = organization("東の会")
    assert "役員なので" in as_user(hall.drafter).get(PAGE).text
    assert str(other) not in as_user(hall.drafter).get(PAGE).text
