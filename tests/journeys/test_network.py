"""ほかの地域の取組: one body shows its year's plan, another reads it by phone, asks, and takes a project over."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from organizations.models import Organization
from plans.models import NetworkQuestion, SharedPlan, YearlyPlan
from staff.models import Partner
from tests import cast
from tests.grants.build import recognised
from tests.journeys.looking import look, turn_to
from tests.journeys.people import PHONE, Person
from tests.plans import build

PLAN = "北の会 令和7年度 年度計画"
ASKED = "見守りの隊員は、どうやって集めましたか。"
ANSWER = "集落ごとに2人ずつ、区長に頼みました。"
SOURCE = "出典:北の会 令和7年度の計画"


@pytest.fixture
def mine(
    monkeypatch: pytest.MonkeyPatch, hall: cast.Hall, land: cast.Land, north: Organization, nanami: User, kuko: User
) -> YearlyPlan:
    """南の会's plan of the year, just begun; the city has taken that of 北の会. A coordinator helps 北地区."""
    turn_to(cast.MONDAY, monkeypatch)
    build.yearly_plan(recognised(north, nanami), nanami).accept(by=hall.drafter)
    south = recognised(Organization.objects.get(name="南の会"), kuko)
    build.future_plan(south, kuko)
    coordinator = cast.person("社協 十二子", "partner")
    Partner.objects.create(user=coordinator, area=land.north, kind_id="welfare", starts_on=cast.LONG_AGO)
    return YearlyPlan.begin(south, build.YEAR, by=kuko)


def test_a_project_finds_its_way_to_the_neighbours(mine: YearlyPlan, visit: Callable[..., Person]) -> None:
    seven, nine = visit(PHONE), visit(PHONE)
    show(seven)
    nine.sign_in("kuko@example.jp")
    find(nine)
    ask(nine)
    answer(seven)
    read(nine)
    take(nine)
    print_it(nine, mine)
    stand_outside(visit(PHONE), visit())


def show(seven: Person) -> None:
    seven.sign_in("nanami@example.jp")
    seven.menu("年度計画")
    seven.go("令和7年度 年度計画")
    seven.press("ほかの団体に見せる")
    seven.told("ほかの団体の人が、この計画を読めます。")
    look(seven, "shown")


def find(nine: Person) -> None:
    nine.menu("ほかの地域")
    nine.type("言葉でさがす", "除雪機")
    nine.press("さがす")
    nine.sees("あてはまる取組はありません。")
    nine.go("条件をすべて外す")
    nine.sees("見守り", "敬老のつどい")
    look(nine, "index")
    nine.go(PLAN)
    nine.sees("月に2回、隊員がたずねて話をする", "400,000円")
    look(nine, "plan")


def ask(nine: Person) -> None:
    nine.go("この団体にたずねる")
    nine.page.get_by_label("答えがあったら、ほかの団体の人にも見せてよい").check()
    nine.press("質問を送る")
    nine.sees("質問を入れてください。")
    look(nine, "ask-missing")
    nine.type("質問", ASKED)
    nine.press("質問を送る")
    nine.told("北の会に質問を送りました。")
    nine.sees("答えを待っています", f"{PLAN}について")


def answer(seven: Person) -> None:
    """From the home page; both bodies are willing that the others read it."""
    seven.menu("ホーム")
    seven.sees("南の会からの質問に答える")
    seven.page.get_by_role("link", name=re.compile("^答える")).click()
    seven.press("答えを送る")
    seven.sees("答えを入れてください。")
    seven.type("答え", ANSWER)
    look(seven, "answer")
    seven.press("答えを送る")
    seven.told("南の会に答えを送りました。")
    seven.press("ほかの団体に見せてよい")
    seven.sees("ほかの団体の人も読めます。")
    look(seven, "answered")


def read(nine: Person) -> None:
    nine.menu("ほかの地域")
    nine.go(ASKED)
    nine.sees(ANSWER, "答えがあります")


def take(nine: Person) -> None:
    nine.menu("ほかの地域")
    nine.go(PLAN)
    nine.page.get_by_role("button", name=re.compile("^令和7年度の計画に写す.*見守り")).click()
    nine.told("出典も書いてあります。")
    nine.menu("年度計画")
    nine.go("続きを書く")
    expect(nine.cell("事業1 事業名")).to_have_value("見守り")


def print_it(nine: Person, mine: YearlyPlan) -> None:
    """The source stands on the page and on the city's form."""
    nine.page.goto(f"{nine.portal}{mine.get_absolute_url()}")
    nine.sees(SOURCE)
    look(nine, "taken")
    nine.go("紙で出す(市の様式で印刷)")
    assert SOURCE.replace(" ", "") in nine.pdf("まとめて印刷する(PDF)")


def stand_outside(passer_by: Person, coordinator: Person) -> None:
    """Who has not signed in is asked to; who is of no body and not of the city reads why nothing is here."""
    addresses = (
        "/network/",
        SharedPlan.objects.get().get_absolute_url(),
        NetworkQuestion.objects.get().get_absolute_url(),
    )
    for address in addresses:
        passer_by.page.goto(f"{passer_by.portal}{address}")
        passer_by.on("サインイン")
        passer_by.sees_not("見守り", ANSWER)
    coordinator.sign_in("partner@example.jp")
    coordinator.page.goto(f"{coordinator.portal}/network/")
    coordinator.sees("ここは、団体の人と市の職員のためのページです。")
    look(coordinator, "outside")
    assert [coordinator.page.request.get(f"{coordinator.portal}{each}").status for each in addresses] == [403, 404, 404]
