"""An auditor follows one yen: from the year's budget to the letter, to the trail, to the file that is taken along."""

import hashlib
import zipfile
from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from grants.models import Grant
from records.letters.letter import Letter
from records.trail.chain import anchor
from staff.models import Department, Duty, Post
from tests import cast
from tests.grants import build
from tests.journeys.people import Person

Visit = Callable[..., Person]


@pytest.fixture
def granted(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Grant:
    """北の会 has its decision; 監査 七実 holds a post that audits. Only the auditor's day is played in the browser."""
    noon = datetime.combine(cast.MONDAY, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    hall, land = cast.city_hall(), cast.land()
    north = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    nanami = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(north, nanami)
    office = Department.objects.create(name="監査委員事務局", starts_on=cast.LONG_AGO)
    post = Post.objects.create(department=office, name="監査委員事務局書記", title="書記", audits=True)
    Duty.objects.create(user=cast.person("監査 七実", "kanji"), post=post, starts_on=cast.LONG_AGO)
    return build.granted(north, build.scheme(hall.drafter), nanami, hall)


def test_an_auditor_follows_one_yen(granted: Grant, visit: Visit):
    letter = Letter.objects.get()
    anchor(on=timezone.localdate())
    kanji = visit()
    kanji.sign_in("kanji@example.jp")
    from_the_budget_to_the_letter(kanji, letter)
    take_it_along(kanji, letter)
    read_the_trail(kanji)
    call_command("verify_trail")


def from_the_budget_to_the_letter(kanji: Person, letter: Letter) -> None:
    kanji.menu("監査")
    kanji.choose("年度", "令和7年度")
    kanji.type("通知書の番号・団体・金額", letter.document_number)
    kanji.press("さがす")
    kanji.sees("450,000円", "合っています", letter.document_number)
    kanji.sees_not("合いません")
    kanji.shot("audit", phone=True)
    kanji.go("北の会")
    kanji.sees("1 予算", "6 決裁", "8 交付決定通知書", "金額の照合", "すべて1円まで合っています", letter.html_sha256)
    kanji.sees("協働推進係長 回議 二郎", "総務部長 決裁 四郎")
    kanji.shot("audit-one-yen", phone=True)
    kanji.go("計画と予算を見る")
    kanji.page.go_back()
    kanji.go("通知書を見る")
    kanji.sees("450,000円")
    kanji.page.go_back()


def take_it_along(kanji: Person, letter: Letter) -> None:
    """The bundle, as the browser saves it; its own list of checksums holds."""
    with kanji.page.expect_download() as download:
        kanji.go("この案件のひとまとめを書き出す(zip)")
    with zipfile.ZipFile(download.value.path()) as archive:
        lines = [line.partition("  ") for line in archive.read("SHA256SUMS.txt").decode().splitlines()]
        assert {name: hashlib.sha256(archive.read(name)).hexdigest() for _, _, name in lines} == {
            name: digest for digest, _, name in lines
        }
        assert f"通知書/{letter.document_number}.pdf" in archive.namelist()


def read_the_trail(kanji: Person) -> None:
    """What the auditor just did stands there too; the anchor is printed."""
    kanji.menu("記録")
    kanji.type("人・したこと・日・IPアドレスでさがす", "監査")
    kanji.press("さがす")
    kanji.sees("案件のひとまとめを書き出した", "監査委員事務局書記 監査 七実", "127.0.0.1")
    kanji.shot("trail", phone=True)
    kanji.page.get_by_role("link", name="の錨(").first.click()
    expect(kanji.page.get_by_role("heading", level=1)).to_contain_text("記録の錨")
    kanji.sees("verify_trail --paper")
    kanji.shot("trail-anchor", phone=True)
