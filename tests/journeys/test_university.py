"""学生の活動: a university writes what its students did, the section reads it, everybody finds it where it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from organizations.models import Organization
from staff.models import Partner
from tests import cast
from tests.grants.build import recognised
from tests.journeys.looking import look, turn_to
from tests.journeys.people import PHONE, Person, photograph

SCHOOL, ACTIVITY = "見本公立大学", "公民館の学習会"


@pytest.fixture
def partner(
    monkeypatch: pytest.MonkeyPatch, hall: cast.Hall, land: cast.Land, north: Organization, nanami: User
) -> Organization:
    """北の会 at work; the university's liaison is there for 北地区."""
    turn_to(cast.MONDAY, monkeypatch)
    lecturer = cast.person("学部 十四子", "lecturer")
    facts = {"kind_id": "school", "affiliation": SCHOOL, "starts_on": cast.LONG_AGO}
    Partner.objects.create(user=lecturer, area=land.north, **facts)
    return recognised(north, nanami)


def test_from_the_entry_to_the_chart_and_the_register(
    partner: Organization, land: cast.Land, visit: Callable[..., Person]
) -> None:
    write(visit())
    publish(visit())
    reader = visit(PHONE)
    for name, address in (("chart", f"/charts/{land.north.pk}/"), ("register", f"/register/{partner.pk}/")):
        reader.page.goto(f"{reader.portal}{address}")
        reader.sees(ACTIVITY, "学生12人")
        look(reader, name)
    reader.go(ACTIVITY)
    reader.sees("毎月第2土曜に", "見本 教授")
    photo = reader.page.get_by_role("img", name=f"{ACTIVITY}の写真1")
    assert photo.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    reader.sees_not("これまでの動き")
    look(reader, "activity")


def write(lecturer: Person) -> None:
    lecturer.sign_in("lecturer@example.jp")
    lecturer.menu("学生の活動")
    lecturer.go("活動を書く")
    lecturer.type("学校", "よその大学")
    lecturer.type("活動の名前", ACTIVITY)
    lecturer.type("したこと", "毎月第2土曜に、子どもの宿題を見た。")
    lecturer.type("学生の人数", "12")
    lecturer.type("担当の先生", "見本 教授")
    lecturer.choose("地区", "北地区")
    lecturer.choose("いっしょにした団体", "北の会")
    lecturer.press("保存する")
    lecturer.sees(f"{SCHOOL}の活動だけを書けます。")
    look(lecturer, "activity-wrong")
    lecturer.type("学校", SCHOOL)
    lecturer.attach("写真", photograph("学習会"))
    lecturer.press("保存する")
    lecturer.told("保存しました。")
    look(lecturer, "activity-draft")
    lecturer.press("確認に出す")
    lecturer.told("確認に出しました。")


def publish(hanako: Person) -> None:
    hanako.sign_in("drafter@example.jp")
    hanako.take_up(SCHOOL, ACTIVITY)
    look(hanako, "activity-check")
    hanako.press("公開する")
    hanako.told("公開しました。")
