"""The section says what kinds of bodies the city has, makes a recognition public, and everybody reads the register."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from accounts.models import User
from organizations.models import Organization, PublicNotice
from tests import cast
from tests.journeys.looking import look_on_both as look
from tests.journeys.people import Person
from tests.organizations import build


def test_kinds_and_the_register(
    hall: cast.Hall, north: Organization, nanami: User, live_server: object, visit: Callable[..., Person]
):
    build.recognised(north, nanami, hall)
    hanako = visit()
    hanako.sign_in("drafter@example.jp")
    hanako.menu("担当の設定")
    hanako.go("団体の種類")
    hanako.press("よくある種類を入れる")
    hanako.told("よくある種類を入れました。")
    look(hanako, "kinds")
    hanako.go("地域づくり推進会議")
    look(hanako, "kind")
    hanako.press("保存する")
    open_page(hanako, reverse("organizations:life", args=[north.pk]))
    look(hanako, "life")
    hanako.page.get_by_role("link", name="告示する").first.click()
    look(hanako, "notice-form")
    hanako.press("告示する")
    hanako.told("記録しました。")
    add_a_member(hanako, north)
    for name, address in (
        ("organization", north.get_absolute_url()),
        ("parts", reverse("organizations:parts", args=[north.pk])),
        ("register", reverse("register:list")),
        ("register-body", reverse("register:body", args=[north.pk])),
        ("notice", PublicNotice.objects.get().get_absolute_url()),
    ):
        open_page(hanako, address)
        look(hanako, name)
    hanako.sees("告示第1号", "北の会")
    open_page(hanako, reverse("register:body", args=[north.pk]))
    hanako.sees("北小学校PTA", "福祉部会")


def add_a_member(hanako: Person, body: Organization) -> None:
    """構成団体 and 部会; the same name twice is refused with a sentence."""
    open_page(hanako, reverse("organizations:parts", args=[body.pk]))
    for _ in range(2):
        hanako.go("構成団体を載せる")
        hanako.type("構成団体の名前", "北小学校PTA")
        hanako.date("加わった日", cast.LONG_AGO)
        hanako.press("入れる")
    hanako.sees("この構成団体は、その期間もう載っています。")
    hanako.go("やめる", "部会を置く")
    hanako.type("部会の名前", "福祉部会")
    hanako.date("置いた日", cast.LONG_AGO)
    hanako.press("入れる")
    hanako.sees("北小学校PTA", "福祉部会")


def open_page(person: Person, address: str) -> None:
    person.page.goto(person.page.url.split("/", 3)[0] + "//" + person.page.url.split("/", 3)[2] + address)
