"""A decision about many grants: the drafter follows it, mends what could not be done, and every letter is there."""

import pytest
from playwright.sync_api import expect

from records.approvals.carrying import carry_out
from records.letters import Letter
from tests import cast
from tests.batches.build import decided, spend_the_budget
from tests.journeys.people import PHONE
from tests.journeys.test_access import findings, sideways
from tests.journeys.test_behind import enter


@pytest.mark.parametrize("scripted", [False, True])
def test_following_a_decision_about_many_cases(visit, hall: cast.Hall, land, settings, monkeypatch, scripted: bool):
    settings.JOBS_AT_ONCE = False  # nothing is done yet: the worker is slow today
    proposal = decided(hall, 6)
    monkeypatch.setattr("records.approvals.carrying.SLICE", 600)
    monkeypatch.setattr("records.batches.progress.is_working", lambda: True)
    spend_the_budget(proposal, left=4)

    drafter = visit(java_script_enabled=scripted)
    enter(drafter, hall.drafter)
    drafter.page.goto(f"{drafter.portal}/proposals/{proposal.pk}/progress/")
    drafter.on("施行のようす")
    drafter.sees("6件のうち、0件が済みました。")
    if scripted:
        drafter.shot("at-work")
    carry_out(proposal=proposal.pk)
    if not scripted:
        drafter.go("今のようすを見る")
    expect(drafter.page.get_by_text("2件、できませんでした")).to_be_visible()
    drafter.sees("ほかの4件は、施行しました。", "予算")
    if scripted:
        assert findings(drafter.page) == []
        drafter.page.set_viewport_size(PHONE)
        assert sideways(drafter.page) == 0
        drafter.shot("failures", phone=True)

    settings.JOBS_AT_ONCE = True
    spend_the_budget(proposal, left=6)
    drafter.press("できなかった案件をもう一度する")
    drafter.sees("すべて終わりました", "6件を、施行しました。")
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    if scripted:
        drafter.shot("over")
