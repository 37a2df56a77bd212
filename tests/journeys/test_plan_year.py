"""A year's plan away from the portal and back: workbook, booklet, a pattern, and a survey that anybody answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload

from accounts.models import User
from organizations.models import Organization
from plans.models import ProjectPattern, YearlyPlan
from records.sheets.files import XLSX
from tests import cast
from tests.journeys.people import PHONE, Person
from tests.plans import build
from tests.plans.workbook import Edit, filled, put


@pytest.fixture
def draft(transactional_db: None) -> YearlyPlan:
    """令和7年度 of 北の会, written and not sent."""
    body: Organization = cast.organization("北の会", cast.land().north_oaza, furigana="きたのかい")
    nanami: User = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(body, nanami)
    plan = build.yearly_draft(body, nanami)
    ProjectPattern.objects.create(field="防災", name="避難訓練", content="避難所まで歩く", cost=50_000)
    return plan


def workbook(plan: YearlyPlan, *edits: Edit) -> FilePayload:
    return {"name": "表.xlsx", "mimeType": XLSX, "buffer": filled(plan, *edits).read()}


def test_a_plan_goes_home_and_comes_back_and_people_are_asked(draft: YearlyPlan, visit: Callable[..., Person]):
    nanami = visit()
    nanami.sign_in("nanami@example.jp")
    comes_back(draft, nanami)
    asks_people(draft, nanami, visit(PHONE))


def comes_back(draft: YearlyPlan, nanami: Person) -> None:
    nanami.page.goto(f"{nanami.portal}/plans/yearly/{draft.pk}/edit/")
    nanami.go("Excelの表で書く")
    nanami.attach("書き入れた表", workbook(draft, put("事業!E5", "四十万円"), put("収入の部!C5", "=1+1")))
    nanami.press("表を確かめる")
    nanami.sees("2か所を直してください", "事業!E5", "収入の部!C5")
    nanami.shot("wrong", phone=True)
    nanami.attach("書き入れた表", workbook(draft, put("事業!E5", 410_000), put("事業!B7", "花いっぱい")))
    nanami.press("表を確かめる")
    nanami.sees("400,000円", "410,000円", "加わります")
    nanami.shot("look", phone=True)
    nanami.press("この内容で入れる")
    nanami.told("表を読み込みました。1行を加え、1行を直し、0行を消しました。")

    nanami.go("事業のひな形から加える")
    nanami.shot("library", phone=True)
    nanami.page.get_by_role("button", name="計画に加える").last.click()
    nanami.told("選んだ事業を、計画のいちばん下に加えました。")
    nanami.page.goto(f"{nanami.portal}{draft.get_absolute_url()}")
    nanami.shot("plan", phone=True)
    assert "花いっぱい" in nanami.pdf("総会の資料(PDF)")


def asks_people(draft: YearlyPlan, nanami: Person, somebody: Person) -> None:
    nanami.page.goto(f"{nanami.portal}{draft.future_plan.get_absolute_url()}")
    nanami.shot("future", phone=True)
    nanami.go("アンケートを作る")
    nanami.type("題名", "暮らしのアンケート")
    nanami.page.get_by_label("年", exact=True).fill("80")
    nanami.page.get_by_label("月", exact=True).fill("3")
    nanami.page.get_by_label("日", exact=True).fill("31")
    nanami.cell("質問1 質問").fill("こまっていること")
    nanami.cell("質問1 選べる答え(1行に1つ)").fill("買い物\n通院\n除雪")
    nanami.shot("survey-written", phone=True)
    nanami.page.get_by_role("button", name="保存する", exact=True).last.click()
    nanami.go("暮らしのアンケート")
    nanami.press("アンケートを始める")
    nanami.shot("survey-open", phone=True)
    address = draft.future_plan.surveys.get().public_url
    somebody.page.goto(f"{somebody.portal}{address}")
    somebody.pick("1 こまっていること", "買い物")
    somebody.shot("survey-answer")
    somebody.press("送る")
    somebody.sees("答えを受け取りました")
    for _ in range(5):
        nanami.page.goto(f"{nanami.portal}/plans/surveys/{draft.future_plan.surveys.get().pk}/paper/")
        nanami.pick("1 こまっていること", "買い物")
        nanami.press("この1枚を入れる")
    nanami.go("終わる")
    nanami.sees("6人")
    nanami.shot("survey-results", phone=True)
