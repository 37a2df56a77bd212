"""The same work with JavaScript switched off: every button is a form, and nothing typed is lost on the way."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from grants.models import Scheme
from organizations.models import Officer, Organization
from records.fiscal import FiscalYear
from tests import cast
from tests.grants import build
from tests.journeys.granting import fill_row
from tests.journeys.people import Person, paper
from tests.plans.build import future_plan

NAME = build.BASICS["name"]
PROJECTS = ("見守り", "敬老のつどい")


@pytest.fixture
def north(transactional_db: None) -> Organization:
    """北の会, recognised, with a future plan in force and this year's scheme open; 会長 北野 七海 acts for it."""
    year = FiscalYear.of(timezone.localdate())
    hall, land = cast.city_hall(), cast.land(as_of=year.start)
    body = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    nanami = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(body, nanami, Officer.Kind.PRESIDENT)
    build.recognised(body, nanami)
    future_plan(body, nanami)
    build.scheme(hall.drafter, **this_year(year))
    return body


def this_year(year: FiscalYear) -> dict[str, object]:
    end = {"completion_by": year.end, "report_due": date(year.number + 1, 4, 10), "deadline": year.end}
    return {"fiscal_year": year, "base_date": year.start, "opens_on": year.start, "papers": ["総会の議事録"], **end}


@pytest.fixture
def without_script(visit: Callable[..., Person]) -> Callable[[str], Person]:
    def somebody(mail: str) -> Person:
        person = visit(java_script_enabled=False)
        person.sign_in(f"{mail}@example.jp")
        return person

    return somebody


def test_a_plan_and_an_application_are_written_sent_and_mended(
    north: Organization, without_script: Callable[[str], Person]
):
    nanami, hanako = without_script("nanami"), without_script("drafter")
    write_projects(nanami)
    write_budget(nanami)
    apply(nanami)
    ask(hanako)
    mend(nanami)
    review(hanako)
    assert Scheme.objects.get().grants.get().status == "proposed"


def write_projects(nanami: Person) -> None:
    """A row is added, moved and taken away; a mistake keeps everything that was typed."""
    nanami.menu("年度計画")
    nanami.page.get_by_role("button", name=re.compile("の計画を書きはじめる$")).last.click()
    for number, name in enumerate((PROJECTS[1], "まちがい", PROJECTS[0]), start=1):
        fill_row(nanami, "事業", number, {"事業名": name})
    nanami.press("事業3行目を上へ")
    expect(nanami.cell("事業2 事業名")).to_have_value(PROJECTS[0])
    nanami.press("事業3行目を消す")
    expect(nanami.cell("事業3 事業名")).to_have_count(0)
    nanami.press("事業2行目を上へ")
    cells = {"時期": "通年", "事業費": "４０万", "うち交付金": "300,000"}
    fill_row(nanami, "事業", 1, {"将来計画の取組": "1-1 見守り", **cells})
    fill_row(
        nanami,
        "事業",
        2,
        {"将来計画の取組": "1-2 世代をこえた集まり", **cells, "事業費": "200000", "うち交付金": "150000"},
    )
    for number, name in enumerate(PROJECTS, start=1):
        expect(nanami.cell(f"事業{number} 事業名")).to_have_value(name)
        nanami.page.get_by_text("くわしく").nth(number - 1).click()
        nanami.cell(f"事業{number} 内容").fill(f"{name}をします。")
    nanami.press("保存する")
    expect(nanami.page.get_by_role("alert")).to_contain_text("事業1 事業費:数字で入れてください")
    nanami.sees("敬老のつどいをします。")
    nanami.cell("事業1 事業費").fill("400000")


def write_budget(nanami: Person) -> None:
    for number, (item, amount) in enumerate((("交付金", "450000"), ("会費", "150000")), start=1):
        fill_row(nanami, "収入", number, {"科目": item, "本年度予算額": amount})
    fill_row(nanami, "支出", 1, {"科目": "賃金", "本年度予算額": "600000"})
    nanami.press("保存する")
    nanami.told("保存しました")
    expect(nanami.page.locator(".totals [data-gap='income expense']")).to_have_text("0円 一致")
    nanami.shot("no-script-plan", phone=True)
    nanami.press("確認へ進む")
    nanami.press("市に出す")
    nanami.told("年度計画を市に出しました")


def apply(nanami: Person) -> None:
    """A paper is attached, taken off and attached again; the first try tells what is missing."""
    nanami.menu("交付金")
    nanami.page.get_by_role("button", name=re.compile("^申請をはじめる")).click()
    nanami.type("連絡する人", "")
    nanami.attach("総会の議事録", paper("まちがえた書類"))
    nanami.press("確認へ進む")
    expect(nanami.page.get_by_role("alert")).to_contain_text("連絡する人を入れてください")
    nanami.type("連絡する人", "北野 七海")
    nanami.attach("総会の議事録", paper("まちがえた書類"))
    nanami.press("保存して後で続ける")
    nanami.go("続きを書く")
    nanami.page.get_by_role("button", name=re.compile("^外す")).click()
    nanami.told("「まちがえた書類.pdf」を外しました")
    nanami.attach("総会の議事録", paper("総会議事録"))
    nanami.press("確認へ進む")
    nanami.sees("450,000円", "総会議事録.pdf")
    nanami.press("市に提出する")
    nanami.told("申請を受け付けました")


def ask(hanako: Person) -> None:
    hanako.take_up("北の会", NAME)
    hanako.go("補正を求める")
    fill_row(hanako, "お願い", 1, {"直すところ": "完了予定日", "お願い": "事業が終わる日にしてください。"})
    fill_row(hanako, "お願い", 2, {"直すところ": "連絡する人", "お願い": "いりませんでした。"})
    hanako.press("お願い2行目を消す")
    expect(hanako.cell("お願い1 お願い")).to_have_value("事業が終わる日にしてください。")
    hanako.press("団体に補正を求める")
    hanako.told("団体に補正をお願いしました")


def mend(nanami: Person) -> None:
    nanami.menu("ホーム")
    nanami.page.get_by_role("link", name=re.compile("^直す")).click()
    nanami.sees("事業が終わる日にしてください。")
    nanami.date("完了予定日", FiscalYear.of(timezone.localdate()).end.replace(day=20))
    nanami.press("確認へ進む")
    nanami.press("市に提出する")
    nanami.told("申請を受け付けました")


def review(hanako: Person) -> None:
    hanako.take_up("北の会", NAME)
    for fit in hanako.page.get_by_role("radio", name="適", exact=True).all():
        fit.check()
    hanako.press("審査の結果を保存する")
    hanako.go("起案する")
    hanako.press("条件2行目を消す")
    hanako.type("交付額", "449,500")
    hanako.press("書いた内容で作り直す")
    expect(hanako.page.get_by_role("alert")).to_contain_text("交付額")
    hanako.type("交付額", "449,000")
    hanako.press("書いた内容で作り直す")
    expect(hanako.page.get_by_role("region", name="通知書の案")).to_contain_text("金449,000円")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")
