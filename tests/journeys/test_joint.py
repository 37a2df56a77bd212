"""まとめて起案 with and without a script: a letter seen before, one 起案, and a press that nobody waits for."""

import pytest
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization, Recognition
from records.approvals import Proposal
from records.approvals.together import Together, approve_next
from records.era import era_date
from tests import cast
from tests.journeys.people import PHONE, Person
from tests.journeys.test_access import findings, sideways
from tests.journeys.test_behind import enter
from tests.organizations import build


@pytest.fixture
def reviewed(hall: cast.Hall, north: Organization, nanami: User, kuko: User) -> list[Recognition]:
    """北の会 and 南の会, each with a review that found everything fit."""
    bodies = ((north, nanami), (kuko.roles.get().organization, kuko))
    cases = [build.submitted(body, president) for body, president in bodies]
    for case in cases:
        case.review(build.words(), by=hall.drafter)
    return cases


@pytest.mark.parametrize("scripted", [False, True])
def test_many_in_one_proposal(visit, hall: cast.Hall, reviewed: list[Recognition], settings, monkeypatch, scripted):
    settings.JOBS_AT_ONCE = False
    monkeypatch.setattr("records.approvals.doing.MANY", 1)
    monkeypatch.setattr("records.batches.progress.is_working", lambda: True)
    drafter, chief = visit(java_script_enabled=scripted), visit(java_script_enabled=scripted)
    enter(drafter, hall.drafter)
    proposes(drafter, scripted=scripted)
    enter(chief, hall.chief)
    approves(chief, scripted=scripted)


def proposes(drafter: Person, *, scripted: bool) -> None:
    drafter.page.goto(f"{drafter.portal}/organizations/")
    drafter.go("認可をまとめて起案する")
    drafter.on("認可を、まとめて起案する")
    drafter.sees("北の会", "南の会", "印をつけたもの:2団体", "協働推進係長")
    day = timezone.localdate().replace(year=timezone.localdate().year + 1)
    drafter.date("認可の効力が生じる日", day)
    drafter.type("件名", "2つの会の認可について")
    drafter.press("南の会の通知書の案を見る")
    drafter.sees("南の会の通知書の案は", era_date(day))
    if scripted:
        assert findings(drafter.page) == []
        drafter.page.set_viewport_size(PHONE)
        assert sideways(drafter.page) == 0
        drafter.shot("letter-seen", phone=True)
    drafter.press("まとめて起案して決裁に回す")
    drafter.told("2件をまとめて起案しました。")
    drafter.on("2つの会の認可について(2団体)")


def approves(chief: Person, *, scripted: bool) -> None:
    chief.page.goto(f"{chief.portal}/proposals/{Proposal.objects.get().pk}/")
    chief.type("意見", "2件とも見ました。")
    chief.press("承認して次へ回す")
    chief.sees("2件を、1件ずつ確かめています。")
    approve_next(together=Together.objects.get().pk)
    if not scripted:
        chief.go("今のようすを見る")
    chief.sees("承認しました。", "2件とも、承認する内容のとおりでした。")
    if scripted:
        assert findings(chief.page) == []
        chief.shot("approved", phone=True)
