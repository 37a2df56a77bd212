"""A community tells what it did, the city checks and publishes it, and anybody reads it on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from tests import cast
from tests.articles import build
from tests.journeys.looking import look_on_both as look
from tests.journeys.people import PHONE, Person, photograph
from tests.journeys.year import noon


def test_from_the_draft_to_the_reader(
    monkeypatch: pytest.MonkeyPatch,
    hall: cast.Hall,
    north: Organization,
    nanami: User,
    visit: Callable[..., Person],
):
    monkeypatch.setattr(timezone, "now", lambda: noon(cast.MONDAY))
    for kind in ("chapter", "question", "news"):
        build.published(kind, hall.chief, hall.drafter)
    seven, officer, reader = visit(PHONE), visit(), visit(PHONE)
    seven.sign_in("nanami@example.jp")
    seven.menu("手引きと事例")
    seven.go("記事を書く・確かめる", "取組事例を書く")
    write(seven)
    officer.sign_in("drafter@example.jp")
    officer.take_up("北の会", "取組事例「閉校した校舎で朝市」")
    look(officer, "check")
    officer.press("確かめたので公開する")
    officer.told("公開しました。")
    reader.page.goto(f"{reader.portal}/")
    look(reader, "entrance")
    reader.go("手引きと事例を読む")
    reader.go("取組事例をすべて見る")
    look(reader, "cases")
    reader.go("閉校した校舎で朝市")
    reader.sees("1回に平均62人が来た", "35,000円", "北の会")
    look(reader, "case")
    reader.page.goto(f"{reader.portal}/library/?q=領収書")
    look(reader, "index")


def write(seven: Person) -> None:
    seven.type("題名", "閉校した校舎で朝市")
    seven.choose("テーマ", "交流と文化")
    seven.type("取り組んだ年度", "令和6年度")
    seven.type("目的", "余る野菜と、買いに行けない人をつなぐ。")
    seven.type("したこと", "## 毎月第1日曜に\n- 机1つ300円\n- 送り迎え3便")
    seven.type("かかったお金", "35,000")
    seven.type("わかったこと", "**1回に平均62人**が来た。")
    seven.type("問い合わせ先", "北の会 事務局")
    seven.press("見た目を確かめる")
    seven.sees("まだ保存していません。")
    look(seven, "preview")
    seven.press("保存して、写真へ進む")
    seven.attach("写真を加える", photograph("朝市"))
    seven.press("写真を入れる")
    seven.type("写真の説明", "机に並ぶ野菜")
    seven.page.get_by_label("だれか分かる人は、写っていません").check()
    look(seven, "photos")
    seven.press("写真の説明を保存する")
    seven.press("確認を頼む")
    seven.sees("確認を待っています")
    look(seven, "asked")
