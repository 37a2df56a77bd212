"""協働事業の評価: a department and an organization judge each other, talk, are heard by a committee, and publish."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.models import Organization
from plans.evaluations.rows import USUAL
from plans.models import JointProject
from tests import cast
from tests.cityplan import build as city
from tests.evaluations import build
from tests.journeys.looking import look_on_both as look
from tests.journeys.people import PHONE, Person

LOW = "2 期待を下回った"
HIGH = "4 期待を上回った"


@pytest.fixture
def project(hall: cast.Hall, north: Organization, nanami: User) -> JointProject:
    """税務課 and 北の会 have agreed on their goals; the sheets are open. The city's plan and its progress are there."""
    city.reported(hall)
    return build.opened(hall, north, nanami)


def test_both_sides_judge_talk_and_publish(
    project: JointProject, hall: cast.Hall, visit: Callable[..., Person]
) -> None:
    clerk, nanami, reader = visit(), visit(PHONE), visit(PHONE)
    clerk.sign_in("liaison@example.jp")
    nanami.sign_in("nanami@example.jp")
    judge(clerk, project, HIGH, "打合せを毎月した。")
    clerk.sees("出しました。相手が出すと、くらべられます。")
    nanami.page.goto(f"{nanami.portal}{project.get_absolute_url()}")
    nanami.sees_not("打合せを毎月した。")
    judge(nanami, project, LOW, "準備の時間が足りなかった。")
    nanami.sees("打合せを毎月した。", "2点")
    look(nanami, "compared")
    talk(clerk, project)
    for person in (clerk, nanami):
        person.page.goto(f"{person.portal}{project.get_absolute_url()}")
        person.press("書いてあることに合意する")
    nanami.sees("外部評価")
    chair = cast.person("学識 一", "evaluator")
    build.heard(project, hall, build.citizens(hall, chair), chair)
    clerk.page.goto(f"{clerk.portal}{project.get_absolute_url()}")
    clerk.press("外部評価をまとめる")
    clerk.press("公表する")
    look(clerk, "published")
    reader.page.goto(f"{reader.portal}{reverse('plans:city_public')}")
    reader.go("税の出前講座")
    reader.sees("準備の時間が足りなかった。", "両者の話し合いがよくできている。", "日程を早く決める")
    look(reader, "public")
    plan_and_progress(clerk)


def judge(person: Person, project: JointProject, points: str, reason: str) -> None:
    person.page.goto(f"{person.portal}{reverse('plans:joint_sheet', args=[project.pk])}")
    for name, _ in USUAL:
        person.pick(f"{name}の点", points)
        person.type(f"{name}の理由", reason)
    look(person, f"sheet-{points[0]}")
    person.press("自己評価を出す")
    person.told("自己評価を出しました。")


def talk(clerk: Person, project: JointProject) -> None:
    clerk.page.goto(f"{clerk.portal}{reverse('plans:joint_talk', args=[project.pk])}")
    for name, _ in USUAL:
        clerk.type(f"{name}について、話し合って分かったこと", "日程を早く決める。")
    clerk.type("話し合いの結論", "来年度も続ける。")
    clerk.type("改善1 すること", "4月に日程を決める")
    clerk.pick("改善1 だれが", "税務課")
    clerk.date("改善1 いつまでに", build.SUMMER.replace(year=2026))
    look(clerk, "talk")
    clerk.press("保存する")
    clerk.told("話し合いの結果を書きました。")


def plan_and_progress(clerk: Person) -> None:
    """The city's own plan, and its year as page and as PDF."""
    clerk.page.goto(f"{clerk.portal}{reverse('plans:city_plans')}")
    clerk.go("見本市協働推進計画(第1版)")
    look(clerk, "plan")
    clerk.go("令和7年度の進捗状況")
    look(clerk, "progress")
    assert "開いた回数8回(目標12回)" in clerk.pdf("PDFを開く")
