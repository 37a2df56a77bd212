"""諮問: the section asks a committee about an application; one member is free to judge it, another is tied to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from grants.models import Grant
from organizations.models import Hearing, Organization
from tests import cast
from tests.grants import build
from tests.journeys.looking import look_on_both as look
from tests.journeys.people import PHONE, Person

QUESTION = "見守りの事業が、交付金の目的に合うか、意見をください。"
BOARD = "協働のまちづくり審査会"


@pytest.fixture
def grant(hall: cast.Hall, north: Organization, nanami: User) -> Grant:
    """北の会's application, under review; two people from outside have accounts already."""
    for name, mail in (("学識 十一子", "chair"), ("商工 十三郎", "trader")):
        cast.person(name, mail, "みほん")
    return build.submitted(north, build.scheme(hall.drafter), nanami)


def test_one_member_judges_and_another_is_tied(grant: Grant, visit: Callable[..., Person]):
    hanako, chair, trader = visit(), visit(PHONE), visit(PHONE)
    hanako.sign_in("drafter@example.jp")
    found(hanako)
    ask(hanako, grant)
    judge(chair, grant)
    stay_out(trader, grant)
    answer(chair)
    hanako.page.goto(f"{hanako.portal}{grant.get_absolute_url()}")
    hanako.sees("答申", "条件を付けて適当と認める。", "委員2人のうち除斥1人、意見1人")
    hanako.shot("answered-case", phone=True)
    hanako.go(BOARD)
    hanako.shot("answered-hearing", phone=True)
    assert Hearing.objects.get().status == Hearing.Status.ANSWERED


def found(hanako: Person) -> None:
    hanako.menu("担当の設定")
    hanako.go("委員会(審査会)", "委員会を登録する")
    hanako.type("名前", BOARD)
    hanako.type("何をする委員会か", "交付金の申請と将来計画について、市に意見を述べる")
    look(hanako, "committee-new")
    hanako.press("登録する")
    for name, mail, kind, chosen in (
        ("学識 十一子", "chair", "委員長", "学識経験者"),
        ("商工 十三郎", "trader", "委員", "商工会の推薦"),
    ):
        hanako.go("委員を決める")
        hanako.type("氏名", name)
        hanako.type("ふりがな", "みほん")
        hanako.type("メールアドレス", f"{mail}@example.jp")
        hanako.pick("役", kind)
        hanako.type("選ばれた立場", chosen)
        look(hanako, f"member-new-{mail}")
        hanako.press("委員にする")
        hanako.told("委員にしました。")
    look(hanako, "committee")
    hanako.page.get_by_role("link", name="任期のおわりを入れる").first.click()
    look(hanako, "member-end")
    hanako.go("やめる", "名前と役目を直す")
    look(hanako, "committee-edit")
    hanako.page.get_by_role("link", name="委員会", exact=True).click()
    look(hanako, "committees")


def ask(hanako: Person, grant: Grant) -> None:
    hanako.page.goto(f"{hanako.portal}{grant.get_absolute_url()}")
    look(hanako, "case")
    hanako.go("委員会に諮問する")
    hanako.choose("委員会", BOARD)
    hanako.type("諮問すること", QUESTION)
    hanako.date("期限", timezone.localdate() + timedelta(days=10))
    look(hanako, "ask")
    hanako.press("諮問する")
    hanako.told("1件を協働のまちづくり審査会に諮問しました。")
    look(hanako, "asked-case")
    hanako.go(BOARD)
    look(hanako, "hearing-office")


def judge(chair: Person, grant: Grant) -> None:
    chair.sign_in("chair@example.jp")
    chair.sees_not(QUESTION)
    look(chair, "member-home")
    chair.go(f"{BOARD}:関係があるかを申し出る")
    chair.sees("北の会", "交付金の申請")
    chair.sees_not(QUESTION, "450,000")
    look(chair, "declare")
    chair.pick("この団体と関係がありますか", "関係がありません")
    chair.press("申し出る")
    chair.sees(QUESTION)
    look(chair, "opinion")
    chair.go("交付金の申請を読む")
    chair.sees("450,000円", "委員として見ています")
    chair.sees_not("0867-00-5678")
    look(chair, "member-case")
    chair.go("計画と予算")
    look(chair, "member-plan")
    chair.page.go_back()
    chair.go("諮問のページにもどる")
    chair.pick("意見", "条件付きで適当")
    chair.press("意見を出す")
    chair.sees("条件や理由を書いてください。")
    look(chair, "opinion-mistake")
    chair.type("理由や条件", "回数を実績報告で示すこと。")
    chair.press("意見を出す")
    chair.told("意見を記録しました。")


def stay_out(trader: Person, grant: Grant) -> None:
    trader.sign_in("trader@example.jp")
    trader.go(f"{BOARD}:関係があるかを申し出る")
    trader.pick("この団体と関係がありますか", "関係があります:取引や雇用の関係がある")
    trader.type("説明", "この団体に備品を納めている。")
    trader.press("申し出る")
    trader.sees("関係ありと申し出ています(除斥)")
    trader.sees_not(QUESTION)
    look(trader, "tied")
    assert trader.page.goto(f"{trader.portal}{grant.get_absolute_url()}").status == 404  # type: ignore[union-attr]
    trader.page.goto(f"{trader.portal}/hearings/")
    look(trader, "list-tied")


def answer(chair: Person) -> None:
    chair.menu("ホーム")
    chair.go(f"{BOARD}:答申をまとめる")
    look(chair, "hearing-chair")
    chair.go("答申を入れる")
    chair.type("答申", "条件を付けて適当と認める。")
    look(chair, "answer")
    chair.press("答申する")
    chair.told("答申を記録しました。")
    look(chair, "answered-chair")
