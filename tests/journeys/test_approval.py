"""A proposal through five posts: 差戻し to an earlier one, 代決 while the holder is away, the decision, and 後閲."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from organizations.models import Recognition
from staff.models import Duty, Post
from tests import cast
from tests.journeys.people import PHONE, Person, label
from tests.organizations import build

Visit = Callable[..., Person]
CASE = "認可の申請"
WAY = [
    ("回議", "協働推進係長(回議 二郎)"),
    ("合議", "総合政策課長(合議 三子)"),
    ("合議", "税務課員(税務 五月、財政 六助)"),
    ("回議", "総務部長(決裁 四郎)"),
    ("決裁", "見本市長(見本 一郎)"),
]
SUBJECT = "北の会の認可について(認可する)"
WRONG = "区域の図の日付が、申請書とちがいます。"


@pytest.fixture
def hall(transactional_db: None) -> cast.Hall:
    """The cast's city hall, with a 次長 who can stand in for the 部長."""
    hall = cast.city_hall()
    vice = Post.objects.create(
        department=hall.posts["director"].department, name="総務部次長", title="次長", rank=12, reach=Post.Reach.ALL
    )
    Duty.objects.create(user=cast.person("代行 七子", "vice"), post=vice, starts_on=cast.LONG_AGO)
    return hall


@pytest.fixture
def reviewed(hall: cast.Hall) -> Recognition:
    """北の会 has applied, and every criterion is fit."""
    land = cast.land()
    body, president = cast.organization("北の会", land.north_oaza, land.middle_oaza), cast.person("北野 七海", "nanami")
    cast.officer(body, president)
    case = build.submitted(body, president)
    case.review(build.words(), by=User.objects.get(pk=hall.drafter.pk))
    return case


def test_five_posts_with_a_return_a_deputy_and_the_holder_coming_back(reviewed: Recognition, visit: Visit) -> None:
    today = timezone.localdate()
    hanako, chief, manager, clerk, director, vice, mayor = (visit() for _ in range(7))
    for person, mail in zip(
        (hanako, chief, manager, clerk, director, vice, mayor),
        ("drafter", "chief", "manager", "liaison", "director", "vice", "mayor"),
        strict=True,
    ):
        person.sign_in(f"{mail}@example.jp")
    write_the_rule(hanako)
    name_a_deputy(hanako)
    propose(hanako, today)
    approve(chief, "chief-proposal", phone=True)
    send_back(manager)
    approve(chief)
    approve(manager)
    approve(clerk)
    be_away(director, today)
    stand_in(vice)
    decide(mayor)
    look_afterwards(director)
    hanako.menu("団体")
    hanako.page.goto(vice.page.url)
    hanako.sees("決裁済み", "後閲 決裁 四郎", "代決 総務部次長", WRONG)
    hanako.shot("decided-and-acknowledged", phone=True)


def write_the_rule(hanako: Person) -> None:
    """専決規程: this year's own, copied from the one before, with five posts for 認可."""
    hanako.menu("担当の設定")
    hanako.go("専決規程(決裁の道すじ)")
    hanako.page.get_by_role("button", name="規程をつくる").click()
    hanako.told("の規程をつくりました")
    hanako.page.get_by_role("link", name="直す").first.click()
    hanako.type("決裁区分", "市長決裁")
    while hanako.cell(f"職{len(WAY)} 役目").count() == 0:
        hanako.press("職の行を足す")
    for number, (part, post) in enumerate(WAY, start=1):
        hanako.cell(f"職{number} 役目").select_option(label=part)
        hanako.cell(f"職{number} 職").select_option(label=post)
    hanako.press("書いた内容で見る")
    expect(hanako.page.locator(".route .post")).to_have_count(5)
    hanako.shot("rule", phone=True)
    hanako.press("直した内容で保存する")
    hanako.told("道すじを直しました")
    hanako.shot("rulebook", phone=True)


def name_a_deputy(hanako: Person) -> None:
    hanako.menu("担当の設定")
    hanako.go("不在と代決")
    hanako.go("代わりの職を決める")
    hanako.choose("職", "総務部長(決裁 四郎)")
    hanako.choose("代わりに決裁する職", "総務部次長(代行 七子)")
    hanako.press("この職に決める")
    hanako.told("総務部長の代わりを決めました")


def propose(hanako: Person, today: date) -> None:
    hanako.take_up("北の会", CASE)
    hanako.go("起案する")
    hanako.pick("決定の案", "認可する")
    hanako.date("認可の効力が生じる日", today)
    hanako.type("条件", "規約を変えたら届け出ること。")
    hanako.press("起案する")
    hanako.told("起案しました")


def approve(person: Person, picture: str = "", *, phone: bool = False) -> None:
    """Through the box: the proposal is opened, read and approved."""
    open_from_box(person)
    if picture:
        person.shot(picture, phone=phone)
    person.press("承認して次へ回す")
    person.told("承認しました")


def open_from_box(person: Person) -> None:
    person.menu("決裁箱")
    person.go(SUBJECT)
    expect(person.page.get_by_role("region", name="通知書の案")).to_contain_text("認可")


def send_back(manager: Person) -> None:
    """差戻し to the 係長, not to the drafter."""
    open_from_box(manager)
    manager.press("差し戻す")
    manager.sees("差し戻す理由を書いてください")
    manager.type("意見", WRONG)
    manager.choose("差し戻す先", "協働推進係長")
    manager.press("差し戻す")
    manager.told("差し戻しました")
    manager.sees("取り消された承認", WRONG)
    manager.shot("sent-back", phone=True)


def be_away(director: Person, today: date) -> None:
    director.menu("担当の設定")
    director.go("不在と代決")
    director.go("不在を登録する")
    director.type("理由", "出張")
    director.press("この不在を登録する")
    director.told("決裁 四郎さんの不在を登録しました")
    director.shot("absences", phone=True)


def stand_in(vice: Person) -> None:
    """代決, marked as such before and after."""
    open_from_box(vice)
    vice.sees("総務部長の人がいないので、総務部次長として代わりに承認します")
    vice.shot("deputy", phone=True)
    vice.press("承認して次へ回す")
    vice.told("承認しました")
    vice.sees("代決 総務部次長", "後閲はまだです")


def decide(mayor: Person) -> None:
    """The last post has seen it, and approves it from the box with a tick."""
    open_from_box(mayor)
    mayor.menu("決裁箱")
    mayor.page.get_by_label(f"{SUBJECT}を承認する").check()
    mayor.shot("box", phone=True)
    mayor.press("印をつけた案件を承認する")
    mayor.told("すべて終わりました")
    mayor.menu("通知書")
    mayor.sees("地域運営組織認可通知書")


def look_afterwards(director: Person) -> None:
    """後閲 by the holder, back again; from a telephone."""
    director.menu("担当の設定")
    director.go("不在と代決")
    director.page.get_by_role("button", name="戻った").click()
    director.told("不在を終えました")
    director.page.set_viewport_size(PHONE)
    director.menu("決裁箱")
    director.page.get_by_role("navigation", name="決裁箱の分けかた").get_by_role("link", name="後閲").click()
    director.go(SUBJECT)
    director.sees("あなたが不在のあいだに、代行 七子さん(総務部次長)が代決しました")
    director.press("後で確かめた(後閲)")
    director.told("代決を確かめました")
    expect(director.page.get_by_label(label("意見"))).to_have_count(0)
